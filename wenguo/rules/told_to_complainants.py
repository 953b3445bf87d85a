"""What a complainant is told of each event, and in which words: a table, and what it does not name is not told.

The right to know (M26; ISO 10002:2018 4.5; 银保监令2020-3 arts. 19, 22) against what is other people's: notes among staff,
names of employees, suggestions of a program, limits that bind somebody else. Of our own part nothing is left out because
it is awkward: a limit missed and a promise broken are told like one kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wenguo.rules.told_lines import Seen, Told
from wenguo.text import Text

__all__ = ["TOLD", "Seen", "Told", "shows_content", "told"]

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.line import Line


def _ours(seen: Seen) -> bool:
    clock = seen.c.clock(seen.event.clock)
    return clock is not None and clock.ours


def _to_them(seen: Seen) -> bool:
    promise = seen.c.promise(seen.event.promise)
    return promise is not None and promise.to == "complainant"


def _their_thing(seen: Seen) -> bool:
    thing = seen.c.thing(seen.event.item)
    return thing is not None and thing.whose == "theirs"


# event → what is told of it; None: it is not theirs to read. Fields in braces are put in as in events.
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
    "Declined": Told(
        text=Text("我们决定不予受理（{way}告知）", "We declined it (told by {way})"), words=("words",), linked=True
    ),
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
    "Deposited": Told(
        text=Text("我们收存了您交来的实物", "We took in a thing that you gave us"),
        words=("description",),
        when=lambda seen: seen.event.whose == "theirs",
    ),
    "Described": None,
    "Moved": Told(text=Text("您交来的实物：{act}", "The thing you gave us: {act}"), when=_their_thing),
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
    "Involved": None,
    "Told": Told(text=Text("我们把您反映的内容告知了有关人员", "We told the person concerned what you say")),
    "NotTold": None,
    "Declared": Told(
        text=Text(
            "一位工作人员声明：{interest:与此事有利害关系，不再参与决定|与此事没有利害关系}",
            "A member of staff declared {interest:an interest in it and no longer decides about it|no interest in it}",
        )
    ),
    "Clarified": None,  # told by the answer that takes it up
    "Withheld": Told(
        text=Text("有一部分内容我们没有告诉您，理由：{ground}", "One part we do not tell you, because {ground}")
    ),
    "Offered": None,  # told by the answer, once it is approved
    "Agreed": Told(
        text=Text(
            "我们登记了您同意方案 {offer}{whole:|的一部分}；如果不是这样，请告诉我们",
            "We noted that you agree to offer {offer}{whole:| in part}; if that is not so, tell us",
        ),
        by_them=Text("您同意了方案 {offer}{whole:|的一部分}", "You agreed to offer {offer}{whole:| in part}"),
        words=("words",),
    ),
    "TurnedDown": Told(
        text=Text("我们登记了您不同意方案 {offer}", "We noted that you do not agree to offer {offer}"),
        by_them=Text("您不同意方案 {offer}", "You did not agree to offer {offer}"),
        words=("words",),
    ),
    "OfferLapsed": None,  # what they were never told of cannot lapse for them; what they were told, the answer says
    "Redressed": Told(
        text=Text("我们完成了约定的补救{whole:|的一部分}", "We did what was agreed{whole:| in part}"),
    ),
    "Approved": None,
    "Rejected": None,
    "ApprovalAsked": None,
    "Answered": Told(text=Text("我们答复了您（{way}）", "We answered you ({way})"), words=("words",), linked=True),
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
    "Reviewed": Told(text=Text("核查结论：{outcome}", "The review decided: {outcome}"), words=("words",), linked=True),
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
    "Alerted": None,  # how we look after it, among ourselves: no right and no limit of theirs hangs on it
    "Weighed": None,
    "Escalated": None,
    "Reported": None,
    "Calmed": None,
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
    "Joined": None,  # that others complain of the same is theirs to tell
    "Left": None,
    "Consented": Told(
        text=Text("我们记下了您本人的意见：{what}", "We wrote down what you say for yourself: {what}"), words=("words",)
    ),
    "Protected": None,
    "Split": None,
    "Noted": None,
    "Corrected": Told(text=Text("我们更正了记录中的一项内容", "We corrected something in the record")),
    "Suggested": None,
    "Confirmed": None,
    "Overruled": None,
    "Held": None,
    "Erased": Told(text=Text("我们删除了 {count} 项个人信息", "We erased {count} pieces of personal data")),
    "Locked": Told(
        text=Text(
            "您的个人信息依法保存，仅限存储和保护（至 {until}）",
            "Your data is locked: kept by law until {until}, for storage and protection only",
        )
    ),
    "Observed": None,  # what led to a decision is told with the decision
    "Flagged": None,
    "Judged": Told(
        text=Text(
            "另一位有权的人看过您的申诉：{decision}", "Another person of authority looked at your appeal: {decision}"
        ),
        words=("words",),
        when=lambda seen: seen.event.of == "appeal",
    ),
    "Warned": Told(
        text=Text(
            "我们书面提醒您（{way}）；您可以申诉",
            "We wrote to you about how we can work together ({way}); you can appeal",
        ),
        words=("words",),
    ),
    "Restricted": Told(
        text=Text(
            "我们定下 {from_date} 至 {until_date} 的联系安排；您的权利和时限不变，您可以申诉",
            "We arranged how to keep in touch from {from_date} to {until_date}; your rights and all time limits stay, "
            "and you can appeal",
        ),
        words=("words", "appeal"),
    ),
    "Lifted": Told(text=Text("联系安排结束（{why}）", "The contact arrangement ended ({why})"), words=("words",)),
    "Appealed": Told(
        text=Text("我们登记了您的申诉", "We noted your appeal"),
        by_them=Text("您提出了申诉", "You appealed"),
        words=("words",),
    ),
    "Requested": None,  # how we share the work is ours; who owns the complaint answers for it
    "Delivered": None,
    "Reminded": None,
    "Recalled": None,
    "PartOverdue": None,
    "PartyOverdue": None,
    "BroughtIn": Told(
        text=Text("我们请了第三方：{kind}", "We brought in a third party: {kind}"),
        words=("told",),
        when=lambda seen: seen.event.told is not None and seen.event.way is not None,
    ),
    "Exchanged": None,
    "Concluded": Told(
        text=Text("第三方（{kind}）有了结果：{outcome}", "The third party ({kind}) concluded: {outcome}"),
        words=("told",),
        when=lambda seen: seen.event.told is not None and seen.event.way is not None,
    ),
    "Briefed": None,
    "ApologyProposed": None,  # told when it is made
    "ApologyApproved": None,
    "ApologyRejected": None,
    "Apologised": Told(
        text=Text("我们向您致歉（{form}）", "We apologised to you ({form})"),
        words=("words",),
        when=lambda seen: seen.event.reaches,
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
