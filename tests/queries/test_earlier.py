"""Earlier complaints of the same person, order or account: found by a trace, told only to those who may know."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.queries.test_plans import plans
from tests.stories import Office, Story
from wenguo.queries.earlier import Earlier, bare, digits, earlier
from wenguo.queries.seeing import asker

PERSON = {"name": "王小明", "phone": "+86 138-0013 8000", "email": "Wang@Example.com"}


@pytest.fixture
def past(story: Story) -> Story:
    return story.recorded("空调有异响", complainant=PERSON, contract="dd 2026-0001")


def ask(office: Office, name: str = "ann", **traces: Any) -> list[Earlier]:
    return earlier(asker(office.people[name].pk, "web"), **traces)


@pytest.mark.row("M36")
@pytest.mark.parametrize(
    "phone", ["13800138000", "138 0013 8000", "０１３８００１３８０００"[1:], "0086-138-0013-8000", "(+86)13800138000"]
)
def test_the_same_telephone_is_found_however_it_is_written(office: Office, past: Story, phone: str) -> None:
    assert [(one.number, one.by) for one in ask(office, phone=phone)] == [(past.number, ("phone",))]


@pytest.mark.parametrize("traces", [{"email": " wang@example.COM"}, {"contract": "DD2026-0001"}])
def test_the_same_mail_address_and_order_are_found(office: Office, past: Story, traces: dict[str, str]) -> None:
    assert [one.number for one in ask(office, **traces)] == [past.number]


def test_it_is_told_once_with_every_trace_and_the_name_is_masked(office: Office, past: Story) -> None:
    (found,) = ask(office, phone=PERSON["phone"], email=PERSON["email"], contract="DD2026-0001")
    assert found.by == ("phone", "email", "contract")
    assert found.words == "空调有异响"
    assert found.name.startswith("王*")
    assert "小明" not in repr(found)


@pytest.mark.parametrize(
    "traces", [{"phone": "13800138001"}, {"phone": "8000"}, {"email": "wang"}, {"contract": "DD"}, {}]
)
def test_other_and_too_short_traces_find_nothing(office: Office, past: Story, traces: dict[str, str]) -> None:
    assert ask(office, **traces) == []


@pytest.mark.row("M36")
def test_what_one_may_not_see_is_not_found(office: Office, past: Story) -> None:
    assert ask(office, "tom", phone=PERSON["phone"]) == []
    assert ask(office, "eve", phone=PERSON["phone"]) == [], "the front line sees only its own"


def test_the_person_complained_of_cannot_try_telephone_numbers(office: Office, story: Story) -> None:
    office.new_person("ned", "sec", "handler")
    story.recorded("态度很差", complainant=PERSON, concerned=[office.ned.pk])
    assert ask(office, "ned", phone=PERSON["phone"]) == []
    assert len(ask(office, "ann", phone=PERSON["phone"])) == 1


def test_open_ones_come_before_closed_ones(office: Office) -> None:
    first = Story(office).recorded("还没办", complainant=PERSON)
    second = Story(office).recorded("办完了", complainant=PERSON).answered().accepted().closed()
    assert [(one.number, one.open) for one in ask(office, phone=PERSON["phone"])] == [
        (first.number, True), (second.number, False),
    ]  # fmt: skip


def test_a_corrected_order_number_is_found_too(office: Office, past: Story) -> None:
    past.does("correct", field="contract", words="DD2026-0009")
    assert [one.number for one in ask(office, contract="DD 2026-0009")] == [past.number]


def test_what_was_erased_leads_nowhere(office: Office, past: Story) -> None:
    past.answered().accepted().closed().later(days=4000)
    past.does("erase", "adm", ground="request", what="all")
    if past.complaint.locked:
        assert past.complaint.locked
    assert ask(office, "local", phone=PERSON["phone"], contract="DD2026-0001") == []


def test_numbers_are_told_by_their_last_digits_and_orders_without_blanks() -> None:
    assert digits("+86 138 0013 8000") == digits("13800138000") == "13800138000"
    assert digits("12345") == ""
    assert bare(" ab 12 34 ") == "AB1234"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
def test_each_trace_is_one_look_into_its_own_index(office: Office, past: Story) -> None:
    with CaptureQueriesContext(connection) as asked:
        ask(office, phone=PERSON["phone"], email=PERSON["email"], contract="DD2026-0001")
    told = " ".join(plans(asked))
    for index in ("by_digits", "by_email", "by_contract"):
        assert index in told, told
