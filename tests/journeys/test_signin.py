"""Signing in with a finger, a telephone, the organisation's own sign-in: in a real browser, under our own CSP."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from oidc_provider_mock import User, run_server_in_thread

from tests.journeys.running import ROOT, running, with_demo

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    "", "password/", "2fa/app/", "2fa/passkeys/add/", "second-factor/", "reauthenticate/", "logout/",
    "password/forgotten/", "inactive/", "oidc/cancelled/",
]  # fmt: skip


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    people = [
        User(sub="1", claims={"preferred_username": "chen.jing"}),
        User(sub="2", claims={"preferred_username": "nobody"}),
    ]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, shared: Path, provider: str) -> Iterator[str]:
    """A server of our own: what is set up here must not stand in the way of other journeys."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WENGUO_OIDC_ISSUER", provider)
        patch.setenv("WENGUO_OIDC_CLIENT_ID", "wenguo")
        patch.setenv("WENGUO_OIDC_CLIENT_SECRET", "secret")
        home = tmp_path_factory.mktemp("signin")
        with_demo(home, shared)
        with running(home) as found:
            yield found.replace("127.0.0.1", "localhost")  # passkeys belong to a name, not to digits


def faults(page: Any) -> list[str]:
    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags, preload: false})", tags)["violations"]
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]


def with_finger(page: Any) -> None:
    """A virtual authenticator: a device that knows its owner's finger and always gets it."""
    talk = page.context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    talk.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def by_password(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("账号").or_(page.get_by_label("Account name")).fill(name)
    page.get_by_label("密码").or_(page.get_by_label("Password")).fill("wenguo-demo")
    page.keyboard.press("Enter")


def sign_out(page: Any) -> None:
    page.locator(".top .menu summary").click()
    page.locator(".menu-body form button.plain").last.click()
    page.wait_for_url("**/accounts/login/")


def test_a_passkey_is_added_renamed_signs_in_alone_and_as_a_second_step_and_is_removed(
    opened: Callable[..., Any], own: str
) -> None:
    page = opened()
    with_finger(page)
    by_password(page, own, "sun.ying")
    page.wait_for_url("**/desk/")
    page.locator(".top .menu summary").click()
    page.get_by_role("link", name="安全").click()
    page.get_by_role("link", name="添加").click()
    page.get_by_label("名称").fill("我的电脑")
    page.get_by_role("button", name="添加").click()
    page.wait_for_url("**/2fa/codes/")
    assert page.locator(".codes li").count() == 10
    assert faults(page) == []
    page.get_by_role("link", name="我已保存好").click()
    page.get_by_role("link", name="改名").click()
    page.get_by_label("名称").fill("办公室的电脑")
    page.get_by_role("button", name="保存").click()
    page.locator("b", has_text="办公室的电脑").wait_for()
    assert faults(page) == []
    sign_out(page)
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/desk/")
    sign_out(page)
    by_password(page, own, "sun.ying")
    page.wait_for_url("**/2fa/authenticate/")
    assert faults(page) == []
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url("**/desk/")
    page.goto(f"{own}/accounts/")
    page.get_by_role("link", name="移除").click()
    page.get_by_role("button", name="移除").click()
    page.wait_for_url("**/accounts/")
    assert page.locator("b", has_text="办公室的电脑").count() == 0
    sign_out(page)
    by_password(page, own, "sun.ying")
    page.wait_for_url("**/desk/")


def test_a_passkey_nobody_has_is_told_kindly(opened: Callable[..., Any], own: str) -> None:
    page = opened()
    with_finger(page)
    page.goto(f"{own}/accounts/login/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.locator("[data-told]:not([hidden])").wait_for()
    assert "再试一次" in page.locator("[data-told]").inner_text()


def test_an_app_on_the_telephone_is_set_up_and_asked_for_on_a_phone_in_english(
    opened: Callable[..., Any], own: str
) -> None:
    page = opened("en-GB", 390, 844, light="dark")
    by_password(page, own, "niu.dawei")
    page.wait_for_url("**/desk/")
    page.goto(f"{own}/accounts/2fa/app/")
    assert page.locator("img.qr").evaluate("one => one.naturalWidth") > 0, "the picture is allowed by the CSP"
    page.get_by_text("Cannot scan?").click()
    secret = page.locator(".key").inner_text()
    page.get_by_label("Code").fill("12")
    page.get_by_role("button", name="Set up").click()
    assert "wrong or was used" in page.get_by_role("alert").inner_text()
    page.get_by_text("Cannot scan?").click()
    assert page.locator(".key").inner_text() == secret, "a slip does not change the key"
    now = int(time.time()) // 30  # a code holds for the half-minutes beside its own too: this one, and the next below
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, now)))
    page.get_by_role("button", name="Set up").click()
    page.wait_for_url("**/2fa/codes/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download").click()
    assert re.fullmatch(r"(\d{8}\n){10}", saved.value.path().read_text())
    sign_out(page)
    by_password(page, own, "niu.dawei")
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, now + 1)))
    assert faults(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")


def test_single_sign_on_works_in_the_browser_under_our_csp(chromium: Any, own: str) -> None:
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.location["url"].startswith(own) else None)
    page.goto(f"{own}/accounts/")
    page.get_by_role("link", name="统一登录").click()
    page.get_by_role("button", name="Authorize as 1").click()
    page.wait_for_url("**/accounts/")
    sign_out(page)
    page.get_by_role("link", name="统一登录").click()
    page.get_by_role("button", name="Authorize as 2").click()
    page.wait_for_url("**/callback/**")
    assert "还没有您的账号" in page.locator("h1").inner_text()
    assert faults(page) == []
    assert [one for one in said if "403" not in one] == []
    context.close()


@pytest.mark.row("M36")
def test_every_page_of_sign_in_fits_and_is_open_to_all(opened: Callable[..., Any], own: str) -> None:
    page = opened("en-GB", 390, light="dark")
    page.goto(f"{own}/accounts/login/")
    assert faults(page) == []
    by_password(page, own, "wen.zhi")
    page.wait_for_url("**/desk/")
    for path in PAGES:
        page.goto(f"{own}/accounts/{path}")
        assert faults(page) == [], path
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
