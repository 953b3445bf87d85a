"""The screens: how long the server takes for a page, what a page weighs, and when a browser can use it."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.__main__ import Table, percentile, timed

PAGES = ("/desk/", "/desk/search/?q={needle}", "/desk/board/", "/desk/{number}/")
NAMES = {
    "/desk/": "desk",
    "/desk/search/?q={needle}": "search",
    "/desk/board/": "board",
    "/desk/{number}/": "complaint",
}
LINES = 100
FIRST_KB, LATER_KB = 250, 40
_LINKED = re.compile(r'<(?:link[^>]*href|script[^>]*src)="(/static/[^"]+)"')


def signed_in(account: Any) -> str:
    """A session of this account, as the value of its cookie."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def on_archive(needle: str) -> dict[str, float]:
    """Server time of each page, p95 in ms, as the busiest account sees it: in this process, without the network."""
    from django.conf import settings
    from django.test import Client

    from bench.store import local
    from bench.texts import words
    from wenguo.models import Account
    from wenguo.perform import perform
    from wenguo.verbs import Note, Record, Words

    by, _ = local()
    now = datetime.now(UTC)
    done = perform(Record(words=Words(words(1))), None, by, now)
    while done.position < LINES:
        done = perform(Note(words=Words(words(done.position))), done.number, by, now)
    client = Client(raise_request_exception=True, headers={"host": "127.0.0.1"})
    client.force_login(Account.objects.get(username="local"), settings.AUTHENTICATION_BACKENDS[0])
    found: dict[str, float] = {}
    for page in PAGES:
        path = page.format(needle=needle, number=done.number)
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        client.get(path)
        found[f"{NAMES[page]} page, server time"] = percentile(timed(60, lambda _, path=path: client.get(path)), 0.95)
    return found


def weigh(table: Table, port: int, cookie: str, number: str) -> None:
    """What a browser fetches, compressed: the first page with all that hangs on it, then a later page."""
    for name, path in (("the desk", "/desk/"), ("the portal", "/")):
        whole, body = _fetch(port, path, cookie)
        linked = sorted(set(_LINKED.findall(body)))
        first = (whole + sum(_fetch(port, one, cookie)[0] for one in linked)) / 1024
        table.add(f"first load of {name}, compressed", first, "KB", f"<= {FIRST_KB}", first <= FIRST_KB)
    for name, path in (
        ("complaint", f"/desk/{number}/"),
        ("search", "/desk/search/?q=退款".encode().decode("latin-1")),
    ):
        later = _fetch(port, path, cookie)[0] / 1024
        table.add(f"a later page ({name}), compressed", later, "KB", f"<= {LATER_KB}", later <= LATER_KB)


def _fetch(port: int, path: str, cookie: str) -> tuple[int, str]:
    """Bytes on the wire of one answer, and its text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    path = path if path.isascii() else path.encode("latin-1").decode()
    from urllib.parse import quote

    connection.request(
        "GET",
        quote(path, safe="/?=&%"),
        headers={"Cookie": f"sessionid={cookie}", "Accept-Encoding": "gzip, br", "Accept-Language": "zh-CN"},
    )
    answer = connection.getresponse()
    raw = answer.read()
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    coded = answer.getheader("Content-Encoding")
    text = ""
    if path.startswith("/static/"):
        pass
    elif coded == "gzip":
        import gzip

        text = gzip.decompress(raw).decode()
    elif coded is None:
        text = raw.decode()
    return len(raw) + head, text


WATCH = """
window.shifts = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value; })
  .observe({type: 'layout-shift', buffered: true});
"""


def in_browser(table: Table, port: int, cookie: str, number: str) -> None:
    """Layout shift and the time until a page can be used, in the system's Chromium on loopback."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.journeys.running import CHROMIUM, browser

    if CHROMIUM is None:
        print("Chromium was not found: layout shift and time to use are not measured")
        return
    worst_shift, worst_use = 0.0, 0.0
    with browser() as chromium:
        for width, height in ((1440, 900), (390, 844)):
            context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": f"http://127.0.0.1:{port}"}])
            context.add_init_script(WATCH)
            page = context.new_page()
            for path in ("/desk/", f"/desk/{number}/", "/desk/search/?q=退款", "/desk/board/", "/desk/intake/", "/"):
                page.goto(f"http://127.0.0.1:{port}{path}", wait_until="load")
                page.wait_for_timeout(400)
                told = page.evaluate(
                    "({use: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd, shift: window.shifts})"
                )
                worst_shift, worst_use = max(worst_shift, told["shift"]), max(worst_use, told["use"])
            context.close()
    table.add("layout shift, worst of six pages, two widths", worst_shift, "", "<= 0.02", worst_shift <= 0.02)
    table.add("page can be used after, worst", worst_use, "ms", "< 1000", worst_use < 1000)


def pages(table: Table, folder: Path, small: int, size: int) -> None:
    """Weights and browser figures, on the demonstration organisation."""
    from bench.serving import PORT, wait

    env = {**os.environ, "PORT": str(PORT)}
    server = subprocess.Popen([sys.executable, "-m", "wenguo", "run", "--demo"], env=env, stdout=subprocess.DEVNULL)
    try:
        wait("/healthz")
        import django

        django.setup()
        from wenguo.models import Account, Complaint

        cookie = signed_in(Account.objects.get(username="shen.qiu"))
        number = Complaint.objects.exclude(stage="closed").order_by("-length").values_list("number", flat=True)[0]
        weigh(table, PORT, cookie, number)
        in_browser(table, PORT, cookie, number)
    finally:
        server.terminate()
        server.wait(30)
