"""The check of one log: every line's text, the chain, and the row drawn from the fold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from wenguo import folding
from wenguo import line as lines
from wenguo.complaint import Complaint
from wenguo.models.complaint import COLUMNS, drawn
from wenguo.queries.proof.found import Found
from wenguo.queries.proof.reading import plain


class _Float(ValueError):
    """A number that no canonical text of ours holds."""


def _no_float(text: str) -> Any:
    raise _Float(text)


_value = msgspec.json.Decoder(float_hook=_no_float)
# The same text as line.canonical() for the values a line can hold (a test says so), at a tenth of its price.
_text = msgspec.json.Encoder(order="sorted")


def is_canonical(text: str) -> bool:
    """Is this JSON just as the canonical form writes it, byte by byte?"""
    raw = text.encode("utf-8", "surrogatepass")
    try:
        return _text.encode(_value.decode(raw)) == raw
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False


class Proved(msgspec.Struct, kw_only=True):
    """A log after its check: the fold (as far as it could be read) and whether all of it could."""

    complaint: Complaint | None
    whole: bool
    number: str
    length: int
    head: str


def prove_log(stored: Sequence[tuple[Any, Any]], known_as: str, found: Found) -> Proved:
    """Check a complaint's stored (position, data) in order, never raising; `known_as` is the number its row says."""
    c: Complaint | None = None
    whole, number, head = True, known_as, lines.FIRST
    for ordinal, (position, text) in enumerate(stored, 1):
        if position != ordinal:
            zh, en = f"第 {ordinal} 行处是第 {position} 行", f"at line {ordinal} stands line {position}"
            found.add("chain", number, ordinal, f"{zh}：有行被抽去或插入", f"{en}: lines were removed or put in")
        line = _read(text, number, ordinal, found)
        if line is None:
            whole, head = False, _digest(text)
            continue
        if ordinal == 1:
            number = line.number
        _agree(line, number, ordinal, position, found)
        if line.prev != head:
            found.add(
                "chain",
                number,
                ordinal,
                f"第 {ordinal} 行所记的上一行哈希与上一行不符：上一行或这一行被改动",
                f"line {ordinal} names another hash than the line before it has: one of the two was changed",
            )
        if whole:
            c = c or Complaint(number=line.number)
            whole = _take(c, line, text, ordinal, found)
        head = c.head if whole and c is not None else _digest(text)
    return Proved(complaint=c, whole=whole, number=number, length=len(stored), head=head)


def _read(text: Any, number: str, position: int, found: Found) -> lines.Line | None:
    """The line, or None where its text is none that we ever wrote."""
    try:
        if not isinstance(text, str):
            raise lines.Unreadable(f"{type(text).__name__}, not text")
        line = lines.read(text)
    except Exception as error:  # noqa: BLE001 — whatever was done to a line, the proof says it and goes on
        found.add(
            "line", number, position, f"第 {position} 行读不懂：{error}", f"line {position} is unreadable: {error}"
        )
        return None
    if not is_canonical(text):
        zh, en = f"第 {position} 行不是规范 JSON 原文", f"line {position} is not the canonical text it was written as"
        found.add("line", number, position, zh, en)
    return line


def _agree(line: lines.Line, number: str, ordinal: int, position: Any, found: Found) -> None:
    """What a line says of itself is what it is stored under."""
    if line.number != number:
        zh, en = f"第 {ordinal} 行属于 {line.number}", f"line {ordinal} belongs to {line.number}"
        found.add("line", number, ordinal, zh, en)
    if line.position != position:
        zh, en = f"第 {position} 行自称第 {line.position} 行", f"line {position} says it is line {line.position}"
        found.add("line", number, ordinal, zh, en)


def _take(c: Complaint, line: lines.Line, text: str, position: int, found: Found) -> bool:
    try:
        folding.take(c, line, text)
    except Exception as error:  # noqa: BLE001 — a changed line may say anything, such as the end of a clock never begun
        zh, en = f"第 {position} 行与之前各行矛盾：{error!r}", f"line {position} contradicts those before it: {error!r}"
        found.add("line", c.number, position, zh, en)
        return False
    return True


def _digest(text: Any) -> str:
    return lines.digest(text) if isinstance(text, str) else ""


def prove_row(row: tuple[Any, ...] | None, proved: Proved, found: Found) -> None:
    """The row is what the fold draws, its head and length those of the log."""
    number = proved.number
    if row is None:
        zh, en = (
            f"日志有 {proved.length} 行，却没有这件投诉的记录",
            f"the log has {proved.length} lines, but there is no row",
        )
        found.add("row", number, 0, zh + "（可用 wenguo rebuild 重画）", en + " (wenguo rebuild draws it anew)")
        return
    stored = dict(zip(COLUMNS, row, strict=True))
    length, head = stored["length"], stored["head"]
    if isinstance(length, int) and length > proved.length:
        zh, en = (
            f"记录写明 {length} 行，日志只有 {proved.length} 行",
            f"the row says {length} lines, the log has {proved.length}",
        )
        found.add("chain", number, proved.length + 1, f"{zh}：末尾被截去", f"{en}: its tail is cut off")
    elif head != proved.head:
        zh, en = (
            f"第 {proved.length} 行（末行）的哈希与记录不符",
            f"the hash of line {proved.length}, the last, is not the row's",
        )
        found.add("chain", number, proved.length, f"{zh}：末行或记录被改动", f"{en}: one of the two was changed")
    if proved.complaint is None or not proved.whole:
        return
    try:
        fresh = drawn(proved.complaint)
    except Exception as error:  # noqa: BLE001 — a consistent but senseless log must not stop the proof
        found.add("line", number, 0, f"由日志画不出记录：{error!r}", f"no row can be drawn from the log: {error!r}")
        return
    wrong = [name for name in COLUMNS if plain(fresh[name]) != stored[name]]
    if wrong:
        zh, en = "记录与日志不符的列：", "columns of the row that the log does not bear out: "
        found.add("row", number, 0, zh + "、".join(wrong), en + ", ".join(wrong))
