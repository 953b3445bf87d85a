"""What approving and rejecting share: the thing must wait, and its author may not judge it."""

from wenguo.complaint import Complaint, OfferState
from wenguo.rules.limits import bound_by
from wenguo.rules.offering import possible
from wenguo.rules.permissions import ROLES
from wenguo.text import Text
from wenguo.verbs._verb import Act, refuse


def check_judge(what: str, c: Complaint, act: Act) -> None:
    """Refused unless `what` waits for a judgement and this person is not the one who put it forward."""
    if what == "answer":
        waits, author = c.approval == "asked", c.approval_asked_by
    else:
        ordinal = int(what.removeprefix("offer:"))
        found = c.offers[ordinal - 1] if ordinal <= len(c.offers) else None
        waits, author = found is not None and found.state == "offered", found.by if found else None
    if not waits:
        raise refuse("没有等待审批的内容。", "Nothing of that name waits for approval.", field="what")
    if author == act.by.ref:
        raise refuse(
            "不能审批自己提交的内容，请由另一人审批。", "Your own work needs another person's approval.", field="what"
        )


def step_of(what: str, c: Complaint, act: Act, *, returning: bool = False) -> tuple[str | None, int | None]:
    """As which role this person judges an offer, and whose deputy they are in it; None where any approving role does.

    Refused where it is another's turn, where the time to approve is over, or where they said yes before: each step is
    another person's.
    """
    if not what.startswith("offer:"):
        return None, None
    offer = c.offers[int(what.removeprefix("offer:")) - 1]
    until = min((one for one in (offer.approve_by, offer.lapses_at) if one is not None), default=None)
    if until is not None and until < act.at:
        raise refuse("审批时限已过，请重新提出方案。", "The time to approve it is over: offer anew.", field="what")
    if offer.steps is None:
        return None, None
    if act.by.ref in {who for _, who in offer.approved}:
        raise refuse(
            "您已经批准过，须由另一人审批。", "You said yes already; the next step is another person's.", field="what"
        )
    waiting = offer.steps if returning else offer.waiting  # anyone whose yes is asked for may say no at once
    mine = [one for one in waiting if one in act.by.roles and one not in act.facts["stands_in"]]
    if mine:
        return mine[0] if returning else _not_stalling(mine, offer, c, act), None
    spoken = {offer.by, *(who for _, who in offer.approved)}
    for step in waiting:
        whose = act.facts["stands_in"].get(step)
        # in the place of whoever offered it, or said yes already, one person would say yes twice
        if whose is not None and f"account:{whose}" not in spoken:
            return step, whose
    zh = "、".join(ROLES[step].zh for step in waiting)
    en = ", ".join(ROLES[step].en for step in waiting)
    own = bound_by(offer, act.facts["redress"])
    more = (
        Text(f"所依据的标准另有限额：{own.zh}。", f" The row it rests on has limits of its own: {own.en}.")
        if own
        else None
    )
    raise refuse(
        f"这一金额须由{zh}审批。{more.zh if more else ''}",
        f"An amount like this is for the {en} to approve.{more.en if more else ''}",
        field="what",
        code="permission",
    )


def _not_stalling(mine: list[str], offer: OfferState, c: Complaint, act: Act) -> str:
    """The step this person takes so that each that is left still finds another; Refused where theirs alone comes later."""
    holders = dict(act.facts["redress"].holders)
    gone = {account for who in (offer.by, *(one for _, one in offer.approved)) if (account := _account(who))}
    without = frozenset({*gone, *c.avoiding()})
    left = list(offer.steps or ())
    for step, _ in offer.approved:
        if step in left:
            left.remove(step)
    me = frozenset({act.by.account or 0})
    for step in mine:
        rest = list(left)
        rest.remove(step)
        if not rest or _held(rest, holders, without | me):
            return step
    others = holders.get(mine[0], frozenset()) - without - me
    if others and len(mine) == 1 and _held(left, holders, without):
        raise refuse(
            "后面的一步只有您能批准：这一步请由另一人批准。",
            "A later step is yours alone to take: let somebody else take this one.",
            field="what",
        )
    return mine[0]


def _held(steps: list[str], holders: dict[str, frozenset[int]], without: frozenset[int]) -> bool:
    """Can each of these steps find a person of its own?"""
    first = holders.get(steps[0], frozenset()) - without
    return bool(first) and possible(tuple(steps), holders, without) == tuple(steps)


def _account(ref: str) -> int | None:
    name, _, number = ref.partition(":")
    return int(number) if name == "account" and number.isdigit() else None
