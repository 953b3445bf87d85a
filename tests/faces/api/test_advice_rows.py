"""What is proposed for real words, through the API's door: each row of the mission by the real adviser, lexicons alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.faces.api.conftest import Knock
from tests.stories import T0, Office
from wenguo.advising import asking, switches
from wenguo.advising.words import Room
from wenguo.models import Article, Line
from wenguo.queries.administrators import settler

ANGRY = "昨天去营业厅，等了两个小时没人理我，柜员态度恶劣，气死我了"
MONEY = "多扣了我三百元，要求退款"
GRAVE = "不赔我十万我就天天来堵门，找人弄死你们经理"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A room with the packs' lexicons alone, loaded once."""
    return Room(Path(tmp_path_factory.mktemp("home")), b"key")


@pytest.fixture(autouse=True)
def _advised(real: Room, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WENGUO_ADVICE, settings.WENGUO_HOME = "auto", real.home
    monkeypatch.setattr(asking, "_here", {real.home: real})
    monkeypatch.setattr(asking, "_resting_until", 0.0)


def advice(knock: Knock, text: str, **more: Any) -> dict[str, Any]:
    response = knock.post("/advice", {"text": text, **more})
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    assert found["advised"] is True
    for one in found["suggestions"]:
        assert one["because"], one
        assert all(text[span["start"] : span["end"]] == span["text"] for span in one["spans"]), one
    return found


def labels(found: dict[str, Any], topic: str) -> list[str]:
    return [one["label"] for one in found["suggestions"] if one["topic"] == topic]


def checked(knock: Knock, reply: str, complaint: str = MONEY) -> dict[str, Any]:
    response = knock.post("/reply-check", {"reply": reply, "complaint": complaint})
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def codes(found: dict[str, Any]) -> set[str]:
    return {one["code"] for one in found["findings"]}


@pytest.mark.row("M07")
def test_feelings_and_needs_rest_on_words_and_what_is_read_back_is_theirs(knock: Knock) -> None:
    found = advice(knock, ANGRY)
    assert "anger" in labels(found, "feeling")
    assert {"taken_seriously", "respected"} <= set(labels(found, "need"))
    assert all(one["spans"] for one in found["needs"])
    quoted = re.findall("“([^”]+)”", found["restated"])
    assert quoted
    assert all(words in ANGRY for words in quoted)


@pytest.mark.row("M08")
def test_missing_facts_are_asked_for_open_questions_first_and_what_was_said_is_not_asked(knock: Knock) -> None:
    before = advice(knock, MONEY)
    after = advice(knock, f"2026年3月1日在中山路营业厅，{MONEY}，我电话13812345678")
    lacking, still = ({one["field"] for one in found["missing"]} for found in (before, after))
    assert {"event_date", "place", "reach"} <= lacking
    assert not {"event_date", "place", "reach", "demands"} & still
    order = [one["open"] for one in before["missing"]]
    assert order == sorted(order, reverse=True)
    assert before["next_question"] == before["missing"][0]
    assert {"date", "amount", "phone", "wish"} <= {fact["kind"] for fact in after["facts"]}


@pytest.mark.row("M15")
def test_dissatisfaction_is_a_complaint_and_thanks_are_not(knock: Knock) -> None:
    assert labels(advice(knock, ANGRY), "complaint") == ["yes"]
    thanks = advice(knock, "谢谢你们，服务很好")
    assert (labels(thanks, "complaint"), labels(thanks, "kind")) == (["no"], ["praise"])


@pytest.mark.row("M17")
@pytest.mark.parametrize(
    ("text", "side"), [(MONEY, "outcome"), (ANGRY, "process"), (f"态度恶劣，还{MONEY}", "both")], ids=["o", "p", "b"]
)
def test_outcome_is_told_from_process(knock: Knock, text: str, side: str) -> None:
    assert labels(advice(knock, text), "dissatisfaction") == [side]


@pytest.mark.row("M25", "M35")
def test_causes_are_codes_of_the_taxonomy_the_primary_one_first(knock: Knock) -> None:
    found = advice(knock, f"态度恶劣，还{MONEY}")
    primary = found["causes"]["primary"]["label"]
    assert primary == "RS0703"
    assert labels(found, "cause")[0] == primary
    assert "RS0301" in labels(found, "cause")
    nothing = advice(knock, "嗯嗯好的")["causes"]
    assert (nothing["primary"], nothing["for_a_person"]) == (None, True)


@pytest.mark.row("M33")
def test_a_strategy_is_given_for_the_state_without_a_word_they_could_not_read(knock: Knock) -> None:
    found = advice(knock, ANGRY)
    cards = found["situation"]["cards"]
    assert cards
    assert all(card["do"] and card["say"] and card["leave"] for card in cards)
    assert not re.search("难缠|刁民|无理|情绪化|difficult|unreasonable", str(found["situation"]))


@pytest.mark.row("M39", "M02")
def test_grave_words_are_suggested_as_such_to_who_may_judge_and_move_nothing(knock: Knock, knocks: Any) -> None:
    number = knock.recorded(GRAVE)
    before = (Line.objects.count(), knock.get(f"/complaints/{number}").json()["clocks"])
    bob = knocks("bob").get(f"/complaints/{number}/advice").json()["now"]
    assert bob["urgency"]["severity"]["label"] == "T1"
    assert [one["label"] for one in bob["urgency"]["major"]] == ["safety"]
    signs = bob["abnormal"]["signs"]
    assert {"threat_person", "crowd"} & {one["label"] for one in signs}
    assert all(one["spans"] for one in signs)
    assert bob["abnormal"]["note"]
    ann = knock.get(f"/complaints/{number}/advice").json()["now"]
    assert ann["abnormal"] is None
    assert not labels(ann, "sign")
    assert (Line.objects.count(), knock.get(f"/complaints/{number}").json()["clocks"]) == before


@pytest.mark.row("M09", "M24")
def test_an_admission_of_what_is_not_proven_and_a_brush_off_are_found_with_better_words(knock: Knock) -> None:
    admitted = checked(knock, "对不起，这都是我们的错，我们一定全额赔偿您。")
    assert "admission" in codes(admitted)
    assert "brush_off" in codes(checked(knock, "这不归我们管，请您谅解。"))
    assert all(one["better"] for one in admitted["findings"] if one["code"] == "admission")


@pytest.mark.row("M12", "M21")
def test_the_three_movements_are_looked_for_in_their_order(knock: Knock) -> None:
    poor = checked(knock, "请您谅解。")["movements"]
    good = checked(
        knock,
        "让您多花了三百元，换了谁都会着急。我们3月2日查了账单，三百元确属重复扣款。"
        "我们将在3月10日前退还三百元，并改进扣款前的核对。谢谢您指出来。",
    )["movements"]
    assert [one["code"] for one in good] == ["receive", "clarify", "close"]
    assert all(one["present"] for one in good)
    assert not all(one["present"] for one in poor)


@pytest.mark.row("M27")
def test_each_demand_is_looked_for_in_the_answer(knock: Knock) -> None:
    found = {reply: checked(knock, reply)["demands"] for reply in ("我们会加强培训。", "三百元将于3月10日前退还给您。")}
    assert [[one["answered"] for one in demands] for demands in found.values()] == [[False], [True]]


@pytest.mark.parametrize("word", sorted(switches.PARTS))
def test_each_kind_that_is_off_is_gone_from_the_answer(knock: Knock, office: Office, word: str) -> None:
    text = f"{ANGRY}。2026年3月1日{MONEY}，{GRAVE}"
    bob = Knock(office.bob)
    on = advice(bob, text)
    switches.switch(settler(office.adm.pk), T0, word, office.sec.pk, False)
    off = advice(bob, text)
    for part in switches.PARTS[word]:
        assert on[part], f"{part} is there to begin with"
        assert not off[part]
    gone = {one["topic"] for one in on["suggestions"]} - {one["topic"] for one in off["suggestions"]}
    topics = {topic for topic, of in switches._WITH.items() if of == word} | {word}
    assert not topics & {one["topic"] for one in off["suggestions"]}
    assert gone <= topics
    assert next(one["topic"] for one in off["suggestions"]) == "danger"


@pytest.mark.row("M43", "M27")
def test_a_letter_is_drafted_with_where_each_stretch_comes_from_and_nothing_is_sent(knock: Knock) -> None:
    begun = knock.post("/complaints", {"words": MONEY, "demands": [{"remedy": "RM03", "words": "退款三百元"}]}).json()
    before = Line.objects.count()
    found = knock.post(f"/complaints/{begun['number']}/draft", {"what": "answer"}).json()
    assert found["advised"] is True
    assert "退款" in found["text"]
    assert found["missing"], "what was not found out yet is left open by name"
    assert all(one["words"] in found["text"] for one in found["sources"])
    assert Line.objects.count() == before
    assert knock.post(f"/complaints/{begun['number']}/draft", {"what": "poem"}).status_code == 422


@pytest.mark.row("M43")
def test_a_question_is_answered_by_quoting_published_articles_or_not_at_all(knock: Knock, office: Office) -> None:
    unknown = knock.post("/self-service", {"question": "退款几天到账？"}).json()
    assert unknown["advised"] is False
    body = "退款审核通过后，原路退回，三个工作日内到账。"
    Article.objects.create(title="退款多久到账", body=body, language="zh-hans", published=True, changed_at=T0)
    known = knock.post("/self-service", {"question": "退款几天到账？"}).json()
    assert known["known"] is True
    assert all(body[one["start"] : one["end"]] == one["text"] for one in known["quotes"])
    assert knock.post("/self-service", {"question": "你们周末开门吗，能停车吗"}).json()["known"] is False
