"""What a document needs: the complaint as its reader may see it, who writes, which routes there are; readings logged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from wenguo.access import log_access
from wenguo.line import read
from wenguo.models import Draft
from wenguo.pages.asking import account, who
from wenguo.pages.forms_choices import policy_of
from wenguo.paper import letter as letters
from wenguo.paper.letter import Answer, Letter, Sender
from wenguo.queries import house, office
from wenguo.queries.history import Whole, history
from wenguo.queries.linked import Linked, linked
from wenguo.queries.people import names
from wenguo.rules import permissions, privacy
from wenguo.rules.lifecycle import is_open_to
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import Refused

SHORTEST_REASON = 4
_NOT_FOR_YOU = Text(
    "当事员工看到的是隐去部分内容的记录，不能据此出具文书；需要的，请向责任人提出。",
    "Those complained of see the record in part, so they cannot print it; ask the owner for what you need.",
)
_NO_UNMASK = Text(
    "您不能取得这件投诉的完整联系方式；确有需要的，请联系责任人。",
    "You may not have this complaint's contact data in full; ask its owner where you need it.",
)


def seen(request: HttpRequest, number: str, *, cover: bool = False, unmask: bool = False) -> tuple[Whole, Actor]:
    """The complaint and how its reader stands to it. Raises Refused."""
    whole = history(who(request), number, cover=cover, unmask=unmask)
    actor = office.actor(account(request), office.units()[whole.complaint.unit], "web")
    assert actor is not None  # who is disabled sees no complaint at all
    if "concerned" in permissions.standing(actor, whole.complaint):
        raise Refused(_NOT_FOR_YOU, code="permission")
    if unmask and not privacy.may_unmask(actor, whole.complaint) and whole.masked:
        raise Refused(_NO_UNMASK, code="permission")
    return whole, actor


def logged(request: HttpRequest, whole: Whole, reason: str, at: datetime) -> None:
    """Contact data that a document shows plainly is written down before it is made."""
    fields = whole.plain_fields()
    if fields:
        log_access(account(request), whole.id, whole.complaint.number, fields, reason, "web", at)


def answer(request: HttpRequest, whole: Whole) -> Answer | None:
    """The answer a letter can be made of: given, approved, or in this person's own draft."""
    mine = Draft.objects.filter(
        account_id=account(request), complaint_id=whole.id, kind="answer", state__in=("open", "sending", "failed")
    )
    body: dict[str, Any] = next((one.body for one in mine.order_by("-changed_at")[:1]), {})
    written = "".join(body.get("values", {}).get("words", ()))
    return letters.answer_of(whole, written, may_answer=is_open_to(whole.complaint.stage, "answer"))


def letter(request: HttpRequest, whole: Whole, given: Answer, language: str, at: datetime) -> Letter:
    """The letter as asked for, in the language asked for."""
    c = whole.complaint
    unit = office.units()[c.unit]
    return letters.letter(
        whole,
        given,
        sender(whole, language),
        policy_of(c).routes(),
        office.taxonomy(),
        language=language,
        zone=unit.time_zone,
        at=at,
        enclose=tuple(request.GET.getlist("enclose")[:50]),
        linked_parts=_linked(whole, given),
    )


def _linked(whole: Whole, given: Answer) -> list[Linked]:
    """What the answer that went out links; one that has not gone out links nothing yet."""
    if given.notice is None:
        return []
    text = next((entry.data for entry in whole.entries if entry.position == given.notice.position), None)
    return linked(whole.complaint, read(text).event, whole.texts, policy_of(whole.complaint)) if text else []


def sender(whole: Whole, language: str) -> Sender:
    """Who writes, as the organisation settled itself."""
    known = house.everything()
    zh = language.startswith("zh")
    own = "zh" if zh else "en"
    called = house.called(language)
    unit = office.units()[whole.complaint.unit]
    return Sender(
        letterhead=known[f"letterhead_{own}"] or called,
        house=called,
        unit=unit.name if zh else unit.name_en or unit.name,
        person=names([whole.complaint.owner]).get(whole.complaint.owner, ""),
        phone=known["phone"],
        email=known["email"],
        address=known[f"address_{own}"] or known["address_zh"],
        hours=known[f"hours_{own}"] or known["hours_zh"],
    )
