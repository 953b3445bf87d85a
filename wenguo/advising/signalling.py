"""Signals to whoever leads a unit: words that rise, whether what comes in has moved, where people decide otherwise, how replies do.

Complaints are counted and never persons; every face shows the same, to the same people: those who may see the unit's board.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec

from wenguo.advice import signals as found_in
from wenguo.advising import asking, coaching
from wenguo.advising.wording import said, topic_said
from wenguo.queries import advice_signals, board, office, past_words
from wenguo.queries.seeing import Asker
from wenguo.text import Text
from wenguo.verbs import Refused

WEEK, BEFORE_WEEKS = timedelta(days=7), 8
NOW_DAYS, THEN_DAYS = 28, 120  # what is compared for drift
MOST_NOW, MOST_BEFORE = 200, 800  # texts read for words that rise
SECONDS = 3.0
COACHED_WEEKS = 12
TOPICS = ("cause", "product", "kind", "dissatisfaction", "severity")
MOST_LINES = 10
FEWEST_COMPARED = 30  # proposals in each span: a handful moves by chance


class Risen(msgspec.Struct, frozen=True, kw_only=True):
    """A word that more complaints of the last seven days hold than those of the eight weeks before."""

    word: str
    now: int
    because: Text


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One proposed code that people often decide otherwise, and what they say instead."""

    topic: str
    code: str
    one: found_in.Disagreement


class Drifted(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the causes proposed of late are made up otherwise than those before; told only where there is enough."""

    found: found_in.Drift
    then: int
    now: int

    @property
    def enough(self) -> bool:
        """Is there enough in both spans to compare?"""
        return min(self.then, self.now) >= FEWEST_COMPARED


class Signals(msgspec.Struct, frozen=True, kw_only=True):
    """All signals of one unit and those below it."""

    unit: int
    rising: list[Risen] | None  # None: advice did not answer
    texts_now: int
    texts_before: int
    disagreed: list[Changed]
    weeks: list[advice_signals.Week]
    drift: Drifted
    coached: list[coaching.Week]


def led(account: int) -> list[int]:
    """The units whose signals an account may see. Refused where there is none."""
    units = board.led(account)
    if not units:
        raise Refused(
            Text(
                "信号给主管、质量、法务、批准和审计角色看；这些角色您都没有。",
                "Signals are for heads, quality, legal, approvers and auditors; you hold none of these roles.",
            ),
            code="permission",
        )
    return units


def widest(units: list[int]) -> int:
    """The unit that is shown where none is named."""
    every = office.units()
    return min(units, key=lambda one: (len(every[one].path), one))


def signals(who: Asker, at: datetime, unit: int | None = None) -> Signals:
    """The signals of a unit that `who` leads or looks at; the widest of them where none is named. Refused with `unit`."""
    units = led(who.account)
    if unit is not None and unit not in units:
        raise Refused(
            Text("您看不到这个单位的信号。", "You may not see this unit's signals."), code="field", field="unit"
        )
    unit = unit if unit is not None else widest(units)
    asker = msgspec.structs.replace(who, units=frozenset(office.below(unit)))
    since = at - BEFORE_WEEKS * WEEK
    rising, texts_now, texts_before = _rising(asker, at)
    return Signals(
        unit=unit,
        rising=rising,
        texts_now=texts_now,
        texts_before=texts_before,
        disagreed=_disagreed(asker, since),
        weeks=list(reversed(advice_signals.weeks(asker, since)))[: 4 * len(TOPICS)],
        drift=_drift(asker, at),
        coached=list(reversed(coaching.weeks(unit, (at - COACHED_WEEKS * WEEK).date()))),
    )


def told(found: Signals, language: str) -> dict[str, Any]:
    """The same as programs are told it, in words of the reader's language."""
    drift = found.drift
    rising = found.rising or ()
    return {
        "unit": office.units()[found.unit].code,
        "advised": found.rising is not None,
        "texts": {"now": found.texts_now, "before": found.texts_before},
        "rising": [{"word": one.word, "now": one.now, "because": one.because.said(language)} for one in rising],
        "drift": {
            "state": drift.found.state if drift.enough else "too_few",
            "index": drift.found.index if drift.enough else None,
            "because": drift.found.because.said(language) if drift.enough else _TOO_FEW.said(language),
            "then": drift.then,
            "now": drift.now,
            "moved": [
                {"code": code, "said": said("cause", code, language), "before": before, "now": now}
                for code, before, now in (drift.found.moved if drift.enough else ())
            ],
        },
        "disagreed": [_changed_told(one, language) for one in found.disagreed],
        "weeks": [
            {"week": one.week, "topic": one.topic, "decided": one.decided, "otherwise": one.otherwise}
            for one in found.weeks
        ],
        "coached": [msgspec.to_builtins(one) for one in found.coached],
    }


_TOO_FEW = Text(
    f"两段时间各有 {FEWEST_COMPARED} 条建议以上才比较。",
    f"It is told once there are {FEWEST_COMPARED} proposals in each span.",
)


def _changed_told(one: Changed, language: str) -> dict[str, Any]:
    return {
        "topic": one.topic,
        "topic_said": topic_said(one.topic, language),
        "code": one.code,
        "said": said(one.topic, one.code, language),
        "proposed": one.one.proposed,
        "otherwise": one.one.otherwise,
        "because": one.one.because.said(language),
        "instead": [
            {"code": code, "said": said(one.topic, code, language), "count": n} for code, n in one.one.instead if code
        ],
    }


def _rising(asker: Asker, at: datetime) -> tuple[list[Risen] | None, int, int]:
    now = past_words.between(asker, at - WEEK, at, MOST_NOW)
    before = past_words.between(asker, at - (BEFORE_WEEKS + 1) * WEEK, at - WEEK, MOST_BEFORE)
    given = {"now": now, "before": before, "times_before": BEFORE_WEEKS}
    found = asking.asked("rising", given, SECONDS)
    rising = None
    if found is not None:
        rising = [Risen(word=one["word"], now=one["now"], because=Text(*one["because"])) for one in found]
    return rising, len(now), len(before)


def _disagreed(asker: Asker, since: datetime) -> list[Changed]:
    """The codes where people disagree most, the surest first."""
    decided = advice_signals.decided(asker, since)
    found = [
        Changed(topic=topic, code=one.code, one=one)
        for topic in TOPICS
        for one in found_in.disagreements(advice_signals.pairs(decided, topic))[:MOST_LINES]
    ]
    return sorted(found, key=lambda one: -one.one.least)[:MOST_LINES]


def _drift(asker: Asker, at: datetime) -> Drifted:
    border = at - timedelta(days=NOW_DAYS)
    then = advice_signals.proposed(asker, "cause", at - timedelta(days=THEN_DAYS), border)
    now = advice_signals.proposed(asker, "cause", border, at)
    return Drifted(found=found_in.drift(then, now), then=sum(then.values()), now=sum(now.values()))
