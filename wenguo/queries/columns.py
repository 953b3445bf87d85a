"""The columns a list of complaints may show: THE LIST of them, and the rows read for one page of ids.

A page of any length costs the same few statements. Names and telephone numbers are shown as the asker's role sees
them; what is shown plainly is told beside the rows, and the face writes it to the access log before it shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec
from django.db import connection

from wenguo import search
from wenguo.complaint import Complaint
from wenguo.complaint.redressing import STANDING
from wenguo.queries import office
from wenguo.queries.finding import Column as Within
from wenguo.queries.finding import Hit, snippets
from wenguo.queries.people import names
from wenguo.queries.queue import folded_many, openings
from wenguo.queries.seeing import Asker
from wenguo.rules import permissions, privacy, urgency
from wenguo.rules.labels import label
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.permissions import Actor
from wenguo.text import Text

type Value = str | int | Decimal | datetime | date | None
Shape = Literal["number", "words", "text", "moment", "money", "whole"]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is read together for a page, so that a cell need not ask."""

    language: str
    names: Mapping[int, str]
    units: Mapping[int, str]
    words: Mapping[int, str]
    persons: Mapping[int, Mapping[str, str]]  # complaint → contact data as the asker sees it
    hits: Mapping[int, Hit]


class Column(NamedTuple):
    """One column: its heading, how it looks, and how a cell is read."""

    title: Text
    shape: Shape
    read: Callable[[int, Complaint, Known], Value]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint of a list: its values in the order of the columns, and what was found in it."""

    id: int
    number: str
    values: tuple[Value, ...]
    hit: Hit | None
    late: bool


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """The rows, and what personal data stands in them plainly: (id, number, fields) of each such complaint."""

    rows: list[Row]
    plain: list[tuple[int, str, list[str]]]


def _said(field: str) -> Callable[[int, Complaint, Known], Value]:
    def read(_: int, c: Complaint, known: Known) -> Value:
        value = getattr(c, field)
        return label(str(value), known.language) if value is not None else None

    return read


def _code(field: str) -> Callable[[int, Complaint, Known], Value]:
    def read(_: int, c: Complaint, known: Known) -> Value:
        value = getattr(c, field)
        return office.taxonomy().label(str(value), known.language) if value is not None else None

    return read


def _plain(field: str) -> Callable[[int, Complaint, Known], Value]:
    return lambda _, c, __: getattr(c, field)


def _name(field: str) -> Callable[[int, Complaint, Known], Value]:
    return lambda _, c, known: known.names.get(getattr(c, field))


def _person(field: str) -> Callable[[int, Complaint, Known], Value]:
    return lambda one, _, known: known.persons.get(one, {}).get(field)


def _words(one: int, _: Complaint, known: Known) -> Value:
    return known.hits[one].snippet if one in known.hits else known.words.get(one, "")


def _causes(_: int, c: Complaint, known: Known) -> Value:
    return "; ".join(office.taxonomy().label(code, known.language) for code in c.causes) or None


def _due(_: int, c: Complaint, __: Known) -> Value:
    due = urgency.next_due(c) if c.is_open() else None
    return due[0] if due is not None else None


def _offered_to(_: int, c: Complaint, known: Known) -> Value:
    return known.names.get(c.hand_over.to) if c.hand_over is not None else None


def _promise(_: int, c: Complaint, __: Known) -> Value:
    return min((one.due_at for one in c.promises if one.state in {"open", "broken"}), default=None)


def yuan(fen: int | None) -> Decimal | None:
    """Fen as yuan, exact."""
    return Decimal(fen).scaleb(-2) if fen is not None else None


def demanded_fen(c: Complaint) -> int | None:
    """What the demands ask for together; None where none names a sum."""
    sums = [one.amount_fen for one in c.demands if one.amount_fen is not None]
    return sum(sums) if sums else None


def offered_fen(c: Complaint) -> int | None:
    """What the last offer that still stands gives; None where there is none or it is not money."""
    standing = [one.due_fen for one in c.offers if one.state in STANDING]
    return standing[-1] if standing else None


COLUMNS: dict[str, Column] = {
    "number": Column(Text("编号", "Number"), "number", _plain("number")),
    "words": Column(Text("内容", "Words"), "words", _words),
    "stage": Column(Text("阶段", "Stage"), "text", lambda _, c, known: STAGES[c.stage].said(known.language)),
    "unit": Column(Text("单位", "Unit"), "text", lambda _, c, known: known.units.get(c.unit)),
    "owner": Column(Text("责任人", "Owner"), "text", _name("owner")),
    "received": Column(Text("收到", "Received"), "moment", _plain("received_at")),
    "due": Column(Text("下一时限", "Next due"), "moment", _due),
    "severity": Column(Text("严重程度", "Severity"), "text", _plain("severity")),
    "kind": Column(Text("性质", "Kind"), "text", _said("kind")),
    "channel": Column(Text("渠道", "Channel"), "text", _said("channel")),
    "cause": Column(Text("原因", "Causes"), "text", _causes),
    "product": Column(Text("产品", "Product"), "text", _code("product")),
    "demanded": Column(Text("诉求金额", "Sum asked"), "money", lambda _, c, __: yuan(demanded_fen(c))),
    "offered": Column(Text("方案金额", "Sum offered"), "money", lambda _, c, __: yuan(offered_fen(c))),
    "promise": Column(Text("承诺到期", "Promise due"), "moment", _promise),
    "offered_to": Column(Text("转交待接", "Offered to"), "text", _offered_to),
    "first_responder": Column(Text("首问人", "First responder"), "text", _name("first_responder")),
    "complainant": Column(Text("投诉人", "Complainant"), "text", _person("name")),
    "phone": Column(Text("电话", "Telephone"), "text", _person("phone")),
    "referrer": Column(Text("转办单位", "Referrer"), "text", _plain("referrer")),
    "hand_overs": Column(Text("转交次数", "Hand-overs"), "whole", _plain("hand_overs")),
    "chases": Column(Text("催办次数", "Chased"), "whole", _plain("chases")),
    "disputes": Column(Text("不认可次数", "Disputed"), "whole", _plain("disputes")),
    "reopenings": Column(Text("重开次数", "Reopened"), "whole", _plain("reopenings")),
    "broken_promises": Column(Text("承诺落空次数", "Broken promises"), "whole", _plain("broken_promises")),
    "answered": Column(Text("答复", "Answered"), "moment", _plain("answered_at")),
    "closed": Column(Text("办结", "Closed"), "moment", _plain("closed_at")),
    "outcome": Column(Text("办结结果", "Outcome"), "text", _code("outcome")),
}
USUAL = ("number", "words", "stage", "unit", "owner", "received", "due")
PERSONAL = frozenset({"complainant", "phone"})


def chosen(columns: Iterable[str]) -> list[str]:
    """Columns that there are, each once, the number first; the usual ones where none is named."""
    known = [one for one in dict.fromkeys(columns) if one in COLUMNS and one != "number"]
    return ["number", *known] if known else list(USUAL)


def rows(
    who: Asker,
    at: datetime,
    ids: Sequence[int],
    columns: Sequence[str],
    language: str,
    *,
    query: search.Query | None = None,
    within: Within = "all",
) -> Listed:
    """The complaints with these ids, in this order, as rows of these columns."""
    complaints = folded_many(ids)
    persons, plain = _persons(who, complaints, PERSONAL & set(columns))
    known = Known(
        language=language,
        names=names(_people(complaints.values())),
        units={
            unit.id: unit.name if language.startswith("zh") else unit.name_en or unit.name
            for unit in office.units().values()
        },
        words=openings(complaints, 200) if query is None and "words" in columns else {},
        persons=persons,
        hits=snippets(query, complaints, ids, within) if query is not None else {},
    )
    reading = [COLUMNS[name].read for name in columns]
    shown = [
        Row(
            id=one,
            number=c.number,
            values=tuple(read(one, c, known) for read in reading),
            hit=known.hits.get(one),
            late=c.is_open() and any(k.ours and k.state == "running" and k.due_rolled_at < at for k in c.clocks),
        )
        for one in ids
        if (c := complaints.get(one)) is not None
    ]
    return Listed(rows=shown, plain=plain)


def _people(complaints: Iterable[Complaint]) -> set[int]:
    found: set[int] = set()
    for c in complaints:
        found |= {c.owner, c.first_responder, *([c.hand_over.to] if c.hand_over is not None else [])}
    return found


_FIELDS = {"complainant": "name", "phone": "phone"}


def _persons(
    who: Asker, complaints: Mapping[int, Complaint], columns: Iterable[str]
) -> tuple[dict[int, dict[str, str]], list[tuple[int, str, list[str]]]]:
    """The fields of each complainant that the columns show, masked as the asker's role demands; and what is plain."""
    fields = [_FIELDS[column] for column in columns]
    wanted = {int(c.complainant.id[1:]): one for one, c in complaints.items() if c.complainant is not None}
    if not wanted or not fields:
        return {}, []
    actors: dict[int, Actor | None] = {}
    found: dict[int, dict[str, str]] = {}
    plain: list[tuple[int, str, list[str]]] = []
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(wanted))
        cursor.execute(f"SELECT id, {', '.join(fields)} FROM wenguo_person WHERE id IN ({places})", list(wanted))
        read = cursor.fetchall()
    for number, *values in read:
        one = wanted[number]
        c = complaints[one]
        there = {field: value for field, value in zip(fields, values, strict=True) if value}
        if c.unit not in actors:
            actors[c.unit] = office.actor(who.account, office.units()[c.unit], who.via)
        actor = actors[c.unit]
        if actor is not None and permissions.sees(actor, c) and privacy.sees_unmasked(actor, c):
            found[one] = there
            if there:
                plain.append((one, c.number, sorted(f"{c.complainant.id}.{field}" for field in there if c.complainant)))
        else:
            found[one] = {field: privacy.masked(field, value) for field, value in there.items()}
    return found, plain
