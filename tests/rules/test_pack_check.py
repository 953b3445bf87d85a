"""What is wrong with a policy pack is refused in words its writer can act on."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from wenguo import packs
from wenguo.rules.policy import BadPack, Pack, check

GOOD = """
[pack]
id = "mine"
name = {zh = "试", en = "Mine"}
version = "1"
[sources]
law = {instrument = "某办法", number = "1"}
[[rule]]
id = "decide"
track = "mine"
kind = "clock"
name = {zh = "决定", en = "Decide"}
obligor = "firm"
start_event = "receipt"
ends_on = ["Answered"]
length = 5
unit = "wd"
source = "law"
article = "3"
grade = "V"
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_sound_pack_is_read_with_its_source(tmp_path: Path) -> None:
    rule = packs.load(write(tmp_path, mine=GOOD))["mine"].rules[0]
    assert (rule.pack, rule.source.instrument, rule.source.article) == ("mine", "某办法", "3")


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ('grade = "V"', 'grade = "M"', "grade is M"),
        ('grade = "V"', "", "field grade"),
        ('source = "law"', "", "field source is missing"),
        ('source = "law"', 'source = "lore"', "field source is missing"),
        ("length = 5", "", "field length is missing"),
        ("length = 5", "length = -1", "field length is -1"),
        ("length = 5", 'length = "five"', "field length is 'five'"),
        ('unit = "wd"', 'unit = "days"', "unknown word 'days'"),
        ('start_event = "receipt"', 'start_event = "full moon"', "unknown word 'full moon'"),
        ('ends_on = ["Answered"]', 'ends_on = ["Solved"]', "unknown word 'Solved'"),
        ('ends_on = ["Answered"]', "", "field ends_on is missing"),
        ('kind = "clock"', 'kind = "duty"', "length is given on a duty"),
        ('obligor = "firm"', 'obligor = "nobody"', "obligor"),
        ("length = 5", "length = 5\nvalid_from = 2026-02-01\nvalid_to = 2026-01-01", "before valid_from"),
        ("length = 5", 'length = 5\nfalls_back_to = "max"', "not pending"),
        ('version = "1"', "", "field version is missing"),
        ('version = "1"', 'version = "1"\nretention_years = 5', "retention_source"),
        ('version = "1"', 'version = "1"\ntime_zone = "Mars"', "time_zone"),
        ('version = "1"', 'version = "1"\nquiet_hours = ["9pm", "08:00"]', "quiet_hours"),
        ("[sources]", "[sources", "not readable as TOML"),
        ("[[rule]]", "[rule]", "not of the form"),
        ("length = 5", "length = 5\nwarn_at = 50", "not of the form"),
    ],
)
def test_an_unsound_pack_is_refused_with_file_and_field(tmp_path: Path, good: str, bad: str, said: str) -> None:
    with pytest.raises(BadPack) as caught:
        packs.load(write(tmp_path, mine=GOOD.replace(good, bad)))
    assert said in str(caught.value)
    assert "mine.toml" in str(caught.value)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace('grade = "V"', 'grade = "M"').replace("length = 5", "").replace('source = "law"', "")
    with pytest.raises(BadPack) as caught:
        packs.load(write(tmp_path, mine=broken))
    assert len(caught.value.problems) == 3
    assert all("rule decide" in problem for problem in caught.value.problems)


def test_two_packs_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPack, match=r"already that of a\.toml"):
        packs.load(write(tmp_path, a=GOOD, b=GOOD))


def test_two_versions_in_force_on_one_day_are_refused(tmp_path: Path) -> None:
    rule = GOOD[GOOD.index("[[rule]]") :]
    with pytest.raises(BadPack, match="two versions"):
        packs.load(write(tmp_path, mine=GOOD + rule))


def test_two_versions_that_follow_each_other_are_fine(tmp_path: Path) -> None:
    rule = GOOD[GOOD.index("[[rule]]") :]
    older = GOOD.replace("length = 5", "length = 5\nvalid_to = 2025-12-31")
    newer = rule.replace("length = 5", "length = 6\nvalid_from = 2026-01-01")
    assert len(packs.load(write(tmp_path, mine=older + newer))["mine"].rules) == 2


def test_a_pending_rule_needs_no_length_but_a_fall_back_that_exists(tmp_path: Path) -> None:
    pending = GOOD.replace("length = 5", "pending = true")
    assert packs.load(write(tmp_path, mine=pending))["mine"].rules[0].pending
    packs.load.cache_clear()
    with pytest.raises(BadPack, match=r"house\.toml does not have"):
        packs.load(write(tmp_path, mine=pending.replace("pending = true", 'pending = true\nfalls_back_to = "moon"')))


def test_a_shipped_pack_checks_as_an_object_too() -> None:
    for pack in packs.load().values():
        assert check(pack) == []
    bad = msgspec.structs.replace(packs.load()["house"], version="")
    assert isinstance(bad, Pack)
    assert check(bad) == ["house: field version is missing; add it under [pack]"]
