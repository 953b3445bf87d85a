"""Reading English: cues, the shape of the writing, and readers fitted on few texts. All texts here are our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo.advice.evaluating import english as tasks
from wenguo.advice.evaluating.task import Data
from wenguo.advice.learning import english
from wenguo.advice.learning.english_readers import ComplaintReader, Plan, ProductReader, of_one_label

GRUMBLES = (
    "@user my {} arrived broken and nobody answers",
    "@user still waiting for the {}, this is ridiculous",
    "Why is the {} not working again @user??",
    "@user worst {} ever, I want my money back",
)
CHATTER = (
    "@user thanks for the lovely {}!",
    "Watching the game with my {} tonight",
    "@user do you sell the {} in blue?",
    "Happy birthday, enjoy the {} :)",
)
THINGS = ("kettle", "coat", "lamp", "parcel", "phone", "cake")
ODD = (
    "",
    " ",
    "\ud800",
    "\x00\x07",
    "x" * 100_000,
    "!" * 5_000,
    "@user " * 3_000,
    "投诉 complaint 闻过",
    "#",
    "{$" * 4_000,
)


def written(forms: tuple[str, ...]) -> list[str]:
    return [form.format(thing) for form in forms for thing in THINGS]


TEXTS = [*written(GRUMBLES), *written(CHATTER)]
LABELS = ["1"] * len(written(GRUMBLES)) + ["0"] * len(written(CHATTER))


@pytest.fixture(scope="module")
def reader() -> ComplaintReader:
    kinds = ["firm"] * len(written(GRUMBLES)) + ["firm", "random"] * (len(written(CHATTER)) // 2)
    return ComplaintReader().fit(TEXTS, LABELS, kinds)


@pytest.mark.row("M15")
def test_a_grumble_is_a_complaint_and_thanks_are_not(reader: ComplaintReader) -> None:
    found = reader.predict_proba(
        ["@user my chair arrived broken, nobody answers", "@user thanks for the lovely evening!"]
    )
    assert reader.classes == ("0", "1")
    assert found[0, 1] > 0.5 > found[1, 1]


@pytest.mark.row("M15")
def test_the_cues_tell_dissatisfaction_in_plain_words() -> None:
    grumble = english.is_complaint_features("My order still hasn't arrived and your support is useless")
    praise = english.is_complaint_features("Thank you, the staff were wonderful")
    assert grumble["failure"] or grumble["waiting"]
    assert grumble["anger"] > 0 == praise["anger"]
    assert praise["thanks"] > 0 == grumble["thanks"]


@pytest.mark.row("M15")
def test_no_text_is_too_odd_to_read(reader: ComplaintReader) -> None:
    found = reader.predict_proba(ODD)
    assert found.shape == (len(ODD), 2)
    assert np.allclose(found.sum(1), 1)


@given(st.text(max_size=300))
@settings(max_examples=50, deadline=None)
def test_features_are_finite_and_of_one_length(text: str) -> None:
    assert np.isfinite(english.shape(text)).all()
    assert len(english.shape(text)) == len(english.shape(""))
    assert np.isfinite(english.style(text)).all()
    assert len(english.style(text)) == len(english.style(""))
    assert isinstance(english.cleaned(text), str)
    english.tokens(text)


def test_the_same_texts_give_the_same_reader(reader: ComplaintReader) -> None:
    kinds = ["firm"] * len(written(GRUMBLES)) + ["firm", "random"] * (len(written(CHATTER)) // 2)
    again = ComplaintReader().fit(TEXTS, LABELS, kinds)
    assert np.array_equal(reader.predict_proba(TEXTS[:9]), again.predict_proba(TEXTS[:9]))


def test_masks_and_amounts_do_not_part_the_same_letter() -> None:
    assert english.cleaned("They did n't refund {$20.00} on XX/XX/2020") == english.cleaned(
        "They didn't refund { $ 35.50 } on"
    )
    assert "the" not in english.cleaned("the mortgage of the house", plain=True).split()


LETTERS = {
    "Mortgage": "My {} mortgage servicer lost the escrow payment on the house",
    "Student loan": "Navient put my {} student loan into forbearance after college",
    "Payday": "The {} payday loan took the finance charge from my pay again",
}
WHERE = ("first", "second", "old", "new", "late", "early", "small", "large")


@pytest.mark.parametrize("plan", [Plan(plain=True), Plan(balanced=True, style=0.04, trees=True, lift=0.2)])
def test_a_letter_finds_its_product_by_cues_it_was_not_taught(plan: Plan) -> None:
    labels = [name for name in LETTERS for _ in WHERE]
    learned = ProductReader(plan).fit([LETTERS[name].format(word) for name in LETTERS for word in WHERE], labels)
    found = learned.predict_proba(
        ["Ocwen began foreclosure and holds our deed of trust", "FAFSA and Sallie Mae, tuition", ""]
    )
    assert learned.classes[int(found[0].argmax())] == "Mortgage"
    assert learned.classes[int(found[1].argmax())] == "Student loan"
    assert np.allclose(found.sum(1), 1)


def test_an_office_of_one_label_is_known_only_where_others_bear_it_too_in_number() -> None:
    labels = ["a"] * 300 + ["a", "b"] * 150
    sources = ["x"] * 300 + ["y"] * 300
    one, theirs = of_one_label(labels, sources)
    assert one == "a"
    assert theirs.sum() == 300
    assert of_one_label(labels, ["x"] * 600)[0] == ""
    assert of_one_label(labels, ())[0] == ""


def _folder(tmp_path: Path, parts: tuple[str, ...]) -> Data:
    for part in parts:
        lines = [f'"{text}",{label},shop,{at}' for at, (text, label) in enumerate(zip(TEXTS, LABELS, strict=True))]
        (tmp_path / f"en_tweet_complaints.{part}.csv").write_text(
            "\n".join(["text,label,domain,dup_group", *lines]), "utf-8"
        )
    return Data(tmp_path)


def test_a_task_gives_a_prediction_for_every_row_in_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "FOLDS", 2)
    data = _folder(tmp_path, ("dev", "held"))
    for test in ("", "held"):
        outcome = tasks.complaints(data, "dev", test)
        assert outcome.values[0].metric == "macro_f1"
        assert outcome.values[0].value > 0.8
        assert [one.row for one in outcome.predictions] == [str(at) for at in range(len(TEXTS))]


class Numbered(Data):
    """Rows as a parquet file gives them: labels are numbers."""

    def rows(self, name: str, part: str) -> list[dict[str, Any]]:
        """The same rows for every part."""
        return [
            {"text": text, "label": int(label), "dup_group": at}
            for at, (text, label) in enumerate(zip(TEXTS, LABELS, strict=True))
        ]


def test_a_label_of_nought_is_a_label(tmp_path: Path) -> None:
    outcome = tasks.complaints(Numbered(tmp_path), "dev", "held")
    assert {one.prediction for one in outcome.predictions} == {"0", "1"}
    assert outcome.values[0].value > 0.8


def test_what_is_tried_is_not_read_for_its_domain(tmp_path: Path) -> None:
    data = _folder(tmp_path, ("dev", "held"))
    before = tasks.complaints(data, "dev", "held").predictions
    held = tmp_path / "en_tweet_complaints.held.csv"
    held.write_text(held.read_text("utf-8").replace(",shop,", ",random_reply,"), "utf-8")
    assert tasks.complaints(data, "dev", "held").predictions == before
