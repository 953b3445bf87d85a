"""Advice over the API: for a text, for a reply about to be sent, and for a complaint that is there. Nothing here decides."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import BaseModel, ConfigDict, Field

from wenguo.advice.drafts.given import What
from wenguo.advice.suggestion import Message
from wenguo.advising import answering, asking, coaching, deciding, like_ones, signalling
from wenguo.faces.api import bodies
from wenguo.faces.api.keys import Caller, caller
from wenguo.faces.api.problems import Problem, language
from wenguo.models import Account
from wenguo.pages import drafting
from wenguo.queries import office
from wenguo.queries.history import Whole, history
from wenguo.queries.seeing import asker
from wenguo.text import Text
from wenguo.verbs._verb import MOST_NUMBER, Moment
from wenguo.verbs.filled import filled

MOST_CHARACTERS = asking.MOST_CHARACTERS
Id = Annotated[int, Field(ge=1, le=MOST_NUMBER)]


class _Question(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AdviceAsked(_Question):
    """A text that advice is asked about."""

    text: str = Field(max_length=MOST_CHARACTERS, description="收到的文字 | the text as it was received")
    subject: str = Field("", max_length=1000, description="标题 | subject")
    received_at: Moment | None = Field(None, description="收到时间，缺省为现在 | moment of receipt, else now")
    unit: Id | None = Field(None, description="单位编号，缺省为本人单位 | unit id, else one's own")


class ReplyAsked(_Question):
    """A reply that is about to be sent: to a complaint that is there, or to a text."""

    reply: str = Field(max_length=MOST_CHARACTERS, description="将要发出的答复 | what is about to be sent")
    number: str | None = Field(None, max_length=60, description="投诉编号 | complaint number")
    complaint: str | None = Field(None, max_length=MOST_CHARACTERS, description="或投诉原文 | or the complaint's words")
    unit: Id | None = Field(None, description="单位编号，缺省为本人单位 | unit id, else one's own")


class DraftAsked(_Question):
    """A letter that is to be drafted."""

    what: What = Field(description="哪一封：告知收到、请补充、告知进展、答复 | which letter")


class WantedSignals(Schema):
    """Whose signals are asked for."""

    unit: Id | None = Field(
        None, description="单位编号，缺省为您看得到的最大单位 | unit id, else the widest you may see"
    )


class SelfServiceAsked(_Question):
    """A question that published answers may answer."""

    question: str = Field(max_length=MOST_CHARACTERS, description="问题 | the question")
    unit: Id | None = Field(None, description="单位编号，缺省为本人单位 | unit id, else one's own")


def advise(request: HttpRequest) -> HttpResponse:
    """What is proposed for a text; it is not kept."""
    who = _reader(request)
    asked = _asked(request, AdviceAsked)
    message = Message(text=asked.text, subject=asked.subject, received_at=asked.received_at)
    unit = _unit(who, asked.unit)
    found = asking.advised_to(who.account, message, unit, who.at, language())
    text = "\n".join(filter(None, (asked.subject, asked.text)))
    closed = like_ones.like_ones(asker(who.account, "api"), text, unit, like_ones.causes_of(found)) if found else []
    return bodies.answer(_given(found, {"suggestions": []}) | {"likes": like_ones.told(closed, language())})


def check_reply(request: HttpRequest) -> HttpResponse:
    """The check of a reply, for its author alone."""
    who = _reader(request)
    asked = _asked(request, ReplyAsked)
    if (asked.number is None) == (asked.complaint is None):
        raise Problem(
            "field",
            Text("number 与 complaint 请填一项。", "Give either number or complaint."),
            field="complaint" if asked.number is None else "number",
        )
    if asked.number is not None:
        whole = history(asker(who.account, "api"), asked.number)
        found = coaching.checked(asked.reply, whole, who.at, language())
    else:
        unit = _unit(who, asked.unit)
        found = asking.reply_checked(asked.reply, asked.complaint or "", unit, who.at, language())
    return bodies.answer(_given(found, {"findings": []}))


def of_complaint(request: HttpRequest, number: str) -> HttpResponse:
    """The proposals in a complaint's log with what became of them, and what advice says of its words today."""
    who = _reader(request)
    whole = history(asker(who.account, "api"), number)
    found = asking.advised_on(message_of(whole), whole.complaint, who.account, who.at, language())
    return bodies.answer(
        {
            "number": whole.complaint.number,
            "proposals": deciding.proposals(whole.complaint, whole.texts, language()),
            "settled": [
                {"position": one.position, "topic": one.topic, "value": one.value, "state": one.state}
                for one in whole.complaint.suggestions
                if one.state != "open"
            ],
            "now": _given(found, {"suggestions": []}),
        },
        tag=whole.complaint.person_position,
    )


def draft(request: HttpRequest, number: str) -> HttpResponse:
    """A draft made of what the record holds, with where each stretch comes from; nothing is sent, contact data is masked."""
    who = _reader(request)
    asked = _asked(request, DraftAsked)
    whole = history(asker(who.account, "api"), number, cover=True)
    found = drafting.drafted(whole, asked.what, language(), who.at)
    nothing: dict[str, Any] = {"what": asked.what, "text": "", "sources": [], "missing": [], "left_out": []}
    return bodies.answer(_given(msgspec.to_builtins(found) if found is not None else None, nothing))


def self_service(request: HttpRequest) -> HttpResponse:
    """What published answers say to a question, quoted; or that they do not know."""
    who = _reader(request)
    asked = _asked(request, SelfServiceAsked)
    found = answering.answered(asked.question, _unit(who, asked.unit), language())
    told = answering.as_told(found, language()) if found is not None else None
    return bodies.answer(_given(told, {"known": False, "quotes": []}))


def show_signals(request: HttpRequest, wanted: Query[WantedSignals]) -> HttpResponse:
    """Words that rise, drift, disagreement with advice, and the mean of reply checks: of a unit whose board you may see."""
    who = _reader(request)
    found = signalling.signals(asker(who.account, "api"), who.at, wanted.unit)
    return bodies.answer(signalling.told(found, language()))


def message_of(whole: Whole) -> Message:
    """A complaint's words, as the asker may see them."""
    c = whole.complaint
    words = whole.texts.get(c.words.id, "") if c.words is not None else ""
    subject = whole.texts.get(c.subject.id, "") if c.subject is not None else ""
    return Message(text=words, subject=subject, received_at=c.received_at)


def _reader(request: HttpRequest) -> Caller:
    who = caller(request)
    who.may("read")
    if "\x00" in request.path_info:
        raise Problem("field", Text("不能含有 NUL 字符。", "NUL characters cannot be asked for."))
    return who


def _asked[Form: _Question](request: HttpRequest, kind: type[Form]) -> Form:
    if request.body:
        bodies.media_type(request, bodies.JSON)
    # moments come as text in JSON; everything else is taken as it is
    return filled(kind, request.body or b"{}")


def _unit(who: Caller, given: int | None) -> int | None:
    if given is None:
        return Account.objects.filter(pk=who.account).values_list("unit_id", flat=True).first()
    reach = office.reach(who.account)
    own = Account.objects.filter(pk=who.account).values_list("unit_id", flat=True).first()
    if given not in office.units() or (
        reach is not None and given not in {*reach, own}
    ):  # another's switches are theirs
        raise Problem("field", Text("没有这个单位。", "There is no such unit."), field="unit")
    return given


def _given(found: dict[str, Any] | None, empty: dict[str, Any]) -> dict[str, Any]:
    """What was answered, or that advice is off or not to be had now."""
    return {"advised": found is not None, **(found if found is not None else empty)}
