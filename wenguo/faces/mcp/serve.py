"""Serving the tools: over stdio for one person's assistant, or over HTTP for everyone who brings a token."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import msgspec
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from mcp import types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server

from wenguo import rates, tokens
from wenguo.faces.mcp.asked import Seat
from wenguo.faces.mcp.tools import call, offered
from wenguo.line import Unreadable
from wenguo.models import Account
from wenguo.perform import Broken
from wenguo.search import BadQuery
from wenguo.text import Text
from wenguo.verbs import Refused
from wenguo.verbs.filled import Malformed

log = logging.getLogger("wenguo.mcp")
_seat: ContextVar[Seat | None] = ContextVar("seat", default=None)  # who sits here, for one HTTP request

_INSTRUCTIONS = (
    "闻过：投诉的受理、办理与证明。您代表令牌的主人操作，每一步都记入日志并注明“经由助手”。投诉人的原话不可改写。\n"
    "Wenguo keeps complaints. You act for the token's person; each act is logged as done through an assistant. "
    "Never reword what complainants said."
)


class NoSeat(Exception):
    """There is no valid token, so there is nobody to act for."""


def seat_of(token: str, at: datetime) -> Seat:
    """The seat that a token gives. Raises NoSeat."""
    holder = tokens.holder_of(token, at)
    if holder is None:
        raise NoSeat("no valid token")
    return seat_beside(holder.account, holder.scopes)


def seat_beside(account: int, scopes: frozenset[str] = frozenset({"all"})) -> Seat:
    """The seat beside an active account. Raises NoSeat."""
    found = Account.objects.filter(pk=account, is_active=True).values_list("username", "language").first()
    if found is None:
        raise NoSeat("no active account")
    return Seat(account=account, username=found[0], scopes=scopes, language=found[1])


def server(whose: Callable[[], Seat]) -> Server[Any]:
    """A server of the tools; `whose` tells who asks, anew for each request, so that a revoked token ends at once."""

    async def list_tools(
        _: ServerRequestContext[Any], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        seat = await sync_to_async(_with_database(whose))()
        return types.ListToolsResult(tools=offered(seat))

    async def call_tool(_: ServerRequestContext[Any], params: types.CallToolRequestParams) -> types.CallToolResult:
        return await sync_to_async(_with_database(_answer))(whose, params.name, params.arguments or {})

    return Server("wenguo", version="1", instructions=_INSTRUCTIONS, on_list_tools=list_tools, on_call_tool=call_tool)


def _answer(whose: Callable[[], Seat], name: str, arguments: dict[str, Any]) -> types.CallToolResult:
    language = settings.LANGUAGE_CODE
    try:
        seat = whose()
        language = seat.language
        found = msgspec.to_builtins(call(name, arguments, seat, datetime.now(UTC)))
    except Exception as error:  # noqa: BLE001 — the assistant is told in words, whatever happened
        return _refusal(*_said(error), language)
    text = msgspec.json.encode(found).decode()
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], structured_content=found)


def _said(error: Exception) -> tuple[Text, str | None]:
    """What went wrong in the words of every other face, and the field it concerns."""
    if isinstance(error, Refused):
        return error.text, error.field
    if isinstance(error, Malformed):
        return error.text, None
    if isinstance(error, BadQuery):
        return Text(error.zh, error.en), "q"
    if isinstance(error, NoSeat):
        return Text("没有有效的令牌。", "There is no valid token."), None
    if isinstance(error, Broken | Unreadable):
        return Text(
            "此投诉的记录对不上，请管理员运行 wenguo verify。",
            "This complaint's log does not prove; ask for wenguo verify.",
        ), None
    log.error("a tool failed", exc_info=error)
    if isinstance(error, DatabaseError):
        return Text("数据库忙或不接受此值，请稍后再试。", "The database is busy or cannot hold this; try again."), None
    return Text("出现未预料的错误，已记录。", "Something not foreseen happened; it was logged."), None


def _refusal(text: Text, field: str | None, language: str) -> types.CallToolResult:
    words = text.said(language)
    shown = f"{field}: {words}" if field else words
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=shown)],
        structured_content={"refused": words, "field": field},
        is_error=True,
    )


def _with_database[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """The same, on connections that are fit: a long-lived server outlives its database's restarts."""

    def fit(*args: P.args, **kwargs: P.kwargs) -> R:
        if not connection.in_atomic_block:
            close_old_connections()
        return function(*args, **kwargs)

    return fit


type _Scope = dict[str, Any]


class Web:
    """The tools over HTTP at /mcp, for whoever brings a bearer token; no session outlives its request."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._tools = server(_present)
        self._app = self._tools.streamable_http_app(stateless_http=True, json_response=True, host=host)

    def lifespan(self) -> contextlib.AbstractAsyncContextManager[None]:
        """What must run around all requests, where no server of ASGI's lifespan does it."""
        return self._tools.session_manager.run()

    async def __call__(self, scope: _Scope, receive: Any, send: Any) -> None:
        """One request; who brings no valid token is turned away before anything is read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seat, status = await sync_to_async(_with_database(_admitted))(dict(scope["headers"]))
        if seat is None:
            await _turned_away(send, status)
            return
        with _seated(seat):
            await self._app(scope, receive, send)


def _admitted(headers: dict[bytes, bytes]) -> tuple[Seat | None, int]:
    at = datetime.now(UTC)
    kind, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    holder = tokens.holder_of(token.strip(), at) if kind.lower() == "bearer" else None
    if holder is None:
        return None, 401
    if rates.wait(0, holder.token, settings.WENGUO_RATE, at.timestamp()):
        return None, 429
    return seat_beside(holder.account, holder.scopes), 200


async def _turned_away(send: Any, status: int) -> None:
    headers = [(b"content-type", b"application/json")]
    headers.append((b"www-authenticate", b'Bearer realm="wenguo"') if status == 401 else (b"retry-after", b"60"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"error": "%d"}' % status})


@contextlib.contextmanager
def _seated(seat: Seat) -> Iterator[None]:
    held = _seat.set(seat)
    try:
        yield
    finally:
        _seat.reset(held)


def _present() -> Seat:
    seat = _seat.get()
    if seat is None:
        raise NoSeat("no request")
    return seat


def run(http_port: int | None, token: str | None, *, account: int | None = None, host: str = "127.0.0.1") -> None:
    """Serve until stopped: over HTTP where a port is given, else over stdio for the token's person or `account`.

    Raises NoSeat where stdio has nobody to act for.
    """
    import anyio

    if http_port is not None:
        import uvicorn

        uvicorn.run(Web(host), host=host, port=http_port, log_level="warning")
        return

    def whose() -> Seat:
        if token:
            return seat_of(token, datetime.now(UTC))
        if account is None:
            raise NoSeat("neither a token nor an account")
        return seat_beside(account)

    whose()
    anyio.run(_stdio, server(whose))


async def _stdio(tools: Server[Any]) -> None:
    from mcp.server.stdio import stdio_server

    async with stdio_server() as (reading, writing):
        await tools.run(reading, writing, tools.create_initialization_options())
