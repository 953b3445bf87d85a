"""Files that came before: the same bytes, and pictures that look nearly the same, in every complaint the asker may see.

A look is 64 bits in four indexed parts. Two looks that differ in seven bits or fewer have a part in which at most one
bit differs, so that all of them are found by asking for each part and its sixteen neighbours, however large the archive.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import connection

from wenguo.models import Examined
from wenguo.queries.seeing import Asker, visible

NEAR = 7  # bits of 64 in which two pictures of one thing may differ
_MOST = 300  # candidates of one part: beyond that the part says nothing
_MOST_FILES = 60  # files of one complaint that are compared at a time
_AT_ONCE = 12


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """Another file that is the same, or looks it: `bits` in which they differ (0 and `same`: byte for byte)."""

    ref: str
    number: str
    complaint: int
    bits: int
    same: bool


def alike(who: Asker, complaint_id: int) -> dict[str, list[Alike]]:
    """Per file of a complaint, the files that are or look the same, here and elsewhere, nearest first."""
    mine = list(Examined.objects.filter(complaint_id=complaint_id).order_by("-pk")[:_MOST_FILES])
    found: dict[str, dict[str, Alike]] = {f"e{one.pk}": {} for one in mine}
    for start in range(0, len(mine), _AT_ONCE):
        some = mine[start : start + _AT_ONCE]
        for row in _candidates(who, some):
            for one in some:
                _compare(one, row, found[f"e{one.pk}"])
    return {
        ref: sorted(others.values(), key=lambda one: (not one.same, one.bits, one.number, one.ref))
        for ref, others in found.items()
        if others
    }


def _compare(one: Examined, row: tuple[Any, ...], found: dict[str, Alike]) -> None:
    pk, complaint, sha256, look, number = row
    if pk == one.pk:
        return
    same = bool(one.sha256) and sha256 == one.sha256
    bits = (int(look, 16) ^ int(one.look, 16)).bit_count() if look and one.look else 65
    if same or bits <= NEAR:
        bits = 0 if same else bits
        found[f"e{pk}"] = Alike(ref=f"e{pk}", number=number, complaint=complaint, bits=bits, same=same)


def _candidates(who: Asker, some: list[Examined]) -> Iterable[tuple[Any, ...]]:
    parts: list[str] = []
    values: list[Any] = []
    for one in some:
        if one.sha256:
            parts.append(
                f"SELECT * FROM (SELECT {_COLUMNS} FROM wenguo_examined WHERE sha256 = %s AND sha256 > '' LIMIT {_MOST}) s{len(parts)}"
            )
            values.append(one.sha256)
        if not one.look:
            continue
        for n in (1, 2, 3, 4):
            band = getattr(one, f"look_{n}")
            near = [band, *(band ^ 1 << bit for bit in range(16))]
            places = ", ".join(["%s"] * len(near))
            parts.append(
                f"SELECT * FROM (SELECT {_COLUMNS} FROM wenguo_examined WHERE look_{n} IN ({places}) "
                f"AND look_{n} IS NOT NULL LIMIT {_MOST}) s{len(parts)}"
            )
            values += near
    if not parts:
        return []
    condition, scope = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT x.evidence_id, x.complaint_id, x.sha256, x.look, c.number FROM ({' UNION ALL '.join(parts)}) x "
            f"JOIN wenguo_complaint c ON c.id = x.complaint_id WHERE {condition}",
            [*values, *scope],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


_COLUMNS = "evidence_id, complaint_id, sha256, look"
