"""A handler sees why a complaint may grow; a head reads on the board how a major one stands, and brings it back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.row("M38")
def test_the_compressor_shows_its_six_causes_each_at_its_line(signed: Callable[..., Any], address: str) -> None:
    page = signed("zhao.lei")
    page.goto(f"{address}/desk/board/")
    row = page.locator("#endangered li", has_text="修一次车")
    row.locator("a.number").click()
    page.wait_for_url("**#danger")
    panel = page.locator("#danger")
    lit = panel.locator(".gauge li:not(.none)")
    assert lit.count() == 6
    cause = panel.locator("details.cause", has_text="前后说法不一")
    cause.locator("summary").click()  # an early sign stands folded
    quoted = cause.locator("blockquote a")
    position = quoted.first.inner_text().removeprefix("#")
    quoted.first.click()
    assert "2,600" in page.locator(f"#line-{position}").inner_text()


@pytest.mark.row("M39")
def test_a_major_complaint_is_reported_and_brought_back(signed: Callable[..., Any], address: str) -> None:
    page = signed("shen.qiu")
    page.goto(f"{address}/desk/board/")
    page.locator("#endangered li", has_text="烫伤").filter(has=page.locator("a[href$='#major']")).locator(
        "a.number"
    ).click()
    major = page.locator("#major")
    assert "转机" in major.inner_text()
    major.get_by_role("link", name="报告情况").click()
    words = page.locator("#f-words")
    assert "次报告" in words.input_value()
    words.fill(words.input_value() + "\n今天再去看望。")
    page.get_by_role("button", name="报告情况").click()
    page.wait_for_url(re.compile(r"/desk/WG[^/]+/(#.*)?$"))
    page.locator("#major").get_by_role("link", name="回落").click()
    page.get_by_label("平息").check()
    page.locator("#f-words").fill("孩子已痊愈，家长认可处理。")
    page.get_by_role("button", name="平息", exact=True).click()
    page.wait_for_url(re.compile(r"/desk/WG[^/]+/(#.*)?$"))
    assert "已平息" in page.locator("#major").inner_text()
