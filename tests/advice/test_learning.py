"""The learned reader: what it sees of a text, how it learns, how it shows its reasons, how it is kept."""

from __future__ import annotations

import json
import random

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo.advice.learning import calibration, folds, grams, scores, storing
from wenguo.advice.learning.classifier import Classifier
from wenguo.advice.learning.recipe import EN, ZH, Order

pytestmark = [pytest.mark.row("M25"), pytest.mark.row("M35")]

KEY = b"k" * 32
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=st.characters(categories=["Cs", "Cc", "Lo", "Zs", "So"]), max_size=60),
    st.sampled_from(["", " ", "\ud800", "投诉" * 300, "a b\t\u3000c", "𝟘𝟙ＡＢ投訴"]),
)
ZH_WORDS = {
    "物业": "物业 电梯 停水 保安 小区 业主 垃圾 楼道".split(),
    "快递": "快递 包裹 丢失 派送 驿站 签收 破损 快递员".split(),
    "退款": "退款 到账 扣费 押金 客服 余额 会员 自动续费".split(),
}
EN_WORDS = {
    "parcel": "parcel lost courier delivery late broken tracking doorstep".split(),
    "refund": "refund charged deposit account money fee twice invoice".split(),
}
COMMON = "我 要 投诉 已经 三天 没有 人 处理 请 尽快".split()


def written(language: str, count: int, seed: int = 0) -> tuple[list[str], list[str]]:
    chance = random.Random(seed)
    words = ZH_WORDS if language == "zh" else EN_WORDS
    texts, labels = [], []
    for number in range(count):
        label = list(words)[number % len(words)]
        chosen = chance.sample(words[label], 3) + chance.sample(
            COMMON if language == "zh" else ["please", "the", "my"], 3
        )
        chance.shuffle(chosen)
        texts.append(("" if language == "zh" else " ").join(chosen))
        labels.append(label)
    return texts, labels


@pytest.fixture(scope="module")
def chinese() -> Classifier:
    texts, labels = written("zh", 150)
    return Classifier(ZH).fit(texts, labels)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_gram_lies_within_its_text(text):
    every = [
        *grams.chars(text, 1, 4),
        *grams.chars(text, 2, 5, words_only=True),
        *grams.words(text, 2, language="zh"),
        *grams.words(text, 2, language="en"),
    ]
    for _, found in every:
        assert len(found.hash) == len(found.start) == len(found.end)
        assert ((found.start >= 0) & (found.start <= found.end) & (found.end <= len(text))).all()


def test_the_same_words_are_the_same_grams_wherever_they_stand_and_however_wide_they_are_written():
    one = {int(h) for _, found in grams.words("ABC 停水", 1, language="zh") for h in found.hash}
    other = {int(h) for _, found in grams.words("　ａｂｃ停水", 1, language="zh") for h in found.hash}
    assert one == other


def test_runs_within_words_do_not_reach_over_a_space():
    text = "no water"
    stretches = {
        text[a:b]
        for _, found in grams.chars(text, 3, 3, words_only=True)
        for a, b in zip(found.start, found.end, strict=True)
    }
    assert "wat" in stretches
    assert "o w" not in stretches


def test_hashes_never_change_or_kept_models_would_read_other_words():
    (_, found), *_ = grams.words("投诉", 1, language="zh")
    again = [int(h) for h in found.hash]
    assert again == GOLDEN


def test_it_tells_what_it_has_learned_apart(chinese):
    texts, labels = written("zh", 60, seed=7)
    said = chinese.predict(texts)
    assert sum(a == b for a, b in zip(said, labels, strict=True)) >= 57
    assert np.allclose(chinese.predict_proba(texts).sum(1), 1)


def test_english_is_read_by_words_and_their_parts():
    texts, labels = written("en", 120)
    classifier = Classifier(EN).fit(texts, labels)
    assert classifier.predict(["my parcel was lost by the courier", "they charged the fee twice, refund"]) == [
        "parcel",
        "refund",
    ]


def test_the_reason_is_words_of_the_text_at_their_places(chinese):
    fields = ["我要投诉", "小区电梯坏了，业主被困，已经三天没有人处理"]
    carried = chinese.explain(fields)
    assert carried
    assert all(fields[one.field][one.start : one.end] == one.text for one in carried)
    assert {"电梯", "小区电梯", "业主", "小区"} & {one.text for one in carried}
    assert chinese.predict([fields]) == ["物业"]


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_no_text_makes_it_raise_and_its_reasons_always_match(chinese, text):
    (row,) = chinese.predict_proba([text])
    assert np.isfinite(row).all()
    for one in chinese.explain(text):
        assert text[one.start : one.end] == one.text


def test_a_text_without_end_is_read_only_so_far(chinese):
    long = "退款" * 50_000
    assert chinese.predict([long]) == ["退款"]
    assert max(one.end for one in chinese.explain(long)) <= grams.LONGEST


def test_learning_twice_gives_the_same(chinese):
    texts, labels = written("zh", 150)
    again = Classifier(ZH).fit(texts, labels)
    assert np.array_equal(again.predict_proba(texts[:20]), chinese.predict_proba(texts[:20]))


def test_words_that_stand_alike_help_words_never_seen_with_a_label(tmp_path):
    texts, labels = written("zh", 60)
    order = Order(size=8, least=2, features=8, rounds=3)
    recipe = msgspec.structs.replace(ZH, views=ZH.views[:1], orders=(order, msgspec.structs.replace(order, of="chars")))
    background, _ = written("zh", 200, seed=3)
    classifier = Classifier(recipe).fit(texts, labels, background=background)
    assert len(classifier.networks) == 2
    assert classifier.predict(["快递包裹丢失"]) == ["快递"]
    assert np.isfinite(classifier.predict_proba(["", "\ud800"])).all()
    with pytest.raises(ValueError, match="not kept"):
        storing.write(tmp_path / "m1", classifier, name="cause", version="m1", key=KEY)
    assert not list(tmp_path.iterdir())


def test_a_kind_of_goods_has_its_own_words():
    texts = [("大", "房间"), ("小", "房间"), ("大", "音量"), ("小", "音量")] * 10  # good in one, bad in the other
    labels = ["好", "坏", "坏", "好"] * 10
    views = (msgspec.structs.replace(ZH.views[1], words=1),)
    apart = Classifier(msgspec.structs.replace(ZH, views=views, domain=True, inner=0)).fit(texts, labels)
    assert apart.predict(texts[:4]) == labels[:4]


def test_one_class_is_nothing_to_learn():
    with pytest.raises(ValueError, match="nothing to tell apart"):
        Classifier(ZH).fit(["甲", "乙"], ["同", "同"])


def test_a_kept_model_says_what_it_said_before(chinese, tmp_path):
    texts, _ = written("zh", 40, seed=5)
    storing.write(tmp_path / "m1", chinese, name="cause", version="m1", key=KEY, card={"learned_from": 150})
    kept = storing.read(tmp_path / "m1", KEY)
    assert kept.predict(texts) == chinese.predict(texts)
    assert np.abs(kept.predict_proba(texts) - chinese.predict_proba(texts)).max() < 0.01
    assert storing.card_of(tmp_path / "m1", KEY) == {"learned_from": 150}


def test_a_model_of_a_stranger_is_refused(chinese, tmp_path):
    storing.write(tmp_path / "m1", chinese, name="cause", version="m1", key=KEY)
    with pytest.raises(storing.BadModel, match="signature"):
        storing.read(tmp_path / "m1", b"x" * 32)


@pytest.mark.parametrize("file", [storing.ARRAYS, storing.MODEL, storing.CARD, storing.MANIFEST])
def test_a_model_that_was_changed_is_refused(chinese, tmp_path, file):
    storing.write(tmp_path / "m1", chinese, name="cause", version="m1", key=KEY)
    path = tmp_path / "m1" / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(storing.BadModel):
        [read(tmp_path / "m1", KEY) for read in (storing.read, storing.card_of)]


def test_a_manifest_that_names_another_file_is_refused(chinese, tmp_path):
    storing.write(tmp_path / "m1", chinese, name="cause", version="m1", key=KEY)
    path = tmp_path / "m1" / storing.MANIFEST
    manifest = json.loads(path.read_bytes())
    manifest["version"] = "m2"
    path.write_text(json.dumps(manifest))
    with pytest.raises(storing.BadModel, match="signature"):
        storing.manifest_of(tmp_path / "m1", KEY)


def test_pickled_arrays_are_not_opened(chinese, tmp_path, monkeypatch):
    monkeypatch.setattr(storing, "_arrays", lambda _: {"hashes": np.array([{"a": 1}], dtype=object)})
    storing.write(tmp_path / "m1", chinese, name="cause", version="m1", key=KEY)
    with pytest.raises(storing.BadModel, match="allow_pickle"):
        storing.read(tmp_path / "m1", KEY)


def test_a_version_that_is_there_is_never_overwritten(chinese, tmp_path):
    storing.write(tmp_path / "m1", chinese, name="cause", version="m1", key=KEY)
    with pytest.raises(FileExistsError):
        storing.write(tmp_path / "m1", chinese, name="cause", version="m1", key=KEY)
    assert [path.name for path in tmp_path.iterdir()] == ["m1"]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12)), min_size=10, max_size=80))
@settings(max_examples=60, deadline=None)
def test_a_group_never_lies_in_two_folds(rows):
    labels, groups = [str(a) for a, _ in rows], [b for _, b in rows]
    fold = folds.folded(labels, groups, 3)
    assert all(len({fold[n] for n, own in enumerate(groups) if own == group}) == 1 for group in set(groups))


def test_folds_hold_each_class_evenly():
    labels = ["a"] * 90 + ["b"] * 10
    fold = folds.folded(labels, None, 5)
    for number in range(5):
        assert [labels[n] for n in np.flatnonzero(fold == number)].count("b") == 2


def test_rows_that_share_a_person_or_a_duplicate_are_tied_through_each_other():
    found = folds.tied(["p1", "p2", "", "p1"], ["d1", "d2", "d2", None])
    assert found[0] == found[3]
    assert found[1] == found[2]
    assert found[0] != found[1]


def test_texts_that_differ_by_a_word_are_near_duplicates():
    long = (
        "小区电梯坏了三天没有人修理，老人上下楼非常不方便，我们多次打电话给物业公司，一直没有答复，请有关部门尽快处理"
    )
    found = folds.alike([long, "快递丢失了没有人赔偿也没有人回电话", long + "！"])
    assert found[0] == found[2] != found[1]


def test_probabilities_come_true_as_often_as_they_say():
    chance = np.random.default_rng(0)
    truth = chance.integers(0, 3, 3000)
    margins = chance.normal(size=(3000, 3))
    margins[np.arange(3000), truth] += 1.0
    made = calibration.calibrated(margins * 0.2, truth)
    said = made.probabilities(margins * 0.2)
    points = calibration.reliability(said.max(1), said.argmax(1) == truth)
    assert calibration.error(points) < 0.03


def test_shifted_thresholds_find_a_rare_class_again():
    chance = np.random.default_rng(1)
    truth = (chance.random(4000) < 0.05).astype(np.int64)
    margins = np.stack([np.zeros(4000), truth * 2.0 - 1 + chance.normal(size=4000)], axis=1)
    plain, tuned = (calibration.calibrated(margins, truth, tune=tune) for tune in (False, True))
    f1 = [scores.macro_f1(truth, one.choice(one.probabilities(margins)), 2) for one in (plain, tuned)]
    assert f1[1] > f1[0]


def test_better_beyond_chance_is_told_from_luck():
    chance = np.random.default_rng(2)
    truth = chance.integers(0, 2, 400)
    weak = np.where(chance.random(400) < 0.7, truth, 1 - truth)
    strong = np.where(chance.random(400) < 0.9, truth, 1 - truth)
    same = np.where(chance.random(400) < 0.7, truth, 1 - truth)
    assert scores.better(truth, weak, strong, 2) > 0.99
    assert scores.mcnemar(truth, weak, strong) < 0.001
    assert scores.mcnemar(truth, weak, same) > 0.01
    assert scores.mcnemar(truth, weak, weak) == 1.0


GOLDEN = [6859021622596917272]
