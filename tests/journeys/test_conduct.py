"""A journey about conduct: a fresh person of authority reads both sides and decides the complainant's appeal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.all


@pytest.mark.row("M40", "M02")
def test_a_fresh_person_reads_both_sides_and_ends_the_arrangement(signed: Callable[..., Any], address: str) -> None:
    page = signed("shen.qiu")
    page.goto(f"{address}/desk/search/?q=十盒饼干")
    page.locator("main").get_by_role("link", name="WG").first.click()
    panel = page.locator("#conduct")
    panel.get_by_text("等您决定").wait_for()
    panel.get_by_text("我方承诺没有兑现").wait_for()
    panel.get_by_text("查明确有问题").first.wait_for()
    panel.get_by_role("link", name="看申诉").click()
    page.get_by_text("措施取消", exact=True).click()
    page.get_by_label("理由").fill("我们晚了在先，电话联系可以恢复。")
    page.get_by_role("button", name="就行为作决定").click()
    page.locator("#conduct > summary").click()
    page.locator("#conduct").get_by_text("措施取消").wait_for()
    page.locator("#conduct").get_by_text("已结束的联系安排").first.wait_for()
