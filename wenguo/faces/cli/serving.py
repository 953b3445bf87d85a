"""`wenguo run`: the web server, and the worker and clock, as one process tree that starts and stops together."""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime

import click

from wenguo.environment import env
from wenguo.faces.cli import home
from wenguo.faces.cli.acting import Desk, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import Failure
from wenguo.faces.cli.output import note
from wenguo.faces.cli.speaking import command, option, said
from wenguo.faces.cli.supervising import Child, Pulse, Supervisor, answers, is_taken
from wenguo.text import Text

MOST_THREADS = 8  # of one server process
BEHIND_THE_DESK = 10  # how far reactions and advice stand back (nice) while somebody waits for a page
ANSWERS_WITHIN = 5.0  # seconds: advice that says nothing for so long, three times, hangs

_DEMO = Text("没有投诉时建立演示机构", "make the demonstration where there is no complaint yet")
_HOST = Text("监听地址（HOST）", "address to listen on (HOST)")
_PORT = Text("监听端口（PORT）", "port to listen on (PORT)")
_WORKERS = Text("网页进程数（WENGUO_WORKERS）", "server processes (WENGUO_WORKERS)")


@command("run", ENTRIES["run"].text)
@option("--demo", is_flag=True, text=_DEMO)
@option("--host", metavar="HOST", text=_HOST)
@option("--port", type=click.IntRange(1, 65535), text=_PORT)
@option("--workers", type=click.IntRange(1, 64), text=_WORKERS)
@at_the_desk
def run(desk: Desk, demo: bool, host: str | None, port: int | None, workers: int | None) -> int:
    """Until Ctrl-C or SIGTERM."""
    host, port = host or env("HOST"), port or int(env("PORT"))
    if is_taken(host, port):
        raise Failure(
            Text(
                f"端口 {host}:{port} 已被占用；换一个端口：PORT={port + 1} wenguo run",
                f"Port {host}:{port} is taken; name another: PORT={port + 1} wenguo run",
            )
        )
    if demo:
        from wenguo.faces.cli.demo import load_into_empty

        load_into_empty(desk.at)
    from wenguo.pages.assets import gather

    gather()
    welcome = _welcome(host, port, demo=demo)
    _close_database()
    supervisor = Supervisor(_children(host, port, workers or int(env("WENGUO_WORKERS"))))
    threading.Thread(target=_greet, args=(host, port, welcome, supervisor), daemon=True).start()
    return supervisor.run()


def _children(host: str, port: int, workers: int) -> list[Child]:
    python = [sys.executable, "-m"]
    threads = min(MOST_THREADS, 2 * (os.cpu_count() or 1) + 1)  # each keeps a database connection of its own
    served = [
        *("granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)),
        *("--no-ws", "--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "5"),
        *("--blocking-threads", str(threads), "--backpressure", "256", "--backlog", "2048", "wenguo.wsgi:application"),
    ]
    env_ = {**os.environ, "DJANGO_SETTINGS_MODULE": "wenguo.settings", "WENGUO_HOME": str(home.folder())}
    advised = env("WENGUO_ADVICE") != "off"
    asking = {**env_, "WENGUO_ADVICE": "process"} if advised else env_  # models are loaded once, not in every process
    return [
        Child("web", [*python, *served], asking),
        Child("work", [*python, "wenguo", "work"], asking, after=BEHIND_THE_DESK),
        *(
            [Child("advice", [*python, "wenguo.advising.process"], env_, Pulse(_advice_answers), after=BEHIND_THE_DESK)]
            if advised
            else ()
        ),
    ]


def _advice_answers() -> bool:
    """Does the advice process answer? One that does not listen yet is loading, and one that fails at once is alive."""
    from wenguo.advising import wire

    try:
        wire.ask(home.folder(), wire.PING, {}, ANSWERS_WITHIN)
    except (wire.Nobody, wire.Declined):
        return True
    except wire.Failed:
        return False
    return True


def _welcome(host: str, port: int, *, demo: bool) -> list[Text]:
    """The address, who may sign in, and what to try."""
    shown = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"  # noqa: S104 — compared, not bound
    found = [Text(f"\n闻过已启动：{shown}　（Ctrl-C 停止）", f"\nWenguo is running: {shown}  (Ctrl-C stops it)")]
    people: list[Text] = []
    if demo:
        from wenguo.faces.cli.demo import introduced

        people = introduced()
    found += people or [
        Text(
            "设密码后可登录：wenguo account password local（新账号：wenguo account add）",
            "Set a password to sign in: wenguo account password local (more accounts: wenguo account add)",
        )
    ]
    found.append(
        Text(
            f"试一试：wenguo queue ；wenguo record --words “…” ；wenguo verify ；接口说明 {shown}/api/v1/openapi.json",
            f"Try: wenguo queue; wenguo record --words '…'; wenguo verify; the API at {shown}/api/v1/openapi.json",
        )
    )
    return found


def _greet(host: str, port: int, welcome: list[Text], supervisor: Supervisor) -> None:
    """Say hello once the server answers."""
    begun = datetime.now(UTC)
    while not supervisor.stopping.is_set():
        if answers(host, port):
            for text in welcome:
                click.echo(said(text))
            sys.stdout.flush()
            return
        if (datetime.now(UTC) - begun).total_seconds() > 60:
            note(
                Text(
                    "服务一分钟内没有应答，请看上面的错误。",
                    "The server has not answered for a minute; see the errors above.",
                )
            )
            return
        supervisor.stopping.wait(0.1)


def _close_database() -> None:
    from django.db import connections

    connections.close_all()
