"""Fair to both: no finding against a person who was not told and heard, and nobody decides who has an interest (M13)."""

from __future__ import annotations

import contextlib
import random
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stories import T0, Office, Story
from wenguo.line import read
from wenguo.models import Account
from wenguo.rules import fairness
from wenguo.rules.fairness import CLEARS, STANDARDS, STEPS
from wenguo.rules.lifecycle import DECIDING
from wenguo.rules.permissions import Actor, why_not
from wenguo.verbs import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
EVERY = ("handler", "head", "approver", "quality", "legal")
AGAINST: dict[str, Any] = {"finding": "当天没有按规定接待", "standard": "established", "evidence": ["line:1"]}


def named(story: Story) -> Story:
    """A complaint about tom, who looks after none of it."""
    return story.recorded("柜台的人对我吼", concerned=[story.office.tom.pk])


def against(story: Story, name: str = "tom") -> list[str]:
    return [f"account:{story.office.people[name].pk}"]


def free(story: Story, by: str = "ann") -> Story:
    return story.does("declare", by, interest=False)


def test_every_step_says_in_both_languages_what_is_missing_and_where_it_comes_from() -> None:
    for step in STEPS:
        assert all(text.zh and text.en for text in (step.name, step.missing, step.source))
    assert set(CLEARS) < set(STANDARDS)


@pytest.mark.row("M13")
def test_a_finding_against_a_person_waits_for_each_step_in_turn(story: Story) -> None:
    tom = named(story).office.tom.pk
    no = story.cannot("investigate", **AGAINST, against=against(story))
    assert "告知" in no.text.zh
    assert "听取" in no.text.zh
    assert "声明" in no.text.zh
    free(story).does("tell", account=tom, words="有客人反映您吼了他")
    assert story.cannot("investigate", **AGAINST, against=against(story)).text.zh.count("；") == 0
    story.does("hear", "tom", who="employee", words="当时很吵，我提高了声音")
    bare: dict[str, Any] = {"finding": "提高了声音", "against": against(story)}
    assert story.cannot("investigate", **bare, standard="probable").field == "evidence"
    assert story.cannot("investigate", **bare, evidence=["line:2"]).field == "standard"
    story.does("investigate", **AGAINST, against=against(story))
    found = story.complaint.findings[0]
    assert (found.standard, found.against, found.evidence) == ("established", tuple(against(story)), ("line:1",))


def test_what_was_said_before_the_telling_is_no_hearing(story: Story) -> None:
    tom = named(story).office.tom.pk
    free(story).does("hear", who="employee", account=tom, words="我没吼").does("tell", account=tom)
    assert "听取" in story.cannot("investigate", **AGAINST, against=against(story)).text.zh


def test_who_cannot_be_reached_is_sought_on_different_days_first(story: Story) -> None:
    tom = named(story).office.tom.pk
    free(story)
    for _ in range(3):
        story.does("tell", account=tom, way="phone", arrived=False)
    story.cannot("investigate", **AGAINST, against=against(story))
    story.later(days=1).does("tell", account=tom, way="phone", arrived=False)
    assert story.does("investigate", **AGAINST, against=against(story)).complaint.findings


def test_to_clear_a_person_one_need_not_trouble_them(story: Story) -> None:
    free(named(story)).does("investigate", **{**AGAINST, "standard": "refuted"}, against=against(story))
    assert story.complaint.findings[0].standard == "refuted"


def test_a_finding_on_facts_goes_on_as_before(story: Story) -> None:
    assert named(story).investigated().complaint.findings[0].against == ()


def test_a_person_without_an_account_is_named_told_and_heard_by_number(story: Story) -> None:
    free(story.recorded()).does("involve", role="employee", who={"name": "外包保安小李"})
    fields = {**AGAINST, "against": ["person:1"]}
    story.cannot("investigate", **fields)
    story.does("tell", person=1, way="phone").does("hear", who="employee", person=1, words="我只是请他排队")
    assert story.does("investigate", **fields).complaint.findings[0].against == ("person:1",)
    assert story.cannot("investigate", **{**AGAINST, "against": ["person:2"]}).field == "against"
    assert story.cannot("tell", person=9).field == "person"


def test_evidence_must_be_on_record(story: Story) -> None:
    story.recorded()
    for proof in ("e99", "line:999", "听说的"):
        assert story.cannot("investigate", finding="x", evidence=[proof]).field == "evidence"


@pytest.mark.row("M13")
def test_a_declared_interest_closes_deciding_and_the_head_is_offered_it(story: Story) -> None:
    story.recorded().does("declare", interest=True, ground="relative", words="投诉人是我表哥")
    c = story.complaint
    assert c.hand_over is not None
    assert c.hand_over.to == story.office.bob.pk
    for verb in ("investigate", "assess"):
        assert story.cannot(verb, **({"finding": "x"} if verb == "investigate" else {})).code == "permission"
    assert story.cannot("declare", interest=False).field == "interest"
    story.taken_over("bob").investigated("bob")
    assert story.cannot("take_over").text.en
    assert (
        story.does("declare", "bob", interest=False, account=story.office.ann.pk).complaint.interested() == frozenset()
    )


@pytest.mark.parametrize("verb", sorted(DECIDING))
def test_no_deciding_verb_is_open_to_an_interest(story: Story, verb: str) -> None:
    ann = story.recorded().does("declare", interest=True, ground="money").office.ann.pk
    every = frozenset({"handler", "head", "approver", "quality", "legal", "administrator"})
    assert why_not(verb, Actor(ref=f"account:{ann}", account=ann, roles=every), story.complaint) is not None


@pytest.mark.row("M13")
def test_nobody_investigates_or_reviews_the_head_of_their_own_unit(story: Story) -> None:
    story.recorded("主任自己态度不好", concerned=[story.office.bob.pk])
    assert "负责人" in story.cannot("investigate", "ann", finding="属实").text.zh
    story.investigated("qi").answered().review_asked()
    assert story.reviewed("qi" if "account:" + str(story.office.qi.pk) not in story.complaint.investigators else "dan")


@pytest.mark.row("M13")
def test_no_run_of_acts_leads_to_a_finding_against_an_unheard_person(office: Office) -> None:
    office.new_person("leo", "sec", "handler")
    made: dict[str, int] = {}

    @settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.integers(0, 10**6))
    def run(seed: int) -> None:
        chance = random.Random(seed)
        story = named(Story(office)).does("involve", role="employee", who={"name": "保安"})
        story.does("involve", role="witness", account=office.leo.pk).does("declare", "bob", interest=False)
        for _ in range(40):
            if chance.random() < 0.05:  # an employee leaves, or comes back
                Account.objects.filter(pk=office.leo.pk).update(is_active=chance.random() < 0.3)
            word, by, fields = _an_act(story, chance)
            with contextlib.suppress(Refused):
                story.later(hours=chance.choice((0, 0, 30))).does(word, by, **fields)
        Account.objects.filter(pk=office.leo.pk).update(is_active=True)
        for kind in _unfair(story):
            made[kind] = made.get(kind, 0) + 1

    run()
    assert made.get("against", 0) > 10, made
    assert made.get("cleared"), made
    assert made.get("after a reopening"), made


def _an_act(story: Story, chance: random.Random) -> tuple[str, str, dict[str, Any]]:
    """Any act that has to do with it, by anybody, on anybody; refused or not."""
    office = story.office
    who: dict[str, int] = chance.choice([{"account": office.tom.pk}, {"account": office.leo.pk}, {"person": 1}])
    kind, number = next(iter(who.items()))
    by = chance.choice(["ann", "ann", "ann", "bob", "bob", "tom", "leo", "qi", "lex"])
    finding = {
        "finding": "f",
        "against": [f"{kind}:{number}"],
        "standard": chance.choice(list(STANDARDS)),
        "evidence": chance.choice([["line:1"], ["line:1"], ["line:1"], []]),
    }
    found: list[tuple[str, str, dict[str, Any]]] = [
        ("tell", by, {**who, "arrived": chance.random() < 0.6}),
        ("tell", by, {**who, "arrived": True}),
        ("hear", by, {**who, "who": "employee", "words": "我的说法"}),
        ("hear", by, {"who": "employee", "words": "我自己的说法"}),
        (
            "ask",
            by,
            {"to": "colleague", "account": number if kind == "account" else office.tom.pk, "words": "当时怎样？"},
        ),
        ("declare", by, {"interest": False}),
        ("investigate", by, finding),
        ("investigate", by, finding),
        ("investigate", by, finding),
        ("answer", by, {"words": "答复", "rule": "规定第三条"}),
        ("close", by, {"outcome": "OC01"}),
        ("reopen", by, {"reason": "新材料"}),
        ("correct", by, {"field": "words", "words": "其实是另一回事"}),
        ("hand_over", by, {"to": chance.choice([office.bob.pk, office.ann.pk, office.leo.pk, office.tom.pk])}),
        ("take_over", by, {}),
        ("assess", by, {"concerned": chance.choice([[office.tom.pk], [office.leo.pk], []])}),
        ("involve", by, {"role": "employee", "account": chance.choice([office.leo.pk, office.eve.pk])}),
        ("dispute", "complainant", {"words": "不认可"}),
    ]
    often, seldom = (
        {"tell": 4, "hear": 4, "investigate": 4},
        {"correct": 0.2, "reopen": 0.4, "close": 0.4, "declare": 0.6},
    )
    weights = [often.get(word, seldom.get(word, 1.0)) for word, _, _ in found]
    return chance.choices(found, weights)[0]


def _unfair(story: Story) -> list[str]:
    """Reads the log itself, line by line, and fails at the first finding that is not fair; says what it saw."""
    told: dict[str, int] = {}
    heard: dict[str, int] = {}
    days: dict[str, set[date]] = {}
    vain: dict[str, set[date]] = {}
    free: dict[str, bool] = {}
    seen, again = [], False
    for text in story.texts:
        line = read(text)
        event: Any = line.event
        name, day = type(event).__name__, line.at.astimezone(SHANGHAI).date()
        subject = next((f"{kind}:{n}" for kind in ("account", "person") if (n := getattr(event, kind, None))), line.by)
        if name == "Reopened" or (name == "Corrected" and event.field == "words"):
            told, heard, days, vain, again = {}, {}, {}, {}, True  # said anew: told and heard anew
        elif name in {"Told", "NotTold", "Asked"}:
            days.setdefault(subject, set()).add(day)
            if name == "Told":
                told.setdefault(subject, line.position)
            elif name == "NotTold":
                vain.setdefault(subject, set()).add(day)
        elif name == "Heard" and told.get(subject, line.position) < line.position:
            heard[subject] = line.position
        elif name == "Declared":
            free[f"account:{event.account}"] = not event.interest
        elif name == "Investigated":
            for one in event.against:
                assert event.standard in STANDARDS
                assert event.evidence
                assert free.get(line.by), "whoever finds it has declared no interest"
                assert line.by != one, "nobody finds anything on themselves"
                if event.standard not in CLEARS:
                    was_told = one in told or len(vain.get(one, ())) >= 2
                    assert was_told, (one, line.position)
                    assert one in heard or len(days.get(one, ())) >= 2, (one, line.position)
                seen += [
                    "cleared" if event.standard in CLEARS else "against",
                    *(["after a reopening"] if again else []),
                ]
    return seen


@pytest.mark.row("M13")
def test_what_is_said_anew_is_told_and_heard_anew(story: Story) -> None:
    tom = named(story).office.tom.pk
    free(story).does("tell", account=tom).does("hear", "tom", who="employee", words="我声音大")
    story.does("investigate", **AGAINST, against=against(story))
    story.does("correct", field="words", words="不是吼，是打了我一下")
    assert "告知" in story.cannot("investigate", **AGAINST, against=against(story)).text.zh
    story.does("tell", account=tom)
    assert "听取" in story.cannot("investigate", **AGAINST, against=against(story)).text.zh
    story.does("hear", "tom", who="employee", words="没有").does("investigate", **AGAINST, against=against(story))
    story.answered(rule="规定").closed().reopened()
    assert "告知" in story.cannot("investigate", **AGAINST, against=against(story)).text.zh


@pytest.mark.row("M13")
def test_who_was_only_asked_questions_was_not_told(story: Story) -> None:
    tom = free(named(story)).office.tom.pk
    for _ in range(2):
        story.does("ask", to="colleague", account=tom, words="当天您在柜台吗？").later(days=1)
    no = story.cannot("investigate", **AGAINST, against=against(story))
    assert "告知" in no.text.zh
    assert "听取" not in no.text.zh


@pytest.mark.row("M13")
def test_who_left_is_sought_like_anybody_and_not_judged_unheard(story: Story) -> None:
    tom = free(named(story)).office.tom.pk
    Account.objects.filter(pk=tom).update(is_active=False)
    story.cannot("investigate", **AGAINST, against=against(story))
    story.does("tell", account=tom, way="letter", arrived=False).later(days=1)
    story.does("tell", account=tom, way="letter", arrived=False)
    assert story.does("investigate", **AGAINST, against=against(story)).complaint.findings


# -- conflict of interest, path by path ----------------------------------------------------------------------------------


@pytest.mark.row("M13")
@pytest.mark.parametrize("role", ["employee", "witness", "representative", "other"])
def test_nobody_who_is_part_of_the_matter_investigates_or_reviews_it(story: Story, role: str) -> None:
    story.recorded("有人吼我", by="bob").does("involve", "bob", role=role, account=story.office.ann.pk)
    story.cannot("investigate", "ann", finding="我没有错")
    story.investigated("bob").answered("bob").review_asked()
    story.office.new_person("rev", "main", "quality", "legal", "approver", "head")
    assert story.cannot("review", "ann", outcome="upheld", words="维持")
    assert story.reviewed("rev").complaint.stage == "reviewed"


PATHS: dict[str, dict[str, Any]] = {
    "investigate": {"finding": "属实"},
    "review": {"outcome": "upheld", "words": "维持"},
    "approve": {},
    "reject": {"reason": "再改"},
    "submit": {"words": "拟答复"},
    "answer": {"words": "答复"},
    "offer": {"remedy": "RM03", "basis": "标准"},
    "decline": {"ground": "house_not_ours", "words": "不受理", "way": "letter"},
    "withhold": {"what": "x", "ground": "privacy", "words": "x"},
    "take_over": {},
    "take_back": {},
    "assess": {"severity": "T2"},
    "close": {"outcome": "OC01"},
}


@pytest.mark.row("M13")
@pytest.mark.parametrize("why", ["concerned", "interested"])
@pytest.mark.parametrize("verb", sorted(PATHS))
def test_who_is_complained_of_or_has_an_interest_is_refused_on_every_path(office: Office, verb: str, why: str) -> None:
    zoe = office.new_person("zoe", "sec", *EVERY)
    story = Story(office).recorded(by="bob", concerned=[zoe.pk] if why == "concerned" else [])
    if why == "interested":
        story.does("declare", "zoe", interest=True, ground="money")
    story.cannot(verb, "zoe", **PATHS[verb])
    assert story.cannot("hand_over", "bob", to=zoe.pk).field == "to"


@pytest.mark.row("M13")
def test_a_deputy_who_must_avoid_it_is_passed_by(office: Office) -> None:
    zoe, eve = office.new_person("zoe", "sec", "handler"), office.eve
    Account.objects.filter(pk=eve.pk).update(deputy=zoe.pk, away_from=T0, away_until=T0 + timedelta(days=9))
    story = Story(office).recorded(by="bob").does("declare", "zoe", interest=True, ground="relative")
    story.does("hand_over", "bob", to=eve.pk)
    waits = story.complaint.hand_over
    assert waits is not None
    assert waits.to != zoe.pk


@pytest.mark.row("M13")
def test_of_the_head_nobody_below_them_finds_or_reviews_anything_by_whatever_way_it_came_to_them(
    office: Office,
) -> None:
    story = Story(office).recorded("主任态度不好", by="eve", concerned=[office.bob.pk])
    story.handed_over("ann", "eve").taken_over("ann")
    assert "负责人" in story.cannot("investigate", "ann", finding="属实").text.zh
    assert story.cannot("investigate", "bob", finding="不属实").code == "permission"
    story.investigated("qi").answered("ann").review_asked()
    office.new_person("zoe", "sec", *EVERY)
    assert "负责人" in story.cannot("review", "zoe", outcome="upheld", words="维持").text.zh
    for judged in ("qi", "ann"):
        story.cannot("review", judged, outcome="upheld", words="维持")
    assert story.reviewed("lex").complaint.stage == "reviewed"


def test_a_pack_cannot_do_away_with_the_hearing() -> None:
    class Policyless:
        hearing_attempts = 0

    assert fairness.attempts_needed(Policyless()) == 1  # type: ignore[arg-type]
