"""On the telephone with an upset person: words first, then questions, a promise by one tap, and the promise kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.running import ROOT, until
from tests.journeys.screens import looking, overflows, page_of, violations

SAID = "我在朝阳路门店等了四十分钟，叫号机坏了也没人管，昨天就是这样"


@pytest.mark.row("M07", "M08", "M14", "M36")
def test_a_telephone_intake_with_a_promise_that_is_later_kept(
    signed: Callable[..., Any], address: str, home: Path
) -> None:
    page = signed("chen.jing")
    page.goto(f"{address}/desk/intake/")
    page.get_by_role("link", name="开始登记").first.click()
    page.locator("#words:focus").wait_for()
    page.keyboard.type(SAID)  # the cursor is where the story goes
    page.get_by_text(re.compile(r"已保存 \d\d:\d\d:\d\d")).wait_for()
    companion = page.locator("#companion")
    assert "请问怎么称呼您？" in companion.inner_text()
    page.get_by_role("link", name="何人 怎么称呼").click()
    page.keyboard.type("马女士")
    page.keyboard.press("Tab")
    page.keyboard.type("13700009911")
    page.get_by_text("马女士，我复述一遍").wait_for()
    assert page.locator("#ask-complainant").count() == 0
    page.get_by_label("愤怒").check()
    page.locator("#meaning").fill("怕再白跑一趟")
    page.get_by_label("10 分钟后回电").check()
    page.get_by_label("我已告诉对方：收到了").check()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/desk/WG*/")
    number = page.url.rstrip("/").rsplit("/", 1)[-1]
    text = page.locator("main").inner_text()
    assert SAID in text
    assert "我们的理解，不是投诉人的原话" in text
    _wenguo(home, "keep", number, "--promise", "1", "--as", "chen.jing")
    page.goto(f"{address}/desk/{number}/")
    assert "已兑现" in page.locator("main").inner_text() or "兑现承诺" in page.locator("main").inner_text()


@pytest.mark.row("M36")
def test_a_closed_laptop_and_a_missing_network_lose_nothing(chromium: Any, address: str) -> None:
    with looking(chromium, "zh-light-wide") as context:
        page = page_of(context, address, "chen.jing")
        page.goto(f"{address}/desk/intake/new/")
        page.locator("#words").fill("合上之前写的")
        page.get_by_text("已保存").wait_for()
        context.set_offline(True)
        page.locator("#meaning").fill("断网时写的")
        page.get_by_text("没有网络").wait_for()
        draft = page.url
        page.close()
        context.set_offline(False)
        again = context.new_page()
        with again.expect_response("**/companion/"):  # what was kept on this computer goes to the server at once
            again.goto(draft)
        assert again.locator("#meaning").input_value() == "断网时写的"
        assert again.locator("#words").input_value() == "合上之前写的"
        again.get_by_text("已找回").wait_for()
        again.reload()
        assert again.locator("#meaning").input_value() == "断网时写的"


@pytest.mark.row("M36")
def test_the_filled_form_is_reachable_for_everybody(signed: Callable[..., Any], address: str) -> None:
    page = signed("chen.jing", language="en-GB", width=390, light="dark")
    page.goto(f"{address}/desk/intake/new/")
    page.locator("#words").fill(SAID + "长" * 3000)
    page.locator("#name").fill("名" * 60)
    page.locator("#phone").fill("139 0000 0117")
    page.locator("#earlier").wait_for(state="attached")
    page.locator("#count-earlier").click()
    page.locator("#earlier button").first.wait_for()
    assert not overflows(page)


@pytest.mark.row("M07", "M43")
def test_one_key_accepts_a_proposal_and_one_dismisses_it(signed: Callable[..., Any], address: str) -> None:
    page = signed("chen.jing")
    page.goto(f"{address}/desk/intake/new/")
    page.locator("#words").fill("排队两个小时没人理，气死我了，要求退款")
    page.locator("#proposals [data-take]").first.wait_for()
    before = page.locator("#proposals [data-take]").count()
    page.locator("#words").focus()
    with page.expect_response("**/companion/"):
        page.keyboard.press("Alt+y")
    with page.expect_response("**/companion/"):
        page.keyboard.press("Alt+n")
    until(page, f"document.querySelectorAll('#proposals [data-take]').length <= {before - 2}")
    assert page.locator("#words").input_value() == "排队两个小时没人理，气死我了，要求退款"


def test_everything_works_without_a_script(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.locator("input[name=login], input[name=username]").first.fill("chen.jing")
    page.locator("input[type=password]").first.fill("wenguo-demo")
    page.locator("main button").first.click()
    page.wait_for_url("**/desk/**")
    page.goto(f"{address}/desk/intake/new/")
    page.locator("#words").fill("没有脚本也能登记")
    with page.expect_navigation():
        page.get_by_role("button", name="存草稿").click()
    assert "我复述一遍" in page.locator("#companion").inner_text()
    page.locator("#record").click()
    page.wait_for_url("**/desk/WG*/**")
    context.close()


def test_axe_finds_nothing_wrong_with_the_form_unfolded(chromium: Any, address: str) -> None:
    with looking(chromium, "en-dark-phone") as context:
        page = page_of(context, address, "chen.jing")
        page.goto(f"{address}/desk/intake/new/")
        page.locator("details.more summary").click()
        page.locator("details.settle summary").click()
        page.locator("#phone").fill("139 0000 0117")
        page.locator("#earlier").wait_for(state="attached")
        page.locator("#count-earlier").click()
        assert violations(page) == []


def _wenguo(home: Path, *args: str) -> None:
    env = {**os.environ, "WENGUO_HOME": str(home), "WENGUO_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "wenguo", *args], cwd=ROOT, env=env, capture_output=True, check=True)
