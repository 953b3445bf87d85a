"""Which facts a complaint of this cause still wants, and the next question for each: open ones before closed ones (M08).

The questions are those of the checklist of intake (rules/questions.py), so that screen and advice ask in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenguo.advice.facts.fact import Fact, Missing
from wenguo.rules.questions import LEARN, Learn
from wenguo.text import Text

# What answers a field; a field not named here cannot be answered by what was written.
ANSWERS: dict[str, tuple[str, ...]] = {
    "demands": ("wish",),
    "event_date": ("date",),
    "place": ("place",),
    "product": ("product", "plate", "vin"),
    "contract": ("order", "account", "vin", "plate"),
    "price_fen": ("amount",),
    "evidence": ("evidence",),
    "reach": ("phone", "email"),
    "complainant": ("person",),
    "promise": ("promise",),
}
ALWAYS = ("demands", "event_date", "place", "reach")
# By class of cause (the first four signs of its code): what else one must know before one can act.
BY_CAUSE: dict[str, tuple[str, ...]] = {
    "RS01": ("product", "contract", "evidence", "price_fen"),
    "RS02": ("product", "evidence"),
    "RS03": ("person",),
    "RS04": ("contract", "promise", "price_fen"),
    "RS05": ("product", "contract", "price_fen"),
    "RS06": ("contract", "evidence"),
    "RS07": ("price_fen", "contract", "evidence"),
    "RS08": ("promise", "evidence"),
    "RS09": ("promise", "contract"),
    "RS10": ("evidence",),
    "RS11": ("person", "evidence"),
    "RS12": ("evidence",),
    "RS13": ("price_fen", "contract"),
    "RS15": ("product", "price_fen", "promise"),
    "RS16": ("person", "evidence"),
    "RS17": ("contract",),
    "RS18": ("person", "evidence"),
    "RS19": ("promise",),
}
_OTHERS: tuple[Learn, ...] = (
    Learn(
        aspect="who",
        field="person",
        name=Text("是哪位人员", "which member of staff"),
        open=Text(
            "当时接待您的是哪一位？您记得什么特征或工号吗？", "Who dealt with you? Do you remember a name or a badge?"
        ),
        closed=Text("是{hint}，对吗？", "It was {hint}; is that right?"),
        unhinted=Text("再见到，您认得出来吗？", "Would you know them again?"),
    ),
    Learn(
        aspect="what",
        field="promise",
        name=Text("当时怎么答应的", "what was promised"),
        open=Text("当时是谁、怎么答应您的？", "Who promised you what, and how?"),
        closed=Text("说的是“{hint}”，对吗？", "It was “{hint}”; is that right?"),
        unhinted=Text("是写下来的，还是口头说的？", "Was it in writing, or said aloud?"),
    ),
)
_LEARN = {one.field: one for one in (*LEARN, *_OTHERS)}


def missing(facts: Iterable[Fact], causes: Iterable[str] = ()) -> tuple[Missing, ...]:
    """What is not said yet: the open questions in the order of asking, then closed ones that make sure of what was said."""
    said: dict[str, Fact] = {}
    for fact in facts:
        said.setdefault(fact.kind, fact)
    needed = (field for code in causes for field in BY_CAUSE.get(code[:4], ()))
    wanted = dict.fromkeys([*ALWAYS, *needed])
    unsaid: list[Missing] = []
    unsure: list[Missing] = []
    for field in sorted(wanted, key=list(_LEARN).index):
        learn = _LEARN[field]
        kinds = ("person",) if field == "person" else ANSWERS[field]
        hint = next((said[kind] for kind in kinds if kind in said), None)
        if hint is None:
            unsaid.append(Missing(field=field, name=learn.name, question=learn.open, open=True))
        elif _doubtful(hint):
            quoted = hint.span.text
            closed = Text(learn.closed.zh.replace("{hint}", quoted), learn.closed.en.replace("{hint}", quoted))
            unsure.append(Missing(field=field, name=learn.name, question=closed, open=False))
    return (*unsaid, *unsure)


def next_question(missing_facts: Sequence[Missing]) -> Missing | None:
    """The one to ask now; None where nothing is left to ask."""
    return missing_facts[0] if missing_facts else None


def _doubtful(fact: Fact) -> bool:
    """Was it said, but not so that one could write it down? A day not counted, a week or more wide; a sum without a value."""
    if fact.kind == "date":
        return fact.day_from is None or fact.precision not in ("minute", "hour", "day")
    return fact.kind == "amount" and fact.value == fact.span.text
