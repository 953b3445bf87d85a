"""The lifecycle and the permissions as tables that a program walks."""

import pathlib

import pytest

from wenguo.rules import lifecycle
from wenguo.rules.lifecycle import BRANCHES, DECIDING, LIFECYCLE, STAGES, is_open_to, leads, may_lead, open_verbs
from wenguo.rules.permissions import _RELATIONS, MAY, ROLES, Actor, why_not
from wenguo.verbs import VERBS

DIAGRAM = pathlib.Path(__file__).parent.parent / "snapshots" / "lifecycle.mmd"
BEGIN = {word for word, verb in VERBS.items() if verb.begins}


def _reached_from(*stages: str) -> set[str]:
    found, waiting = set(stages), list(stages)
    while waiting:
        stage = waiting.pop()
        for verb in open_verbs(stage):
            for to in may_lead(stage, verb) - found:
                found.add(to)
                waiting.append(to)
    return found


def test_the_three_lists_name_the_same_verbs() -> None:
    assert set(VERBS) == set(LIFECYCLE) == set(MAY)


def test_every_stage_can_be_reached_and_no_verb_leads_elsewhere() -> None:
    assert _reached_from(*(LIFECYCLE[word][1] for word in BEGIN)) == set(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_can_end(stage: str) -> None:
    assert "closed" in _reached_from(stage)


@pytest.mark.parametrize("word", VERBS)
def test_every_verb_begins_or_is_open_somewhere(word: str) -> None:
    stages, to = LIFECYCLE[word]
    assert bool(stages) != (word in BEGIN)
    assert stages <= set(STAGES)
    assert to in {"", *STAGES}


def test_only_closed_ends_and_it_can_be_taken_up_again() -> None:
    assert all("closed" in may_lead(stage, "close") for stage in STAGES if is_open_to(stage, "close"))
    assert {verb for verb in open_verbs("closed") if leads("closed", verb) != "closed"} == {
        "dispute", "ask_review", "reopen",
    }  # fmt: skip


def test_acknowledging_or_assessing_late_takes_nothing_back() -> None:
    assert leads("received", "acknowledge") == "acknowledged"
    assert leads("answered", "acknowledge") == leads("answered", "assess") == "answered"
    assert leads("acknowledged", "assess") == "assessed"


def test_branches_lead_only_to_stages_and_only_from_the_table() -> None:
    assert set(BRANCHES) <= set(LIFECYCLE)
    assert {stage for stages in BRANCHES.values() for stage in stages} <= set(STAGES)


def test_the_words_of_a_refusal_name_where_the_verb_is_open() -> None:
    said = lifecycle.why_not("received", "accept")
    assert "已答复" in said.zh
    assert "answered" in said.en


def test_the_diagram_is_the_one_in_the_docs() -> None:
    """If the table changed on purpose: write `lifecycle.diagram()` anew into the snapshot, and the docs with it."""
    assert lifecycle.diagram() + "\n" == DIAGRAM.read_text(encoding="utf-8")


def test_every_standing_of_the_table_has_a_name_and_every_role_may_something() -> None:
    named = {word for standings in MAY.values() for word in standings}
    assert named <= {*ROLES, *_RELATIONS}
    assert set(ROLES) - named == {"auditor"}  # who reads and does nothing


@pytest.mark.parametrize("word", sorted(DECIDING))
def test_the_person_complained_of_decides_nothing(word: str) -> None:
    from wenguo.complaint import Complaint

    everything = Actor(ref="account:7", account=7, roles=frozenset(ROLES))
    assert why_not(word, everything, Complaint(number="X", owner=7)) is None or "owner" not in MAY[word]
    said = why_not(word, everything, Complaint(number="X", owner=7, concerned=(7,)))
    assert said is not None
    assert "回避" in said.zh


@pytest.mark.parametrize("word", sorted(set(VERBS) - BEGIN))
def test_nobody_without_a_standing_may_do_anything(word: str) -> None:
    from wenguo.complaint import Complaint

    nobody = Actor(ref="account:9", account=9)
    auditor = Actor(ref="account:9", account=9, roles=frozenset({"auditor"}))
    assert why_not(word, nobody, Complaint(number="X", owner=7)) is not None
    assert why_not(word, auditor, Complaint(number="X", owner=7)) is not None
