"""The parts of a complaint as programs read them: the contract's objects, one function each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wenguo.complaint import Complaint
from wenguo.events import Ref
from wenguo.faces.cli.moments import stamp


def named(ref: str, names: Mapping[int, str]) -> str:
    """Who acted, by username where it was one of ours: account:3 → li; clock, complainant, advice@… stay."""
    kind, _, number = ref.partition(":")
    return names.get(int(number), ref) if kind == "account" and number.isdecimal() else ref


def clocks(c: Complaint) -> list[dict[str, Any]]:
    """The clocks, in the order they started."""
    return [
        {
            "clock": clock.id,
            "pack": clock.pack,
            "rule": clock.rule,
            "obligor": clock.obligor,
            "state": clock.state,
            "started_at": stamp(clock.started_at),
            "due_at": stamp(clock.due_at),
            "due_rolled_at": stamp(clock.due_rolled_at),
            "ended_at": stamp(clock.ended_at),
            "overrun_at": stamp(clock.overrun_at),
            "provisional": clock.provisional,
            "fallback": clock.fallback,
        }
        for clock in c.clocks
    ]


def promises(c: Complaint, texts: Mapping[str, str], names: Mapping[int, str]) -> list[dict[str, Any]]:
    """The promises, in the order they were made."""
    return [
        {
            "promise": promise.id,
            "to": promise.to,
            "what": texts.get(promise.what.id),
            "by": named(promise.by, names),
            "made_at": stamp(promise.made_at),
            "due_at": stamp(promise.due_at),
            "state": promise.state,
            "ended_at": stamp(promise.ended_at),
        }
        for promise in c.promises
    ]


def demands(c: Complaint, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The demands, and what was decided of each."""
    return [
        {
            "demand": demand.id,
            "remedy": demand.remedy,
            "amount_fen": demand.amount_fen,
            "words": _text(demand.words, texts),
            "decision": demand.decision,
            "basis": _text(demand.basis, texts),
        }
        for demand in c.demands
    ]


def _text(ref: Ref | None, texts: Mapping[str, str]) -> str | None:
    return texts.get(ref.id) if ref is not None else None
