"""Proof: verify, rebuild, anchor, backup, restore."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from wenguo.backup import backup as back_up
from wenguo.faces.cli import home
from wenguo.faces.cli.acting import Desk, at_the_desk, everywhere
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.contracted import promised
from wenguo.faces.cli.failing import FAILED, Failure
from wenguo.faces.cli.moments import Moment
from wenguo.faces.cli.output import Progress, emit, line, table
from wenguo.faces.cli.speaking import command, language, option, said
from wenguo.models import anchoring
from wenguo.postgresql import CannotCopy
from wenguo.queries.proof.found import Report
from wenguo.queries.verify import verify as prove
from wenguo.rebuild import rebuild as redraw
from wenguo.restoring import restore as bring_back
from wenguo.text import Text

_FILE = click.Path(path_type=Path)
_OLD = click.Path(exists=True, path_type=Path)
_SINCE = Text("只验证此后有变动的投诉", "only complaints on which something happened since")
_ANCHORS = Text(
    "与此存证文件对照，缺省为最新的每日存证", "hold the archive against this anchor file, else the newest daily one"
)
_SKIP = Text(
    "材料只看在不在、长短对不对，不读内容（快）", "look only whether files are there and how long, not at their bytes"
)
_PROVED = Text("已验证", "proved")
_DRAWN = Text("已重画", "drawn")
_SEARCH = Text("是否重建检索索引", "make the search index anew too")
_TRUST = Text(
    "已人工核对：以日志为准重画被改动的记录", "somebody has looked: draw rows that were changed by hand from their logs"
)
_OUT = Text(
    "写到此文件（.gz 则压缩），缺省为 anchors/ 下按日命名",
    "write to this file (.gz: compressed), else to anchors/ by day",
)


@command("verify", ENTRIES["verify"].text)
@option("--since", type=Moment(), metavar="TIME", text=_SINCE)
@option("--anchors", type=_OLD, metavar="FILE", text=_ANCHORS)
@option("--skip-bytes", is_flag=True, text=_SKIP)
@at_the_desk
def verify(desk: Desk, since: Any, anchors: Path | None, *, skip_bytes: bool) -> int:
    """Prove everything; exit 1 where something does not prove."""
    progress = Progress(_PROVED)
    # a span means so long ago here: --since +2d is the last two days
    moment = desk.at - since if isinstance(since, timedelta) else since
    try:
        report = prove(since=moment, anchors=anchors, progress=progress, lengths_only=skip_bytes)
    except anchoring.BadAnchor as error:
        raise Failure(Text(f"存证文件有误：{error}", f"The anchor's file is wrong: {error}")) from error
    progress.end()
    return _report(report, json=desk.json)


def _report(report: Report, *, json: bool) -> int:
    if json:
        emit(promised("verify", report.as_json(language())))
        return 0 if report.ok else FAILED
    summary = Text(
        f"{report.complaints:,} 件投诉，{report.lines:,} 行日志：",
        f"{report.complaints:,} complaints, {report.lines:,} lines: ",
    )
    if report.ok:
        line(said(summary) + said(Text("全部无误。", "all is proved.")))
        return 0
    count = len(report.problems) + report.more
    line(said(summary) + said(Text(f"发现 {count:,} 处问题。", f"{count:,} problems.")))
    heads = (Text("种类", "Kind"), Text("编号", "Number"), Text("行", "Line"), Text("问题", "What"))
    table(heads, ((one.kind, one.number, one.position or "", said(one.what)) for one in report.problems))
    return FAILED


@command("rebuild", ENTRIES["rebuild"].text)
@option("--search/--no-search", "search", default=True, text=_SEARCH)
@option("--trust-log", is_flag=True, text=_TRUST)
@at_the_desk
def rebuild(desk: Desk, search: bool, trust_log: bool) -> None:
    """Draw rows and search documents anew."""
    progress = Progress(_DRAWN)
    changed = redraw(progress, search=search, trust_log=trust_log)
    progress.end()
    if desk.json:
        emit({"changed": changed})
    else:
        line(Text(f"重画了 {changed:,} 条记录。", f"{changed:,} rows were drawn anew."))


@command("anchor", ENTRIES["anchor"].text)
@option("--out", type=_FILE, metavar="FILE", text=_OUT)
@at_the_desk
def anchor(desk: Desk, out: Path | None) -> None:
    """Anchor the archive as it stands."""
    out = out or _free(anchoring.folder(), desk)
    made = anchoring.anchor(out, desk.at)
    if desk.json:
        emit({"root": made.root, "complaints": made.complaints, "lines": made.lines, "file": str(out)})
    else:
        line(Text(f"根 {made.root}", f"Root {made.root}"))
        line(
            Text(
                f"{made.complaints:,} 件、{made.lines:,} 行，已写入 {out}",
                f"{made.complaints:,} complaints, {made.lines:,} lines, written to {out}",
            )
        )


def _free(folder: Path, desk: Desk) -> Path:
    """A name beside the daily anchors that hides none of them."""
    return folder / f"{desk.at:%Y-%m-%dT%H%M%SZ}.jsonl.gz"


@command("backup", ENTRIES["backup"].text)
@click.argument("target", type=_FILE)
@at_the_desk
def backup(desk: Desk, target: Path) -> None:
    """Back up to a new .tar or folder."""
    try:
        manifest = back_up(target, desk.at)
    except CannotCopy as error:
        raise Failure(error.text) from error
    size = sum(part.size for part in manifest.files.values())
    if desk.json:
        emit({"file": str(target), "files": len(manifest.files), "bytes": size, "database": manifest.database})
    else:
        line(
            Text(
                f"已备份 {len(manifest.files)} 个文件（{size:,} 字节）到 {target}",
                f"{len(manifest.files)} files ({size:,} bytes) backed up to {target}",
            )
        )
        line(Text("不含密钥文件 secret-key，请另行保管。", "The file secret-key is not in it; keep that elsewhere."))


@command("restore", ENTRIES["restore"].text, homeless=True)
@click.argument("source", type=_OLD)
@everywhere
def restore(source: Path, as_: str | None, at: Any, json_: bool) -> int:  # noqa: ARG001 — nobody acts: there is no home yet
    """Restore into an empty WENGUO_HOME, and prove it there."""
    above = click.get_current_context().obj or {}
    try:
        report = bring_back(source, home.folder())
    except CannotCopy as error:
        raise Failure(error.text) from error
    return _report(report, json=json_ or bool(above.get("json_")))
