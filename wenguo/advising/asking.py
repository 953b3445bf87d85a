"""Asking for advice from anywhere: quick or not at all. Whoever asks works without an answer.

By WENGUO_ADVICE: `auto` asks the advice process and, where none runs, loads the models here; `process` (what
`wenguo run` sets for its server) never loads them; `off` never asks.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings

from wenguo.advice.suggestion import Message
from wenguo.advising import switches, wire
from wenguo.advising.wording import said
from wenguo.complaint import Complaint
from wenguo.queries import office

if TYPE_CHECKING:
    from wenguo.advising.words import Room

PATIENCE = 0.5  # seconds a screen waits
PACE = 40_000  # characters: for so many each it waits a second longer, for who sends a book expects no blink
MOST_CHARACTERS = 100_000  # of one text
_TROUBLES, _REST = 3, 10.0  # after so many failures in a row nobody waits, for so many seconds

AUTHORITY = frozenset({"head", "quality", "legal", "approver"})  # who may be told of signs out of the ordinary (M02)
_HALVES = re.compile("[\ud800-\udfff]")  # halves of characters, which no JSON can hold

log = logging.getLogger(__name__)
_lock = threading.Lock()
_here: dict[Path, Room] = {}
_failures = 0
_resting_until = 0.0


def advised(
    message: Message, unit: int | None, at: datetime, language: str = "zh-hans", *, seconds: float = PATIENCE
) -> dict[str, Any] | None:
    """What is proposed for a message, each with its reason; None where advice is off for the unit or not to be had."""
    if not switches.is_on("advice", unit):
        return None
    found = asked("advise", {**_given(message, unit, at), "language": language}, seconds + len(message.text) / PACE)
    if not isinstance(found, dict):
        return None
    off = switches.off_in(unit)
    kept = [one for one in found.get("suggestions", ()) if one["topic"] not in off]
    found["suggestions"] = [spoken for one in kept if (spoken := _in_force(one, language)) is not None]
    for word in off:
        for name in switches.PARTS.get(word, ()):
            found[name] = [] if isinstance(found.get(name), list) else None
    return found


def advised_on(
    message: Message, c: Complaint, account: int, at: datetime, language: str = "zh-hans", *, via: str = "api"
) -> dict[str, Any] | None:
    """The same for a complaint that is there, as `account` may hear it; who is complained of hears none of it."""
    if not message.text or c.locked or account in c.concerned:
        return None
    return advised_to(account, message, c.unit, at, language, via=via)


def advised_to(
    account: int, message: Message, unit: int | None, at: datetime, language: str = "zh-hans", *, via: str = "api"
) -> dict[str, Any] | None:
    """The same as `account` may hear it: signs out of the ordinary are for those who may act on them alone."""
    found = advised(message, unit, at, language)
    actor = office.actor(account, office.units().get(unit) if unit is not None else None, via)
    if found is not None and (actor is None or not actor.roles & AUTHORITY):
        found["abnormal"] = None
        found["suggestions"] = [one for one in found["suggestions"] if one["topic"] not in {"sign", "counter"}]
    return found


def suggestions(message: Message, unit: int | None, at: datetime, seconds: float) -> list[dict[str, Any]] | None:
    """The same proposals with their reasons in both languages, for the log; None where there is no answer."""
    found = asked("suggest", _given(message, unit, at), seconds)
    if not isinstance(found, list):
        return None
    off = switches.off_in(unit)
    kept = [one for one in found if one["topic"] not in off]
    return [spoken for one in kept if (spoken := _in_force(one, "zh")) is not None]


def reply_checked(
    reply: str,
    words: str,
    unit: int | None,
    at: datetime,
    language: str = "zh-hans",
    *,
    seconds: float = PATIENCE,
    **about: Any,
) -> dict[str, Any] | None:
    """The check of what is about to be sent in reply to `words`; for its author only."""
    if not switches.is_on("reply_check", unit):
        return None
    given = {"reply": sendable(reply), "complaint": sendable(words), "at": at.isoformat()}
    seconds += (len(reply) + len(words)) / PACE
    found = asked("check_reply", {**given, "about": about, "language": language}, seconds)
    return found if isinstance(found, dict) else None


def restated(message: Message, unit: int | None, at: datetime, language: str = "zh-hans") -> str | None:
    """Two sentences that read a message back, every word of them from it."""
    if not switches.is_on("restatement", unit):
        return None
    found = asked("restate", {**_given(message, unit, at), "language": language})
    return found if isinstance(found, str) and found else None


def drafted(
    what: str, given: dict[str, Any], unit: int | None, at: datetime, language: str = "zh-hans"
) -> dict[str, Any] | None:
    """A draft of an acknowledgement, a request for facts, a holding letter or an answer."""
    if not switches.is_on("draft", unit):
        return None
    found = asked("draft", {"what": what, "given": given, "at": at.isoformat(), "language": language})
    return found if isinstance(found, dict) else None


def asked(word: str, given: dict[str, Any], seconds: float = PATIENCE) -> Any | None:
    """The answer to any word of words.WORDS; None where there is none to be had in time."""
    mode = settings.WENGUO_ADVICE
    if mode == "off" or _resting():
        return None
    try:
        found = wire.ask(Path(settings.WENGUO_HOME), word, given, seconds)
    except wire.Nobody:
        return _answered_here(word, given) if mode != "process" else None
    except wire.Failed as failed:
        _count(failed=not isinstance(failed, wire.Declined))
        log.warning(
            "no advice (%s): %s",
            word,
            failed if isinstance(failed, wire.Declined) else type(failed.__cause__ or failed).__name__,
        )
        return None
    _count(failed=False)
    return found


def _answered_here(word: str, given: dict[str, Any]) -> Any | None:
    """Answer in this process, which loads what it needs at the first question."""
    from wenguo.advising.words import WORDS, Room

    home = Path(settings.WENGUO_HOME)
    with _lock:
        room = _here.setdefault(home, Room.of_settings())
    if word not in WORDS:
        return None
    try:
        return WORDS[word](room, given)
    except Exception as error:  # noqa: BLE001 — advice that fails is advice that is not there
        log.warning("no advice (%s): %s", word, type(error).__name__)
        return None


def sendable(text: str) -> str:
    """What can be sent of a text, character for character: places found in it are places in the text itself."""
    return _HALVES.sub("\ufffd", text[:MOST_CHARACTERS])


def _given(message: Message, unit: int | None, at: datetime) -> dict[str, Any]:
    """The message as JSON; its moment by the unit's wall clock, for "yesterday" is a day of the unit's calendar."""
    known = office.units().get(unit) if unit is not None else None
    zone = ZoneInfo(known.time_zone if known is not None else settings.TIME_ZONE)
    return {
        "text": sendable(message.text),
        "subject": sendable(message.subject),
        "received_at": (message.received_at or at).astimezone(zone).isoformat(),
    }


def _in_force(one: dict[str, Any], language: str) -> dict[str, Any] | None:
    """A suggestion with its label in words; a code that was merged is the one it became, a retired one is no proposal."""
    label = one["label"]
    taxonomy = office.taxonomy()
    if taxonomy.known(label):
        label = taxonomy.now(label)
        entry = taxonomy.get(label)
        if entry is None or not entry.in_use:
            return None
    return {**one, "label": label, "said": one.get("said") or said(one["topic"], label, language)}


def _resting() -> bool:
    return time.monotonic() < _resting_until


def _count(*, failed: bool) -> None:
    """Where the process answers badly again and again, nobody waits for it for a while."""
    global _failures, _resting_until  # noqa: PLW0603 — one breaker a process
    _failures = _failures + 1 if failed else 0
    if _failures >= _TROUBLES:
        _failures, _resting_until = 0, time.monotonic() + _REST
