"""What went wrong, said once: exit codes 1 a check or the machine, 2 usage, 3 refused — and a clear line for people."""

from __future__ import annotations

import os
import re
import sys
import traceback
from typing import Any

import click

from wenguo.faces.cli.output import emit, note
from wenguo.faces.cli.speaking import said
from wenguo.text import Text

DONE, FAILED, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130


class Failure(Exception):
    """Something outside the program stands in the way; the text says what and what to do about it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def told(error: BaseException, *, json: bool) -> int:
    """Tell an error to whoever called, and give the exit code that it means."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        return _refused(*_invalid(error), json=json)
    if type(error).__name__ in {"Refused", "BadQuery"}:
        return _refused(_words(error), _field(error), json=json)
    if isinstance(error, SystemExit) and isinstance(error.code, int | None):
        return error.code or DONE
    if isinstance(error, click.exceptions.NoArgsIsHelpError):  # its message is the whole help
        note(error.format_message())
        return USAGE
    if isinstance(error, click.UsageError):
        return _usage(error, json=json)
    if isinstance(error, click.ClickException):
        note(error.format_message())
        return error.exit_code
    if isinstance(error, KeyboardInterrupt | click.Abort):
        note(Text("已中断。", "Interrupted."))
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):  # the reader of our output went away: nothing to tell to nobody
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 — the interpreter flushes it at the end
        return FAILED
    trouble = said(_trouble(error))
    note(f"wenguo: {trouble}")
    if json:
        emit({"failed": trouble})
    if os.environ.get("WENGUO_DEBUG"):
        traceback.print_exception(error)
    return FAILED


def _refused(text: str, field: str | None, *, json: bool) -> int:
    if json:
        emit({"refused": text, "field": field})
    else:
        where = f"（--{field.replace('_', '-')}）" if field else ""
        note(said(Text(f"未执行：{text}{where}", f"Not done: {text}{where}")))
    return REFUSED


def _words(error: Any) -> str:
    text = getattr(error, "text", None)
    return said(text if text is not None else Text(error.zh, error.en))


def _field(error: Any) -> str | None:
    return error.field if hasattr(error, "field") else "q"


def _invalid(error: Any) -> tuple[str, str | None]:
    """The first thing wrong with what was filled in, and its field."""
    from wenguo.verbs.filled import plain

    errors = [
        {**one, "loc": [part for part in one["loc"] if "[" not in str(part)]}
        for one in error.errors(include_url=False)
        if one["type"] != "is_instance_of"  # of a field that takes text as well, whose own error says more
    ]
    path, text = plain(errors)[0]
    field = path.partition(".")[0] if path else None
    return (f"{path}：{said(text)}" if path and path != field else said(text)), field


def _usage(error: click.UsageError, *, json: bool) -> int:
    """A wrong command line, said in the interface language, with where to read on."""
    if error.ctx is not None:
        note(error.ctx.get_usage())
        path = error.ctx.command_path
        note(Text(f"用 {path} --help 查看说明。", f"{path} --help says more."))
    words = _usage_words(error)
    note(words)
    if json:  # a program reads the last line of stdout, whatever became of its command
        emit({"refused": words, "field": _option(error)})
    return USAGE


def _option(error: click.UsageError) -> str | None:
    param = getattr(error, "param", None)
    if isinstance(param, click.Option):
        return param.opts[0].lstrip("-").replace("-", "_")
    hint = getattr(error, "param_hint", None)
    return hint.lstrip("-").replace("-", "_") if isinstance(hint, str) else getattr(param, "name", None)


def _usage_words(error: click.UsageError) -> str:
    param = getattr(error, "param", None)
    name = param.opts[0] if isinstance(param, click.Option) else (param.human_readable_name if param else "")
    name = name or str(getattr(error, "param_hint", None) or "")
    if isinstance(error, click.MissingParameter):
        return said(Text(f"缺少 {name}。", f"{name} is missing."))
    if isinstance(error, click.BadParameter):
        return said(_wrong_value(name, error))
    if isinstance(error, click.NoSuchOption):
        return said(Text(f"没有选项 {error.option_name}。", f"There is no option {error.option_name}."))
    if type(error).__name__ == "NoSuchCommand":
        return _no_such_command(error)
    extra = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message)
    if extra is not None:
        return said(Text(f"多出了 {extra[1]}，这里没有它的位置。", f"There is no place for {extra[1]}."))
    return error.format_message()


def _wrong_value(name: str, error: click.BadParameter) -> Text:
    """Click says what is wrong with a value in English alone; the two cases people meet are said in both."""
    kind = getattr(error.param, "type", None)
    if isinstance(kind, click.Choice):
        choices = "、".join(map(str, kind.choices))
        return Text(f"{name} 只能是：{choices}。", f"{name}: {error.message}")
    if isinstance(kind, click.Path) and (missing := re.search(r" '(.*)' does not exist", error.message)):
        return Text(f"没有文件 {missing[1]}。", f"There is no file {missing[1]}.")
    return Text(f"{name}：{error.message}", f"{name}: {error.message}")


def _no_such_command(error: Any) -> str:
    """With the commands that look like it: no one knows fifty words by heart."""
    from difflib import get_close_matches

    known = error.ctx.command.list_commands(error.ctx) if error.ctx is not None else []
    near = get_close_matches(str(error.command_name), known, 3, 0.6)
    zh, en = f"没有命令 {error.command_name}。", f"There is no command {error.command_name}."
    return said(
        Text(
            zh + (f"是不是：{'、'.join(near)}？" if near else ""),
            en + (f" Did you mean {', '.join(near)}?" if near else ""),
        )
    )


def _trouble(error: BaseException) -> Text:
    """What an unexpected error means to whoever runs the program."""
    if isinstance(error, Failure):
        return error.text
    kind = type(error).__name__
    words = str(error).strip().replace("\n", " ")
    if kind in {"OperationalError", "InterfaceError", "DatabaseError"}:
        return _database_trouble(words)
    if kind == "Broken":
        return Text(
            f"日志与记录不符，已停止写入：{words}。请运行 wenguo verify。",
            f"Log and row do not agree, nothing was written: {words}. Run wenguo verify.",
        )
    if kind == "BadPack":
        return Text(f"规则包有误：\n{error}", f"A policy pack is wrong:\n{error}")
    if isinstance(error, SystemExit):
        return Text(words, words)
    if isinstance(error, OSError) and error.filename:
        return Text(f"{error.filename}：{error.strerror}", f"{error.filename}: {error.strerror}")
    return Text(
        f"出了意外：{kind}: {words}（设 WENGUO_DEBUG=1 可看详情）。",
        f"Unexpected: {kind}: {words} (WENGUO_DEBUG=1 shows more).",
    )


def _database_trouble(words: str) -> Text:
    if "unable to open database file" in words or "readonly database" in words:
        return Text(
            "数据库文件打不开或不能写入；请检查 WENGUO_HOME 的权限和磁盘空间。",
            "The database file cannot be opened or written; check the permissions of WENGUO_HOME and the disk.",
        )
    if "locked" in words:
        return Text(
            "数据库正忙（另一进程长时间占用），没有写入任何内容；请稍后再试。",
            "The database is busy (another process holds it); nothing was written. Try again later.",
        )
    if "disk" in words and "full" in words:
        return Text("磁盘已满，没有写入任何内容。", "The disk is full; nothing was written.")
    if os.environ.get("WENGUO_DATABASE_URL", "").startswith("postgres"):
        return Text(
            f"连不上 PostgreSQL（WENGUO_DATABASE_URL）：{words}",
            f"PostgreSQL (WENGUO_DATABASE_URL) does not answer: {words}",
        )
    return Text(f"数据库出错：{words}", f"The database failed: {words}")
