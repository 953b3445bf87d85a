"""What to read back to the person on the telephone: one sentence made of the form, every word of it traceable there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wenguo.faces.web.intake.form import fen, one, wishes
from wenguo.queries import office
from wenguo.text import Text

LONGEST = 70
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]?")


def read_back(fields: Mapping[str, Any], promised: Text | None = None) -> Text | None:
    """The sentence in both languages; None while there is nothing to read back."""
    words = _beginning(one(fields, "words"))
    if not words:
        return None
    name, day = one(fields, "name"), one(fields, "event_date")
    order, product, price = one(fields, "contract"), one(fields, "product"), fen(one(fields, "price"))
    zh = [f"{name}，我复述一遍：您说“{words}”" if name else f"我复述一遍：您说“{words}”"]
    en = [f"{name}, let me read it back: you said “{words}”" if name else f"Let me read it back: you said “{words}”"]
    for value, in_zh, in_en in (
        (_day(day), "是{zh}的事", "it was on {en}"),
        (_same(product), "是{zh}", "it is about {en}"),
        (_same(order), "号码是 {zh}", "the number is {en}"),
        (_same(f"¥{price / 100:,.2f}".removesuffix(".00") if price else ""), "付了 {zh}", "you paid {en}"),
        (_wished(fields), "您希望{zh}", "you wish for {en}"),
        (promised, "我会在 {zh}", "I shall {en}"),
    ):
        if value is not None:
            zh.append(in_zh.format(zh=value.zh, en=value.en))
            en.append(in_en.format(zh=value.zh, en=value.en))
    return Text("，".join(zh) + "。我记得对吗？", "; ".join(en) + ". Have I got that right?")


def _beginning(words: str) -> str:
    """The first whole sentences that can be said in one breath."""
    said = ""
    for sentence in _SENTENCE.findall(words):
        if said and len(said) + len(sentence) > LONGEST:
            break
        said += sentence
    said = " ".join(said.split()).rstrip("。.；;，,")
    return said if len(said) <= LONGEST else said[:LONGEST] + "……"


def _same(text: str) -> Text | None:
    return Text(text, text) if text else None


def _day(text: str) -> Text | None:
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    if not found:
        return None
    months = "January February March April May June July August September October November December".split()
    month, day = int(found[2]), int(found[3])
    return Text(f"{month}月{day}日", f"{day} {months[month - 1]}") if 1 <= month <= 12 else None


def _wished(fields: Mapping[str, Any]) -> Text | None:
    codes = office.taxonomy()
    zh: list[str] = []
    en: list[str] = []
    for code, amount, words in wishes(fields):
        sum_of = fen(amount) if amount else None
        money = f" ¥{sum_of / 100:,.2f}".removesuffix(".00") if sum_of else ""
        for language, found in (("zh", zh), ("en", en)):
            label = codes.label(code, language) if code and code != "RM99" else ""
            label = label if language == "zh" else label.lower()
            found.append(f"{label}{money}" + (f"（“{words}”）" if words and label else f"“{words}”" if words else ""))
    return (
        Text("、".join(filter(None, zh)), ", ".join(filter(None, en)).replace("（", " (").replace("）", ")"))
        if zh
        else None
    )
