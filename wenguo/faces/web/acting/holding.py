"""Holding a message for some seconds on the server, so that it can be taken back; and taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from wenguo.models import Draft
from wenguo.models.turn import turn
from wenguo.pages import prepared
from wenguo.pages.forms import Values
from wenguo.perform import By, perform
from wenguo.queries.history import Whole
from wenguo.reactions.send_drafts import as_seen
from wenguo.text import Text
from wenguo.verbs import Refused, Verb

HELD = frozenset({"answer", "inform"})  # what goes to the complainant and cannot be unsaid
SECONDS = 15
_TAKEN = Text("这条消息已经发出，不能撤回。", "This has gone out already and cannot be taken back.")
_GONE = Text("没有这份草稿。", "There is no such draft.")


def check(verb: Verb, whole: Whole, by: By, at: datetime, expected: int | None) -> None:
    """Do it and undo it at once: whatever would be refused is refused while its author is still looking."""
    assert by.account is not None
    words = getattr(verb, "words", None)
    left = prepared.blanks(words.text or "") if words is not None else []
    if left:
        listed = "、".join(dict.fromkeys(left))
        raise Refused(Text(f"还有没填的空：{listed}", f"There are blanks left: {listed}"), code="field", field="words")
    trial = type(verb).model_validate(verb.model_dump(mode="json", exclude_unset=True))
    with turn(), transaction.atomic():
        perform(trial, whole.complaint.number, by, at, expected=as_seen(whole.id, expected, by.account))
        transaction.set_rollback(True)


def hold(verb: Verb, whole: Whole, by: By, at: datetime, expected: int | None, key: uuid.UUID, data: Values) -> Draft:
    """Keep the message until its seconds are over; held twice by one key, it is one message."""
    assert by.account is not None
    check(verb, whole, by, at, expected)
    body: dict[str, Any] = {
        "values": {name: list(values) for name, values in data.items()},
        "verb": verb.model_dump(mode="json", exclude_unset=True),
    }
    with transaction.atomic():
        known = Draft.objects.select_for_update().filter(key=key).first()
        if known is not None and (known.account_id, known.complaint_id) != (by.account, whole.id):
            raise Refused(_GONE, code="unseen")  # another's, or one's own on another complaint
        if known is not None and known.state in {"sending", "sent"}:
            return known
        draft = known or Draft(key=key, account_id=by.account, complaint_id=whole.id, created_at=at)
        draft.kind, draft.body, draft.expected = verb.word(), body, expected
        draft.state, draft.error, draft.changed_at = "sending", "", at
        draft.send_at = at + timedelta(seconds=SECONDS)
        draft.save()
    return draft


def unsend(account: int, key: uuid.UUID, at: datetime) -> Draft:
    """Back into the composer with everything, before it went out or after it could not. Raises Refused."""
    with turn(), transaction.atomic():
        draft = _mine(account, key)
        if draft.state == "sent":
            raise Refused(_TAKEN)
        draft.state, draft.error, draft.send_at, draft.changed_at = "open", "", None, at
        draft.body = {"values": draft.body.get("values", {})}
        draft.save()
    return draft


def drop(account: int, key: uuid.UUID) -> Draft:
    """Throw away a message that has not gone out. Raises Refused."""
    with turn(), transaction.atomic():
        draft = _mine(account, key)
        if draft.state == "sent":
            raise Refused(_TAKEN)
        Draft.objects.filter(pk=draft.pk).delete()
    return draft


def spent(account: int, whole: Whole, key: uuid.UUID, kind: str, at: datetime) -> None:
    """A draft that was done at once is done with: its words are in the complaint now, and a late save finds it sent."""
    done = {"state": "sent", "body": {}, "changed_at": at}
    new = {**done, "account_id": account, "complaint_id": whole.id, "kind": kind, "created_at": at}
    Draft.objects.update_or_create(key=key, account_id=account, defaults=done, create_defaults=new)


def _mine(account: int, key: uuid.UUID) -> Draft:
    found = Draft.objects.select_for_update().filter(key=key, account_id=account).first()
    if found is None:
        raise Refused(_GONE, code="unseen")
    return found


def save(
    account: int, whole: Whole, key: uuid.UUID, kind: str, body: Mapping[str, Any], expected: int | None, at: datetime
) -> Draft | None:
    """Keep what is being written; None where it was sent meanwhile, so that an old page does not bring it back."""
    new = {"account_id": account, "complaint_id": whole.id, "kind": kind, "created_at": at, "changed_at": at}
    with turn(), transaction.atomic():
        draft, _ = Draft.objects.select_for_update().get_or_create(key=key, defaults=new)
        if draft.account_id != account or draft.complaint_id != whole.id or draft.state != "open":
            return None
        draft.kind, draft.body, draft.expected, draft.changed_at = kind, dict(body), expected, at
        draft.save()
    return draft
