"""The assistant's door: the MCP server, over stdio or HTTP."""

from __future__ import annotations

import os

import click

from wenguo.faces.cli.acting import Desk, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import Failure
from wenguo.faces.cli.speaking import command, option
from wenguo.text import Text

_HTTP = Text(
    "改为在此端口提供 HTTP（地址 /mcp，每次请求带令牌）",
    "serve HTTP on this port instead, at /mcp; each request brings a token",
)
_HOST = Text("HTTP 监听的地址", "the address HTTP listens on")


@command("mcp", ENTRIES["mcp"].text)
@option("--http", "port", type=click.IntRange(1, 65535), metavar="PORT", text=_HTTP)
@option("--host", default="127.0.0.1", text=_HOST)
@at_the_desk
def mcp(desk: Desk, port: int | None, host: str) -> None:
    """Serve assistants; over stdio they act by $WENGUO_TOKEN, else for the account of --as."""
    from wenguo.faces.mcp.serve import NoSeat, run

    try:
        run(port, os.environ.get("WENGUO_TOKEN", "").strip() or None, account=desk.account, host=host)
    except NoSeat as error:
        text = Text("WENGUO_TOKEN 无效或已吊销。", "WENGUO_TOKEN is not valid, or was revoked.")
        raise Failure(text) from error
