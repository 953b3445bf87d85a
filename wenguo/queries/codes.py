"""The taxonomy in force: the codes of packs/reasons.toml with what the organisation added, renamed, merged or retired.

A code is never taken away: old complaints keep theirs, and a merged one says what it has become.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from django.db import connection

from wenguo import packs
from wenguo.models import Code
from wenguo.rules.taxonomy import Reason, Taxonomy

COUNTED_TO = 1000


def in_force() -> Taxonomy:
    """The whole taxonomy as it now stands; ask `office.taxonomy()`, which keeps it."""
    ours = {row.code: row for row in Code.objects.order_by("code")}
    base = packs.taxonomy()
    if not ours:
        return base
    added: dict[str, list[Reason]] = defaultdict(list)
    for row in ours.values():
        if not base.known(row.code):
            added[row.parent].append(_laid_over(Reason(code=row.code, zh="", en="", parent=row.parent or None), row))
    entries: list[Reason] = []
    for position, entry in enumerate(base.entries):
        entries.append(_laid_over(entry, ours[entry.code]) if entry.code in ours else entry)
        following = base.entries[position + 1] if position + 1 < len(base.entries) else None
        family = entry.parent or entry.code
        if following is None or family not in {following.code, following.parent}:  # the family's last: ours come after
            entries += added.pop(family, [])
    for top in added.pop("", []):
        entries += [top, *added.pop(top.code, [])]
    return Taxonomy(base.version, [*entries, *(one for left in added.values() for one in left)])


def _laid_over(entry: Reason, row: Code) -> Reason:
    return msgspec.structs.replace(
        entry,
        zh=row.zh or entry.zh,
        en=row.en or entry.en,
        retired=row.retired,
        merged_into=row.merged_into or None,
    )


def usage(codes: Iterable[str]) -> dict[str, int]:
    """How many complaints have each code as their first cause, counted to 1,000: as many short walks of an index."""
    wanted = list(dict.fromkeys(codes))
    counted: dict[str, int] = {}
    for begin in range(0, len(wanted), 100):
        part = wanted[begin : begin + 100]
        one = "SELECT %s AS code, (SELECT count(*) FROM (SELECT 1 FROM wenguo_complaint WHERE cause = %s LIMIT %s) n) AS n"
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join([one] * len(part)),
                [value for code in part for value in (code, code, COUNTED_TO)],
            )
            counted |= {code: count for code, count in cursor.fetchall() if count}
    return counted
