"""The settings: who may see and change what, each section's way through, and what is written down of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.stories import T0, Office
from wenguo.faces.web.office.here import SECTIONS
from wenguo.faces.web.office.urls import urlpatterns
from wenguo.models import Account, Article, Change, Code, Membership, Setting, Site, Template, Token, Unit, Webhook
from wenguo.queries import office as the_office

OPEN_TO_ALL = {"office", "office_me", "office_tokens", "office_token_issue", "office_token_revoke"}
# posting to these changes nothing, whoever does it
LOOKING = {"office_packs_compare"}


@pytest.fixture(autouse=True)
def fresh_codes() -> Any:
    the_office.forget_codes()
    yield
    the_office.forget_codes()


@pytest.fixture
def things(office: Office) -> dict[str, Any]:
    """One of everything an address may name."""
    hook = Webhook.objects.create(url="https://example.org/x", secret="s", unit=office.sec, created_at=T0)
    site = Site.objects.create(key="k", name="s", origin="https://example.org", unit=office.sec, created_at=T0)
    words = Template.objects.create(unit=office.sec, verb="inform", name="n", body="b", changed_at=T0)
    token = Token.objects.create(account=office.ann, name="t", digest="d", scopes=["read"], created_at=T0)
    code = Change.objects.create(
        what="code", target="RS0101", at=T0, before={"zh": "旧"}, after={"zh": "性能故障/缺陷"}
    )
    setting = Change.objects.create(what="setting", target="phone", at=T0, before="1", after="2")
    article = Article.objects.create(unit=office.sec, title="n", body="b", changed_at=T0)
    older = Change.objects.create(what="article", target=str(article.pk), at=T0, before={"title": "n", "body": "o"})
    row = Change.objects.create(what="redress", target="goodwill", at=T0)
    levels = Change.objects.create(what="redress_levels", target="levels", at=T0)
    version = Change.objects.create(what="template", target=str(words.pk), at=T0, before={"name": "n", "body": "o"})
    return {"hook": hook, "site": site, "words": words, "token": token, "code": code, "setting": setting, "version": version, "row": row, "levels": levels, "article": article, "older": older}  # fmt: skip


def address(name: str, things: dict[str, Any]) -> str:
    """An address of the room with something of sec in its places."""
    args: dict[str, Any] = {
        "office_person": ["eve"],
        "office_pack": ["house"],
        "office_code_undo": [things["code"].pk],
        "office_change_undo": [things["setting"].pk],
        "office_token_revoke": [things["token"].pk],
        "office_article_restore": [things["article"].pk, things["older"].pk],
        "office_redress_row": ["goodwill"],
        "office_redress_state": ["goodwill"],
        "office_redress_restore": ["goodwill", things["row"].pk],
        "office_redress_levels_restore": [things["levels"].pk],
        "office_template_restore": [things["words"].pk, things["version"].pk],
    }
    for name_of, value in (
        ("person", "eve"), ("code_", "RS0101"), ("template_", things["words"].pk), ("article", things["article"].pk), ("webhook_", things["hook"].pk),
        ("site_", things["site"].pk), ("unit_", "sec"), ("calendar_", "sec"),
    ):  # fmt: skip
        for one in urlpatterns:
            if str(one.name).startswith(f"office_{name_of}") and not str(one.name).endswith(("_add", "_issue")):
                args.setdefault(str(one.name), [value])
    args |= {"office_code": ["RS0101"], "office_template": [things["words"].pk], "office_webhook": [things["hook"].pk]}
    args |= {"office_unit": ["sec"], "office_calendar": ["sec"]}
    return reverse(name, args=args.get(name, []))


NAMES = [str(one.name) for one in urlpatterns]


@pytest.mark.parametrize("name", NAMES)
def test_nobody_comes_in_without_signing_in(name: str, things: dict[str, Any], client: Client) -> None:
    for asked in (client.get, client.post):
        answer = asked(address(name, things))
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or "/accounts/login/" in answer.headers["Location"]


@pytest.mark.parametrize("person", ["ann", "bob", "tom", "car_admin"])
@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN_TO_ALL])
def test_no_post_changes_anything_for_who_does_not_administer(
    name: str, person: str, office: Office, things: dict[str, Any], client: Client
) -> None:
    """A handler, a head, a stranger, and an administrator of another unit."""
    office.new_person("car_admin", "car", "administrator")
    client.force_login(office.people[person])
    before = snapshot()
    filled = {"active": "0", "retired": "1", "take": "1", "role": "front_line", "unit": str(office.sec.pk), "zh": "x",
              "en": "x", "into": "RS0102", "which": "person", "display_name": "x", "language": "en", "name": "x",
              "name_en": "", "parent": str(office.main.pk), "head": "", "country": "", "time_zone": "", "body": "x",
              "verb": "inform", "packs": ["house"], "day": "2026-03-03", "works": "1", "url": "https://example.org/",
              "origin": "https://example.org", "username": "new.one", "email": "", "code": "newone", "draft_days": "5"}  # fmt: skip
    answer = client.post(address(name, things), filled)
    assert snapshot() == before, name
    if name not in LOOKING:
        assert answer.status_code in {303, 403, 404, 405, 422, 200}
        assert answer.status_code != 200 or person != "ann"


def snapshot() -> Any:
    """Everything of the office that a screen could change."""
    models = (Unit, Account, Membership, Setting, Template, Code, Webhook, Site, Token, Change)
    return [sorted(map(str, one.objects.values_list())) for one in models]


@pytest.mark.parametrize("name", [one.address for one in SECTIONS])
def test_a_handler_sees_only_what_is_open_to_everyone(name: str, office: Office, client: Client) -> None:
    client.force_login(office.ann)
    sees = {one.address: one.sees for one in SECTIONS}[name]
    assert client.get(reverse(name)).status_code == (200 if sees == "everyone" else 403)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", [name for name in NAMES if name != "office_number_example"])
def test_every_page_opens_for_an_administrator_in_both_languages(
    name: str, language: str, things: dict[str, Any], office: Office, client: Client
) -> None:
    client.force_login(office.adm)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address(name, things))
    assert answer.status_code in {200, 303}
    if answer.status_code == 200:
        page = answer.content.decode()
        assert page.count("<h1") == 1
        assert "{%" not in page
    assert len(asked) <= 32, [query["sql"][:90] for query in asked]


def test_a_head_may_look_at_the_own_unit_and_not_at_others(office: Office, client: Client) -> None:
    client.force_login(office.bob)
    assert client.get(reverse("office_unit", args=["sec"])).status_code == 200
    assert client.get(reverse("office_unit", args=["car"])).status_code == 404
    assert "disabled" in client.get(reverse("office_unit", args=["sec"])).content.decode()
