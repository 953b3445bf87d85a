"""The taxonomy editor: nothing that was recorded is lost, whatever is merged, renamed or retired."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.stories import Office, Story
from wenguo.models import Change
from wenguo.queries import office as the_office
from wenguo.queries.codes import usage
from wenguo.queries.filters import Filters
from wenguo.queries.finding import find
from wenguo.queries.seeing import asker


@pytest.fixture(autouse=True)
def fresh_codes() -> Any:
    the_office.forget_codes()
    yield
    the_office.forget_codes()


@pytest.fixture
def admin(office: Office, client: Client) -> Client:
    client.force_login(office.adm)
    return client


@pytest.mark.row("M25")
@pytest.mark.row("M35")
def test_merging_two_codes_keeps_history_and_finds_both_and_can_be_undone(admin: Client, office: Office, story: Story) -> None:  # fmt: skip
    story.recorded("排队太久", causes=["RS0303"])
    old = story.number
    story.recorded("排队没人理", causes=["RS0304"])
    assert admin.post(reverse("office_code_merge", args=["RS0303"]), {"into": "RS0304"}).status_code == 303
    codes = the_office.taxonomy()
    assert "RS0303" not in codes.codes("RS")
    assert codes.label("RS0303") == "等待/接不通（现为：推诿不回应）"
    assert "(now:" in codes.label("RS0303", "en")
    assert Story.complaint.fget(_at(story, old)).causes == ("RS0303",), "the log keeps what was said then"  # type: ignore[attr-defined]
    found = find(asker(office.adm.pk, "web"), "排队", story.at, filters=Filters(cause="RS0304"))
    assert found.total == 2
    assert usage(["RS0303", "RS0304"]) == {"RS0303": 1, "RS0304": 1}
    change = Change.objects.get(what="code")
    admin.post(reverse("office_code_undo", args=[change.pk]))
    assert "RS0303" in the_office.taxonomy().codes("RS")
    assert Change.objects.filter(what="code").count() == 2


def _at(story: Story, number: str) -> Story:
    other = Story(story.office, story.at)
    other.number = number
    return other


@pytest.mark.row("M35")
def test_a_code_is_added_renamed_in_both_languages_and_retired(admin: Client, story: Story) -> None:
    form = {"parent": "RS03", "zh": "夜间无人接听", "en": "Nobody answers at night"}
    assert admin.post(reverse("office_code_add"), {**form, "en": ""}).status_code == 422
    admin.post(reverse("office_code_add"), form)
    assert the_office.taxonomy().label("RS0306", "en") == "Nobody answers at night"
    assert story.recorded(causes=["RS0306"]).complaint.causes == ("RS0306",)
    admin.post(reverse("office_code", args=["RS0306"]), {"zh": "夜间电话", "en": "Night calls"})
    assert the_office.taxonomy().label("RS0306") == "夜间电话"
    admin.post(reverse("office_code_retire", args=["RS0306"]), {"retired": "1"})
    assert "RS0306" not in the_office.taxonomy().codes("RS")
    assert the_office.taxonomy().label("RS0306") == "夜间电话", "old complaints are still told by its name"
    assert admin.post(reverse("office_code_merge", args=["RS0301"]), {"into": "RS0306"}).status_code == 422


def test_an_older_change_of_a_code_is_not_undone_under_a_newer_one(admin: Client) -> None:
    to = reverse("office_code", args=["RS0301"])
    admin.post(to, {"zh": "态度差", "en": "Bad attitude"})
    first = Change.objects.get(what="code")
    admin.post(to, {"zh": "态度恶劣", "en": "Rude"})
    admin.post(reverse("office_code_undo", args=[first.pk]))
    assert the_office.taxonomy().label("RS0301") == "态度恶劣"
