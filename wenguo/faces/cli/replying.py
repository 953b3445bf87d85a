"""A reply looked at before it is sent, at the desk or by a script: needs no database and no model."""

from __future__ import annotations

import json
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click
import msgspec

from wenguo.advice.replies import Check, check
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import Failure
from wenguo.faces.cli.output import emit, line
from wenguo.faces.cli.speaking import command, option, said
from wenguo.text import Text

_REPLY = Text("答复（或记录）的文件；- 为标准输入", "the file of the reply (or note); - is stdin")
_COMPLAINT = Text("投诉的文件", "the file of the complaint")
_KIND = Text("答复、消息、通话或记录", "an answer, a message, a call or a note")
_DEMAND = Text("一项诉求；不给则从投诉里读", "one thing asked for, else read from the complaint")
_REQUIRED = Text("规则包要求答复写明的一项，如 basis", "a part the pack asks the answer to hold, such as basis")
_AUTHORITY = Text("您可以答应的金额上限（元）", "what you may grant, in yuan")
_NAME = Text("可以出现在答复里的姓名", "a name that may stand in the reply")
_JSON = Text("标准输出最后一行为一个 JSON 对象", "one JSON object on the last line of stdout")
_MORE = Text(
    "逐处指出并给出更好的说法；评分只给写的人看。例：wenguo check-reply --complaint 投诉.txt --reply 答复.txt",
    "Each finding stands on its words, with a better wording; the score is for the author only. "
    "For example: wenguo check-reply --complaint complaint.txt --reply reply.txt",
)
_MARKS = {"serious": Text("请改", "mend"), "minor": Text("可改", "better"), "hint": Text("留意", "note")}


@command("check-reply", ENTRIES["check-reply"].text, more=_MORE, homeless=True)
@option(
    "--reply",
    "reply",
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    text=_REPLY,
)
@option("--complaint", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", text=_COMPLAINT)
@option(
    "--kind", type=click.Choice(["answer", "message", "call", "note"]), default="answer", show_default=True, text=_KIND
)
@option("--demand", "demands", multiple=True, metavar="WORDS", text=_DEMAND)
@option("--required", multiple=True, metavar="PART", text=_REQUIRED)
@option("--authority", metavar="YUAN", text=_AUTHORITY)
@option("--name", "names", multiple=True, metavar="NAME", text=_NAME)
@option("--json", "json_", is_flag=True, text=_JSON)
def check_reply(
    reply: str,
    complaint: Path | None,
    kind: Any,
    demands: tuple[str, ...],
    required: tuple[str, ...],
    authority: str | None,
    names: tuple[str, ...],
    json_: bool,
) -> None:
    """Exit 0 whatever is found: it is advice."""
    found = check(
        _read(reply),
        _read(complaint) if complaint is not None else "",
        demands=demands,
        kind=kind,
        required=required,
        authority_fen=_fen(authority),
        own_names=names,
    )
    if json_ or (click.get_current_context().obj or {}).get("json_"):
        emit(as_json(found))
    else:
        _tell(found)


def as_json(found: Check) -> dict[str, Any]:
    """The check as programs read it: texts as {zh, en}, offsets in characters."""
    whole: dict[str, Any] = json.loads(msgspec.json.encode(found, enc_hook=str))
    return _named(found, whole)


def _named(found: Check, whole: dict[str, Any]) -> dict[str, Any]:
    """Every Text, which is a pair, by its languages."""
    for key in ("parts", "findings", "movements", "demands"):
        for given, made in zip(getattr(found, key), whole[key], strict=True):
            for field in ("name", "because", "better"):
                text = getattr(given, field, None)
                if isinstance(text, Text):
                    made[field] = text._asdict()
    return whole


def _read(path: str | Path) -> str:
    """A file's text, whatever its encoding was: what cannot be read is shown as such."""
    data = sys.stdin.buffer.read() if str(path) == "-" else _bytes(Path(path))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failure(Text(f"读不了 {path}：{error.strerror}", f"{path} cannot be read: {error.strerror}")) from error


def _fen(yuan: str | None) -> int | None:
    if yuan is None:
        return None
    try:
        return int(Decimal(yuan.replace(",", "")) * 100)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise click.BadParameter(yuan, click.get_current_context(), param_hint="--authority") from error


def _tell(found: Check) -> None:
    """For people: the parts, then each finding with its words, the reason and a better wording."""
    line(Text(f"评分 {found.score}（只给您自己看）", f"Score {found.score} (for you alone)"))
    for part in found.parts:
        line(f"  {part.points:>2}/{part.of:<2} {said(part.name)}：{said(part.because)}")
    for one in found.demands:
        mark = "✓" if one.answered else "·"
        line(f"  {mark} {one.demand}：{said(one.because)}")
    for finding in found.findings:
        words = f"“{finding.span.text[:60]}” [{finding.span.start}:{finding.span.end}] " if finding.span else ""
        line(f"{said(_MARKS[finding.severity])}　{said(finding.name)} {words}")
        line(f"    {said(finding.because)}")
        if finding.better is not None:
            line(f"    → {said(finding.better)}")
    if not found.findings:
        line(Text("没有要改的。", "Nothing to mend."))
