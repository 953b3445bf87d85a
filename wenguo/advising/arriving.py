"""A complaint arrives: found again are those that may speak of its matter, and it joins their group or opens one.

A fixed number of short looks, however large the archive: the newest complaints of its most telling terms, those that
share most compared one by one, groups by average likeness. Runs in the worker; may run twice.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import nlargest

from django.conf import settings
from django.db import connection, transaction

from wenguo.advice.groups import SHIPPED, VERSION, Print, print_of
from wenguo.advice.groups.finding import FAINT, LATEST, keys
from wenguo.advice.groups.gathering import enough
from wenguo.advice.groups.likeness import Weighed, compared, terms, weighed
from wenguo.advice.groups.rarity import HOUSE, Rarity
from wenguo.advising import switches
from wenguo.advising.belonging import agree, is_settled
from wenguo.advising.memberships import CONFIRMED, bonds_of, checked, join, leave, newest_of, opened
from wenguo.complaint import Complaint
from wenguo.models import Group, GroupKey, GroupMember, GroupPrint, GroupTie, Person
from wenguo.models.prints import Kept, count, encode, kept, rarity, save_rarity
from wenguo.queries.earlier import digits
from wenguo.queries.queue import folded_many, openings

WITHIN = timedelta(days=365)  # an older complaint is no longer looked at
COMPARED = 32  # of those found that an arrival is compared with: an arrival must not take long
SAMPLE = 16  # members of a group that an arrival is compared with

log = logging.getLogger(__name__)


def take(complaint_id: int, at: datetime) -> int | None:
    """Read a complaint, or read it anew, and group it; gives its group. What has no words left is forgotten."""
    c = folded_many([complaint_id]).get(complaint_id)
    texts = openings({complaint_id: c}, 4000, subject=False) if c is not None else {}
    words = texts.get(complaint_id, "")
    if c is None or c.locked or not words:
        forget(complaint_id, at)
        return None
    subject = openings({complaint_id: c}, 200).get(complaint_id, "") if c.subject is not None else ""
    mark = print_of(subject, words, _person(c), c.received_at)
    return take_print(complaint_id, mark, c.received_at or at, at)


def catch_up(at: datetime, *, after: int = 0, limit: int = 500) -> int | None:
    """Take in complaints of the last year that were never read (history, imports), as they were written down.

    Gives the id of the last one, to go on after; None where nothing is left. One that cannot be read is told and left.
    """
    found = _unread(at, after, limit)
    for one, unit in found:
        if not switches.is_on("groups", unit):
            continue
        try:
            take(one, at)
        except Exception:
            log.exception("complaint %s cannot be grouped", one)
    if found:
        save_rarity()
    return found[-1][0] if found else None


def _unread(at: datetime, after: int, limit: int) -> list[tuple[int, int | None]]:
    """Those whose reading is planned already are left to it: two readings at once would undo each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.unit_id FROM wenguo_complaint c "
            "LEFT JOIN wenguo_group_print p ON p.complaint_id = c.id "
            "WHERE c.id > %s AND p.complaint_id IS NULL AND c.received_at >= %s AND NOT EXISTS ("
            "SELECT 1 FROM wenguo_line l JOIN wenguo_reaction r ON r.line_id = l.id "
            "WHERE l.complaint_id = c.id AND r.name = 'group' AND r.state = 'waiting') ORDER BY c.id LIMIT %s",
            [after, at - WITHIN, limit],
        )
        return [(one, unit) for one, unit in cursor.fetchall()]


def forget_old(at: datetime, limit: int = 5000) -> int:
    """Drop prints, terms and ties of complaints that are no longer looked at; their groups stay."""
    old = list(GroupPrint.objects.filter(received_at__lt=at - WITHIN).values_list("pk", flat=True)[:limit])
    GroupKey.objects.filter(complaint__in=old).delete()
    GroupTie.objects.filter(a__in=old).delete()
    GroupTie.objects.filter(b__in=old).delete()
    GroupPrint.objects.filter(pk__in=old).delete()
    return len(old)


def forget_units(units: Collection[int], at: datetime, limit: int = 500) -> int:
    """Drop what is kept of complaints of units that switched groups off; what people taught is kept for later."""
    kept_of = [
        table.objects.filter(complaint__unit__in=units).values_list("pk", flat=True)[:limit]
        for table in (GroupMember, GroupPrint)
    ]
    found = sorted({one for several in kept_of for one in several})[:limit]
    for one in found:
        forget(one, at)
    return len(found)


@transaction.atomic
def forget(complaint_id: int, at: datetime) -> None:
    """Nothing of this complaint's words stays: print, terms, ties, membership."""
    was_settled = is_settled(complaint_id)
    GroupPrint.objects.filter(pk=complaint_id).delete()
    GroupKey.objects.filter(complaint=complaint_id).delete()
    _untie(complaint_id)
    leave(complaint_id)
    if was_settled:
        agree([complaint_id], at, reason="erased")


@transaction.atomic
def take_print(complaint_id: int, mark: Print, received_at: datetime, at: datetime) -> int | None:
    """Group a complaint by its print; gives the group it is in."""
    held = GroupMember.objects.select_related("group").filter(pk=complaint_id).first()
    is_known = GroupPrint.objects.filter(pk=complaint_id).exists()
    before = kept([complaint_id]).get(complaint_id) if is_known else None
    if held is not None and before is not None and before.print == mark:
        return int(held.group_id)  # read before, and nothing of it is new
    is_taught = held is not None and held.how == "taught"
    was_settled = held is not None and held.group.state == CONFIRMED
    if held is not None and not is_taught:
        leave(complaint_id)
    counts = rarity()
    ours = weighed(mark, counts)
    telling = keys(mark, counts)
    ties = _ties(ours, kept(_near(complaint_id, telling, ours)), counts)
    bonds = bonds_of(complaint_id)
    gatherings = _gatherings(complaint_id, ties, bonds)
    strange = {one for members in gatherings.values() for one in members} - ties.keys() - {complaint_id}
    if strange:
        ties |= _ties(ours, kept(strange), counts)
    _store(complaint_id, ours, received_at, telling, is_new=not is_known)
    _tie(complaint_id, ties, is_new=not is_known)
    group = held.group_id if is_taught and held is not None else _placed(complaint_id, ties, gatherings, bonds, at)
    size, state = Group.objects.values_list("size", "state").get(pk=group) if group else (1, "")
    if before is None:
        count(terms(mark), 1.0 / max(1, size))
    if was_settled or state == CONFIRMED:
        agree([complaint_id], at)
    return group


def _tie(complaint_id: int, ties: Mapping[int, float], *, is_new: bool) -> None:
    """Keep how alike it is to the others, instead of what was kept."""
    if not is_new:
        _untie(complaint_id)
    if ties:
        rows = [(min(complaint_id, one), max(complaint_id, one), score) for one, score in sorted(ties.items())]
        _insert("INSERT INTO wenguo_group_tie (a_id, b_id, score) VALUES", rows)


def _person(c: Complaint) -> str:
    """Who wrote it, by a keyed hash of telephone, mail or identity: nobody can be found by trying numbers."""
    if c.complainant is None or c.complainant.id in c.erased:
        return ""
    row = Person.objects.filter(pk=int(c.complainant.id[1:])).values_list("phone", "email", "identity", "name").first()
    said = row and (digits(row[0] or "") or (row[1] or "").strip().casefold() or row[2] or row[3])
    if not said:
        return ""
    return hmac.new(settings.SECRET_KEY.encode(), said.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _near(complaint_id: int, telling: Sequence[int], ours: Weighed) -> list[int]:
    """The complaints that share most of the telling terms; of each term the newest ones are looked at."""
    if not telling:
        return []
    one = f"SELECT * FROM (SELECT term, complaint_id FROM wenguo_group_key WHERE term = %s ORDER BY complaint_id DESC LIMIT {LATEST})"
    points: dict[int, float] = defaultdict(float)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"{one} AS t{at}" for at in range(len(telling))), list(telling))
        for term, other in cursor.fetchall():
            points[other] += ours.rarity[term]
    points.pop(complaint_id, None)
    return nlargest(COMPARED, points, key=lambda other: (points[other], other))


def _ties(ours: Weighed, others: Mapping[int, Kept], counts: Rarity) -> dict[int, float]:
    """Those of the others that are at all alike, and how likely they speak of the same matter."""
    sparse = counts.texts < HOUSE
    found = {one: SHIPPED.likely(compared(ours, kept.print, kept.sizes), sparse=sparse) for one, kept in others.items()}
    return {one: score for one, score in found.items() if score >= FAINT}


def _store(complaint_id: int, ours: Weighed, received_at: datetime, telling: Sequence[int], *, is_new: bool) -> None:
    body = encode(Kept(ours.print, ours.sizes))
    GroupPrint(complaint_id=complaint_id, version=VERSION, received_at=received_at, body=body).save(force_insert=is_new)
    if not is_new:
        GroupKey.objects.filter(complaint=complaint_id).delete()
    if telling:
        _insert("INSERT INTO wenguo_group_key (term, complaint_id) VALUES", [(one, complaint_id) for one in telling])


def _insert(begun: str, rows: Sequence[tuple[float, ...]]) -> None:
    """Rows in one statement, without an object for each."""
    places = ", ".join([f"({', '.join(['%s'] * len(rows[0]))})"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(f"{begun} {places}", [value for row in rows for value in row])


def _untie(complaint_id: int) -> None:
    GroupTie.objects.filter(a=complaint_id).delete()
    GroupTie.objects.filter(b=complaint_id).delete()


def _gatherings(complaint_id: int, ties: Mapping[int, float], bonds: Mapping[int, bool]) -> dict[int, set[int]]:
    """What it might join: groups by their number (newest members and tied ones), single complaints by minus theirs."""
    asked = [*ties, *(one for one, together in bonds.items() if together)]
    homes = dict(GroupMember.objects.filter(pk__in=asked).values_list("pk", "group_id"))
    found: dict[int, set[int]] = {-one: {one} for one in ties if one not in homes}
    for group, newest in newest_of(sorted(set(homes.values())), SAMPLE).items():
        members = newest | {one for one, home in homes.items() if home == group}
        found[group] = members - {complaint_id}
    return {name: members for name, members in found.items() if members}


def _placed(
    complaint_id: int,
    ties: Mapping[int, float],
    gatherings: Mapping[int, set[int]],
    bonds: Mapping[int, bool],
    at: datetime,
) -> int | None:
    """Join what a person bound it to, else the group or complaint it is most like on average; none where nothing is."""
    never = {one for one, together in bonds.items() if not together}
    always = bonds.keys() - never
    best: tuple[float, int] | None = None
    for name, members in sorted(gatherings.items()):
        mean = sum(ties.get(one, 0.0) for one in members) / len(members)
        spare = 1.0 if members & always else mean - enough(1, len(members))
        if spare >= 0.0 and not _forbidden(name, members, never) and (best is None or spare > best[0]):
            best = (spare, name)
    if best is None:
        return None
    name = best[1]
    likest = max(gatherings[name], key=lambda one: (ties.get(one, 0.0), -one))
    score = ties.get(likest, 0.0)
    if name > 0:
        join(name, complaint_id, at, score=score, like=likest)
    else:
        name = opened([likest, complaint_id], at)
        GroupMember.objects.filter(pk=complaint_id).update(score=score, like=likest)
        GroupMember.objects.filter(pk=likest).update(score=score, like=complaint_id)
    return checked(name, complaint_id, [one for one in gatherings if one > 0], at)


def _forbidden(name: int, members: set[int], never: set[int]) -> bool:
    if not never:
        return False
    return bool(members & never) or (name > 0 and GroupMember.objects.filter(group=name, pk__in=never).exists())
