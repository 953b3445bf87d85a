"""The desk: whose complaints, in which order and why, what waits for whom, and what is new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.queries.test_plans import plans
from tests.stories import Office, Story
from wenguo.faces.web.desk import saying
from wenguo.faces.web.desk.showing import today_ends
from wenguo.models import Alarm, Line, SavedSearch
from wenguo.queries.desk import Asking, glance
from wenguo.queries.desk_rows import look
from wenguo.queries.presence import look as looked
from wenguo.queries.seeing import asker

NOW = datetime.now(UTC).replace(microsecond=0)
BOTH = ("zh-hans", "en")


@pytest.fixture
def story(office: Office) -> Story:
    """A past that begins an hour ago: pages say what is left from now on."""
    return Story(office, NOW - timedelta(hours=1))


def read(client: Client, who: Any, path: str = "/desk/", language: str = "zh-hans") -> str:
    client.force_login(who)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "{%" not in page
    return page


def seen_by(who: Any, **asked: Any) -> Any:
    me, asking = asker(who.pk, "web"), Asking(own_unit=who.unit_id, **asked)
    return look(me, NOW, glance(me, NOW, asking, today_ends(NOW)))


def numbers(rows: Any) -> list[str]:
    return [row.c.number for row in rows]


@pytest.mark.row("M14")
def test_the_first_line_of_a_row_says_the_promise_and_what_is_left(
    office: Office, client: Client, story: Story
) -> None:
    story.moves_to(NOW - timedelta(minutes=5)).recorded().promised(what="回电", hours=0.5)
    due = story.complaint.promises[0].due_at
    assert "承诺" in read(client, office.ann)
    page = read(client, office.ann)
    assert f"承诺 {saying.when(due, NOW).zh} 前回电" in page
    assert "还有" in page
    english = read(client, office.ann, language="en")
    assert f"回电 promised by {saying.when(due, NOW).en}" in english
    assert "min left" in english


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (12, "还有 12 分钟", "12 min left"),
        (-12, "已超 12 分钟", "12 min over"),
        (5 * 60, "还有 5 小时", "5 h left"),
        (3 * 1440, "还有 3 天", "3 days left"),
    ],
)
def test_what_is_left_is_said_as_people_say_it(minutes: int, zh: str, en: str) -> None:
    assert saying.left_of(NOW + timedelta(minutes=minutes), NOW) == (zh, en)


def test_a_day_that_ends_a_limit_is_said_without_its_last_minute() -> None:
    ends = datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC)
    assert saying.when(ends, datetime(2026, 11, 22, 2, 0, tzinfo=UTC)).zh == "11月30日"
    assert saying.when(ends, datetime(2026, 11, 29, 2, 0, tzinfo=UTC)) == ("明天", "tomorrow")
    today = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
    assert saying.when(ends, today) == ("今天", "today")
    assert saying.promised("回电", ends, today) == ("承诺 今天内回电", "回电 promised by today")


@pytest.mark.row("M14")
def test_promises_that_are_due_stand_soonest_first_with_the_way_to_keep_them(
    office: Office, client: Client, story: Story
) -> None:
    story.recorded().promised(what="寄出发票", hours=48).promised(what="回电", hours=3).promised(what="已做的", hours=5)
    story.kept(3)
    owed = seen_by(office.ann).owed
    assert [(one.what, one.promise.id) for one in owed] == [("回电", 2), ("寄出发票", 1)]
    assert f"/desk/{story.number}/do/keep/?promise=2" in read(client, office.ann)
    assert seen_by(office.eve).owed == []


def test_a_promise_lives_on_after_its_complaint_is_closed(office: Office, story: Story) -> None:
    story.recorded().acknowledged().investigated().answered().accepted().closed().promised(what="一周后回访", hours=72)
    desk = seen_by(office.ann)
    assert desk.rows == []
    assert [one.what for one in desk.owed] == ["一周后回访"]


@pytest.mark.row("M37")
def test_a_hand_over_waits_with_its_taker_and_is_taken_by_one_button(
    office: Office, client: Client, story: Story
) -> None:
    story.recorded("空调有异响").handed_over("eve", reason="请接手")
    page = read(client, office.eve)
    assert f'action="/desk/{story.number}/do/take_over/"' in page
    assert f'href="/desk/{story.number}/do/turn_back/"' in page
    assert "请接手" in page
    assert 'id="offered" data-region hidden' in read(client, office.ann)
    client.force_login(office.eve)
    client.post(f"/desk/{story.number}/do/take_over/")
    assert story.complaint.owner == office.eve.pk
    assert numbers(seen_by(office.eve).rows) == [story.number]


def test_a_question_waits_until_it_is_answered(office: Office, client: Client, story: Story) -> None:
    story.recorded().does("ask", words="当天谁值班？", to="colleague", account=office.tom.pk)
    assert [one.question for one in seen_by(office.tom).wanted] == ["当天谁值班？"]
    assert "当天谁值班？" in read(client, office.tom)
    story.heard("是我", by="tom", who="employee", account=office.tom.pk)
    assert seen_by(office.tom).wanted == []
    story.does("ask", words="那天几点？", to="colleague", account=office.tom.pk)
    assert [one.question for one in seen_by(office.tom).wanted] == ["那天几点？"]


def test_an_answer_waits_for_those_who_may_approve_and_not_for_its_author(office: Office, story: Story) -> None:
    story.recorded().investigated().does("submit", words="拟答复：免费更换")
    assert numbers(seen_by(office.bob).awaiting) == [story.number]
    assert seen_by(office.ann).awaiting == []
    story.does("approve", by="bob")
    assert seen_by(office.bob).awaiting == []
    story.does("offer", by="bob", remedy="RM99", basis="公司标准")
    assert seen_by(office.bob).awaiting == [], "nobody judges their own offer"
    assert numbers(seen_by(office.dan).awaiting) == [story.number]


def test_each_view_shows_its_own(office: Office, client: Client, story: Story) -> None:
    mine = story.recorded("我的").number
    theirs = story.recorded("她的", by="eve").number
    assert numbers(seen_by(office.ann).rows) == [mine]
    assert set(numbers(seen_by(office.ann, view="unit").rows)) == {mine, theirs}
    assert numbers(seen_by(office.tom, view="all").rows) == []
    page = read(client, office.ann, "/desk/?view=unit")
    assert "Eve" in page
    assert theirs not in read(client, office.ann)


def test_who_owns_nothing_and_leads_sees_first_what_the_unit_has_to_do(
    office: Office, client: Client, story: Story
) -> None:
    story.recorded()
    assert story.number in read(client, office.bob)
    assert story.number not in read(client, office.bob, "/desk/?view=mine")
    assert story.number not in read(client, office.eve), "a colleague who does not lead sees an empty desk that teaches"


def test_the_numbers_lead_to_the_rows_behind_them(office: Office, client: Client, story: Story) -> None:
    late = story.moves_to(NOW - timedelta(days=200)).recorded("很久以前").number
    left = (today_ends(NOW) - NOW) / 2
    story.moves_to(NOW - timedelta(minutes=20)).recorded()
    today = story.does("promise", what="回电", due_at=NOW + left).number
    later = story.moves_to(NOW - timedelta(minutes=20)).recorded().number
    story.moves_to(NOW - timedelta(minutes=30))
    broken = story.recorded().promised(what="回电", hours=0.01).number
    assert set(numbers(seen_by(office.ann).rows)) == {late, today, later, broken}
    figures = glance(asker(office.ann.pk), NOW, Asking(), today_ends(NOW)).figures
    assert (figures.total, figures.overdue, figures.more) == (4, 2, False)
    assert set(numbers(seen_by(office.ann, show="overdue").rows)) == {late, broken}
    due = numbers(seen_by(office.ann, show="today").rows)
    assert len(due) == figures.today  # by night what came yesterday is due today as well
    assert today in due
    assert not {late, broken} & set(due)
    page = read(client, office.ann, "/desk/?show=overdue")
    assert late in page
    assert f'id="row-{today}"' not in page


def test_it_can_be_narrowed_to_a_unit_and_a_severity(office: Office, client: Client, story: Story) -> None:
    light = story.recorded("轻").number
    grave = story.recorded("重", severity="T1").number
    assert numbers(seen_by(office.ann, severity="T1").rows) == [grave]
    assert numbers(seen_by(office.local, view="all", unit=office.car.pk).rows) == []
    assert set(numbers(seen_by(office.local, view="all", unit=office.sec.pk).rows)) == {light, grave}
    assert grave in read(client, office.ann, "/desk/?severity=T9&unit=x&view=none&show=all"), "nonsense is left out"


@pytest.mark.parametrize("language", BOTH)
def test_an_empty_desk_teaches(office: Office, client: Client, language: str) -> None:
    page = read(client, office.ann, language=language)
    assert ("现在没有等您处理的投诉" if language == "zh-hans" else "No complaint waits for you") in page
    assert 'href="/desk/grumble/"' in page
    assert page.count("<h1") == 1


def test_alarms_are_news_until_they_are_seen(office: Office, client: Client, story: Story) -> None:
    story.recorded()
    line = Line.objects.get(complaint__number=story.number, position=1)
    for account in (office.ann, office.tom):
        for kind in ("Chased", "ClockOverrun"):
            Alarm.objects.create(account=account, complaint_id=story.row.pk, line=line, kind=kind, at=NOW)
    assert "催办 · 超时" in read(client, office.ann) or "超时 · 催办" in read(client, office.ann)
    assert story.number not in read(client, office.tom), "an alarm tells nothing of what one may no longer see"
    assert client.get(f"/desk/news/{story.number}/").headers["Location"] == f"/desk/{story.number}/"
    assert "催办" not in read(client, office.ann) or not Alarm.objects.filter(account=office.tom, seen_at=None).exists()
    client.force_login(office.ann)
    client.get(f"/desk/news/{story.number}/")
    assert not Alarm.objects.filter(account=office.ann, seen_at=None).exists()


def test_all_news_is_marked_seen_by_one_button(office: Office, client: Client, story: Story) -> None:
    story.recorded()
    line = Line.objects.get(complaint__number=story.number, position=1)
    Alarm.objects.create(account=office.ann, complaint_id=story.row.pk, line=line, kind="Chased", at=NOW)
    client.force_login(office.ann)
    assert client.get("/desk/news/seen/").status_code == 405
    answer = client.post("/desk/news/seen/", {"next": "//evil.example/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert Alarm.objects.get().seen_at is not None


def test_lines_by_others_are_new_until_one_looks(office: Office, story: Story) -> None:
    story.recorded()
    assert seen_by(office.ann).rows[0].fresh == 0, "what one did oneself is no news"
    story.heard("我又想起一件事", by="bob")
    assert seen_by(office.ann).rows[0].fresh == 1
    looked(office.ann.pk, story.row.pk, story.row.length, "", NOW)
    assert seen_by(office.ann).rows[0].fresh == 0


def test_what_one_follows_is_news_when_it_goes_on(office: Office, story: Story) -> None:
    story.recorded().does("follow", by="lex")
    looked(office.lex.pk, story.row.pk, story.row.length, "", NOW)
    assert seen_by(office.lex).followed == []
    story.heard("还有一件事")
    assert numbers(seen_by(office.lex).followed) == [story.number]


def test_a_saved_search_with_new_hits_shows_to_its_owner_and_below_where_it_is_shared(
    office: Office, client: Client
) -> None:
    for name, account, unit in (
        ("自己的", office.ann, None),
        ("共享的", office.local, office.main),
        ("别人的", office.tom, None),
    ):
        SavedSearch.objects.create(account=account, unit=unit, name=name, new_hits=3, alarmed_at=NOW, created_at=NOW)
    page = read(client, office.ann)
    assert "自己的" in page
    assert "共享的" in page
    assert "别人的" not in page
    assert "/desk/search/?saved=" in page


def test_the_live_part_answers_304_until_something_changes(office: Office, client: Client, story: Story) -> None:
    story.moves_to(NOW - timedelta(hours=30)).recorded()  # far enough from its moments that no word changes meanwhile
    client.force_login(office.ann)
    first = client.get("/desk/live/?view=mine")
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-store"
    assert story.number in first.content.decode()
    again = client.get("/desk/live/?view=mine", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/desk/live/?view=unit", headers={"If-None-Match": tag}).status_code == 200
    story.heard("又来电话", by="bob")
    assert client.get("/desk/live/?view=mine", headers={"If-None-Match": tag}).status_code == 200


def test_the_page_bears_the_tag_that_its_live_part_is_asked_with(office: Office, client: Client, story: Story) -> None:
    story.moves_to(NOW - timedelta(hours=30)).recorded()
    client.force_login(office.ann)
    tag = client.get("/desk/").context["tag"]
    assert client.get("/desk/live/?view=mine", headers={"If-None-Match": tag}).status_code == 304


def test_nobody_sees_the_live_part_without_signing_in(office: Office, client: Client) -> None:
    for path in ("/desk/live/", "/desk/palette/", "/desk/grumble/", "/desk/news/x/"):
        assert client.get(path).status_code == 302, path


def test_an_old_address_with_a_search_goes_to_the_room_that_searches(office: Office, client: Client) -> None:
    client.force_login(office.ann)
    assert client.get("/desk/?q=空调").headers["Location"].startswith("/desk/search/?q=%E7%A9%BA")


def test_a_cursor_of_somebody_elses_making_leads_to_the_first_page(office: Office, client: Client) -> None:
    client.force_login(office.ann)
    assert client.get("/desk/?after=zzz").headers["Location"] == "/desk/"
    assert client.get("/desk/live/?after=zzz").status_code == 204


def test_more_than_a_page_goes_on_by_key(office: Office, client: Client, story: Story) -> None:
    every = {story.recorded(f"第 {n} 件").number for n in range(53)}
    client.force_login(office.ann)
    first = client.get("/desk/")
    rest = client.get("/desk/" + first.context["more"])
    shown = [row["number"] for answer in (first, rest) for row in answer.context["rows"]]
    assert len(shown) == 53
    assert set(shown) == every
    assert rest.context["more"] == ""


def test_thirty_rows_ask_the_database_no_more_than_three(office: Office, client: Client, story: Story) -> None:
    def asked(count: int) -> int:
        while len(seen_by(office.ann).rows) < count:
            story.recorded().promised(what="回电").investigated().does("submit", words="拟答复")
        client.force_login(office.ann)
        client.get("/desk/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/")
        return len(queries)

    few = asked(3)
    assert asked(30) == few
    assert few <= 26, "the shell's own (session, account, name, roles, alarms) among them"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
@pytest.mark.parametrize("who", ["ann", "eve", "local"])
def test_nothing_on_the_desk_is_found_by_reading_the_archive(office: Office, story: Story, who: str) -> None:
    story.recorded().promised().handed_over("eve")
    me = asker(office.people[who].pk, "web")
    with CaptureQueriesContext(connection) as asked:
        look(me, NOW, glance(me, NOW, Asking(own_unit=office.sec.pk), today_ends(NOW)))
    found = plans(asked)
    for plan in found:
        assert not any(
            part.endswith(("SCAN c", "SCAN wenguo_line", "SCAN a", "SCAN wenguo_look")) for part in plan.split(" | ")
        ), plan
    joined = " ".join(found)
    for index in ("promises_of_owner", "offered_to", "also_seen", "unseen_alarms", "open_of_owner"):
        assert index in joined, index


def test_ugly_words_break_nothing(office: Office, client: Client, story: Story) -> None:
    story.recorded("<b>" + "长" * 10_000).promised(what="x" * 10_000)
    page = read(client, office.ann)
    assert "<b>长" not in page
    assert "&lt;b&gt;长" in page
    assert len(page) < 60_000
