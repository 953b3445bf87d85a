"""What a newcomer does first: start it, sign in, look at the queue, search, open a complaint; in a real browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from tests.journeys.running import ROOT, sign_in


def test_the_queue_says_why_and_search_finds_and_a_complaint_tells_its_story(page: Any, address: str) -> None:
    sign_in(page, address, "shen.qiu", "wenguo-demo")
    page.goto(f"{address}/desk/?view=all")
    assert any("已超" in why for why in page.locator(".because").all_inner_texts())
    page.get_by_label("检索投诉").fill("退款")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/search/?q=*")
    assert "退款" in page.locator("mark").first.inner_text()
    page.locator("tbody a.number").first.click()
    page.wait_for_selector("ol.story")
    assert page.locator("ol.story li").count() > 2
    assert page.get_by_text("首问人").count() == 1


def test_what_one_may_not_see_is_not_there(page: Any, address: str) -> None:
    sign_in(page, address, "shen.qiu", "wenguo-demo")
    number = page.locator("ol.rows .number").first.inner_text()
    page.locator(".top .menu > summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="退出").click()
    sign_in(page, address, "cao.mei", "wenguo-demo")
    assert number not in page.content()


def test_a_wrong_password_is_told_kindly(chromium: Any, address: str) -> None:
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("账号").fill("shen.qiu")
    page.get_by_label("密码").fill("不是这个")
    page.locator("main button").click()
    assert "不对" in page.get_by_role("alert").inner_text()
    context.close()


def test_while_it_runs_the_command_line_and_the_api_work_on_the_same_home(address: str, home: Path) -> None:
    env = {**os.environ, "WENGUO_HOME": str(home), "WENGUO_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "wenguo", "record", "--words", "排队机又坏了", "--json"],
        cwd=ROOT, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    number = json.loads(done.stdout.strip().splitlines()[-1])["number"]
    token = subprocess.run(
        [sys.executable, "-m", "wenguo", "token", "--scope", "all", "--json"],
        cwd=ROOT, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    key = json.loads(token.stdout.strip().splitlines()[-1])["token"]
    asked = urllib.request.Request(f"{address}/api/v1/complaints/{number}", headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(asked) as answer:
        assert json.load(answer)["number"] == number
