"""A head hands over a colleague's complaints before a holiday, sees how many wait, and takes them back."""

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


def wenguo(home: Path, *args: str) -> Any:
    """The command line on the running home."""
    env = {**os.environ, "WENGUO_HOME": str(home), "WENGUO_DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-m", "wenguo", *args, "--json"], cwd=ROOT, env=env, capture_output=True, text=True, check=True)  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.mark.row("M37")
def test_a_head_hands_over_many_and_takes_back_what_nobody_took(
    signed: Callable[..., Any], address: str, home: Path
) -> None:
    page = signed("shen.qiu")
    page.get_by_role("link", name="主管台").click()
    row = page.locator(".load tbody tr").filter(has_text="宋洁")
    had = int(row.locator("td.end a").first.inner_text())
    row.get_by_role("link", name=re.compile("转交")).click()
    page.wait_for_url("**/hand-over/?**owner=song.jie*")
    assert page.locator("input[name=number]").count() == had
    page.get_by_label("全选本页").check()
    assert page.locator("[data-count] b").inner_text() == str(page.locator("input[name=number]:not(:disabled)").count())
    page.locator(".takers label", has_text="唐依").locator("input").check()
    page.get_by_label("理由").fill("宋洁下周休假")
    page.get_by_role("button", name="转交所选").click()
    page.wait_for_url("**/handed-over/**")
    offered = page.get_by_text("等待接手").count()
    assert offered > 0
    first = page.locator("ol.rows a.number").first.inner_text()

    page.goto(f"{address}/desk/board/")
    toast = page.locator(".toast")
    assert str(offered) in toast.inner_text()

    taken = wenguo(home, "take-over", first, "--as", "tang.yi")
    assert taken["number"] == first
    toast.get_by_role("button").click()
    page.wait_for_url("**/handed-over/**")
    assert f"已收回 {offered - 1} 件" in page.locator(".told").inner_text()
    assert page.get_by_text("已接手", exact=True).count() == 1
    assert page.get_by_text("等待接手").count() == 0


@pytest.mark.row("M37")
def test_by_keyboard_rows_are_walked_and_ticked(signed: Callable[..., Any], address: str) -> None:
    page = signed("shen.qiu")
    page.goto(f"{address}/desk/board/hand-over/")
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    assert page.locator("[data-rows] > li").nth(1).locator("input").is_checked()
    assert page.locator("[data-count] b").inner_text() == "1"


def test_the_drawing_comes_after_the_page_and_its_table_needs_no_script(
    chromium: Any, signed: Callable[..., Any], address: str
) -> None:
    page = signed("shen.qiu")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/desk/board/")
    page.wait_for_selector("#ahead-drawing.ready canvas")
    assert any("echarts" in one for one in asked)
    context = chromium.new_context(
        java_script_enabled=False, locale="zh-CN", storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"{address}/desk/board/")
    assert plain.locator("table.days tbody tr").count() == 10
    assert plain.locator("[data-offers]").count() in {0, 1}
    context.close()
