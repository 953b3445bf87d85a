"""Whatever permitted things people do, in whatever order: the log proves, the row is the fold, somebody owns it."""

from __future__ import annotations

import hmac
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.stories import PEOPLE, T0, Office, Story
from wenguo import models
from wenguo.complaint import Complaint
from wenguo.folding import fold
from wenguo.line import FIRST, digest, read, write
from wenguo.models.complaint import COLUMNS, drawn
from wenguo.models.kept import fingerprint
from wenguo.perform import perform
from wenguo.queries import office as facts
from wenguo.rules.lifecycle import DECIDING, is_open_to, may_lead, open_verbs
from wenguo.rules.major import CODES
from wenguo.rules.permissions import Actor, sees, why_not
from wenguo.ticking import tick
from wenguo.verbs import VERBS, Record, Refused

PLANTED = ("王小明", "13812345678", "上海市静安区", "wang@example.cn", "31010119900101123X", "压缩机太吵", "私下说的话")
CONTACT = {"name": PLANTED[0], "phone": PLANTED[1], "address": PLANTED[2], "email": PLANTED[3], "identity": PLANTED[4]}
SAID = f"{PLANTED[5]}，我是{PLANTED[0]}，电话{PLANTED[1]}，{PLANTED[6]}"
WAYS = ("phone", "sms", "letter", "email")
ACTORS = (*PEOPLE, "complainant", "clock", "advice")
MAJOR = tuple(CODES)
FOREVER = ("bob", "dan")  # heads, who are not disabled: somebody must be there to receive

ONWARD = frozenset(
    "investigate submit approve reject answer accept dispute ask_review review close erase extend resume".split()
)

type Filler = Callable[[random.Random, Complaint, Story], dict[str, Any]]


def _someone(rng: random.Random, story: Story) -> int:
    return int(rng.choice(list(story.office.people.values())).pk)


def _a_clock(rng: random.Random, c: Complaint) -> int:
    return rng.randint(1, max(1, len(c.clocks)))


def _line(rng: random.Random, positions: list[int]) -> int:
    return rng.choice(positions or [1])


def _item(rng: random.Random, c: Complaint) -> str:
    files = [ref for ref in c.refs if ref.startswith("e")]
    return rng.choice([*(f"t{one.id}" for one in c.things), *files] or ["t1"])


def _begun(rng: random.Random, c: Complaint, story: Story) -> dict[str, Any]:
    """What a new complaint may bring."""
    given: dict[str, Any] = {"words": SAID, "unit": rng.choice([story.office.sec.pk, story.office.car.pk])}
    given["complainant"] = CONTACT
    if rng.random() < 0.4:
        given["demands"] = [{"remedy": "RM03", "amount_fen": 100, "words": SAID}, {"remedy": "RM99"}]
    if rng.random() < 0.3:
        given["concerned"] = [_someone(rng, story)]
    if rng.random() < 0.2:
        given |= {"referrer": "12386", "consent": SAID, "authority": SAID, "subject": SAID}
    return given


def _assessed(rng: random.Random, c: Complaint, story: Story) -> dict[str, Any]:
    given: dict[str, Any] = {"complexity": rng.choice(["simple", "complex"])}
    if rng.random() < 0.2:
        given["concerned"] = [_someone(rng, story)]
    if rng.random() < 0.2:
        given |= {"demands": [{"remedy": "RM05", "words": SAID}], "tags": ["quality"]}
    return given


# word → what is filled in beside nothing
FILLERS: dict[str, Filler] = {
    "record": _begun,
    "settle": lambda rng, c, s: {**_begun(rng, c, s), "answer": SAID},
    "acknowledge": lambda rng, c, s: {"way": rng.choice(WAYS), "words": SAID, "address": PLANTED[2]},
    "assess": _assessed,
    "decline": lambda rng, c, s: {"ground": "house_not_ours", "words": SAID, "way": "letter"},
    "hand_over": lambda rng, c, s: {"to": _someone(rng, s), "reason": SAID},
    "turn_back": lambda rng, c, s: {"reason": SAID},
    "take_back": lambda rng, c, s: {},
    "devolve": lambda rng, c, s: {"why": rng.choice(["left", "absent", "avoid"])},
    "join": lambda rng, c, s: {"group": rng.randrange(1, 4), "role": rng.choice(["member", "representative"])},
    "leave": lambda rng, c, s: {"reason": rng.choice(["not_this_matter", "own_wish"])},
    "consent": lambda rng, c, s: {"what": rng.choice(["represent", "settle"]), "agreed": rng.random() < 0.5, "words": "我同意"},
    "protect": lambda rng, c, s: {"contact": "insult", "quote": "骂了四次", "steps": ["end_call"]},
    "follow": lambda rng, c, s: {"stopped": rng.random() < 0.5},
    "ask": lambda rng, c, s: {"words": SAID, "to": "colleague", "account": _someone(rng, s)},
    "hear": lambda rng, c, s: {"words": SAID, "new_facts": rng.random() < 0.3},
    "enclose": lambda rng, c, s: {"words": SAID},
    "deposit": lambda rng, c, s: {"description": SAID, "place": SAID, "giver": CONTACT},
    "describe": lambda rng, c, s: {
        "item": _item(rng, c), "heading": SAID, "stated": [{"fact": "who_said", "words": SAID}],
        **rng.choice([{}, {"kind": "sound", "consent": "oral", "consent_words": SAID, "listeners": ["legal"]}]),
    },
    "move": lambda rng, c, s: {
        "item": _item(rng, c), "act": rng.choice(["handed", "copied", "returned", "stored", "destroyed"]),
        "to": CONTACT, "place": SAID, "reason": SAID,
    },
    "inform": lambda rng, c, s: {"words": SAID, "way": rng.choice(WAYS)},
    "reach": lambda rng, c, s: {"reached": rng.random() < 0.3, "result": SAID},
    "attest": lambda rng, c, s: {"notice": _line(rng, [n.position for n in c.notices]), "delivered": True, "proof": SAID},
    "promise": lambda rng, c, s: {"what": SAID, "due_at": s.at + timedelta(hours=rng.randint(1, 100))},
    "keep": lambda rng, c, s: {"promise": rng.randint(1, max(1, len(c.promises))), "words": SAID},
    "investigate": lambda rng, c, s: {"finding": SAID, "basis": SAID},
    "involve": lambda rng, c, s: {"role": "witness", "who": CONTACT},
    "tell": lambda rng, c, s: {"person": 1, "words": SAID, "arrived": rng.random() < 0.6},
    "declare": lambda rng, c, s: {"interest": False, "words": SAID},
    "clarify": lambda rng, c, s: {"claim": SAID, "fact": SAID, "proof": ["line:1"]},
    "withhold": lambda rng, c, s: {"what": SAID, "ground": "privacy", "words": SAID},
    "observe": lambda rng, c, s: {"sign": rng.choice(["attrition", "threat_person", "receipt"]), "quote": SAID, "line": 1},
    "flag": lambda rng, c, s: {
        "conduct": "behaviour", "signs": [_line(rng, [one.id for one in c.observations])], "words": SAID, "considered": SAID,
        **({"purpose": SAID, "purpose_for": SAID, "purpose_against": SAID} if rng.random() < 0.3 else {}),
    },
    "judge": lambda rng, c, s: {
        **rng.choice([
            {"flag": 1, "decision": rng.choice(["upheld", "upheld", "not_upheld", "more_facts"])},
            {"appeal": 1, "decision": rng.choice(["stands", "falls", "more_facts"])},
            {"restriction": 1, "decision": rng.choice(["stands", "falls"])},
        ]), "words": SAID,
    },
    "warn": lambda rng, c, s: {"flag": _line(rng, [one.id for one in c.flags]), "words": SAID, "way": "letter"},
    "restrict": lambda rng, c, s: {
        "flag": _line(rng, [one.id for one in c.flags]), "ways": ["letter"], "words": SAID, "appeal": SAID, "way": "letter",
        "until_date": s.at.date() + timedelta(days=9), "review_date": s.at.date() + timedelta(days=3), "hours": SAID,
        "contact": _someone(rng, s), **({"unwarned": SAID} if rng.random() < 0.5 else {}),
    },
    "lift": lambda rng, c, s: {"restriction": _line(rng, [one.id for one in c.restrictions]), "words": SAID},
    "appeal": lambda rng, c, s: {"words": SAID},
    "offer": lambda rng, c, s: {"remedy": "RM03", "basis": SAID, "words": SAID, "amount_fen": 5000},
    "submit": lambda rng, c, s: {
        "words": SAID,
        "decisions": [{"demand": one.id, "decision": "part", "basis": SAID} for one in c.demands],
    },
    "agree": lambda rng, c, s: {"offer": rng.randint(1, 2), "how": "recording", "proof": SAID, "words": SAID},
    "turn_down": lambda rng, c, s: {"offer": rng.randint(1, 2), "words": SAID},
    "redress": lambda rng, c, s: {"offer": rng.randint(1, 2), "how": "transfer", "proof": SAID},
    "approve": lambda rng, c, s: {"what": rng.choice(["answer", "offer:1"]), "words": SAID},
    "reject": lambda rng, c, s: {"what": rng.choice(["answer", "offer:1"]), "reason": SAID},
    "answer": lambda rng, c, s: {
        "words": SAID,
        "decisions": [{"demand": one.id, "decision": "part", "basis": SAID} for one in c.demands],
    },
    "accept": lambda rng, c, s: {"how": rng.choice(["portal", "signature"]), "proof": SAID},
    "dispute": lambda rng, c, s: {"words": SAID},
    "ask_review": lambda rng, c, s: {"words": SAID},
    "review": lambda rng, c, s: {"outcome": rng.choice(["upheld", "changed"]), "words": SAID},
    "extend": lambda rng, c, s: {
        "clock": _a_clock(rng, c), "reason": SAID, "told": SAID, "way": "letter", "approver": s.office.dan.pk,
    },
    "pause": lambda rng, c, s: {"clock": _a_clock(rng, c), "ground": "appraisal", "reason": SAID, "way": "phone"},
    "resume": lambda rng, c, s: {"clock": _a_clock(rng, c)},
    "chase": lambda rng, c, s: {"words": SAID},
    "request": lambda rng, c, s: {"unit": rng.choice([s.office.car.pk, s.office.sec.pk]), "what": SAID},
    "deliver": lambda rng, c, s: {"part": rng.randint(1, max(1, len(c.parts))), "words": SAID},
    "remind": lambda rng, c, s: {"part": rng.randint(1, max(1, len(c.parts))), "words": SAID},
    "recall": lambda rng, c, s: {"part": rng.randint(1, max(1, len(c.parts))), "reason": SAID},
    "bring_in": lambda rng, c, s: {
        "kind": rng.choice(["appraisal", "mediator", "press", "police"]),
        "body": SAID,
        "question": SAID,
        "told": SAID,
        "way": rng.choice(WAYS),
        "who": CONTACT,
        "danger": rng.random() < 0.2,
    },
    "exchange": lambda rng, c, s: {
        "party": rng.randint(1, max(1, len(c.parties))),
        "direction": rng.choice(["in", "out"]),
        "words": SAID,
        "way": rng.choice(WAYS),
    },
    "conclude": lambda rng, c, s: {
        "party": rng.randint(1, max(1, len(c.parties))),
        "outcome": rng.choice(["agreed", "finding", "we_refused"]),
        "words": SAID,
    },
    "brief": lambda rng, c, s: {"words": SAID, "speakers": (_someone(rng, s),)},
    "apologise": lambda rng, c, s: {
        "form": rng.choice(["private_word", "letter", "face_to_face", "public_notice"]),
        "words": SAID,
        "scope": "public",
    },
    "supervise": lambda rng, c, s: {"words": SAID},
    "alert": lambda rng, c, s: {
        **rng.choice([{"cause": "too_slow", "sign": "silence"}, {"cause": "passed_around", "sign": "moved_silent"}]),
        "level": rng.choice(["early", "now"]), "line": rng.randint(1, c.length), "n": 1, "bound": 1,
    },
    "escalate": lambda rng, c, s: {
        "criteria": [rng.choice(MAJOR)], "state": rng.choice(["opportunity", "crisis", "disaster"]), "words": SAID,
        "informed": [_someone(rng, s)],
    },
    "report": lambda rng, c, s: {"words": SAID, "informed": [_someone(rng, s), _someone(rng, s)]},
    "weigh": lambda rng, c, s: {"warning": _line(rng, [one.position for one in c.alerts]), "found": rng.choice(["holds", "unfounded"]), "words": SAID},
    "calm": lambda rng, c, s: {"state": rng.choice(["calm", "opportunity", "crisis"]), "words": SAID},
    "refer": lambda rng, c, s: {"to": "12315", "words": SAID, "consent": SAID},
    "close": lambda rng, c, s: {"outcome": rng.choice(["OC01", "OC09"]), "lesson": SAID},
    "reopen": lambda rng, c, s: {"reason": SAID},
    "withdraw": lambda rng, c, s: {"words": SAID},
    "link": lambda rng, c, s: {"other": rng.choice(_numbers()), "relation": rng.choice(["related", "duplicate"])},
    "unlink": lambda rng, c, s: {"other": rng.choice(_numbers())},
    "split": lambda rng, c, s: {"words": SAID},
    "note": lambda rng, c, s: {"words": SAID},
    "correct": lambda rng, c, s: rng.choice(
        [
            {"field": "words", "words": SAID},
            {"field": "complainant", "contact": CONTACT},
            {"field": "price_fen", "value": "100"},
            {"field": "contract"},
        ]
    ),
    "suggest": lambda rng, c, s: {"topic": "cause", "value": "RS0201", "score": 800, "because": SAID, "model": "m@1"},
    "confirm": lambda rng, c, s: {"suggestion": _line(rng, [one.position for one in c.suggestions])},
    "overrule": lambda rng, c, s: {"suggestion": _line(rng, [one.position for one in c.suggestions])},
    "hold": lambda rng, c, s: {"reason": SAID, "lifted": c.held},
    "erase": lambda rng, c, s: {"ground": SAID, "what": rng.choice(["contact", "all"])},
    "rate": lambda rng, c, s: {"handling": rng.randint(1, 5), "handling_words": SAID, "outcome_words": SAID},
    "rekey": lambda rng, c, s: {"verified": "facts", "way": "letter", "words": SAID},
}  # fmt: skip


def _numbers() -> list[str]:
    return list(models.Complaint.objects.values_list("number", flat=True))


def test_every_verb_is_tried_by_the_runs() -> None:
    assert set(VERBS) == set(FILLERS) | {"take_over", "lapse"}


class _Run:
    """One complaint and everybody around it, acting at random."""

    def __init__(self, office: Office, rng: random.Random) -> None:
        self.office, self.rng, self.story = office, rng, Story(office)
        self.first = 0
        self.refused: list[str] = []
        self.done: list[str] = []

    def begin(self) -> None:
        by = self.rng.choice(["ann", "eve", "bob", "tom"])
        unit = self.office.car if by == "tom" else self.office.sec
        filled = {**FILLERS["record"](self.rng, Complaint(number=""), self.story), "unit": unit.pk}
        self.story.does("record", by, **filled)
        self.first = self.office.people[by].pk
        assert self.story.complaint.owner == self.first

    def step(self) -> None:
        c = self.story.complaint
        self.story.later(hours=self.rng.choice([0, 1, 5, 30, 200]))
        word = self._word(c)
        for actor in (self.rng.choice(self._able(word, c)), *self.rng.sample(ACTORS, 2)):
            if self._tried(word, actor, c):
                return

    def _word(self, c: Complaint) -> str:
        """Mostly a verb that is open, and often one that leads on, so that runs get far."""
        chance = self.rng.random()
        if chance < 0.1:
            return self.rng.choice([word for word, verb in VERBS.items() if not verb.begins])
        every = open_verbs(c.stage)
        onward = [word for word in every if word in ONWARD]
        return self.rng.choice(onward if onward and chance < 0.6 else every)

    def _able(self, word: str, c: Complaint) -> list[str]:
        """Those who may do it, as the table says, and anybody where there is none."""
        unit = facts.units()[c.unit]
        able = []
        for name in ACTORS:
            by = self.office.by(name)
            actor = facts.actor(by.account, unit, "cli") if by.account else Actor(ref=by.ref)
            if actor is not None and why_not(word, actor, c) is None and sees(actor, c):
                able.append(name)
        return able or list(ACTORS)

    def _tried(self, word: str, actor: str, c: Complaint) -> bool:
        """Did this actor get an answer, be it no for another reason than who asks?"""
        filled = FILLERS[word](self.rng, c, self.story) if word in FILLERS else {}
        try:
            self.story.does(word, actor, **filled)
        except Refused as refused:
            return self._check_refused(refused, c)
        self._check_step(word, actor, c)
        return True

    def _check_refused(self, refused: Refused, before: Complaint) -> bool:
        self.refused.append(refused.code)
        assert refused.text.zh
        assert refused.text.en
        assert self.story.complaint == before, "a refusal changed the complaint"
        return refused.code not in {"permission", "unseen"}

    def _check_step(self, word: str, actor: str, before: Complaint) -> None:
        after = self.story.complaint
        self.done.append(word)
        assert is_open_to(before.stage, word)
        if word != "lapse" or after.length > before.length:
            assert after.stage in may_lead(before.stage, word), f"{word} led from {before.stage} to {after.stage}"
        if actor in self.office.people and self.office.people[actor].pk in before.concerned:
            assert word not in DECIDING
        assert self.story.done is not None
        assert self.story.done.complaint == after, "the complaint that was answered is not the one that is stored"
        if {type(event).__name__ for event in self.story.done.events} <= {"ClockWarned", "Suggested", "Linked"}:
            assert after.person_position == before.person_position, f"{word} made writers stale"

    def disable_somebody(self) -> None:
        able = [name for name, one in self.office.people.items() if one.is_active and name not in FOREVER]
        if len(able) > 6:
            account = self.office.people[self.rng.choice(able)]
            account.is_active = False
            account.save()
            tick(self.story.at)

    def check(self) -> None:
        """What must hold of every complaint at every moment."""
        for row in models.Complaint.objects.all():
            c = _check_log(row)
            assert {name: getattr(row, name) for name in COLUMNS} == drawn(c), "the row is not the fold"
            assert not c.is_open() or models.Account.objects.get(pk=c.owner).is_active, "nobody active owns it"
            _check_kept(row.pk, c)
        c = self.story.complaint
        assert c.first_responder == self.first


def _check_log(row: models.Complaint) -> Complaint:
    stored = list(models.Line.objects.filter(complaint=row).order_by("position"))
    prev, at_person, lines = FIRST, 0, []
    for ordinal, one in enumerate(stored, start=1):
        line = read(one.data)
        assert (one.position, line.position, line.prev, line.number) == (ordinal, ordinal, prev, row.number)
        assert read(write(line)) == line
        assert write(line) == one.data == rfc8785.dumps(msgspec.json.decode(one.data)).decode()
        for word in PLANTED:
            assert word not in one.data
        if not line.event.quiet and (line.by == "complainant" or line.by.startswith("account:")):
            at_person = ordinal
        prev = digest(one.data)
        lines.append((line, one.data))
    assert (row.head, row.length, row.person_position) == (prev, len(stored), at_person)
    c = fold(lines)
    assert c is not None
    return c


def _check_kept(complaint_id: int, c: Complaint) -> None:
    """Everything kept is pointed at by the log, with its fingerprint or erased."""
    kept = {f"m{one.pk}": (one.salt, one.text) for one in models.Message.objects.filter(complaint=complaint_id)}
    persons = {f"p{one.pk}" for one in models.Person.objects.filter(complaint=complaint_id)}
    assert set(kept) | persons == set(c.refs)
    for ref, (salt, text) in kept.items():
        assert (text is None) == (ref in c.erased)
        if text is not None and salt is not None:
            assert hmac.compare_digest(fingerprint(bytes(salt), text.encode()), c.refs[ref])


@given(rng=st.randoms(use_true_random=False))
@settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True, phases=[Phase.generate]
)  # fmt: skip
def test_after_any_run_the_log_proves_the_row_is_the_fold_and_somebody_owns_it(
    rng: random.Random, office: Office
) -> None:
    _in_a_run(office, rng, steps=25)


@pytest.mark.row("M37")
@pytest.mark.parametrize("seed", [0, 1, 2, 3, 5, 6])
def test_there_is_never_a_moment_without_an_active_owner(office: Office, seed: int) -> None:
    run = _in_a_run(office, random.Random(seed), steps=90, disabling=0.15)
    assert len(run.done) > 15, "the run did too little to prove anything"


def _in_a_run(office: Office, rng: random.Random, *, steps: int, disabling: float = 0.0) -> _Run:
    from django.db import transaction

    with transaction.atomic():
        office.main.head = office.dan
        office.main.save()
        run = _Run(office, rng)
        run.begin()
        for _ in range(steps):
            run.step()
            if rng.random() < disabling:
                run.disable_somebody()
                run.check()
        run.check()
        transaction.set_rollback(True)
    for account in office.people.values():
        account.is_active = True
    return run


def test_a_begun_run_is_at_the_beginning_of_time(office: Office) -> None:
    assert perform(Record(words="x"), None, office.by("ann"), T0).complaint.recorded_at == T0
