"""What a complaint's own log shows of conduct, signs and counter-signs (M01, M40).

Every entry names the line it stands in. What no line shows is not computed: a person states it, with its quote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from wenguo import events as e
from wenguo.rules.abnormal import COUNTERS, SIGNS, SOURCES
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.line import Line

_PAPERS = frozenset({"voucher", "contract"})
_OURS_FOUND = frozenset({"our_fault", "nonconforming", "unsafe_food", "fraud", "knowing_defect"})
_SOUND = frozenset({"established", "probable"})


# What is said of conduct, or by programs, is no record of what happened: no sign may quote it.
_NO_RECORD = (
    e.Observed, e.Flagged, e.Judged, e.Warned, e.Restricted, e.Lifted, e.Appealed, e.Alerted, e.Weighed, e.Suggested,
)  # fmt: skip


def shows_something(event: e.Event) -> bool:
    """Do words or material stand in it that a sign may quote?"""
    if isinstance(event, _NO_RECORD):
        return False
    values = (getattr(event, name) for name in event.__struct_fields__)
    return any(isinstance(one, e.Ref) for value in values for one in (value if isinstance(value, tuple) else (value,)))


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One sign, counter-sign or piece of our own part: what, by which fact, in which line, known how."""

    code: str
    name: Text
    fact: Text
    source: Text
    line: int | None = None
    also: int | None = None  # the line it answers to, such as the pressure a concession followed
    quote: e.Ref | None = None
    observation: int | None = None  # the ordinal, where a person stated it
    by: str = ""
    at: datetime | None = None
    mind: Text | None = None


class Lawful(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules give at most, were every finding made that they rest on, and how that was reckoned."""

    most_fen: int
    basis: Text


def signs(c: Complaint, lines: Sequence[Line], lawful: Lawful | None = None) -> list[Shown]:
    """The signs: those the log shows, then those that persons stated."""
    return [*_beyond(c, lines, lawful), *_appraisal_declined(lines), *_stated(c, counter=False)]


def counters(c: Complaint, lines: Sequence[Line], lawful: Lawful | None = None) -> list[Shown]:
    """What speaks for the complaint: computed, then stated."""
    found = [
        *_papers(lines),
        *_found_real(c),
        *_decided_for_them(lines),
        *_lawful_route(lines),
        *_new_facts(lines),
        *_care(c),
        *_modest(c, lines, lawful),
        *_cooperates(lines),
    ]
    return [*found, *_stated(c, counter=True)]


# -- signs -----------------------------------------------------------------------------------------------------------


def asked_fen(c: Complaint) -> int:
    """What is asked for in money, all demands together."""
    return sum(one.amount_fen or 0 for one in c.demands)


def _beyond(c: Complaint, lines: Sequence[Line], lawful: Lawful | None) -> Iterator[Shown]:
    asked = asked_fen(c)
    if lawful is None or lawful.most_fen <= 0 or asked <= lawful.most_fen:
        return
    times = f"{asked / lawful.most_fen:.1f}".removesuffix(".0")
    yield _sign(
        "beyond_standard",
        Text(
            f"共要求 {yuan(asked)}，依规则最多 {yuan(lawful.most_fen)}（{times} 倍）：{lawful.basis.zh}",
            f"asks for {yuan(asked)}; the rules give at most {yuan(lawful.most_fen)} ({times}×): {lawful.basis.en}",
        ),
        _demanding(lines),
    )


def _appraisal_declined(lines: Sequence[Line]) -> Iterator[Shown]:
    """An appraisal that we sought and the complainant did not agree to; where one agreed after all, nothing shows."""
    sought: dict[int, int] = {}
    declined: dict[int, Line] = {}
    for line in lines:
        event = line.event
        if isinstance(event, e.BroughtIn) and event.kind == "appraisal" and event.asked_by == "ours":
            sought[event.party] = line.position
        elif isinstance(event, e.Concluded) and event.kind == "appraisal":
            if event.outcome == "they_refused" and event.party in sought:
                declined[event.party] = line
            elif event.outcome in {"agreed", "accepted", "finding"}:
                declined.clear()
    for party, line in declined.items():
        assert isinstance(line.event, e.Concluded)
        fact = Text(
            f"第 {sought[party]} 行提出鉴定，投诉人不同意",
            f"line {sought[party]} sought an appraisal, to which they did not agree",
        )
        yield _sign("refuses_appraisal", fact, line.position, also=sought[party], quote=line.event.words, at=line.at)


# -- counter-signs ---------------------------------------------------------------------------------------------------


def _papers(lines: Sequence[Line]) -> Iterator[Shown]:
    for line in lines:
        if isinstance(line.event, e.Enclosed) and line.event.whose == "theirs" and line.event.kind in _PAPERS:
            n = len(line.event.evidence)
            yield counter("receipt", Text(f"附有票据、凭证 {n} 份", f"{n} papers enclosed"), line.position, at=line.at)


def _found_real(c: Complaint) -> Iterator[Shown]:
    for one in c.findings:
        if one.standard in _SOUND and _OURS_FOUND & set(one.holds):
            fact = Text(f"第 {one.id} 项认定：问题属实", f"finding {one.id}: it is so")
            yield counter("defect", fact, one.position, quote=one.words, at=one.at)


def _decided_for_them(lines: Sequence[Line]) -> Iterator[Shown]:
    for line in lines:
        if isinstance(line.event, e.Answered):
            won = sum(1 for one in line.event.decisions if one.decision in {"support", "part"})
            if won:
                fact = Text(f"答复支持或部分支持 {won} 项诉求", f"the answer upheld {won} demands, wholly or in part")
                yield counter("defect", fact, line.position, at=line.at)


def _lawful_route(lines: Sequence[Line]) -> Iterator[Shown]:
    for line in lines:
        event = line.event
        if isinstance(event, e.Recorded) and event.referrer:
            fact = Text("经监管或热线转来", "came by a regulator or hotline")
            yield counter("lawful_route", fact, line.position, at=line.at)
        elif isinstance(event, e.ReviewAsked):
            fact = Text("申请了核查", "asked for a review")
            yield counter("lawful_route", fact, line.position, quote=event.words, at=line.at)


def _new_facts(lines: Sequence[Line]) -> Iterator[Shown]:
    for line in lines:
        if isinstance(line.event, e.Heard) and line.event.new_facts:
            fact = Text("后续联系带来新的事实", "a later word brought new facts")
            yield counter("new_facts", fact, line.position, quote=line.event.words, at=line.at)


def _care(c: Complaint) -> Iterator[Shown]:
    if c.vulnerability is not None:
        fact = Text("有需要特别关照的情形：行为可能由此而来", "a need for care is on record: conduct may come of it")
        yield counter("vulnerable", fact, None)


def _modest(c: Complaint, lines: Sequence[Line], lawful: Lawful | None) -> Iterator[Shown]:
    asked = asked_fen(c)
    if lawful is not None and 0 < asked <= lawful.most_fen:
        fact = Text(
            f"共要求 {yuan(asked)}，在依规则最多 {yuan(lawful.most_fen)} 之内",
            f"asks for {yuan(asked)}, within the {yuan(lawful.most_fen)} the rules give at most",
        )
        yield counter("modest", fact, _demanding(lines))


def _cooperates(lines: Sequence[Line]) -> Iterator[Shown]:
    for line in lines:
        event = line.event
        if isinstance(event, e.Enclosed) and event.whose == "theirs" and event.kind not in _PAPERS and event.evidence:
            n = len(event.evidence)
            fact = Text(f"主动提供材料 {n} 份", f"gave {n} pieces of material")
            yield counter("cooperates", fact, line.position, at=line.at)


# -- shared ----------------------------------------------------------------------------------------------------------


def _stated(c: Complaint, *, counter: bool) -> Iterator[Shown]:
    table = COUNTERS if counter else SIGNS
    for one in c.observations:
        if one.counter != counter or one.sign not in table:
            continue
        entry = table[one.sign]
        erased = (
            Text("引文已依请求删除", "the quote was erased on request") if one.quote.id in c.erased else Text("", "")
        )
        yield Shown(
            code=one.sign,
            name=entry.name,
            fact=erased,
            source=SOURCES[entry.source],
            line=one.line,
            quote=one.quote,
            observation=one.id,
            by=one.by,
            at=one.at,
            mind=entry.mind,
        )


def _sign(
    code: str,
    fact: Text,
    line: int | None,
    *,
    also: int | None = None,
    quote: e.Ref | None = None,
    at: datetime | None = None,
) -> Shown:
    entry = SIGNS[code]
    return Shown(
        code=code,
        name=entry.name,
        fact=fact,
        source=SOURCES["bound" if entry.source == "bound" else "record"],
        line=line,
        also=also,
        quote=quote,
        at=at,
        mind=entry.mind,
    )


def counter(
    code: str,
    fact: Text,
    line: int | None,
    *,
    also: int | None = None,
    quote: e.Ref | None = None,
    at: datetime | None = None,
) -> Shown:
    """A counter-sign that the log shows."""
    return Shown(
        code=code,
        name=COUNTERS[code].name,
        fact=fact,
        source=SOURCES["record"],
        line=line,
        also=also,
        quote=quote,
        at=at,
        mind=COUNTERS[code].mind,
    )


def _demanding(lines: Sequence[Line]) -> int | None:
    """The last line in which demands stand."""
    found = [
        line.position
        for line in lines
        if getattr(line.event, "demands", ()) and isinstance(line.event, e.Recorded | e.Assessed)
    ]
    return found[-1] if found else None


def yuan(fen: int) -> str:
    """Fen as people read an amount."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"
