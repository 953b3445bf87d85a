"""Rights, clocks, safety and lawful refunds under an arrangement of contact, and the one way to the police, attacked (M40)."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wenguo
from tests.conduct_stories import Conduct
from tests.stories import T0, Office
from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.folding import take
from wenguo.line import Line, read
from wenguo.models import Alarm
from wenguo.reactions.work import run_due
from wenguo.rules import abnormal, conduct, parties
from wenguo.rules.permissions import ROLES
from wenguo.verbs import Refused

REF = e.Ref(id="m1", fp="0" * 64)
DEMANDS = [{"remedy": "RM03", "words": "退款", "amount_fen": 40_000}]
CONDUCTS = frozenset("Observed Flagged Judged Warned Restricted Lifted Appealed".split())

# What two complaints go through, the one with an arrangement that leaves only letters, the other without: the
# complainant by the very ways it leaves out, danger, a refund the law gives, time limits, dispute, review.
LIFE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("hear", "ann", {"words": "我再说一遍", "way": "phone", "new_facts": True}),
    ("chase", "complainant", {"way": "phone"}),
    ("hear", "ann", {"words": "机器冒烟，怕着火", "way": "face"}),
    ("bring_in", "ann", {"kind": "rescue", "body": "119", "question": "冒烟", "danger": True}),
    ("reach", "ann", {"reached": True, "way": "phone", "result": "人没事"}),
    ("investigate", "ann", {"finding": "主板短路", "basis": "检测", "standard": "established", "holds": ["our_fault"]}),
    ("lapse", "clock", {}),
    ("offer", "ann", {"remedy": "RM03", "basis": "三包退货", "amount_fen": 40_000, "demand": 1}),
    ("approve", "bob", {"what": "offer:1"}),
    ("agree", "ann", {"offer": 1, "how": "recording", "proof": "录音"}),
    ("redress", "ann", {"offer": 1, "how": "transfer", "proof": "流水 1", "amount_fen": 40_000}),
    ("answer", "ann", {"words": "退款已办", "way": "letter", "decisions": [{"demand": 1, "decision": "support"}]}),
    ("dispute", "complainant", {"words": "还要换货"}),
    ("ask_review", "complainant", {"words": "请核查"}),
    ("review", "qi", {"outcome": "upheld", "words": "维持"}),
    ("lapse", "clock", {}),
    ("rate", "complainant", {"handling": 1}),
)


def _lived(office: Office, *, arranged: bool) -> tuple[Conduct, list[str]]:
    """The same life, with or without an arrangement; and what was refused on the way, with its words."""
    s = Conduct(office).recorded(demands=DEMANDS, causes=("RS0201",))
    if arranged:
        s.observed().flagged().judged().warned().restricted(ways=["letter"])
    s.moves_to(T0 + timedelta(hours=6))
    outcomes = []
    for word, by, fields in LIFE:
        try:
            s.does(word, by, **fields)
            outcomes.append(word)
        except (Refused, ValueError) as error:
            outcomes.append(f"{word}: {getattr(error, 'text', error)}")
        s.later(hours=20)
    return s, outcomes


@pytest.mark.row("M40")
def test_two_complaints_with_and_without_an_arrangement_go_through_the_very_same_life(office: Office) -> None:
    (one, done), (other, did) = _lived(office, arranged=True), _lived(office, arranged=False)
    assert done == did
    assert [word for word in done if ":" in word] == [], "and none of it was refused"

    def story(s: Conduct) -> list[tuple[str, str, str]]:
        lines = [read(text) for text in s.texts]
        return [
            (type(line.event).__name__, line.by, line.at.isoformat())
            for line in lines
            if type(line.event).__name__ not in CONDUCTS
        ]

    assert story(one) == story(other)
    a, b = one.complaint, other.complaint
    for name in ("clocks", "stage", "severity", "outcome"):
        assert getattr(a, name) == getattr(b, name), name
    assert [(x.state, x.given_fen) for x in a.offers] == [(x.state, x.given_fen) for x in b.offers]
    run_due(one.at)
    kinds = [
        sorted(Alarm.objects.filter(complaint=s.row.pk).exclude(kind__in=CONDUCTS).values_list("kind", "account_id"))
        for s in (one, other)
    ]
    assert [k for k in kinds[0] if "Restriction" not in k[0]] == kinds[1]


# The only modules that may ask whether an arrangement stands: its own rules, its own verbs, and the screens that show it.
MAY_ASK = frozenset(
    "rules/restriction rules/likely verbs/restrict verbs/judge verbs/lift verbs/_conduct verbs/appeal folding/conduct "
    "complaint/__init__ reactions/alarmed reactions/review_due queries/conduct_seen pages/forms_arranged pages/forms_conduct "
    "faces/web/complaint/conduct faces/web/complaint/proposals faces/portal/arranged".split()
)


@pytest.mark.row("M40")
def test_nothing_else_of_the_program_even_asks_whether_an_arrangement_stands() -> None:
    root = Path(wenguo.__file__).parent
    asking = set()
    for path in root.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "restrictions" in text or "standing_at" in text:
            names = {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
            if names & {"restrictions", "standing_at"}:
                asking.add(path.relative_to(root).with_suffix("").as_posix())
    assert asking <= MAY_ASK


@st.composite
def accused(draw: st.DrawFn) -> Complaint:
    """Any record of conduct: signs with and without a line, erased quotes, proposals decided any way, appeals, a hold."""
    c = Complaint(number="WG26-000001-9", stage="received", unit=1, owner=1)
    events: list[e.Event] = []
    for n in range(draw(st.integers(0, 4))):
        codes = sorted({*abnormal.SIGNS, *abnormal.COUNTERS})
        sign = draw(st.one_of(st.sampled_from(["fabrication", "threat_person"]), st.sampled_from(codes)))
        quote = e.Ref(id=f"q{n}", fp="0" * 64)
        line = draw(st.sampled_from([None, 1]))
        events.append(e.Observed(sign=sign, quote=quote, counter=sign in abnormal.COUNTERS, line=line))
    observed = len(events)
    flags = draw(st.integers(0, 3)) if observed else 0
    for n in range(1, flags + 1):
        signs = tuple(draw(st.lists(st.integers(1, observed), min_size=1, max_size=3, unique=True)))
        events.append(e.Flagged(flag=n, conduct="behaviour", signs=signs, words=REF, considered=REF))
        decision = draw(st.sampled_from(["", "upheld", "upheld", "not_upheld", "more_facts"]))
        if decision:
            events.append(e.Judged(of="flag", flag=n, decision=decision, words=REF))
            fell = draw(st.sampled_from(["", "", "stands", "falls"]))
            if fell:
                number = sum(isinstance(one, e.Appealed) for one in events) + 1
                events += [
                    e.Appealed(appeal=number, flag=n, restriction=None, words=REF),
                    e.Judged(of="appeal", flag=n, decision=fell, words=REF, appeal=number),
                ]
    for event in events:
        number = c.length + 1
        take(c, Line(number=c.number, position=number, at=T0, by="account:1", via="web", event=event, prev=c.head))
    c.held = draw(st.sampled_from([True, True, False]))
    c.erased = set(draw(st.sampled_from([(), (), ("q0",)])))
    return c


@pytest.mark.row("M40")
@given(
    c=accused(),
    kind=st.sampled_from(["police", "procuratorate"]),
    held=st.sets(st.sampled_from(sorted({*ROLES, "owner", "complainant", "asked", "speaker"})), max_size=4),
    about=st.sampled_from(["conduct", "outsider", "accident"]),
)
@settings(max_examples=250, deadline=None)
def test_the_way_to_police_and_procuratorate_opens_by_fabrication_or_a_threat_and_by_legal_alone(
    c: Complaint, kind: str, held: set[str], about: str
) -> None:
    opened = parties.may_not(kind, frozenset(held), c, danger=False, about=about) is None
    if not opened:
        return
    if about != "conduct":
        assert kind == "police"
        assert held & {"legal", "head"}
        assert not c.flags, "no way around the decision about conduct"
        assert all(one.counter for one in c.observations)
        return
    assert "legal" in held
    assert c.held
    fell = {one.flag for one in c.appeals if one.decision == "falls"}
    carrying = [
        c.observations[n - 1] for flag in c.flags if flag.state == "upheld" and flag.id not in fell for n in flag.signs
    ]
    assert any(
        one.sign in {"fabrication", "threat_person"} and one.line is not None and one.quote.id not in c.erased
        for one in carrying
    )


def test_the_search_above_does_find_ways_that_open(office: Office) -> None:
    s = Conduct(office).recorded().observed("fabrication").flagged().judged().does("hold", "lex", reason="保全")
    s.does("bring_in", "lex", kind="police", body="派出所", question="材料与原件不符")
    s = Conduct(office).recorded().observed("fabrication").flagged().judged().warned().restricted()
    s.does("appeal", "complainant", words="那是你们的标签").does(
        "judge", "lex", appeal=1, decision="falls", words="确有误"
    )
    s.does("hold", "lex", reason="保全")
    asked: dict[str, Any] = {"kind": "police", "body": "派出所", "question": "材料与原件不符"}
    assert s.cannot("bring_in", "lex", **asked).code == "permission", "what fell on appeal carries nothing"


def test_a_sign_rests_on_a_line_in_which_something_stands(office: Office) -> None:
    s = Conduct(office).recorded().acknowledged()
    clock = s.happened.index("ClockStarted") + 1
    assert s.cannot("observe", sign="deceit", quote="前后不一", line=clock).field == "line"
    s.observed("deceit")
    own = len(s.happened)
    assert s.cannot("observe", sign="deceit", quote="前后不一", line=own).field == "line", "a sign proves no sign"


@pytest.mark.row("M02")
def test_an_appraisal_that_we_sought_and_they_declined_shows_by_itself_until_they_agree(office: Office) -> None:
    told: dict[str, Any] = {"told": "送检期间暂停计时", "way": "phone"}
    sought: dict[str, Any] = {"kind": "appraisal", "body": "检测站", "question": "焊缝是否原有", **told}
    s = Conduct(office).recorded().does("bring_in", **sought)
    s.does("conclude", party=1, outcome="they_refused", words="不愿意交出样品")

    def shown() -> list[tuple[str, int | None, int | None]]:
        lines = [read(text) for text in s.texts]
        return [(one.code, one.also, one.line) for one in conduct.signs(s.complaint, lines)]

    names = s.happened
    assert shown() == [("refuses_appraisal", names.index("BroughtIn") + 1, names.index("Concluded") + 1)]
    s.does("bring_in", **sought).does("conclude", party=2, outcome="finding", words="焊缝为原有")
    assert shown() == [], "they agreed after all"
    other = Conduct(office).recorded().does("bring_in", **{**sought, "asked_by": "complainant"})
    other.does("conclude", party=1, outcome="they_refused", words="不做了")
    assert conduct.signs(other.complaint, [read(text) for text in other.texts]) == [], "their own wish, given up"
