"""Fair to both, by hand: a finding against a colleague waits until she was heard, and the answer shows what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.test_complaint import violations

pytestmark = pytest.mark.all


def _filled(page: Any, address: str, number: str, verb: str, query: str = "") -> Any:
    page.goto(f"{address}/desk/{number}/do/{verb}/{query}")
    return page.locator("form.act-form")


@pytest.mark.row("M13")
def test_nothing_is_found_against_a_colleague_before_she_is_heard(signed: Callable[..., Any], address: str) -> None:
    page = signed("jiang.yue")
    page.goto(f"{address}/desk/search/?q=退房时被当众指责")
    number = page.locator("main a.number").first.inner_text().strip()
    page.goto(f"{address}/desk/{number}/")
    both = page.locator("#fairness")
    assert "尚未陈述" in both.inner_text()
    assert violations(page) == []
    both.get_by_role("link", name="声明", exact=True).click()
    page.locator("form.act-form input[name=interest][value=no]").check(force=True)
    page.locator("form.act-form [data-main]").click()
    page.wait_for_url(f"**/desk/{number}/")

    def finds() -> None:
        form = _filled(page, address, number, "investigate")
        form.locator("textarea[name=finding]").fill("退房时说了“你自己心里清楚”")
        form.locator("textarea[name=basis]").fill("大堂同事所见")
        form.locator("input[name=standard][value=established]").check(force=True)
        form.locator("input[name=evidence]").first.check(force=True)
        form.locator("input[name=against]").first.check(force=True)
        form.locator("[data-main]").click()

    finds()
    page.locator(".act-panel", has_text="听取本人陈述").wait_for()  # she has not been heard
    page.goto(f"{address}/desk/{number}/")
    page.locator("#fairness").get_by_role("link", name="听取本人陈述").click()
    form = page.locator("form.act-form")
    form.locator("textarea[name=words]").fill("我是急了，话说重了。")
    form.locator("[data-main]").click()
    page.wait_for_url(f"**/desk/{number}/")
    finds()
    page.wait_for_url(f"**/desk/{number}/")
    shown = page.locator("#fairness").inner_text()
    assert "成立" in shown
    assert "话说重了" in page.locator("#fairness .versions").text_content()
    page.goto(f"{address}/desk/{number}/?say=answer")
    parts = page.locator("#composer .answer-parts")
    assert "核实的情况" in parts.inner_text()
    assert parts.locator("li.there").count() >= 3
    assert violations(page) == []
