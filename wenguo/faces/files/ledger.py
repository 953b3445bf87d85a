"""One complaint as one row: the columns of the ledger 台账 (table C of the regulations), and those for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings

from wenguo import events as e
from wenguo.complaint import Complaint, OfferState
from wenguo.events import Ref
from wenguo.line import Line
from wenguo.queries import office
from wenguo.queries.retention import retention
from wenguo.reading import LEDGER
from wenguo.rules import urgency
from wenguo.rules.labels import LABELS
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.offering import in_force

type Value = str | int | Decimal | datetime | date | bool | None
_TELLING = {"Answered", "Declined", "Reviewed"}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint with everything that is kept of it, as the asker may see it."""

    id: int
    complaint: Complaint
    lines: list[Line]
    texts: Mapping[str, str]
    persons: Mapping[str, Mapping[str, str]]
    files: Mapping[str, tuple[str | None, str | None]]  # evidence → name, sha256
    accounts: Mapping[int, tuple[str, str]]  # account → user name, name
    units: Mapping[int, tuple[str, str]]  # unit → code, name

    def text(self, ref: Ref | None) -> str | None:
        """The words of a pointer, None where there are none or they were erased."""
        return self.texts.get(ref.id) if ref is not None else None

    def person(self, ref: Ref | None, field: str) -> str | None:
        """One field of contact data."""
        return self.persons.get(ref.id, {}).get(field) if ref is not None else None

    def answer(self) -> str | None:
        """The last decision told."""
        told = [notice for notice in self.complaint.notices if notice.event in _TELLING]
        return self.text(told[-1].words) if told else None

    def wish(self) -> str | None:
        """The demands, each in the complainant's words or as the remedy it names."""
        said = [self.text(d.words) or office.taxonomy().label(d.remedy) for d in self.complaint.demands if d.words or d.remedy != "RM99"]  # fmt: skip
        return "\n".join(said) or None

    def every(self, kind: type[e.Event] | tuple[type[e.Event], ...]) -> list[tuple[Line, Any]]:
        """The lines of some kinds of event."""
        return [(line, line.event) for line in self.lines if isinstance(line.event, kind)]


def yuan(fen: int | None) -> Decimal | None:
    """Fen as yuan, exact."""
    return Decimal(fen).scaleb(-2) if fen is not None else None


def asked_fen(t: Told) -> int | None:
    """What the demands ask for together, None where none names a sum."""
    sums = [demand.amount_fen for demand in t.complaint.demands if demand.amount_fen is not None]
    return sum(sums) if sums else None


def _label(code: str | None) -> str | None:
    return LABELS[code].zh if code in LABELS else code


def _code(code: str | None) -> str | None:
    return office.taxonomy().label(code) if code is not None else None


def local(moment: datetime) -> datetime:
    """The moment on the wall clock of the organisation."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def _day(moment: datetime) -> str:
    return local(moment).strftime("%Y-%m-%d %H:%M")


def _listed(t: Told, kinds: tuple[type[e.Event], ...]) -> str | None:
    return "；".join(f"{line.event.label.zh} {_day(line.at)}" for line, _ in t.every(kinds)) or None


def _name(t: Told, account: int) -> str | None:
    return t.accounts.get(account, ("", str(account)))[1]


def _notices(t: Told) -> str | None:
    said = []
    for n in t.complaint.notices:
        state = {True: "已送达", False: "未送达", None: ""}[n.delivered]
        said.append(f"{e.EVENTS[n.event].label.zh} {_label(n.way)} {_day(n.sent_at)} {state}".rstrip())
    return "；".join(said) or None


def _decision(t: Told) -> str | None:
    made = [f"诉求{d.id}：{_label(d.decision)}" for d in t.complaint.demands if d.decision]
    return "；".join(made) or None


def _offer(t: Told) -> OfferState | None:
    """What was granted: neither still waiting nor returned, turned down or lapsed."""
    return in_force(t.complaint)


def _at(t: Told, kind: type[e.Event]) -> datetime | None:
    found = t.every(kind)
    return found[0][0].at if found else None


def _said(t: Told, kind: type[e.Event], field: str) -> str | None:
    said = [t.text(getattr(event, field)) for _, event in t.every(kind)]
    return "\n".join(one for one in said if one) or None


def _doers(t: Told, kind: type[e.Event]) -> str | None:
    """Who did it, by name."""
    ids = [int(line.by[8:]) for line, _ in t.every(kind) if line.by.startswith("account:")]
    return "；".join(dict.fromkeys(filter(None, (_name(t, one) for one in ids)))) or None


def _immediate(t: Told) -> str | None:
    said = [event.immediate for _, event in t.every(e.Assessed) if event.immediate is not None]
    return ("是" if said[-1] else "否") if said else None


def _years(t: Told) -> str | None:
    kept = retention(t.complaint)
    return f"{kept.years}年" if kept.years is not None else None


_READ: dict[str, Callable[[Told], Value]] = {
    "id": lambda t: t.complaint.number,
    "received_at": lambda t: t.complaint.received_at,
    "channel": lambda t: _label(t.complaint.channel),
    "receiver": lambda t: _name(t, t.complaint.first_responder),
    "referrer": lambda t: t.complaint.referrer,
    "referrer_number": lambda t: t.text(t.complaint.referrer_number),
    "kind": lambda t: _label(t.complaint.kind),
    **{
        field: lambda t, field=field: t.person(t.complaint.complainant, field)  # type: ignore[misc]
        for field in ("name", "phone", "email", "address")
    },
    "agent": lambda t: t.person(t.complaint.agent, "name"),
    "agent_authority": lambda t: t.text(t.complaint.authority),
    "vulnerability": lambda t: t.text(t.complaint.vulnerability),
    "unit": lambda t: t.units.get(t.complaint.unit, ("", ""))[1],
    "employee": lambda t: "；".join(filter(None, (_name(t, one) for one in t.complaint.concerned))) or None,
    "product": lambda t: t.complaint.product,
    "order": lambda t: t.text(t.complaint.contract),
    "price": lambda t: yuan(t.complaint.price_fen),
    "event_date": lambda t: t.complaint.event_date,
    "repeated": lambda t: "；".join(f"{_label(how)} {n}" for n, how in t.complaint.links.items()) or None,
    "subject": lambda t: t.text(t.complaint.subject),
    "words": lambda t: t.text(t.complaint.words),
    "evidence": lambda t: "；".join(f"{name} {sha}" for name, sha in t.files.values() if name) or None,
    "wish": Told.wish,
    "amount": lambda t: yuan(asked_fen(t)),
    "category": lambda t: _code(t.complaint.causes[0]) if t.complaint.causes else None,
    "reasons": lambda t: "；".join(t.complaint.causes) or None,
    "codes": lambda t: office.taxonomy().version if t.complaint.causes else None,
    "severity": lambda t: t.complaint.severity,
    "complexity": lambda t: _label(t.complaint.complexity),
    "acceptance": lambda t: "不予受理" if t.every(e.Declined) else "受理",
    "refusal_ground": lambda t: "；".join(event.ground for _, event in t.every(e.Declined)) or None,
    "other_routes": lambda t: _said(t, e.Declined, "words"),
    "immediate": _immediate,
    "reviewer": lambda t: _doers(t, e.Reviewed),
    "approver": lambda t: _doers(t, e.Approved),
    "retention": _years,
    "delete_after": lambda t: retention(t.complaint).delete_after,
    "stage": lambda t: STAGES[t.complaint.stage].zh,
    "first_responder": lambda t: _name(t, t.complaint.first_responder),
    "owner": lambda t: _name(t, t.complaint.owner),
    "handovers": lambda t: _listed(t, (e.HandOverOffered, e.TakenOver, e.TurnedBack, e.TakenBack, e.Devolved)),
    "clocks": lambda t: "；".join(f"{k.pack}/{k.rule} {_day(k.started_at)}" for k in t.complaint.clocks) or None,
    "due": lambda t: min((k.due_at for k in t.complaint.clocks if k.ours), default=None),
    "due_rolled": lambda t: min((k.due_rolled_at for k in t.complaint.clocks if k.ours), default=None),
    "pauses": lambda t: _listed(t, (e.ClockPaused, e.ClockResumed)),
    "extensions": lambda t: _listed(t, (e.ClockExtended,)),
    "acknowledged_at": lambda t: _at(t, e.Acknowledged),
    "notices": _notices,
    "investigation": lambda t: _said(t, e.Investigated, "finding"),
    "decision": _decision,
    "basis": lambda t: "\n".join(filter(None, (t.text(d.basis) for d in t.complaint.demands))) or None,
    "answer": Told.answer,
    "answered_at": lambda t: t.complaint.answered_at or _at(t, e.Declined),
    "redress": lambda t: _code(given.remedy) if (given := _offer(t)) else None,
    "redress_amount": lambda t: yuan(given.due_fen) if (given := _offer(t)) else None,
    "redress_basis": lambda t: t.text(given.basis) if (given := _offer(t)) else None,
    "review_requested_at": lambda t: _at(t, e.ReviewAsked),
    "review_result": lambda t: "；".join(_label(event.outcome) or "" for _, event in t.every(e.Reviewed)) or None,
    "improvement": lambda t: _said(t, e.Closed, "lesson"),
    "outcome": lambda t: _code(t.complaint.outcome),
    "closed_at": lambda t: t.complaint.closed_at,
    "history": lambda t: "；".join(f"{x.event.label.zh} {_day(x.at)}" for x in t.lines if not x.event.quiet),
    "hold": lambda t: "是" if t.complaint.held else None,
    "pack": lambda t: "；".join(dict.fromkeys(k.pack for k in t.complaint.clocks)) or None,
    "log_head": lambda t: t.complaint.head,
}

LEDGER_HEADERS: tuple[str, ...] = tuple(header for _, header in LEDGER)


def ledger_row(t: Told) -> list[Value]:
    """The complaint as a row of the ledger, in the order of its columns; empty where nothing is known."""
    return [_READ[field](t) if field in _READ else None for field, _ in LEDGER]


def _plain(name: str) -> Callable[[Told], Value]:
    return lambda t: getattr(t.complaint, name)


# column → its type (of the Parquet file) and how it is read
COLUMNS: dict[str, tuple[str, Callable[[Told], Value]]] = {
    "number": ("text", _plain("number")),
    "received_at": ("moment", _plain("received_at")),
    "recorded_at": ("moment", _plain("recorded_at")),
    "stage": ("text", _plain("stage")),
    "kind": ("text", _plain("kind")),
    "channel": ("text", _plain("channel")),
    "severity": ("text", _plain("severity")),
    "unit": ("text", lambda t: t.units.get(t.complaint.unit, (str(t.complaint.unit), ""))[0]),
    "owner": ("text", lambda t: t.accounts.get(t.complaint.owner, (str(t.complaint.owner), ""))[0]),
    "first_responder": ("text", lambda t: t.accounts.get(t.complaint.first_responder, ("", ""))[0]),
    "subject": ("text", _READ["subject"]),
    "words": ("text", _READ["words"]),
    "name": ("text", _READ["name"]),
    "phone": ("text", _READ["phone"]),
    "email": ("text", _READ["email"]),
    "address": ("text", _READ["address"]),
    "reasons": ("text", lambda t: ";".join(t.complaint.causes) or None),
    "product": ("text", _plain("product")),
    "order": ("text", _READ["order"]),
    "price_fen": ("whole", _plain("price_fen")),
    "event_date": ("day", _plain("event_date")),
    "referrer": ("text", _plain("referrer")),
    "referrer_number": ("text", _READ["referrer_number"]),
    "wish": ("text", Told.wish),
    "amount_fen": ("whole", asked_fen),
    "answer": ("text", Told.answer),
    "answered_at": ("moment", _READ["answered_at"]),
    "outcome": ("text", _plain("outcome")),
    "closed_at": ("moment", _plain("closed_at")),
    "due_at": ("moment", lambda t: (urgency.next_due(t.complaint) or (None,))[0] if t.complaint.is_open() else None),
    "hand_overs": ("whole", _plain("hand_overs")),
    "chases": ("whole", _plain("chases")),
    "disputes": ("whole", _plain("disputes")),
    "reopenings": ("whole", _plain("reopenings")),
    "broken_promises": ("whole", _plain("broken_promises")),
    "grumble": ("yes", _plain("grumble")),
    "live": ("yes", _plain("live")),
    "lines": ("whole", _plain("length")),
    "log_head": ("text", _plain("head")),
}


def plain_row(t: Told) -> list[Value]:
    """The complaint as a row for programs."""
    return [read(t) for _, read in COLUMNS.values()]
