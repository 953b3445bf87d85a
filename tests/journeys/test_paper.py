"""From the complaint's letter on the screen to the letter on paper: opened and its text read."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.screens import AXE
from wenguo.paper import printing

ANSWERED = "WG26-000002-4"  # closed in the demonstration, answered in words that are known


def said(content: bytes) -> str:
    import pypdfium2

    paper = pypdfium2.PdfDocument(io.BytesIO(content))
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in paper)


@pytest.mark.row("M21")
@pytest.mark.skipif(not printing.can_print(), reason=printing.NEEDED.en)
def test_the_letter_is_looked_at_printed_and_read(signed: Callable[..., Any], address: str) -> None:
    page = signed("sun.ying")
    page.goto(f"{address}/desk/{ANSWERED}/paper/")
    words = page.locator(".sheet .words").first.inner_text()
    assert len(words) > 10
    found = page.request.get(f"{address}{page.get_by_role('link', name='打开 PDF').get_attribute('href')}")
    assert found.headers["content-type"] == "application/pdf"
    text = said(found.body())
    assert ANSWERED in text
    assert "".join(words.split()) in text
    page.get_by_label("English").check()
    page.get_by_role("button", name="更新预览").click()
    page.locator(".sheet .sign", has_text="Yours sincerely").wait_for()
    with page.expect_download() as saved:
        page.get_by_role("link", name="DOCX").click()
    assert saved.value.path().read_bytes()[:2] == b"PK"
    file = page.request.get(f"{address}/desk/{ANSWERED}/paper/file.pdf?cover=1")
    assert "联系方式已隐去" in said(file.body())


@pytest.mark.row("M36")
def test_the_page_of_papers_fits_and_is_open_to_all(signed: Callable[..., Any], address: str) -> None:
    for how in ({}, {"language": "en-GB", "width": 390, "light": "dark"}):
        page = signed("sun.ying", **how)
        page.goto(f"{address}/desk/{ANSWERED}/paper/")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.locator("h1").count() == 1
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], preload: false})"
        )
        assert [one["id"] for one in found["violations"]] == []
