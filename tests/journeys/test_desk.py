"""The desk in a browser: by keyboard alone, and going on by itself without moving under the pointer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.running import ROOT

Sign = Callable[..., Any]


@pytest.fixture
def does(home: Path, address: str) -> Callable[..., dict[str, Any]]:
    """`does("chen.jing", "record", "--words", "…")`: a colleague acts meanwhile, elsewhere."""
    env = {**os.environ, "WENGUO_HOME": str(home), "WENGUO_DATABASE_URL": ""}

    def do(who: str, *words: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "wenguo", *words, "--as", who, "--json"],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return found

    return do


def look_again(page: Any) -> None:
    """What happens every 20 seconds, now."""
    with page.expect_response("**/desk/live/**"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_desk_is_worked_by_keyboard_alone(signed: Sign) -> None:
    page = signed("sun.ying")
    rows = page.locator("#rows li")
    page.keyboard.press("j")
    assert rows.nth(0).get_attribute("aria-current") == "true"
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    number = rows.nth(1).locator(".number").inner_text()
    assert rows.nth(1).get_attribute("aria-current") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/{number}/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    keys = page.locator("#keys")
    assert keys.is_visible()
    for key in ("j", "k", "/", "g", "n", "?"):
        assert keys.get_by_text(key, exact=True).count() >= 1, key
    page.keyboard.press("Escape")
    assert not keys.is_visible()


def test_the_palette_goes_does_and_finds(signed: Sign) -> None:
    page = signed("sun.ying")
    number = page.locator("#rows .number").first.inner_text()
    field, options = page.locator("#palette-q"), page.locator("#palette-list [role=option]")

    page.keyboard.press("Control+k")
    options.first.wait_for()
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.type(re.sub(r"\D", "", number)[2:8])
    page.locator(f'#palette-list [data-href="/desk/{number}/"]').first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/{number}/")

    page.keyboard.press("Control+k")
    options.first.wait_for()
    likely = options.first.get_attribute("data-href")
    assert f"/desk/{number}/do/" in likely, "what can be done to the complaint that is open stands first"
    page.keyboard.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{likely}")

    page.keyboard.press("Control+k")
    page.keyboard.type("随手")
    page.locator('#palette-list [data-href="/desk/grumble/"]').wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#palette").is_visible()


def test_rows_say_what_is_new_without_moving_under_the_pointer(
    signed: Sign, does: Callable[..., dict[str, Any]]
) -> None:
    page = signed("chen.jing")
    page.mouse.move(2, 2)
    before = page.locator("#rows li").evaluate_all("rows => rows.map(row => row.id)")
    page.locator("#rows li").first.hover()
    made = does("chen.jing", "record", "--words", "有人受伤，请立即处理", "--severity", "T1")["number"]
    look_again(page)
    page.locator("#changes button").wait_for()
    held = page.locator("#rows li").evaluate_all("rows => rows.map(row => row.id)")
    assert held == before, "nothing moves under the pointer"
    assert "变化" in page.locator("#changes").inner_text()
    page.locator("#changes button").click()
    page.locator(f"#row-{made}").wait_for()
    assert page.locator("#changes button").count() == 0

    page.mouse.move(2, 2)
    again = does("chen.jing", "record", "--words", "又一件")["number"]
    look_again(page)
    page.locator(f"#row-{again}").wait_for()


def test_who_walks_the_rows_keeps_the_place_when_they_change(signed: Sign, does: Callable[..., dict[str, Any]]) -> None:
    page = signed("chen.jing")
    page.mouse.move(2, 2)
    page.keyboard.press("j")
    page.keyboard.press("j")
    here = page.locator("#rows li[aria-current=true]").get_attribute("id")
    made = does("chen.jing", "record", "--words", "很急的一件", "--severity", "T1")["number"]
    look_again(page)
    page.locator("#changes button").wait_for()
    assert page.locator(f"#row-{made}").count() == 0
    page.keyboard.press("u")
    page.locator(f"#row-{made}").wait_for()
    assert page.locator("#rows li[aria-current=true]").get_attribute("id") == here
    assert page.evaluate("document.activeElement.closest('li').id") == here


def test_nothing_changed_is_answered_with_nothing(signed: Sign) -> None:
    page = signed("gu.an")
    tag = page.locator("#desk").get_attribute("data-tag")
    with page.expect_response("**/desk/live/**") as first:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert first.value.status in {200, 304}
    assert first.value.request.headers["if-none-match"] == tag


def test_a_hand_over_is_taken_from_the_desk(signed: Sign, does: Callable[..., dict[str, Any]]) -> None:
    made = does("chen.jing", "record", "--words", "请同事接手的一件")["number"]
    does("chen.jing", "hand_over", made, "--to", "xu.lan")
    page = signed("xu.lan")
    waiting = page.locator("#offered li", has_text=made)
    with page.expect_navigation():
        waiting.get_by_role("button", name="接手").click()
    page.goto(page.url.split("/desk/")[0] + "/desk/?view=mine")
    assert page.locator(f"#row-{made}").count() == 1


WATCH = """
window.shifts = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value; })
  .observe({type: 'layout-shift', buffered: true});
"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_nothing_moves_while_the_desk_comes(signed: Callable[..., Any], address: str) -> None:
    page = signed("shen.qiu", width=390, height=844)
    page.add_init_script(WATCH)
    page.goto(f"{address}/desk/")
    page.wait_for_selector("p.groups-forming:not([hx-get])")
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("window.shifts") < 0.005
