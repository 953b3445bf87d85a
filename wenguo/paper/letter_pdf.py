"""The letter as PDF: Chinese by the measures of official letters (GB/T 9704-2012), English as business letters go."""

from __future__ import annotations

import re
from typing import Any

from wenguo.paper import printing
from wenguo.paper.letter import Letter
from wenguo.text import Text

_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}\.\s)\S.{0,40}$")
LONG = 16  # Chinese characters that fit into one line of the letterhead


def laid_out(letter: Letter) -> dict[str, Any]:
    """What both kinds of file show: title, greeting, paragraphs, and how to reach us."""
    return {
        "letter": letter,
        "title": title(letter),
        "to": to(letter),
        "lines": [{"text": line, "heading": is_heading(line)} for line in letter.body],
        "contact": contact(letter),
    }


def title(letter: Letter) -> str:
    """关于…投诉的答复书, or Re: …"""
    if letter.zh:
        return f"关于“{letter.subject}”投诉的答复书" if letter.subject else "投诉答复书"
    return f"Re: Your complaint {letter.number}" + (f" — {letter.subject}" if letter.subject else "")


def to(letter: Letter) -> str:
    """The greeting, flush left: the writer's own where it is in the letter's language."""
    if letter.greeting and letter.greeting.startswith("Dear ") != letter.zh:
        return letter.greeting
    if letter.zh:
        agent = f"（代理人：{letter.represented_by}）" if letter.represented_by else ""
        return f"{letter.addressee or '投诉人'}{agent}："
    return f"Dear {letter.addressee or 'Sir or Madam'},"


def is_heading(line: str) -> bool:
    """Does this line of the answer head what follows: 一、… or 1. …?"""
    return bool(_HEADING.match(line)) and line[-1] not in "。；;，,"


def contact(letter: Letter) -> str:
    """How to reach us, of what is known."""
    own = letter.sender
    person = f"{own.unit}　{own.person}" if letter.zh else ""
    parts = [
        (Text("承办", "Handled by"), person),
        (Text("电话", "Telephone"), own.phone),
        (Text("邮箱", "E-mail"), own.email),
        (Text("地址", "Address"), own.address),
        (Text("受理时间", "Hours"), own.hours),
    ]
    colon, between = ("：", "　") if letter.zh else (": ", " · ")
    return between.join(f"{name.said(letter.language)}{colon}{value}" for name, value in parts if value)


def state(letter: Letter) -> str:
    """What the mark means, in a few words."""
    said = {
        "draft": Text("尚未批准或发出，不作为正式答复", "not approved and not sent: no formal answer"),
        "approved": Text("已经批准，尚未发出", "approved, not sent yet"),
        "sent": Text("", ""),
    }
    return said[letter.state].said(letter.language)


def as_pdf(letter: Letter) -> bytes:
    """The letter on A4. Raises NoPrinter where Pango is missing."""
    shown = {
        **laid_out(letter),
        "state": state(letter),
        "parts": _parts(title(letter)),
        "corner": f"{letter.number}{' · ' + letter.mark if letter.mark else ''}",
        "long": len(letter.sender.letterhead) > (LONG if letter.zh else 2 * LONG),
    }
    return printing.pdf(printing.page("letter.html", shown))


def _parts(whole: str) -> list[str]:
    """A long title in two lines that end where its sense does, not with one character left over."""
    last = "投诉的答复书"
    return [whole.removesuffix(last), last] if len(whole) > LONG and whole.endswith(last) else [whole]
