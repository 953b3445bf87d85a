"""The check of the access log: one chain of readings for each account, and one of each complainant's own looks."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from django.db import DatabaseError

from wenguo.line import FIRST, digest
from wenguo.queries.proof.found import Found
from wenguo.queries.proof.log import is_canonical
from wenguo.queries.proof.reading import columns, snapshot
from wenguo.text import Text

_PAGE = 5_000


class _Reading(msgspec.Struct):
    """What the proof asks of an entry."""

    position: int
    number: str
    prev: str
    account: int | None = None


class _Chains(NamedTuple):
    """A table of chains, the column that says whose a chain is, and how an entry is called."""

    table: str
    owner: str
    called: Text


_OURS = _Chains("wenguo_access", "account_id", Text("账号 {owner} 的调阅记录第 {n} 条", "entry {n} of account {owner}'s access log"))  # fmt: skip
_THEIRS = _Chains("wenguo_their_look", "complaint_id", Text("投诉人的查看记录第 {n} 条", "entry {n} of the complainant's looks"))  # fmt: skip

_decoder = msgspec.json.Decoder(_Reading)


def prove_accesses(found: Found) -> None:
    """Every chain, page by page."""
    for chains in (_OURS, _THEIRS):
        _prove_chains(chains, found)


def _prove_chains(chains: _Chains, found: Found) -> None:
    after: tuple[int, int] | None = (-1, -1)
    whose, position, head = -1, 0, FIRST
    while after is not None:
        try:
            page = _page(chains, after)
        except DatabaseError as error:
            found.add("line", "", 0, f"调阅记录读不出来：{error}", f"the access log is unreadable: {error}")
            return
        for owner, stored_position, data, number in page:
            if owner != whose:
                whose, position, head = owner, 0, FIRST
            position += 1
            _prove(chains, (owner, position, stored_position), data, number, head, found)
            head = digest(data) if isinstance(data, str) else ""
        after = (page[-1][0], page[-1][1]) if len(page) == _PAGE else None


def _page(chains: _Chains, after: tuple[int, int]) -> list[tuple[Any, ...]]:
    owner = chains.owner
    with snapshot() as cursor:
        cursor.execute(
            f"SELECT {columns((owner, 'position', 'data'), 'a.')}, {columns(('number',), 'c.')} "
            f"FROM {chains.table} a LEFT JOIN wenguo_complaint c ON c.id = a.complaint_id "
            f"WHERE (a.{owner}, a.position) > (%s, %s) ORDER BY a.{owner}, a.position LIMIT {_PAGE}",
            list(after),
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _prove(chains: _Chains, place: tuple[int, int, Any], data: Any, number: Any, head: str, found: Found) -> None:
    owner, position, stored = place
    whose_zh, whose_en = (one.format(owner=owner, n=position) for one in (chains.called.zh, chains.called.en))
    of = number if isinstance(number, str) else ""
    try:
        if not isinstance(data, str):
            raise TypeError(type(data).__name__)
        entry = _decoder.decode(data)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        found.add("line", of, position, f"{whose_zh}读不懂：{error}", f"{whose_en} is unreadable: {error}")
        return
    account = owner if chains is _OURS else None
    if (entry.account, entry.position, entry.number) != (account, stored, number) or not is_canonical(data):
        found.add("line", of, position, f"{whose_zh}与存放之处不符", f"{whose_en} does not fit where it is stored")
    if stored != position or entry.prev != head:
        found.add("chain", of, position, f"{whose_zh}：与上一条不相连", f"{whose_en} does not follow the one before it")
