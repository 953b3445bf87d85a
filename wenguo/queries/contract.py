"""The objects that programs get: one shape for the command line, the API and the assistant's tools.

They are the contract for scripts: fields may be added, none may be renamed or taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings

from wenguo import packs
from wenguo.complaint import Clock, Complaint
from wenguo.events import Ref
from wenguo.queries.counts import Counts
from wenguo.queries.fairness_shown import fairness_shown
from wenguo.queries.finding import Found
from wenguo.queries.history import Whole
from wenguo.queries.people import usernames
from wenguo.queries.queue import Page
from wenguo.queries.retention import retention
from wenguo.rules import facts
from wenguo.rules.calendar import Calendar
from wenguo.rules.policy import find

# fields of a complaint that are told as they are, beside those of the contract
_PLAIN = (
    "kind channel unit severity complexity dissatisfaction causes product price_fen event_date received_at recorded_at "
    "answered_at closed_at outcome referrer tags grumble live source part_of concerned hand_overs turn_backs chases "
    "supervisions disputes reopenings broken_promises held locked"
).split()


def clock(one: Clock) -> dict[str, Any]:
    """One clock."""
    return {
        "id": one.id,
        "pack": one.pack,
        "rule": one.rule,
        "obligor": one.obligor,
        "started_at": one.started_at,
        "due": one.due_at,
        "due_rolled": one.due_rolled_at,
        "state": one.state,
        "ended_at": one.ended_at,
        "overrun_at": one.overrun_at,
        "provisional": one.provisional,
        "fallback": one.fallback,
    }


def recorded(c: Complaint, owner: str | None = None) -> dict[str, Any]:
    """What is answered to a complaint's beginning; `owner` is the username where it is at hand."""
    name = owner if owner is not None else usernames([c.owner]).get(c.owner, "")
    return {
        "number": c.number,
        "position": c.length,
        "owner": name,
        "owner_id": c.owner,
        "stage": c.stage,
        "clocks": [clock(one) for one in c.clocks],
    }


def acted(c: Complaint, events: Iterable[str], position: int) -> dict[str, Any]:
    """What is answered to any other act."""
    return {"number": c.number, "position": position, "stage": c.stage, "events": list(events)}


def shown(whole: Whole) -> dict[str, Any]:
    """One complaint with its words, demands, clocks, promises and log, as the asker may see it."""
    c = whole.complaint
    names = usernames([c.owner, c.first_responder])

    def text(ref: Ref | None) -> str | None:
        return whole.texts.get(ref.id) if ref is not None else None

    return {
        "number": c.number,
        "stage": c.stage,
        "owner": names.get(c.owner, ""),
        "first_responder": names.get(c.first_responder, ""),
        "words": text(c.words),
        "demands": [
            {
                "id": one.id,
                "remedy": one.remedy,
                "amount_fen": one.amount_fen,
                "words": text(one.words),
                "decision": one.decision,
                "basis": text(one.basis),
            }
            for one in c.demands
        ],
        "clocks": [clock(one) for one in c.clocks],
        "promises": [
            {
                "id": one.id,
                "to": one.to,
                "what": text(one.what),
                "by": one.by,
                "made_at": one.made_at,
                "due_at": one.due_at,
                "state": one.state,
                "ended_at": one.ended_at,
            }
            for one in c.promises
        ],
        "log": [
            {
                "position": entry.position,
                "at": entry.at,
                "by": entry.by,
                "via": entry.via,
                "event": entry.event,
                "words": entry.words,
                "data": entry.data,
                "prev": entry.prev,
                "hash": entry.hash,
            }
            for entry in whole.entries
        ],
        "owner_id": c.owner,
        "first_responder_id": c.first_responder,
        "offered_to": c.hand_over.to if c.hand_over is not None else None,
        "person_position": c.person_position,
        "subject": text(c.subject),
        "complainant": whole.persons.get(c.complainant.id) if c.complainant is not None else None,
        "agent": whole.persons.get(c.agent.id) if c.agent is not None else None,
        "masked": whole.masked,
        "missing": [{"field": one.field, "zh": one.name.zh, "en": one.name.en} for one in facts.missing(c)],
        "notices": [
            {
                "position": one.position,
                "event": one.event,
                "way": one.way,
                "address": text(one.address),
                "sent_at": one.sent_at,
                "delivered": one.delivered,
                "proof": text(one.proof),
            }
            for one in c.notices
        ],
        **fairness_shown(whole),
        "retention": _kept(c),
        **{name: getattr(c, name) for name in _PLAIN},
    }


def _kept(c: Complaint) -> dict[str, Any]:
    one = retention(c)
    return {
        "years": one.years,
        "source": source(one.source) if one.source is not None else None,
        "delete_after": one.delete_after,
        "held": one.held,
    }


def queued(page: Page, language: str) -> dict[str, Any]:
    """One page of the queue; `next` asks for the one after it."""
    names = usernames(row.owner for row in page.rows)
    return {
        "rows": [
            {
                "number": row.number,
                "points": row.points,
                "because": [{"text": why.text.said(language), "points": why.points} for why in row.because],
                "next_due": row.next_due,
                "stage": row.stage,
                "severity": row.severity,
                "kind": row.kind,
                "channel": row.channel,
                "unit": row.unit,
                "owner": names.get(row.owner, ""),
                "received_at": row.received_at,
                "words": row.words,
            }
            for row in page.rows
        ],
        "next": page.after,
    }


def found(one: Found) -> dict[str, Any]:
    """What a search found."""
    return {
        "total": one.total,
        "results": [
            {
                "number": hit.number,
                "snippet": hit.snippet,
                "spots": hit.spots,
                "stage": hit.stage,
                "received_at": hit.received_at,
            }
            for hit in one.results
        ],
        "next": str(one.after) if one.after is not None else None,
    }


def counted(one: Counts) -> dict[str, Any]:
    """How many there are."""
    return {
        "total": one.total,
        "open": one.open,
        "overdue": one.overdue,
        "by_stage": one.by_stage,
        "by_unit": one.by_unit,
    }


def listed_packs() -> dict[str, Any]:
    """Every policy pack with its rules and where each comes from."""
    return {
        "packs": [
            {
                "id": pack.id,
                "zh": pack.name.zh,
                "en": pack.name.en,
                "version": pack.version,
                "country": pack.country,
                "rules": [
                    {
                        "id": rule.id,
                        "track": rule.track,
                        "kind": rule.kind,
                        "zh": rule.name.zh,
                        "en": rule.name.en,
                        "obligor": rule.obligor,
                        "length": rule.length,
                        "unit": rule.unit,
                        "pending": rule.pending,
                        "grade": rule.grade,
                        "source": source(rule.source),
                    }
                    for rule in pack.rules
                ],
                "grounds": [
                    {
                        "code": ground.code,
                        "by": ground.by,
                        "zh": ground.label.zh,
                        "en": ground.label.en,
                        "routes": {"zh": ground.routes.zh, "en": ground.routes.en},
                        "source": source(ground.source),
                    }
                    for ground in pack.grounds
                ],
                "routes": [{"zh": route.zh, "en": route.en} for route in pack.routes],
            }
            for pack in packs.load().values()
        ]
    }


def pack_due(pack: str, rule: str, received: date | datetime) -> dict[str, Any]:
    """When a rule's limit ends for a complaint received then (a day counts from its start). Raises LookupError."""
    moment = received if isinstance(received, datetime) else datetime(received.year, received.month, received.day)  # noqa: DTZ001 — made aware below
    known = packs.load()
    holder = next((one for one in known.values() if pack == one.id or find(one.rules, pack, rule)), None)
    zone = (holder.time_zone if holder is not None else "") or settings.TIME_ZONE
    calendar = Calendar((holder.country if holder is not None else "") or "CN", zone)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(zone))
    day = moment.astimezone(_zone(zone)).date()
    policy = packs.policy_for((holder.id,) if holder is not None else (pack,), day, calendar)
    one = policy.rule(pack, rule)
    if one.length is None:
        raise LookupError(f"{pack} {rule}: {one.note.en if one.note else 'no length is known yet'}")
    due = policy.due(one, moment.astimezone(UTC))
    local = _zone(zone)
    hours = one.unit == "h"  # a limit of hours ends at a moment, any other with a day
    return {
        "due": due.due_at if hours else due.due_at.astimezone(local).date(),
        "due_rolled": due.due_rolled_at if hours else due.due_rolled_at.astimezone(local).date(),
        "provisional": due.provisional,
        "source": source(one.source),
        "due_at": due.due_at,
        "due_rolled_at": due.due_rolled_at,
    }


def source(one: Any) -> str:
    """Where a number comes from, in one line."""
    return " ".join(part for part in (one.instrument, one.number, one.article) if part)


def _zone(name: str) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)
