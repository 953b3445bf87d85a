"""Two sentences that read a message back: a template and the complainant's own words, quoted; nothing is added (M07)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenguo.advice.facts.fact import Fact
from wenguo.advice.facts.spans import chinese
from wenguo.advice.suggestion import Message
from wenguo.text import Text

LONGEST_QUOTE = 60
MOST_OF_A_KIND = 2
# What is read back before the wish, in this order.
_KINDS = ("date", "place", "product", "amount", "order", "promise")
_SAID_ZH = {
    "date": "时间是{}",
    "place": "地方是{}",
    "product": "说的是{}",
    "amount": "金额是{}",
    "order": "单号是{}",
    "promise": "您还提到{}",
}
_SAID_EN = {"date": "the time was {}", "place": "the place was {}", "product": "it is about {}", "amount": "the sum is {}", "order": "the number is {}", "promise": "you also mention {}"}  # fmt: skip


def restated(message: Message, facts: Iterable[Fact], causes: Sequence[str] = ()) -> Text | None:
    """The restatement, in the language of the message on both sides (its quotes cannot be translated); None without facts.

    Everything between quotation marks stands in the message, and nothing of substance stands outside them.
    """
    del causes  # a cause is our reading, not their words: it is kept apart from what is read back
    held: dict[str, list[str]] = {}
    for fact in facts:
        words = held.setdefault(fact.kind, [])
        quote = _quotable(fact.span.text)
        if quote and quote not in words:
            words.append(quote)
    told = [(kind, _chosen(held[kind])) for kind in _KINDS if held.get(kind)]
    wishes = _chosen(held.get("wish", []))
    if not told and not wishes:
        return None
    said = _zh(told, wishes) if chinese(message.text) else _en(told, wishes)
    return Text(said, said)


def _quotable(words: str) -> str:
    """The words on one line; a very long clause, or one with quotation marks that would mislead, is left out whole."""
    words = words.strip()
    if not words.isprintable() or len(words) > LONGEST_QUOTE or any(mark in words for mark in "“”"):
        return ""
    return words


def _chosen(words: list[str]) -> list[str]:
    return words[:MOST_OF_A_KIND]


def _zh(told: list[tuple[str, list[str]]], wishes: list[str]) -> str:
    first = "，".join(_SAID_ZH[kind].format("、".join(f"“{one}”" for one in words)) for kind, words in told)
    second = "、".join(f"“{one}”" for one in wishes)
    facts = f"我复述一遍：{first}。" if first else "我复述一遍您的话。"
    return f"{facts}您的诉求是{second}，对吗？" if second else f"{facts}我理解得对吗？"


def _en(told: list[tuple[str, list[str]]], wishes: list[str]) -> str:
    first = "; ".join(_SAID_EN[kind].format(" and ".join(f"“{one}”" for one in words)) for kind, words in told)
    second = " and ".join(f"“{one}”" for one in wishes)
    facts = f"Let me read it back: {first}." if first else "Let me read back what you said."
    return f"{facts} You ask: {second}; is that right?" if second else f"{facts} Have I understood that rightly?"
