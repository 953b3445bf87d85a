"""Telling addresses outside, by signed HTTP POST: tried again with growing pauses, at last dead, visible, replayable.

The body is made anew at each try from the log, so nothing said lies about to be erased. It holds ids and facts; only
a webhook that asks for them (`with_words`) gets the words people wrote, never their contact data.

`Wenguo-Signature: t=<unix seconds>,v1=<hex>` where v1 = HMAC-SHA-256 under the webhook's secret of "<t>.<body>"; a
receiver compares it and refuses an old t. Addresses are set by the administrator, so private ones are not refused.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ssl
import threading
import time
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import msgspec
from django.db import transaction
from django.db.models import F

from wenguo.line import Line, Unreadable, canonical, digest, read
from wenguo.models import Delivery, Message, Webhook
from wenguo.text import Text

MOST_TRIES = 9
TIMEOUT = 10.0
LEASE = timedelta(seconds=60)
AT_ONCE = 4  # deliveries to one webhook at a time, so that a dead address does not hold up the others
MOST_AT_ONCE = 32


class Letter(NamedTuple):
    """One try, ready to be sent without the database."""

    url: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    """What came back: a status, or else why none did; `hopeless` where trying again cannot help."""

    status: int | None
    error: str = ""
    hopeless: bool = False


def deliver_due(at: datetime, *, limit: int = MOST_AT_ONCE) -> int:
    """Try the deliveries due at `at`, several at once; returns how many were tried."""
    claimed = _claim(at, limit)
    written: list[tuple[Delivery, Letter]] = []
    for delivery in claimed:
        try:
            written.append((delivery, _letter(delivery, at)))
        except Unreadable as error:
            _settle(delivery, Answer(None, f"the line cannot be read: {error}", hopeless=True), at)
    for (delivery, _), answer in zip(written, _send_all([letter for _, letter in written]), strict=True):
        _settle(delivery, answer, at)
    return len(claimed)


def replay(delivery_id: int, at: datetime) -> bool:
    """Send a delivery again, dead or done; False where there is none."""
    return bool(
        Delivery.objects.filter(pk=delivery_id).update(state="waiting", tries=0, next_at=at, status=None, error="")
    )


def pause_after(tries: int) -> timedelta:
    """How long to wait after that many tries: 30 s, 2 min, 8 min … never more than 12 h; about a day and a half in all."""
    return timedelta(seconds=min(30 * 4.0 ** (tries - 1), 43_200))


def signature(secret: str, seconds: int, body: bytes) -> str:
    """The signature header's value, as a receiver makes it to compare."""
    made = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={made}"


def why_not(url: str) -> Text | None:
    """None where a webhook may have this address; else what is wrong with it."""
    try:
        parts = urlsplit(url)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError:
        port_is_good = False
    if not port_is_good or parts.scheme not in {"http", "https"} or not parts.hostname:
        return Text("地址须以 http:// 或 https:// 开头。", "The address must begin with http:// or https://.")
    if parts.username or parts.password:
        return Text("地址中不能含用户名或密码。", "The address must not hold a user name or password.")
    return None


def body_of(line: Line, text: str, *, with_words: bool) -> bytes:
    """What is told of a line, as canonical JSON."""
    refs: list[str] = []
    told: dict[str, Any] = {
        "event": type(line.event).__name__,
        "number": line.number,
        "position": line.position,
        "at": line.at.isoformat(),
        "by": line.by,
        "via": line.via,
        "data": _without_fingerprints(msgspec.to_builtins(line.event), refs),
        "hash": digest(text),
    }
    if with_words:
        ids = [int(ref[1:]) for ref in refs if ref.startswith("m")]
        kept = Message.objects.filter(pk__in=ids, text__isnull=False).values_list("pk", "text")
        told["words"] = {f"m{pk}": text for pk, text in kept}
    return canonical(told).encode("utf-8", "replace")


def _without_fingerprints(value: Any, refs: list[str]) -> Any:
    """The event's data with a bare id for every pointer; gathers the ids."""
    if isinstance(value, dict):
        if value.keys() == {"id", "fp"}:
            refs.append(value["id"])
            return {"id": value["id"]}
        return {key: _without_fingerprints(one, refs) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_fingerprints(one, refs) for one in value]
    return value


def _claim(at: datetime, limit: int) -> list[Delivery]:
    """Take what is due, a few of each webhook; what is not settled within the lease is due again by itself."""
    taken: list[Delivery] = []
    for webhook in Webhook.objects.filter(active=True).order_by("pk"):
        due = Delivery.objects.filter(webhook=webhook, state="waiting", next_at__lte=at)
        count = min(AT_ONCE, limit - len(taken))
        if count <= 0 or not due.exists():
            continue
        with transaction.atomic():
            mine = list(due.order_by("next_at", "id").select_for_update(skip_locked=True)[:count])
            Delivery.objects.filter(pk__in=[one.pk for one in mine]).update(next_at=at + LEASE, tries=F("tries") + 1)
        for one in mine:
            one.tries, one.webhook = one.tries + 1, webhook
        taken += mine
    return taken


def _letter(delivery: Delivery, at: datetime) -> Letter:
    webhook, text = delivery.webhook, delivery.line.data
    line = read(text)
    body = body_of(line, text, with_words=webhook.with_words)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Wenguo",
        "Wenguo-Delivery": str(delivery.pk),
        "Wenguo-Event": type(line.event).__name__,
        "Wenguo-Signature": signature(webhook.secret, int(at.timestamp()), body),
    }
    return Letter(webhook.url, headers, body)


def _settle(delivery: Delivery, answer: Answer, at: datetime) -> None:
    mine = Delivery.objects.filter(pk=delivery.pk, state="waiting", tries=delivery.tries)
    if answer.status is not None and 200 <= answer.status < 300:
        mine.update(state="done", status=answer.status, error="")
        return
    gives_up = answer.hopeless or delivery.tries >= MOST_TRIES
    mine.update(
        state="dead" if gives_up else "waiting",
        status=answer.status,
        error=answer.error or f"HTTP {answer.status}",
        next_at=at + pause_after(delivery.tries),
    )


def _send_all(letters: list[Letter]) -> list[Answer]:
    """Send them side by side; one that drips its answer beyond the time is left behind."""
    answers: list[Answer | None] = [None] * len(letters)

    def post(place: int) -> None:
        answers[place] = send(letters[place])

    threads = [threading.Thread(target=post, args=(place,), daemon=True) for place in range(len(letters))]
    for thread in threads:
        thread.start()
    until = time.monotonic() + TIMEOUT + 2
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return [answer or Answer(None, f"no answer within {TIMEOUT:.0f} s") for answer in answers]


def send(letter: Letter) -> Answer:
    """One POST. Redirects are answers like any other that is not 2xx: nothing is sent where it was not meant to go."""
    wrong = why_not(letter.url)
    if wrong is not None:
        return Answer(None, wrong.en, hopeless=True)
    parts = urlsplit(letter.url)
    try:
        host = str(parts.hostname)
        host = host if ":" in host else host.encode("idna").decode()
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        if parts.query:
            target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        if parts.scheme == "https":
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, parts.port, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            connection = http.client.HTTPConnection(host, parts.port, timeout=TIMEOUT)
        try:
            connection.request("POST", target, letter.body, letter.headers)
            return Answer(connection.getresponse().status)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, f"{type(error).__name__}: {error}"[:500])
