"""send: a notice whose way is e-mail or SMS goes out, once; what became of it is attested in the log.

At least once is what reactions promise; so the notice is claimed in a row of its own before it is handed over. A claim
found open by a later try means that a worker ended in between: nobody knows whether it went, so it is not sent a second
time but told as failed, and a person decides. What did not go out by itself stands in the promise ledger as owed by
telephone or letter, and on the owner's desk.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from wenguo.models import Message, Sending
from wenguo.perform import CLOCK, perform
from wenguo.queries import house, office
from wenguo.queries.tracking import contact_on_file, persons
from wenguo.reactions import outgoing
from wenguo.reactions.alarm import put
from wenguo.reactions.happened import Happened
from wenguo.rules.following import SENT
from wenguo.text import Text
from wenguo.verbs import Attest, Promise, Refused, Words

MOST_TRIES = 5
STALE = timedelta(days=2)  # what waited longer may no longer be true: a person looks at it (design)
SMS_CHARACTERS = 400  # more is cut, with the word where the whole stands (design)

_BY_HAND = Text(
    "用电话或信函告知投诉人（未能自动发出）：{what}",
    "Tell the complainant by telephone or letter, since it could not be sent by itself: {what}",
)
BY_HAND_DAYS = 1  # working days in which what did not go out is told by hand (design)
_UNSURE = Text("发送中途中断，无法确认是否发出", "broken off while it was handed over: it may or may not have gone")


class NotYet(Exception):
    """The server could not be reached or asked us to come back: the reaction is tried again later."""


def send(h: Happened, at: datetime) -> None:
    """Send the notice of this line, unless it was sent, or told by a person, before."""
    way = getattr(h.event, "way", None)
    if way not in SENT or h.now.locked or _is_settled(h):
        return
    if h.line.entered_at is not None:
        return  # written down afterwards: a person told it then
    if getattr(h.event, "to", "complainant") != "complainant":
        return
    to = address_of(h, way)
    if not outgoing.configured(way) or not to or at - h.line.at > STALE:
        put(h, "TellByHand", [h.now.owner], at, task=True)
        _owe_by_hand(h, at)
        return
    claimed = _claim(h, way, at)
    if claimed is None:
        return
    subject, text = written(h, way)
    sent = outgoing.hand_over(way, to, subject, text, f"{h.now.number}/{h.line.position}")
    if not sent.ok and sent.again and claimed.tries < MOST_TRIES:
        Sending.objects.filter(pk=claimed.pk).update(state="waiting", answer=sent.said[:300])
        raise NotYet(sent.said)
    state = "sent" if sent.ok else "failed"
    Sending.objects.filter(pk=claimed.pk).update(state=state, answer=sent.said[:300])
    _attest(h, at, delivered=sent.ok, proof=sent.said)


def address_of(h: Happened, way: str) -> str:
    """Where it goes: the address the notice names, else the contact on file of who speaks for the complaint."""
    named = getattr(h.event, "address", None)
    if named is not None:
        text = Message.objects.filter(pk=int(named.id[1:])).values_list("text", flat=True).first()
        return (text or "").strip()
    return contact_on_file(h.complaint_id, way)


def written(h: Happened, way: str) -> tuple[str, str]:
    """Subject and text of a notice, in the complainant's language."""
    language = _language(h)
    words = next((one for name in ("words", "told", "reason") if (one := _words(h, name))), "")
    number, phone = h.now.number, str(house.settled("phone"))
    subject = Text(f"关于您的投诉 {number}", f"Your complaint {number}").said(language)
    if not words:
        words = Text("我们已经收到您的投诉，正在处理。", "We have your complaint and are working on it.").said(language)
    where = f"{settings.WENGUO_ADDRESS}/track/" if settings.WENGUO_ADDRESS else ""
    follow = Text(f"查询进展：{where}", f"Follow it: {where}").said(language) if where else ""
    call = Text(f"电话：{phone}", f"Telephone: {phone}").said(language) if phone else ""
    if way == "sms":
        cut = words if len(words) <= SMS_CHARACTERS else words[: SMS_CHARACTERS - 1] + "…"
        return subject, " ".join(part for part in (f"{subject}：{cut}", follow, call) if part)
    name = house.called(language)
    return subject, "\n".join(["", words, "", *(part for part in (name, call, follow) if part)]).lstrip("\n")


def _words(h: Happened, field: str) -> str:
    ref = getattr(h.event, field, None)
    if ref is None:
        return ""
    return Message.objects.filter(pk=int(ref.id[1:])).values_list("text", flat=True).first() or ""


def _language(h: Happened) -> str:
    kept = persons(h.complaint_id)
    spoken = (kept.get(ref.id, {}).get("language", "") for ref in (h.now.agent, h.now.complainant) if ref is not None)
    return next((one for one in spoken if one), settings.LANGUAGE_CODE)


def _is_settled(h: Happened) -> bool:
    """Has somebody said already whether it arrived?"""
    return any(one.position == h.line.position and one.delivered is not None for one in h.now.notices)


def _claim(h: Happened, way: str, at: datetime) -> Sending | None:
    """Take the notice, so that no other worker sends it; None where there is nothing (more) to send."""
    try:
        with transaction.atomic():
            return Sending.objects.create(line_id=h.line_id, way=way, tries=1, at=at)
    except IntegrityError:
        known = Sending.objects.get(line_id=h.line_id)
    mine = Sending.objects.filter(pk=known.pk, state="waiting").update(state="going", tries=F("tries") + 1)
    if mine:
        return Sending.objects.get(pk=known.pk)
    if known.state == "going":
        Sending.objects.filter(pk=known.pk, state="going").update(state="failed", answer=_UNSURE.en)
        _attest(h, at, delivered=False, proof=f"{_UNSURE.zh} / {_UNSURE.en}")
    else:  # it went, but a worker ended before that was written down
        _attest(h, at, delivered=known.state == "sent", proof=known.answer)
    return None


def _attest(h: Happened, at: datetime, *, delivered: bool, proof: str) -> None:
    """Say in the log what became of it; said twice, it is said once."""
    verb = Attest(notice=h.line.position, delivered=delivered, proof=Words(proof) if proof else None)
    with contextlib.suppress(Refused):  # locked meanwhile: nothing more is written on it
        perform(verb, h.now.number, CLOCK, at, key=f"send {h.line_id}")
    if not delivered:
        _owe_by_hand(h, at)


def _owe_by_hand(h: Happened, at: datetime) -> None:
    """Enter what is still to be told in the promise ledger, once; a closed complaint takes no promise, only the alarm."""
    day = at.astimezone(ZoneInfo(h.unit.time_zone)).date()
    due = office.policy_of(h.unit, day).calendar.add(at, BY_HAND_DAYS, "bd").due_at
    what = _BY_HAND.said(settings.LANGUAGE_CODE).format(what=h.event.label.said(settings.LANGUAGE_CODE))
    with contextlib.suppress(Refused):
        perform(Promise(what=Words(what), due_at=due), h.now.number, CLOCK, at, key=f"by hand {h.line_id}")
