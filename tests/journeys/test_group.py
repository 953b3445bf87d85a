"""One matter of many handled together, and a moment for oneself: told to all, taken back; sealed in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.row("M06")
def test_one_fix_is_told_to_all_and_taken_back(signed: Callable[..., Any], address: str) -> None:
    page = signed("luo.qing")
    page.goto(f"{address}/desk/advice/groups/?state=confirmed")
    page.locator("ul.rows a.whole, ul.rows a").first.click()
    page.get_by_role("link", name="一起办").click()
    page.get_by_role("heading", name="共同立场").wait_for()
    assert page.get_by_text("各件办到哪里").count()
    page.get_by_role("link", name="统一告知").click()
    page.get_by_role("button", name="逐件预览").click()
    page.get_by_role("button", name="发给勾选的").wait_for()
    assert page.locator("textarea").count() > 20
    page.get_by_role("button", name="发给勾选的").click()
    page.get_by_role("button", name="全部撤回").click()
    page.get_by_text("已撤回", exact=False).first.wait_for()


@pytest.mark.row("M23")
def test_what_is_sealed_opens_with_its_passphrase_only(signed: Callable[..., Any], address: str) -> None:
    page = signed("tang.yi")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.post_data or ""))
    page.goto(f"{address}/desk/care/")
    page.locator("#passphrase").fill("only mine 1")
    page.locator("#private").fill("今天太难了")
    page.locator("[data-there]").check()
    page.get_by_role("button", name="加密保存").click()
    page.get_by_text("密文也存到了服务器").wait_for()
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator("#passphrase").fill("not mine 99")
    page.get_by_role("button", name="打开以前写的").click()
    page.get_by_text("口令不对").wait_for()
    page.locator("#passphrase").fill("only mine 1")
    page.get_by_role("button", name="打开以前写的").click()
    page.get_by_text("打开了。").wait_for()
    assert page.locator("#private").input_value() == "今天太难了"
    assert not any("今天太难了" in one or "only mine" in one for one in sent)
    page.get_by_role("button", name="开始休息").click()
    page.get_by_role("button", name="我回来了").click()
    page.get_by_text("欢迎回来。").wait_for()
