"""The organisation, its units and its people: settled by hand, refused beside the field, written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.stories import T0, Office, Story
from wenguo.faces.web.office.organisation import GROUPS
from wenguo.models import Account, Change, Membership, Setting, Unit
from wenguo.queries import house


def test_every_setting_stands_in_a_group() -> None:
    assert sorted(name for _, _, names in GROUPS for name in names) == sorted(house.SETTINGS)


@pytest.fixture
def admin(office: Office, client: Client) -> Client:
    client.force_login(office.adm)
    return client


def everything(**changed: Any) -> dict[str, Any]:
    """The whole form of the organisation with some things changed."""
    values = {name: value for name, value in {**house.everything(), **changed}.items() if value is not False}
    return {name: "1" if value is True else value for name, value in values.items()}


def test_the_format_of_numbers_holds_for_the_next_record(admin: Client, story: Story) -> None:
    story.recorded()
    assert story.number.startswith("WG26-")
    answer = admin.post(reverse("office_organisation"), everything(number_format="HB-{yy}{mm}-{serial:05d}-{check}"))
    assert answer.status_code == 303
    assert story.recorded().number.startswith("HB-2603-")
    assert Change.objects.get(what="setting").target == "number_format"


@pytest.mark.parametrize(
    "pattern", ["{serial", "X{yy}", "{serial}{serial}", "{serial!r}", "{x}-{serial}", "{serial:>6}", "a{serial}", "{0}"]
)
def test_a_format_that_cannot_be_is_refused_beside_its_field(pattern: str, admin: Client) -> None:
    answer = admin.post(reverse("office_organisation"), everything(number_format=pattern, phone="95500"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert "95500" in page, "nothing typed is lost"
    assert not Setting.objects.exists()
    assert (
        '<b class="number">'
        not in admin.get(reverse("office_number_example"), {"number_format": pattern}).content.decode()
    )


def test_a_unit_is_added_moved_closed_and_opened_again(admin: Client, office: Office, story: Story) -> None:
    form = {"code": "sec.north", "name": "北区", "name_en": "North", "parent": office.sec.pk, "head": "bob", "country": "", "time_zone": ""}  # fmt: skip
    assert admin.post(reverse("office_unit_add"), form).status_code == 303
    made = Unit.objects.get(code="sec.north")
    assert (made.parent, made.head) == (office.sec, office.bob)
    assert admin.post(reverse("office_unit_add"), form).status_code == 422
    below = {**form, "parent": made.pk}
    assert admin.post(reverse("office_unit", args=["sec"]), {**below, "name": "x"}).status_code == 422
    to = reverse("office_unit_state", args=["sec.north"])
    admin.post(to, {"active": "0"})
    assert Unit.objects.get(code="sec.north").active is False
    admin.post(to, {"active": "1"})
    assert Unit.objects.get(code="sec.north").active is True
    story.recorded()
    page = admin.post(reverse("office_unit_state", args=["sec"]), {"active": "0"}, follow=True).content.decode()
    assert "1 件未办结投诉" in page
    assert Unit.objects.get(code="sec").active is True


def test_a_time_zone_that_is_none_is_told_with_the_remedy(admin: Client, office: Office) -> None:
    form = {
        "name": "x",
        "name_en": "",
        "parent": office.main.pk,
        "head": "nobody.here",
        "country": "CN",
        "time_zone": "",
    }
    answer = admin.post(reverse("office_unit", args=["sec"]), form)
    assert "nobody.here" in answer.content.decode()
    answer = admin.post(reverse("office_unit", args=["sec"]), {**form, "head": "", "time_zone": "Mars/Base"})
    assert (answer.status_code, "Asia/Shanghai" in answer.content.decode()) == (422, True)


def test_a_person_is_added_with_a_password_that_is_shown_once_and_works(admin: Client, office: Office) -> None:
    form = {"username": "li.na", "display_name": "李娜", "email": "", "unit": office.sec.pk, "language": "zh-hans", "role": "handler"}  # fmt: skip
    page = admin.post(reverse("office_person_add"), form).content.decode()
    made = Account.objects.get(username="li.na")
    password = page.split('id="copied" readonly value="')[1].split('"')[0]
    assert made.check_password(password)
    assert password not in admin.get(reverse("office_person", args=["li.na"])).content.decode()
    assert Membership.objects.filter(account=made, unit=office.sec, role="handler").exists()
    assert password not in str(list(Change.objects.values_list("before", "after")))
    assert {one.what for one in Change.objects.all()} == {"person", "role"}


def test_somebody_who_leaves_is_asked_about_first_and_leaves_nothing_behind(
    admin: Client, office: Office, story: Story
) -> None:
    story.recorded()
    to = reverse("office_person_state", args=["ann"])
    assert story.number in admin.get(to).content.decode()
    assert Account.objects.get(username="ann").is_active, "asking changes nothing"
    admin.post(to)
    assert not Account.objects.get(username="ann").is_active
    assert story.complaint.owner == office.bob.pk
    admin.post(to, {"active": "1"})
    assert Account.objects.get(username="ann").is_active


def test_the_last_administrator_stays(office: Office, client: Client) -> None:
    client.force_login(office.adm)
    Membership.objects.filter(role="administrator").exclude(account=office.adm).delete()
    form = {"take": "1", "role": "administrator", "unit": office.main.pk}
    client.post(reverse("office_person_role", args=["adm"]), form)
    assert Membership.objects.filter(account=office.adm, role="administrator").exists()


def test_an_administrator_of_a_branch_cannot_take_over_the_house(office: Office, client: Client) -> None:
    """Else a password set anew for whoever holds a role above would be a way up."""
    branch = office.new_person("branch", "sec", "administrator")
    ruler = office.new_person("ruler", "sec", "handler")
    Membership.objects.create(account=ruler, unit=office.main, role="administrator")
    client.force_login(branch)
    assert client.post(reverse("office_person_password", args=["ruler"])).status_code == 403
    assert client.post(reverse("office_person_password", args=["ann"])).status_code == 200
    form = {"role": "administrator", "unit": str(office.main.pk)}
    client.post(reverse("office_person_role", args=["ann"]), form)
    assert not Membership.objects.filter(account=office.ann, role="administrator").exists()


def test_my_absence_needs_an_end_after_its_beginning_and_another_person(office: Office, client: Client) -> None:
    client.force_login(office.ann)
    to = reverse("office_me")
    away = {"which": "away", "away_from": "2030-01-02T09:00", "away_until": "2030-01-01T09:00", "deputy": ""}
    assert client.post(to, away).status_code == 422
    assert client.post(to, {**away, "away_until": "2030-01-05T09:00", "deputy": "ann"}).status_code == 422
    assert client.post(to, {**away, "away_until": "2030-01-05T09:00", "deputy": "eve"}).status_code == 303
    row = Account.objects.get(username="ann")
    assert row.deputy == office.eve
    assert row.away_until is not None
    assert row.away_until - (row.away_from or T0) == timedelta(days=3)
    assert Change.objects.get().after is not None


def test_a_setting_is_put_back_from_the_list_of_changes(admin: Client) -> None:
    admin.post(reverse("office_organisation"), everything(phone="95500"))
    change = Change.objects.get(what="setting")
    admin.post(reverse("office_change_undo", args=[change.pk]))
    assert house.settled("phone") == ""
    assert Change.objects.filter(what="setting").count() == 2
