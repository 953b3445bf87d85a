"""Redress on the screens, by API and command: bounds with their article, like cases, the office's own table, consistency."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.stories import Story
from tests.verbs.test_redress import headed, offered, shop
from wenguo.administering import redress as acts
from wenguo.models import Change
from wenguo.queries import redress
from wenguo.queries.administrators import settler
from wenguo.verbs import Refused

ROW = {
    "zh": "等候补偿", "en": "Waiting", "basis": "company", "instrument": "客服补偿办法", "article": "4", "formula": "fixed",
    "low": "", "high": "", "floor": "10", "cap": "50", "remedies": ["RM08"], "causes": ["RS0303"], "units": [],
    "dissatisfaction": [], "needs": [], "note_zh": "", "note_en": "", "tax": "",
}  # fmt: skip


def at(story: Story, who: str) -> Client:
    """Somebody signed in."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(story.office.people[who])
    return client


def text(answer: Any) -> str:
    """A page as text."""
    return str(answer.content.decode())


@pytest.mark.row("M05")
def test_the_panel_shows_the_article_and_the_finding_that_is_wanting(story: Story) -> None:
    headed(shop(story))
    page = text(at(story, "tom").get(f"/desk/{story.number}/"))
    assert "3 × 价款，不足 500 元按 500 元 · 消费者权益保护法第55(1)条" in page
    assert "需先认定 欺诈" in page
    story.does("investigate", "tom", finding="价格欺诈", holds=("fraud",))
    offered(story, 50_000, remedy="RM09", rule="fraud")
    page = text(at(story, "tom").get(f"/desk/{story.number}/"))
    assert "待部门负责人批准" in page
    assert "¥500" in page


@pytest.mark.row("M17")
def test_each_kind_of_dissatisfaction_shows_its_own_remedies(story: Story) -> None:
    shop(story, dissatisfaction="process", causes=("RS0301",))
    page = text(at(story, "tom").get(f"/desk/{story.number}/"))
    assert "对过程不满，适合" in page
    assert "对结果不满，适合" not in page


@pytest.mark.row("M05")
def test_a_sum_promised_in_a_note_is_shown_as_off_the_record(story: Story) -> None:
    shop(story).does("note", "tom", words="电话里答应给他 80 元红包，先别登记")
    page = text(at(story, "tom").get(f"/desk/{story.number}/"))
    assert "但没有这样的方案在案" in page
    offered(story, 8_000)
    assert "但没有这样的方案在案" not in text(at(story, "tom").get(f"/desk/{story.number}/"))


@pytest.mark.row("M13")
def test_who_is_complained_of_has_no_part_in_redress_on_any_face(story: Story) -> None:
    shop(story, concerned=[story.office.eve.pk])
    offered(story, 8_000)
    client = at(story, "eve")
    assert client.get(f"/desk/{story.number}/").status_code == 200
    for path in (f"/desk/redress/of/{story.number}/", f"/api/v1/complaints/{story.number}/bounds"):
        no = client.get(path)
        assert (path, no.status_code) == (path, 403)
        assert "补救由他人处理" in no.content.decode() or "for others to handle" in no.content.decode()


@pytest.mark.row("M05")
@pytest.mark.parametrize(("verb", "field"), [("note", "words"), ("promise", "what")])
def test_money_promised_in_a_note_is_caught_before_it_is_written_down(story: Story, verb: str, field: str) -> None:
    shop(story)
    client, to = at(story, "tom"), reverse("act", args=(story.number, verb))
    given = {field: "电话里答应给他 80 元红包", "due_at": "2026-12-01T10:00", "to": "complainant"}
    no = client.post(to, given)
    assert no.status_code == 422
    assert "方案没有在案" in text(no)
    assert "?amount_fen=80.00" in text(no)
    assert client.post(to, {**given, "reviewed": "1"}).status_code == 303, "it proposes; a person decides"
    offered(story, 8_000)
    assert client.post(to, given).status_code == 303, "on the record it is nothing to catch"


def test_working_it_out_writes_nothing(story: Story) -> None:
    shop(story)
    before = story.texts
    page = text(at(story, "tom").get(f"/desk/redress/of/{story.number}/?price_fen=1000&loss_fen=x"))
    assert "请填数字" in page
    assert "¥3,000" in text(at(story, "tom").get(f"/desk/redress/of/{story.number}/?price_fen=1000"))
    assert story.texts == before


def test_the_house_keeps_its_rows_tries_them_and_goes_back(story: Story) -> None:
    client = at(story, "adm")
    answer = client.post("/desk/settings/redress/add/", ROW)
    assert answer.status_code == 303
    assert redress.table().row("waiting") is not None
    shop(story, causes=("RS0303",))
    seen = client.post("/desk/settings/redress/of/waiting/", {**ROW, "cap": "80", "own_up_to": "30", "own_steps": ["head"], "look": "1", "number": story.number})  # fmt: skip
    assert "¥10–80" in text(seen)
    assert "限额：一件不超过 ¥30，须部门负责人批准，超过的须上一级批准" in text(seen)
    row = redress.table().row("waiting")
    assert row is not None
    assert row.cap == 5_000  # only looked at
    client.post("/desk/settings/redress/of/waiting/", {**ROW, "cap": "80"})
    page = text(client.get("/desk/settings/redress/of/waiting/"))
    assert "恢复这个版本" in page
    client.post(f"/desk/settings/redress/of/waiting/restore/{Change.objects.latest('pk').pk}/")
    row = redress.table().row("waiting")
    assert row is not None
    assert row.cap == 5_000


def test_law_is_not_edited_and_only_the_administrator_edits(story: Story) -> None:
    whole = settler(story.office.adm.pk)
    for act in (
        lambda: acts.save(whole, story.at, "fraud", dict(ROW)),
        lambda: acts.set_active(whole, story.at, "fraud", active=False),
    ):
        with pytest.raises(Refused):
            act()
    assert at(story, "bob").post("/desk/settings/redress/add/", ROW).status_code == 403


def test_levels_are_kept_and_a_wrong_one_is_refused(story: Story) -> None:
    client = at(story, "adm")
    good = {"used_1": "1", "up_to_1": "100", "used_2": "1", "up_to_2": "", "steps_2": ["head", "legal"], "parallel_2": "1", "expires_days": "5"}  # fmt: skip
    assert client.post("/desk/settings/redress/levels/", {**good, "up_to_1": ""}).status_code == 422
    assert client.post("/desk/settings/redress/levels/", good).status_code == 303
    table = redress.table()
    assert (len(table.levels), table.levels[1].parallel, table.expires_days) == (2, True, 5)
    shop(story)
    offered(story, 20_000)
    assert story.complaint.offers[0].steps == ("legal",)  # nobody else heads the shop: that step is not waited for


@pytest.mark.row("M05")
def test_the_month_shows_a_unit_that_lies_apart(story: Story) -> None:
    for n in range(12):
        one = shop(
            Story(story.office, story.at - timedelta(days=20)),
            by="local",
            unit=story.office.sec.pk if n < 6 else story.office.car.pk,
        )
        offered(one, 15_000 if n < 6 else 2_000 + n * 100, by="local").does(
            "agree", "local", offer=1, how="chat", proof="好"
        )
    client = at(story, "local")
    month = f"{story.at - timedelta(days=20):%Y-%m}"
    page = text(client.get(f"/desk/redress/?month={month}"))
    assert "有单位偏离" in page
    assert client.get(f"/desk/redress/consistency.csv?month={month}").content.count(b"\r\n") == 4
    assert client.get(f"/desk/redress/consistency.xlsx?month={month}").content[:2] == b"PK"
    assert client.get("/desk/redress/?month=13").status_code == 422
    assert at(story, "eve").get("/desk/redress/").status_code == 403
    shown = json.loads(client.get(f"/api/v1/consistency?month={month}").content)
    assert shown["causes"][0]["apart"] is True
    assert json.loads(client.get(f"/api/v1/complaints/{one.number}/bounds?remedy=RM08").content)["usual"]["n"] == 11
