import json
import os
import subprocess
import sys
from datetime import UTC, datetime

from asgiref.sync import async_to_sync
from mcp import Client, StdioServerParameters, stdio_client

from tests.stories import founded
from wenguo import tokens
from wenguo.faces.mcp import serve

HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}
HEADERS = {"accept": "application/json, text/event-stream", "content-type": "application/json", "host": "127.0.0.1:80"}


def posts(*wanted):
    """What the HTTP face answers to (message, more headers): (status, document), without a socket."""

    async def one(app, message, more):
        sent = []
        body = json.dumps(message).encode()
        told = [(name.encode(), value.encode()) for name, value in {**HEADERS, **more}.items()]
        scope = {
            "type": "http", "method": "POST", "path": "/mcp", "raw_path": b"/mcp", "query_string": b"", "headers": told,
            "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive():
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(event):
            sent.append(event)

        await app(scope, receive, send)
        text = b"".join(event.get("body", b"") for event in sent)
        return sent[0]["status"], json.loads(text) if text else None

    async def go():
        app = serve.Web()
        async with app.lifespan():
            return [await one(app, message, more) for message, more in wanted]

    return async_to_sync(go)()


def test_http_asks_for_a_token_and_each_token_acts_for_its_own_person(office):
    ann = tokens.issue(office.ann, ["all"], "a", datetime.now(UTC))
    aud = tokens.issue(office.aud, ["read"], "b", datetime.now(UTC))
    record = {
        "jsonrpc": "2.0", "id": 2, "method": "tools/call",
        "params": {"name": "record", "arguments": {"words": "灯不亮"}},
    }  # fmt: skip
    version = {"mcp-protocol-version": "2025-06-18"}
    without, hello, done, refused = posts(
        (HELLO, {}),
        (HELLO, {"authorization": f"Bearer {ann}"}),
        (record, {"authorization": f"Bearer {ann}", **version}),
        (record, {"authorization": f"Bearer {aud}", **version}),
    )
    assert without[0] == 401
    assert hello[0] == 200
    assert hello[1]["result"]["serverInfo"]["name"] == "wenguo"
    assert done[1]["result"]["structuredContent"]["owner"] == "ann"
    assert refused[1]["result"]["isError"]


def test_the_command_serves_stdio_for_the_tokens_person(committing, tmp_path):
    office = founded()
    token = tokens.issue(office.ann, ["read"], "stdio", datetime.now(UTC))
    if committing is None:
        url = os.environ["WENGUO_TEST_DATABASE_URL"].rsplit("/", 1)[0] + "/" + _database()
    else:
        url = f"sqlite://{committing}"
    env = {**os.environ, "WENGUO_TOKEN": token, "WENGUO_DATABASE_URL": url, "WENGUO_HOME": str(tmp_path)}
    parameters = StdioServerParameters(command=sys.executable, args=["-m", "wenguo", "mcp", "--as", "ann"], env=env)

    async def go():
        async with Client(stdio_client(parameters)) as client:
            return await client.call_tool("counts", {}), (await client.list_tools()).tools

    answer, found = async_to_sync(go)()
    assert answer.structured_content["total"] == 0
    assert "record" not in {tool.name for tool in found}


def test_a_wrong_token_is_told_and_nothing_is_served(committing, tmp_path):
    founded()
    env = {**os.environ, "WENGUO_TOKEN": "wg_nobody", "WENGUO_HOME": str(tmp_path), "WENGUO_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "wenguo", "mcp"], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "WENGUO_TOKEN" in done.stderr


def _database():
    from django.db import connection

    return connection.settings_dict["NAME"]
