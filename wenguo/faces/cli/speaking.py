"""Commands whose help speaks the reader's language: click's own classes with a Text in place of a string."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import click

from wenguo.text import Text

_USAGE = Text("用法：", "Usage: ")
_OPTIONS = Text("选项", "Options")
_COMMANDS = Text("命令", "Commands")
_REQUIRED = Text("必填", "required")
_DEFAULT = Text("缺省", "default")
_REPEATED = Text("可多次", "repeatable")
_HELP = Text("显示本说明。", "Show this message.")
_NOTHING = Text("", "")


def language() -> str:
    """The interface language: WENGUO_LANGUAGE, else the shell's, else Chinese."""
    given = os.environ.get("WENGUO_LANGUAGE", "").strip()
    if given:
        return "zh-hans" if given.lower().startswith("zh") else "en"
    shell = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    if shell.partition(".")[0] in {"", "C", "POSIX"}:
        return "zh-hans"
    return "zh-hans" if shell.startswith("zh") else "en"


def said(text: Text) -> str:
    """A Text in the interface language."""
    return text.said(language())


class Option(click.Option):
    """An option whose help is a Text."""

    def __init__(self, decls: Sequence[str], *, text: Text = _NOTHING, **attrs: Any) -> None:
        """`attrs` are click's."""
        super().__init__(decls, **attrs)
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its names, and its sentence with what is to be known of the value."""
        if self.hidden:
            return None
        extra = [said(_REQUIRED)] if self.required else []
        if self.multiple:
            extra.append(said(_REPEATED))
        if self.show_default and self.default not in {None, False}:
            extra.append(f"{said(_DEFAULT)}: {self.default}")
        return self.get_help_spec(ctx), said(self.text) + (f"  [{'; '.join(extra)}]" if extra else "")


def option(*decls: str, text: Text, **attrs: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The decorator for an Option."""
    return click.option(*decls, cls=Option, text=text, **attrs)


class _Speaking(click.Command):
    """What Command and Group share."""

    def __init__(self, *args: Any, text: Text = _NOTHING, more: Text = _NOTHING, **attrs: Any) -> None:
        """`text` is the one line of lists, `more` what the command's own help adds."""
        super().__init__(*args, **attrs)
        self.text = text
        self.more = more

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 — click's signature
        """The one line of lists."""
        return said(self.text)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=said(_USAGE))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 — click's
        """The line, and what more there is to say."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said(self.text))
            if said(self.more):
                formatter.write_paragraph()
                formatter.write_text(said(self.more))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, each with its sentence."""
        asked = [param for param in self.get_params(ctx) if not isinstance(param, click.Argument)]
        rows = [row for param in asked if (row := param.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section(said(_OPTIONS)):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, whose sentence is ours."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = said(_HELP)
        return found


class Command(_Speaking):
    """A command that finds the house in order: a home without a database gets one before the command runs."""

    homeless = False

    def __init__(self, *args: Any, homeless: bool = False, **attrs: Any) -> None:
        """`homeless` commands need no home."""
        super().__init__(*args, **attrs)
        self.homeless = homeless

    def invoke(self, ctx: click.Context) -> Any:
        """See that the home is there, then do it."""
        if not self.homeless:
            from wenguo.faces.cli import home

            home.ensure()
        return super().invoke(ctx)


class Group(_Speaking, click.Group):
    """A command with commands of its own."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        _Speaking.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with its line."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str()) for name, command in found if command is not None]
        if rows:
            with formatter.section(said(_COMMANDS)):
                formatter.write_dl(rows)


def command(name: str, text: Text, *, more: Text = _NOTHING, **attrs: Any) -> Callable[[Any], Command]:
    """The decorator that makes a Command."""
    return click.command(name, cls=Command, text=text, more=more, **attrs)


def group(name: str, text: Text, *, more: Text = _NOTHING, **attrs: Any) -> Callable[[Any], Group]:
    """The decorator that makes a Group."""
    return click.group(name, cls=Group, text=text, more=more, **attrs)
