"""Who is alarmed by what: the table WHO, event by event, and how each is found."""

from __future__ import annotations

from collections.abc import Callable

from wenguo import events as e
from wenguo.models import Membership
from wenguo.queries import office
from wenguo.queries.danger import must_know
from wenguo.reactions.happened import Happened, account_of
from wenguo.reactions.heads import head_of, heads_of

JUDGES = frozenset({"approver", "head"})


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


def _told(h: Happened) -> set[int | None]:
    """Who is complained of learns on their own desk that they can read and answer it."""
    assert isinstance(h.event, e.Told)
    return {h.event.account}


def _stays_out(h: Happened) -> set[int | None]:
    """An interest is the head's business: somebody else must decide."""
    assert isinstance(h.event, e.Declared)
    return {h.event.account, head_of(h)} if h.event.interest else set()


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
        further = _asked_to_approve(h) if isinstance(h.event, e.Approved) else set()
        return {account_of(c.offers[int(what.removeprefix("offer:")) - 1].by), c.owner, *further}
    return {account_of(c.approval_asked_by), c.owner}


def _asked_to_approve(h: Happened) -> set[int | None]:
    """Who may say the next yes to an offer; where the owner alone decides, nobody."""
    assert isinstance(h.event, e.Offered | e.Approved)
    offer = h.now.offers[(h.event.offer if isinstance(h.event, e.Offered) else int(h.event.what[6:])) - 1]
    if offer.state != "offered":
        return set()
    if offer.steps is None:
        return _judges(h)
    gone = {account_of(offer.by), *(account_of(who) for _, who in offer.approved), *h.now.concerned}
    members = Membership.objects.filter(unit_id__in=h.unit.path, role__in=offer.waiting, account__is_active=True)
    held: dict[int, set[int]] = {}
    for account, unit in members.values_list("account_id", "unit_id"):
        if account not in gone:
            held.setdefault(unit, set()).add(account)
    return set(next((held[unit] for unit in h.unit.path if unit in held), set()))


def _redress_offerer(h: Happened) -> set[int | None]:
    """Who made the offer, and the owner."""
    assert isinstance(h.event, e.Agreed | e.TurnedDown | e.OfferLapsed)
    return {account_of(h.now.offers[h.event.offer - 1].by), h.now.owner}


def _of_the_part(h: Happened) -> set[int | None]:
    """Who is to do it, and whoever heads the unit that was asked."""
    assert isinstance(h.event, e.Requested | e.Reminded | e.Recalled)
    part = h.now.parts[h.event.part - 1]
    return {part.account, _head_of_unit(part.unit, h), *_handlers_of(part.unit, h)}


def _of_a_late_part(h: Happened) -> set[int | None]:
    """The owner answers for it still; the asked unit's head learns that it is late."""
    assert isinstance(h.event, e.PartOverdue)
    part = h.now.parts[h.event.part - 1]
    return {h.now.owner, part.account, _head_of_unit(part.unit, h), *_handlers_of(part.unit, h)}


def _of_a_late_party(h: Happened) -> set[int | None]:
    """The owner answers for it still, and whoever turned to that third party may chase it."""
    assert isinstance(h.event, e.PartyOverdue)
    return {h.now.owner, account_of(h.now.parties[h.event.party - 1].by)}


def _head_of_unit(unit: int, h: Happened) -> int | None:
    """The nearest head of a unit or above, who is not complained of."""
    every = office.units()
    path = every[unit].path if unit in every else ()
    heads = (every[one].head for one in path)
    return next((head for head in heads if head is not None and head not in h.now.concerned), None)


def _handlers_of(unit: int, h: Happened) -> set[int]:
    """Who handles what comes to a unit that has no head of its own: the head above need not be the one who does it."""
    found = office.units().get(unit)
    if found is None or found.head is not None:
        return set()
    held = Membership.objects.filter(unit_id=unit, role="handler", account__is_active=True)
    return set(held.values_list("account_id", flat=True)) - set(h.now.concerned)


def _speakers(h: Happened) -> set[int | None]:
    assert isinstance(h.event, e.Briefed)
    return {h.now.owner, *h.event.speakers}


def _seats(h: Happened) -> set[int | None]:
    """Who holds a seat whose yes is needed: the nearest head, and legal of the nearest unit that has any."""
    legal = Membership.objects.filter(unit_id__in=h.unit.path, role="legal", account__is_active=True)
    held: dict[int, set[int]] = {}
    for account, unit in legal.values_list("account_id", "unit_id"):
        held.setdefault(unit, set()).add(account)
    nearest = next((held[unit] for unit in h.unit.path if unit in held), set())
    return {head_of(h), *nearest}


def _seats_of_danger(h: Happened) -> set[int | None]:
    """Whoever called for help, or turned to the police: head and legal know of it at once."""
    assert isinstance(h.event, e.BroughtIn)
    return _seats(h) if h.event.danger or h.event.kind in {"police", "procuratorate"} else set()


def _apologist(h: Happened) -> set[int | None]:
    assert isinstance(h.event, e.ApologyApproved | e.ApologyRejected)
    return {h.now.owner, account_of(h.now.apologies[h.event.apology - 1].by)}


def _who_may_judge(h: Happened) -> set[int | None]:
    """What is said of conduct goes to those of authority alone, never to a front line's desk."""
    return set(heads_of(h))


def _proposer(h: Happened) -> set[int | None]:
    assert isinstance(h.event, e.Judged)
    return {account_of(h.now.flags[h.event.flag - 1].by)}


def _arranged(h: Happened) -> set[int | None]:
    """Who owns it and who is the one contact: they keep the arrangement."""
    assert isinstance(h.event, e.Restricted | e.Lifted)
    return {h.now.owner, h.now.restrictions[h.event.restriction - 1].contact}


def _owner_then_head(h: Happened) -> set[int | None]:
    """The owner first; the head at once where it is pressing, or a second cause shows.

    What a clock or a promise shows alarms the owner by itself already.
    """
    assert isinstance(h.event, e.Alerted)
    causes = {one.cause for one in h.now.alerts if one.position <= h.line.position}
    to_owner = h.event.sign not in {"clock", "overrun", "promise"}
    to_head = len(causes) > 1 or h.event.level == "now"
    return {*((h.now.owner,) if to_owner else ()), *((head_of(h),) if to_head else ())}


def _head_where_dismissed(h: Happened) -> set[int | None]:
    """A warning about our own handling is not put aside unseen: the head reads the reason."""
    assert isinstance(h.event, e.Weighed)
    return {head_of(h)} if h.event.found == "unfounded" else set()


def _who_must_know(h: Happened) -> set[int | None]:
    """Those whom its criteria name, those told of it so far, its owner and followers."""
    c = h.now
    assert c.major is not None
    return {c.owner, *c.followers, *c.major.told, *must_know(c)}


def _who_was_told(h: Happened) -> set[int | None]:
    assert isinstance(h.event, e.Reported)
    return set(h.event.informed)


WHO: dict[str, Callable[[Happened], set[int | None]]] = {
    "Flagged": _who_may_judge,
    "Judged": _proposer,
    "Restricted": _arranged,
    "Lifted": _arranged,
    "Appealed": _who_may_judge,
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
    "Told": _told,
    "Declared": _stays_out,
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
    "Offered": _asked_to_approve,
    "Agreed": _redress_offerer,
    "TurnedDown": _redress_offerer,
    "OfferLapsed": _redress_offerer,
    "Rejected": _submitter,
    "Alerted": _owner_then_head,
    "Weighed": _head_where_dismissed,
    "Escalated": _who_must_know,
    "Reported": _who_was_told,
    "Calmed": _who_must_know,
    "Requested": _of_the_part,
    "Reminded": _of_the_part,
    "Recalled": _of_the_part,
    "PartOverdue": _of_a_late_part,
    "PartyOverdue": _of_a_late_party,
    "Delivered": _owner_and_followers,
    "BroughtIn": _seats_of_danger,
    "Concluded": _owner_and_followers,
    "Briefed": _speakers,
    "ApologyProposed": _seats,
    "ApologyApproved": _apologist,
    "ApologyRejected": _apologist,
}
