"""What forms about evidence offer and say: items by name, facts, consents; blocks for statements and transcripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from pydantic import BaseModel

from wenguo.pages.forms_choices import Option, Place
from wenguo.rules import evidence as rules
from wenguo.text import Text
from wenguo.verbs.describe import Listener, Mark, Statement

# the blocks of forms beyond demands and judgements: shape → model, and how many empty ones stand ready
BLOCKS: dict[str, tuple[type[BaseModel], int]] = {"statements": (Statement, 3), "marks": (Mark, 4)}
SHAPES: dict[type, str] = {Statement: "statements", Mark: "marks"}


# who only hands something over is named by name and telephone
NAMED_BRIEFLY = frozenset({"deposit", "move"})
OF_RECORDINGS = frozenset({"consent", "consent_words", "listeners", "moments"})


def is_recording(item: str, place: Place) -> bool:
    """Could this item be sound or film? Where it is not known yet, it could."""
    row = place.whole.files.get(item)
    if row is None:
        return not item
    kinds = {place.whole.complaint.described[item].kind} if item in place.whole.complaint.described else set()
    said = str(row["media_type"] or "").partition("/")[0]
    return said in {"audio", "video", "application", ""} or bool(kinds & rules.RECORDINGS)


def every_item(place: Place) -> list[Option]:
    """Every file and thing by its name, in the order of arrival."""
    files = [
        Option(ref, _short(str(row["name"] or ref)), ref, place.say("材料", "Files"))
        for ref, row in sorted(place.whole.files.items(), key=lambda one: int(one[0][1:]))
        if row["path"] is not None
    ]
    things = [
        Option(one.item, place.words(one.description) or one.item, place.words(one.place), place.say("实物", "Things"))
        for one in place.c.things
        if one.state != "destroyed"
    ]
    return [*files, *things]


def _derived(place: Place) -> list[Option]:
    return every_item(place)


def _listeners(place: Place) -> list[Option]:
    return [Option(one, rules.named(one).said(place.language)) for one in get_args(Listener)]


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:40]}…{name[-18:]}"


CHOICES: dict[tuple[str, str], Callable[[Place], list[Option] | None]] = {
    ("move", "item"): every_item,
    ("describe", "item"): every_item,
    ("describe", "of"): _derived,
    ("describe", "listeners"): _listeners,
}

type Said = tuple[Text, Text | None]

LABELS: dict[tuple[str, str], Said] = {
    ("deposit", "description"): (
        Text("是什么、什么状态", "What it is, and in which state"),
        Text("外观、数量、编号；标签上也印这句", "Looks, number, marks; its label bears this too"),
    ),
    ("deposit", "place"): (Text("放在哪里", "Where it lies"), None),
    ("deposit", "giver"): (Text("谁交来的", "Who handed it in"), None),
    ("deposit", "whose"): (Text("归谁所有", "Whose it is"), None),
    ("move", "item"): (Text("哪一项", "Which item"), None),
    ("move", "act"): (Text("做了什么", "What was done"), None),
    ("move", "to"): (Text("交给谁", "To whom"), None),
    ("move", "place"): (Text("现在放在哪里", "Where it lies now"), None),
    ("move", "reason"): (Text("理由", "Reason"), None),
    ("describe", "item"): (Text("哪一项", "Which item"), None),
    ("describe", "heading"): (Text("一句话说明", "In one line"), None),
    ("describe", "kind"): (Text("种类", "Kind"), None),
    ("describe", "happened_at"): (
        Text("所证明的事发生在何时", "When what it shows happened"),
        Text("不是收到的时间", "Not when it arrived"),
    ),
    ("describe", "precision"): (Text("时间精确到", "How exact that is"), None),
    ("describe", "stated"): (
        Text("它说明了哪些事实", "Facts it states"),
        Text("与其他证据不一致的，会并排指出", "Where items disagree, they are shown side by side"),
    ),
    ("describe", "fact"): (Text("哪个事实", "Which fact"), None),
    ("describe", "day"): (Text("日期", "Date"), None),
    ("describe", "number"): (Text("数", "Number"), None),
    ("describe", "words"): (Text("地点、人员或文字", "Place, person or words"), None),
    ("describe", "consent"): (
        Text("录音录像的同意依据", "Consent a recording rests on"),
        Text("写明之前，谁也不能听看", "Until it is stated nobody may listen"),
    ),
    ("describe", "consent_words"): (
        Text("依据在哪里", "Where that is found"),
        Text("谁、何时、怎样同意，或哪一条规定", "Who gave it, when and how, or which article"),
    ),
    ("describe", "listeners"): (
        Text("只让谁听看", "Who alone may listen"),
        Text("不选：按同意依据", "None chosen: as the consent allows"),
    ),
    ("describe", "of"): (Text("由哪一项得来", "Derived from"), None),
    ("describe", "moments"): (Text("文字记录", "Transcript"), None),
    ("describe", "second"): (Text("第几秒", "Second"), None),
}

_KINDS = {("describe", "kind", code): name for code, name in rules.KINDS.items()}
CODES: dict[tuple[str, str, str], Text] = {
    **_KINDS,
    **{("deposit", "kind", code): name for code, name in rules.KINDS.items()},
    **{("move", "act", code): name for code, name in rules.MOVES.items()},
    **{("describe", "fact", code): name for code, (name, _) in rules.FACTS.items()},
    **{("describe", "consent", code): name for code, name in rules.CONSENTS.items()},
    **{
        ("describe", "listeners", code): rules.named(code)
        for code in ("owner", "front_line", "handler", "head", "approver", "quality", "legal", "auditor")
    },
    ("deposit", "whose", "theirs"): Text("投诉人", "theirs"),
    ("deposit", "whose", "ours"): Text("我方", "ours"),
    ("deposit", "whose", "others"): Text("他人", "somebody else's"),
    ("describe", "precision", "minute"): Text("分钟", "the minute"),
    ("describe", "precision", "hour"): Text("小时", "the hour"),
    ("describe", "precision", "day"): Text("日", "the day"),
    ("describe", "precision", "month"): Text("月", "the month"),
    ("describe", "precision", "year"): Text("年", "the year"),
}
