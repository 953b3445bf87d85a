"""What a person does to a group: begin, confirm, dismiss, reopen, merge, split, remove, add. Later arrivals obey it.

Groups that form are advice. Once one is confirmed each complaint's own log tells that it joined, and when it left
(advising.belonging); what is done here by hand is taken back by its opposite.

Whoever sees two of a group's complaints may read it; what is said of it binds later arrivals of whole units, so it is
said by heads and the people of quality, for the units that its complaints are in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import product

from django.db import connection, transaction

from wenguo.advice.groups.gathering import pair
from wenguo.advising import switches
from wenguo.advising.belonging import agree
from wenguo.advising.memberships import CONFIRMED, DISMISSED, FEWEST, FORMING, moved, opened, recount
from wenguo.models import Account, Complaint, Group, GroupBond, GroupLesson, GroupMember, Membership
from wenguo.perform import By
from wenguo.queries import office
from wenguo.queries.numbers import normalised
from wenguo.queries.seeing import Asker, visible
from wenguo.text import Text
from wenguo.verbs import Refused

SETTLING = frozenset({"head", "quality"})  # roles whose holders say what a group is
_MOST_BONDS = 40  # complaints of a side that are bound one by one: the rest follow through them


def is_given(account: int) -> bool:
    """Are groups shown in this person's unit?"""
    unit = Account.objects.filter(pk=account).values_list("unit_id", flat=True).first()
    return switches.is_on("groups", unit)


def may_settle(who: Asker, complaints: Collection[int]) -> bool:
    """May `who` say what a group of these complaints is: head, or of quality, for a unit that one of them is in?"""
    held = Membership.objects.filter(account=who.account, account__is_active=True, role__in=SETTLING)
    tops = set(held.values_list("unit_id", flat=True))
    every = office.units()
    is_active = Account.objects.filter(pk=who.account, is_active=True).exists()
    tops |= {one.id for one in every.values() if is_active and one.head == who.account}
    units = set(Complaint.objects.filter(pk__in=complaints).values_list("unit_id", flat=True))
    return any(tops & set(every[unit].path) for unit in units if unit in every)


def seen_by_number(who: Asker, numbers: Iterable[str]) -> list[int]:
    """The ids of these complaints; refused as one, so that nobody learns which numbers there are."""
    wanted = {normalised(one) for one in numbers}
    found = dict(Complaint.objects.filter(number__in=wanted).values_list("number", "pk"))
    if wanted - found.keys() or _may_see(who, found.values()) != set(found.values()):
        raise _none_such()
    return sorted(found.values())


@transaction.atomic
def confirm(who: Asker, at: datetime, group: int) -> None:
    """Say that these complaints are one matter; those seen now belong together from now on."""
    row, members = _seen(who, group)
    lesson = _lesson(who, at, "confirm", row)
    _bind(_chain(members), True, lesson)
    _settle(row, CONFIRMED, who, at)
    agree(_every(row.pk), at, _by(who))


@transaction.atomic
def begin(who: Asker, at: datetime, complaints: Collection[int]) -> int:
    """A group made by hand of complaints that one sees, confirmed at once; gives its id."""
    chosen = set(complaints)
    if len(chosen) < FEWEST:
        raise _refused("一个群体至少两件投诉。", "A group has two complaints at least.")
    if _may_see(who, chosen) != chosen:
        raise _none_such()
    if not may_settle(who, chosen):
        raise _not_yours()
    if GroupMember.objects.filter(pk__in=chosen, group__state=CONFIRMED).exists():
        raise _refused("其中有的已在一个确认的群体里。", "One of them is in a confirmed group already.")
    new = opened(sorted(chosen), at, how="taught")
    row = Group.objects.get(pk=new)
    lesson = _lesson(who, at, "begin", row, complaints=sorted(chosen))
    _bind(_chain(chosen), True, lesson)
    _settle(row, CONFIRMED, who, at)
    agree(chosen, at, _by(who))
    return new


@transaction.atomic
def reopen(who: Asker, at: datetime, group: int) -> None:
    """Take the last word on a group back: it forms again, and the logs tell that its complaints left it."""
    row, _ = _seen(who, group)
    if row.state == FORMING:
        raise _refused("它还没有确认，也没有不再关注。", "It is neither confirmed nor dismissed.")
    _lesson(who, at, "reopen", row)
    GroupBond.objects.filter(lesson__group=row.pk, lesson__act="confirm").delete()
    Group.objects.filter(pk=row.pk).update(state=FORMING, settled_by=None, settled_at=None)
    agree(_every(row.pk), at, _by(who), reason="undone")


@transaction.atomic
def dismiss(who: Asker, at: datetime, group: int) -> None:
    """Say that this is no group worth watching: it is announced no more, however it grows."""
    row, _ = _seen(who, group)
    _lesson(who, at, "dismiss", row)
    _settle(row, DISMISSED, who, at)
    agree(_every(row.pk), at, _by(who), reason="dismissed")


@transaction.atomic
def merge(who: Asker, at: datetime, group: int, other: int) -> int:
    """Say that two groups are one matter; gives the group that stays."""
    if group == other:
        raise _refused("不能与自己合并。", "A group cannot be merged with itself.")
    stays, ours = _seen(who, group)
    goes, theirs = _seen(who, other)
    lesson = _lesson(who, at, "merge", stays, other=goes.pk)
    hidden = _every(goes.pk) - theirs  # what one cannot see one cannot move: it stays where it is
    _bind([(min(ours), min(theirs))], True, lesson)
    _bind(_chain(ours), True, lesson)
    _bind(_chain(theirs), True, lesson)
    if not hidden:
        Group.objects.filter(pk=goes.pk).update(
            merged_into=stays.pk, state=DISMISSED, settled_by=who.account, settled_at=at
        )
    moved(theirs, stays.pk, at, how="found")
    agree(theirs, at, _by(who))
    return stays.pk


@transaction.atomic
def split(who: Asker, at: datetime, group: int, complaints: Collection[int]) -> int:
    """Say that these complaints of a group are another matter; gives their new group."""
    row, members = _seen(who, group)
    parted = _of_group(members, complaints)
    rest = _every(row.pk) - parted
    if not rest or len(parted) < FEWEST:
        raise _refused(
            "两边都要留下投诉；只移出一件请用“移出”。", "Both sides need complaints; to take out one, use remove."
        )
    lesson = _lesson(who, at, "split", row, complaints=sorted(parted))
    _bind(product(_few(parted), _few(rest)), False, lesson)
    new = opened(sorted(parted), at, how="taught")
    _bind(_chain(parted), True, lesson)
    if row.state == CONFIRMED:  # both were one confirmed matter: each half is one now
        Group.objects.filter(pk=new).update(state=CONFIRMED, settled_by=who.account, settled_at=at)
    agree(parted, at, _by(who))
    return new


@transaction.atomic
def remove(who: Asker, at: datetime, group: int, complaint: int) -> None:
    """Say that one complaint does not belong to a group; it will not come back to it."""
    row, members = _seen(who, group)
    (one,) = _of_group(members, [complaint])
    lesson = _lesson(who, at, "remove", row, complaints=[one])
    _bind(((one, other) for other in _few(_every(row.pk) - {one})), False, lesson)
    GroupMember.objects.filter(pk=one).delete()
    recount(row.pk)
    agree([one], at, _by(who))


@transaction.atomic
def add(who: Asker, at: datetime, group: int, complaint: int) -> None:
    """Say that a complaint belongs to a group, whatever its words."""
    row, members = _seen(who, group)
    if not _may_see(who, [complaint]):
        raise _none_such()
    lesson = _lesson(who, at, "add", row, complaints=[complaint])
    _bind([(complaint, min(members))] if complaint not in members else [], True, lesson)
    apart = GroupBond.objects.filter(together=False)
    apart.filter(a=complaint, b__in=_every(row.pk)).delete()
    apart.filter(b=complaint, a__in=_every(row.pk)).delete()
    moved([complaint], row.pk, at, how="taught")
    agree([complaint], at, _by(who))


def _seen(who: Asker, group: int) -> tuple[Group, set[int]]:
    """The group and those of its complaints that `who` may see: without two of them there is no group for `who`.

    Refused also where `who` sees it and has no right to settle it.
    """
    row = Group.objects.select_for_update().filter(pk=group, merged_into=None).first()
    members = _may_see(who, _every(group)) if row is not None else set()
    if row is None or len(members) < FEWEST:
        raise unseen()
    if not may_settle(who, members):
        raise _not_yours()
    return row, members


def _not_yours() -> Refused:
    return Refused(
        Text(
            "群体由有关单位的负责人或质量管理人员确认和调整；您可以查看。",
            "A group is settled by the heads and the quality people of the units concerned; you may look at it.",
        ),
        code="permission",
    )


def unseen() -> Refused:
    """What is said where there is no group for this person."""
    return Refused(
        Text(
            "没有这个群体，或您看不到其中的投诉。它也可能已经散了：成员各归各的投诉。",
            "There is no such group, or you may not see its complaints. It may have dissolved: its complaints stand alone.",
        ),
        code="unseen",
    )


def _none_such() -> Refused:
    return Refused(
        Text("没有这件投诉，或您看不到它。", "There is no such complaint, or you may not see it."), code="unseen"
    )


def _by(who: Asker) -> By:
    return By(account=who.account, via=who.via)


def settled(who: Asker, group: int) -> tuple[Group, set[int]]:
    """A confirmed group that `who` may settle, with the complaints seen: what is said of it is said to all of them."""
    row, members = _seen(who, group)
    if row.state != CONFIRMED:
        raise _refused("请先确认这是一件事。", "Confirm first that it is one matter.")
    return row, members


def told_lesson(who: Asker, at: datetime, act: str, row: Group, **body: object) -> GroupLesson:
    """Write down who did what to the group: ids only."""
    return _lesson(who, at, act, row, **body)


def _may_see(who: Asker, ids: Iterable[int]) -> set[int]:
    listed = sorted(ids)
    if not listed:
        return set()
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM wenguo_complaint c WHERE c.id IN ({', '.join(['%s'] * len(listed))}) AND {may}",
            [*listed, *values],
        )
        return {row[0] for row in cursor.fetchall()}


def _of_group(members: set[int], complaints: Collection[int]) -> set[int]:
    asked = set(complaints)
    if not asked or not asked <= members:
        raise _refused("这件投诉不在群体里。", "That complaint is not in the group.")
    return asked


def _every(group: int) -> set[int]:
    return set(GroupMember.objects.filter(group=group).values_list("pk", flat=True))


def _lesson(who: Asker, at: datetime, act: str, row: Group, **body: object) -> GroupLesson:
    return GroupLesson.objects.create(at=at, account_id=who.account, act=act, group=row, body=body)


def _settle(row: Group, state: str, who: Asker, at: datetime) -> None:
    if row.state == state:
        word = (
            Text("已经确认过了", "It is confirmed already")
            if state == CONFIRMED
            else Text("已经不再关注", "It is dismissed already")
        )
        raise _refused(f"{word.zh}。", f"{word.en}.")
    Group.objects.filter(pk=row.pk).update(state=state, settled_by=who.account, settled_at=at)


def _bind(pairs: Iterable[tuple[int, int]], together: bool, lesson: GroupLesson) -> None:
    """Remember what was said of these pairs; the latest word holds."""
    for one, other in pairs:
        a, b = pair(one, other)
        GroupBond.objects.update_or_create(a_id=a, b_id=b, defaults={"together": together, "lesson": lesson})


def _chain(members: Collection[int]) -> list[tuple[int, int]]:
    """Pairs that bind all members to one another: each to the first."""
    listed = sorted(members)
    return [(listed[0], one) for one in listed[1:]]


def _few(members: Collection[int]) -> list[int]:
    return sorted(members)[-_MOST_BONDS:]


def _refused(zh: str, en: str) -> Refused:
    return Refused(Text(zh, en))
