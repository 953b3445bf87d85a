"""How people come in: a second step removed by an administrator, a one-time password that gives way to one's own."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as _settings
from django.test import Client
from django.urls import reverse

from tests.stories import Office
from wenguo.models import Account, Change

CHANGE, DESK = "/accounts/password/", "/desk/settings/me/"
OWN = "four-odd-words-here"


@pytest.fixture
def admin(office: Office, client: Client) -> Client:
    client.force_login(office.adm)
    return client


@pytest.fixture
def entering(office: Office, tmp_path: Any, settings: Any) -> Client:
    settings.WENGUO_HOME = tmp_path  # counters of knocks begin at nought
    return Client()


def given_once(admin: Client, name: str = "ann") -> str:
    """The password that the page shows for a person."""
    page = admin.post(reverse("office_person_password", args=[name])).content.decode()
    return page.split('id="copied" readonly value="')[1].split('"')[0]


def enter(client: Client, password: str, name: str = "ann") -> Any:
    return client.post("/accounts/login/", {"username": name, "password": password})


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "手机丢失"), ("en", "Lost phone")])
def test_the_page_of_a_person_offers_it_and_asks_first(
    admin: Client, office: Office, language: str, words: str
) -> None:
    admin.cookies[_settings.LANGUAGE_COOKIE_NAME] = language
    Authenticator.objects.create(user=office.ann, type="totp", data={"secret": "x"})
    to = reverse("office_person_one_step", args=["ann"])
    page = admin.get(reverse("office_person", args=["ann"])).content.decode()
    assert to in page
    assert words in page
    assert admin.get(to).status_code == 200
    assert Authenticator.objects.filter(user=office.ann).exists(), "asking changes nothing"


def test_the_second_step_and_every_session_end_and_it_is_written_down(
    admin: Client, entering: Client, office: Office
) -> None:
    office.ann.set_password(OWN)
    office.ann.save()
    places = [entering, Client()]
    for place in places:
        enter(place, OWN)
        assert place.get(DESK).status_code == 200
    Authenticator.objects.create(user=office.ann, type="webauthn", data={})
    answer = admin.post(reverse("office_person_one_step", args=["ann"]), follow=True)
    assert "两步验证已解除" in answer.content.decode()
    assert not Authenticator.objects.filter(user=office.ann).exists()
    assert [place.get(DESK).status_code for place in places] == [302, 302]
    assert admin.get(DESK).status_code == 200, "nobody else is signed out"
    assert Change.objects.get().after == {"second_step": False, "sessions_ended": 2}
    listed = admin.get(reverse("office_changes"), {"what": "one_step"}).content.decode()
    assert "解除两步验证" in listed


def test_nobody_takes_it_from_whom_they_do_not_administer_nor_from_themselves(
    admin: Client, office: Office, client: Client
) -> None:
    for person in (office.adm, office.dan):
        Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    own = reverse("office_person_one_step", args=["adm"])
    assert own not in admin.get(reverse("office_person", args=["adm"])).content.decode()
    assert admin.post(own).headers["Location"] == reverse("security")
    client.force_login(office.new_person("branch", "sec", "administrator"))
    assert client.post(reverse("office_person_one_step", args=["dan"])).status_code == 404
    client.force_login(office.bob)
    assert client.post(reverse("office_person_one_step", args=["ann"])).status_code == 403
    assert Authenticator.objects.count() == 2


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "一次性密码"), ("en", "one-time password")])
def test_a_one_time_password_opens_only_the_page_where_it_is_changed(
    admin: Client, entering: Client, language: str, words: str
) -> None:
    password = given_once(admin)
    entering.cookies[_settings.LANGUAGE_COOKIE_NAME] = language
    enter(entering, password)
    assert entering.get(DESK).headers["Location"] == CHANGE
    assert entering.post(DESK, {"which": "mine", "display_name": "x"}).headers["Location"] == CHANGE
    told = entering.get("/api/v1/complaints")
    assert (told.status_code, told.json()["code"]) == (403, "own_password")
    page = entering.get(CHANGE).content.decode()
    assert words in page
    assert reverse("logout") in page
    same = entering.post(CHANGE, {"oldpassword": password, "password1": password, "password2": password})
    assert same.status_code == 200
    assert Account.objects.get(username="ann").must_change_password
    entering.post(CHANGE, {"oldpassword": password, "password1": OWN, "password2": OWN})
    assert entering.get(DESK).status_code == 200
    assert words not in entering.get(CHANGE).content.decode()
    assert Client().get("/").status_code in {200, 302}


def test_a_new_persons_first_password_is_one_to_be_changed(admin: Client, entering: Client, office: Office) -> None:
    form = {"username": "li.na", "display_name": "李娜", "email": "", "unit": office.sec.pk, "language": "zh-hans", "role": ""}  # fmt: skip
    page = admin.post(reverse("office_person_add"), form).content.decode()
    enter(entering, page.split('id="copied" readonly value="')[1].split('"')[0], "li.na")
    assert entering.get(DESK).headers["Location"] == CHANGE


def test_who_came_by_another_way_is_not_asked_for_a_password_they_never_had(
    admin: Client, entering: Client, office: Office
) -> None:
    given_once(admin)
    entering.force_login(Account.objects.get(username="ann"))
    for way, sent in (("mfa", 200), ("socialaccount", 200), ("password", 302)):
        session = entering.session
        session["account_authentication_methods"] = [{"method": way, "at": 0}]
        session["account_authentication_methods_user"] = str(office.ann.pk)
        session.save()
        assert entering.get(DESK).status_code == sent, way


def test_ones_own_choice_is_written_down_without_the_password(admin: Client, entering: Client, office: Office) -> None:
    office.ann.set_password(OWN)
    office.ann.save()
    enter(entering, OWN)
    other = "a-password-nobody-guesses"
    entering.post(CHANGE, {"oldpassword": OWN, "password1": other, "password2": other})
    (row,) = Change.objects.all()
    assert (row.what, row.target, row.account, row.before, row.after) == ("password", "ann", office.ann, None, None)
