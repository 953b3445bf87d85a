"""Messages that were held so that they could be taken back: performed once their seconds are over, by whoever comes first.

One transaction holds the draft's row, the act and the word that it was sent: a worker killed in between leaves the
draft as it was, another finds it, and the act's key answers a second try with what the first one did.
"""

from __future__ import annotations

import logging
from datetime import datetime

import msgspec
from django.db import InterfaceError, OperationalError, connection, transaction

from wenguo.line import read
from wenguo.models import Draft
from wenguo.models.turn import turn
from wenguo.models.writing import stored
from wenguo.perform import Broken, By, perform
from wenguo.text import Text
from wenguo.verbs import VERBS, Refused, Verb

BATCH = 50
_BROKEN = Text("程序没能发出这条消息，请再发一次。", "The program could not send this; please send it again.")

log = logging.getLogger(__name__)


class Sent(msgspec.Struct, kw_only=True):
    """What a round did."""

    sent: int = 0
    failed: int = 0


def send_due(at: datetime) -> Sent:
    """Send what is due. Safe on many machines at once; an idle round is one read of a small index."""
    done = Sent()
    for pk in _due(at):
        outcome = _send(pk, at)
        done.sent += outcome == "sent"
        done.failed += outcome == "failed"
    return done


def _due(at: datetime) -> list[int]:
    # the state in the index's own words: SQLite takes a partial index only so
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM wenguo_draft WHERE state = 'sending' AND send_at <= %s ORDER BY send_at, id LIMIT %s",
            [stored(at), BATCH],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _send(pk: int, at: datetime) -> str:
    """Send one draft, if nobody else has, nor taken it back."""
    with turn(), transaction.atomic():
        draft = (
            Draft.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("complaint")
            .filter(pk=pk, state="sending", send_at__lte=at)
            .first()
        )
        if draft is None or draft.complaint is None:
            return ""
        try:
            with transaction.atomic():  # what is refused leaves nothing but the draft's own state
                act_of(draft, at)
        except (OperationalError, InterfaceError):
            raise  # the database is away: it is tried again
        except Refused as refused:
            _fail(draft, refused.text, at)
        except Broken:
            log.exception("draft %s: the complaint's log does not prove", pk)
            _fail(draft, _BROKEN, at)
        except Exception:
            log.exception("draft %s could not be sent", pk)
            _fail(draft, _BROKEN, at)
        else:
            draft.state, draft.body, draft.error, draft.changed_at = "sent", {}, "", at
        draft.save(update_fields=["state", "body", "error", "changed_at"])
    return draft.state


def act_of(draft: Draft, at: datetime) -> None:
    """Perform what the draft holds, once."""
    assert draft.complaint is not None
    by = By(account=draft.account_id, via="web")
    seen = as_seen(draft.complaint_id or 0, draft.expected, draft.account_id)
    perform(verb_of(draft), draft.complaint.number, by, at, expected=seen, key=f"draft:{draft.key}")


def verb_of(draft: Draft) -> Verb:
    """The act as it was written, made anew: the door takes the words out of a form it has performed."""
    return VERBS[draft.kind].model_validate(draft.body["verb"])


def _fail(draft: Draft, why: Text, at: datetime) -> None:
    draft.state, draft.error, draft.changed_at = "failed", f"{why.zh}\n{why.en}", at


def as_seen(complaint_id: int, expected: int | None, account: int) -> int | None:
    """The line a person saw last, where what came after it is only their own: nobody is late behind themselves."""
    if expected is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data FROM wenguo_line WHERE complaint_id = %s AND position > %s ORDER BY position",
            [complaint_id, expected],
        )
        later = [read(text) for (text,) in cursor.fetchall()]
    acted = [line for line in later if not line.event.quiet and line.by != "clock" and not line.by.startswith("advice")]
    if later and all(line.by == f"account:{account}" for line in acted):
        return later[-1].position
    return expected
