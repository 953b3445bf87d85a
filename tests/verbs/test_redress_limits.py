"""Who says yes to redress and who pays it: limits of rows, like words, two persons, and the ways around that are shut."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.stories import Story
from tests.verbs.test_redress import HIM, headed, offered, shop
from wenguo.administering import redress as acts
from wenguo.complaint.redressing import STATES
from wenguo.faces.files.ledger import Told, ledger_row
from wenguo.faces.web.complaint import redress as panel
from wenguo.models import Account, Membership
from wenguo.paper import casefile
from wenguo.queries import redress
from wenguo.queries.administrators import settler
from wenguo.reading import LEDGER
from wenguo.verbs import Refused, _offers

pytestmark = pytest.mark.row("M05")


def limited(story: Story, **fields: Any) -> Story:
    """A row of the house with limits of its own: ¥100 a complaint, ¥150 a person within a year, quality says yes."""
    given = {
        "zh": "等候补偿", "en": "Waiting", "basis": "company", "instrument": "客服补偿办法", "article": "4",
        "formula": "fixed", "low": 0, "high": 0, "floor": 1_000, "cap": 50_000, "remedies": ["RM08"], "causes": ["RS0701"],
        "units": [], "dissatisfaction": [], "needs": [], "own_up_to": 10_000, "own_year": 15_000, "own_steps": [],
    }  # fmt: skip
    acts.save(settler(story.office.adm.pk), story.at, None, {**given, **fields})
    return story


def test_a_rows_own_limits_bind_beside_those_of_the_house_and_the_stricter_wins(story: Story) -> None:
    headed(limited(shop(story)))
    offered(story, 10_000, rule="waiting")
    assert story.complaint.offers[0].steps == (), "within the row's limit and the owner's own level"
    offered(story, 5_000, rule="waiting")
    assert story.complaint.offers[1].steps == ("head",), "beyond the row's limit one level more than the sum alone asks"
    no = story.cannot("approve", "dan", what="offer:2")
    assert "另有限额：一件不超过 ¥100，同一人一年不超过 ¥150，超过的须上一级批准" in no.text.zh


def test_naming_no_row_is_no_way_around_its_limits(story: Story) -> None:
    headed(limited(shop(story)))
    offered(story, 15_000)
    assert story.complaint.offers[0].steps == ("head",)
    offered(story, 15_000, remedy="RM03")  # another remedy is none of its business
    assert story.complaint.offers[1].steps == ("head",), "but the house counts both"


def test_a_row_names_who_says_yes_whatever_the_sum(story: Story) -> None:
    story.office.new_person("qin", "car", "quality")
    limited(shop(story), own_up_to=None, own_year=None, own_steps=["quality"])
    offered(story, 2_000, rule="waiting")
    assert story.complaint.offers[0].steps == ("quality",)
    story.does("approve", "qin", what="offer:1")
    assert story.complaint.offers[0].state == "approved"


def test_a_sum_split_over_complaints_counts_as_one(story: Story) -> None:
    for _ in range(3):
        offered(shop(Story(story.office, story.at - timedelta(days=1)), complainant=HIM), 20_000)
    headed(shop(story, complainant=HIM))
    assert redress.given_within_a_year(story.complaint, story.at) == 60_000, "offered, and nobody has agreed yet"
    offered(story, 5_000)
    assert story.complaint.offers[0].steps == ("head",)


def test_the_wrong_limits_are_refused_in_words(story: Story) -> None:
    whole = settler(story.office.adm.pk)
    assert redress.table().row("waiting") is None
    for field, wrong in (("own_year", {"own_year": 5_000}), ("own_steps", {"own_steps": ["auditor"]})):
        with pytest.raises(Refused) as no:
            limited(story, **wrong)
        assert no.value.field == field
    limited(story)
    row = redress.table().row("waiting")
    assert row is not None
    assert row.limits is not None
    acts.set_active(whole, story.at, "waiting", active=False)


# -- like treated alike, by words --------------------------------------------------------------------------------------

SAID = "收银多收了九毛，标价与结账不一致，小票在手"


def alike(story: Story, fens: tuple[int, ...]) -> None:
    """So many closed complaints that say the same, each given so much."""
    story.office.new_person("fay", "car", "handler")
    for fen in fens:
        other = Story(story.office, story.at - timedelta(days=30))
        other.recorded(SAID, "tom", causes=("RS0701",), dissatisfaction="process", unit=story.office.car.pk)
        other.investigated("tom", basis="小票")
        offered(other, fen).answered("tom").accepted()
        other.does("redress", "fay", offer=1, how="cash", proof="收条").closed("tom")


def test_the_complaints_that_say_the_same_make_a_range_of_their_own(story: Story) -> None:
    alike(story, (1_000, 1_100, 1_200, 1_300, 1_400))
    for _ in range(12):  # the same fields, other words
        other = Story(story.office, story.at - timedelta(days=20))
        other.recorded("电梯停运三天没有人来修", "tom", causes=("RS0701",), unit=story.office.car.pk)
        offered(other, 9_000, reason="三天").does("agree", "tom", offer=1, how="chat", proof="同意")
    story.recorded(SAID, "tom", causes=("RS0701",), dissatisfaction="outcome", unit=story.office.car.pk)
    no = story.cannot("offer", "tom", remedy="RM08", basis="公司标准", amount_fen=9_000)
    assert no.field == "reason"
    assert "说法最相近的 5 件" in no.text.zh
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(story.office.tom)
    told = client.get(f"/api/v1/complaints/{story.number}/bounds?remedy=RM08").json()["nearest"]
    assert (told["n"], told["median_fen"], told["least_fen"], told["most_fen"]) == (5, 1_200, 1_000, 1_400)
    assert "都说到" in told["likes"][0]["because"]
    page = client.get(reverse("act", args=(story.number, "offer")) + "?remedy=RM08").content.decode()
    assert "说法最相近的 5 件：中位 12 元，10–14 元" in page
    assert told["likes"][0]["number"] in page
    offered(story, 9_000, reason="另有交通费，小票在卷")


# -- the ways around ---------------------------------------------------------------------------------------------------


def test_no_deputy_says_yes_in_the_place_of_who_offered_it(story: Story) -> None:
    headed(shop(story))
    deputy = story.office.new_person("dep", "car", "handler")
    offered(story, 100_000, by="hua")
    Account.objects.filter(username="hua").update(deputy=deputy, away_until=story.at + timedelta(days=3))
    assert story.cannot("approve", "dep", what="offer:1").code == "permission"


def test_one_person_does_not_take_two_steps_through_a_deputy(story: Story) -> None:
    headed(shop(story))
    deputy = story.office.new_person("dep", "car", "handler")
    offered(story, 500_000).does("approve", "hua", what="offer:1")
    Account.objects.filter(username="dan").update(deputy=deputy, away_until=story.at + timedelta(days=3))
    story.does("approve", "dep", what="offer:1")
    assert "批准付款的人" in story.cannot("redress", "dep", offer=1, how="cash", proof="x").text.zh


def test_nobody_approves_what_has_run_out_before_the_clock_came_by(story: Story) -> None:
    headed(shop(story))
    offered(story, 100_000, valid_until=(story.at + timedelta(days=1)).date()).later(days=2, hours=3)
    assert "时限已过" in story.cannot("approve", "hua", what="offer:1").text.zh
    story.ticked().office.new_person("fay", "car", "handler")
    offered(story, 10_000, valid_until=(story.at + timedelta(days=1)).date()).later(days=2)
    assert "有效期已过" in story.cannot("redress", "fay", offer=2, how="cash", proof="x").text.zh


def test_an_offer_of_nothing_is_no_offer_of_money(story: Story) -> None:
    assert shop(story).cannot("offer", "tom", remedy="RM08", basis="x", amount_fen=0).field == "amount_fen"


def test_what_is_being_handed_out_neither_lapses_nor_is_forgotten(story: Story) -> None:
    story.office.new_person("fay", "car", "handler")
    offered(shop(story), 10_000, valid_until=(story.at + timedelta(days=1)).date())
    story.does("redress", "fay", offer=1, how="cash", amount_fen=4_000, proof="收条 1").later(days=5).ticked()
    assert story.complaint.offers[0].state == "approved"
    assert story.cannot("agree", "tom", offer=1, how="chat", proof="好", amount_fen=3_000).field == "amount_fen"
    story.does("turn_down", "tom", offer=1)
    assert story.row.redress_fen == 4_000, "what was handed out counts, whatever became of the offer"


def test_agreed_to_exactly_what_was_handed_out_is_performed(story: Story) -> None:
    story.office.new_person("fay", "car", "handler")
    offered(shop(story), 10_000).does("redress", "fay", offer=1, how="cash", amount_fen=4_000, proof="收条 1")
    story.does("agree", "tom", offer=1, how="chat", proof="四十就行", amount_fen=4_000)
    assert story.complaint.offers[0].state == "performed"
    assert story.complaint.offers[0].disputed_fen == 6_000


@pytest.mark.parametrize(("act", "given"), [("turn_down", None), ("agree", 10_000)])
def test_the_ledger_tells_only_what_was_granted(story: Story, act: str, given: int | None) -> None:
    more = {"how": "chat", "proof": "好"} if act == "agree" else {}
    offered(shop(story), 10_000).does(act, "tom", offer=1, **more)
    assert story.row.redress_fen == given
    told = Told(
        id=1, complaint=story.complaint, lines=[], texts={}, persons={}, files={}, accounts={}, units={}
    )  # fmt: skip
    row = dict(zip((field for field, _ in LEDGER), ledger_row(told), strict=True))
    assert row["redress_amount"] == (Decimal("100.00") if given else None)
    assert (row["redress"] is None) is (given is None)


def test_every_place_that_tells_of_an_offer_knows_each_of_its_states() -> None:
    assert set(casefile._OFFERS) == set(panel.STATES) == set(_offers._STATES) == STATES


def test_whoever_offered_it_approves_it_under_no_other_hat_and_by_no_other_way(story: Story) -> None:
    headed(shop(story))
    Membership.objects.create(account=story.office.hua, unit=story.office.car, role="approver")
    offered(story, 500_000, by="hua")
    assert story.complaint.offers[0].steps == ("approver",), "the only head offered it: that step is not waited for"
    assert story.cannot("approve", "hua", what="offer:1").field == "what"
    assert story.cannot("reject", "hua", what="offer:1", reason="x").field == "what"
    client = Client()
    client.force_login(story.office.hua)
    address = reverse("act", args=(story.number, "approve"))
    assert client.post(address, {"what": "offer:1"}).status_code in {409, 422}
    assert story.complaint.offers[0].state == "offered"


def test_who_is_complained_of_neither_approves_nor_pays_nor_offers(story: Story) -> None:
    headed(shop(story, concerned=()))
    story.office.new_person("fay", "car", "handler")
    other = Story(story.office, story.at)
    headed_by = story.office.hua
    shop(other, concerned=(headed_by.pk,))
    offered(other, 100_000)
    assert other.complaint.offers[0].steps == ("approver",), "the only head stands aside: the next role up says yes"
    assert other.cannot("approve", "hua", what="offer:1").code == "permission"
    assert other.cannot("offer", "hua", remedy="RM08", basis="x", amount_fen=100).code == "permission"
    offered(other, 10_000)
    assert other.cannot("redress", "hua", offer=2, how="cash", proof="x").code == "permission"


@pytest.mark.row("M30")
def test_a_payment_that_was_promised_stands_once_and_is_kept_by_giving_it(story: Story) -> None:
    story.office.new_person("fay", "car", "handler")
    offered(shop(story), 10_000, words="退一百元").does(
        "agree", "tom", offer=1, how="chat", proof="好", due_at=story.at + timedelta(hours=5)
    )
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(story.office.tom)
    page = client.get(f"/desk/{story.number}/").content.decode()
    assert 'id="promises"' not in page
    assert "过时未给付，原定" in page
    assert "须由另一人给付" in page, "tom offered it alone"
    client.force_login(story.office.fay)
    assert reverse("act", args=(story.number, "redress")) in client.get(f"/desk/{story.number}/").content.decode()
    assert "redress" in story.cannot("keep", "tom", promise=1).text.en
    story.does("redress", "fay", offer=1, how="cash", proof="收条")
    assert story.complaint.promises[0].state == "kept"
    assert "已按约定给付" in client.get(f"/desk/{story.number}/").content.decode()
