"""`wenguo`: the program's command line. A command's room is entered only when it is asked for, so that starting is quick."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from wenguo.faces.cli import failing, home
from wenguo.faces.cli.acting import everywhere
from wenguo.faces.cli.commands import COMMANDS, ENTRIES, SECTIONS
from wenguo.faces.cli.speaking import Group, said
from wenguo.text import Text

_TEXT = Text("闻过：投诉受理、办理与证明。", "Wenguo: every complaint owned, timed, answered, kept and proved.")
_MORE = Text(
    "数据在 WENGUO_HOME（缺省 var/）；空文件夹里的第一条命令会建立数据库。例：wenguo record --words “房间漏水” ；"
    "wenguo queue ；wenguo show 编号 ；wenguo 动作 --help 。",
    "Data lie in WENGUO_HOME (else var/); the first command in an empty one makes the database. For example: "
    "wenguo record --words 'The room leaks'; wenguo queue; wenguo show NUMBER; wenguo VERB --help.",
)
_VERSION = Text("显示版本。", "Show the version.")


class Wenguo(Group):
    """All verbs of THE LIST, and everything in COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's signature
        """The names of all commands."""
        return [*_verbs(), *ENTRIES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 — click's
        """One command; a word of two parts may be written with - or _."""
        entry = ENTRIES.get(cmd_name)
        if entry is None:  # looked up first: to know the verbs is to load them all
            word = cmd_name.replace("-", "_")
            if word not in _verbs():
                return None
            home.start()
            from wenguo.faces.cli.verbs import command

            return command(word)
        if not entry.alone:
            home.start()
        try:
            room = import_module(f"wenguo.faces.cli.{entry.room}")
        except ModuleNotFoundError as error:
            if error.name != f"wenguo.faces.cli.{entry.room}":
                raise
            raise failing.Failure(Text(f"此版本还没有 {cmd_name}。", f"This version has no {cmd_name} yet.")) from error
        found = getattr(room, entry.name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 — click's
        """The commands by sections, without entering a room."""
        verbs = [(word, said(kind.title)) for word, kind in _verbs().items()]
        for section, title in SECTIONS.items():
            rows = verbs if section == "act" else [(name, said(one.text)) for name, one in COMMANDS[section].items()]
            with formatter.section(said(title)):
                formatter.write_dl(rows)


def _verbs() -> dict[str, Any]:
    from wenguo.verbs import VERBS

    return {word: kind for word, kind in VERBS.items() if kind.offered}


def _dashes(word: str) -> str:
    return word.replace("_", "-")


@click.group(
    "wenguo",
    cls=Wenguo,
    text=_TEXT,
    more=_MORE,
    context_settings={"help_option_names": ["-h", "--help"], "token_normalize_func": _dashes, "max_content_width": 120},
)
@everywhere
@click.version_option(package_name="wenguo", prog_name="wenguo", message="%(prog)s %(version)s", help=said(_VERSION))
@click.pass_context
def cli(ctx: click.Context, /, **given: Any) -> None:
    """See _TEXT."""
    ctx.obj = given


def run(arguments: list[str]) -> int:
    """Do one command; the exit code says how it went."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    try:
        code = cli.main(arguments, prog_name="wenguo", standalone_mode=False)
    except BaseException as error:  # noqa: BLE001 — the outermost face says everything in words
        return failing.told(error, json="--json" in before)
    return code if isinstance(code, int) else failing.DONE


def main() -> NoReturn:
    """The program."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "replace")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
