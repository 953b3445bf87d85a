"""Giving out complaints as files, and the ledger 台账."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from wenguo.faces.cli.acting import Desk, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.filtering import chosen, filtered
from wenguo.faces.cli.output import Progress, emit, note
from wenguo.faces.cli.speaking import command, option, said
from wenguo.text import Text

_FORMATS = ("csv", "xlsx", "jsonl", "parquet")
_FORMAT = Text("格式，缺省由 --out 的扩展名决定，再缺省 csv", "format, else by the extension of --out, else csv")
_LEDGER = Text("台账：全部法定栏目，中文列名，可再导入", "the ledger: every column the rules ask for, importable again")
_OUT = Text("写到哪个文件，缺省为标准输出", "the file to write, else stdout")
_QUERY = Text("只要文字中含有这些词句的", "only those whose words hold this")
_UNMASK = Text(
    "显示完整联系方式（须写明 --reason，并记入访问日志）", "contact data plainly (needs --reason; is logged)"
)
_OPEN = Text("只要在办的／已办结的", "only open ones, or closed ones")
_REASON = Text("为何需要完整联系方式", "why contact data are needed plainly")
_MORE = Text(
    "只含您能看到的投诉；联系方式按角色遮盖。CSV 可直接用 Excel 打开。例：wenguo export --ledger --out 台账.xlsx",
    "Holds the complaints you may see, contact data as your role sees them. CSV opens in Excel. For example: "
    "wenguo export --ledger --out ledger.xlsx",
)


@command("export", ENTRIES["export"].text, more=_MORE)
@option("--format", "format_", type=click.Choice(_FORMATS), text=_FORMAT)
@option("--ledger", is_flag=True, text=_LEDGER)
@option("--out", type=click.Path(dir_okay=False, path_type=Path), text=_OUT)
@option("--query", metavar="Q", text=_QUERY)
@option("--unmask", is_flag=True, text=_UNMASK)
@option("--reason", metavar="TEXT", text=_REASON)
@option("--open/--closed", "open_", default=None, text=_OPEN)
@filtered
@at_the_desk
def export(desk: Desk, format_: str | None, *, ledger: bool, out: Path | None, **given: Any) -> None:
    """Write the complaints that pass the filters."""
    from wenguo.faces.files import give_out

    query, unmask, reason = given.pop("query"), given.pop("unmask"), given.pop("reason")
    if unmask and not (reason or "").strip():
        raise click.UsageError(said(Text("--unmask 须同时写明 --reason。", "--unmask needs --reason.")))
    ending = out.suffix.lstrip(".").lower() if out is not None else ""
    kind = format_ or (ending if ending in _FORMATS else "csv")
    if out is None and (desk.json or kind in {"xlsx", "parquet"}):
        raise click.UsageError(said(Text("请用 --out 指明文件。", "Name the file by --out.")))
    filters = msgspec.structs.replace(chosen(given), open=given.pop("open_"))
    asked: dict[str, Any] = {
        "at": desk.at, "kind": kind, "ledger": ledger, "filters": filters, "query": query,
        "unmask": reason if unmask else None,
    }  # fmt: skip
    if out is None:
        result = give_out(desk.asker, sys.stdout.buffer, **asked)
    else:
        shown = Progress(Text("已写", "written"))
        part = out.with_name(f"{out.name}.part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                result = give_out(desk.asker, file, progress=shown, **asked)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        shown.end()
    if desk.json:
        emit({"rows": result.rows, "masked": result.masked, "seconds": round(result.seconds, 3), "out": str(out)})
    else:
        masked = f"，{result.masked:,} 件联系方式已遮盖" if result.masked else ""
        hidden = f", {result.masked:,} with contact data masked" if result.masked else ""
        note(Text(f"已导出 {result.rows:,} 件{masked}", f"{result.rows:,} complaints given out{hidden}"))
