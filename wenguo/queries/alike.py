"""Complaints that are likely the same as a text: the search index gives candidates by rare grams, the texts decide.

Each gram asks the index for its newest complaints; few of them make it telling, many make it common. What gathers most
telling grams is read and compared, so the cost is a fixed number of short looks however large the archive is.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from datetime import datetime, timedelta
from heapq import nlargest
from typing import Any

import msgspec
from django.db import connection

from wenguo import search
from wenguo.complaint import Complaint
from wenguo.models.searching import dialect
from wenguo.models.writing import stored
from wenguo.queries.queue import folded_many, openings
from wenguo.queries.seeing import Asker, scope, visible
from wenguo.search.query import Phrase
from wenguo.search.tokens import LATIN, fold, tokens

MOST_CHARACTERS = 600  # of the text that are compared
MOST_GRAMS = 40
COMMON = 120  # so many newest complaints of one gram are looked at; a gram with more tells little
READ = 12  # so many of the best candidates are read
FEWEST_GRAMS = 4
ALIKE = 0.34  # of the text's weight that must stand in the other one as well
WITHIN = timedelta(days=365)
# characters that join words and tell nothing by themselves
_WHOLE = re.compile(f"[{LATIN}]+|[^{LATIN}]+")  # not where a pair only says that a word joins on
_JOINING = frozenset("的了是我你您他她它们在不有和就都也说很还又要没到把被给跟这那个一着过吗呢吧啊")
_ENGLISH = frozenset(
    "the and for was were that this with you your they them there have has had not but are his her she from our out "
    "my me it is in on at to of we he an as be by or so if no do did been when who what which will would said then than "
    "very just about after again all any can could".split()
)


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """One likely duplicate, with how much of the text it shares (0 to 1) and the words that they share."""

    id: int
    number: str
    score: float
    shared: tuple[str, ...]
    stage: str
    open: bool
    received_at: datetime
    owner: int
    words: str


def alike(who: Asker, text: str, at: datetime, *, without: frozenset[int] = frozenset(), limit: int = 4) -> list[Alike]:
    """Complaints of the last year that `who` may see and that likely say the same, the likest first."""
    said = _grams(text[:MOST_CHARACTERS])
    telling = list(dict.fromkeys(said))
    if len(telling) < FEWEST_GRAMS:
        return []
    step = max(1, math.ceil(len(telling) / MOST_GRAMS))
    found = {gram: _newest(who, gram) for gram in telling[::step]}
    weights = {gram: math.log(2 + COMMON / max(1, len(ids))) for gram, ids in found.items()}
    points: dict[int, float] = defaultdict(float)
    for gram, ids in found.items():
        for one in ids:
            points[one] += weights[gram]
    best = [one for one in nlargest(READ * 8, points, key=lambda one: (points[one], one)) if one not in without]
    complaints = folded_many(_recent(who, best, at)[:READ])
    texts = openings(complaints, 2000, subject=False)
    compared = [_compared(one, c, texts.get(one, ""), said, weights) for one, c in complaints.items()]
    likely = [one for one in compared if one.score >= ALIKE and one.shared]
    return sorted(likely, key=lambda one: (-one.score, -one.id))[:limit]


def _grams(text: str) -> list[str]:
    """The tokens of a text that tell something: pairs of characters and whole words, in their order."""
    return [one for one in tokens(fold(text)).split() if len(one) > 1 and _WHOLE.fullmatch(one) and not _joins(one)]


def _joins(gram: str) -> bool:
    return gram in _ENGLISH or set(gram) <= _JOINING


def _newest(who: Asker, gram: str) -> list[int]:
    """The newest complaints whose complainant's words hold a gram."""
    query = search.Query(Phrase(gram))
    has, values = search.match(query, column="theirs", scope=scope(who), dialect=connection.vendor)  # type: ignore[arg-type]
    number = dialect().NEWEST.removesuffix(" DESC")
    parameters: list[Any] = list(values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {number} FROM wenguo_search WHERE {has} ORDER BY {dialect().NEWEST} LIMIT {COMMON}", parameters
        )
        return [row[0] for row in cursor.fetchall()]


def _recent(who: Asker, ids: list[int], at: datetime) -> list[int]:
    """Those of the last year that `who` may see, in the order given."""
    if not ids:
        return []
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM wenguo_complaint c WHERE c.id IN ({', '.join(['%s'] * len(ids))}) "
            f"AND c.received_at >= %s AND {may}",
            [*ids, stored(at - WITHIN), *values],
        )
        kept = {row[0] for row in cursor.fetchall()}
    return [one for one in ids if one in kept]


def _compared(one: int, c: Complaint, text: str, said: list[str], weights: dict[str, float]) -> Alike:
    """How much of what was said stands in the other text too, heavier where it is rarer."""
    theirs = set(_grams(text))
    whole = sum(weights.values())
    shared = {gram for gram in weights if gram in theirs}
    assert c.received_at is not None
    return Alike(
        id=one,
        number=c.number,
        score=sum(weights[gram] for gram in shared) / whole if whole else 0.0,
        shared=_words(said, theirs),
        stage=c.stage,
        open=c.is_open(),
        received_at=c.received_at,
        owner=c.owner,
        words=text[:120],
    )


def _words(said: list[str], theirs: set[str], most: int = 4) -> tuple[str, ...]:
    """The longest stretches of the text that stand in the other one, put together again from their grams."""
    found: list[str] = []
    joins = False  # does the gram before stand in both, so that the next one may go on from it?
    for gram in said:
        if gram not in theirs:
            joins = False
            continue
        is_pair = len(gram) == 2 and not gram.isascii()
        if joins and is_pair and found[-1][-1] == gram[0]:
            found[-1] += gram[1]
        else:
            found.append(gram)
        joins = is_pair
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True)[:most])
