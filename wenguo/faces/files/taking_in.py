"""Taking in files of complaints: rows become verbs, and these go through the door in whole batches.

A batch is one transaction that asks first which of its rows are there already, so that an import may be broken off
anywhere, started again, and completes without duplicates.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from pydantic import ValidationError

from wenguo.faces.files.becoming import Becoming, Steps, Unfit, Wanted
from wenguo.faces.files.rejects import Rejects
from wenguo.faces.files.taken import Progress, Taken, previewed
from wenguo.perform import By, Done, perform_many
from wenguo.queries import office
from wenguo.reading import Calendar, Reject, Row, Source, Unreadable, open_source, sources_in
from wenguo.text import Text
from wenguo.verbs import Refused

BATCH = 1000
FIRST_BATCH = 200  # small, so that progress shows at once
MOST_BYTES = 32_000_000  # a batch with mails and their attachments ends here
SHOWN = 5
_LOCK = 0x57470002  # a key of PostgreSQL's advisory locks: imports go one after another


class _Item(msgspec.Struct):
    """A row on its way to the door."""

    row: Row
    key: str
    steps: Steps
    notes: int
    rejects: Rejects


def take_in(
    paths: Iterable[Path | str],
    *,
    by: By,
    at: datetime,
    owner: int | None = None,
    unit: int | None = None,
    source: str | None = None,
    mapping: Mapping[str, str | int] | None = None,
    encoding: str | None = None,
    live: bool = False,
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
    told: Callable[[Source], None] | None = None,
    rejects: Path | None = None,
    batch: int = BATCH,
) -> Taken:
    """Take in files and folders of files; `told` hears of each file before any of it is written.

    Raises Refused where `by` may not record at all, and what the database raises: all whole batches stay.
    """
    wanted = Wanted(owner=owner, unit=unit, live=live, at=at, units=_units(), enclosing=not dry_run)
    import_ = _Import(by, wanted, dry_run=dry_run, batch=batch, progress=progress)
    taken = import_.taken
    for path in _files(paths, taken):
        try:
            opened = open_source(
                path, mapping=mapping, time_zone=settings.TIME_ZONE, today=_today(at), encoding=encoding
            )
        except Unreadable as unreadable:
            taken.unread.append((path, Text(unreadable.text.zh, unreadable.text.en)))
            continue
        if told is not None:
            told(opened)
        import_.file(path, opened, source or path.name, Rejects(path, rejects))
    taken.seconds = import_.seconds()
    return taken


def _units() -> dict[str, int]:
    """Units by what files call them: by code, and by name where only one has it."""
    named: dict[str, set[int]] = {}
    for one in office.units().values():
        for name in {one.name.casefold(), one.name_en.casefold()} - {""}:
            named.setdefault(name, set()).add(one.id)
    found = {name: ids.pop() for name, ids in named.items() if len(ids) == 1}
    return found | {one.code.casefold(): one.id for one in office.units().values()}


def _today(at: datetime) -> date:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _files(paths: Iterable[Path | str], taken: Taken) -> Iterator[Path]:
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        readable, others = sources_in(path)
        yield from readable
        taken.unread += [(one, _PASSED_OVER) for one in others if not one.name.endswith(".rejects.csv")]


_PASSED_OVER = Text("不是投诉文件（按扩展名），没有读入", "no file of complaints by its name; passed over")


class _Import:
    """One import: rows gathered into batches, batches through the door, counts kept."""

    def __init__(
        self, by: By, wanted: Wanted, *, dry_run: bool, batch: int, progress: Callable[[Progress], None] | None
    ) -> None:
        self._by, self._wanted, self._dry_run, self._batch = by, wanted, dry_run, batch
        self._progress = progress
        self._began = time.perf_counter()
        self._done_one = False
        self._seen: set[bytes] = set()  # a rehearsal writes nothing, so it must remember
        self.taken = Taken()

    def seconds(self) -> float:
        """Seconds since the import began."""
        return time.perf_counter() - self._began

    def file(self, path: Path, opened: Source, name: str, rejects: Rejects) -> None:
        """Take in one file."""
        calendar = Calendar(ZoneInfo(settings.TIME_ZONE), _today(self._wanted.at))
        becoming = Becoming(opened, name, self._wanted, calendar)
        items: list[_Item] = []
        weight = 0
        try:
            for one in opened:
                self.taken.read += 1
                item = self._item(one, becoming, rejects)
                if item is not None:
                    items.append(item)
                    weight += _weight(item.row)
                if (
                    len(items) >= (self._batch if self._done_one else min(FIRST_BATCH, self._batch))
                    or weight > MOST_BYTES
                ):
                    self._settle(items, becoming)
                    items, weight = [], 0
                    self._say(path, opened)
            self._settle(items, becoming)
        finally:
            if not self._dry_run:
                written = rejects.close()
                if written is not None:
                    self.taken.rejects.append(written)
        self._say(path, opened)

    def _say(self, path: Path, opened: Source) -> None:
        if self._progress is not None:
            taken = self.taken
            self._progress(
                Progress(
                    file=path.name,
                    fraction=opened.fraction(),
                    read=taken.read,
                    recorded=taken.recorded,
                    seconds=self.seconds(),
                )
            )

    # -- one row -------------------------------------------------------------------------------------------------

    def _item(self, one: Row | Reject, becoming: Becoming, rejects: Rejects) -> _Item | None:
        if isinstance(one, Reject):
            self._reject(rejects, one, Text(one.reason.zh, one.reason.en))
            return None
        key = becoming.key(one)
        try:
            steps, notes = becoming.steps(one, key)
        except Unfit as unfit:
            self._reject(rejects, one, unfit.text)
            return None
        except ValidationError as wrong:
            self._reject(rejects, one, _plain(wrong))
            return None
        item = _Item(one, key, steps, len(notes), rejects)
        if self._dry_run and len(self.taken.preview) < SHOWN:
            self.taken.preview.append(previewed(item.row.line, item.steps, notes))
        return item

    def _reject(self, rejects: Rejects, row: Row | Reject, reason: Text) -> None:
        self.taken.rejected += 1
        self.taken.reasons[reason.zh] += 1
        rejects.add(row.line, row.cells, reason, sheet=row.sheet)

    # -- one batch -----------------------------------------------------------------------------------------------

    def _settle(self, items: Sequence[_Item], becoming: Becoming) -> None:
        """One batch through the door; where something unforeseen happens, row by row, to lose no more than one."""
        if not items:
            return
        self._done_one = True
        try:
            self._count(items, *self._perform(items, becoming))
        except OperationalError:  # the disk is full, the database is gone: nothing to be done row by row
            raise
        except Exception as error:  # noqa: BLE001 — whatever one row makes the door raise must not stop the others
            if len(items) > 1:
                for item in items:  # the verbs gave their words to the door already: make them anew
                    item.steps = becoming.steps(item.row, item.key)[0]
                    self._settle([item], becoming)
            elif isinstance(error, IntegrityError) and self._known(items, becoming):
                self.taken.duplicates += 1
            else:
                self._reject(items[0].rejects, items[0].row, _unforeseen(error))

    def _perform(self, items: Sequence[_Item], becoming: Becoming) -> tuple[list[_Item], list[Done | Refused]]:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            known = self._known(items, becoming)
            new: dict[str, _Item] = {item.key: item for item in reversed(items) if item.key not in known}
            fresh = list(reversed(new.values()))
            results = perform_many([item.steps for item in fresh], self._by)
            if self._dry_run:
                transaction.set_rollback(True)
                self._seen.update(bytes.fromhex(item.key) for item in fresh)
        return fresh, results

    def _count(self, items: Sequence[_Item], fresh: list[_Item], results: list[Done | Refused]) -> None:
        self.taken.duplicates += len(items) - len(fresh)
        for item, result in zip(fresh, results, strict=True):
            if isinstance(result, Refused):
                self._reject(item.rejects, item.row, result.text)
            else:
                self.taken.recorded += 1
                self.taken.noted += bool(item.notes)

    def _known(self, items: Sequence[_Item], becoming: Becoming) -> set[str]:
        """The keys of those rows that were taken in before."""
        keys = [item.key for item in items]
        with connection.cursor() as cursor:
            places = ", ".join(["%s"] * len(keys))
            cursor.execute(f"SELECT source FROM wenguo_complaint WHERE source IN ({places})", keys)
            known = {row[0] for row in cursor.fetchall()}
            if becoming.ours:  # our own ledger, come home
                numbers = {item.row.id or "": item.key for item in items}
                places = ", ".join(["%s"] * len(numbers))
                cursor.execute(f"SELECT number FROM wenguo_complaint WHERE number IN ({places})", list(numbers))
                known |= {numbers[row[0]] for row in cursor.fetchall()}
        if self._dry_run:
            known |= {key for key in keys if bytes.fromhex(key) in self._seen}
        return known


def _weight(row: Row) -> int:
    return len(row.original or b"") + sum(len(one.data) for one in row.attachments)


def _plain(wrong: ValidationError) -> Text:
    said = "；".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in wrong.errors()[:3])
    return Text(f"有字段不合要求：{said}", f"Some fields do not fit: {said}")


def _unforeseen(error: Exception) -> Text:
    said = f"{type(error).__name__}: {str(error)[:200]}"
    return Text(
        f"这一行登记时出错（{said}），请把这一行和这句话一起报告给管理员",
        f"Recording this row failed ({said}); report the row and this sentence to the administrator",
    )
