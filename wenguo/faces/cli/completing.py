"""Shell completion: the script that a shell reads."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.speaking import command
from wenguo.text import Text

_MORE = Text(
    '例：eval "$(wenguo completion bash)" ；zsh 同；fish：wenguo completion fish | source',
    'For example: eval "$(wenguo completion bash)"; zsh alike; fish: wenguo completion fish | source',
)


@command("completion", ENTRIES["completion"].text, more=_MORE, homeless=True)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print it."""
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(ctx.find_root().command, {}, "wenguo", "_WENGUO_COMPLETE").source())
