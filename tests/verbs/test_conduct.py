"""observe, flag, judge, warn, restrict, lift, appeal: conduct and not person, decided by another, for a time (M01, M02, M40)."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conduct_stories import Conduct
from tests.stories import Office
from wenguo.models import Alarm
from wenguo.reactions.work import run_due
from wenguo.rules import abnormal, restriction
from wenguo.verbs import Flag


@pytest.fixture
def story(office: Office) -> Conduct:
    """A complaint at the securities branch, recorded by ann."""
    return Conduct(office).recorded("十盒饼干要三万八")


def test_a_sign_stands_only_with_a_quote_and_a_word_of_the_table(story: Conduct) -> None:
    assert story.cannot("observe", sign="troublemaker", quote="x").field == "sign"
    assert story.cannot("observe", sign="our_promise", quote="x").field == "sign", "the log shows that"
    assert story.cannot("observe", sign="crowd", quote="x", line=99).field == "line"
    assert story.observed().complaint.observations[0].sign == "private_settlement"


def test_no_proposal_without_a_sign_nor_on_a_counter_sign_nor_on_a_cry_for_help(story: Conduct) -> None:
    story.observed().observed("explained").observed("self_endangerment")
    base: dict[str, Any] = {"conduct": "behaviour", "words": "x", "considered": "y"}
    assert story.cannot("flag", signs=[9], **base).field == "signs"
    assert story.cannot("flag", signs=[2], **base).field == "signs"
    assert "先救人" in story.cannot("flag", signs=[1, 3], **base).text.zh
    with pytest.raises(ValueError, match="signs"):
        Flag.model_validate({"signs": [], **base})


def test_another_purpose_is_a_hypothesis_with_facts_for_and_against(story: Conduct) -> None:
    story.observed()
    base: dict[str, Any] = {"conduct": "demands", "signs": [1], "words": "x", "considered": "y"}
    assert story.cannot("flag", purpose="为索赔而购买", purpose_for="十张小票", **base).field == "purpose_against"
    assert story.cannot("flag", purpose_for="十张小票", **base).field == "purpose"
    c = story.flagged(purpose="为索赔而购买", purpose_for="十张小票", purpose_against="确有一盒日期有误").complaint
    assert c.flags[0].state == "proposed"


@pytest.mark.row("M02")
def test_who_proposed_never_decides_nor_the_front_line_nor_who_is_complained_of(story: Conduct) -> None:
    story.observed(by="bob").flagged(by="bob")
    base: dict[str, Any] = {"decision": "upheld", "words": "x", "flag": 1}
    assert "另一位" in story.cannot("judge", "bob", **base).text.zh
    assert story.cannot("judge", "ann", **base).code == "permission"
    story.does("assess", complexity="simple", concerned=[story.office.dan.pk])
    assert story.cannot("judge", "dan", **base).code == "permission"
    assert story.judged("lex").complaint.flags[0].state == "upheld"
    assert story.cannot("judge", "lex", **base).field == "flag", "decided once"


def test_first_a_decision_then_a_warning_then_an_arrangement(story: Conduct) -> None:
    story.observed().flagged()
    assert story.cannot("warn", "bob", flag=1, words="x", way="letter").field == "flag"
    story.judged()
    day = story.at.date()
    given: dict[str, Any] = {
        "flag": 1, "ways": ["letter"], "until_date": day + timedelta(days=5), "review_date": day, "words": "x",
        "appeal": "y", "way": "letter",
    }  # fmt: skip
    assert "提醒" in story.cannot("restrict", "bob", **given).text.zh
    assert story.cannot("restrict", "bob", **given, unwarned="急").field == "unwarned", "only where safety was at stake"
    story.warned()
    assert story.cannot("restrict", "bob", **{**given, "ways": ["phone"]}).field == "ways", "a written way stays open"
    late = day + timedelta(days=restriction.MOST_DAYS)
    assert story.cannot("restrict", "bob", **{**given, "until_date": late}).field == "until_date"
    assert story.cannot("restrict", "bob", **{**given, "review_date": day + timedelta(days=6)}).field == "review_date"
    assert story.cannot("restrict", "ann", **given).code == "permission"
    assert len(story.restricted().complaint.restrictions) == 1


def test_a_threat_to_a_person_needs_no_warning_but_its_reason(story: Conduct) -> None:
    story.observed("threat_person").flagged(conduct="behaviour").judged()
    day = story.at.date()
    given: dict[str, Any] = {
        "flag": 1,
        "ways": ["letter"],
        "until_date": day,
        "review_date": day,
        "words": "x",
        "appeal": "y",
    }
    assert story.cannot("restrict", "bob", **given, way="letter").field == "unwarned"
    assert story.restricted(unwarned="当场扬言伤人").complaint.restrictions[0].unwarned is not None


@pytest.mark.row("M40")
def test_it_ends_by_itself_and_the_clock_says_so_once(story: Conduct) -> None:
    story.observed().flagged().judged().warned().restricted()
    c = story.complaint
    assert restriction.standing_at(c, story.at)
    end = c.restrictions[0].ends_at
    assert not restriction.standing_at(c, end), "over at its moment, clock or no clock"
    story.moves_to(end + timedelta(minutes=1)).ticked()
    assert story.happened.count("Lifted") == 1
    assert story.ticked().happened.count("Lifted") == 1
    assert story.complaint.restrictions[0].ended_why == "expired"


def test_an_appeal_is_decided_by_a_fresh_person_and_ends_what_it_overturns(story: Conduct) -> None:
    story.observed().flagged().judged()
    assert story.cannot("appeal", "complainant", words="不公平").code == "refused"
    story.warned().does("appeal", "complainant", words="我没有说过")
    assert story.complaint.appeals[0].restriction is None
    story.restricted().does("appeal", "complainant", words="安排不公平")
    assert "已经收到" in story.cannot("appeal", "complainant", words="再说一遍").text.zh
    base: dict[str, Any] = {"decision": "falls", "words": "证据不足", "appeal": 2}
    assert "另一位" in story.cannot("judge", "bob", **base).text.zh
    c = story.does("judge", "lex", **base).complaint
    assert (c.appeals[1].decision, c.restrictions[0].ended_why) == ("falls", "appeal")


def test_a_review_or_a_lift_ends_it_before_its_time(story: Conduct) -> None:
    story.observed().flagged().judged().warned().restricted()
    assert "另一位" in story.cannot("judge", "bob", restriction=1, decision="stands", words="x").text.zh
    story.does("judge", "dan", restriction=1, decision="stands", words="仍需要")
    assert story.complaint.restrictions[0].reviewed_at is not None
    assert story.does("lift", "bob", restriction=1, words="已恢复正常").complaint.restrictions[0].ended_why == "lifted"
    assert story.cannot("lift", "bob", restriction=1, words="x").field == "restriction"


POLICE: dict[str, Any] = {"conduct": "behaviour", "words": "x", "considered": "y", "signs": [1]}


@pytest.mark.row("M40")
@pytest.mark.parametrize("sign", sorted({*abnormal.SIGNS} - {"fabrication", "threat_person", "self_endangerment"}))
def test_asking_much_naming_the_press_or_buying_often_never_opens_the_way_to_the_police(
    story: Conduct, sign: str
) -> None:
    c = story.observed(sign).flagged().judged().does("hold", "lex", reason="保全").complaint
    why = abnormal.why_not_police(c)
    assert why is not None
    assert "12315" in why.zh
    assert "often" in why.en


@pytest.mark.parametrize("sign", ["fabrication", "threat_person"])
def test_the_way_to_the_police_needs_an_upheld_sign_with_its_line_and_the_evidence_held(
    story: Conduct, sign: str
) -> None:
    ground = "fabrication" if sign == "fabrication" else "violence_threat"
    story.observed(sign).flagged(**POLICE)
    assert abnormal.why_not_police(story.complaint, ground) is not None, "not yet decided"
    story.judged()
    assert "保全" in str(abnormal.why_not_police(story.complaint, ground))
    c = story.does("hold", "lex", reason="保全").complaint
    assert abnormal.why_not_police(c, ground) is None
    assert abnormal.why_not_police(c, "repeat_buyer") is not None
    other = "violence_threat" if ground == "fabrication" else "fabrication"
    assert abnormal.why_not_police(c, other) is not None


def test_a_sign_without_its_line_makes_no_bundle(story: Conduct) -> None:
    c = story.observed("fabrication", line=None).flagged().judged().does("hold", "lex", reason="保全").complaint
    assert "证据包" in str(abnormal.why_not_police(c))


def test_a_proposal_is_upheld_and_a_measure_stands_so_that_nobody_ticks_the_opposite(story: Conduct) -> None:
    story.observed().flagged()
    assert story.cannot("judge", "bob", flag=1, decision="stands", words="x").field == "decision"
    story.judged().warned().restricted().does("appeal", "complainant", words="不公平")
    assert story.cannot("judge", "lex", appeal=1, decision="not_upheld", words="x").field == "decision"


@pytest.mark.row("M40")
def test_a_review_that_is_due_comes_to_those_who_decide_unless_it_was_reviewed(story: Conduct, office: Office) -> None:
    story.observed().flagged().judged().warned().restricted()
    run_due(story.at + timedelta(days=5))
    assert not Alarm.objects.filter(kind="RestrictionReviewDue").exists()
    run_due(story.at + timedelta(days=8))
    assert Alarm.objects.filter(kind="RestrictionReviewDue", account=office.bob).exists()


def test_how_long_an_arrangement_may_stand_is_said_by_the_houses_pack() -> None:
    policy = SimpleNamespace(rules=lambda _: ())
    assert restriction.longest(policy) == (restriction.MOST_DAYS, restriction.MOST_DAYS_TO_REVIEW)  # type: ignore[arg-type]
    said = SimpleNamespace(id="contact_arrangement", amounts=[SimpleNamespace(what="days", value="30")])
    assert restriction.longest(SimpleNamespace(rules=lambda _: (said,))).days == 30  # type: ignore[arg-type]
