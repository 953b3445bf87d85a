"""THE LIST: every verb there is. The API, the command line, the assistant's tools and the forms are made from it."""

from wenguo.verbs._verb import Act, Beginning, Contact, Refused, Upload, Verb, Wish, Words
from wenguo.verbs.accept import Accept
from wenguo.verbs.acknowledge import Acknowledge
from wenguo.verbs.answer import Answer
from wenguo.verbs.approve import Approve
from wenguo.verbs.ask import Ask
from wenguo.verbs.ask_review import AskReview
from wenguo.verbs.assess import Assess
from wenguo.verbs.attest import Attest
from wenguo.verbs.chase import Chase
from wenguo.verbs.close import Close
from wenguo.verbs.confirm import Confirm
from wenguo.verbs.correct import Correct
from wenguo.verbs.decline import Decline
from wenguo.verbs.devolve import Devolve
from wenguo.verbs.dispute import Dispute
from wenguo.verbs.enclose import Enclose
from wenguo.verbs.erase import Erase
from wenguo.verbs.extend import Extend
from wenguo.verbs.follow import Follow
from wenguo.verbs.hand_over import HandOver
from wenguo.verbs.hear import Hear
from wenguo.verbs.hold import Hold
from wenguo.verbs.inform import Inform
from wenguo.verbs.investigate import Investigate
from wenguo.verbs.keep import Keep
from wenguo.verbs.lapse import Lapse
from wenguo.verbs.link import Link
from wenguo.verbs.note import Note
from wenguo.verbs.offer import Offer
from wenguo.verbs.overrule import Overrule
from wenguo.verbs.pause import Pause
from wenguo.verbs.promise import Promise
from wenguo.verbs.rate import Rate
from wenguo.verbs.reach import Reach
from wenguo.verbs.record import Record
from wenguo.verbs.refer import Refer
from wenguo.verbs.reject import Reject
from wenguo.verbs.rekey import Rekey
from wenguo.verbs.reopen import Reopen
from wenguo.verbs.resume import Resume
from wenguo.verbs.review import Review
from wenguo.verbs.settle import Settle
from wenguo.verbs.split import Split
from wenguo.verbs.submit import Submit
from wenguo.verbs.suggest import Suggest
from wenguo.verbs.supervise import Supervise
from wenguo.verbs.take_back import TakeBack
from wenguo.verbs.take_over import TakeOver
from wenguo.verbs.turn_back import TurnBack
from wenguo.verbs.unlink import Unlink
from wenguo.verbs.withdraw import Withdraw

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
        Inform,
        Reach,
        Attest,
        Promise,
        Keep,
        Lapse,
        Investigate,
        Offer,
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
        Refer,
        Close,
        Reopen,
        Withdraw,
        Link,
        Unlink,
        Split,
        Note,
        Correct,
        Suggest,
        Confirm,
        Overrule,
        Hold,
        Erase,
        Rekey,
    )
}

__all__ = [
    "VERBS",
    "Accept",
    "Acknowledge",
    "Act",
    "Answer",
    "Approve",
    "Ask",
    "AskReview",
    "Assess",
    "Attest",
    "Beginning",
    "Chase",
    "Close",
    "Confirm",
    "Contact",
    "Correct",
    "Decline",
    "Devolve",
    "Dispute",
    "Enclose",
    "Erase",
    "Extend",
    "Follow",
    "HandOver",
    "Hear",
    "Hold",
    "Inform",
    "Investigate",
    "Keep",
    "Lapse",
    "Link",
    "Note",
    "Offer",
    "Overrule",
    "Pause",
    "Promise",
    "Rate",
    "Reach",
    "Record",
    "Refer",
    "Refused",
    "Reject",
    "Rekey",
    "Reopen",
    "Resume",
    "Review",
    "Settle",
    "Split",
    "Submit",
    "Suggest",
    "Supervise",
    "TakeBack",
    "TakeOver",
    "TurnBack",
    "Unlink",
    "Upload",
    "Verb",
    "Wish",
    "Withdraw",
    "Words",
]
