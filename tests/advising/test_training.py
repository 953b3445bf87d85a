"""What people confirmed is learned, tried fairly, put in force only where it is better, and taken back with one word."""

import json
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.advising.conftest import MadeUp
from tests.faces.cli.conftest import Wenguo
from tests.stories import T0, Office
from wenguo.advice.learning import training as fitting
from wenguo.advice.learning.recipe import Recipe, View
from wenguo.advising import lexicons, switches, teaching, training, training_now, versions
from wenguo.advising.teaching import Record
from wenguo.advising.words import Room
from wenguo.models import Change, Setting, Taught, Trained
from wenguo.queries.administrators import settler
from wenguo.reactions import learning
from wenguo.verbs import Refused

ENDS = "东南西北中上下左右前后里外大小多少高低"


def texts(label: str, words: str, n: int) -> list[Record]:
    """So many texts that tell of one thing, by as many people."""
    return [
        Record(
            text=f"{ENDS[k % 19]}边{ENDS[(k * 7) % 19]}号{words}，已经第{k}次了，{ENDS[(k * 5) % 19]}门的人都知道",
            subject="",
            label=label,
            person=f"{label}{k}",
            said_at=T0 + timedelta(hours=k),
        )
        for k in range(n)
    ]


@pytest.fixture
def taught(adviser: MadeUp, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """Two causes that words tell apart."""
    found = texts("RS0705", "空调压缩机轴承坏了修不好", 60) + texts("RS0101", "售货员骂人态度恶劣", 45)
    monkeypatch.setattr(teaching, "records", lambda topic: list(found) if topic == "cause" else [])
    monkeypatch.setattr(Room, "loaded", lambda *_: adviser)
    quick = Recipe(language="zh", views=(View(chars=(1, 2), model="bayes"),), fields=(2.0, 1.0), inner=0)
    monkeypatch.setattr(fitting, "_recipe", lambda *_: quick)
    return found


@pytest.mark.row("M43")
def test_what_is_better_is_put_in_force_by_a_person_and_taken_back_by_one_word(
    office: Office, taught: list[Record], tmp_path: Path
) -> None:
    (first,) = training.train(T0, office.adm.pk, topics=["cause"], promote=True)
    assert (first.better, first.promoted, first.records) == (True, True, 105)
    assert first.version is not None
    assert json.loads((tmp_path / "models" / "in-force.json").read_text()) == {"cause": first.version}
    row = versions.versions("cause")[0]
    assert (row.in_force, row.promoted_by, row.there) == (True, "adm", True)
    assert row.card["learned_from"] == 105
    assert Change.objects.filter(what="model", target="cause", account=office.adm).exists()
    assert versions.back("cause", office.adm.pk, T0 + timedelta(days=1)) is None
    assert versions.in_force() == {}
    assert json.loads((tmp_path / "models" / "in-force.json").read_text()) == {}
    with pytest.raises(Refused):
        versions.back("cause", office.adm.pk, T0 + timedelta(days=1))


def test_a_model_that_has_nothing_new_to_show_does_not_replace_the_one_in_force(
    office: Office, taught: list[Record]
) -> None:
    training.train(T0, office.adm.pk, topics=["cause"], promote=True)
    (again,) = training.train(T0 + timedelta(days=1), office.adm.pk, topics=["cause"], promote=True)
    assert (again.better, again.promoted) == (False, False)
    with pytest.raises(Refused):
        versions.promote("cause", str(again.version), office.adm.pk, T0)
    assert len(versions.in_force()) == 1


def test_going_back_leads_to_the_model_before_and_not_to_one_that_was_taken_back(
    office: Office, taught: list[Record], tmp_path: Path
) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / "models" / "cause" / name).mkdir(parents=True)
        versions.add("cause", name, {}, better=True, at=T0)
    at = T0
    for name in ("one", "two", "three"):
        at += timedelta(hours=1)
        versions.promote("cause", name, office.adm.pk, at)
    assert versions.back("cause", office.adm.pk, at + timedelta(hours=1)) == "two"
    assert versions.back("cause", office.adm.pk, at + timedelta(hours=2)) == "one"
    assert versions.back("cause", office.adm.pk, at + timedelta(hours=3)) is None


def test_a_dry_run_leaves_nothing(office: Office, taught: list[Record], tmp_path: Path) -> None:
    (found,) = training.train(T0, None, topics=["cause"], keep=False)
    assert found.better
    assert not Trained.objects.exists()
    assert not (tmp_path / "models").exists()


def test_too_little_is_said_and_nothing_is_learned(office: Office, adviser: MadeUp, monkeypatch: Any) -> None:
    monkeypatch.setattr(Room, "loaded", lambda *_: adviser)
    (found,) = training.train(T0, None, topics=["cause"])
    assert (found.version, found.better) == (None, False)
    assert found.why.zh
    assert found.why.en


def test_by_night_nothing_is_put_in_force_unless_the_organisation_wants_it(
    office: Office, taught: list[Record]
) -> None:
    found = {one.topic: one for one in training.nightly(T0)}
    assert (found["cause"].better, found["cause"].promoted) == (True, False)
    switches.switch(settler(office.adm.pk), T0, "promote", None, True)
    found = {one.topic: one for one in training.nightly(T0 + timedelta(days=1))}
    assert found["cause"].promoted
    assert versions.versions("cause")[0].promoted_by == ""


def test_a_night_is_due_once_where_there_is_enough_to_learn_from(office: Office, adviser: MadeUp, story: Any) -> None:
    story.recorded()
    night = datetime(2026, 3, 3, 3, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    assert not learning.is_due(night), "nothing was taught"
    Taught.objects.bulk_create(
        Taught(
            complaint=story.row, topic=f"t{k}", said="x", how="assessed", message=1, said_at=night - timedelta(hours=1)
        )
        for k in range(learning.ENOUGH)
    )
    assert learning.is_due(night)
    assert not learning.is_due(night + timedelta(hours=8)), "it is day"
    assert learning._claim(night)
    assert not learning._claim(night + timedelta(minutes=10)), "another worker has begun"
    assert not learning.is_due(night + timedelta(minutes=10))
    switches.switch(settler(office.adm.pk), T0, "learn", None, False)
    assert not learning.is_due(night + timedelta(days=1))


def test_own_cues_are_checked_written_down_and_drawn_for_the_process(
    office: Office, adviser: MadeUp, tmp_path: Path, monkeypatch: Any
) -> None:
    who = settler(office.adm.pk)
    monkeypatch.setattr(lexicons, "check", lambda _: None)
    lexicons.change(who, T0, "causes", "RS0705", {"add_zh": ["压缩机异响"], "remove_zh": []})
    own = tmp_path / "lexicons" / "own.json"
    assert json.loads(own.read_text()) == {"causes": {"RS0705": {"add_zh": ["压缩机异响"]}}}
    assert Change.objects.filter(what="lexicon", target="causes/RS0705").count() == 1
    lexicons.change(who, T0, "causes", "RS0705", {})
    assert lexicons.own() == {}
    assert json.loads(own.read_text()) == {}
    with pytest.raises(Refused):
        lexicons.change(settler(office.ann.pk), T0, "causes", "RS0705", {"add_zh": ["x"]})


def test_switches_hold_below_until_a_unit_says_otherwise(office: Office) -> None:
    who, main, sec = settler(office.adm.pk), office.main.pk, office.sec.pk
    assert switches.is_on("cause", sec)
    switches.switch(who, T0, "cause", main, False)
    assert not switches.is_on("cause", sec)
    switches.switch(who, T0, "cause", sec, True)
    assert switches.is_on("cause", sec)
    assert not switches.is_on("cause", office.car.pk)
    switches.switch(who, T0, "cause", sec, None)
    assert not switches.is_on("cause", sec)
    standing = {one.word: one for one in switches.all_of(sec)}
    assert (standing["cause"].on, standing["cause"].own, standing["cause"].from_unit) == (False, False, main)
    switches.switch(who, T0, "advice", sec, False)
    assert not switches.is_on("reply_check", sec)
    with pytest.raises(Refused):
        switches.switch(settler(office.ann.pk), T0, "cause", sec, True)
    assert Setting.objects.count() == 0


def test_a_models_folder_is_for_its_owner_to_change(office: Office, taught: list[Record], tmp_path: Path) -> None:
    training.train(T0, office.adm.pk, topics=["cause"])
    for path in (tmp_path / "models").rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o022, path


def test_the_nightly_rule_begun_by_hand_asks_for_an_administrator_as_every_training_does(
    office: Office, wenguo: Wenguo, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(training, "nightly", lambda _: begun.append("cli") or [])
    assert wenguo("train", "--nightly", "--as", "ann").code != 0
    assert begun == []
    assert wenguo("train", "--nightly", "--as", "local").code == 0
    assert begun == ["cli"]
    monkeypatch.setattr(sys, "argv", ["training_now", training_now.NIGHTLY])
    training_now.main()  # what the worker begins, whoever the administrators are
    assert begun == ["cli", "cli"]
