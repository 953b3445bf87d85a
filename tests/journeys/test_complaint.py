"""Journeys on one complaint's page: unmasking for a reason, two people on one page, following a link into a fold."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.running import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

pytestmark = pytest.mark.all


@pytest.fixture
def one(signed: Callable[..., Any], address: str) -> str:
    """The address of the most urgent complaint of the group, which its head sees masked."""
    page = signed("shen.qiu")
    numbers = page.evaluate("[...document.querySelectorAll('main .number')].map(one => one.textContent.trim())")
    for number in numbers:
        page.goto(f"{address}/desk/{number}/")
        if page.locator("details.unmask").count():
            return f"{address}/desk/{number}/"
    raise AssertionError(f"none of these is masked for the head: {numbers}")


def violations(page: Any) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run(document, {{preload: false, runOnly: {json.dumps(WCAG)}}})")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.row("M26")
def test_a_chief_unmasks_for_a_reason_and_only_this_once(signed: Callable[..., Any], one: str) -> None:
    page = signed("shen.qiu")
    page.goto(one)
    people = page.locator("#people")
    masked = people.inner_text()
    assert "*" in masked
    page.get_by_text("完整显示（须说明理由）").click()
    page.get_by_role("button", name="显示", exact=True).click()
    assert "记入查阅日志" in people.get_by_role("alert").inner_text(), "without a reason nothing is shown"
    people.get_by_label("回电核实").check()
    people.get_by_role("button", name="显示", exact=True).click()
    people.get_by_text("本次完整显示，已记录").wait_for()
    assert "***" not in people.inner_text()
    page.reload()
    assert "***" in page.locator("#people").inner_text()
    page.locator("#principles > summary").click()
    page.get_by_role("link", name="谁看过").click()
    page.wait_for_url("**/read-by/")
    assert "回电核实" in page.locator("ol.rows").inner_text()
    assert violations(page) == []


def test_two_people_on_one_page_see_each_other(signed: Callable[..., Any], one: str) -> None:
    first, second = signed("shen.qiu"), signed("wen.zhi", language="en-GB")
    first.goto(one)
    second.goto(one)
    assert "沈秋" in second.locator("#pulse").inner_text()
    assert "温芷" not in second.locator("#pulse").inner_text()
    first.reload()
    assert "温芷 也在看" in " ".join(first.locator("#pulse").inner_text().split())


def test_the_page_is_good_on_a_phone_in_the_dark_and_a_link_opens_the_fold_it_leads_into(
    signed: Callable[..., Any], one: str
) -> None:
    page = signed("shen.qiu", language="en-GB", width=390, height=844, light="dark")
    page.goto(f"{one}?order=old")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []
    hidden = page.locator("li.run li.item").first.get_attribute("id")
    page.goto(f"{one}#{hidden}")
    page.locator(f"#{hidden}").wait_for(state="visible")


def test_the_page_works_without_javascript(signed: Callable[..., Any], one: str) -> None:
    page = signed("shen.qiu", java_script_enabled=False)
    page.goto(one)
    page.get_by_text("完整显示（须说明理由）").click()
    page.get_by_label("或写明").fill("核对来电人身份")
    page.get_by_role("button", name="显示", exact=True).click()
    page.get_by_text("本次完整显示，已记录").wait_for()
    page.goto(one)
    page.get_by_role("link", name="决定").first.click()
    page.wait_for_url("**show=decisions*")
    assert page.locator("ol.story li").count() > 0
