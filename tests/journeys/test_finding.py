"""Somebody keeps a search, new complaints come, the desk says so; what is seen is taken along as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_board import wenguo

pytestmark = pytest.mark.row("M26")


def test_a_kept_search_alarms_on_the_desk_and_opening_it_ends_the_alarm(
    signed: Callable[..., Any], address: str, home: Path
) -> None:
    page = signed("shen.qiu")
    page.goto(f"{address}/desk/search/?q=%E7%94%B5%E6%A2%AF%E5%A4%B9%E4%BA%BA")
    page.get_by_text("保存这个检索").click()
    form = page.locator("form.keeping")
    form.get_by_label("名字").fill("电梯夹人")
    form.get_by_label("新增几件时提醒").fill("2")
    form.get_by_role("button", name="保存").click()
    page.wait_for_url("**saved=*")
    assert page.locator("h1").inner_text() == "电梯夹人"
    for words in ("三号楼电梯夹人了", "电梯夹人，没人道歉"):
        wenguo(home, "record", "--words", words, "--as", "niu.dawei")
    wenguo(home, "tick", "--no-reactions")
    page.goto(f"{address}/desk/")
    page.get_by_role("link", name="电梯夹人").first.click()
    page.wait_for_url("**/desk/search/**")
    assert page.locator("tbody tr").count() == 2
    assert page.locator("mark").first.inner_text() == "电梯夹人"
    page.goto(f"{address}/desk/search/")
    assert page.locator(".kept .chip.soon").count() == 0


def test_what_is_seen_is_taken_along_and_deleted_searches_come_back(signed: Callable[..., Any], address: str) -> None:
    page = signed("shen.qiu")
    page.get_by_label("检索投诉").fill("退款")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/search/?q=*")
    numbers = page.locator("tbody a.number").all_inner_texts()
    assert numbers
    page.get_by_text("导出").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV").click()
    lines = Path(coming.value.path()).read_text(encoding="utf-8-sig")
    assert [number for number in numbers if number in lines] == numbers

    page.get_by_text("保存这个检索").click()
    form = page.locator("form.keeping")
    form.get_by_label("名字").fill("退款的")
    form.get_by_role("button", name="保存").click()
    kept = page.locator(".kept li").filter(has_text="退款的")
    kept.locator("summary").click()
    kept.get_by_role("button", name="删除").click()
    page.get_by_role("button", name="撤销").click()
    page.locator(".kept a", has_text="退款的").wait_for()


def test_by_keyboard_from_anywhere_to_a_complaint(signed: Callable[..., Any], address: str) -> None:
    page = signed("shen.qiu")
    page.goto(f"{address}/desk/search/?open=1")
    second = page.locator("tbody tr").nth(1).locator("a.number").inner_text()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/{second}/")
