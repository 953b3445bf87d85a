"""Acting by hand in a real browser: a hand-over, a late write, an answer taken back, and a whole complaint by keyboard."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.running import ROOT, until


@pytest.fixture
def recorded(home: Path) -> Callable[..., str]:
    """`recorded("words", by="sun.ying", …)`: a new complaint by the command line; gives its number."""

    def record(words: str, by: str = "sun.ying", *more: str) -> str:
        env = {**os.environ, "WENGUO_HOME": str(home), "WENGUO_DATABASE_URL": ""}
        done = subprocess.run(
            [sys.executable, "-m", "wenguo", "--as", by, "record", "--words", words, "--json", *more],
            cwd=ROOT, env=env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return str(json.loads(done.stdout.strip().splitlines()[-1])["number"])

    return record


def _opens(page: Any, verb: str) -> Any:
    """Open a verb's form in its sheet from the complaint's page."""
    link = page.locator(f"a[data-act={verb}]").first
    if not link.is_visible():
        page.locator(".more-acts > summary").click()
    link.click()
    page.wait_for_selector(f"#act[open] form[data-verb={verb}]")
    return page.locator("#act form.act-form")


def _sends(page: Any, form: Any) -> str:
    """Send it, and read what the next page says."""
    with page.expect_navigation():
        form.locator("[data-main]").click()
    page.wait_for_selector(".told .note")
    return str(page.locator(".told").inner_text())


@pytest.mark.row("M37")
def test_a_hand_over_is_turned_back_with_a_reason_and_then_taken(
    signed: Callable[..., Any], address: str, recorded: Callable[..., str]
) -> None:
    number = recorded("交车时少了一把备用钥匙")
    owner, head = signed("sun.ying"), signed("zhao.lei")
    for reason in ("请补充交车单再转", ""):
        owner.goto(f"{address}/desk/{number}/")
        form = _opens(owner, "hand_over")
        form.locator("select[name=to], input[name=to]").first.wait_for()
        if form.locator("select[name=to]").count():
            option = form.locator("option", has_text="赵磊").first.get_attribute("value")
            form.locator("select[name=to]").select_option(option)
        else:
            form.get_by_label("赵磊").check()
        form.locator("textarea[name=reason]").fill("车主是您的老客户")
        assert "转交" in _sends(owner, form)
        head.goto(f"{address}/desk/{number}/")
        form = _opens(head, "turn_back" if reason else "take_over")
        if reason:
            form.locator("textarea[name=reason]").fill(reason)
        _sends(head, form)
    owner.goto(f"{address}/desk/{number}/")
    assert "请补充交车单再转" in owner.content()
    assert "接手" in owner.locator("main").inner_text()


@pytest.mark.row("M37")
def test_a_late_writer_loses_nothing_and_sees_what_changed(
    signed: Callable[..., Any], address: str, recorded: Callable[..., str]
) -> None:
    number = recorded("保养后仪表盘灯一直亮")
    slow, quick = signed("sun.ying"), signed("zhao.lei")
    slow.goto(f"{address}/desk/{number}/")
    form = _opens(slow, "investigate")
    form.locator("textarea[name=finding]").fill("写了很久的认定")
    quick.goto(f"{address}/desk/{number}/")
    note = _opens(quick, "note")
    note.locator("textarea[name=words]").fill("技师已经找到原因")
    _sends(quick, note)
    form.locator("[data-main]").click()
    slow.wait_for_selector("#act .late-write")
    assert "技师已经找到原因" in slow.locator(".late-write").inner_text()
    assert "赵磊" in slow.locator(".late-write").inner_text()
    form = slow.locator("#act form.act-form")
    assert form.locator("textarea[name=finding]").input_value() == "写了很久的认定"
    assert "调查" in _sends(slow, form)


@pytest.mark.row("M21")
def test_an_answer_is_taken_back_within_its_seconds_and_everything_is_still_there(
    signed: Callable[..., Any], address: str, recorded: Callable[..., str]
) -> None:
    number = recorded("洗车把漆面划了")
    page = signed("sun.ying")
    page.goto(f"{address}/desk/{number}/")
    found = _opens(page, "investigate")
    found.locator("textarea[name=finding]").fill("刷毛里有砂，划伤属实")
    found.locator("textarea[name=basis]").fill("洗车房照片")
    _sends(page, found)
    page.goto(f"{address}/desk/{number}/?say=answer")
    composer = page.locator("#composer")
    composer.locator("textarea[name=words]").fill("很抱歉给您添了麻烦。经核查属实，我们为您免费补漆。谢谢您告诉我们。")
    with page.expect_navigation():
        composer.locator("textarea[name=words]").press("Control+Enter")
    page.wait_for_selector("#sending [data-left]")
    assert "撤回" in page.locator("#sending").inner_text()
    page.locator("#sending button").first.click()
    page.wait_for_url("**say=answer**")
    assert "免费补漆" in page.locator("#composer textarea[name=words]").input_value()
    assert page.locator("#sending [data-left]").count() == 0


@pytest.mark.row("M26")
def test_the_same_is_done_without_javascript(
    signed: Callable[..., Any], address: str, recorded: Callable[..., str]
) -> None:
    number = recorded("等了一小时没人接待")
    page = signed("sun.ying", java_script_enabled=False)
    page.goto(f"{address}/desk/{number}/")
    page.locator("a[data-act=acknowledge]").first.click()
    page.locator("form.act-form textarea[name=words]").fill("已收到")
    page.locator("form.act-form [data-main]").click()
    page.wait_for_url(f"**/desk/{number}/")
    page.locator("#composer textarea[name=words]").fill("不小心写错了类别")
    with page.expect_navigation():
        page.locator("#composer button[value='switch:note']").click()
    assert page.locator("#composer textarea[name=words]").input_value() == "不小心写错了类别"
    with page.expect_navigation():
        page.locator("#composer [data-main]").click()
    assert "写下备注" in page.locator("main").inner_text()


def _by_keyboard(page: Any, verb: str) -> None:
    """Open a verb's form with Tab and Enter alone."""
    page.keyboard.press("Escape")
    for _ in range(150):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(() => { const e = document.activeElement; return [e.dataset.act || '', e.parentElement.className || ''] })()"
        )
        if at[0] == verb:
            page.keyboard.press("Enter")
            page.wait_for_selector(f"#act[open] form[data-verb={verb}]")
            until(page, "document.getElementById('act').contains(document.activeElement)")
            return
        if at[1] == "more-acts" and not page.locator(".more-acts[open]").count():
            page.keyboard.press("Enter")
    raise AssertionError(f"{verb} cannot be reached by keyboard")


def _tab_to(page: Any, name: str, value: str = "") -> None:
    """Tab to a field by its name, and choose a value with the arrows where it is a choice."""
    for _ in range(60):
        found = page.evaluate(
            "(() => { const e = document.activeElement; return [e.name || '', e.type || '', e.value || ''] })()"
        )
        if found[0] == name:
            if not value or found[2] == value:
                if found[1] == "radio" and not page.evaluate("document.activeElement.checked"):
                    page.keyboard.press("Space")
                return
            page.keyboard.press("ArrowDown" if found[1] in {"select-one", "radio"} else "Tab")
            continue
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached by keyboard")


@pytest.mark.row("M14")
@pytest.mark.row("M26")
def test_a_whole_complaint_is_handled_with_the_keyboard_alone(
    signed: Callable[..., Any], address: str, recorded: Callable[..., str]
) -> None:
    number = recorded("轮胎异响，来了两次都没查出来")
    page = signed("sun.ying")
    steps: list[tuple[str, list[tuple[str, str]]]] = [
        ("acknowledge", [("words", "已收到，今天给您回话")]),
        ("assess", [("complexity", "=simple")]),
        ("promise", [("what", "查清后回电"), ("due_in", "=30m")]),
        ("keep", [("words", "已回电说明")]),
        ("investigate", [("finding", "右前轮轴承磨损"), ("basis", "拆检记录")]),
        ("answer", [("words", "让您跑了两趟，很抱歉。是右前轮轴承磨损，我们免费更换。谢谢您的耐心。")]),
        ("accept", [("how", "=said"), ("proof", "电话录音 0922")]),
        ("close", [("outcome", "=OC01")]),
    ]
    page.goto(f"{address}/desk/{number}/")
    for verb, fields in steps:
        _by_keyboard(page, verb)
        for name, value in fields:
            _tab_to(page, name, value[1:] if value.startswith("=") else "")
            if not value.startswith("="):
                page.keyboard.type(value)
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        if verb == "answer":  # held for its seconds, then sent by the worker
            page.wait_for_selector("#sending [data-left]")
            page.wait_for_selector("#sending .success", timeout=40_000)
            page.goto(f"{address}/desk/{number}/")
            continue
        page.wait_for_selector(".told .note")
    assert "已办结" in page.locator("main").inner_text()


@pytest.mark.row("M24")
def test_what_one_writes_is_kept_while_typing_and_looked_over(
    signed: Callable[..., Any], address: str, recorded: Callable[..., str]
) -> None:
    number = recorded("洗衣机漏水，修了两次都没修好")
    page = signed("sun.ying")
    page.goto(f"{address}/desk/{number}/?say=inform#composer")
    page.locator("#composer textarea[name=words]").fill("您好，这是您自己操作不当造成的。")
    page.locator("#composer-check .findings").wait_for()
    page.locator("[name=do][value^=better]").first.click()
    page.locator("#composer .offered ins").first.wait_for()
    page.get_by_role("button", name="采用").click()
    page.get_by_role("button", name="恢复我写的").wait_for()
    page.goto(f"{address}/desk/{number}/?say=inform#composer")
    assert "操作不当" not in page.locator("#composer textarea[name=words]").input_value()
