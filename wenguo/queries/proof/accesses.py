"""The check of the access log: for each account one chain of readings of personal data."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import DatabaseError

from wenguo.line import FIRST, digest
from wenguo.queries.proof.found import Found
from wenguo.queries.proof.log import is_canonical
from wenguo.queries.proof.reading import columns, snapshot

_PAGE = 5_000


class _Reading(msgspec.Struct):
    """What the proof asks of an entry."""

    account: int
    position: int
    number: str
    prev: str


_decoder = msgspec.json.Decoder(_Reading)


def prove_accesses(found: Found) -> None:
    """Every account's chain, page by page."""
    after: tuple[int, int] | None = (-1, -1)
    account, position, head = -1, 0, FIRST
    while after is not None:
        try:
            page = _page(after)
        except DatabaseError as error:
            found.add("line", "", 0, f"调阅记录读不出来：{error}", f"the access log is unreadable: {error}")
            return
        for owner, stored_position, data, number in page:
            if owner != account:
                account, position, head = owner, 0, FIRST
            position += 1
            _prove(owner, position, stored_position, data, number, head, found)
            head = digest(data) if isinstance(data, str) else ""
        after = (page[-1][0], page[-1][1]) if len(page) == _PAGE else None


def _page(after: tuple[int, int]) -> list[tuple[Any, ...]]:
    with snapshot() as cursor:
        cursor.execute(
            f"SELECT {columns(('account_id', 'position', 'data'), 'a.')}, {columns(('number',), 'c.')} "
            "FROM wenguo_access a LEFT JOIN wenguo_complaint c ON c.id = a.complaint_id "
            f"WHERE (a.account_id, a.position) > (%s, %s) ORDER BY a.account_id, a.position LIMIT {_PAGE}",
            list(after),
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _prove(owner: int, position: int, stored: Any, data: Any, number: Any, head: str, found: Found) -> None:
    whose_zh, whose_en = f"账号 {owner} 的调阅记录第 {position} 条", f"entry {position} of account {owner}'s access log"
    of = number if isinstance(number, str) else ""
    try:
        if not isinstance(data, str):
            raise TypeError(type(data).__name__)
        entry = _decoder.decode(data)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        found.add("line", of, position, f"{whose_zh}读不懂：{error}", f"{whose_en} is unreadable: {error}")
        return
    if (entry.account, entry.position, entry.number) != (owner, stored, number) or not is_canonical(data):
        found.add("line", of, position, f"{whose_zh}与存放之处不符", f"{whose_en} does not fit where it is stored")
    if stored != position or entry.prev != head:
        found.add("chain", of, position, f"{whose_zh}：与上一条不相连", f"{whose_en} does not follow the one before it")
