"""Single sign-on, danced with a real OpenID Connect provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from oidc_provider_mock import User, run_server_in_thread

from tests.stories import Office
from wenguo.models import Account, Membership

PEOPLE = [
    User(sub="s-ann", claims={"preferred_username": "ann", "email": "Ann@Example.com", "name": "Ann"}),
    User(sub="s-other", claims={"preferred_username": "ann"}),
    User(sub="s-new", claims={"preferred_username": "newcomer", "name": "新来的", "email": "new@example.com"}),
    User(sub="s-liar", claims={"preferred_username": "x", "email": "ann@example.com", "email_verified": False}),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def single(office: Office, provider: str, settings: Any, tmp_path: Any) -> Any:
    settings.WENGUO_HOME = tmp_path
    app = {
        "provider_id": "sso", "name": "OpenID Connect", "client_id": "wenguo", "secret": "s",
        "settings": {"server_url": provider, "oauth_pkce_enabled": True},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    return settings


def dance(client: Client, sub: str, path: str = "/accounts/oidc/sso/login/") -> Any:
    """Off to the provider, who says yes to `sub`, and back."""
    asked = client.get(path).headers["Location"]
    query = parse_qs(urlsplit(asked).query)
    assert query["code_challenge_method"] == ["S256"], "PKCE"
    assert "openid" in query["scope"][0]
    yes = requests.post(asked, data={"sub": sub}, allow_redirects=False, timeout=10)
    back = urlsplit(yes.headers["Location"])
    assert back.path == "/accounts/oidc/sso/login/callback/"
    return client.get(f"{back.path}?{back.query}")


def test_who_the_provider_vouches_for_is_signed_in_as_their_account(
    single: Any, office: Office, client: Client
) -> None:
    page = client.get("/accounts/login/?next=/desk/search/").content.decode()
    assert "统一登录" in page
    assert "/accounts/oidc/sso/login/?next=/desk/search/" in page
    answer = dance(client, "s-ann", "/accounts/oidc/sso/login/?next=/desk/search/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/search/")
    assert client.session["_auth_user_id"] == str(office.ann.pk)
    client.post("/accounts/logout/")
    Account.objects.filter(pk=office.ann.pk).update(username="ann.married")
    assert dance(client, "s-ann").status_code == 302, "known by the provider's own number from then on"
    assert SocialAccount.objects.count() == 1


def test_a_name_that_passed_to_another_person_opens_nothing(single: Any, client: Client) -> None:
    dance(client, "s-ann")
    assert dance(Client(), "s-other").status_code == 403


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "还没有您的账号"), ("en", "no account for you here yet")])
def test_who_is_unknown_here_is_told_kindly(single: Any, client: Client, language: str, words: str) -> None:
    client.cookies["django_language"] = language
    answer = dance(client, "s-new")
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert "newcomer" in answer.content.decode()
    assert not Account.objects.filter(username="newcomer").exists()
    assert "_auth_user_id" not in client.session


def test_where_it_is_wished_newcomers_get_an_account_without_roles(single: Any, client: Client) -> None:
    single.WENGUO_OIDC_CREATE, single.WENGUO_OIDC_UNIT = True, "car"
    assert dance(client, "s-new").status_code == 302
    made = Account.objects.get(username="newcomer")
    assert (made.display_name, made.unit and made.unit.code, made.has_usable_password()) == ("新来的", "car", False)
    assert not Membership.objects.filter(account=made).exists()
    assert client.get("/accounts/").status_code == 200


def test_the_email_address_may_name_the_account_unless_the_provider_doubts_it(
    single: Any, office: Office, client: Client
) -> None:
    single.WENGUO_OIDC_CLAIM = "email"
    Account.objects.filter(pk=office.bob.pk).update(email="ann@example.com")
    assert dance(client, "s-liar").status_code == 403
    assert dance(client, "s-ann").status_code == 302
    assert client.session["_auth_user_id"] == str(office.bob.pk)


def test_a_disabled_account_stays_outside(single: Any, office: Office, client: Client) -> None:
    Account.objects.filter(pk=office.ann.pk).update(is_active=False)
    assert dance(client, "s-ann").headers["Location"] == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session


def test_an_answer_nobody_asked_for_is_refused(single: Any, client: Client) -> None:
    answer = client.get("/accounts/oidc/sso/login/callback/?code=x&state=forged")
    assert answer.status_code == 401
    assert "没有成功" in answer.content.decode()


def test_a_provider_that_does_not_answer_is_said_to(single: Any, client: Client) -> None:
    single.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = client.get("/accounts/oidc/sso/login/")
    assert answer.status_code == 502
    assert "没有回应" in answer.content.decode()


def test_with_single_sign_on_only_passwords_are_for_administrators(single: Any, office: Office, client: Client) -> None:
    single.WENGUO_OIDC_ONLY = True
    assert 'name="password"' not in client.get("/accounts/login/").content.decode()
    assert 'name="password"' in client.get("/accounts/login/?password=1").content.decode()
    Membership.objects.filter(account=office.bob).delete()
    Membership.objects.create(account=office.bob, unit=office.units["main"], role="administrator")
    for one in (office.ann, office.bob):
        one.set_password("four-odd-words-here")
        one.save()
    Membership.objects.filter(account=office.ann, role="administrator").delete()
    for name, status in (("ann", 200), ("bob", 302)):
        assert (
            client.post("/accounts/login/", {"username": name, "password": "four-odd-words-here"}).status_code == status
        )


def test_a_required_second_factor_is_the_providers_business(single: Any, client: Client) -> None:
    single.WENGUO_SECOND_FACTOR_REQUIRED = True
    dance(client, "s-ann")
    assert client.get("/accounts/").status_code == 200
    assert client.get("/desk/settings/").headers.get("Location", "") != "/accounts/second-factor/"
