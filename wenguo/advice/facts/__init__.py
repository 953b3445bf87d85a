"""The facts of a message, each with its place in it: who, what, when, where, how much, which, promised, proven, wished."""

from __future__ import annotations

from collections.abc import Iterator

from wenguo.advice.facts import numbers, people, resolving, spans, things
from wenguo.advice.facts.amounts import worth
from wenguo.advice.facts.days import Days
from wenguo.advice.facts.fact import NAMES, Fact, Missing
from wenguo.advice.facts.missing import missing, next_question
from wenguo.advice.facts.numbers import Named
from wenguo.advice.facts.remedies import remedy
from wenguo.advice.facts.spelling import Found, plain, span
from wenguo.advice.suggestion import Message
from wenguo.text import Text

__all__ = ["Fact", "Missing", "extract", "missing", "next_question"]

_DAY = Text("写出了日期或时间", "names a day or an hour")
_RELATIVE = Text("按收到的时间推算", "counted from the time of receipt")
_LONG = Text("写出了多长时间", "says how long")
_MONEY = Text("写出了金额", "names a sum of money")
_WISHED = Text("以请求的口气说出", "worded as a request")
_PROMISED = Text("转述了承诺", "tells of a promise")
_PROOF = Text("提到了凭据", "mentions something that can be looked at")
_PLACE = Text("说到了地方", "speaks of a place")
_THING = Text("说到买的、办的东西", "speaks of something bought or ordered")


def extract(message: Message) -> tuple[Fact, ...]:
    """Every fact found, in the order of the text; `text[start:end]` is the span, always. Never raises."""
    text = message.text
    if not text:
        return ()
    even = plain(text)
    named = numbers.numbers(even)
    found = [*_numbered(text, named), *_counted(message, even, named), *_told(text, even), *_wished(text, even)]
    return tuple(sorted(found, key=_place))


def _place(fact: Fact) -> tuple[int, int, str]:
    return fact.span.start, fact.span.end, fact.kind


def _numbered(text: str, named: list[Named]) -> Iterator[Fact]:
    for one in named:
        yield Fact(
            kind=one.kind,
            name=NAMES[one.kind],
            value=one.value,
            span=span(text, one.start, one.end),
            because=one.because,
        )


def _counted(message: Message, even: str, named: list[Named]) -> Iterator[Fact]:
    english = not spans.chinese(even)
    received = message.received_at.date() if message.received_at is not None else None
    kept = spans.times_and_sums(even, message.text, named)
    for one in kept["date"]:
        words = even[one.start : one.end]
        days = resolving.resolved(words, received, english=english)
        plainly = resolving.resolved(words, None, english=english) is not None
        yield Fact(
            kind="date",
            name=NAMES["date"],
            value=_days(days) if days is not None else words,
            span=span(message.text, one.start, one.end),
            because=_DAY if plainly or days is None else _RELATIVE,
            day_from=days.first if days is not None else None,
            day_to=days.last if days is not None else None,
            precision=days.precision if days is not None else None,
        )
    for one in kept["duration"]:
        yield _said("duration", message.text, one, even, _LONG)
    for one in kept["amount"]:
        yield _sum(message.text, one, even)


def _days(days: Days) -> str:
    return f"{days.first}" if days.first == days.last else f"{days.first}/{days.last}"


def _sum(text: str, one: Found, even: str) -> Fact:
    words = even[one.start : one.end]
    money = worth(words)
    return Fact(
        kind="amount",
        name=NAMES["amount"],
        value=f"{money.amount.normalize():f} {money.currency}" if money is not None else words,
        span=span(text, one.start, one.end),
        because=_MONEY,
        fen=money.fen if money is not None else None,
        currency=money.currency if money is not None else "",
    )


def _said(kind: str, text: str, one: Found, even: str, because: Text) -> Fact:
    return Fact(
        kind=kind,
        name=NAMES[kind],
        value=even[one.start : one.end],
        span=span(text, one.start, one.end),
        because=because,
    )


def _told(text: str, even: str) -> Iterator[Fact]:
    for start, end, because in people.people(even):
        yield Fact(
            kind="person", name=NAMES["person"], value=text[start:end], span=span(text, start, end), because=because
        )
    for promise in people.promises(even):
        words = span(text, promise.start, promise.end)
        yield Fact(
            kind="promise", name=NAMES["promise"], value=words.text, span=words, because=_PROMISED, by=promise.by
        )
    for kind, finder, because in (
        ("product", things.products, _THING),
        ("place", things.places, _PLACE),
        ("evidence", things.proofs, _PROOF),
    ):
        for one in finder(even):
            yield _said(kind, text, one, even, because)


def _wished(text: str, even: str) -> Iterator[Fact]:
    for one in spans.wishes(even):
        words = span(text, one.start, one.end)
        code = remedy(even[one.start : one.end])
        yield Fact(kind="wish", name=NAMES["wish"], value=code or words.text, span=words, because=_WISHED, remedy=code)
