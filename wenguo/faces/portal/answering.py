"""What a complainant can do with their complaint: each act in plain words, whether it is open, and the verb it becomes."""

from __future__ import annotations

import uuid
from typing import Any

import msgspec
from django.http import QueryDict
from pydantic import ValidationError

from wenguo.complaint import Complaint
from wenguo.faces.portal import offered
from wenguo.faces.portal.arranged import may_appeal, why_no_appeal
from wenguo.rules.permissions import Actor, why_closed
from wenguo.text import Text
from wenguo.verbs import Accept, Appeal, AskReview, Chase, Dispute, Hear, Rate, Refused, Verb, Withdraw, Words
from wenguo.verbs.filled import plain

MOST = 20_000
THEY = Actor(ref="complainant", via="portal")


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One act: the verb behind it, its name, what it means, why it may be closed, and what its box of words is for."""

    verb: str
    title: Text
    means: Text
    closed: Text = Text("现在不能做。", "Not open now.")
    words: Text | None = None
    obligatory: bool = False
    files: bool = False
    icon: str = "message-plus"


ACTS: dict[str, Kind] = {
    "accept": Kind(
        verb="accept",
        title=Text("认可答复", "Accept the answer"),
        means=Text(
            "表示您同意我们的答复。之后改变主意，仍可不认可。",
            "You agree with our answer. Should you change your mind, you can still dispute it.",
        ),
        closed=Text("要等我们答复之后。", "Only once we have answered."),
        icon="circle-check",
    ),
    "dispute": Kind(
        verb="dispute",
        title=Text("不认可答复", "Dispute the answer"),
        means=Text(
            "我们会重新调查，再次答复您。不影响您的其他权利。",
            "We look into it again and answer anew. Your other rights stay as they are.",
        ),
        closed=Text("要等我们答复之后。", "Only once we have answered."),
        words=Text("哪里不同意？", "What do you not agree with?"),
        obligatory=True,
        files=True,
        icon="thumb-down",
    ),
    "ask_review": Kind(
        verb="ask_review",
        title=Text("申请核查", "Ask for a review"),
        means=Text(
            "由原处理人以外的人检查过程、时限和结果，再把结论告诉您。",
            "Somebody who did not handle it checks the way, the time and the result, and tells you.",
        ),
        closed=Text(
            "要等我们答复之后；核查进行中不能再次申请。",
            "Only once we have answered, and not while a review is under way.",
        ),
        words=Text("希望核查什么？", "What should be looked at again?"),
        obligatory=True,
        files=True,
        icon="zoom-check",
    ),
    "hear": Kind(
        verb="hear",
        title=Text("补充说明或材料", "Add words or evidence"),
        means=Text(
            "想起了什么，或者有新的照片、文件，随时可以加。",
            "Anything you remember, any new picture or paper: add it at any time.",
        ),
        words=Text("补充什么？", "What would you like to add?"),
        files=True,
    ),
    "chase": Kind(
        verb="chase",
        title=Text("催一下", "Ask again"),
        means=Text(
            "等得太久了？催办会记下来，处理人和负责人都看得到。",
            "Waiting too long? It is written down, and seen by those who handle it.",
        ),
        closed=Text(
            "投诉已经办结，不再计时；可以不认可或申请核查。", "It is closed; you can dispute it or ask for a review."
        ),
        words=Text("想说什么？（选填）", "Anything to say? (optional)"),
        icon="bell-ringing",
    ),
    "rate": Kind(
        verb="rate",
        title=Text("评价", "Rate"),
        means=Text(
            "过程和结果分开评：结果不如意，也可以说我们处理得用不用心。",
            "The way you were treated and the result, each by itself.",
        ),
        closed=Text("要等我们答复之后。", "Only once we have answered."),
        icon="stars",
    ),
    "correct": Kind(
        verb="hear",
        title=Text("更正我的信息", "Correct my data"),
        means=Text(
            "写明哪里错了、应该是什么。处理人核对后更正，结果会出现在本页。",
            "Say what is wrong and what it should be. Whoever handles it checks and corrects it; you see it on this page.",
        ),
        words=Text("哪里错了，应该是什么？", "What is wrong, and what should it be?"),
        obligatory=True,
        icon="pencil",
    ),
    "erase": Kind(
        verb="hear",
        title=Text("要求删除我的信息", "Ask for erasure"),
        means=Text(
            "您的要求会记录下来并有人答复。投诉办结、法定保存期满后删除；期限未满的，依法锁定：只保存，不再使用。"
            "依据：个人信息保护法第四十七条。",
            "Your request is written down and answered. After closing, and once the time the law asks us to keep it is over, "
            "it is erased; before that it is locked: kept, not used. Basis: Personal Information Protection Law, art. 47.",
        ),
        words=Text("要删除什么？", "What should be erased?"),
        obligatory=True,
        icon="eraser",
    ),
    "appeal": Kind(
        verb="appeal",
        title=Text("请另一位同事看一看", "Ask another person to look at it"),
        means=Text(
            "对联系安排或书面提醒有异议？由没有参与过的、有权的人重新看，把结论和理由告诉您。投诉照常处理。",
            "You disagree with the contact arrangement or the warning? Somebody of authority who took no part looks at it anew "
            "and tells you the result and why. Your complaint goes on as usual.",
        ),
        words=Text("为什么不同意？", "Why do you disagree?"),
        obligatory=True,
        icon="scale",
    ),
    "agree": Kind(
        verb="agree",
        title=Text("同意这个方案", "Agree to this offer"),
        means=Text(
            "同意之后，我们就欠着您这份给付：给了没有、给了多少，本页都看得到；没付就要办结的，须写明原因。",
            "From then on we owe it to you: this page shows what was given, and closing before it is needs a reason.",
        ),
        closed=Text("投诉已经结束。", "Your complaint has ended."),
        icon="circle-check",
    ),
    "turn_down": Kind(
        verb="turn_down",
        title=Text("不同意这个方案", "Turn this offer down"),
        means=Text(
            "投诉照常处理，我们可以再提方案。依法应给您的，不因此减少。",
            "Your complaint goes on and we may offer anew. What the law gives you is not less for it.",
        ),
        closed=Text("投诉已经结束。", "Your complaint has ended."),
        words=Text("为什么不同意，希望怎样？（选填）", "Why, and what would you wish? (optional)"),
        icon="thumb-down",
    ),
    "withdraw": Kind(
        verb="withdraw",
        title=Text("撤回投诉", "Take it back"),
        means=Text(
            "撤回后我们当天结束处理，不再答复。已写下的内容依法保存。以后仍可重新投诉。",
            "We end the work the same day and answer no more. What was written is kept as the law asks. You can complain anew.",
        ),
        closed=Text("已经结束的投诉不用撤回。", "What has ended need not be taken back."),
        words=Text("为什么撤回？（选填）", "Why? (optional)"),
        icon="arrow-back-up",
    ),
}
# What is said after each act.
TOLD: dict[str, Text] = {
    "accept": Text("谢谢，您的认可已记下。", "Thank you: noted that you accept."),
    "dispute": Text("已记下。我们会重新调查并再次答复。", "Noted. We look into it again and answer anew."),
    "ask_review": Text("核查申请已收到。", "Your request for a review has arrived."),
    "hear": Text("已收到您的补充。", "What you added has arrived."),
    "chase": Text("已催办，处理人会看到。", "Noted; whoever handles it sees it."),
    "rate": Text("谢谢您的评价。", "Thank you for your rating."),
    "correct": Text("更正要求已收到，处理人核对后更正。", "Your request has arrived; it is checked, then corrected."),
    "erase": Text("删除要求已收到，我们会答复您。", "Your request for erasure has arrived; we will answer it."),
    "appeal": Text(
        "申诉已收到，由另一位有权的人查看。", "Your appeal has arrived; another person of authority looks at it."
    ),
    "agree": Text(
        "已记下您的同意。给付的情况会出现在本页。", "Noted that you agree. This page shows what is given and when."
    ),
    "turn_down": Text("已记下您没有同意这个方案。", "Noted that you do not agree to the offer."),
    "withdraw": Text("投诉已撤回。", "Your complaint was taken back."),
}
_REQUESTS = {
    "correct": Text("【更正个人信息的要求】", "[Request to correct personal data] "),
    "erase": Text("【删除个人信息的要求】", "[Request to erase personal data] "),
}
# The order on the page while nothing is answered, and once it is.
_OPEN = ("hear", "chase", "accept", "dispute", "ask_review", "rate", "correct", "erase", "withdraw")
_ANSWERED = ("accept", "dispute", "ask_review", "rate", "hear", "chase", "correct", "erase", "withdraw")


def why_not(word: str, c: Complaint) -> Text | None:
    """None where this act is open now; else why it is not, in plain words."""
    kind = ACTS[word]
    closed = why_closed(kind.verb, THEY, c)
    if closed is None:
        return why_no_appeal(c) if word == "appeal" else None
    return kind.closed if closed.code == "stage" else closed.text


def acts(c: Complaint, wanted: str = "") -> list[dict[str, Any]]:
    """Every act, open ones first, each with its reason where it is closed; `wanted` is unfolded."""
    order: tuple[str, ...] = (
        _ANSWERED if c.stage in {"answered", "accepted", "declined", "reviewed", "closed"} else _OPEN
    )
    order = (*order[:1], "appeal", *order[1:]) if may_appeal(c) else order
    found = [{"word": word, "kind": ACTS[word], "why": why_not(word, c), "unfolded": word == wanted} for word in order]
    return sorted(found, key=lambda one: one["why"] is not None)


def sayings(c: Complaint, wanted: str = "") -> list[dict[str, Any]]:
    """Yes and no to an offer, while they can be said; they stand beside each offer."""
    return [
        {"word": word, "kind": ACTS[word], "unfolded": word == wanted}
        for word in ("agree", "turn_down")
        if why_not(word, c) is None
    ]


def new_key() -> str:
    """A key for a form, so that sent twice it counts once."""
    return str(uuid.uuid4())


def verb_of(word: str, posted: QueryDict, *, has_files: bool = False) -> Verb | None:
    """The verb that the posted form says; None where only files came. Refused with the field that is wrong."""
    words = posted.get("words", "").strip()
    if len(words) > MOST:
        raise _wrong(
            f"最多 {MOST} 个字，其余的可以作为文件附上。", f"At most {MOST} characters; attach the rest as a file."
        )
    if ACTS[word].obligatory and not words:
        raise _wrong("请写几个字。", "Write a few words.")
    if word == "hear" and not words:
        if has_files:
            return None
        raise _wrong("请写几个字，或者选择文件。", "Write a few words, or choose a file.")
    if word == "withdraw" and posted.get("sure") != "1":
        raise _wrong("请勾选“我确定撤回”。", "Tick “I am sure” to take it back.", field="sure")
    try:
        return _made(word, posted, words or None)
    except ValidationError as error:
        raise Refused(plain(error.errors())[0][1], code="field", field="words") from None


def _made(word: str, posted: QueryDict, words: str | None) -> Verb:
    match word:
        case "accept":
            return Accept(how="portal")
        case "dispute":
            return Dispute(words=Words(words))
        case "ask_review":
            return AskReview(words=Words(words))
        case "hear":
            return Hear(words=Words(words), way="portal")
        case "correct" | "erase":
            return Hear(words=Words(f"{_REQUESTS[word].zh}{words}"), way="portal")
        case "chase":
            return Chase(words=Words(words) if words else None, way="portal")
        case "agree" | "turn_down":
            return offered.said(word, posted, words)
        case "appeal":
            return Appeal(words=Words(words))
        case "withdraw":
            return Withdraw(words=Words(words) if words else None)
        case _:
            return Rate(**_marks(posted))


def _marks(posted: QueryDict) -> dict[str, Any]:
    """The two marks that were given, each with its words."""
    given = {name: str(posted.get(name, "")) for name in ("handling", "outcome")}
    found: dict[str, Any] = {name: int(mark) for name, mark in given.items() if mark in {"1", "2", "3", "4", "5"}}
    for name in ("handling_words", "outcome_words"):
        text = str(posted.get(name, "")).strip()[:MOST]
        if text:
            found[name] = text
    return found


def _wrong(zh: str, en: str, field: str = "words") -> Refused:
    return Refused(Text(zh, en), code="field", field=field)
