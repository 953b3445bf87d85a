"""How fields are written on the command line: moments, words, files, demands, names in place of ids."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faces.cli.conftest import AT, Wenguo
from wenguo.faces.cli.moments import read, read_day, told
from wenguo.faces.cli.output import plain


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-22 14:20", "2026-11-22T06:20:00"),
        ("2026-11-22T14:20:05", "2026-11-22T06:20:05"),
        ("2026-11-22T14:20:00Z", "2026-11-22T14:20:00"),
        ("2026-11-22T14:20:00+01:00", "2026-11-22T13:20:00"),
        ("2026年11月22日 9:05", "2026-11-22T01:05:00"),
        ("2026/1/2", "2026-01-01T16:00:00"),
    ],
)
def test_a_moment_without_offset_is_local_time(text: str, utc: str) -> None:
    assert read(text) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_day_is_due_at_its_end() -> None:
    assert read("2026-11-22", end_of_day=True) == datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)
    assert read("+3d") == timedelta(days=3)


@pytest.mark.parametrize("text", ["2026-02-30", "30/02/26", "soon", "", "2026-11-22 25:00", "+9999999d"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        read(text)


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-11-22 10:00"):
        read_day("2026-11-22 10:00")


def test_moments_are_told_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    moment, now = datetime(2026, 11, 22, 6, 20, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    monkeypatch.setenv("WENGUO_LANGUAGE", "zh-hans")
    assert told(moment, now) == "11月22日 14:20 (周日)"
    monkeypatch.setenv("WENGUO_LANGUAGE", "en")
    assert told(moment, now) == "Sun 22 Nov 14:20"
    assert told(moment, now.replace(year=2027)) == "Sun 22 Nov 2026 14:20"


@given(st.text())
def test_words_cannot_command_the_terminal(text: str) -> None:
    assert not any((ord(char) < 32 and char not in "\n\t") or 127 <= ord(char) < 160 for char in plain(text))


def test_words_come_from_a_file_or_from_stdin(wenguo: Wenguo, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes("信里写道：空调坏了\r\n第二行\r\n".encode("gb18030"))
    number = wenguo("record", "--words", f"@{tmp_path}/letter.txt", "--json").json["number"]
    assert wenguo("show", number, "--json").json["words"] == "信里写道：空调坏了\n第二行"
    number = wenguo("record", "--words", "-", "--json", stdin="电话里说的\n").json["number"]
    assert wenguo("show", number, "--json").json["words"] == "电话里说的"
    number = wenguo("record", "--words", "@@小王 说好的呢", "--json").json["number"]
    assert wenguo("show", number, "--json").json["words"] == "@小王 说好的呢"
    assert wenguo("record", "--words", "@/no/such/file").code == 2


def test_demands_are_written_short_as_words_or_as_json(wenguo: Wenguo) -> None:
    number = wenguo(
        "record", "--words", "x", "--demand", "RM03:120000:退钱", "--demand", "RM01", "--demand", "道歉：当面",
        "--demands", '{"remedy": "RM04", "words": "换货"}', "--json",
    ).json["number"]  # fmt: skip
    demands = wenguo("show", number, "--json").json["demands"]
    assert [(one["remedy"], one["amount_fen"], one["words"]) for one in demands] == [
        ("RM03", 120000, "退钱"), ("RM01", None, None), ("RM99", None, "道歉：当面"), ("RM04", None, "换货"),
    ]  # fmt: skip
    broken = wenguo("record", "--words", "x", "--demand", '{"remedy": ', "--json")
    assert (broken.code, broken.json["field"]) == (3, "demands")


def test_files_are_enclosed_as_they_are(wenguo: Wenguo, tmp_path: Path) -> None:
    from wenguo.models import Evidence
    from wenguo.models.store import get

    content = bytes(range(256)) * 5
    (tmp_path / "收据.png").write_bytes(content)
    number = wenguo("record", "--words", "x", "--json").json["number"]
    assert wenguo("enclose", number, "--file", tmp_path / "收据.png", "--kind", "voucher").code == 0
    row = Evidence.objects.get()
    assert (row.name, row.media_type, row.size) == ("收据.png", "image/png", 1280)
    assert get(str(row.path)) == content
    assert wenguo("enclose", number, "--file", tmp_path / "none.png").code == 2


def test_people_and_units_are_named_by_their_words(staffed: Wenguo) -> None:
    number = staffed(
        "record", "--words", "x", "--unit", "sec", "--concerned", "ann,eve", "--owner", "bob", "--at", AT, "--json"
    ).json["number"]
    assert staffed("show", number, "--json").json["owner"] == "bob"
    unknown = staffed("record", "--words", "x", "--concerned", "nobody", "--json")
    assert (unknown.code, unknown.json["field"]) == (3, "concerned")


def test_contact_data_are_shown_by_role_and_their_reading_is_logged(staffed: Wenguo) -> None:
    from wenguo.models import Access

    number = staffed(
        "record",
        "--as",
        "ann",
        "--words",
        "x",
        "--complainant-name",
        "张三丰",
        "--complainant-phone",
        "13800001234",
        "--json",
    ).json["number"]
    masked = staffed("show", number, "--as", "bob").out
    assert "13800001234" not in masked
    assert not Access.objects.exists()
    assert "13800001234" in staffed("show", number, "--as", "bob", "--unmask", "回访").out
    assert "回访" in Access.objects.get().data


def test_an_account_gets_its_password_from_stdin(wenguo: Wenguo) -> None:
    from wenguo.models import Account

    assert wenguo("account", "add", "li", "--password-stdin", stdin="a-long-enough-word\n").code == 0
    assert Account.objects.get(username="li").check_password("a-long-enough-word")
    weak = wenguo("account", "add", "wu", "--password-stdin", "--json", stdin="123\n")
    assert (weak.code, weak.json["field"]) == (3, "password")
    assert not Account.objects.filter(username="wu").exists()


def test_only_an_administrator_changes_accounts_and_units(staffed: Wenguo) -> None:
    for arguments in (
        ("account", "add", "new"),
        ("account", "disable", "bob"),
        ("unit", "add", "more"),
        ("account", "role", "ann", "head"),
    ):
        assert staffed(*arguments, "--as", "ann").code == 3


def test_a_unit_takes_only_packs_and_zones_that_there_are(wenguo: Wenguo) -> None:
    assert wenguo("unit", "set", "main", "--pack", "no-such-pack", "--json").json["field"] == "pack"
    assert wenguo("unit", "set", "main", "--time-zone", "Mars/Olympus", "--json").json["field"] == "time_zone"
    assert wenguo("unit", "set", "main", "--parent", "main", "--json").json["field"] == "parent"
    assert wenguo("unit", "set", "main", "--pack", "cn-retail", "--json").json["packs"] == ["cn-retail"]


def test_a_pack_file_is_checked(wenguo: Wenguo, tmp_path: Path) -> None:
    assert wenguo("pack", "check", "--json").json == {"ok": True, "problems": []}
    (tmp_path / "bad.toml").write_text(
        '[pack]\nid = "bad"\nname = {zh = "x", en = "x"}\nversion = "1"\n[[rule]]\nid = "r"\n'
    )
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    empty = wenguo("pack", "check", tmp_path / "empty.toml", "--json")
    assert (empty.code, "no [pack] table" in empty.json["problems"][0]) == (1, True)
    bad = wenguo("pack", "check", tmp_path / "bad.toml", "--json")
    assert (bad.code, bad.json["ok"]) == (1, False)
    assert any("source" in problem for problem in bad.json["problems"])


def test_reactions_run_at_once_or_are_said_to_wait(staffed: Wenguo) -> None:
    from wenguo.models import Reaction

    number = staffed("record", "--as", "eve", "--words", "x", "--unit", "sec", "--at", AT, "--json").json["number"]
    assert staffed("hand-over", number, "--to", "ann", "--as", "eve", "--at", AT).code == 0
    assert set(Reaction.objects.values_list("state", flat=True)) == {"done"}
    waits = staffed("chase", number, "--words", "怎么样了", "--as", "eve", "--at", AT, "--no-reactions")
    assert "wait for a worker" in waits.err
    assert Reaction.objects.filter(state="waiting").exists()


def test_blank_words_are_called_blank(wenguo: Wenguo) -> None:
    for blank in ("", "  ", "-"):
        answer = wenguo("record", "--words", blank, "--json")
        assert (answer.code, answer.json) == (3, {"refused": "must not be blank", "field": "words"})


def test_a_named_file_that_stays_outside_is_no_success(wenguo: Wenguo, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("编号,内容,时间\n1,漏水,2026-02-30\n2,,\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    answer = wenguo("import", tmp_path / "good.csv", tmp_path / "empty.csv", "--json")
    assert (answer.code, answer.json["recorded"], answer.json["rejected"]) == (1, 1, 1)
    assert "1 have something odd" in answer.err
    assert str(tmp_path / "good.csv.rejects.csv") in answer.err
