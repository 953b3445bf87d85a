"""A grumble in a browser: few keys, an undo before it is written down, and no network for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.running import until

Sign = Callable[..., Any]
WRITTEN = 15_000  # milliseconds that a busy machine may take for the five of the undo


def waiting(page: Any) -> list[dict[str, Any]]:
    """What is kept on the device."""
    found: list[dict[str, Any]] = page.evaluate(
        """() => new Promise((resolve) => {
            const asked = indexedDB.open("wenguo-grumbles", 1);
            asked.onsuccess = () => {
                const all = asked.result.transaction("waiting").objectStore("waiting").getAll();
                all.onsuccess = () => { asked.result.close(); resolve(all.result); };
            };
        })"""
    )
    return found


def written(page: Any) -> str:
    """The number that the toast tells, once it is written down."""
    toast = page.locator(".toast", has_text="已记下 WG")
    toast.wait_for(timeout=WRITTEN)
    return str(toast.first.inner_text().split()[1])


@pytest.mark.row("M15")
def test_from_any_page_it_takes_one_key_the_words_and_one_more_key(signed: Sign, address: str) -> None:
    page = signed("niu.dawei")
    words = "等了二十分钟没人理"
    keys = 0

    def press(key: str) -> None:
        nonlocal keys
        keys += 1
        page.keyboard.press(key)

    press("g")
    page.keyboard.type(words)
    press("Enter")
    page.locator("#grumble-sheet").wait_for(state="hidden")  # done, as far as the hand is concerned
    assert keys == 2, "beside the words themselves: at fifteen seconds that leaves more than twelve to type them"
    number = written(page)
    page.goto(f"{address}/desk/{number}/")
    assert words in page.locator("main").inner_text()


@pytest.mark.row("M15")
def test_on_a_phone_it_takes_two_taps(signed: Sign) -> None:
    page = signed("niu.dawei", width=390, height=844, has_touch=True)
    page.locator("a[data-grumble]").first.tap()
    page.locator("#sheet-words").fill("充电口是坏的")
    page.locator("#grumble-sheet .btn-primary").tap()
    assert written(page).startswith("WG")


def test_it_is_taken_back_before_it_is_written_down(signed: Sign) -> None:
    page = signed("niu.dawei")
    page.keyboard.press("g")
    page.keyboard.type("打错的一句")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="撤销").click()
    # back where it came from, to be mended
    until(page, "() => document.getElementById('sheet-words').value === '打错的一句'")
    assert waiting(page) == []
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator(".toast", has_text="已记下").count() == 0


def test_who_leaves_the_page_loses_nothing_and_writes_it_down_once(signed: Sign, address: str) -> None:
    page = signed("niu.dawei")
    page.keyboard.press("g")
    page.keyboard.type("说完就走的一句话")
    page.keyboard.press("Enter")
    page.locator(".toast", has_text="5 秒后记下").wait_for()
    page.goto(f"{address}/desk/search/")
    number = written(page)
    page.goto(f"{address}/desk/?view=mine")
    assert page.locator("#rows li", has_text="说完就走的一句话").count() == 1
    assert page.locator(f"#row-{number}").count() == 1


def test_without_a_network_it_is_kept_and_sent_when_the_network_is_back(signed: Sign, address: str) -> None:
    page = signed("niu.dawei")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "() => sessionStorage.getItem('wenguo-page') !== null")
    page.reload()  # from now on the worker answers
    until(page, "() => navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(f"{address}/desk/grumble/")
    page.locator("#grumble-words").fill("地下室没有信号时听到的")
    page.locator("main [data-grumble-form] .btn-primary").click()
    page.locator(".toast", has_text="没有网络").wait_for(timeout=WRITTEN)
    assert page.locator("#offline").is_visible()
    assert [one["words"] for one in waiting(page)] == ["地下室没有信号时听到的"]
    assert "地下室没有信号时听到的" in page.locator("[data-kept]").inner_text()

    page.context.set_offline(False)
    number = written(page)
    assert waiting(page) == [], "personal words stay on the device only until they are sent"
    page.goto(f"{address}/desk/{number}/")
    assert "地下室没有信号时听到的" in page.locator("main").inner_text()


def test_a_network_that_answers_late_is_asked_again(signed: Sign) -> None:
    page = signed("niu.dawei")
    page.route(
        "**/grumble/",
        lambda route: route.abort("internetdisconnected") if route.request.method == "POST" else route.continue_(),
    )
    page.keyboard.press("g")
    page.keyboard.type("网络说是好了其实没好")
    page.keyboard.press("Enter")
    page.locator(".toast", has_text="没有网络").wait_for(timeout=WRITTEN)
    page.unroute("**/grumble/")
    assert written(page).startswith("WG")
    assert waiting(page) == []


def test_no_page_of_a_complaint_is_kept_on_the_device_and_signing_out_takes_the_shell_away(
    signed: Sign, address: str
) -> None:
    page = signed("niu.dawei")
    until(page, "() => sessionStorage.getItem('wenguo-page') !== null")
    page.goto(f"{address}/desk/?view=mine")
    page.locator("#rows a.whole").first.click()
    page.wait_for_load_state("networkidle")
    kept = page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(one => one.keys()))))"
        ".then(all => all.flat().map(request => new URL(request.url).pathname))"
    )
    pages = [one for one in kept if not one.startswith("/static/")]
    assert pages == ["/desk/grumble/"]
    page.goto(f"{address}/desk/")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/accounts/login/**")
    until(page, "() => caches.has('wenguo-page').then(there => !there)")


def test_what_one_typed_is_not_sent_by_another(signed: Sign, address: str) -> None:
    page = signed("niu.dawei")
    mine = page.locator("#grumble-sheet").get_attribute("data-account")
    with page.expect_response("**/grumble/where/"):
        page.keyboard.press("g")
    page.context.set_offline(True)
    page.keyboard.type("他写的还没发出")
    page.keyboard.press("Enter")
    page.locator(".toast", has_text="没有网络").wait_for(timeout=WRITTEN)
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("账号").fill("sun.ying")
    page.get_by_label("密码").fill("wenguo-demo")
    page.locator("main button[type=submit], main button").first.click()
    page.wait_for_url("**/desk/")
    page.wait_for_load_state("networkidle")
    assert [(one["words"], one["account"]) for one in waiting(page)] == [("他写的还没发出", mine)]


def test_without_javascript_it_is_a_plain_form(opened: Callable[..., Any], address: str) -> None:
    page = opened(java_script_enabled=False)
    page.goto(f"{address}/desk/grumble/")
    page.get_by_label("账号").fill("niu.dawei")
    page.get_by_label("密码").fill("wenguo-demo")
    page.locator("main button").first.click()
    page.wait_for_url("**/desk/grumble/")
    page.locator("main").get_by_label("对方说了什么").fill("没有脚本也能记")
    page.locator("main").get_by_role("button", name="记下").click()
    page.locator(".note.success a").wait_for()
