"""Groups of one matter as a person may see them: who is in, why, what is shared, how it grows, and what stands outside.

Words are read from the texts when they are shown. Whoever may not see a complaint does not learn that it is in a group:
sizes, dates and words are those of the complaints that `who` may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

import msgspec
from django.db import connection

from wenguo.advice.groups.likeness import compared, weighed
from wenguo.advice.groups.telling import because, shared_words, why_not
from wenguo.models import Group as GroupRow
from wenguo.models import GroupBond, GroupLesson, GroupMember, GroupTie
from wenguo.models.prints import kept, rarity
from wenguo.queries.queue import folded_many, openings
from wenguo.queries.seeing import Asker, visible
from wenguo.text import Text

FEWEST = 2
MOST_LOOKED_AT = 400
NEAR_MISSES = 5
_NEAR = 0.05  # a likeness from which on it is worth saying why not
_WIDTH = 600
_GROWTH_DAYS = 14.0


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint of a group: how it came there (found, taught), how surely, and why."""

    id: int
    number: str
    received_at: datetime
    stage: str
    how: str
    score: float
    why: Text
    words: str


class NearMiss(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint that looks alike and stands outside, and why."""

    id: int
    number: str
    received_at: datetime
    score: float
    why_not: Text
    words: str


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """What a person did to the group, and when."""

    at: datetime
    account: int
    act: str


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A group as it stands: `growth` is complaints a day over the last two weeks up to its last one."""

    id: int
    state: str
    size: int
    people: int
    first_at: datetime
    last_at: datetime
    growth: float
    shared: tuple[str, ...]
    why: Text
    numbers: tuple[str, ...]


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """A group with its members, near misses and what people did to it."""

    group: Group
    members: tuple[Member, ...]
    near_misses: tuple[NearMiss, ...]
    lessons: tuple[Lesson, ...]


class _Row(msgspec.Struct, frozen=True):
    id: int
    number: str
    received_at: datetime
    stage: str


def groups(who: Asker, state: str | None = None, limit: int = 20, *, repeats: bool = False) -> list[Group]:
    """Groups with at least two complaints that `who` may see, those that grew last first (state None: all but dismissed).

    `repeats`: also those in which one person writes of one matter again and again.
    """
    rows = GroupRow.objects.filter(size__gte=FEWEST, people__gte=1 if repeats else 2, merged_into=None)
    rows = rows.filter(state=state) if state else rows.exclude(state="dismissed")
    found: list[Group] = []
    for start in range(0, MOST_LOOKED_AT, 50):
        batch = list(rows.order_by("-last_at", "-pk")[start : start + 50])
        seen = _seen(who, _by_group([row.pk for row in batch]))
        found += [_group(row, seen[row.pk]) for row in batch if len(seen.get(row.pk, [])) >= FEWEST][
            : limit - len(found)
        ]
        if len(found) >= limit or len(batch) < 50:
            break
    return found


def group(who: Asker, group_id: int) -> Whole | None:
    """One group; None where `who` may not see two of its complaints."""
    row = GroupRow.objects.filter(pk=group_id).first()
    while row is not None and row.merged_into is not None:
        row = GroupRow.objects.filter(pk=row.merged_into).first()
    if row is None:
        return None
    seen = _seen(who, _by_group([row.pk])).get(row.pk, [])
    if len(seen) < FEWEST:
        return None
    lessons = GroupLesson.objects.filter(group=row).order_by("at", "pk").values_list("at", "account_id", "act")
    return Whole(
        group=_group(row, seen),
        members=_members(row.pk, seen),
        near_misses=_near_misses(who, {one.id for one in seen}, row.pk),
        lessons=tuple(Lesson(at=at, account=account, act=act) for at, account, act in lessons),
    )


def group_of(who: Asker, complaint: int) -> Whole | None:
    """The group a complaint is in, where `who` may see both it and another of the group."""
    held = GroupMember.objects.filter(pk=complaint).values_list("group_id", flat=True).first()
    whole = group(who, held) if held is not None else None
    return whole if whole is not None and any(one.id == complaint for one in whole.members) else None


def _by_group(ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for group_id, one in GroupMember.objects.filter(group__in=list(ids)).values_list("group_id", "pk"):
        found[group_id].append(one)
    return found


def _seen(who: Asker, members: Mapping[int, Collection[int]]) -> dict[int, list[_Row]]:
    """Of each group the complaints that `who` may see, oldest first."""
    rows = _visible(who, {one for several in members.values() for one in several})
    return {
        name: sorted((rows[one] for one in several if one in rows), key=lambda row: (row.received_at, row.id))
        for name, several in members.items()
    }


def _visible(who: Asker, ids: Collection[int]) -> dict[int, _Row]:
    if not ids:
        return {}
    may, values = visible(who)
    from wenguo.models import Complaint  # the drawn row; its moments are read as the database keeps them

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM wenguo_complaint c WHERE c.id IN ({', '.join(['%s'] * len(ids))}) AND {may}",
            [*sorted(ids), *values],
        )
        allowed = [row[0] for row in cursor.fetchall()]
    found = Complaint.objects.filter(pk__in=allowed).values_list("pk", "number", "received_at", "stage")
    return {row[0]: _Row(*row) for row in found}


def _texts(rows: Iterable[_Row]) -> dict[int, str]:
    complaints = folded_many([row.id for row in rows])
    words = openings(complaints, _WIDTH, subject=False)
    titled = {one: c for one, c in complaints.items() if c.subject is not None}
    heads = openings(titled, 200)
    return {one: f"{heads[one]} {text}".strip() if one in heads else text for one, text in words.items()}


def _group(row: GroupRow, seen: list[_Row]) -> Group:
    texts = _texts(seen[-16:])
    shared = shared_words(list(texts.values()))
    first, last = seen[0].received_at, seen[-1].received_at
    recent = sum((last - one.received_at).total_seconds() <= _GROWTH_DAYS * 86400 for one in seen)
    days = max(1.0, min(_GROWTH_DAYS, (last - first).total_seconds() / 86400))
    who = [one.print.who for one in kept(one.id for one in seen).values()]
    people = len({one for one in who if one}) + len(seen) - sum(bool(one) for one in who)
    said = "“" + "”“".join(shared[:3]) + "”" if shared else ""
    quoted = "“" + "”, “".join(shared[:3]) + "”" if shared else ""
    return Group(
        id=row.pk,
        state=row.state,
        size=len(seen),
        people=people,
        first_at=first,
        last_at=last,
        growth=round(recent / days, 2),
        shared=shared,
        why=Text(
            f"{people} 人写来 {len(seen)} 件" + (f"，都写到{said}。" if said else "，说法相近。"),
            f"{people} people wrote {len(seen)} complaints"
            + (f" that share {quoted}." if quoted else " that are alike."),
        ),
        numbers=tuple(one.number for one in seen[:50]),
    )


def _members(group_id: int, seen: list[_Row]) -> tuple[Member, ...]:
    held = {member.pk: member for member in GroupMember.objects.filter(group=group_id)}
    texts = _texts(seen)
    shown = {one.id for one in seen}
    marks = kept(shown)
    found = []
    for row in seen:
        member = held[row.id]
        like = member.like if member.like in shown else next((one for one in sorted(shown) if one != row.id), None)
        if member.how == "taught":
            why = Text("有人说过：这是同一件事。", "A person has said that it is this matter.")
        elif like is not None and row.id in marks and like in marks:
            features = compared(weighed(marks[row.id].print, rarity()), marks[like].print, marks[like].sizes)
            why = because(features, shared_words([texts.get(row.id, ""), texts.get(like, "")], 3))
        else:
            why = Text("整段文字相近。", "The texts as a whole are alike.")
        found.append(
            Member(
                id=row.id,
                number=row.number,
                received_at=row.received_at,
                stage=row.stage,
                how=member.how,
                score=round(member.score, 3),
                why=why,
                words=texts.get(row.id, "")[:120],
            )
        )
    return tuple(found)


def _near_misses(who: Asker, members: set[int], group_id: int) -> tuple[NearMiss, ...]:
    """The likest complaints outside, with the reason that tells them apart."""
    best: dict[int, tuple[float, int]] = {}
    for a, b, score in _ties_to(members):
        inside, outside = (a, b) if a in members else (b, a)
        if outside not in members and score >= _NEAR:
            best[outside] = max(best.get(outside, (0.0, 0)), (score, inside))
    hidden = set(GroupMember.objects.filter(group=group_id, pk__in=best).values_list("pk", flat=True))
    likest = sorted(best.keys() - hidden, key=lambda one: (-best[one][0], one))[: NEAR_MISSES * 3]
    rows = _visible(who, likest)
    chosen = [one for one in likest if one in rows][:NEAR_MISSES]
    texts = _texts(rows[one] for one in chosen)
    marks = kept({*chosen, *(best[one][1] for one in chosen)})
    taught = _apart(members, chosen)
    found = []
    for one in chosen:
        score, inside = best[one]
        if one not in marks or inside not in marks:
            continue
        features = compared(weighed(marks[one].print, rarity()), marks[inside].print, marks[inside].sizes)
        found.append(
            NearMiss(
                id=one,
                number=rows[one].number,
                received_at=rows[one].received_at,
                score=round(score, 3),
                why_not=why_not(features, taught=one in taught),
                words=texts.get(one, "")[:120],
            )
        )
    return tuple(found)


def _ties_to(members: set[int]) -> list[tuple[int, int, float]]:
    fields = ("a_id", "b_id", "score")
    first = GroupTie.objects.filter(a__in=members).values_list(*fields)
    return [*first, *GroupTie.objects.filter(b__in=members).values_list(*fields)]


def _apart(members: set[int], outside: Collection[int]) -> set[int]:
    bonds = GroupBond.objects.filter(together=False)
    pairs = [*bonds.filter(a__in=members, b__in=outside).values_list("b", flat=True)]
    return {*pairs, *bonds.filter(b__in=members, a__in=outside).values_list("a", flat=True)}
