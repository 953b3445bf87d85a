"""An administrator tries a cue before keeping it; several people's one matter is found, confirmed, and taken apart again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.row("M35")
def test_a_cue_is_tried_kept_and_taken_back(signed: Callable[..., Any], address: str) -> None:
    page = signed("gu.an")
    page.goto(f"{address}/desk/settings/cues/?q=打不通")
    page.get_by_role("link", name="等待/接不通").click()
    page.locator("#add-zh").fill("(没人|接")
    page.get_by_role("button", name="看看会改变什么").first.click()
    page.get_by_text("括号没有成对").wait_for()
    assert page.locator("#add-zh").input_value() == "(没人|接"
    page.locator("#add-zh").fill("营业部!")
    page.get_by_role("button", name="看看会改变什么").first.click()
    page.locator("#preview").get_by_text("会得到不同的建议").wait_for()
    page.locator("#preview").get_by_role("button", name="保存").click()
    page.get_by_text("已保存，新的建议按它来。").wait_for()
    page.locator("label.own").get_by_text("营业部!").wait_for()
    page.get_by_role("button", name="撤销").first.click()
    page.get_by_text("已改回。").wait_for()
    assert page.locator("label.own").count() == 0


@pytest.mark.row("M06")
def test_several_people_of_one_matter_are_found_and_confirmed(signed: Callable[..., Any], address: str) -> None:
    page = signed("chen.jing")
    for words in (
        "翠湖花园三期连着停水三天了，物业也不通知，老人没水用。",
        "翠湖花园三期又停水，已经第三天，打物业电话没人接。",
        "翠湖花园三期停水三天没有任何通知，请尽快恢复供水。",
    ):
        page.goto(f"{address}/desk/intake/new/")
        page.locator("#words").fill(words)
        page.locator("#words").blur()
        page.wait_for_url(f"{address}/desk/intake/*-*/")
        page.get_by_role("button", name="登记", exact=False).last.click()
        page.wait_for_load_state()
    head = signed("shen.qiu")
    row = head.get_by_role("link", name="翠湖花园三期")
    for _ in range(20):  # the worker puts them together after the commit
        head.goto(f"{address}/desk/advice/groups/")
        if row.count():
            break
        head.wait_for_timeout(500)
    row.first.click()
    head.get_by_role("button", name="是，确认").click()
    head.get_by_text("已确认：这是一件事。").wait_for()
    assert head.get_by_role("checkbox").count() >= 2
