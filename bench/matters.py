"""An archive for groups: complaints, prints, telling terms and groups written in bulk, as reading each would leave them.

Fifty complaints tell of each place, and every second place has its group. Only what an arrival looks at is there: the
complaints have no log. The words are those of `bench.texts` with the name of a place before them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from math import sqrt
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from bench.__main__ import percentile, timed
from bench.store import local
from bench.texts import words
from wenguo.advice.groups import VERSION, Print, print_of
from wenguo.advice.groups.finding import KEYS, keys
from wenguo.advice.groups.likeness import Sizes, Weighed, terms, weighed
from wenguo.advice.groups.rarity import Rarity
from wenguo.advising import arriving
from wenguo.models import Complaint, GroupMember, GroupRarity
from wenguo.models.prints import Kept, encode, forget_rarity
from wenguo.perform import By, perform, perform_many
from wenguo.verbs import Close, Record, Words

OF_A_PLACE = 50
BATCH = 20_000
_TEXTS = 1_000  # that are read; the others have the same words at other places
_FIRST = 1_000  # the first number of those written here
_CHARACTERS = "云松柏梅兰竹菊荷枫杨柳桂榕槐梧桐丹霞碧波翠峰秀岭锦绣华庭御景龙泉凤栖鹤鸣鹿麒麟星辰曦晨晓暮晴岚"
_TAILS = ("小区", "花园", "公馆", "幼儿园", "酒店", "驾校", "医院", "物业公司")


def place(number: int) -> str:
    """The name of the place a complaint tells of; neighbours in time tell of different ones."""
    size, tail = len(_CHARACTERS), _TAILS[number % len(_TAILS)]
    number *= 7919
    return (
        _CHARACTERS[number % size] + _CHARACTERS[number // size % size] + _CHARACTERS[number // size**2 % size] + tail
    )


def text(of: int, which: int) -> str:
    """The words of one who tells of a place: those of one place tell of it in three ways, and it is one matter."""
    return f"{place(of)}，{words(_words_of(of, which))}"


def _words_of(of: int, which: int) -> int:
    return (of * 7 + which % 3) % _TEXTS


class Archive:
    """What is written into the tables, the same for the same number."""

    def __init__(self, size: int, now: datetime) -> None:
        self.size, self.now = size, now
        self.places = max(1, size // OF_A_PLACE)
        self.read = [print_of("", words(number), at=now) for number in range(_TEXTS)]
        self.named = [print_of("", place(number)) for number in range(self.places)]
        self.rarity = Rarity()
        for one in self.read:
            self.rarity.add(terms(one), size / len(self.read) / 2)
        for one in self.named:
            self.rarity.add(terms(one), OF_A_PLACE / 2)
        self.rarity.texts = size / 2  # half of them are in groups of fifty, which count once
        self.weighed = [weighed(one, self.rarity) for one in self.read]
        self.weighed_names = [weighed(one, self.rarity) for one in self.named]
        self.ready: dict[tuple[int, int], tuple[bytes, list[int]]] = {}
        self.telling = [keys(one, self.rarity) for one in self.read]
        self.telling_names = [keys(one, self.rarity, 8) for one in self.named]

    def at(self, number: int) -> datetime:
        """When it was received: the highest number last."""
        return self.now - timedelta(days=300) * ((self.size - number) / self.size)

    def print(self, number: int) -> tuple[bytes, list[int]]:
        """Its print as it is stored, and its telling terms."""
        of = number % self.places
        which = _words_of(of, number // self.places)
        if (of, which) not in self.ready:
            base, name = self.weighed[which], self.weighed_names[of]
            said = _joined(base.print, name.print, int(self.now.timestamp()))
            telling = dict.fromkeys([*self.telling_names[of], *self.telling[which]])
            self.ready[of, which] = encode(Kept(said, _sizes(base, name))), list(telling)[:KEYS]
        return self.ready[of, which]


def _joined(one: Print, other: Print, at: int) -> Print:
    return Print(
        one.said | other.said, one.title, one.names | other.names, one.title_names, one.words | other.words,
        one.matter | other.matter, one.areas, one.numbers, one.length + other.length, 0, at,
    )  # fmt: skip


def _sizes(one: Weighed, other: Weighed) -> Sizes:
    a, b = one.sizes, other.sizes
    return Sizes(
        sqrt(a.rare**2 + b.rare**2), sqrt(a.names**2 + b.names**2), sqrt(a.words**2 + b.words**2),
        sqrt(a.matter**2 + b.matter**2), 0.0, 0.0,
    )  # fmt: skip


def fill(size: int, by: By, say: Callable[[str], object] = lambda _: None) -> Archive:
    """Make the archive in a home that holds nothing yet."""
    made = Archive(size, datetime.now(UTC))
    like = _like(by)
    indexes = _indexes()
    for name in indexes:  # made at once when all is there, they are made much faster
        _run(f"DROP INDEX {name}")
    for start in range(0, size, BATCH):
        with transaction.atomic():
            _write(made, like, range(start, min(start + BATCH, size)))
        if start % 100_000 == 0:
            say(f"  {start:,} of {size:,}")
    for name, columns in indexes.items():
        _run(f"CREATE INDEX {name} ON wenguo_group_key ({columns})")
    GroupRarity.objects.create(version=VERSION, texts=int(made.rarity.texts), counts=made.rarity.kept())
    forget_rarity()
    _run("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")
    return made


def _like(by: By) -> int:
    """A closed complaint, of whose row the others are copies."""
    now = datetime.now(UTC)
    number = perform(Record(words=Words(words(1)), live=False, channel="web"), None, by, now).number
    perform(Close(outcome="OC01"), number, by, now)
    return Complaint.objects.get(number=number).pk


def _write(made: Archive, like: int, numbers: range) -> None:
    same = ", ".join(
        one.column
        for one in Complaint._meta.local_fields
        if one.column and one.column not in {"id", "number", "received_at"}
    )
    prints, ids = [made.print(number) for number in numbers], [_FIRST + number for number in numbers]
    times = [made.at(number) for number in numbers]
    _many(
        f"INSERT INTO wenguo_complaint (id, number, received_at, {same}) SELECT %s, %s, %s, {same} FROM wenguo_complaint WHERE id = %s",
        ((one, f"G{one}", at, like) for one, at in zip(ids, times, strict=True)),
    )
    _many(
        "INSERT INTO wenguo_group_print (complaint_id, version, received_at, body) VALUES (%s, %s, %s, %s)",
        ((one, VERSION, at, body) for one, at, (body, _) in zip(ids, times, prints, strict=True)),
    )
    _many(
        "INSERT INTO wenguo_group_key (term, complaint_id) VALUES (%s, %s)",
        ((term, one) for one, (_, telling) in zip(ids, prints, strict=True) for term in telling),
    )
    _groups(made, numbers)


def _groups(made: Archive, numbers: range) -> None:
    """The groups of every second place, each with its members and the ties of each to the two before it."""
    now, last = made.now, made.size // made.places
    if numbers[0] == 0:
        _many(
            "INSERT INTO wenguo_group (id, state, size, people, first_at, last_at, found_at) VALUES (%s, 'forming', %s, %s, %s, %s, %s)",
            ((of + 1, last, last, now, now, now) for of in range(0, made.places, 2)),
        )
    grouped = [number for number in numbers if number % made.places % 2 == 0]
    _many(
        "INSERT INTO wenguo_group_member (complaint_id, group_id, how, score, joined_at, role) VALUES (%s, %s, 'found', 0.5, %s, 'member')",
        ((_FIRST + one, one % made.places + 1, made.at(one)) for one in grouped),
    )
    _many("INSERT INTO wenguo_group_tie (a_id, b_id, score) VALUES (%s, %s, 0.5)", _ties(made, grouped))


def _ties(made: Archive, numbers: list[int]) -> Iterator[tuple[int, int]]:
    for one in numbers:
        for before in (one - made.places, one - 2 * made.places):
            if before >= 0:
                yield _FIRST + before, _FIRST + one


def _indexes() -> dict[str, str]:
    """The indexes of the telling terms, by name, with what they are on."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "wenguo_group_key")
    return {
        name: ", ".join(f"{column} {order}" for column, order in zip(one["columns"], one["orders"], strict=True))
        for name, one in found.items()
        if one["index"] and not one["primary_key"]
    }


def arrivals(size: int, times: int = 200) -> dict[str, float]:
    """What an arrival takes, in ms by the clock, in an archive of so many: half of them tell of a matter that is known.

    Each is recorded through the door before; measured is what the reaction does, from reading the log to the commit.
    """
    by, _ = local()
    made = fill(size, by, say=lambda said: print(said, file=sys.stderr, flush=True))
    last = Complaint.objects.aggregate(Max("pk"))["pk__max"]
    perform_many(([(_arrival(made, turn), made.now)] for turn in range(times)), by)
    ids = list(Complaint.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True))
    arriving.take(ids[0], made.now)  # warm: the dictionary and the counters are read
    began = time.process_time()
    took = timed(times - 1, lambda turn: arriving.take(ids[turn + 1], made.now))
    worked = 1000 * (time.process_time() - began) / len(took)
    grouped = GroupMember.objects.filter(pk__in=ids).count()
    return {"p50": percentile(took, 0.5), "p95": percentile(took, 0.95), "processor": worked, "grouped": grouped}


def _arrival(made: Archive, turn: int) -> Record:
    of = turn // 2 * 37 % made.places
    said = text(of, turn) if turn % 2 else f"{place(made.places + turn)}，{words(_TEXTS + turn)}"
    return Record(words=Words(said), live=False, channel="web")


def _run(sql: str, values: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _many(sql: str, rows: Any) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))
