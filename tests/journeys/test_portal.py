"""The complainants' door in a real browser, phone-sized: submit, follow, dispute, review; drafts; a frame on another site."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.journeys.running import ROOT, until

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = {"width": 390, "height": 844}


def sound(page: Any) -> None:
    """The page fits its width, and axe finds nothing."""
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, preload: false})", TAGS)["violations"]
    assert [one["id"] for one in found] == [], page.url
    assert page.locator("h1").count() == 1


def photograph(folder: Path) -> str:
    image = Image.new("RGB", (600, 400), (90, 140, 190))
    path = folder / "照片.jpg"
    out = io.BytesIO()
    image.save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return str(path)


def complained(page: Any, address: str, words: str, *files: str) -> tuple[str, str]:
    """Fill the short page in and send it; number and secret."""
    page.goto(f"{address}/")
    page.locator("#words").fill(words)
    page.locator("#phone").fill("13800138000")
    if files:
        page.set_input_files("#files", list(files))
        page.locator(".held input[name=held]").first.wait_for(state="attached")
    page.locator(".btn-send").click()
    page.wait_for_url("**/done/")
    return page.locator("#the-number").inner_text(), page.locator("#the-secret").inner_text()


@pytest.mark.row("M42", "M26")
def test_on_a_phone_from_complaint_to_answer_dispute_and_review(
    opened: Callable[..., Any], signed: Callable[..., Any], address: str, tmp_path: Path
) -> None:
    page = opened("zh-CN", **PHONE)
    page.goto(f"{address}/")
    sound(page)
    number, secret = complained(page, address, "空调三天就坏，修了两次没修好，请退款。", photograph(tmp_path))
    sound(page)
    assert "最迟" in page.locator(".limits").inner_text()

    head = signed("shen.qiu")
    for word, fields in (
        ("acknowledge", {"words": "已收到，明天与您联系"}),
        ("investigate", {"finding": "压缩机轴承磨损", "basis": "检测记录"}),
        ("answer", {"words": "经查属实，免费更换压缩机。依据：三包规定。"}),
    ):
        done(head, address, number, word, fields)

    other = opened("zh-CN", **PHONE)
    other.goto(f"{address}/track/{number}/#{secret}")
    other.wait_for_selector(".steps")
    assert secret not in other.url
    sound(other)
    assert "免费更换压缩机" in other.locator(".told-story").inner_text()
    assert other.locator(".given-files img").evaluate(
        "image => image.complete && image.naturalWidth > 0 || image.loading"
    )
    other.get_by_text("不认可答复", exact=True).first.click()
    other.locator("#words-dispute").fill("换了还会坏，我要退款")
    other.locator("#do-dispute button.btn-primary").click()
    other.wait_for_url("**told=dispute")
    assert "重新处理" in other.locator(".where").inner_text()
    other.get_by_text("申请核查", exact=True).first.click()
    other.locator("#words-ask_review").fill("请换人核查")
    other.locator("#do-ask_review button.btn-primary").click()
    other.wait_for_url("**told=ask_review")
    assert "核查" in other.locator(".where").inner_text()
    sound(other)


def done(page: Any, address: str, number: str, word: str, fields: dict[str, str]) -> None:
    """One act by the API with the session of who is signed in: how staff do it on screens is another journey's matter."""
    answer = page.evaluate(
        """async ([path, body]) => {
            const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1]
                || document.querySelector("input[name=csrfmiddlewaretoken]").value;
            const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
            const answer = await fetch(path, {method: "POST", headers, body: JSON.stringify(body)});
            return [answer.status, await answer.text()];
        }""",
        [f"/api/v1/complaints/{number}/{word}", fields],
    )
    assert answer[0] < 300, answer


@pytest.mark.row("M42")
def test_a_draft_survives_a_reload_and_is_gone_once_sent(
    opened: Callable[..., Any], address: str, tmp_path: Path
) -> None:
    page = opened("en-GB", **PHONE)
    page.goto(f"{address}/")
    page.locator("#words").fill("The queue machine is broken again")
    page.get_by_text("Money back").click()
    page.set_input_files("#files", photograph(tmp_path))
    page.locator(".held input[name=held]").wait_for(state="attached")
    until(page, "JSON.parse(localStorage['wenguo.draft.complain'] || '{}').held?.length === 1")
    page.reload()
    assert page.locator("#words").input_value() == "The queue machine is broken again"
    assert page.locator("input[name=wish]:checked").count() == 1
    assert page.locator(".held li").count() == 1
    assert "this device only" in page.locator("[data-draft-note]").inner_text()
    page.context.set_offline(True)
    page.locator(".btn-send").click()
    assert "no network" in page.locator("[data-hold-note]").first.inner_text()
    page.context.set_offline(False)
    page.locator("#email").fill("mei@example.com")
    page.locator(".btn-send").click()
    page.wait_for_url("**/done/")
    assert page.evaluate("localStorage['wenguo.draft.complain'] === undefined")


def test_mistakes_are_summed_up_and_the_focus_goes_there(opened: Callable[..., Any], address: str) -> None:
    page = opened("zh-CN", **PHONE)
    page.goto(f"{address}/")
    page.locator("#contract").evaluate("field => { field.value = '订单甲' }")
    page.locator(".btn-send").click()
    page.wait_for_selector(".summary")
    assert page.evaluate("document.activeElement.id") == "mistakes"
    assert page.locator("#contract").input_value() == "订单甲"
    sound(page)
    page.locator(".summary a").first.click()
    assert page.url.endswith("#words")


def test_it_all_works_without_a_script(opened: Callable[..., Any], address: str, tmp_path: Path) -> None:
    page = opened("zh-CN", **PHONE, java_script_enabled=False)
    page.goto(f"{address}/")
    page.locator("#words").fill("没有脚本也要能投诉")
    page.set_input_files("#files", photograph(tmp_path))
    page.locator(".btn-send").click()
    page.wait_for_selector(".summary")
    assert "照片.jpg" in page.locator(".held").first.inner_text()
    page.locator("#phone").fill("13800138000")
    page.locator(".btn-send").click()
    page.wait_for_url("**/done/")
    number, secret = page.locator("#the-number").inner_text(), page.locator("#the-secret").inner_text()
    page.goto(f"{address}/track/")
    page.locator("#number").fill(number)
    page.locator("#secret").fill(secret.lower())
    page.locator("form[data-door] button").click()
    page.wait_for_selector(".steps")
    page.locator("#do-chase > summary").click()
    page.locator("#do-chase button.btn-primary").click()
    page.wait_for_url("**told=chase")
    assert "照片.jpg" in page.locator(".told-story").inner_text()


def test_large_letters_and_addresses_of_nothing_are_sound_pages_too(opened: Callable[..., Any], address: str) -> None:
    page = opened("zh-CN", 390, light="dark")
    for path in ("/track/WG26-000001-9/", "/embed/nobody/"):
        page.goto(f"{address}{path}")
        sound(page)
    page.goto(f"{address}/")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("大字|Large")).click()
    assert page.evaluate("document.documentElement.hasAttribute('data-large')")
    sound(page)


# -- the frame --------------------------------------------------------------------------------------------------------


class Shop(BaseHTTPRequestHandler):
    """A web site of ours on another port, which is another origin."""

    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.page)  # type: ignore[attr-defined]

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def shop(home: Path) -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    server.page = b""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _allow(home, f"http://127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    server.server_close()


def _allow(home: Path, origin: str) -> None:
    """The demonstration's site is this one now, as an administrator would set it."""
    import sqlite3

    with sqlite3.connect(home / "wenguo.sqlite3", timeout=30) as database:
        database.execute("UPDATE wenguo_site SET origin = ? WHERE key = 'demo-shop'", [origin])


@pytest.mark.row("M42")
def test_the_form_in_a_frame_of_another_site_takes_a_complaint_and_grows(
    opened: Callable[..., Any], address: str, shop: Any
) -> None:
    shop.page = (
        f'<!doctype html><html lang="zh"><title>shop</title><h1>shop</h1>'
        f'<script src="{address}/embed.js" data-key="demo-shop" defer></script>'
    ).encode()
    page = opened("zh-CN", **PHONE)
    page.goto(f"http://127.0.0.1:{shop.server_port}/")
    frame = page.frame_locator("iframe")
    frame.locator("#words").fill("网店少发了一件")
    until(page, "Number(document.querySelector('iframe').height) > 1000")
    frame.locator("#phone").fill("13800138000")
    frame.locator(".btn-send").click()
    frame.locator("#the-secret").wait_for()
    assert len(frame.locator("#the-secret").inner_text()) == 19


def test_no_other_site_can_frame_the_door_or_the_form(
    opened: Callable[..., Any], address: str, shop: Any, home: Path
) -> None:
    _allow(home, "https://elsewhere.example.com")
    shop.page = f'<!doctype html><title>x</title><iframe src="{address}/embed/demo-shop/"></iframe>'.encode()
    context = opened("zh-CN").context
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{shop.server_port}/")
    page.wait_for_timeout(300)
    assert page.frames[1].url.startswith("chrome-error:") or page.frame_locator("iframe").locator("form").count() == 0


@pytest.mark.row("M42")
def test_a_lost_secret_is_given_anew_by_staff_and_printed(
    opened: Callable[..., Any], signed: Callable[..., Any], address: str
) -> None:
    page = opened("zh-CN", **PHONE)
    number, _ = complained(page, address, "我把查询码弄丢了")
    head = signed("shen.qiu")
    head.goto(f"{address}/track/rekey/{number}/")
    head.get_by_label("查验证件").check()
    head.locator("input[name=way][value=face]").check()
    head.locator("main button.btn-primary").click()
    secret = head.locator("strong").inner_text()
    fresh = opened("zh-CN", **PHONE)
    fresh.goto(f"{address}/track/{number}/#{secret}")
    fresh.wait_for_selector(".steps")
    assert "换发了查询码" in fresh.locator(".told-story").inner_text()
