"""Bounds of redress: exact fen, floors, never without the finding they rest on, never negative, monotone."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenguo.queries.redress import standard
from wenguo.reading.amounts import read_amount
from wenguo.rules import limits
from wenguo.rules.off_record import spoken_of
from wenguo.rules.offering import quantile, usual
from wenguo.rules.redress import Facts, bound, bounds, entitled, words
from wenguo.rules.redress_table import HOLDS, Level, Row
from wenguo.rules.waiver import waivers

ROWS = {one.id: one for one in standard().rows}
FEN = st.integers(0, 10**12)
SHOP = frozenset({"cn-retail", "cn-auto", "cn-tourism"})
FACTS = st.builds(
    Facts,
    causes=st.lists(st.sampled_from(["RS0104", "RS0203", "RS0604", "RS0301", "RS0502"]), max_size=3).map(tuple),
    packs=st.just(SHOP),
    holds=st.frozensets(st.sampled_from(sorted(HOLDS))),
    price_fen=st.none() | FEN,
    loss_fen=st.none() | FEN,
    reasonable_fen=st.none() | FEN,
    principal_fen=st.none() | FEN,
    rate_bp=st.none() | st.integers(0, 9999),
    days=st.none() | st.integers(0, 20_000),
    km=st.none() | st.integers(0, 999_999),
)


def fraud(price: int) -> tuple[int | None, int | None]:
    found = bound(ROWS["fraud"], Facts(price_fen=price, holds=frozenset({"fraud"})))
    return found.lower_fen, found.upper_fen


@pytest.mark.parametrize(
    ("price", "gives"), [(9_900, 50_000), (16_666, 50_000), (16_667, 50_001), (100_000, 300_000), (0, 50_000)]
)
def test_fraud_gives_three_times_the_price_and_five_hundred_yuan_at_the_least(price: int, gives: int) -> None:
    assert fraud(price) == (gives, gives)


def test_unsafe_food_gives_the_larger_of_ten_prices_and_three_losses_and_a_thousand_yuan_at_the_least() -> None:
    def gives(price: int, loss: int | None = None, *more: str, reasonable: int | None = None) -> int | None:
        holds = frozenset({"unsafe_food", *more})
        facts = Facts(price_fen=price, loss_fen=loss, holds=holds, reasonable_fen=reasonable)
        return bound(ROWS["unsafe_food"], facts).upper_fen

    assert gives(2_000) == 100_000
    assert gives(20_000) == 200_000
    assert gives(20_000, 100_000) == 300_000
    assert gives(200_000, None, "knowing_buyer") is None  # not before somebody says what daily life reasonably needs
    assert gives(200_000, None, "knowing_buyer", reasonable=20_000) == 200_000


def test_the_other_formulas_are_exact() -> None:
    def of(row: str, **figures: int) -> tuple[int | None, int | None]:
        found = bound(ROWS[row], Facts(**figures))
        return found.lower_fen, found.upper_fen

    assert of("known_defect", loss_fen=1_000_000) == (0, 2_000_000)
    assert of("tour_refusal", price_fen=500_000) == (500_000, 1_500_000)
    assert of("car_use_fee", price_fen=15_000_000, km=8_000) == (0, 600_000)
    assert of("car_use_fee", price_fen=15_000_001, km=1) == (0, 75)  # what they pay is never rounded up
    assert of("prepaid_interest", principal_fen=300_000, rate_bp=310, days=200) == (5_096, 5_096)


def test_the_formula_is_said_with_its_floor() -> None:
    assert words(ROWS["fraud"]).zh == "3 × 价款，不足 500 元按 500 元"
    assert words(ROWS["unsafe_food"]).zh == "10 × 价款或 3 × 损失，不足 1,000 元按 1,000 元"


@given(FACTS)
def test_no_bound_is_in_force_without_its_findings_and_none_is_negative(facts: Facts) -> None:
    for one in bounds(facts, ROWS.values()):
        assert one.in_force <= facts.holds.issuperset(one.row.needs)
        assert not (one.in_force and facts.holds & set(one.row.unless))
        if one.upper_fen is not None and one.lower_fen is not None:
            assert 0 <= one.lower_fen <= one.upper_fen
            assert max(one.lower_fen, one.upper_fen) >= one.row.floor
        else:
            assert one.missing
    for remedy in ("RM03", "RM08", "RM09"):
        lawful = entitled(bounds(facts, ROWS.values()), remedy)
        assert lawful is None or facts.holds.issuperset(lawful.row.needs)


@given(FACTS, FEN)
def test_who_paid_or_lost_more_is_never_given_less(facts: Facts, more: int) -> None:
    for name in ("price_fen", "loss_fen"):
        before = getattr(facts, name) or 0
        larger = msgspec.structs.replace(facts, **{name: before + more})
        for row in ROWS.values():
            one, other = bound(row, facts), bound(row, larger)
            if one.upper_fen is not None and other.upper_fen is not None:
                assert other.upper_fen >= one.upper_fen


@given(st.integers(0, 300), st.integers(0, 300), FEN, FEN)
def test_every_sum_stays_within_floor_and_cap(low: int, high: int, floor: int, cap: int) -> None:
    given_row = msgspec.structs.replace(ROWS["goodwill"], formula="price", low=low, high=high, floor=floor, cap=cap)
    found = bound(given_row, Facts(price_fen=12_345))
    assert found.lower_fen is not None
    assert found.upper_fen is not None
    assert found.lower_fen <= found.upper_fen <= max(cap, 0)


def test_what_was_never_found_leaves_no_entitlement() -> None:
    facts = Facts(causes=("RS0203",), packs=SHOP, price_fen=2_000)
    assert {one.row.id for one in bounds(facts, ROWS.values())} >= {"unsafe_food", "unsafe_food_price"}
    assert entitled(bounds(facts, ROWS.values()), "RM09") is None


@given(st.lists(FEN, min_size=1, max_size=60))
def test_the_usual_range_lies_between_the_least_and_the_most(amounts: list[int]) -> None:
    like = usual(amounts)
    ordered = [min(amounts), like.low_fen, like.quarter_fen, like.median_fen, like.three_quarters_fen, like.high_fen]
    assert ordered == sorted(ordered)
    assert like.high_fen <= max(amounts)
    assert like.known == (len(amounts) >= 5)


def test_a_quantile_lies_between_its_neighbours() -> None:
    assert quantile([100, 200], 1, 2) == 150
    assert quantile([1, 2], 1, 2) == 2  # halves of a fen up


@pytest.mark.parametrize(
    "text",
    [
        "收到补偿后请放弃投诉",
        "退款后不得再向12315举报",
        "本协议须保密，否则退款无效",
        "删除差评后退款",
        "The customer waives all claims and complaints.",
        "You agree not to contact the regulator.",
        "放\u200b弃投诉的权利",
        "須放棄投訴",
        "收款后撤诉，互不追究",
        "今后不得另行主张",
        "放 弃 投 诉",
        "收款後　不 得 再 舉 報",
        "不·得·再·投·诉",
        "請簽署協議，今後不再申請復議",
        "ｗａｉｖｅ ａｌｌ ｒｉｇｈｔｓ",
        "请您把投诉撤了，马上退款",
        "You release us from all claims.",
        "No further claims may be made against us.",
        "The customer refrains from posting about it.",
    ],
)
def test_terms_that_law_makes_void_are_seen(text: str) -> None:
    assert waivers(text)


@pytest.mark.parametrize(
    "text",
    [
        "您仍可以向主管部门投诉、举报或者起诉",
        "接受本方案不影响您投诉、诉讼的权利",
        "无须撤回投诉",
        "無須放棄投訴",
        "We have no further complaints on file.",
        "You need not withdraw your complaint.",
        "退还两期差额 1,864.20 元",
    ],
)
def test_plain_words_are_not_taken_for_a_waiver(text: str) -> None:
    assert not waivers(text)


def test_a_sum_that_is_offered_and_on_no_record_is_found() -> None:
    def read(text: str) -> int | None:
        return read_amount(text).minor

    found = spoken_of("电话里跟他说赔500元，先别登记。", (), read)
    assert [one.amount_fen for one in found] == [50_000]
    assert not spoken_of("电话里跟他说赔500元", (50_000,), read)
    assert [one.amount_fen for one in spoken_of("電話裡說好賠５００ 元，先別登記。", (), read)] == [50_000]
    assert not spoken_of("客户要求赔500元。价款300元。", (), read)
    assert [one.amount_fen for one in spoken_of("We offered a goodwill credit of 1,200 yuan.", (), read)] == [120_000]
    assert isinstance(ROWS["fraud"], Row)


LIMITS = st.builds(
    Level,
    up_to_fen=st.none() | st.integers(0, 3_000_000),
    year_fen=st.none() | st.integers(0, 3_000_000),
    steps=st.lists(st.sampled_from(["head", "approver", "quality", "legal"]), unique=True).map(tuple),
)


@given(LIMITS, st.integers(1, 5_000_000), st.integers(0, 5_000_000))
def test_a_rows_own_limits_only_ever_ask_more_than_the_house_does(own: Level, fen: int, before: int) -> None:
    table = standard()
    row = msgspec.structs.replace(ROWS["goodwill"], limits=own)
    asked = limits.chain(table, [row], fen, before + fen)
    assert {*table.level(fen, before + fen).steps, *own.steps} <= set(asked.steps)
    assert asked.because
    if not own.holds(fen, before + fen):
        assert asked.steps, "beyond its own limit nobody decides alone"
    assert limits.chain(table, [], fen, before + fen).steps == table.level(fen, before + fen).steps
