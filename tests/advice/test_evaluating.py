"""`wenguo evaluate`: the list of tasks, what a stranger gives it, what it gives back."""

from __future__ import annotations

import csv
import json
import random

import pytest

from tests.advice.test_learning import written
from wenguo.advice import evaluating
from wenguo.advice.evaluating import running
from wenguo.advice.evaluating.task import Data, Outcome, Prediction, Task, Value
from wenguo.faces.cli.main import run as command_line

pytestmark = pytest.mark.row("M25")


def lines(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(rows)


def messages(folder, part, count, seed):
    texts, labels = written("zh", count, seed)
    rows = [
        {"row": 1000 + n, "title": text[:6], "detail": text, "label": label, "dup_group": n}
        for n, (text, label) in enumerate(zip(texts, labels, strict=True))
    ]
    random.Random(seed).shuffle(rows)
    lines(folder / f"taidi_msgs7.{part}.csv", rows)


@pytest.fixture
def folder(tmp_path):
    messages(tmp_path, "dev", 90, 0)
    messages(tmp_path, "held", 30, 1)
    return tmp_path


def asked(capfd, *arguments):
    code = command_line(["evaluate", *map(str, arguments)])
    out, err = capfd.readouterr()
    return code, out, err


def test_every_task_is_named_once_and_by_a_file_stem():
    names = [task.name for task in evaluating.TASKS]
    assert len(names) == len(set(names))
    assert {"taidi_msgs7", "zh_weibo_emotion_smp2020", "zh_review_sentiment", "zh_car_opinion_bdci2018"} <= set(names)


def test_a_folder_of_a_stranger_is_measured(folder, monkeypatch):
    """One process, here: the pool is the same code behind a spawn."""
    monkeypatch.setattr(running, "_pooled", lambda tasks, *rest: (running.one(task.name, *rest[:3]) for task in tasks))
    every = running.measure(folder, "dev", "held", only=["taidi_msgs7"])
    found = running.figures(every)
    assert {"task", "set", "metric", "value", "baseline", "n", "seconds"} <= found[0].keys()
    assert found[0]["task"] == "taidi_msgs7"
    assert found[0]["n"] == 30
    assert found[0]["value"] > 0.9
    (path,) = running.write_predictions(every, folder / "out" / "deep")
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    held = list(csv.DictReader((folder / "taidi_msgs7.held.csv").open(encoding="utf-8")))
    assert [row["row"] for row in rows] == [row["row"] for row in held]
    right = sum(row["prediction"] == own["label"] for row, own in zip(rows, held, strict=True))
    assert right / 30 == pytest.approx(next(one["value"] for one in found if one["metric"] == "accuracy"))


def test_missing_files_are_skipped_and_said(tmp_path, capfd):
    (tmp_path / "other.dev.csv").write_text("a\n1\n")
    code, out, err = asked(capfd, "--data", tmp_path, "--train", "dev", "--cv", "--json", "--only", "taidi_msgs7")
    assert code == 0
    assert json.loads(out.splitlines()[-1]) == {"tasks": []}
    assert "taidi_msgs7.dev" in err


def test_a_part_that_is_not_there_is_named_with_those_that_are(folder, capfd):
    code, _, err = asked(capfd, "--data", folder, "--train", "dev", "--test", "future")
    assert code == 1
    assert "future" in err
    assert "held" in err


def test_a_folder_that_is_not_there_is_said(tmp_path, capfd):
    code, _, err = asked(capfd, "--data", tmp_path / "nowhere", "--train", "dev", "--cv")
    assert code == 1
    assert "nowhere" in err


def test_a_set_that_is_not_known_is_said_with_those_that_are(folder, capfd):
    code, _, err = asked(capfd, "--data", folder, "--train", "dev", "--cv", "--only", "nonsense")
    assert code == 1
    assert "taidi_msgs7" in err


def test_either_a_part_to_be_tried_on_or_folds(folder, capfd):
    assert asked(capfd, "--data", folder, "--train", "dev")[0] == 2
    assert asked(capfd, "--data", folder, "--train", "dev", "--test", "held", "--cv")[0] == 2


def test_a_broken_task_is_told_and_takes_no_other_along(tmp_path, monkeypatch):
    def broken(data, train, test):
        raise ValueError("torn")

    def sound(data: Data, train: str, test: str) -> Outcome:
        said = Prediction(row="0", prediction="a", score=1.0)
        return Outcome(values=(Value(metric="accuracy", value=1.0, n=1),), predictions=(said,))

    tasks = (Task(name="one", files=(), run=broken), Task(name="two", files=(), run=sound))
    monkeypatch.setattr(running, "rooms", lambda: {"cars": tasks})
    monkeypatch.setattr(running, "_pooled", lambda tasks, *rest: (running.one(task.name, *rest[:3]) for task in tasks))
    (tmp_path / "x.dev.csv").write_text("a\n")
    heard = []
    every = running.measure(tmp_path, "dev", "", said=heard.append)
    assert [ran.task for ran in every] == ["one", "two"]
    assert "torn" in every[0].error
    assert [one["task"] for one in running.figures(every)] == ["two"]
    assert len(heard) == 2


def test_a_room_that_cannot_be_entered_is_named(monkeypatch):
    evaluating.rooms.cache_clear()
    monkeypatch.setattr(evaluating, "ROOMS", ("task",))  # a module without TASKS
    try:
        with pytest.raises(evaluating.BrokenRoom, match=r"evaluating\.task"):
            evaluating.rooms()
    finally:
        evaluating.rooms.cache_clear()


def test_a_folder_that_cannot_be_written_into_is_said_before_anything_is_measured(folder, tmp_path, capfd, monkeypatch):
    monkeypatch.setattr(running, "measure", lambda *_, **__: pytest.fail("nothing is measured in vain"))
    (tmp_path / "file").write_text("")
    told = ["evaluate", "--data", str(folder), "--train", "dev", "--test", "held"]
    for more in (["--predictions", str(tmp_path / "file" / "p")], ["--curves", str(tmp_path / "file" / "c.json")]):
        assert command_line([*told, *more]) == 1
        assert str(tmp_path / "file") in capfd.readouterr().err


def test_a_part_may_have_a_dot_in_its_name(tmp_path):
    (tmp_path / "set_one.v1.2.csv").write_text("text\n")
    running.check(tmp_path, "v1.2", "")
    with pytest.raises(running.BadData):
        running.check(tmp_path, "2", "")


def test_a_column_that_is_missing_is_named(tmp_path, monkeypatch):
    task = Task(name="made", files=("made",), run=lambda data, train, _: data.rows("made", train)[0]["label"])
    monkeypatch.setattr(running, "rooms", lambda: {"made": (task,)})
    (tmp_path / "made.dev.csv").write_text("text\nx\n")
    assert running.one("made", tmp_path, "dev", "").error == "there is no column 'label'"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_as_table_programs_write_it_down(tmp_path, encoding):
    (tmp_path / "one.dev.csv").write_bytes("text,label\n停水了，联通也断了,投诉\n".encode(encoding))
    assert Data(tmp_path).rows("one", "dev") == [{"text": "停水了，联通也断了", "label": "投诉"}]


def test_a_table_in_no_known_writing_is_said_with_what_to_do(tmp_path):
    (tmp_path / "one.dev.csv").write_bytes(b"text\n\xff\xff\xff\n")
    with pytest.raises(ValueError, match="save it as UTF-8"):
        Data(tmp_path).rows("one", "dev")
