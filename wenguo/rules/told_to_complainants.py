"""What a complainant is told of each event, and in which words: a table, and what it does not name is not told.

The right to know (M26; ISO 10002:2018 4.5; 银保监令2020-3 arts. 19, 22) against what is other people's: notes among staff,
names of employees, suggestions of a program, limits that bind somebody else. Of our own part nothing is left out because
it is awkward: a limit missed and a promise broken are told like one kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.line import Line


class Seen(NamedTuple):
    """A line of a complaint, as a condition looks at it; `event` is the line's."""

    event: Any
    line: Line
    c: Complaint


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event as the complainant reads it: a sentence, and the fields whose kept words stand below it.

    `by_them` is the sentence where they did it themselves; `files` shows what came with it; `when` says which lines of
    this kind are told at all (None: every one).
    """

    text: Text
    by_them: Text | None = None
    words: tuple[str, ...] = ()
    files: bool = False
    when: Callable[[Seen], bool] | None = None


def _ours(seen: Seen) -> bool:
    clock = seen.c.clock(seen.event.clock)
    return clock is not None and clock.ours


def _to_them(seen: Seen) -> bool:
    promise = seen.c.promise(seen.event.promise)
    return promise is not None and promise.to == "complainant"


# event → what is told of it; None: it is not theirs to read. Fields in braces are put in as in events.py.
TOLD: dict[str, Told | None] = {
    "Recorded": Told(
        text=Text("我们登记了您的投诉", "We wrote down your complaint"),
        by_them=Text("您提出了投诉", "You made your complaint"),
        words=("words",),
    ),
    "ClockStarted": None,  # the limits stand in a list of their own, with what has become of them
    "ClockStopped": None,
    "ClockWarned": None,
    "ClockOverrun": Told(
        text=Text("我们没有在期限内做到：{clock}", "We did not keep this time limit: {clock}"), when=_ours
    ),
    "ClockExtended": Told(
        text=Text("期限{clock}延至 {due_at}", "The time limit {clock} was extended to {due_at}"),
        words=("told",),
        when=_ours,
    ),
    "ClockPaused": Told(
        text=Text("期限{clock}暂停计算", "The time limit {clock} stands still"),
        words=("reason",),
        when=lambda seen: _ours(seen) and seen.event.way is not None,
    ),
    "ClockResumed": Told(
        text=Text("期限{clock}恢复计算，应于 {due_at} 前完成", "The time limit {clock} runs again, until {due_at}"),
        when=_ours,
    ),
    "Acknowledged": Told(
        text=Text("我们告知您投诉已收到（{way}）", "We told you that we received it ({way})"), words=("words",)
    ),
    "Assessed": Told(text=Text("我们作了初步评估", "We looked at it for the first time")),
    "Declined": Told(text=Text("我们决定不予受理（{way}告知）", "We declined it (told by {way})"), words=("words",)),
    "HandOverOffered": None,
    "TakenOver": Told(text=Text("换了一位同事负责您的投诉", "Another colleague now looks after it")),
    "TurnedBack": None,
    "TakenBack": None,
    "Devolved": Told(text=Text("换了一位同事负责您的投诉", "Another colleague now looks after it")),
    "Followed": None,
    "Asked": Told(
        text=Text("我们向您询问", "We asked you"),
        words=("words",),
        when=lambda seen: seen.event.to == "complainant",
    ),
    "Heard": Told(
        text=Text("我们记下了您说的话", "We wrote down what you said"),
        by_them=Text("您补充了说明", "You added words"),
        words=("words",),
        when=lambda seen: seen.event.who in {"complainant", "agent"},
    ),
    "Enclosed": Told(  # what staff enclose may be theirs or others': the fact is told, the content is not
        text=Text("我们把您给的材料附入了投诉", "We added material that you gave us"),
        by_them=Text("您补充了材料", "You added material"),
        words=("words",),
        files=True,
        when=lambda seen: seen.event.whose == "theirs",
    ),
    "Informed": Told(text=Text("我们告知您进展（{way}）", "We told you how it stands ({way})"), words=("words",)),
    "Reached": Told(text=Text("我们与您取得了联系（{way}）", "We reached you ({way})")),
    "NotReached": Told(text=Text("我们联系您，但没有联系上（{way}）", "We tried to reach you, in vain ({way})")),
    "NoticeDelivered": None,
    "NoticeFailed": Told(
        text=Text(
            "我们发给您的通知没有送达；内容可在本页看到",
            "A notice of ours did not arrive; you can read it on this page",
        )
    ),
    "Promised": Told(
        text=Text("我们向您承诺，{due_at} 前做到", "We promised you this, by {due_at}"),
        words=("what",),
        when=lambda seen: seen.event.to == "complainant",
    ),
    "PromiseKept": Told(text=Text("我们兑现了承诺{late:（迟了）|}", "We kept a promise{late: late|}"), when=_to_them),
    "PromiseBroken": Told(text=Text("我们没有按时兑现承诺", "We did not keep a promise in time"), when=_to_them),
    "Investigated": Told(text=Text("我们完成了调查认定", "We wrote down what we found")),
    "Offered": None,  # told by the answer, once it is approved
    "Approved": None,
    "Rejected": None,
    "ApprovalAsked": None,
    "Answered": Told(text=Text("我们答复了您（{way}）", "We answered you ({way})"), words=("words",)),
    "Accepted": Told(
        text=Text(
            "我们登记了您对答复的认可；如果不是这样，您可以不认可答复",
            "We noted that you accept the answer; if that is not so, you can dispute it",
        ),
        by_them=Text("您认可了答复", "You accepted the answer"),
    ),
    "Disputed": Told(
        text=Text("我们登记了您不认可答复", "We noted that you do not accept the answer"),
        by_them=Text("您不认可答复", "You did not accept the answer"),
        words=("words",),
    ),
    "ReviewAsked": Told(
        text=Text("我们登记了您的核查申请", "We noted that you ask for a review"),
        by_them=Text("您申请了核查", "You asked for a review"),
        words=("words",),
    ),
    "Reviewed": Told(text=Text("核查结论：{outcome}", "The review decided: {outcome}"), words=("words",)),
    "Rated": Told(
        text=Text(
            "您作了评价：处理过程 {handling}，处理结果 {outcome}",
            "You rated the handling {handling}, the outcome {outcome}",
        ),
        words=("handling_words", "outcome_words"),
    ),
    "Chased": Told(
        text=Text("我们登记了您的催办", "We noted that you asked again"),
        by_them=Text("您催办了一次", "You asked again where it stands"),
        words=("words",),
    ),
    "Supervised": None,
    "Referred": Told(
        text=Text("经您同意，移送至 {to}", "With your consent it was passed on to {to}"), words=("words",)
    ),
    "Closed": Told(text=Text("投诉办结：{outcome}", "The complaint was closed: {outcome}")),
    "Reopened": Told(text=Text("我们重新打开了您的投诉", "We took your complaint up again")),
    "Withdrawn": Told(
        text=Text("我们登记了您撤回投诉", "We noted that you took your complaint back"),
        by_them=Text("您撤回了投诉", "You took your complaint back"),
        words=("words",),
    ),
    "Linked": None,
    "Unlinked": None,
    "Split": None,
    "Noted": None,
    "Corrected": Told(text=Text("我们更正了记录中的一项内容", "We corrected something in the record")),
    "Suggested": None,
    "Confirmed": None,
    "Overruled": None,
    "Held": None,
    "Erased": Told(text=Text("我们删除了 {count} 项个人信息", "We erased {count} pieces of personal data")),
    "Restricted": Told(
        text=Text(
            "您的个人信息依法保存，仅限存储和保护（至 {until}）",
            "Your data is locked: kept by law until {until}, for storage and protection only",
        )
    ),
    "Rekeyed": Told(
        text=Text(
            "核实身份后换发了查询码（{way}）；如果不是您要求的，请立即联系我们",
            "A new secret was given after checking who asked ({way}); if it was not you, tell us at once",
        )
    ),
}


def told(line: Line, c: Complaint) -> Told | None:
    """What the complainant is told of a line; None where nothing."""
    found = TOLD.get(type(line.event).__name__)
    if found is None or (found.when is not None and not found.when(Seen(line.event, line, c))):
        return None
    return found


def shows_content(line: Line) -> bool:
    """May the words and files of this line be shown? What staff enclosed may hold more than the complainant gave."""
    return type(line.event).__name__ != "Enclosed" or line.by == "complainant"


# Where it stands, in one sentence, and what comes next.
STAGE: dict[str, tuple[Text, Text]] = {
    "received": (
        Text("已收到，还没有开始处理。", "It has arrived; work on it has not begun."),
        Text("我们会告诉您已经收到，并开始了解情况。", "We tell you that we have it, and begin to look into it."),
    ),
    "acknowledged": (
        Text("已收到，正在了解情况。", "We have it and are getting to know the facts."),
        Text("我们会调查，然后答复您。", "We look into it, then answer you."),
    ),
    "assessed": (
        Text("正在处理。", "We are working on it."),
        Text("我们会调查，然后答复您。", "We look into it, then answer you."),
    ),
    "investigated": (
        Text("已查明情况，正在准备答复。", "We know what happened and are preparing the answer."),
        Text("我们会答复您，说明决定和理由。", "We answer you, with the decision and its reasons."),
    ),
    "answered": (
        Text("我们已经答复，等您的意见。", "We have answered; now it is your word."),
        Text("您可以认可、不认可，或者申请核查。", "You can accept it, dispute it, or ask for a review."),
    ),
    "accepted": (
        Text("您认可了答复。", "You accepted the answer."),
        Text("我们会办结。改变主意仍可不认可。", "We close it. Should you change your mind, you can still dispute it."),
    ),
    "disputed": (
        Text("您不认可答复，我们在重新处理。", "You disputed the answer; we are working on it again."),
        Text("我们会重新调查，再次答复您。", "We look into it again and answer you anew."),
    ),
    "in_review": (
        Text("正在核查：由原处理人以外的人检查。", "Under review, by somebody who did not handle it."),
        Text("核查完成后，我们把结论和理由告诉您。", "When it is done we tell you the conclusion and its reasons."),
    ),
    "reviewed": (
        Text("核查已完成，维持原来的答复。", "The review is done: the answer stands."),
        Text(
            "您仍可以向主管部门反映、申请调解、仲裁或者起诉。",
            "You can still turn to the authority, mediation, arbitration or court.",
        ),
    ),
    "declined": (
        Text("我们没有受理。", "We did not take it on."),
        Text("您可以申请核查，或者走我们告知的其他途径。", "You can ask for a review, or go the other ways we named."),
    ),
    "withdrawn": (
        Text("您撤回了投诉。", "You took it back."),
        Text("我们会结束处理。您可以随时重新投诉。", "We end the work. You can complain anew at any time."),
    ),
    "referred": (
        Text("经您同意，已移送其他单位。", "With your consent it was passed on."),
        Text("由接收单位与您联系。", "Whoever received it will get in touch with you."),
    ),
    "reopened": (
        Text("已重新打开，正在处理。", "It was taken up again; we are working on it."),
        Text("我们会重新调查，再次答复您。", "We look into it again and answer you anew."),
    ),
    "closed": (
        Text("已办结。", "It is closed."),
        Text(
            "如果您不同意，仍可不认可或者申请核查。", "If you disagree, you can still dispute it or ask for a review."
        ),
    ),
}

# The four steps drawn on the page, and the stage's place among them.
STEPS = (Text("收到", "Received"), Text("处理", "Work"), Text("答复", "Answer"), Text("办结", "Closed"))
STEP_OF = {
    **dict.fromkeys(("received",), 0),
    **dict.fromkeys(("acknowledged", "assessed", "investigated", "disputed", "reopened", "in_review"), 1),
    **dict.fromkeys(("answered", "accepted", "reviewed", "declined"), 2),
    **dict.fromkeys(("withdrawn", "referred", "closed"), 3),
}
