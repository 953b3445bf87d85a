"""A part asked of another unit in a browser: asked for with a proposed time, shown, delivered."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.all


@pytest.mark.row("M28")
def test_a_part_is_asked_for_with_a_proposed_time_and_comes_back(signed: Callable[..., Any], address: str) -> None:
    page = signed("chen.jing")
    page.goto(f"{address}/desk/")
    number = page.locator("#rows .number").first.inner_text()
    page.goto(f"{address}/desk/{number}/do/request/")
    unit = page.locator("form.act-form select[name=unit]")
    unit.select_option(index=1)
    asked = unit.evaluate("one => one.selectedOptions[0].textContent.trim()")
    page.fill("textarea[name=what]", "请把三月的两通录音归档")
    assert page.locator("input[name=due_at]").input_value(), "a working day is proposed"
    page.locator("form.act-form button[data-main]").click()
    page.wait_for_url(f"**/desk/{number}/")
    panel = page.locator("#parts")
    assert "请把三月的两通录音归档" in panel.inner_text()
    assert asked.split("·")[0].strip() in panel.inner_text()
    panel.get_by_role("link", name=re.compile("交回|Deliver")).first.click()
    page.fill("form.act-form textarea[name=words]", "两通都已归档")
    page.locator("form.act-form button[data-main]").click()
    page.wait_for_url(f"**/desk/{number}/")
    assert "两通都已归档" in page.locator("#parts").inner_text()
