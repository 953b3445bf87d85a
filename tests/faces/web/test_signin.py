"""Sign-in: passwords, second factors, where one is signed in; what slows guessing and what ends a session."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.conf import settings as _settings
from django.core.exceptions import ValidationError
from django.test import Client

from tests.stories import T0, Office
from wenguo import passwords, tokens, tries
from wenguo.faces.web.signin import devices
from wenguo.models import Tries

PASSWORD = "four-odd-words-here"
LOGIN, HOME = "/accounts/login/", "/accounts/"


@pytest.fixture
def ann(office: Office, tmp_path: Any, settings: Any) -> Any:
    settings.WENGUO_HOME = tmp_path  # counters of knocks begin at nought
    office.ann.set_password(PASSWORD)
    office.ann.save()
    return office.ann


def enter(client: Client, name: str = "ann", password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"username": name, "password": password, **more})


def code(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def with_app(client: Client) -> tuple[str, list[str]]:
    """Sets up the app as a person does; its secret and the recovery codes shown."""
    for _ in range(2):  # the last code's half minute may end while it is on its way
        page = client.get("/accounts/2fa/app/").content.decode()
        secret = re.search(r'class="key">([A-Z2-7]+)<', page)
        assert secret
        answer = client.post("/accounts/2fa/app/", {"code": code(secret[1], -1)})
        if answer.status_code == 302:
            break
    assert secret
    assert answer.headers["Location"] == "/accounts/2fa/codes/"
    shown = re.findall(r"<code>(\d{8})</code>", client.get("/accounts/2fa/codes/").content.decode())
    return secret[1], shown


# -- passwords ------------------------------------------------------------------------------------------------------


def test_name_and_password_lead_to_the_desk_or_where_one_was_going(ann: Any, client: Client) -> None:
    assert enter(client).headers["Location"] == "/desk/"
    client.post("/accounts/logout/")
    assert client.get("/desk/").status_code == 302
    assert enter(client, next="/desk/search/").headers["Location"] == "/desk/search/"


def test_next_never_leads_away_from_here(ann: Any, client: Client) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert enter(client, next=elsewhere).headers["Location"] == "/desk/"
        client.post("/accounts/logout/")


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "账号或密码不对"), ("en", "Name and password do not match")]
)
def test_a_wrong_password_is_told_in_the_readers_language(ann: Any, client: Client, language: str, words: str) -> None:
    client.cookies[_settings.LANGUAGE_COOKIE_NAME] = language
    page = enter(client, password="no").content.decode()
    assert words in page
    assert 'value="ann"' in page, "the name typed stays"


def test_whether_there_is_such_an_account_is_not_to_be_seen(ann: Any, office: Office, client: Client) -> None:
    def strange(name: str) -> tuple[int, str]:
        answer = enter(client, name, "no")
        page = answer.content.decode().replace(name, "NAME")
        return answer.status_code, re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)

    for _ in range(tries.FREE + 1):
        assert strange("ann") == strange("nobody-here")


def test_after_five_wrong_tries_each_further_one_waits_longer(office: Office) -> None:
    at = T0
    waits = []
    for _ in range(12):
        assert tries.wait("Ann", at) == 0
        tries.wrong("ann", at)
        waits.append(tries.wait("ANN ", at))
        at += timedelta(seconds=waits[-1])
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:9] == [30, 60, 120, 240, 480]
    assert waits[-1] == 900, "nobody is locked out for longer than a quarter of an hour"
    assert tries.wait("bob", at) == 0
    assert "ann" not in str(list(Tries.objects.values()))
    assert tries.wait("ann", at + tries.FORGOTTEN) == 0
    tries.wrong("bob", at + tries.FORGOTTEN * 2)
    assert Tries.objects.count() == 1


def test_while_one_has_to_wait_the_right_password_does_not_help(ann: Any, client: Client) -> None:
    for _ in range(tries.FREE):
        assert enter(client, password="no").status_code == 200
    answer = enter(client)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 30
    assert "秒" in answer.content.decode()
    assert client.get("/desk/").status_code == 302
    Tries.objects.update(at=T0)
    assert enter(client).status_code == 302
    assert not Tries.objects.exists(), "the right one sets the count back"


def test_a_disabled_account_cannot_sign_in_and_its_sessions_end_at_once(ann: Any, client: Client) -> None:
    enter(client)
    assert client.get("/desk/").status_code == 200
    ann.is_active = False
    ann.save()
    assert client.get("/desk/").status_code == 302
    answer = enter(Client(), password=PASSWORD)
    assert answer.headers["Location"] == "/accounts/inactive/"
    assert "停用" in client.get("/accounts/inactive/").content.decode()


@pytest.mark.parametrize(
    ("weak", "zh"),
    [
        ("short", "太短"), ("ann-ann-ann-1", "姓名"), ("qwertyuiop", "容易猜"), ("aaaaaaaaaaaa", "重复"),
        ("password123", "容易猜"), ("abcdefghijk", "顺序"),
    ],
)  # fmt: skip
def test_a_weak_password_is_refused_with_what_helps(weak: str, zh: str) -> None:
    found = passwords.weakness(weak, ["ann", "Ann"])
    assert found is not None
    assert zh in found.zh
    assert found.en
    assert not re.search(r"[一-鿿]", found.en)


def test_a_long_password_is_good_without_signs_and_does_not_take_long() -> None:
    assert passwords.weakness("four odd words here", ["ann"]) is None
    assert passwords.weakness("a lantern under seven rivers " * 200, ["ann"]) is None
    with pytest.raises(ValidationError):
        passwords.Strong().validate("wenguowenguo")


def test_a_new_password_signs_out_everywhere_else(ann: Any, client: Client) -> None:
    other = Client()
    enter(other)
    enter(client)
    form = {"oldpassword": PASSWORD, "password1": "another odd lot of words", "password2": "another odd lot of word"}
    assert "不一样" in client.post("/accounts/password/", form).content.decode()
    form["password2"] = form["password1"]
    assert "现在的密码不对" in client.post("/accounts/password/", {**form, "oldpassword": "x"}).content.decode()
    weak = client.post("/accounts/password/", {**form, "password1": "ann-ann-ann", "password2": "ann-ann-ann"})
    assert "自己的账号或姓名" in weak.content.decode()
    assert client.post("/accounts/password/", form).headers["Location"] == HOME
    assert "密码已更改" in client.get(HOME).content.decode()
    assert other.get("/desk/").status_code == 302
    ann.refresh_from_db()
    assert ann.check_password("another odd lot of words")


# -- second factor --------------------------------------------------------------------------------------------------


def test_with_an_app_the_password_alone_does_not_open_and_each_code_opens_once(ann: Any, client: Client) -> None:
    enter(client)
    secret, shown = with_app(client)
    assert len(shown) == 10
    assert secret not in str(Authenticator.objects.get(type="totp").data), "the secret lies encrypted"
    assert not re.findall(r"<code>(\d{8})</code>", client.get("/accounts/2fa/codes/").content.decode()), "shown once"
    first, second = Client(), Client()
    for one in (first, second):
        assert enter(one).headers["Location"] == "/accounts/2fa/authenticate/"
        assert one.get("/desk/").status_code == 302
    assert "不对" in first.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    right = code(secret)
    assert first.post("/accounts/2fa/authenticate/", {"code": right}).headers["Location"] == "/desk/"
    assert first.get("/desk/").status_code == 200
    from django.core.cache import cache

    cache.clear()  # another server process knows nothing of this one's memory
    assert "用过" in second.post("/accounts/2fa/authenticate/", {"code": right}).content.decode()


def test_a_recovery_code_opens_once(ann: Any, client: Client) -> None:
    enter(client)
    _, shown = with_app(client)
    for expected in (302, 200):
        fresh = Client()
        enter(fresh)
        assert fresh.post("/accounts/2fa/authenticate/", {"code": shown[3]}).status_code == expected
    assert "还可用 9" in client.get(HOME).content.decode()


def test_guessing_codes_is_slowed_for_the_account(ann: Any, client: Client) -> None:
    enter(client)
    secret, _ = with_app(client)
    for _ in range(tries.FREE):
        guesser = Client()
        enter(guesser)
        guesser.post("/accounts/2fa/authenticate/", {"code": "123456"})
    assert "秒再试" in guesser.post("/accounts/2fa/authenticate/", {"code": code(secret)}).content.decode()


def test_before_security_changes_one_is_asked_again_but_not_just_after_signing_in(ann: Any, client: Client) -> None:
    enter(client)
    assert client.get("/accounts/2fa/app/").status_code == 200
    session = client.session
    session["account_authentication_methods"] = [
        {**one, "at": time.time() - 3600} for one in session["account_authentication_methods"]
    ]
    session.save()
    answer = client.get("/accounts/2fa/app/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert "密码不对" in client.post(answer.headers["Location"], {"password": "no"}).content.decode()
    back = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/app/"})
    assert back.headers["Location"] == "/accounts/2fa/app/"
    assert client.get("/accounts/2fa/app/").status_code == 200


def test_where_a_second_factor_is_required_nothing_else_comes_first(ann: Any, client: Client, settings: Any) -> None:
    settings.WENGUO_SECOND_FACTOR_REQUIRED = True
    enter(client)
    for path in ("/desk/", "/desk/settings/", "/desk/search/"):
        assert client.get(path).headers["Location"] == "/accounts/second-factor/"
    assert client.get("/api/v1/queue").status_code == 403
    assert "验证器应用" in client.get("/accounts/second-factor/").content.decode()
    token = tokens.issue(ann, ["all"], "t", T0)
    assert Client().get("/api/v1/queue", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    with_app(client)
    assert client.get("/desk/").status_code == 200
    assert "要求两步验证" in client.get("/accounts/2fa/app/remove/").content.decode()
    assert client.post("/accounts/2fa/app/remove/").status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()


def test_where_none_is_required_it_can_be_removed_again(ann: Any, client: Client) -> None:
    enter(client)
    with_app(client)
    assert client.post("/accounts/2fa/app/remove/").headers["Location"] in (HOME, "/accounts/2fa/")
    assert not Authenticator.objects.exists(), "recovery codes alone are no second factor"


def test_after_a_changed_secret_key_no_code_fits(ann: Any, client: Client, settings: Any) -> None:
    enter(client)
    secret, _ = with_app(client)
    settings.SECRET_KEY = "another"
    fresh = Client()
    enter(fresh)
    for guess in (code(secret), code("")):
        assert fresh.post("/accounts/2fa/authenticate/", {"code": guess}).status_code == 200


# -- where one is signed in ------------------------------------------------------------------------------------------


def test_one_sees_where_one_is_signed_in_and_signs_out_there(ann: Any, office: Office, client: Client) -> None:
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19) Version/19.0 Mobile Safari/604.1"})
    enter(phone)
    enter(client)
    page = client.get(HOME).content.decode()
    assert "Safari 浏览器 · iPhone" in page
    place = re.search(r'name="place" value="(\d+)"', page)
    assert place
    stranger = Client()
    stranger.force_login(office.bob)
    stranger.post("/accounts/places/end/", {"place": place[1]})
    assert phone.get("/desk/").status_code == 200, "nobody ends another person's session"
    client.post("/accounts/places/end/", {"place": place[1]})
    assert phone.get("/desk/").status_code == 302
    for one in (Client(), Client()):
        enter(one)
    client.post("/accounts/places/end/", {"place": "others"})
    assert UserSession.objects.count() == 1
    assert client.get("/desk/").status_code == 200


def test_when_a_place_was_last_seen_is_kept_now_and_then(ann: Any, client: Client) -> None:
    enter(client)
    UserSession.objects.update(last_seen_at=T0)
    fresh = Client()
    fresh.cookies = client.cookies
    from django.test.client import ClientHandler

    fresh.handler = ClientHandler()  # a server process that has not seen it yet
    fresh.get(HOME)
    assert UserSession.objects.get().last_seen_at > T0


def test_devices_are_called_as_people_call_them() -> None:
    edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537.36 Edg/140"
    wechat = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 MicroMessenger/8"
    assert devices.called(edge).en == "Edge · Windows"
    assert devices.called(wechat).zh == "微信 · 安卓"
    assert devices.is_phone(wechat)
    assert not devices.is_phone(edge)
    assert devices.called("").zh == "未知设备"


# -- what is closed --------------------------------------------------------------------------------------------------


def test_there_is_no_sign_up_and_no_password_by_mail(ann: Any, client: Client) -> None:
    for path in ("signup/", "email/", "password/reset/", "3rdparty/", "oidc/sso/login/", "login/code/"):
        assert client.get(f"/accounts/{path}").status_code == 404, path
    assert "管理员" in client.get("/accounts/password/forgotten/").content.decode()


@pytest.mark.row("M36")
def test_every_page_stands_in_both_languages_without_a_word_of_the_other(ann: Any, client: Client) -> None:
    enter(client)
    paths = ["", "password/", "2fa/app/", "2fa/passkeys/add/", "second-factor/", "logout/", "reauthenticate/"]
    for path in [*paths, "inactive/", "password/forgotten/", "oidc/cancelled/"]:
        client.cookies[_settings.LANGUAGE_COOKIE_NAME] = "en"
        page = client.get(f"/accounts/{path}").content.decode()
        main = page.partition("<main")[2].partition("</main>")[0]
        assert not re.search(r"[一-鿿]", main.replace("闻过", "")), path
        assert page.count("<h1") == 1, path
        client.cookies[_settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
        page = client.get(f"/accounts/{path}").content.decode()
        title = page.partition("<h1>")[2].partition("</h1>")[0]
        assert re.search(r"[一-鿿]", title), path
