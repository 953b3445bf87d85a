"""What is done in a page before a screen is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def an_intake_begun(page: Any, address: str) -> None:
    """An intake with a story in it stands open."""
    page.goto(f"{address}/desk/intake/")
    begun = page.locator("main ol.rows a, main ul.rows a").first
    if begun.count():
        begun.click()
    else:
        page.goto(f"{address}/desk/intake/new/")
        page.locator("#words").fill(
            "我上周六在北湖路营业部办转户，等了两个小时，柜台说系统升级办不了，也没有人提前通知。"
        )
        page.locator("#words").blur()
    page.wait_for_url(f"{address}/desk/intake/*-*/")


def a_search_kept(page: Any, address: str) -> None:
    """A search is kept under a name."""
    page.goto(f"{address}/desk/search/?severity=T1")
    if page.locator("a[href*='/search/saved/']").count() == 0:
        page.locator("details:has(#keep-name) > summary").click()
        page.locator("#keep-name").fill("本周的 T1")
        page.locator("form:has(#keep-name) .btn-primary").click()
        page.wait_for_load_state()


def a_cue_tried(page: Any, address: str) -> None:
    """A cue is written, and what it would change stands there; nothing is kept."""
    page.goto(f"{address}/desk/settings/cues/of/?lexicon=causes&code=RS0303")
    page.locator("#add-zh").fill("营业部!")
    page.locator("button[value=preview]").first.click()
    page.locator("#preview").wait_for()


def a_question_asked(question: str) -> Callable[[Any, str], None]:
    """Somebody asks a plain question at the complainants' door."""

    def asked(page: Any, address: str) -> None:
        page.goto(f"{address}/ask/")
        page.locator("#question").fill(question)
        page.locator("form[action$='/ask/'] .btn-primary").click()
        page.wait_for_load_state()

    return asked


def a_letter_drafted(page: Any, address: str) -> None:
    """A letter was drafted in the composer, with where each stretch comes from; nothing is sent."""
    page.goto(f"{address}/desk/")
    page.locator("main a.number").first.click()
    page.wait_for_load_state()
    page.goto(f"{page.url.partition('?')[0]}?say=ask#composer")
    draft = page.locator("#composer button[value=draft]")
    if draft.count():
        draft.click()
        page.wait_for_load_state("networkidle")


def a_complaint_sent(page: Any, address: str) -> None:
    """A complainant has just sent the short page."""
    page.goto(f"{address}/")
    page.locator("#words").fill("空调装了三天就不制冷，修了两次没修好，请退款。")
    page.locator("#phone").fill("13800138000")
    page.locator(".btn-send").click()
    page.wait_for_url("**/done/")
