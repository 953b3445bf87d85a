"""The check of what is kept beside the log: words, persons and files have the fingerprints the log states."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from typing import Any

from wenguo.complaint import Complaint
from wenguo.models import store
from wenguo.models.kept import Evidence, fingerprint
from wenguo.models.writing import person_content
from wenguo.queries.proof.found import Found, Kind
from wenguo.queries.proof.reading import Block

type Position = Callable[[str], int]


def prove_kept(
    block: Block,
    complaint_id: int,
    c: Complaint | None,
    whole: bool,
    found: Found,
    number: str,
    *,
    lengths_only: bool = False,
) -> None:
    """Check everything kept of a complaint against its fold; where the log is not whole only what it still says.

    With `lengths_only` files are looked for and their lengths compared, and their bytes are not read.
    """
    messages = {f"m{row[0]}": row[1:] for row in block.messages.get(complaint_id, ())}
    persons = {f"p{row[0]}": row[1:] for row in block.persons.get(complaint_id, ())}
    files = {f"e{row[0]}": row[1:] for row in block.evidence.get(complaint_id, ())}
    refs = c.refs if c is not None else {}
    erased = c.erased if c is not None else set()

    def position(ref: str) -> int:
        """The line that first points to this content; looked for only once something is wrong."""
        sought = f'"id":"{ref}"'
        texts = block.lines.get(complaint_id, ())
        return next((at for at, text in texts if isinstance(text, str) and sought in text), 0)

    for ref, fp in refs.items():
        kind: Kind = "evidence" if ref.startswith("e") else "words"
        row = (files if kind == "evidence" else persons if ref.startswith("p") else messages).get(ref)
        what = None
        if row is None:
            what = ("内容不在了", "its content is gone")
        elif ref in erased:
            left = [value for value in _personal(ref, row) if value is not None]
            what = (
                ("日志写明已删除，内容或盐却还在", "the log says it was erased, but content or salt is still there")
                if left
                else None
            )
        else:
            what = _file(row, fp, ref, lengths_only=lengths_only) if kind == "evidence" else _words(ref, row, fp)
        if what is not None:
            found.add(kind, number, position(ref), f"{ref}：{what[0]}", f"{ref}: {what[1]}")
    if whole:
        _unmentioned("words", (*messages, *persons), refs, found, number)
        _unmentioned("evidence", files, refs, found, number)


def _unmentioned(kind: Kind, ids: Iterable[str], refs: dict[str, str], found: Found, number: str) -> None:
    for ref in ids:
        if ref not in refs:
            zh, en = f"{ref}：日志没有提到这项内容", f"{ref}: no line of the log mentions this content"
            found.add(kind, number, 0, zh, en)


def _personal(ref: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What erasing must have emptied: all of it, but for a file's size."""
    return (row[0], *row[2:]) if ref.startswith("e") else row


def _words(ref: str, row: tuple[Any, ...], fp: str) -> tuple[str, str] | None:
    *values, salt = row
    if None in values or salt is None:
        return "内容或盐已空，日志中却没有删除", "content or salt is empty, but no line erased it"
    try:
        content = person_content(values) if ref.startswith("p") else values[0].encode("utf-8", "surrogateescape")
        same = hmac.compare_digest(fingerprint(bytes(salt), content), fp)
    except (TypeError, ValueError, AttributeError):  # another type in the column, characters that are none
        same = False
    return None if same else ("内容与日志所记指纹不符", "its content has not the fingerprint that the log states")


def _file(row: tuple[Any, ...], fp: str, ref: str, *, lengths_only: bool = False) -> tuple[str, str] | None:
    """Is the file in the store, byte by byte, the one that arrived?"""
    _name, size, sha256, path, salt = row
    if sha256 is None or path is None or salt is None:
        return "文件的路径、摘要或盐已空，日志中却没有删除", "path, digest or salt is empty, but no line erased it"
    try:
        there = store.size(path)
        if there == size and not lengths_only:
            there, digest, keyed = store.measured(store.open_(path), bytes(salt))
        else:
            digest, keyed = sha256, fp
    except FileNotFoundError:
        return _gone(ref, path)
    except (OSError, TypeError, ValueError) as error:
        return f"文件 {path} 读不出来：{error}", f"file {path} cannot be read: {error}"
    if there != size:
        return f"文件 {path} 应有 {size} 字节，实有 {there}", f"file {path} should have {size} bytes and has {there}"
    if digest != sha256 or keyed != fp:
        return f"文件 {path} 与收到时不同", f"file {path} is not as it arrived"
    return None


def _gone(ref: str, path: str) -> tuple[str, str] | None:
    """A file that is not there: lost, unless it was erased since the block was read."""
    if Evidence.objects.filter(pk=int(ref[1:]), path=None).exists():
        return None
    return f"文件 {path} 不在了", f"file {path} is lost"
