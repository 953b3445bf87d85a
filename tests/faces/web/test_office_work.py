"""Calendars, templates, packs, tokens, webhooks, retention and the list of changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.stories import T0, Office, Story
from wenguo.administering.templates import standard
from wenguo.models import Account, Change, Code, Membership, Setting, Site, Template, Token, Unit, Webhook
from wenguo.pages import prepared
from wenguo.queries import house


@pytest.fixture
def admin(office: Office, client: Client) -> Client:
    client.force_login(office.adm)
    return client


def snapshot() -> Any:
    """Everything of the office that a screen could change."""
    models = (Unit, Account, Membership, Setting, Template, Code, Webhook, Site, Token, Change)
    return [sorted(map(str, one.objects.values_list())) for one in models]


def test_hours_are_read_as_people_write_them_and_days_of_its_own_move_the_clock(admin: Client, office: Office) -> None:
    to = reverse("office_calendar", args=["sec"])
    week = {"which": "week", "own": "1", **{f"day{n}": "9-12 13:30～18：00" for n in range(5)}, "day5": "10:00至15:00", "day6": ""}  # fmt: skip
    assert admin.post(to, week).status_code == 303
    hours = Unit.objects.get(code="sec").hours["weekdays"]
    assert hours[0] == [["09:00", "12:00"], ["13:30", "18:00"]]
    assert hours[5] == [["10:00", "15:00"]]
    assert admin.post(to, {**week, "day0": "18:00-09:00"}).status_code == 422
    admin.post(to, {"which": "day", "day": "2026-03-03", "works": "0"})
    assert Unit.objects.get(code="sec").extra_days == {"2026-03-03": False}
    page = admin.get(to, {"month": "2026-02"}).content.decode()
    assert "法定假日" in page
    assert "调休" in page
    admin.post(reverse("office_calendar_forget", args=["sec"]), {"day": "2026-03-03"})
    assert Unit.objects.get(code="sec").extra_days == {}


def test_a_template_with_an_unknown_place_is_refused_with_those_there_are(admin: Client) -> None:
    form = {"verb": "inform", "language": "zh-hans", "unit": "", "name": "进展", "body": "您好 {{ nmber }}"}
    answer = admin.post(reverse("office_template_add"), form)
    assert answer.status_code == 422
    assert "{{ number }}" in answer.content.decode()
    assert not Template.objects.exists()
    admin.post(reverse("office_template_add"), {**form, "body": "您好 {{ number }}"})
    row = Template.objects.get()
    admin.post(reverse("office_template", args=[row.pk]), {**form, "body": "新的 {{ number }}"})
    change = Change.objects.filter(what="template").latest("pk")
    admin.post(reverse("office_template_restore", args=[row.pk, change.pk]))
    assert Template.objects.get().body == "您好 {{ number }}"


def test_the_preview_fills_a_real_complaint_and_shows_no_contact_data(admin: Client, story: Story) -> None:
    story.recorded("空调有异响", complainant={"name": "欧阳晓明", "phone": "13812345678"})
    form = {"verb": "inform", "language": "zh-hans", "unit": "", "name": "x", "body": "{{ complainant }} {{ number }} {{ matter }} {{ due }}"}  # fmt: skip
    page = admin.post(reverse("office_template_add"), {**form, "look": "1", "number": story.number}).content.decode()
    letter = page.split('class="letter"')[1]
    assert story.number in letter
    assert "空调有异响" in letter
    assert "欧阳晓明" not in page
    assert not Template.objects.exists(), "looking saves nothing"


def test_the_standard_set_names_only_places_there_are_and_is_added_once(admin: Client) -> None:
    for one in standard():
        assert prepared.unknown_places(one["body"]) == [], one["name"]
    assert {one["language"] for one in standard()} == {"zh-hans", "en"}
    for _ in range(2):
        admin.post(reverse("office_templates_standard"))
    assert Template.objects.count() == len(standard())


def test_a_filled_template_is_never_run(story: Story) -> None:
    values = {"number": "{{ owner }}{% now %}"}
    assert prepared.fill("{{number}} {{ x }} {% if %}", values) == "{{ owner }}{% now %} {{ x }} {% if %}"


def test_a_comparison_shows_a_changed_number_and_what_runs_by_it(admin: Client, story: Story, tmp_path: Any) -> None:
    from wenguo import packs

    story.recorded(by="local")
    text = (packs.FOLDER / "house.toml").read_text(encoding="utf-8").replace("length = 15", "length = 12", 1)
    file = tmp_path / "house.toml"
    file.write_text(text, encoding="utf-8")
    before = snapshot()
    with file.open("rb") as given:
        page = admin.post(reverse("office_packs_compare"), {"pack": "house", "file": given}).content.decode()
    assert "15 天" in page
    assert "12 天" in page
    assert "decision_simple" in page
    assert snapshot() == before
    file.write_text("nonsense = ", encoding="utf-8")
    with file.open("rb") as given:
        assert admin.post(reverse("office_packs_compare"), {"pack": "house", "file": given}).status_code == 422


def test_packs_of_a_unit_are_looked_at_before_they_are_saved(admin: Client, office: Office) -> None:
    to = reverse("office_unit_packs", args=["car"])
    page = admin.get(to, {"look": "1", "packs": ["cn-securities"]}).content.decode()
    assert "不再有" in page or "新增" in page
    assert Unit.objects.get(code="car").packs == ["cn-retail"]
    admin.post(to, {"packs": ["cn-retail", "house"]})
    assert Unit.objects.get(code="car").packs == ["cn-retail", "house"]


def test_a_token_is_shown_once_and_revoked_after_asking(office: Office, client: Client) -> None:
    client.force_login(office.ann)
    page = client.post(reverse("office_token_issue"), {"name": "呼叫中心", "scopes": ["read"]}).content.decode()
    secret = page.split('readonly value="')[1].split('"')[0]
    assert secret.startswith("wg_")
    row = Token.objects.get()
    assert secret not in client.get(reverse("office_tokens")).content.decode()
    assert client.post(reverse("office_token_issue"), {"name": "x"}).status_code == 422
    client.get(reverse("office_token_revoke", args=[row.pk]))
    assert Token.objects.get().revoked_at is None
    client.post(reverse("office_token_revoke", args=[row.pk]))
    assert Token.objects.get().revoked_at is not None


@pytest.mark.parametrize(
    "url", ["http://example.org/", "ftp://x", "https://u:p@example.org/", "javascript:1", "https://"]
)
def test_an_address_outside_must_be_safe(url: str, admin: Client) -> None:
    answer = admin.post(reverse("office_webhook_add"), {"url": url, "unit": ""})
    assert (answer.status_code, Webhook.objects.count()) == (422, 0)


def test_a_webhook_is_added_and_its_secret_shown_once(admin: Client) -> None:
    page = admin.post(reverse("office_webhook_add"), {"url": "http://127.0.0.1:9/x", "unit": ""}).content.decode()
    row = Webhook.objects.get()
    assert row.secret in page
    assert row.secret not in admin.get(reverse("office_webhook", args=[row.pk])).content.decode()
    told = admin.post(reverse("office_webhook_test", args=[row.pk]), follow=True).content.decode()
    assert "没有送达" in told


def test_what_is_kept_beyond_its_years_is_listed_and_nothing_is_done(admin: Client, office: Office, story: Story) -> None:  # fmt: skip
    story.moves_to(T0 - timedelta(days=365 * 30)).recorded().acknowledged().answered().accepted().closed()
    assert story.number in admin.get(reverse("office_retention")).content.decode()
    assert not Change.objects.exists()


def test_the_administrators_of_a_branch_see_only_its_changes(office: Office, client: Client) -> None:
    branch = office.new_person("branch", "sec", "administrator")
    house.changed("unit", "car", None, {"name": "秘密的名字"}, None, T0, office.car.pk)
    house.changed("unit", "sec", None, {"name": "自己的名字"}, None, T0, office.sec.pk)
    client.force_login(branch)
    page = client.get(reverse("office_changes")).content.decode()
    assert "自己的名字" in page
    assert "秘密的名字" not in page
