"""What there is to choose, and what is shown beside it, in the forms about conduct: signs, lines, proposals, arrangements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

from wenguo.line import read
from wenguo.pages import forms_arranged, forms_words, telling
from wenguo.pages.forms_choices import Option, Place, colleagues
from wenguo.queries import people
from wenguo.rules import abnormal, mishandling
from wenguo.rules import conduct as shown
from wenguo.text import Text
from wenguo.verbs._verb import Way

if TYPE_CHECKING:
    from wenguo.pages.forms import Field

MOST_LINES = 60
_JUDGED = ("flag", "appeal", "restriction")


def _signs(place: Place) -> list[Option]:
    """Every sign and counter-sign that a person may state, with what is to be borne in mind."""
    found = []
    for table, group in (
        (abnormal.SIGNS, place.say("迹象", "Signs")),
        (abnormal.COUNTERS, place.say("相反的迹象", "To the contrary")),
    ):
        found += [
            Option(code, _raised(one.name, place), one.mind.said(place.language) if one.mind else "", group)
            for code, one in table.items()
            if one.known != "log"
        ]
    return found


def _raised(text: Text, place: Place) -> str:
    said = text.said(place.language)
    return said[:1].upper() + said[1:]


def _lines(place: Place) -> list[Option]:
    """The newest lines in which words stand."""
    names = people.names(())
    spoken = [entry for entry in reversed(place.whole.entries) if entry.words and not entry.event.startswith("Suggest")]
    return [
        Option(
            str(entry.position),
            f"#{entry.position} {telling.sentence(read(entry.data).event, names, place.language, place.c.clocks)}",
            " ".join(entry.words[0].split())[:60],
        )
        for entry in spoken[:MOST_LINES]
    ]


def _stated(place: Place) -> list[Option]:
    """The signs persons stated: what a proposal may rest on."""
    return [
        Option(str(one.id), _raised(abnormal.named(one.sign), place), place.words(one.quote))
        for one in place.c.observations
        if not one.counter and one.sign != "self_endangerment" and one.quote.id not in place.c.erased
    ]


def _flags(place: Place, *states: str) -> list[Option]:
    return [
        Option(str(one.id), f"{one.id}. {_raised(abnormal.CONDUCT[one.conduct][0], place)}", place.words(one.words))
        for one in place.c.flags
        if one.state in states
    ]


def _restrictions(place: Place) -> list[Option]:
    return [
        Option(str(one.id), f"{one.id}. {one.from_date} – {one.until_date}", place.words(one.words))
        for one in place.c.restrictions
        if one.ended_at is None
    ]


def _appeals(place: Place) -> list[Option]:
    return [
        Option(str(one.id), place.say(f"申诉 {one.id}", f"Appeal {one.id}"), place.words(one.words))
        for one in place.c.appeals
        if one.decision not in {"stands", "falls"}
    ]


def _contacts(place: Place) -> list[Option]:
    return [one for one in colleagues(place) if int(one.value) not in place.c.avoiding()]


def _ways(place: Place) -> list[Option]:
    return [Option(way, forms_words.code("restrict", "ways", way, place.language)) for way in get_args(Way)]


CHOICES: dict[tuple[str, str], Callable[[Place], list[Option] | None]] = {
    ("observe", "sign"): _signs,
    ("observe", "line"): _lines,
    ("flag", "signs"): _stated,
    ("judge", "flag"): lambda place: _flags(place, "proposed", "more_facts"),
    ("judge", "appeal"): _appeals,
    ("judge", "restriction"): _restrictions,
    ("warn", "flag"): lambda place: _flags(place, "upheld"),
    ("restrict", "flag"): lambda place: _flags(place, "upheld"),
    ("restrict", "contact"): _contacts,
    ("restrict", "ways"): _ways,
    ("lift", "restriction"): _restrictions,
    ("appeal", "restriction"): _restrictions,
}


def adapted(verb: str, fields: list[Field], place: Place) -> list[Field]:
    """The one thing that is judged; and beside a proposal, all that speaks against it."""
    if verb == "judge":
        asked = [one for one in fields if one.name in _JUDGED and one.value]
        there = asked[:1] or [one for one in fields if one.name in _JUDGED and any(two.value for two in one.options)]
        if len(there) == 1:  # it is what is judged: nothing else can be meant
            there[0].required, there[0].options = True, [one for one in there[0].options if one.value]
            wrong = {"stands", "falls"} if there[0].name == "flag" else {"upheld", "not_upheld"}
            for field in fields:
                if field.name == "decision":
                    field.options = [one for one in field.options if one.value not in wrong]
        return [*there, *(one for one in fields if one.name not in _JUDGED)]
    if verb == "flag":
        for field in fields:
            if field.name == "considered":
                field.help = _against(place)
    return forms_arranged.marked(verb, fields, place)


def _against(place: Place) -> str:
    """Counter-signs and our own part as the log shows them, to be weighed before anything is proposed."""
    lines = [read(entry.data) for entry in place.whole.entries]
    found = [*mishandling.ours(place.c, lines), *shown.counters(place.c, lines)]
    if not found:
        return place.say(
            "日志里没有看到相反的迹象；没有看到不等于没有，请先查事实。",
            "The log shows no counter-sign; that does not mean there is none: look at the facts first.",
        )
    said = dict.fromkeys(f"{one.name.said(place.language)}{f' (#{one.line})' if one.line else ''}" for one in found)
    return place.say("日志和同事记下的：", "On record: ") + place.say("；", "; ").join(said)
