"""The intake on the telephone: every field reaches the record, and our reading stays ours."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from tests.faces.web.intake import KEY, WORDS, keep, only, post, shown, text
from tests.stories import Office, Story
from wenguo import models
from wenguo.models import Draft


@pytest.fixture
def ann(office: Office, client: Client) -> Client:
    client.force_login(office.ann)
    return client


# -- what is recorded ------------------------------------------------------------------------------------------------


def test_nobody_takes_a_complaint_in_without_signing_in(client: Client) -> None:
    for path in ("/desk/intake/", "/desk/intake/new/", f"/desk/intake/{KEY}/"):
        assert client.get(path).status_code == 302
    assert keep(client, words="x").status_code == 302


@pytest.mark.row("M36")
def test_every_field_of_the_form_reaches_the_record(ann: Client, office: Office) -> None:
    answer = post(
        ann, words=WORDS, name="王小明", phone="１３８00138000", email="w@x.cn", contract="DD1", event_date="2026-03-01",
        product="空调", price="1,298.50", channel="hotline", received_at="2026-03-02T09:00", unit=office.sec.pk, kind="complaint",
        subject="空调异响", severity="T2", dissatisfaction="both", vulnerability="听力不便", consent="开头告知",
        agent_name="李女士", agent_phone="139", authority="委托书", referrer="12345", referrer_number="ZB-9", address="北湖路1号",
        identity="110", language="zh", causes=["RS0101 性能故障/缺陷", "RS0102"], concerned=["eve Eve"],
        wish=["RM03", "", ""], wish_amount=["298", "", ""], wish_words=["全额退", "赔礼", ""],
    )  # fmt: skip
    c = only()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/{c.number}/")
    assert text(c.words) == WORDS
    assert {name: text(getattr(c, name)) for name in ("contract", "subject", "vulnerability", "consent", "authority", "referrer_number")} == {
        "contract": "DD1", "subject": "空调异响", "vulnerability": "听力不便", "consent": "开头告知", "authority": "委托书", "referrer_number": "ZB-9",
    }  # fmt: skip
    assert (c.channel, c.severity, c.dissatisfaction, c.product, c.price_fen, c.referrer) == (
        "hotline",
        "T2",
        "both",
        "空调",
        129850,
        "12345",
    )
    assert (str(c.event_date), c.causes, c.concerned) == ("2026-03-01", ("RS0101", "RS0102"), (office.eve.pk,))
    assert c.received_at == datetime(2026, 3, 2, 1, 0, tzinfo=UTC), "by the unit's wall clock"
    assert [(one.remedy, one.amount_fen, text(one.words)) for one in c.demands] == [
        ("RM03", 29800, "全额退"),
        ("RM99", None, "赔礼"),
    ]
    person, agent = (models.Person.objects.get(field=field) for field in ("complainant", "agent"))
    assert (person.name, person.phone, person.email, person.address, person.identity) == (
        "王小明",
        "13800138000",
        "w@x.cn",
        "北湖路1号",
        "110",
    )
    assert (agent.name, agent.phone) == ("李女士", "139")
    assert (c.owner, c.first_responder, c.unit) == (office.ann.pk, office.ann.pk, office.sec.pk)


@pytest.mark.row("M36")
def test_the_words_alone_are_enough(ann: Client) -> None:
    post(ann, words="灯不亮")
    assert text(only().words) == "灯不亮"


@pytest.mark.row("M07")
def test_our_reading_is_a_note_of_ours_and_never_in_their_words(ann: Client) -> None:
    post(
        ann,
        words=WORDS,
        feelings=["angry", "tired"],
        feeling="觉得被敷衍",
        meaning="怕没人管",
        needs=["taken_seriously"],
    )
    c = only()
    theirs = " ".join(text(ref) for ref in c.theirs)
    ours = " ".join(text(ref) for ref in c.ours)
    assert theirs == WORDS
    for said in ("愤怒", "疲惫", "觉得被敷衍", "怕没人管", "被重视"):
        assert said in ours
        assert said not in theirs
    assert "我们的理解，不是投诉人的原话" in ours


def test_without_feelings_there_is_no_note(ann: Client) -> None:
    post(ann, words=WORDS)
    assert only().ours == []


@pytest.mark.row("M14", "M11")
def test_a_promise_is_one_tap_and_counted_from_the_moment_of_recording(ann: Client) -> None:
    before = datetime.now(UTC)
    post(ann, words=WORDS, promise="m10")
    (promise,) = only().promises
    assert timedelta(minutes=10) <= promise.due_at - before < timedelta(minutes=11)
    assert "回电" in text(promise.what)


def test_an_own_promise_needs_a_time_to_come(ann: Client) -> None:
    answer = post(ann, words=WORDS, promise="own", promise_at="2020-01-01T10:00", promise_what="送新的来")
    assert answer.status_code == 422
    assert "送新的来" in shown(answer)
    assert models.Complaint.objects.count() == 0
    later = datetime.now(UTC) + timedelta(days=1)
    post(ann, words=WORDS, promise="own", promise_at=f"{later:%Y-%m-%dT%H:%M}", promise_what="送新的来")
    assert text(only().promises[0].what) == "送新的来"


def test_that_receipt_was_told_is_recorded_with_the_way_of_the_channel(ann: Client) -> None:
    post(ann, words=WORDS, channel="face", acknowledged="1")
    c = only()
    assert c.stage == "acknowledged"
    assert '"way":"face"' in " ".join(models.Line.objects.values_list("data", flat=True))


@pytest.mark.row("M11")
def test_what_can_be_put_right_now_is_settled_in_one_go(ann: Client) -> None:
    answer = post(ann, "settle", words=WORDS, answer="当场换了一台", how="said", outcome="OC01", feelings=["calm"])
    c = only()
    assert (c.stage, c.outcome, answer["Location"]) == ("closed", "OC01", f"/desk/{c.number}/")
    assert "平静" in " ".join(text(ref) for ref in c.ours)


@pytest.mark.row("M11")
def test_why_it_cannot_be_settled_is_told_and_nothing_is_lost(ann: Client, office: Office) -> None:
    for fields, why in (({}, "请写下当场怎么解决的"), ({"answer": "好了", "concerned": "ann Ann"}, "回避")):
        answer = post(ann, "settle", words=WORDS, **fields)
        assert answer.status_code == 422
        assert why in shown(answer)
        assert WORDS in shown(answer)
    assert models.Complaint.objects.count() == 0
    post(ann, words=WORDS, concerned="ann Ann")
    assert only().stage == "received"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"words": " "}, "words"),
        ({"words": WORDS, "price": "很多"}, "price"),
        ({"words": WORDS, "causes": "没有这个"}, "causes"),
        ({"words": WORDS, "concerned": "nobody"}, "concerned"),
        ({"words": WORDS, "event_date": "2199-01-01"}, "event_date"),
        ({"words": WORDS, "received_at": "2199-01-01T10:00"}, "received_at"),
        ({"words": WORDS, "phone": "1" * 61}, "name"),
        ({"words": WORDS, "wish": "RM03", "wish_amount": "贵"}, "wish_amount"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(ann: Client, fields: dict[str, str], field: str) -> None:
    answer = post(ann, **fields, meaning="怕没人管")
    assert answer.status_code == 422
    assert 'role="alert"' in shown(answer)
    assert field in answer.context["wrong"]
    assert "怕没人管" in shown(answer)
    assert models.Complaint.objects.count() == 0
    assert "begun" not in Draft.objects.get(key=KEY).body


# -- adding to what is there -----------------------------------------------------------------------------------------


@pytest.mark.row("M36")
def test_what_they_say_now_is_added_to_the_open_complaint_and_the_draft_ends(ann: Client, story: Story) -> None:
    story.recorded("洗衣机漏水", complainant={"name": "王", "phone": "13800138000"})
    answer = ann.post(
        f"/desk/intake/{KEY}/hear/{story.number}/",
        {
            "words": "今天又漏了",
            "channel": "hotline",
            "feelings": ["tired"],
            "price": "298",
            "promise": "m30",
            "window": "w",
        },
    )
    assert answer["Location"] == f"/desk/{story.number}/"
    c = only()
    assert [text(ref) for ref in c.theirs] == ["洗衣机漏水", "今天又漏了"]
    assert "298" in " ".join(text(ref) for ref in c.ours), "what was typed beside the words is not lost"
    assert len(c.promises) == 1
    assert Draft.objects.get(key=KEY).body == {}


def test_nothing_is_added_to_what_one_may_not_see(ann: Client, office: Office, story: Story) -> None:
    story.recorded("洗衣机漏水")
    ann.force_login(office.tom)
    answer = ann.post(f"/desk/intake/{KEY}/hear/{story.number}/", {"words": "今天又漏了", "window": "w"})
    assert answer.status_code == 422
    assert "今天又漏了" in shown(answer)
    assert "今天又漏了" not in " ".join(text(ref) for ref in story.complaint.theirs)


# -- both languages, plain and ugly ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said", "unsaid"), [("zh-hans", "还要问什么", "Still to ask"), ("en", "Still to ask", "还要问什么")]
)
def test_the_whole_speaks_the_readers_language(ann: Client, language: str, said: str, unsaid: str) -> None:
    ann.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = shown(ann.get(f"/desk/intake/{KEY}/"))
    assert said in page
    assert unsaid not in page
    assert page.count("{%") == page.count("{{") == 0
    assert page.count("<h1") == 1
    keep(ann, words=WORDS)
    assert WORDS in shown(ann.get("/desk/intake/"))


def test_words_are_shown_as_words_whatever_they_hold(ann: Client) -> None:
    ugly = "<script>alert(1)</script>" + "长" * 10_000
    page = shown(keep(ann, words=ugly, name="<b>" + "名" * 57, contract="\"'><i>"))
    page += shown(ann.get(f"/desk/intake/{KEY}/")) + shown(ann.get("/desk/intake/"))
    assert "<script>alert" not in page
    assert "<i>" not in page
    assert "<b>名" not in page


def test_without_a_script_the_plain_form_saves_and_records(ann: Client) -> None:
    page = shown(ann.get(f"/desk/intake/{KEY}/"))
    version, window = (re.search(rf'name="{name}" value="(\w+)"', page) for name in ("version", "window"))
    assert version
    assert window
    answer = ann.post(
        f"/desk/intake/{KEY}/", {"do": "save", "words": WORDS, "version": version[1], "window": window[1]}, follow=True
    )
    page = shown(answer)
    assert "还要问什么" in page
    assert WORDS in page
    version = re.search(r'name="version" value="(\w+)"', page)
    window = re.search(r'name="window" value="(\w+)"', page)
    assert version
    assert window
    post(ann, words=WORDS, version=version[1], window=window[1])
    assert text(only().words) == WORDS
