"""What is said to all of a group, in the words of each: their matter, their demands, and nobody else's redress."""

from __future__ import annotations

import re

from wenguo.pages import prepared
from wenguo.queries.history import Whole
from wenguo.text import Text

_HAN = re.compile("[\u3400-\u9fff]")
_SENT = ("email", "sms")


def language_of(whole: Whole) -> str:
    """The language the complainant wrote in."""
    ref = whole.complaint.words
    words = whole.texts.get(ref.id, "") if ref is not None else ""
    return "zh-hans" if not words or _HAN.search(words) else "en"


def answer(whole: Whole, position: str) -> str:
    """A draft of one member's own answer: their words, our position, each demand decided for itself, where else to turn."""
    language = language_of(whole)
    known = prepared.values_of(whole, language)
    parts = [
        _matter(known["matter"], language),
        position,
        Text(f"您的各项诉求：\n{known['decisions']}", f"Each of your demands:\n{known['decisions']}").said(language),
        Text(f"如果不同意，您还可以：\n{known['routes']}", f"If you disagree, you can also:\n{known['routes']}").said(
            language
        ),
    ]
    return "\n\n".join(parts)


def progress(whole: Whole, fix: str) -> str:
    """What one member is told of what we changed: it says whose matter it is, and that their demands are answered apart."""
    language = language_of(whole)
    known = prepared.values_of(whole, language)
    parts = [_matter(known["matter"], language), fix]
    if whole.complaint.demands:
        parts.append(
            Text(
                f"您本人的诉求（{known['demands']}），我们单独逐项答复您。",
                f"Your own demands ({known['demands']}) are answered to you one by one.",
            ).said(language)
        )
    return "\n\n".join(parts)


def _matter(matter: str, language: str) -> str:
    matter = matter.rstrip("。．.!！?？ ")
    return Text(f"您好：您向我们反映“{matter}”。", f"Hello. You wrote to us: “{matter}”.").said(language)
