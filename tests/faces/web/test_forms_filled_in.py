"""What is filled in is done; what is refused stands there again, with the reason beside it and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.web.filling import asked, fills, investigated, opens, received, submitted
from tests.stories import Office, Story

__all__ = ["fills", "opens"]  # fixtures


def test_acknowledging_by_the_form_is_done_and_says_what_is_next(
    story: Story, fills: Callable[..., Any], client: Client
) -> None:
    answer = fills(received(story), "acknowledge", words="已收到，编号在此", way="phone")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/desk/{story.number}/")
    assert story.complaint.stage == "acknowledged"
    told = [str(one) for one in client.get(f"/desk/{story.number}/").context["messages"]]
    assert "初步评估" in told[0]


def test_an_assessment_takes_causes_in_their_order_money_in_yuan_and_further_demands(
    story: Story, office: Office, fills: Callable[..., Any]
) -> None:
    answer = fills(
        received(story), "assess", complexity="complex", severity="T2", causes=["RS0102", "RS01", ""],
        price_fen="1,299.90", concerned=[str(office.eve.pk)], event_date="2026-03-01", immediate="no",
        demands__0__remedy="RM05", demands__0__words="修好它", demands__1__remedy="RM04", demands__1__amount_fen="20",
    )  # fmt: skip
    assert answer.status_code == 303
    c = story.complaint
    assert (c.complexity, c.severity, c.causes, c.price_fen) == ("complex", "T2", ("RS0102", "RS01"), 129990)
    assert c.concerned == (office.eve.pk,)
    assert [(one.remedy, one.amount_fen) for one in c.demands[2:]] == [("RM05", None), ("RM04", 2000)]


def test_an_assessment_changes_only_what_was_changed(story: Story, fills: Callable[..., Any]) -> None:
    received(story).assessed(complexity="simple", causes=("RS01",))
    before = story.complaint
    assert fills(story, "assess", severity="T2").status_code == 303
    after = story.complaint
    assert (after.severity, after.complexity, after.causes) == ("T2", "simple", ("RS01",))
    assert len(after.demands) == len(before.demands), "a spare block that is left alone is no demand"
    assert [clock.due_at for clock in after.clocks] == [clock.due_at for clock in before.clocks]


@pytest.mark.row("M14")
def test_a_promise_is_one_tap_or_a_time(story: Story, fills: Callable[..., Any]) -> None:
    before = datetime.now(UTC)
    assert fills(received(story), "promise", what="查清后回电", due_in="10m").status_code == 303
    first = story.complaint.promises[0]
    assert timedelta(minutes=10) <= first.due_at - before <= timedelta(minutes=11)
    assert fills(story, "promise", what="寄出样品", due_at="2199-01-01T09:30").status_code == 303
    assert story.complaint.promises[1].due_at == datetime(2199, 1, 1, 1, 30, tzinfo=UTC), "in the unit's time zone"


@pytest.mark.row("M14")
def test_a_link_names_the_promise_and_the_form_opens_with_it(
    story: Story, opens: Callable[..., str], fills: Callable[..., Any]
) -> None:
    received(story).promised(what="先回电").promised(what="再寄样品", hours=48)
    page = opens(story, "keep", query="?promise=2")
    assert asked(page).values["promise"] == ["2"]
    assert "再寄样品" in page
    fills(story, "keep", query="?promise=2", words="已寄出")
    assert story.complaint.promises[0].state == "open"
    assert story.complaint.promises[1].state in {"kept", "kept_late"}


@pytest.mark.row("M37")
def test_a_hand_over_is_offered_to_a_colleague_by_name_and_taken_or_turned_back(
    story: Story, office: Office, opens: Callable[..., str], fills: Callable[..., Any]
) -> None:
    page = opens(received(story), "hand_over")
    assert "Eve" in page
    assert f'value="{office.ann.pk}"' not in page, "not to its owner"
    assert f'value="{office.bot.pk}"' not in page, "not to a program"
    fills(story, "hand_over", to=str(office.eve.pk), reason="请你跟进")
    assert story.complaint.owner == office.ann.pk, "the owner stays owner until it is taken"
    answer = fills(story, "turn_back", "eve", reason="不属于我的范围")
    assert answer.headers["Location"] == "/desk/", "she can no longer see it"
    assert story.complaint.hand_over is None
    fills(story, "hand_over", to=str(office.eve.pk), reason="")
    assert fills(story, "take_over", "eve").status_code == 303
    assert story.complaint.owner == office.eve.pk


def test_people_who_are_away_are_told_as_away(story: Story, office: Office, opens: Callable[..., str]) -> None:
    office.eve.away_from, office.eve.away_until = None, datetime(2199, 1, 1, tzinfo=UTC)
    office.eve.save()
    assert "离岗至 2199年1月1日" in opens(received(story), "hand_over")


def test_money_offered_is_approved_by_another(story: Story, fills: Callable[..., Any]) -> None:
    investigated(story)
    assert (
        fills(story, "offer", remedy="RM03", amount_fen="1128.50", basis="消法第二十四条", demand="1").status_code
        == 303
    )
    assert story.complaint.offers[0].amount_fen == 112850
    own = fills(story, "approve", "bob", what="offer:1")
    assert own.status_code == 303
    assert story.complaint.offers[0].state == "approved"


def test_what_waits_for_approval_is_read_before_it_is_approved(
    story: Story, opens: Callable[..., str], fills: Callable[..., Any]
) -> None:
    assert "拟同意退款" in opens(submitted(story), "approve", "dan")
    fills(story, "approve", "dan", words="同意")
    assert story.complaint.approval == "approved"
    page = opens(story, "answer")
    assert "words" not in asked(page).names, "what was approved goes out as it is"
    assert "拟同意退款" in page


def test_correcting_is_one_fact_at_a_time_beside_how_it_is_recorded(
    story: Story, opens: Callable[..., str], fills: Callable[..., Any]
) -> None:
    story.recorded(price_fen=9900, complainant={"name": "王小明", "phone": "13800001234"})
    page = opens(story, "correct")
    assert "?field=price_fen" in page
    assert "¥99.00" in page
    assert "13800001234" not in page
    assert asked(opens(story, "correct", query="?field=price_fen")).values["value"] == ["99.00"]
    assert fills(story, "correct", query="?field=price_fen", value="128.5").status_code == 303
    assert story.complaint.price_fen == 12850
    values = asked(opens(story, "correct", query="?field=complainant")).values
    assert values["contact.phone"] == ["13800001234"], "one who may see it corrects what is there"
    assert fills(story, "correct", query="?field=complainant", contact__phone="13900005678").status_code == 303
    assert fills(story, "correct", query="?field=event_date", value="2026-02-28").status_code == 303
    assert story.complaint.event_date == date(2026, 2, 28)


def test_contact_data_in_a_form_is_written_to_the_access_log(story: Story, opens: Callable[..., str]) -> None:
    from wenguo.models import Access

    story.recorded(complainant={"name": "王小明", "phone": "13800001234"})
    opens(story, "correct")
    assert not Access.objects.exists()
    opens(story, "correct", query="?field=complainant")
    assert Access.objects.count() == 1


def test_files_are_enclosed_and_have_to_be_chosen_again_after_a_refusal(
    story: Story, fills: Callable[..., Any], client: Client
) -> None:
    picture = SimpleUploadedFile("收据.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64, content_type="image/png")
    refused = fills(received(story), "enclose", words="", kind="no such kind", files=[picture])
    assert refused.status_code == 422
    assert "请再选一次文件" in refused.content.decode()
    picture.seek(0)
    assert fills(story, "enclose", words="收据照片", kind="voucher", files=[picture]).status_code == 303
    assert "Enclosed" in story.happened


def test_grounds_come_from_the_packs_with_their_article(
    story: Story, opens: Callable[..., str], fills: Callable[..., Any]
) -> None:
    received(story)
    page = opens(story, "decline")
    assert 'value="house_not_ours"' in page
    assert fills(story, "decline", ground="house_not_ours", words="不属于我单位", way="letter").status_code == 303
    assert story.complaint.stage == "declined"


@pytest.mark.parametrize(
    ("verb", "values", "field"),
    [
        ("offer", {"remedy": "RM03", "basis": "依据", "amount_fen": "一百"}, "amount_fen"),
        ("promise", {"what": "回电", "due_at": "2026-03-02T09:00"}, "due_at"),
        ("link", {"other": "没有这一件"}, "other"),
        ("hear", {"words": " "}, "words"),
        ("close", {"outcome": "OC01", "lesson": "下次先核对"}, "outcome"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(
    verb: str, values: dict[str, str], field: str, story: Story, fills: Callable[..., Any]
) -> None:
    lines = received(story).texts
    answer = fills(story, verb, **values)
    page = answer.content.decode()
    assert answer.status_code in {409, 422}
    assert 'aria-invalid="true"' in page or f'id="f-{field}-wrong"' in page
    assert f'id="f-{field}-wrong"' in page
    form = asked(page)
    for name, value in values.items():
        assert form.values.get(name, [""])[0].strip() == value.strip()
    assert story.texts == lines


def test_what_needs_no_field_is_said_above_the_form(
    story: Story, fills: Callable[..., Any], client: Client, office: Office
) -> None:
    received(story).acknowledged()
    answer = fills(story, "acknowledge", words="再说一遍")
    assert answer.status_code == 409
    assert "已经告知过收到" in answer.content.decode()
    assert "再说一遍" in answer.content.decode()


@pytest.mark.row("M37")
def test_a_late_writer_sees_what_changed_and_may_go_on(story: Story, opens: Callable[..., str], client: Client) -> None:
    values = asked(opens(received(story), "investigate")).values
    story.does("note", "bob", words="仓库记录已经找到")
    late = client.post(f"/desk/{story.number}/do/investigate/", {**values, "finding": "写了很久的认定"})
    page = late.content.decode()
    assert late.status_code == 412
    assert "仓库记录已经找到" in page
    assert "Bob" in page
    again = asked(page).values
    assert again["finding"] == ["写了很久的认定"]
    done = client.post(f"/desk/{story.number}/do/investigate/", again)
    assert done.status_code == 303
    assert story.complaint.stage == "investigated"


def test_nobody_is_late_behind_themselves(story: Story, opens: Callable[..., str], client: Client) -> None:
    values = asked(opens(received(story), "investigate")).values
    story.does("note", "ann", words="自己在另一个窗口写的")
    assert client.post(f"/desk/{story.number}/do/investigate/", {**values, "finding": "认定"}).status_code == 303


def test_a_form_sent_twice_is_done_once(story: Story, opens: Callable[..., str], client: Client) -> None:
    values = {**asked(opens(received(story), "note")).values, "words": "一次"}
    for _ in range(2):
        assert client.post(f"/desk/{story.number}/do/note/", values).status_code == 303
    assert story.happened.count("Noted") == 1


def test_one_goes_back_to_where_one_came_from_but_never_to_another_site(
    story: Story, fills: Callable[..., Any]
) -> None:
    received(story)
    assert fills(story, "note", words="一", next="/desk/?mine=1").headers["Location"] == "/desk/?mine=1"
    assert (
        fills(story, "note", words="二", next="https://evil.example/").headers["Location"] == f"/desk/{story.number}/"
    )


def test_in_a_sheet_the_form_is_a_part_and_goes_on_by_a_header(
    story: Story, opens: Callable[..., str], client: Client
) -> None:
    values = asked(opens(received(story), "note")).values
    part = {"HX-Request": "true"}
    shown = client.get(f"/desk/{story.number}/do/note/", headers=part).content.decode()
    assert "<html" not in shown
    assert "hx-post" in shown
    done = client.post(f"/desk/{story.number}/do/note/", {**values, "words": "好"}, headers=part)
    assert done.headers["HX-Redirect"] == f"/desk/{story.number}/"


def test_a_verb_that_is_not_offered_has_no_form(story: Story, office: Office, client: Client) -> None:
    client.force_login(office.ann)
    received(story)
    for verb in ("lapse", "suggest", "record", "no_such_verb"):
        assert client.get(f"/desk/{story.number}/do/{verb}/").status_code == 404


def test_what_one_may_not_see_has_no_form(story: Story, office: Office, client: Client) -> None:
    client.force_login(office.tom)
    assert client.get(f"/desk/{received(story).number}/do/note/").status_code == 404


def test_a_form_that_would_be_refused_says_so_when_it_is_opened(story: Story, opens: Callable[..., str]) -> None:
    story.office.new_person("tom_of_sec", "sec", "handler")
    assert "尚未答复" in opens(received(story), "close")
    assert "您无权" in opens(story, "answer", "tom_of_sec")
