"""One journey: what was agreed is given by another than who approved it, with its proof, and then it may be closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.all


@pytest.mark.row("M05")
@pytest.mark.row("M30")
def test_what_was_agreed_is_given_with_its_proof(signed: Callable[..., Any], address: str) -> None:
    page = signed("tang.yi")
    page.goto(f"{address}/desk/search/?q=货架标价")
    page.locator("main a.whole, main .number a, main a.number").first.click()
    panel = page.locator("#redress")
    assert "3 × 价款，不足 500 元按 500 元" in panel.inner_text()
    assert "已同意，待给付" in panel.inner_text()
    panel.get_by_role("link", name="登记给付").click()
    page.get_by_label("原路退回").check()
    page.locator("textarea[name=proof]").fill("流水 3310")
    page.locator("[data-main]").click()
    page.wait_for_url("**/desk/WG*/")
    assert "已给付" in page.locator("#redress").inner_text()
    assert "流水 3310" in page.locator("#redress").inner_text()
    assert "已按约定给付" in page.locator("#redress").inner_text(), "with its offer, and not among the promises again"
