"""What every journey needs: the product running as a newcomer runs it, a browser, and a page that complains of nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.running import CHROMIUM, at_the_desk, browser, running, with_demo

HERE = Path(__file__).parent
SKIPS = [
    pytest.mark.all,
    pytest.mark.skipif("WENGUO_TEST_DATABASE_URL" in os.environ, reason="the browser looks at SQLite's run only"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium was not found: apt install chromium fonts-noto-cjk"),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a slow one that needs a browser."""
    for item in items:
        if HERE in item.path.parents:
            for mark in SKIPS:
                item.add_marker(mark)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the running product; its name is one that programs stumble over."""
    return tmp_path_factory.mktemp("闻过 home")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def address(home: Path, shared: Path) -> Iterator[str]:
    """Where the product answers, with the demonstration organisation in it."""
    with_demo(home, shared)
    with running(home) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's browser."""
    # Playwright leaves an event loop in this thread, and Django then refuses the database to every later test of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with browser() as found:
        yield found


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """`opened(language="zh-CN", width=1440, height=900, light="light")`: a fresh page; what its console says fails the test."""
    contexts: list[Any] = []
    said: list[str] = []

    def open_one(
        language: str = "zh-CN", width: int = 1440, height: int = 900, light: str = "light", **more: Any
    ) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale=language, color_scheme=light, **more
        )
        contexts.append(context)
        made = context.new_page()
        made.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        made.on("pageerror", lambda error: said.append(str(error)))
        return made

    yield open_one
    for context in contexts:
        context.close()
    # an answer of 4xx that a journey asked for, and the network that it took away itself
    refused = [one for one in said if "status of 4" not in one and "ERR_INTERNET_DISCONNECTED" not in one]
    assert refused == [], "the browser complains of nothing: no script refused, nothing missing"


@pytest.fixture
def page(opened: Callable[..., Any], request: pytest.FixtureRequest) -> Any:
    """A fresh page, Chinese, wide and light unless the test says otherwise: (language, width, light)."""
    language, width, light = getattr(request, "param", ("zh-CN", 1440, "light"))
    return opened(language, width, light=light)


@pytest.fixture
def signed(opened: Callable[..., Any], address: str) -> Callable[..., Any]:
    """`signed("chen.jing", …)`: a fresh page at this person's desk."""

    def sign(name: str, **how: Any) -> Any:
        made = opened(**how)
        at_the_desk(made, address, name, "wenguo-demo")
        return made

    return sign
