"""Like complaints: closed ones that say the same as a text, with what was done, so that what helped then may help now.

The search index gives candidates: the newest complaints of each telling word, and of the rarest words two by two, so
that an old one that shares two words of middling rarity is found too. How far back the newest ones of a word reach
tells how rare it is. The most promising are read and compared (advice/likeness). Every look has a limit, so the price
does not grow with the archive; the index is drawn by the door with each act and built anew by `rebuild`, so there is
nothing else to keep up.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nlargest
from itertools import combinations
from typing import Any

import msgspec
from django.db import connection

from wenguo import search
from wenguo.advice.likeness import Read, likeness, read
from wenguo.advice.likeness.words import BINDING
from wenguo.complaint import Complaint
from wenguo.models.searching import dialect
from wenguo.queries.queue import folded_many, openings
from wenguo.queries.seeing import Asker, scope, visible
from wenguo.rules.offering import in_force
from wenguo.search.query import And, Phrase, Query
from wenguo.search.tokens import fold
from wenguo.text import Text

MOST = 5
_CANDIDATES = 20  # words of the text that are looked up
_NEWEST = 48  # of each word so many complaints, the newest
_TOGETHER = 4  # of the rarest words that are common enough, every two are looked for together
_COMMONEST = 20_000  # complaints at most hold a word that is looked for together with another
_LOOKED_AT = 120  # candidates of which it is asked whether they are closed and may be seen
_READ = 12  # so many of them are read and compared
_COMPARED = 600  # characters of each
_SAME_CAUSE = 1.2
_LEAST = 0.08  # of likeness: less is chance


class Like(msgspec.Struct, frozen=True, kw_only=True):
    """One like complaint: how it ended, what was done, how alike it is (0 to 1), the words both hold, and why."""

    number: str
    outcome: str | None
    shared: list[str]
    score: float = 0.0
    same_cause: bool = False
    remedies: tuple[str, ...] = ()  # that were given: the latest offer and what was granted of what was asked
    amount_fen: int | None = None
    given_fen: int | None = None  # by offers that were agreed to or given, and nothing else
    days: int | None = None  # from receipt to the end
    because: Text = Text("", "")

    @property
    def per_cent(self) -> int:
        """How alike, in whole per cent."""
        return round(self.score * 100)


def likes(who: Asker, complaint_id: int, c: Complaint, texts: Iterable[str]) -> list[Like]:
    """At most five closed complaints of this one's first cause that `who` may see, the most alike first."""
    if not c.causes or c.locked:
        return []
    return _likes(who, "\n".join(texts), c.causes[:1], MOST, only_cause=True, without=complaint_id)


def likest(who: Asker, text: str, cause: str, limit: int) -> list[Like]:
    """Closed complaints of one first cause that `who` may see, the most alike first: to compare what they were given."""
    return _likes(who, text, (cause,), limit, only_cause=True, without=0)


def likes_of_text(who: Asker, text: str, causes: Iterable[str] = (), limit: int = MOST) -> list[Like]:
    """Closed complaints that `who` may see and that say the same as a text not recorded yet, the most alike first.

    One of the causes named goes before another as alike; which they are is not sure before somebody has confirmed it.
    """
    return _likes(who, text, tuple(causes), max(1, min(limit, 20)), only_cause=False, without=0)


def _likes(who: Asker, text: str, causes: tuple[str, ...], limit: int, *, only_cause: bool, without: int) -> list[Like]:
    words = candidates([text])
    if not words:
        return []
    rarity, points = _gathered(who, words)
    points.pop(without, None)
    best = nlargest(_LOOKED_AT, points, key=lambda one: (points[one], one))
    allowed = _closed(who, best, causes if only_cause else ())
    complaints = folded_many([one for one in best if one in allowed][:_READ])
    complaints = {one: c for one, c in complaints.items() if not c.locked and c.stage == "closed"}
    theirs = openings(complaints, _COMPARED, subject=False)
    said = read(text[:_COMPARED])
    found = [_like(complaints[one], said, theirs[one], causes, rarity) for one in complaints if theirs.get(one)]
    likely = [one for one in found if one.score >= _LEAST and one.shared]
    return sorted(likely, key=lambda one: (-one.score, one.number))[:limit]


def candidates(texts: Iterable[str]) -> list[str]:
    """Words that may tell this complaint from others: words of Latin letters or figures, and pairs of characters."""
    found: dict[str, None] = {}
    for text in texts:
        for run in fold(text[:2000]).split():
            if run.isascii():
                if 3 <= len(run) <= 40 and not run.isdigit():
                    found[run] = None
                continue
            for pair in (run[at : at + 2] for at in range(len(run) - 1)):
                if not BINDING & set(pair) and not any(one.isascii() for one in pair):
                    found[pair] = None
    words = list(found)
    if len(words) <= _CANDIDATES:
        return words
    step = len(words) / _CANDIDATES  # from all over the text, not only its beginning
    return [words[int(at * step)] for at in range(_CANDIDATES)]


def _gathered(who: Asker, words: list[str]) -> tuple[dict[str, float], dict[int, float]]:
    """How rare each word is (1: in every tenth complaint; more: rarer), and the points of the complaints that hold them."""
    held = _newest(who, [Query(Phrase(word)) for word in words])
    last = max((ids[0] for ids in held if ids), default=0)
    often = [_often(ids, last) for ids in held]
    rarity = {word: 1 + math.log(max(1.0, last / 10 / n)) for word, n in zip(words, often, strict=True) if n}
    points: dict[int, float] = defaultdict(float)
    for word, ids in zip(words, held, strict=True):
        for one in ids:
            points[one] += rarity[word]
    middling = sorted((n, word) for word, n in zip(words, often, strict=True) if _NEWEST <= n <= _COMMONEST)
    pairs = list(combinations([word for _, word in middling[:_TOGETHER]], 2))
    for two, ids in zip(pairs, _newest(who, [_both(*two) for two in pairs]), strict=True):
        for one in ids:
            points[one] = max(points[one], rarity[two[0]] + rarity[two[1]])
    return rarity, points


def _often(ids: list[int], last: int) -> float:
    """How many complaints hold a word, seen from how far back its newest ones reach."""
    return len(ids) if len(ids) < _NEWEST else len(ids) * last / max(1, last - ids[-1] + 1)


def _both(one: str, other: str) -> Query:
    return Query(And((Phrase(one), Phrase(other))))


def _newest(who: Asker, queries: list[Query]) -> list[list[int]]:
    """The newest complaints that answer each query, in one statement."""
    found: list[list[int]] = [[] for _ in queries]
    if not queries:
        return found
    number, newest = dialect().NEWEST.removesuffix(" DESC"), dialect().NEWEST
    parts: list[str] = []
    values: list[Any] = []
    for at, query in enumerate(queries):
        has, more = search.match(query, column="theirs", scope=scope(who), dialect=connection.vendor)  # type: ignore[arg-type]
        parts.append(
            f"SELECT * FROM (SELECT {at} AS at, {number} AS id FROM wenguo_search WHERE {has} "
            f"ORDER BY {newest} LIMIT {_NEWEST}) AS s{at}"
        )
        values += more
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for at, one in cursor.fetchall():
            found[at].append(one)
    return [sorted(ids, reverse=True) for ids in found]


def _closed(who: Asker, ids: list[int], causes: tuple[str, ...]) -> set[int]:
    """Which of these are closed, may be seen and (where causes are named) are of one of them."""
    if not ids:
        return set()
    may, values = visible(who)
    of_cause = f"AND c.cause IN ({_places(causes)})" if causes else ""
    with connection.cursor() as cursor:  # materialized: or SQLite walks the index of all closed ones (150 ms measured)
        cursor.execute(
            f"WITH c AS MATERIALIZED (SELECT * FROM wenguo_complaint WHERE id IN ({_places(ids)})) "
            f"SELECT c.id FROM c WHERE c.stage = 'closed' {of_cause} AND {may}",
            [*ids, *causes, *values],
        )
        return {row[0] for row in cursor.fetchall()}


def _places(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _ in values)


def _like(c: Complaint, text: Read, theirs: str, causes: tuple[str, ...], rarity: Mapping[str, float]) -> Like:
    """What one like complaint tells: how alike, and how it was settled."""
    found = likeness(text, theirs, rarity)
    same = bool(c.causes and c.causes[0] in causes)
    shared = sorted({one.words for one in found.shared}, key=lambda words: (-len(words), words))[:3]
    remedies, amount = _given(c)
    ended = c.closed_at - c.received_at if c.closed_at is not None and c.received_at is not None else None
    return Like(
        number=c.number,
        outcome=c.outcome,
        shared=shared,
        score=min(1.0, found.score * (_SAME_CAUSE if same else 1.0)),
        same_cause=same,
        remedies=remedies,
        amount_fen=amount,
        given_fen=_agreed(c),
        days=None if ended is None else max(0, ended.days),
        because=_because(shared, same=same),
    )


def _given(c: Complaint) -> tuple[tuple[str, ...], int | None]:
    """The remedies that were given and their sum: the latest offer in force, and what was granted of the demands."""
    offers = [one for one in (in_force(c),) if one is not None]
    granted = [one for one in c.demands if one.decision in {"support", "part"}]
    remedies = dict.fromkeys([one.remedy for one in offers] + [one.remedy for one in granted])
    whole = [one for one in granted if one.decision == "support"]  # of what was granted in part the sum is not known
    sums = [one.due_fen for one in offers] or [one.amount_fen for one in whole]
    amounts = [one for one in sums if one is not None]
    return tuple(remedies), sum(amounts) if amounts else None


def _agreed(c: Complaint) -> int | None:
    """The money of the offers that were agreed to or given, in the remedy of the last of them."""
    given = [one for one in c.offers if one.state in {"agreed", "performed"} and one.due_fen is not None]
    return sum(one.due_fen or 0 for one in given if one.remedy == given[-1].remedy) if given else None


def _because(shared: list[str], *, same: bool) -> Text:
    zh, en = "、".join(f"“{word}”" for word in shared), ", ".join(f"“{word}”" for word in shared)
    if same:
        return Text(f"同一原因；都说到{zh}。", f"Same cause; both say {en}.")
    return Text(f"都说到{zh}。", f"Both say {en}.")
