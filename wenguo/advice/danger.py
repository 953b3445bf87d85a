"""Finds words of danger to anyone's life or health: rescue comes first, before every form and every clock."""

from __future__ import annotations

import msgspec

from wenguo.advice import weighing
from wenguo.advice.lexicons import Match, Reading
from wenguo.advice.suggestion import Suggestion
from wenguo.text import Text

KINDS: dict[str, tuple[Text, Text]] = {
    "self_harm": (
        Text("可能有人想伤害自己", "somebody may harm themselves"),
        Text(
            "不要挂断，留人陪着说话，同时拨打 110／120；可转心理援助热线 12356。",
            "Stay on the line, keep talking, and have a colleague call the emergency number.",
        ),
    ),
    "violence": (
        Text("可能有人受到暴力", "somebody may be meeting violence"),
        Text(
            "先确认人是否安全，需要时立即报警 110、叫救护 120。",
            "First ask whether they are safe; call the police and an ambulance if need be.",
        ),
    ),
    "fire_gas_electric": (
        Text("可能有火、燃气、触电的危险", "there may be fire, gas or electric danger"),
        Text(
            "先请对方离开现场并断电断气，拨打 119／120；再通知停用、停售同类产品的负责人。",
            "Have them leave, cut power and gas, call the fire brigade; then alert whoever can stop its use or sale.",
        ),
    ),
    "vehicle": (
        Text("可能有行车安全的危险", "a vehicle may be unsafe"),
        Text(
            "请对方停车、不要再开，安排救援拖车；有人受伤先叫 120。",
            "Ask them to stop driving and send recovery; an ambulance first if anybody is hurt.",
        ),
    ),
    "food_medical": (
        Text("可能有人受伤或生病", "somebody may be hurt or ill"),
        Text(
            "先问人现在怎样，需要时立即送医或叫 120；请保留食物、药品、单据。",
            "Ask how they are now; get medical help at once if needed; keep the food, medicine and papers.",
        ),
    ),
    "child_elder": (
        Text("可能有孩子、老人或孕妇处在危险中", "a child, an elderly or a pregnant person may be in danger"),
        Text(
            "马上确认人在哪里、是否安全，联系现场和 110／120。",
            "Find out at once where they are and whether safe; call the place and the emergency number.",
        ),
    ),
    "trapped_premises": (
        Text("可能有人被困，或场所不安全", "somebody may be trapped, or the premises unsafe"),
        Text("立即联系现场救援（119），封闭危险区域。", "Send rescue at once and close the dangerous place off."),
    ),
}
TOLD_FROM = 2.0  # the evidence of one ordinary cue; in doubt people are asked, not forms


class Danger(msgspec.Struct, frozen=True, kw_only=True):
    """One danger with its words, and what to do first."""

    suggestion: Suggestion
    first: Text


def propose(reading: Reading, model: str) -> tuple[Danger, ...]:
    """The dangers spoken of, gravest evidence first; empty where all is figure of speech."""
    found = reading.of("danger")
    order = sorted((code for code in KINDS if _enough(found.get(code, []))), key=lambda code: -_sum(found[code]))
    dangers = []
    for code in order:
        name, first = KINDS[code]
        spans = reading.spans(found[code])
        words = weighing.quoted(spans)
        because = Text(
            f"{words.zh}：{name.zh}。先救人，其他都往后放。", f"{words.en}: {name.en}. Rescue first; all else waits."
        )
        score = round(weighing.sure(_sum(found[code]), 3.0), 3)
        suggestion = Suggestion(topic="danger", label=code, score=score, because=because, spans=spans, model=model)
        dangers.append(Danger(suggestion=suggestion, first=first))
    return tuple(dangers)


def _sum(matches: list[Match]) -> float:
    return sum({match.cue: match.weight for match in matches}.values())


def _enough(matches: list[Match]) -> bool:
    return bool(matches) and _sum(matches) >= TOLD_FROM
