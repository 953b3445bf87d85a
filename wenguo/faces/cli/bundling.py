"""Bundles of evidence: taking one out, and proving one without the database."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import click

from wenguo.faces.cli.acting import Desk, at_the_desk, everywhere
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import FAILED
from wenguo.faces.cli.output import emit, line, note
from wenguo.faces.cli.speaking import command, language, option
from wenguo.text import Text

_OUT = Text("写到哪个 ZIP 文件，缺省为“编号.zip”", "the ZIP file to write, else NUMBER.zip")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_MORE = Text(
    "含全部原件、目录（PDF）、清单、日志和各文件的 SHA-256；联系方式按您的角色遮盖，导出会记入查阅日志。",
    "Holds all originals, an index (PDF), the manifest, the log and every file's SHA-256; contact data as your role sees "
    "them. That it was taken out goes to the access log.",
)
_PROOF = Text(
    "不需要数据库：少了、多了、截短了、改过的文件，改过的日志行，重新打过的压缩包，都会指出。退出码 1 表示有问题。",
    "Needs no database: missing, added, cut or changed files, changed lines of the log and a ZIP packed anew are named. "
    "Exit 1 where something does not prove.",
)


@command("bundle", ENTRIES["bundle"].text, more=_MORE)
@click.argument("number", metavar="NUMBER")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), text=_OUT)
@at_the_desk
def bundle(desk: Desk, number: str, out: Path | None) -> None:
    """Write the bundle of one complaint."""
    from wenguo.paper.bundle import made
    from wenguo.queries import office
    from wenguo.queries.history import history

    whole = history(desk.asker, number)
    actor = office.actor(desk.asker.account, office.units()[whole.complaint.unit], "cli")
    assert actor is not None
    target = out if out is not None else Path(f"{whole.complaint.number}.zip")
    part = target.with_name(f"{target.name}.part")
    with made(whole, actor, desk.asker.account, "cli", desk.at, language()) as source:
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                shutil.copyfileobj(source, file, 1 << 20)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    if desk.json:
        emit({"number": whole.complaint.number, "out": str(target), "size": target.stat().st_size})
    else:
        note(Text(f"已写入 {target}", f"Written to {target}"))


@command("verify-bundle", ENTRIES["verify-bundle"].text, more=_PROOF, homeless=True)
@click.argument("file", type=_FILE, metavar="FILE")
@everywhere
def verify_bundle(file: Path, as_: str | None, at: Any, json_: bool) -> int:  # noqa: ARG001 — nobody acts: no home is needed
    """Prove a bundle by the file alone."""
    from wenguo.paper.bundle_proof import prove

    found = prove(file)
    if json_ or bool((click.get_current_context().obj or {}).get("json_")):
        emit(
            {
                "ok": found.ok,
                "number": found.number,
                "sha256": found.digest,
                "log_head": found.head,
                "files": found.files,
                "lines": found.lines,
                "problems": [{"where": one.where, "what": one.zh if _zh() else one.en} for one in found.wrong],
            }
        )
        return 0 if found.ok else FAILED
    for one in found.wrong:
        line(f"{one.where}: {one.zh if _zh() else one.en}")
    if found.ok:
        note(
            Text(
                f"核对无误：{found.number}，{found.files} 个文件，{found.lines} 行日志。\nSHA-256 {found.digest}\n末行 {found.head}\n"
                "出具单位的查阅日志里应有同一 SHA-256；末行应与其系统里的一致。",
                f"It proves: {found.number}, {found.files} files, {found.lines} lines.\nSHA-256 {found.digest}\nlast line "
                f"{found.head}\nThe access log of the house that made it holds the same SHA-256, its system the same last line.",
            )
        )
    return 0 if found.ok else FAILED


def _zh() -> bool:
    return language().startswith("zh")
