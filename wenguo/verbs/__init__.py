"""THE LIST: every verb there is. The API, the command line, the assistant's tools and the forms are made from it."""

from wenguo.verbs._verb import Act, Beginning, Contact, Refused, Upload, Verb, Words
from wenguo.verbs._wishes import Wish
from wenguo.verbs.accept import Accept
from wenguo.verbs.acknowledge import Acknowledge
from wenguo.verbs.agree import Agree
from wenguo.verbs.alert import Alert
from wenguo.verbs.answer import Answer
from wenguo.verbs.apologise import Apologise
from wenguo.verbs.appeal import Appeal
from wenguo.verbs.approve import Approve
from wenguo.verbs.ask import Ask
from wenguo.verbs.ask_review import AskReview
from wenguo.verbs.assess import Assess
from wenguo.verbs.attest import Attest
from wenguo.verbs.brief import Brief
from wenguo.verbs.bring_in import BringIn
from wenguo.verbs.calm import Calm
from wenguo.verbs.chase import Chase
from wenguo.verbs.clarify import Clarify
from wenguo.verbs.close import Close
from wenguo.verbs.conclude import Conclude
from wenguo.verbs.confirm import Confirm
from wenguo.verbs.consent import Consent
from wenguo.verbs.correct import Correct
from wenguo.verbs.declare import Declare
from wenguo.verbs.decline import Decline
from wenguo.verbs.deliver import Deliver
from wenguo.verbs.deposit import Deposit
from wenguo.verbs.describe import Describe
from wenguo.verbs.devolve import Devolve
from wenguo.verbs.dispute import Dispute
from wenguo.verbs.enclose import Enclose
from wenguo.verbs.erase import Erase
from wenguo.verbs.escalate import Escalate
from wenguo.verbs.exchange import Exchange
from wenguo.verbs.extend import Extend
from wenguo.verbs.flag import Flag
from wenguo.verbs.follow import Follow
from wenguo.verbs.hand_over import HandOver
from wenguo.verbs.hear import Hear
from wenguo.verbs.hold import Hold
from wenguo.verbs.inform import Inform
from wenguo.verbs.investigate import Investigate
from wenguo.verbs.involve import Involve
from wenguo.verbs.join import Join
from wenguo.verbs.judge import Judge
from wenguo.verbs.keep import Keep
from wenguo.verbs.lapse import Lapse
from wenguo.verbs.leave import Leave
from wenguo.verbs.lift import Lift
from wenguo.verbs.link import Link
from wenguo.verbs.move import Move
from wenguo.verbs.note import Note
from wenguo.verbs.observe import Observe
from wenguo.verbs.offer import Offer
from wenguo.verbs.overrule import Overrule
from wenguo.verbs.pause import Pause
from wenguo.verbs.promise import Promise
from wenguo.verbs.protect import Protect
from wenguo.verbs.rate import Rate
from wenguo.verbs.reach import Reach
from wenguo.verbs.recall import Recall
from wenguo.verbs.record import Record
from wenguo.verbs.redress import Redress
from wenguo.verbs.refer import Refer
from wenguo.verbs.reject import Reject
from wenguo.verbs.rekey import Rekey
from wenguo.verbs.remind import Remind
from wenguo.verbs.reopen import Reopen
from wenguo.verbs.report import Report
from wenguo.verbs.request import Request
from wenguo.verbs.restrict import Restrict
from wenguo.verbs.resume import Resume
from wenguo.verbs.review import Review
from wenguo.verbs.settle import Settle
from wenguo.verbs.split import Split
from wenguo.verbs.submit import Submit
from wenguo.verbs.suggest import Suggest
from wenguo.verbs.supervise import Supervise
from wenguo.verbs.take_back import TakeBack
from wenguo.verbs.take_over import TakeOver
from wenguo.verbs.tell import Tell
from wenguo.verbs.turn_back import TurnBack
from wenguo.verbs.turn_down import TurnDown
from wenguo.verbs.unlink import Unlink
from wenguo.verbs.warn import Warn
from wenguo.verbs.weigh import Weigh
from wenguo.verbs.withdraw import Withdraw
from wenguo.verbs.withhold import Withhold

VERBS: dict[str, type[Verb]] = {
    kind.word(): kind
    for kind in (
        Record,
        Settle,
        Acknowledge,
        Assess,
        Decline,
        HandOver,
        TakeOver,
        TurnBack,
        TakeBack,
        Devolve,
        Follow,
        Ask,
        Hear,
        Enclose,
        Deposit,
        Describe,
        Move,
        Inform,
        Reach,
        Attest,
        Promise,
        Keep,
        Lapse,
        Request,
        Deliver,
        Remind,
        Recall,
        BringIn,
        Exchange,
        Conclude,
        Brief,
        Apologise,
        Involve,
        Tell,
        Declare,
        Investigate,
        Clarify,
        Withhold,
        Offer,
        Agree,
        TurnDown,
        Redress,
        Submit,
        Approve,
        Reject,
        Answer,
        Accept,
        Dispute,
        AskReview,
        Review,
        Rate,
        Extend,
        Pause,
        Resume,
        Chase,
        Supervise,
        Alert,
        Escalate,
        Report,
        Calm,
        Weigh,
        Refer,
        Close,
        Reopen,
        Withdraw,
        Link,
        Unlink,
        Join,
        Leave,
        Consent,
        Split,
        Note,
        Protect,
        Correct,
        Suggest,
        Confirm,
        Overrule,
        Hold,
        Erase,
        Rekey,
        Observe,
        Flag,
        Judge,
        Warn,
        Restrict,
        Lift,
        Appeal,
    )
}

__all__ = [
    "VERBS",
    "Accept",
    "Acknowledge",
    "Act",
    "Agree",
    "Alert",
    "Answer",
    "Apologise",
    "Appeal",
    "Approve",
    "Ask",
    "AskReview",
    "Assess",
    "Attest",
    "Beginning",
    "Brief",
    "BringIn",
    "Calm",
    "Chase",
    "Clarify",
    "Close",
    "Conclude",
    "Confirm",
    "Consent",
    "Contact",
    "Correct",
    "Declare",
    "Decline",
    "Deliver",
    "Deposit",
    "Describe",
    "Devolve",
    "Dispute",
    "Enclose",
    "Erase",
    "Escalate",
    "Exchange",
    "Extend",
    "Flag",
    "Follow",
    "HandOver",
    "Hear",
    "Hold",
    "Inform",
    "Investigate",
    "Involve",
    "Join",
    "Judge",
    "Keep",
    "Lapse",
    "Leave",
    "Lift",
    "Link",
    "Move",
    "Note",
    "Observe",
    "Offer",
    "Overrule",
    "Pause",
    "Promise",
    "Protect",
    "Rate",
    "Reach",
    "Recall",
    "Record",
    "Redress",
    "Refer",
    "Refused",
    "Reject",
    "Rekey",
    "Remind",
    "Reopen",
    "Report",
    "Request",
    "Restrict",
    "Resume",
    "Review",
    "Settle",
    "Split",
    "Submit",
    "Suggest",
    "Supervise",
    "TakeBack",
    "TakeOver",
    "Tell",
    "TurnBack",
    "TurnDown",
    "Unlink",
    "Upload",
    "Verb",
    "Warn",
    "Weigh",
    "Wish",
    "Withdraw",
    "Withhold",
    "Words",
]
