"""Which verb is open in which stage: ISO 10002:2018 clause 7's order as a table that people can read and a test walks."""

from __future__ import annotations

from wenguo.text import Text

STAGES: dict[str, Text] = {
    "received": Text("已登记", "received"),
    "acknowledged": Text("已告知收到", "acknowledged"),
    "assessed": Text("已初评", "assessed"),
    "investigated": Text("已调查", "investigated"),
    "answered": Text("已答复", "answered"),
    "accepted": Text("投诉人认可", "accepted"),
    "disputed": Text("投诉人不认可", "disputed"),
    "in_review": Text("核查中", "in review"),
    "reviewed": Text("核查维持", "reviewed"),
    "declined": Text("不予受理", "declined"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "referred": Text("已移送", "referred"),
    "reopened": Text("已重开", "reopened"),
    "closed": Text("已办结", "closed"),
}

_WORK = frozenset({"received", "acknowledged", "assessed", "investigated", "disputed", "reopened"})
_TOLD = frozenset({"answered", "accepted", "reviewed", "declined"})
_ENDING = frozenset({"withdrawn", "referred"})
_REVIEW = frozenset({"in_review"})
_CLOSED = frozenset({"closed"})
_OPEN = _WORK | _TOLD | _ENDING | _REVIEW
_ALL = _OPEN | _CLOSED

# verb → (stages it is open in, stage it leads to; "" leaves the stage as it is). `record` and `settle` begin.
LIFECYCLE: dict[str, tuple[frozenset[str], str]] = {
    "record": (frozenset(), "received"),
    "settle": (frozenset(), "closed"),
    "acknowledge": (_OPEN, "acknowledged"),
    "assess": (_WORK | _TOLD | _REVIEW, "assessed"),
    "decline": (_WORK - {"investigated"}, "declined"),
    "hand_over": (_OPEN, ""),
    "take_over": (_OPEN, ""),
    "turn_back": (_OPEN, ""),
    "take_back": (_OPEN, ""),
    "devolve": (_ALL, ""),
    "follow": (_ALL, ""),
    "ask": (_OPEN, ""),
    "hear": (_ALL, ""),
    "enclose": (_ALL, ""),
    "deposit": (_ALL, ""),
    "describe": (_ALL, ""),
    "move": (_ALL, ""),
    "inform": (_ALL, ""),
    "reach": (_ALL, ""),
    "attest": (_ALL, ""),
    "promise": (_ALL, ""),
    "keep": (_ALL, ""),
    "lapse": (_ALL, ""),
    "investigate": (_WORK, "investigated"),
    "offer": (_WORK | {"answered"}, ""),
    "agree": (_WORK | _TOLD | _REVIEW, ""),
    "turn_down": (_WORK | _TOLD | _REVIEW, ""),
    "redress": (_ALL, ""),
    "submit": (_WORK, ""),
    "approve": (_WORK | {"answered"}, ""),
    "reject": (_WORK | {"answered"}, ""),
    "answer": (_WORK, "answered"),
    "accept": (frozenset({"answered"}), "accepted"),
    "dispute": (frozenset({"answered", "accepted", "closed"}), "disputed"),
    "ask_review": (frozenset({"answered", "accepted", "declined", "closed", "disputed"}), "in_review"),
    "review": (_REVIEW, "reviewed"),
    "rate": (_TOLD | _REVIEW | _ENDING | _CLOSED | {"disputed"}, ""),
    "extend": (_OPEN, ""),
    "pause": (_OPEN, ""),
    "resume": (_OPEN, ""),
    "chase": (_OPEN, ""),
    "supervise": (_OPEN, ""),
    "alert": (_OPEN, ""),
    "weigh": (_OPEN, ""),
    "escalate": (_OPEN, ""),
    "report": (_OPEN, ""),
    "calm": (_ALL, ""),
    "refer": (_WORK, "referred"),
    "close": (_TOLD | _ENDING | _WORK, "closed"),
    "reopen": (_CLOSED | _ENDING | {"declined"}, "reopened"),
    "withdraw": (_WORK | _REVIEW | {"answered", "accepted", "reviewed"}, "withdrawn"),
    "link": (_ALL, ""),
    "unlink": (_ALL, ""),
    "join": (_ALL, ""),
    "leave": (_ALL, ""),
    "consent": (_ALL, ""),
    "split": (_OPEN, ""),
    "note": (_ALL, ""),
    "protect": (_ALL, ""),
    "correct": (_ALL, ""),
    "suggest": (_ALL, ""),
    "confirm": (_ALL, ""),
    "overrule": (_ALL, ""),
    "hold": (_ALL, ""),
    "erase": (_CLOSED, ""),
    "rekey": (_ALL, ""),
    "request": (_OPEN, ""),
    "deliver": (_OPEN, ""),
    "remind": (_OPEN, ""),
    "recall": (_OPEN, ""),
    "bring_in": (_ALL, ""),
    "exchange": (_ALL, ""),
    "conclude": (_ALL, ""),
    "brief": (_ALL, ""),
    "apologise": (_ALL, ""),
    "observe": (_ALL, ""),
    "flag": (_ALL, ""),
    "judge": (_ALL, ""),
    "warn": (_ALL, ""),
    "restrict": (_ALL, ""),
    "lift": (_ALL, ""),
    "appeal": (_ALL, ""),
    "involve": (_ALL, ""),
    "tell": (_ALL, ""),
    "declare": (_ALL, ""),
    "clarify": (_ALL, ""),
    "withhold": (_ALL, ""),
}

# Where the same verb may also lead elsewhere: a review that changes the result sends the work back.
BRANCHES: dict[str, tuple[str, ...]] = {"review": ("disputed",)}

# Verbs that decide about the complaint: closed to the person complained of (回避, 银保监令2020-3 art. 17), and with
# them those by which that person could make it go away or read otherwise.
DECIDING = frozenset(
    "assess observe flag judge warn restrict lift decline investigate offer agree turn_down redress submit approve reject answer accept review extend pause resume refer close "
    "reopen withdraw split correct confirm overrule erase hold request recall conclude brief take_back calm involve tell clarify withhold".split()
)

# What may still be done to a complaint that is only stored and protected (个人信息保护法 art. 47): nothing that
# uses its words. Who comes back with the matter is recorded anew and linked.
LOCKED = frozenset("erase hold link unlink leave devolve lapse".split())


def is_open_to(stage: str, verb: str) -> bool:
    """May `verb` be done at all while a complaint stands at `stage`?"""
    return stage in LIFECYCLE[verb][0]


def open_verbs(stage: str) -> list[str]:
    """The verbs open at a stage, in the order of the table."""
    return [verb for verb, (stages, _) in LIFECYCLE.items() if stage in stages]


def why_not(stage: str, verb: str) -> Text:
    """The words for a person who asked for a verb that is not open now."""
    zh = "、".join(STAGES[s].zh for s in STAGES if s in LIFECYCLE[verb][0])
    en = ", ".join(STAGES[s].en for s in STAGES if s in LIFECYCLE[verb][0])
    return Text(
        f"投诉现处于“{STAGES[stage].zh}”，不能执行 {verb}；可在以下阶段执行：{zh}。",
        f"The complaint is {STAGES[stage].en}; {verb} is open only when it is: {en}.",
    )


def why_locked(verb: str) -> Text:
    """The words for a person who asked to work on what may only be stored and protected."""
    return Text(
        f"本件已依法限制处理，仅限存储和保护，不能执行 {verb}；投诉人再次提出的，请另行登记并关联。",
        f"It is locked by law, for storage and protection only: no {verb}. Record what comes anew, and link it.",
    )


def diagram() -> str:
    """The lifecycle as a Mermaid state diagram, for docs: only the verbs that lead to another stage."""
    rows = ["stateDiagram-v2", "    [*] --> received: record", "    [*] --> closed: settle"]
    for verb, (stages, to) in LIFECYCLE.items():
        if to and stages:
            rows += [
                f"    {stage} --> {to}: {verb}" for stage in STAGES if stage in stages and leads(stage, verb) == to
            ]
            rows += [
                f"    {stage} --> {other}: {verb}"
                for other in BRANCHES.get(verb, ())
                for stage in STAGES
                if stage in stages
            ]
    return "\n".join([*rows, "    closed --> [*]"])


def leads(stage: str, verb: str) -> str:
    """The stage that `verb`, done at `stage`, leads to."""
    to = LIFECYCLE[verb][1]
    if verb == "acknowledge" and stage != "received":
        return stage
    if verb == "assess" and stage not in {"received", "acknowledged"}:
        return stage
    return to or stage


def may_lead(stage: str, verb: str) -> frozenset[str]:
    """Every stage that `verb`, done at `stage`, may lead to."""
    return frozenset({leads(stage, verb), *BRANCHES.get(verb, ())})
