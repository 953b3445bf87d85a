"""The model card: what was learned from what, how well, how surely, and what it is not for (Mitchell et al. 2019).

Figures come from cross-validation with near-duplicates and one person's texts in one fold; a person who is no
programmer reads `sentences`, a screen draws the curves.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenguo.text import Text


class ClassFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One class: how many were learned from, and how often it is right and complete."""

    label: str
    n: int
    precision: float
    recall: float
    f1: float


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Against another way of deciding, on the same texts."""

    with_: str = msgspec.field(name="with")  # its version; "lexicon", "commonest"
    n: int
    ours: float  # macro-F1
    theirs: float
    wins: float  # share of paired bootstrap draws in which ours is better
    p: float  # McNemar, exact
    beyond_chance: bool


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a person should know before letting a model propose."""

    name: str
    version: str
    language: str
    made_at: datetime
    learned_from: int
    since: datetime | None
    until: datetime | None
    groups: int  # of near-duplicates and persons: as many independent witnesses
    classes: tuple[ClassFigures, ...]
    left_out: dict[str, int]  # classes with too few texts, and how many
    folds: int
    accuracy: float
    macro_f1: float
    low: float
    high: float
    coverage: tuple[tuple[float, float, float], ...]  # threshold, share of texts, share right
    threshold: float
    target: float  # share right that was asked for at the threshold
    covered: float
    covered_right: float
    reliability: tuple[tuple[float, float, int], ...]
    calibration_error: float
    comparisons: tuple[Comparison, ...]
    promoted: bool
    why: Text


NOT_FOR = (
    Text("不用于评价投诉人，也不用于评价员工。", "It is not for judging complainants, nor for judging employees."),
    Text(
        "不自动作出任何决定：每一项都由人确认或否决。",
        "It decides nothing: a person confirms or overrules each proposal.",
    ),
    Text(
        "对训练中没有的类别、别的机构或别的语言的文字，以下数字不成立。",
        "For classes it has not learned, another organisation's texts or another language the figures do not hold.",
    ),
    Text("不减少投诉人的任何权利，也不改变任何期限。", "It takes no right from a complainant and moves no time limit."),
)


def sentences(card: Card) -> list[Text]:
    """The card in plain words, both languages."""
    return [*_learned(card), *_reached(card), *_compared(card), card.why, *NOT_FOR]


def _learned(card: Card) -> list[Text]:
    since = card.since.date().isoformat() if card.since else "—"
    until = card.until.date().isoformat() if card.until else "—"
    found = [
        Text(
            f"由 {card.learned_from:,} 条人工确认的记录学得（{since} 至 {until}），分 {len(card.classes)} 类。",
            f"Learned from {card.learned_from:,} records that people confirmed ({since} to {until}), "
            f"in {len(card.classes)} classes.",
        ),
        Text(
            f"近似重复和同一人的文字始终放在一起，共 {card.groups:,} 组、{card.folds} 折交叉验证。",
            f"Near-duplicates and one person's texts were kept together: {card.groups:,} groups, "
            f"{card.folds}-fold cross-validation.",
        ),
    ]
    if card.left_out:
        names = "、".join(f"{label}（{n}）" for label, n in card.left_out.items())
        plain = ", ".join(f"{label} ({n})" for label, n in card.left_out.items())
        found.append(Text(f"条数太少、没有学习的类别：{names}。", f"Too few texts, not learned: {plain}."))
    return found


def _reached(card: Card) -> list[Text]:
    found = [
        Text(
            f"没有见过的文字上，判对 {card.accuracy:.1%}；各类平均 F1 为 {card.macro_f1:.3f}"
            f"（95% 区间 {card.low:.3f}–{card.high:.3f}）。",
            f"On texts it had not seen it was right in {card.accuracy:.1%}; mean F1 over classes {card.macro_f1:.3f} "
            f"(95% interval {card.low:.3f} to {card.high:.3f}).",
        ),
        Text(
            f"把握低于 {card.threshold:.2f} 时只说“请人判断”；此线以上占 {card.covered:.0%}，其中判对 {card.covered_right:.1%}。",
            f'Where it is less sure than {card.threshold:.2f} it says only "for a person"; above that line lie '
            f"{card.covered:.0%} of texts, of which {card.covered_right:.1%} were right.",
        ),
        Text(
            f"它说的把握与实际相差平均 {card.calibration_error:.1%}。",
            f"What it says of its sureness is off by {card.calibration_error:.1%} on average.",
        ),
    ]
    if card.classes:
        weak = min(card.classes, key=lambda one: one.f1)
        found.append(
            Text(
                f"最弱的一类是 {weak.label}：说它时 {weak.precision:.0%} 是对的，找出其中 {weak.recall:.0%}。",
                f"Its weakest class is {weak.label}: right in {weak.precision:.0%} of the times it says so, "
                f"finding {weak.recall:.0%} of them.",
            )
        )
    return found


def _compared(card: Card) -> list[Text]:
    return [
        Text(
            f"与 {one.with_} 相比（同样 {one.n:,} 条）：{one.ours:.3f} 对 {one.theirs:.3f}，"
            + ("差别超出偶然。" if one.beyond_chance else "差别可能出于偶然，或并不更好。"),
            f"Against {one.with_} (the same {one.n:,} texts): {one.ours:.3f} to {one.theirs:.3f}, "
            + ("a difference beyond chance." if one.beyond_chance else "which may be chance, or no gain."),
        )
        for one in card.comparisons
    ]
