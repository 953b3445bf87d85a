"""Whatever people do in whatever order, allowed or refused: the row is what the log folds to, and all of it proves."""

import contextlib
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stories import T0, Office, Story
from wenguo.advising import grouping
from wenguo.events import EVENTS
from wenguo.models import Complaint, Group
from wenguo.models.complaint import COLUMNS, drawn
from wenguo.queries.seeing import asker
from wenguo.queries.verify import verify
from wenguo.rules.lifecycle import is_open_to
from wenguo.verbs import VERBS, Refused

# verb → its fields, from the story as it stands
ACTS: dict[str, Callable[[Story], dict[str, Any]]] = {
    "acknowledge": lambda s: {"words": "已收到", "way": "phone", "address": "13800000000"},
    "assess": lambda s: {"complexity": "complex", "severity": "T1", "demands": [{"remedy": "RM03", "words": "退款"}]},
    "decline": lambda s: {"ground": "house_not_ours", "words": "不属于我单位", "way": "letter"},
    "hand_over": lambda s: {"to": s.office.eve.pk, "reason": "换人"},
    "take_over": lambda s: {},
    "turn_back": lambda s: {"reason": "不归我"},
    "take_back": lambda s: {},
    "devolve": lambda s: {"why": "left"},
    "follow": lambda s: {},
    "ask": lambda s: {"words": "哪一天？", "way": "phone"},
    "hear": lambda s: {"words": "周三下午"},
    "enclose": lambda s: {
        "words": "照片",
        "files": [{"name": "a.png", "media_type": "image/png", "data": b"aGVsbG8="}],
    },
    "deposit": lambda s: {"description": "电饭煲一台", "place": "二楼库房"},
    "describe": lambda s: {"item": "t1", "heading": "故障机", "stated": [{"fact": "which_number", "number": 7}]},
    "move": lambda s: {"item": "t1", "act": "handed", "to": {"name": "李工"}, "reason": "送检"},
    "inform": lambda s: {"words": "在查", "way": "sms"},
    "reach": lambda s: {"reached": False, "way": "phone", "result": "无人接听"},
    "attest": lambda s: {"notice": 2, "delivered": True, "proof": "回执"},
    "promise": lambda s: {"what": "回电", "due_at": s.at + timedelta(hours=1)},
    "keep": lambda s: {"promise": 1, "words": "已回电"},
    "lapse": lambda s: {},
    "investigate": lambda s: {"finding": "属实", "basis": "检测报告"},
    "offer": lambda s: {"remedy": "RM03", "basis": "三包", "amount_fen": 10_000},
    "agree": lambda s: {"offer": 1, "how": "recording", "proof": "录音 12", "due_at": s.at + timedelta(hours=2)},
    "turn_down": lambda s: {"offer": 1, "words": "太少"},
    "redress": lambda s: {"offer": 1, "how": "transfer", "proof": "流水 1"},
    "submit": lambda s: {"words": "拟答复"},
    "approve": lambda s: {"what": "offer:1"},
    "reject": lambda s: {"what": "offer:1", "reason": "依据不足"},
    "answer": lambda s: {"words": "免费更换", "way": "letter"},
    "accept": lambda s: {"how": "portal"},
    "dispute": lambda s: {"words": "不认可"},
    "ask_review": lambda s: {"words": "请核查"},
    "review": lambda s: {"outcome": "changed", "words": "改为更换"},
    "extend": lambda s: {"clock": 1, "reason": "待检测", "told": "已告知", "way": "phone", "approver": s.office.bob.pk},
    "pause": lambda s: {"clock": 1, "ground": "appraisal", "reason": "送检"},
    "resume": lambda s: {"clock": 1},
    "chase": lambda s: {"words": "怎么还没好"},
    "request": lambda s: {"unit": s.office.car.pk, "what": "请核对工单"},
    "deliver": lambda s: {"part": 1, "words": "工单在此"},
    "remind": lambda s: {"part": 1, "words": "请尽快"},
    "recall": lambda s: {"part": 1, "reason": "已查到"},
    "bring_in": lambda s: {"kind": "appraisal", "body": "质检", "question": "原因", "told": "已送检", "way": "phone"},
    "exchange": lambda s: {"party": 1, "direction": "in", "words": "已收样", "way": "email"},
    "conclude": lambda s: {"party": 1, "outcome": "finding", "words": "材质不合格"},
    "brief": lambda s: {"words": "正在核查", "speakers": (s.office.bob.pk,)},
    "apologise": lambda s: {"form": "private_word", "words": "让您久等，对不起"},
    "supervise": lambda s: {"words": "尽快", "source": "head"},
    "alert": lambda s: {"cause": "too_slow", "level": "early", "sign": "silence", "line": 1, "n": 6, "bound": 5},
    "escalate": lambda s: {"criteria": ["press"], "words": "多人同日反映", "informed": [s.office.bob.pk]},
    "report": lambda s: {"words": "已派人上门", "informed": [s.office.bob.pk]},
    "weigh": lambda s: {"warning": max((one.position for one in s.complaint.alerts), default=1), "found": "holds", "words": "今天就联系"},
    "calm": lambda s: {"state": "calm", "words": "连续三天没有新增"},
    "refer": lambda s: {"to": "市监局", "words": "移送", "consent": "电话同意"},
    "close": lambda s: {"outcome": "OC01", "lesson": "备件提前到位"},
    "reopen": lambda s: {"reason": "又响了"},
    "withdraw": lambda s: {"words": "不投诉了"},
    "split": lambda s: {"words": "另举报无证经营"},
    "note": lambda s: {"words": "态度激动"},
    "correct": lambda s: {"field": "words", "words": "更正后的原话"},
    "suggest": lambda s: {"topic": "cause", "value": "RS01", "score": 800, "because": "提到异响", "model": "rules-1"},
    "confirm": lambda s: {"suggestion": 3},
    "overrule": lambda s: {"suggestion": 3, "value": "RS02"},
    "hold": lambda s: {"reason": "诉讼"},
    "erase": lambda s: {"what": "all", "ground": "本人申请"},
    "rate": lambda s: {"handling": 4, "outcome": 2, "outcome_words": "太慢"},
    "involve": lambda s: {"role": "witness", "who": {"name": "李工"}},
    "tell": lambda s: {"person": 1, "way": "phone", "words": "有人反映当天无人接待"},
    "declare": lambda s: {"interest": False, "words": "与双方都不认识"},
    "clarify": lambda s: {"claim": "说是新机", "fact": "是样机", "proof": ("line:1",)},
    "withhold": lambda s: {"what": "门店监控", "ground": "privacy", "words": "有其他客人"},
    "observe": lambda s: {"sign": "threat_person", "quote": "见你一次打一次", "line": 1},
    "flag": lambda s: {"conduct": "behaviour", "signs": [1], "words": "电话里威胁", "considered": "我们曾失约"},
    "judge": lambda s: {"flag": 1, "decision": "upheld", "words": "录音属实"},
    "warn": lambda s: {"flag": 1, "words": "请勿威胁", "way": "letter"},
    "restrict": lambda s: {
        "flag": 1, "ways": ["letter"], "words": "只通信联系", "appeal": "可请他人复看", "way": "letter", "hours": "工作时间",
        "until_date": s.at.date() + timedelta(days=9), "review_date": s.at.date() + timedelta(days=3),
        "contact": s.office.bob.pk,
    },
    "lift": lambda s: {"restriction": 1, "words": "已好转"},
    "appeal": lambda s: {"words": "请别人看看"},
    "join": lambda s: {"group": Group.objects.values_list("pk", flat=True).get()},
    "leave": lambda s: {"reason": "own_wish"},
    "consent": lambda s: {"what": "settle", "agreed": True, "words": "我同意"},
    "protect": lambda s: {"contact": "insult", "quote": "骂了四次", "steps": ["end_call"]},
    "rekey": lambda s: {"verified": "facts", "way": "letter", "words": "核对了订单"},
}  # fmt: skip
_PEOPLE = ("ann", "eve", "bob", "qi", "lex", "adm", "local")
_ACTORS = (*_PEOPLE, *_PEOPLE, *["local"] * 10, "complainant", "complainant", "clock", "advice")
_HOURS = (0, 0, 0, 1, 30, 24 * 40)
_DONE, _TRIES = 30, 200


def test_every_verb_may_be_drawn() -> None:
    assert set(VERBS) - set(ACTS) == {"record", "settle", "link", "unlink"}  # which begin, or need a second complaint


def _lived(story: Story, chance: random.Random, often: Counter[str]) -> None:
    """A past of up to `_DONE` acts, each tried by somebody at random until one is allowed; what was done less often first."""
    story.recorded("空调响", complainant={"name": "王芳", "phone": "13800000000"}, subject="空调")
    done = 0
    every = sorted(ACTS)
    for _ in range(_TRIES):
        now = story.done.complaint.stage if story.done is not None else "received"
        among = every if chance.random() < 0.2 else [word for word in every if is_open_to(now, word)]
        word = min(chance.sample(among, 3), key=lambda one: often[one])
        by = chance.choice(_ACTORS)
        if word in {"close", "erase", "hold", "withdraw", "refer", "decline"} and chance.random() < 0.7:
            continue  # they end most of what could still happen
        with contextlib.suppress(Refused):
            story.later(hours=chance.choice(_HOURS)).does(word, by, **ACTS[word](story))
            done, often[word] = done + 1, often[word] + 1
        if done == _DONE:
            return


def test_any_run_of_verbs_leaves_a_row_that_is_its_log_and_an_archive_that_proves(office: Office) -> None:
    seen: set[str] = set()
    often: Counter[str] = Counter()
    grouping.begin(asker(office.bob.pk, "web"), T0, [Story(office).recorded().row.pk for _ in range(2)])

    @settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.integers(0, 10**6))
    def run(seed: int) -> None:
        story = Story(office)
        _lived(story, random.Random(seed), often)
        seen.update(story.happened)
        row = drawn(story.complaint)
        stored = Complaint.objects.values(*COLUMNS).get(number=story.number)
        assert {name: stored[name] for name in COLUMNS} == row
        report = verify()
        assert report.ok, report.problems

    run()
    assert len(seen) > len(EVENTS) * 2 // 3, f"too idle to show anything: {sorted(set(EVENTS) - seen)}"
