"""An administrator settles the office by hand: a unit, a person, a role, a template with its preview, two codes merged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.row("M25")
def test_an_administrator_settles_the_office(signed: Callable[..., Any], address: str) -> None:
    page = signed("gu.an")
    page.goto(f"{address}/desk/settings/")
    page.get_by_role("link", name="单位").first.click()
    page.get_by_role("link", name="新增单位").click()
    page.get_by_label("代码").fill("sec.night")
    page.get_by_label("名称", exact=False).first.fill("夜间值班组")
    page.get_by_label("上级单位").select_option(label="　示范证券北湖路营业部")
    page.get_by_role("button", name="建立").click()
    page.get_by_text("单位“夜间值班组”已建立。").wait_for()

    page.goto(f"{address}/desk/settings/people/add/")
    page.get_by_label("账号").fill("ye.xing")
    page.get_by_label("姓名").fill("叶星")
    page.get_by_label("所在单位").select_option(label="　　夜间值班组")
    page.get_by_role("button", name="建立账号").click()
    password = page.locator("#copied").input_value()
    assert len(password) == 19
    page.get_by_role("link", name="已交给本人").click()
    page.locator("#roles").get_by_label("角色", exact=True).select_option("handler")
    page.get_by_role("button", name="授予角色").click()
    page.locator("#roles .held b").get_by_text("处理人").wait_for()

    newcomer = signed("cao.mei", language="en-GB", width=390)
    newcomer.goto(f"{address}/desk/settings/units/")
    assert newcomer.get_by_role("heading", level=1).count() == 1, "told kindly that this is not open"
    assert newcomer.get_by_text("administrator").count() >= 1

    page.goto(f"{address}/desk/settings/templates/add/")
    page.get_by_label("名称").fill("夜间告知")
    page.get_by_label("正文").fill("{{ complainant }}，编号 {{ number }}，明早由{{ unit }}联系您。")
    page.get_by_role("button", name="预览").click()
    page.locator(".letter").get_by_text("王女士，编号").wait_for()
    page.get_by_role("button", name="保存").click()
    page.get_by_text("模板已保存。").wait_for()


@pytest.mark.row("M35")
def test_two_codes_are_merged_and_it_is_undone(signed: Callable[..., Any], address: str) -> None:
    page = signed("gu.an")
    page.goto(f"{address}/desk/settings/codes/of/RS0303/")
    page.get_by_label("合并到").select_option("RS0304")
    page.get_by_role("button", name="合并").click()
    page.get_by_text("已合并，现为").wait_for()
    page.get_by_role("button", name="撤销").first.click()
    page.get_by_text("已撤销。").wait_for()
    assert page.get_by_text("已合并，现为").count() == 0


def test_the_format_of_numbers_shows_an_example_while_it_is_typed(signed: Callable[..., Any], address: str) -> None:
    page = signed("gu.an")
    page.goto(f"{address}/desk/settings/organisation/")
    field = page.locator("#f-number_format")
    field.fill("")
    field.press_sequentially("HB-{serial:05d}")
    page.locator("#number-example").get_by_text("HB-01234").wait_for()


def test_an_administrator_s_settings_fit_a_phone_in_the_dark(signed: Callable[..., Any], address: str) -> None:
    page = signed("gu.an", language="en-GB", width=390, light="dark")
    for path in (
        "",
        "people/",
        "people/roles/",
        "packs/compare/?pack=cn-auto&before_on=2020-01-01",
        "calendars/sec/",
        "codes/",
    ):
        page.goto(f"{address}/desk/settings/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
