"""The table of what complainants are told: every event is decided, and what is not named is not told."""

from __future__ import annotations

import pytest

from tests.snapshots.lines import EXAMPLES, TEXTS
from wenguo.complaint import Complaint
from wenguo.events import EVENTS
from wenguo.folding import fold
from wenguo.line import read
from wenguo.pages.telling import put_in
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.told_of_stages import STAGE, STEP_OF, STEPS
from wenguo.rules.told_to_complainants import TOLD, shows_content, told

# what is never told, whatever the line holds
HIDDEN = frozenset(
    "ClockStarted ClockStopped ClockWarned HandOverOffered TurnedBack TakenBack Followed NoticeDelivered Offered Approved "
    "Rejected ApprovalAsked Supervised Linked Unlinked Split Noted Suggested Confirmed Overruled Held Described Involved "
    "NotTold Clarified Observed Flagged OfferLapsed Alerted Escalated Reported Calmed Joined Left Protected Requested "
    "Delivered Reminded Recalled PartOverdue PartyOverdue Weighed Exchanged Briefed ApologyProposed ApologyApproved ApologyRejected".split()
)


@pytest.mark.row("M26")
def test_every_event_is_decided_and_none_that_is_not() -> None:
    assert set(TOLD) == set(EVENTS)
    assert {name for name, one in TOLD.items() if one is None} == HIDDEN


@pytest.mark.parametrize("name", [name for name, one in TOLD.items() if one is not None])
def test_what_is_shown_of_an_event_are_words_it_has(name: str) -> None:
    said = TOLD[name]
    assert said is not None
    assert set(said.words) <= set(EVENTS[name].__struct_fields__)
    assert all(text.zh and text.en for text in (said.text, said.by_them) if text is not None)


@pytest.mark.parametrize("name", sorted(set(EVENTS)))
def test_no_sentence_names_an_account(name: str) -> None:
    said = TOLD[name]
    for text in (said.text, said.by_them) if said is not None else ():
        if text is not None:
            assert not {"{owner}", "{account}", "{approver}"} & set(text.zh.split() + text.en.split())
            assert "{to}" not in text.zh or name == "Referred"


def test_every_sentence_reads_in_both_languages_with_its_places_filled(db: None) -> None:
    c = fold((read(text), text) for text in TEXTS)
    assert c is not None
    for event in EXAMPLES:
        said = TOLD[type(event).__name__]
        for text in (said.text, said.by_them) if said is not None else ():
            for language in ("zh-hans", "en"):
                assert text is None or "{" not in put_in(text, event, {}, language, c.clocks)


def test_an_event_that_a_later_version_adds_is_not_told() -> None:
    line = read(TEXTS[0])
    assert told(line, Complaint(number="n")) is not None

    class Unheard:
        pass

    import msgspec

    odd = msgspec.structs.replace(line, event=Unheard())
    assert told(odd, Complaint(number="n")) is None


def test_what_staff_enclose_is_told_without_its_content() -> None:
    line = next(read(text) for text in TEXTS if '"event":"Enclosed"' in text)
    assert shows_content(line) == (line.by == "complainant")


def test_every_stage_has_its_sentence_and_its_place() -> None:
    assert set(STAGE) == set(STAGES) == set(STEP_OF)
    assert set(STEP_OF.values()) == set(range(len(STEPS)))
