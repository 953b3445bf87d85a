"""Before words go out while an arrangement of contact stands: which ways it leaves open, who speaks, when it is reviewed (M40).

A hint and no bar: what the law wants told is told, and whoever is in danger is reached by any way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wenguo.complaint.conduct import Restriction
from wenguo.pages import forms_words
from wenguo.pages.forms_place import Place
from wenguo.queries.people import names
from wenguo.rules import restriction

if TYPE_CHECKING:
    from wenguo.pages.forms import Field

OUTGOING = frozenset({"inform", "answer", "ask", "reach", "acknowledge", "apologise"})


class Hint(msgspec.Struct, frozen=True, kw_only=True):
    """What an arrangement that stands asks of whoever writes or rings now."""

    ways: str  # those that stay open, in words
    excluded: str  # the way chosen, where it is not among them
    contact: str  # the one contact, where that is somebody else
    hours: str
    until: str
    review: str


def hints(verb: str, fields: list[Field], place: Place) -> list[Hint]:
    """One for each arrangement that stands; none where these words go to nobody."""
    if verb not in OUTGOING:
        return []
    standing = restriction.standing_at(place.c, place.at)
    chosen = next((one.value for one in fields if one.name == "way"), "")
    called = names(one.contact for one in standing)
    return [_hint(one, verb, chosen, called, place) for one in standing]


def marked(verb: str, fields: list[Field], place: Place) -> list[Field]:
    """The ways to choose from, with a word at those that an arrangement leaves out: seen before anything is sent."""
    standing = restriction.standing_at(place.c, place.at) if verb in OUTGOING else []
    for field in fields:
        if field.name == "way" and standing:
            open_ways = frozenset.intersection(*(frozenset(one.ways) for one in standing))
            left_out = place.say("（安排不含）", " (not arranged)")
            field.options = [
                one._replace(label=one.label + left_out) if one.value and one.value not in open_ways else one
                for one in field.options
            ]
    return fields


def _hint(one: Restriction, verb: str, chosen: str, called: dict[int, str], place: Place) -> Hint:
    def way(code: str) -> str:
        return forms_words.code(verb, "way", code, place.language)

    other = one.contact is not None and one.contact != place.account
    return Hint(
        ways=place.say("、", ", ").join(way(code) for code in one.ways),
        excluded=way(chosen) if chosen and chosen not in one.ways else "",
        contact=called.get(one.contact, "") if other and one.contact is not None else "",
        hours=place.words(one.hours) if one.hours is not None else "",
        until=one.until_date.isoformat(),
        review=one.review_date.isoformat(),
    )
