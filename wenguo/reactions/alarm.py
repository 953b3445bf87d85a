"""alarm: put what happened on the desks of those who should act on it, but never on the desk of who did it.

Who gets which alarm is said by the table WHO; everybody gets each at most once (unique by account, line and kind).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from wenguo import events as e
from wenguo.models import Account, Alarm, Membership
from wenguo.queries import office
from wenguo.reactions.happened import Happened, account_of
from wenguo.rules.permissions import hidden_from
from wenguo.text import Text

# Kinds that are no event's name: what report_up puts on desks.
KINDS: dict[str, Text] = {
    "Result": Text("办结结果", "Result"),
    "ResultBelow": Text("下级单位办结结果", "Result of a unit below"),
    "ReferrerWaits": Text("向转办单位报送结果", "Tell the referrer the result"),
    "AcceptanceToTell": Text(
        "告知投诉人：已登记其认可，如有异议可提出",
        "Tell the complainant that their acceptance was entered, and may be disputed",
    ),
    "Danger": Text(
        "来文提到人身危险：请立即联系投诉人，必要时报警或呼叫急救",
        "The words tell of danger to somebody: reach them at once, and call the police or an ambulance if need be",
    ),
    "TellByHand": Text(
        "未能自动发出，请用电话或信函告知投诉人", "Nothing went out by itself: tell the complainant by phone or letter"
    ),
}
# Events that leave something to do rather than news: the alarm bears that task's name, and goes to who acted as well.
TASKS = {"Accepted": "AcceptanceToTell"}
JUDGES = frozenset({"approver", "head"})


def label(kind: str) -> Text:
    """How an alarm of that kind is called."""
    return KINDS.get(kind) or e.EVENTS[kind].label


def alarm(h: Happened, at: datetime) -> None:
    """Alarm those whom the event concerns."""
    kind = type(h.event).__name__
    who = WHO.get(kind)
    if who is not None and not _is_moot(h):
        put(h, TASKS.get(kind, kind), who(h), at, task=kind in TASKS)


def put(h: Happened, kind: str, accounts: Iterable[int | None], at: datetime, *, task: bool = False) -> None:
    """Put an alarm of that kind on the desks of these accounts, where they are active.

    News does not go to who made it; a task does.
    """
    wanted = {one for one in accounts if one is not None and (task or one != h.actor)} - hidden_from(h.now)
    if not wanted:
        return
    active = Account.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True)
    Alarm.objects.bulk_create(
        [
            Alarm(account_id=one, complaint_id=h.complaint_id, line_id=h.line_id, kind=kind, at=at)
            for one in sorted(active)
        ],
        ignore_conflicts=True,
    )


def head_of(h: Happened) -> int | None:
    """The nearest active head of the unit or above who is not complained of."""
    return next(iter(heads_of(h)), None)


def heads_of(h: Happened) -> list[int]:
    """The active heads from the complaint's unit upward, each once, without those complained of."""
    every = office.units()
    named = [head for one in h.unit.path if (head := every[one].head) is not None and head not in h.now.concerned]
    active = set(Account.objects.filter(pk__in=named, is_active=True).values_list("pk", flat=True))
    return [one for one in dict.fromkeys(named) if one in active]


def _is_moot(h: Happened) -> bool:
    """Held back by quiet hours, has it been settled meanwhile? A breach is never moot, a request may be."""
    event, c = h.event, h.now
    if isinstance(event, e.HandOverOffered):
        return c.hand_over is None or c.hand_over.to != event.to
    if isinstance(event, e.ClockWarned):
        clock = c.clock(event.clock)
        return clock is None or clock.state != "running"
    if isinstance(event, e.ApprovalAsked):
        return c.approval != "asked"
    if isinstance(event, e.Accepted):
        return c.accepted_how is None or any(one.position > h.line.position for one in c.notices)
    return False


def _owner(h: Happened) -> set[int | None]:
    return {h.now.owner}


def _owner_and_head(h: Happened) -> set[int | None]:
    return {h.now.owner, head_of(h)}


def _owner_and_followers(h: Happened) -> set[int | None]:
    return {h.now.owner, *h.now.followers}


def _offered(h: Happened) -> set[int | None]:
    assert isinstance(h.event, e.HandOverOffered)
    # the clock offers without asking: the owner should know that it did
    return {h.event.to, *({h.now.owner} if h.line.by == "clock" else ())}


def _no_longer_offered(h: Happened) -> set[int | None]:
    """Who need not answer any more, and the owner where another took the offer back."""
    assert isinstance(h.event, e.TakenBack)
    return {h.event.to, h.now.owner}


def _offerer(h: Happened) -> set[int | None]:
    """Who waits for the answer: the one who offered, and the owner where the offer was not theirs."""
    offer = h.hand_over
    return {account_of(offer.by) if offer is not None else None, h.now.owner}


def _asked(h: Happened) -> set[int | None]:
    assert isinstance(h.event, e.Asked)
    return {h.event.account}


def _teller(h: Happened) -> set[int | None]:
    """Entered by staff, an acceptance is told to the complainant, who may dispute it: no faked satisfaction."""
    return {h.now.owner} if h.actor is not None else set()


def _of_the_complainants_own(h: Happened) -> set[int | None]:
    """Nobody of ours took it in: its owner learns here that it is there."""
    return {h.now.owner} if h.line.by == "complainant" else set()


def _owner_or_head_too(h: Happened) -> set[int | None]:
    """A bad mark for the handling is the head's matter as well: the owner handled it."""
    assert isinstance(h.event, e.Rated)
    bad = h.event.handling is not None and h.event.handling <= 2
    return {h.now.owner, *({head_of(h)} if bad else ())}


def _judges(h: Happened) -> set[int | None]:
    """Approvers and heads of the nearest unit that has any besides the one who asks."""
    every = office.units()
    members = Membership.objects.filter(unit_id__in=h.unit.path, role__in=JUDGES, account__is_active=True)
    held: dict[int, set[int]] = {}
    for account, unit in members.values_list("account_id", "unit_id"):
        held.setdefault(unit, set()).add(account)
    for unit in h.unit.path:
        head = every[unit].head
        found = held.get(unit, set()) | ({head} if head is not None else set())
        found -= {h.actor, *h.now.concerned}
        if found:
            return set(found)
    return set()


def _submitter(h: Happened) -> set[int | None]:
    """Who put it before the second person, and the owner."""
    assert isinstance(h.event, e.Approved | e.Rejected)
    what, c = h.event.what, h.now
    if what.startswith("offer:"):
        return {account_of(c.offers[int(what.removeprefix("offer:")) - 1].by), c.owner}
    return {account_of(c.approval_asked_by), c.owner}


WHO: dict[str, Callable[[Happened], set[int | None]]] = {
    "HandOverOffered": _offered,
    "TakenOver": _offerer,
    "TurnedBack": _offerer,
    "TakenBack": _no_longer_offered,
    "Devolved": _owner,
    "ClockWarned": _owner,
    "ClockOverrun": _owner_and_head,
    "PromiseBroken": _owner_and_head,
    "Supervised": _owner_and_head,
    "NoticeFailed": _owner_and_followers,
    "Heard": _owner_and_followers,
    "Enclosed": _owner_and_followers,
    "Chased": _owner_and_followers,
    "Disputed": _owner_and_followers,
    "ReviewAsked": _owner_and_followers,
    "Reviewed": _owner_and_followers,
    "Withdrawn": _owner_and_followers,
    "Reopened": _owner_and_followers,
    "Recorded": _of_the_complainants_own,
    "Rated": _owner_or_head_too,
    "Asked": _asked,
    "Accepted": _teller,
    "ApprovalAsked": _judges,
    "Approved": _submitter,
    "Rejected": _submitter,
}
