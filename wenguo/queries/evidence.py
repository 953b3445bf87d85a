"""The evidence of one complaint as its reader may see it: items, custody, what they state, where they disagree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings

from wenguo import events as e
from wenguo.complaint import Custody, Description, Thing
from wenguo.line import read
from wenguo.models import Examined
from wenguo.queries import readings
from wenguo.queries.history import Whole
from wenguo.rules import evidence as rules
from wenguo.rules import permissions
from wenguo.rules.contradictions import Contradiction, Statement, Value, contradictions
from wenguo.rules.permissions import Actor
from wenguo.text import Text

MOST_LOOKS = 1000


class Item(msgspec.Struct, kw_only=True):
    """One item of evidence: a file (`file`, `examined`) or a physical thing (`thing`), and why it is closed to the reader."""

    ref: str
    arrival: int  # its place in the order of arrival, from 1
    kind: str
    whose: str
    at: datetime
    by: str
    position: int
    name: str = ""
    words: str = ""  # what was said when it was enclosed
    file: dict[str, Any] | None = None
    examined: Examined | None = None
    thing: Thing | None = None
    described: Description = msgspec.field(default_factory=Description)
    custody: list[Custody] = []
    looks: list[readings.Reading] = []
    closed: Text | None = None

    @property
    def erased(self) -> bool:
        """Was it erased on request?"""
        return self.file is not None and not self.file["path"]

    @property
    def media_type(self) -> str:
        """What its bytes show, else what the sender said."""
        shown = self.examined.media_type if self.examined is not None else ""
        return shown or str((self.file or {}).get("media_type") or "")

    @property
    def recording(self) -> bool:
        """Is it sound or film, by its kind or by its bytes?"""
        return self.kind in rules.RECORDINGS or self.media_type.partition("/")[0] in {"audio", "video"}

    @property
    def played(self) -> str:
        """By which element of a page a browser plays it: audio or video; empty where it cannot."""
        kind = self.media_type if self.file is not None else ""
        return kind.partition("/")[0] if self.recording and kind in rules.PLAYED else ""

    @property
    def picture(self) -> bool:
        """May it be drawn anew to be looked at?"""
        return self.file is not None and self.media_type.startswith("image/")


def files_closed(whole: Whole, actor: Actor) -> Text | None:
    """Why this reader may not open the files of a complaint they see; None where they may."""
    c = whole.complaint
    if c.locked:
        return Text(
            "已依法限制处理，材料只作存储，不能打开。", "Locked by law: the files are stored only and cannot be opened."
        )
    has = permissions.standing(actor, c)
    if has <= {"administrator", "integration"}:
        return Text(
            "材料里可能有投诉人的联系方式；管理系统用不到它们，不能打开。",
            "The files may hold the complainant's contact data, which running the system does not need.",
        )
    if "concerned" in has:
        return Text(
            "材料里可能有投诉人的联系方式，当事员工不能直接打开；需要核对的，请向责任人提出。",
            "The files may hold the complainant's contact data, so those complained of cannot open them; "
            "ask the owner about what you must know.",
        )
    return None


def items(whole: Whole, actor: Actor, *, looks: bool = False) -> list[Item]:
    """Every item in the order in which it arrived; with `looks` each with who opened it and when."""
    closed = files_closed(whole, actor)
    examined = {f"e{one.pk}": one for one in Examined.objects.filter(complaint_id=whole.id)}
    found = [*_files(whole, examined), *(_thing(one, whole) for one in whole.complaint.things)]
    found.sort(key=lambda one: (one.position, one.ref[0], int(one.ref[1:])))
    for arrival, one in enumerate(found, 1):
        one.arrival = arrival
        one.described = whole.complaint.described.get(one.ref, Description())
        one.kind = one.described.kind or one.kind
        one.closed = _closed(one, whole, actor, closed)
        if closed is not None:
            one.name, one.examined = "", None
    by_ref = {one.ref: one for one in found}
    for step in whole.complaint.custody:
        if step.item in by_ref:
            by_ref[step.item].custody.append(step)
    for look in readings.readings(whole.id, most=MOST_LOOKS) if looks else ():
        for ref in look.fields:
            if ref in by_ref:
                by_ref[ref].looks.append(look)
    return found


def item(whole: Whole, actor: Actor, ref: str) -> Item | None:
    """One item by its name."""
    return next((one for one in items(whole, actor) if one.ref == ref), None)


def _files(whole: Whole, examined: Mapping[str, Examined]) -> list[Item]:
    """Every file, with the line that brought it."""
    brought: dict[str, Item] = {}
    for entry in whole.entries:
        event: Any = read(entry.data).event
        refs = [value for value in msgspec.structs.astuple(event) if isinstance(value, e.Ref)]
        refs += list(getattr(event, "evidence", ()) or ())
        for ref in refs:
            if ref.id in whole.files and ref.id not in brought:
                enclosed = isinstance(event, e.Enclosed)
                said = event.words if enclosed else None
                brought[ref.id] = Item(
                    ref=ref.id,
                    arrival=0,
                    kind=event.kind if enclosed else "original",
                    whose=event.whose if enclosed else "theirs",
                    at=entry.at,
                    by=entry.by,
                    position=entry.position,
                    name=whole.files[ref.id]["name"] or "",
                    words=whole.texts.get(said.id, "") if said is not None else "",
                    file=whole.files[ref.id],
                    examined=examined.get(ref.id),
                )
    return list(brought.values())


def _thing(one: Thing, whole: Whole) -> Item:
    return Item(
        ref=one.item,
        arrival=0,
        kind=one.kind,
        whose=one.whose,
        at=one.at,
        by=one.by,
        position=one.position,
        name=whole.texts.get(one.description.id, ""),
        thing=one,
    )


def _closed(one: Item, whole: Whole, actor: Actor, closed: Text | None) -> Text | None:
    """Why this file may not be opened by this reader; None where it may."""
    if one.file is None:
        return None
    if closed is not None:
        return closed
    if one.erased:
        return Text("这份材料已依请求删除。", "This file was erased on request.")
    scan = one.examined.scan if one.examined is not None else ""
    if scan == "infected":
        said = one.examined.scan_said if one.examined is not None else ""
        return Text(
            f"查出恶意代码（{said}）：文件照原样保存，但不提供打开。",
            f"Malicious code was found in it ({said}): it is kept as it came and never given out.",
        )
    if settings.WENGUO_CLAMD and not scan:
        return Text("正在查毒，查完才能打开。", "It is being scanned and can be opened when that is done.")
    if one.recording:
        return rules.closed_to_ears(whole.complaint.described.get(one.ref), actor, whole.complaint)
    return None


def closed_by_bytes(found: Item, kind: str | None, whole: Whole, actor: Actor) -> Text | None:
    """Why a file whose own bytes are sound or film stays closed, though nobody has called it a recording yet."""
    if found.recording or (kind or "").partition("/")[0] not in {"audio", "video"}:
        return None
    return rules.closed_to_ears(found.described, actor, whole.complaint)


def infected(ref: str) -> bool:
    """Was malicious code found in this file? Then nobody is given it, not even who sent it."""
    return Examined.objects.filter(pk=int(ref[1:]), scan="infected").exists()


def statements(whole: Whole) -> list[Statement]:
    """What the items state, as values; words that were erased state nothing."""
    found = []
    for ref, described in whole.complaint.described.items():
        for one in described.stated:
            value = stated_value(one, whole)
            if value is not None and ref not in whole.complaint.erased:
                found.append(Statement(item=ref, fact=one.fact, value=value))
    return found


def stated_value(one: e.Stated, whole: Whole) -> Value | None:
    """The value of a statement; None where its words are gone or not for this reader."""
    for value in (one.amount_fen, one.day, one.number):
        if value is not None:
            return value
    return whole.texts.get(one.words.id) or None if one.words is not None else None


def disagreements(whole: Whole) -> list[Contradiction]:
    """Where items state different things of one fact."""
    return contradictions(statements(whole))


def happenings(found: list[Item]) -> list[Item]:
    """The items in the order in which what they show happened; those of which it is unknown are left out."""
    known = [one for one in found if one.described.happened_at is not None]
    return sorted(known, key=lambda one: (one.described.happened_at, one.arrival))
