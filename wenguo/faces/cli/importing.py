"""Taking in files: what they are is told before anything is written, how far it is while it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from wenguo.faces.cli.acting import Desk, account_id, at_the_desk, unit_id
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import FAILED, REFUSED
from wenguo.faces.cli.moments import told
from wenguo.faces.cli.output import emit, line, note, table
from wenguo.faces.cli.speaking import command, option, said
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.faces.files import Progress, Taken
    from wenguo.reading import Source

_MAP = Text("指明哪一列是哪个字段，如 --map words=备注", "which column is which field, such as --map words=Remarks")
_ENCODING = Text("文字编码，缺省自动识别", "the file's encoding, else found out")
_OWNER = Text("责任人账号，缺省为操作账号", "the owner's account, else whoever acts")
_UNIT = Text("单位代码或编号；文件中的单位名优先", "unit by code or id; one named in the file comes first")
_SOURCE = Text("来源名，用于去重，缺省为文件名", "name of the source, for finding duplicates, else the file's name")
_DRY = Text("试读：显示前几行会怎样登记，什么都不写", "show how the first rows would be recorded, write nothing")
_LIVE = Text(
    "按实时受理：发告知、提醒和通知（缺省为历史）", "as live complaints, with notices and alarms (else history)"
)
_REJECTS = Text("未导入的行写到哪个文件", "where the rows that stay outside are written")
_MORE = Text(
    "认得 CSV、TSV、XLSX、JSONL、EML、mbox 和装有它们的文件夹。中断后重来不会重复；读不懂的行连同原因写入“文件名.rejects.csv”。",
    "Reads CSV, TSV, XLSX, JSONL, EML, mbox and folders of them. Broken off it may be run again without duplicates; "
    "rows that cannot be understood go to FILE.rejects.csv with the reason.",
)
_EVERY = 3.0  # seconds between lines where stderr is no terminal


class Mapping(click.ParamType[Any]):
    """field=column, the column by its header or its number."""

    name = "field=column"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The field, and the header or (from 1) the number of its column."""
        from wenguo.reading import FIELDS

        if isinstance(value, tuple):
            return value
        field, sign, column = str(value).partition("=")
        field, column = field.strip().replace("-", "_"), column.strip()
        if not sign or not column:
            self.fail(
                said(Text("请写成 字段=列名，如 words=备注", "write field=column, such as words=Remarks")), param, ctx
            )
        if field not in FIELDS:
            known = ", ".join(sorted(FIELDS))
            self.fail(
                said(Text(f"没有字段 {field}；有：{known}", f"There is no field {field}; there are: {known}")),
                param,
                ctx,
            )
        return field, int(column) if column.isdecimal() else column


@command("import", ENTRIES["import"].text, more=_MORE)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@option("--map", "mapping", type=Mapping(), multiple=True, text=_MAP)
@option("--encoding", metavar="NAME", text=_ENCODING)
@option("--owner", metavar="USER", text=_OWNER)
@option("--unit", metavar="CODE", text=_UNIT)
@option("--source", metavar="NAME", text=_SOURCE)
@option("--rejects", type=click.Path(dir_okay=False, path_type=Path), text=_REJECTS)
@option("--dry-run", is_flag=True, text=_DRY)
@option("--live", is_flag=True, text=_LIVE)
@at_the_desk
def import_(desk: Desk, files: tuple[Path, ...], **given: Any) -> int:
    """Take in files of complaints."""
    from wenguo.faces.files import take_in

    owner, unit = given["owner"], given["unit"]
    shown = _Shown()
    taken = take_in(
        files,
        by=desk.by,
        at=desk.at,
        owner=account_id(owner, "owner") if owner else None,
        unit=unit_id(unit) if unit else None,
        source=given["source"],
        mapping=dict(given["mapping"]),
        encoding=given["encoding"],
        live=given["live"],
        dry_run=given["dry_run"],
        rejects=given["rejects"],
        progress=shown,
        told=_told,
    )
    shown.end()
    for path, why in taken.unread:
        note(Text(f"{path}：{why.zh}", f"{path}: {why.en}"))
    if taken.unread and not taken.read and not desk.json:
        return REFUSED
    done = FAILED if any(path in files for path, _ in taken.unread) else 0  # a file that was named is missed
    if desk.json:
        for remark in _remarks(taken):
            note(remark)
        return _answer(taken, dry_run=given["dry_run"]) or done
    if given["dry_run"]:
        _preview(taken, desk)
    _summary(taken, dry_run=given["dry_run"])
    return done


def _answer(taken: Taken, *, dry_run: bool) -> int:
    if taken.unread and not taken.read:
        path, why = taken.unread[0]
        emit({"refused": f"{path.name}：{said(why)}", "field": "files"})
        return REFUSED
    counts: dict[str, Any] = {
        "read": taken.read,
        "recorded": taken.recorded,
        "duplicates": taken.duplicates,
        "rejected": taken.rejected,
        "seconds": round(taken.seconds, 3),
    }
    if dry_run:
        counts["first"] = [msgspec.to_builtins(one) for one in taken.preview]
    emit(counts)
    return 0


def _told(source: Source) -> None:
    """What the file is and how it is read, before any of it is written."""
    kind = f"{source.kind}, {source.encoding}" if source.encoding else source.kind
    columns = ", ".join(f"{field}={header}" for field, header in source.columns.items())
    note(Text(f"{source.name}（{kind}）：{columns}", f"{source.name} ({kind}): {columns}"))
    if source.unknown:
        names = ", ".join(source.unknown[:20])
        note(Text(f"  没有对应字段、只随原文保留的列：{names}", f"  columns kept with the original only: {names}"))
    for one in source.notes:
        note(Text(f"  {one.zh}", f"  {one.en}"))


class _Shown:
    """Progress on stderr: one line that is written over on a terminal, else a line every few seconds."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._next = 0.0
        self._open = False

    def __call__(self, so_far: Progress) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (0.2 if self._terminal else _EVERY)
        left = f"{so_far.left:,.0f} s" if so_far.left is not None else "?"
        text = Text(
            f"{so_far.file} {so_far.fraction:.0%}，{so_far.read:,} 行，{so_far.rate:,.0f} 行/秒，约剩 {left}",
            f"{so_far.file} {so_far.fraction:.0%}, {so_far.read:,} rows, {so_far.rate:,.0f}/s, about {left} left",
        )
        if self._terminal:
            click.echo(f"\r\x1b[2K{said(text)}", nl=False, err=True)
            self._open = True
        else:
            note(text)

    def end(self) -> None:
        """The line is over."""
        if self._open:
            click.echo(err=True)


def _preview(taken: Taken, desk: Desk) -> None:
    columns = ("行", "Row"), ("收到", "Received"), ("答复", "Answered"), ("办结", "Closed"), ("结果", "Outcome"), ("注", "Notes"), ("内容", "Words")  # fmt: skip
    table(
        [Text(*names) for names in columns],
        (
            (
                one.line,
                told(one.received_at, desk.at),
                told(one.answered_at, desk.at),
                told(one.closed_at, desk.at),
                one.outcome,
                "；".join(one.notes),
                f"{one.subject} {one.words}".strip()[:80],
            )
            for one in taken.preview
        ),
    )


def _summary(taken: Taken, *, dry_run: bool) -> None:
    rate = taken.read / taken.seconds if taken.seconds else 0.0
    begin = Text("试读，未写入：", "Nothing was written. ") if dry_run else Text("", "")
    line(
        Text(
            f"{begin.zh}读到 {taken.read:,} 行：登记 {taken.recorded:,}，重复 {taken.duplicates:,}，"
            f"未导入 {taken.rejected:,}；{taken.seconds:,.1f} 秒（{rate:,.0f} 行/秒）",
            f"{begin.en}{taken.read:,} rows: {taken.recorded:,} recorded, {taken.duplicates:,} duplicates, "
            f"{taken.rejected:,} not taken in; {taken.seconds:,.1f} s ({rate:,.0f}/s)",
        )
    )
    for remark in _remarks(taken):
        line(remark)


def _remarks(taken: Taken) -> Iterator[Text | str]:
    """What is to be looked at: doubts that were noted, rows that stayed outside, and why."""
    if taken.noted:
        yield Text(
            f"{taken.noted:,} 件有存疑之处，已随原文记下",
            f"{taken.noted:,} have something odd, noted with the original",
        )
    for reason, count in taken.reasons.most_common(5):
        yield f"  {count:,} × {reason}"
    for path in taken.rejects:
        yield Text(f"未导入的行及原因：{path}", f"What was not taken in, and why: {path}")
