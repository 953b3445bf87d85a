"""Advice as tools: for a text or a complaint, for a reply about to be sent, like complaints, groups of one matter, signals."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec
from pydantic import Field

from wenguo.advice.drafts.given import What
from wenguo.advice.suggestion import Message
from wenguo.advising import answering, asking, coaching, deciding, grouping, like_ones, signalling, switches
from wenguo.faces.mcp.asked import VIA, Asked, Seat
from wenguo.models import Account
from wenguo.pages import drafting
from wenguo.queries import groups as found_groups
from wenguo.queries import office
from wenguo.queries.groups_told import handled, told, told_whole
from wenguo.queries.history import Whole, history
from wenguo.queries.likes import likes
from wenguo.queries.seeing import asker
from wenguo.text import Text
from wenguo.verbs import Refused


class Advise(Asked):
    """What is proposed for a complaint (by number) or for a text: cause, kind, feeling, facts … each with its reason.

    Proposals only: a person confirms or overrules (tools confirm and overrule, by the proposal's position).
    """

    title_ = Text("建议", "Advice")
    number: str | None = Field(None, max_length=60, description="投诉编号 | complaint number")
    text: str | None = Field(None, max_length=asking.MOST_CHARACTERS, description="或一段文字 | or a text")


class CheckReply(Asked):
    """The check of a reply before it is sent: what of the complaint it leaves unanswered, and words that do harm."""

    title_ = Text("答复检查", "Check a reply")
    reply: str = Field(max_length=asking.MOST_CHARACTERS, description="将要发出的答复 | what is about to be sent")
    number: str | None = Field(None, max_length=60, description="投诉编号 | complaint number")
    complaint: str | None = Field(
        None, max_length=asking.MOST_CHARACTERS, description="或投诉原文 | or the complaint's words"
    )


class Draft(Asked):
    """A draft of a letter about a complaint, made of what the record holds, with where each stretch comes from."""

    title_ = Text("草拟", "Draft a letter")
    number: str = Field(max_length=60, description="投诉编号 | complaint number")
    what: What = Field(description="哪一封：告知收到、请补充、告知进展、答复 | which letter")


class SelfService(Asked):
    """What published answers say to a question, quoted; where they do not say it, that is said."""

    title_ = Text("自助答复", "Self-service")
    question: str = Field(max_length=asking.MOST_CHARACTERS, description="问题 | the question")


class LikeComplaints(Asked):
    """Closed complaints like this one, and how each ended."""

    title_ = Text("相似投诉", "Like complaints")
    number: str = Field(max_length=60, description="投诉编号 | complaint number")


class Groups(Asked):
    """Complaints of many people about one matter, as they form; with `id` one group: who is in and why, who is not and why.

    Proposals only: heads and the people of quality confirm, merge or part them on the screens or by the API.
    """

    title_ = Text("一事多人", "Groups of one matter")
    id: int | None = Field(None, ge=1, le=2**53 - 1, description="群体编号 | a group's id")
    state: Literal["forming", "confirmed", "dismissed"] | None = Field(
        None, description="状态，缺省为不含“不再关注” | state; else all but the dismissed"
    )
    limit: int = Field(20, ge=1, le=100, description="条数 | how many")


class Signals(Asked):
    """Signals to whoever leads a unit: words that rise, whether what comes in has moved, where people overrule advice.

    For heads, quality, legal, approvers and auditors. Complaints are counted, never persons.
    """

    title_ = Text("给主管的信号", "Signals to the manager")
    unit: str | None = Field(
        None, max_length=60, description="单位代码，缺省为看得到的最大单位 | code of a unit, else the widest"
    )


def advise(asked: Advise, seat: Seat, at: datetime) -> dict[str, Any]:
    """Advice for one of the two."""
    _check_one(asked.number, asked.text, "text")
    if asked.number is None:
        message = Message(text=asked.text or "")
        unit = _unit(seat)
        said = asking.advised_to(seat.account, message, unit, at, seat.language, via=VIA)
        closed = (
            like_ones.like_ones(asker(seat.account, VIA), message.text, unit, like_ones.causes_of(said)) if said else []
        )
        return {**_given(said), "likes": like_ones.told(closed, seat.language)}
    whole = _whole(asked.number, seat)
    c = whole.complaint
    words = whole.texts.get(c.words.id, "") if c.words is not None else ""
    message = Message(text=words, received_at=c.received_at)
    found = asking.advised_on(message, c, seat.account, at, seat.language, via=VIA)
    proposals = deciding.proposals(c, whole.texts, seat.language)
    return {**_given(found), "number": c.number, "proposals": proposals}


def check_reply(asked: CheckReply, seat: Seat, at: datetime) -> dict[str, Any]:
    """The check, for the person of the seat."""
    _check_one(asked.number, asked.complaint, "complaint")
    if asked.number is not None:
        return _given(coaching.checked(asked.reply, _whole(asked.number, seat), at, seat.language))
    return _given(asking.reply_checked(asked.reply, asked.complaint or "", _unit(seat), at, seat.language))


def draft(asked: Draft, seat: Seat, at: datetime) -> dict[str, Any]:
    """The draft; nothing is sent."""
    found = drafting.drafted(_whole(asked.number, seat), asked.what, seat.language, at)
    return _given(msgspec.to_builtins(found) if found is not None else None)


def self_service(asked: SelfService, seat: Seat, _: datetime) -> dict[str, Any]:
    """The quotes, or that it is not known."""
    found = answering.answered(asked.question, _unit(seat), seat.language)
    return _given(answering.as_told(found, seat.language) if found is not None else None)


def like_complaints(asked: LikeComplaints, seat: Seat, _: datetime) -> dict[str, Any]:
    """The most alike first."""
    whole = _whole(asked.number, seat)
    if not switches.is_on("likes", whole.complaint.unit):
        return {"likes": []}
    texts = [whole.texts[ref.id] for ref in whole.complaint.theirs if ref.id in whole.texts]
    return {"likes": likes(asker(seat.account, VIA), whole.id, whole.complaint, texts)}


def groups(asked: Groups, seat: Seat, _: datetime) -> dict[str, Any]:
    """Those that grew last first, or the one that is asked for."""
    who = asker(seat.account, VIA)
    if not grouping.is_given(seat.account):
        return {"advised": False, "groups": []}
    if asked.id is None:
        rows = found_groups.groups(who, asked.state, asked.limit)
        return {"advised": True, "groups": [told(one, seat.language) for one in rows]}
    whole = found_groups.group(who, asked.id)
    if whole is None:
        raise grouping.unseen()
    may_settle = grouping.may_settle(who, [one.id for one in whole.members])
    return {"advised": True, **told_whole(whole, seat.language, may_settle=may_settle), "handling": handled(whole)}


def signals(asked: Signals, seat: Seat, at: datetime) -> dict[str, Any]:
    """The same as the screen shows."""
    unit = None
    if asked.unit is not None:
        # a code that is none is refused as a unit that is not theirs is: it tells nothing of which there are
        unit = next((one.id for one in office.units().values() if one.code == asked.unit), 0)
    return signalling.told(signalling.signals(asker(seat.account, VIA), at, unit), seat.language)


def _whole(number: str, seat: Seat) -> Whole:
    # an assistant needs no contact data for this
    return history(asker(seat.account, VIA), number, cover=True)


def _unit(seat: Seat) -> int | None:
    return Account.objects.filter(pk=seat.account).values_list("unit_id", flat=True).first()


def _check_one(number: str | None, other: str | None, name: str) -> None:
    if (number is None) == (other is None):
        raise Refused(
            Text(f"number 与 {name} 请填一项。", f"Give either number or {name}."),
            code="field",
            field=name if number is None else "number",
        )


def _given(found: dict[str, Any] | None) -> dict[str, Any]:
    return {"advised": found is not None, **(found or {})}
