"""A newcomer's way, following what each screen puts first: from the complainant's words to a signed letter and a close."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest

from wenguo.paper import printing

WORDS = "上周六来做保养，说好两小时，等了五个小时，出来发现方向盘上全是油污。请重新清洗并道歉。"
ANSWER = (
    "让您白等了三个小时，还弄脏了车，很抱歉。经查是当班人手不足且没有铺防护垫，今天下午为您重新清洗。谢谢您告诉我们。"
)


def _likely(page: Any, verb: str) -> Any:
    """The form of the act that the page puts first, opened by its button."""
    button = page.locator(f"a[data-act={verb}]").first
    assert button.is_visible(), f"{verb} is not among what the page puts first"
    button.click()
    page.wait_for_selector(f"#act[open] form[data-verb={verb}]")
    return page.locator("#act form.act-form")


def _send(page: Any, form: Any) -> None:
    with page.expect_navigation():
        form.locator("[data-main]").click()


@pytest.mark.row("M42", "M20", "M36")
def test_a_complaint_goes_from_the_door_to_a_signed_letter(
    opened: Callable[..., Any], signed: Callable[..., Any], address: str
) -> None:
    theirs = opened(width=390, height=844)
    theirs.goto(f"{address}/")
    theirs.locator("textarea[name=words]").fill(WORDS)
    theirs.get_by_text("道歉", exact=True).click()
    theirs.locator("input[name=phone]").fill("13800001111")
    theirs.get_by_role("button", name="提交投诉").click()
    theirs.wait_for_url("**/done/**")
    told = theirs.locator("main").inner_text()
    number = re.search(r"WG\d\d-\d{6}-\d", told).group()
    secret = re.search(r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b", told).group()

    ours = signed("shen.qiu")
    assert number in ours.content(), "what came by the door waits on the desk of who owns it"
    ours.goto(f"{address}/desk/{number}/")
    _send(ours, _likely(ours, "acknowledge"))
    form = _likely(ours, "assess")
    form.locator("input[name=complexity][value=simple]").check(force=True)
    _send(ours, form)
    form = _likely(ours, "investigate")
    form.locator("[name=finding]").fill("当班两人请假，车间未铺防护垫，等候五小时属实。")
    form.locator("[name=basis]").fill("排班表、工位照片")
    _send(ours, form)
    form = _likely(ours, "answer")
    form.locator("[name=words]").fill(ANSWER)
    form.locator("input[name$=decision][value=support]").first.check(force=True)
    _send(ours, form)
    ours.wait_for_selector("#sending [data-left]")
    ours.wait_for_selector("#sending .success", timeout=40_000)

    theirs.goto(f"{address}/track/")
    theirs.locator("input[name=number]").fill(number)
    theirs.locator("input[name=secret]").fill(secret)
    theirs.keyboard.press("Enter")
    theirs.wait_for_url("**/track/WG**")
    assert ANSWER[:20] in theirs.locator("main").inner_text()
    theirs.get_by_text("认可答复", exact=True).first.click()
    theirs.locator("#do-accept button.btn-primary").click()
    theirs.wait_for_url("**told=accept")

    ours.goto(f"{address}/desk/{number}/")
    ours.get_by_role("link", name="文书").first.click()
    ours.wait_for_url("**/paper/**")
    assert ANSWER[:20] in ours.locator("article.sheet").inner_text()
    if printing.can_print():
        import pypdfium2

        found = ours.request.get(f"{address}{ours.get_by_role('link', name='打开 PDF').get_attribute('href')}")
        paper = pypdfium2.PdfDocument(io.BytesIO(found.body()))
        text = "".join("".join(one.get_textpage().get_text_bounded().split()) for one in paper)
        assert number in text
        assert "特此答复" in text
        assert ANSWER[:20] in text
