"""One complaint as the person complained of may see it: rules/told_to_employees.py applied to log, words and state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from wenguo import events as e
from wenguo.advice.language_model.masking import TITLE, mask, restore
from wenguo.complaint import Complaint
from wenguo.folding.registry import gather
from wenguo.line import Line
from wenguo.rules.told_to_employees import reads

_LONG_NAME = 3  # characters; a longer Chinese name has a surname of two
_COVERED = re.compile("⟦[^⟧]*⟧")
_ADVICE = (e.Suggested, e.Confirmed, e.Overruled)


def for_the_reported(
    c: Complaint, lines: list[tuple[Line, str]], texts: dict[str, str], me: int
) -> tuple[list[tuple[Line, str]], dict[str, str]]:
    """The lines and words this person may read; `c` keeps only what of it they may know.

    Who still owns it until it is handed over reads what the work needs, but never what shields the other side.
    """
    withheld = {line.event.old.id for line, _ in lines if isinstance(line.event, e.Corrected) and line.event.old}
    if c.vulnerability is not None:
        withheld.add(c.vulnerability.id)
    shown = [(line, text) for line, text in lines if not _shields(line)]
    if c.owner != me:
        shown = [(line, text) for line, text in shown if reads(line.event, line.by, me)]
        _narrowed(c, me)
    readable = Complaint(number=c.number)
    for line, _ in shown:
        gather(readable, line.event)
    c.suggestions = []  # advice is for those who handle it
    return shown, {ref: text for ref, text in texts.items() if ref in readable.refs and ref not in withheld}


def covered(texts: dict[str, str], persons: Iterable[Mapping[str, str]], me: str) -> dict[str, str]:
    """The words without names, telephone numbers, addresses and the like that stand in them.

    `me` is the reader's own name: how one is called in words about oneself is not hidden from oneself.
    """
    known = [dict(one) for one in persons]
    names = [one["name"] for one in known if "name" in one]
    also = {value: kind.upper() for one in known for kind, value in one.items() if kind not in {"name", "language"}}
    own = _called(me, names)
    shown = {}
    for ref, text in texts.items():
        masked = mask(text, names, also)
        mine = {token: words for token, words in masked.tokens.items() if own.match(words) and words not in names}
        shown[ref] = _COVERED.sub("＊＊＊", restore(masked.text, mine))
    return shown


def _called(me: str, others: Iterable[str]) -> re.Pattern[str]:
    """What a person named `me` is called: in full, without the surname, and by surname unless another person has the same."""
    if not me:
        return re.compile("(?!)")
    ways = [re.escape(me)]
    if not me.isascii() and len(me) > 1:  # a name found among Chinese words may take the next word along: 汤某吼
        surname = me[:2] if len(me) > _LONG_NAME else me[0]
        ways += [re.escape(me[len(surname) :])] if len(me) - len(surname) > 1 else []
        ways += [f"阿{re.escape(me[-1])}"]
        if not any(other.startswith(surname) for other in others):
            called = re.escape(surname)
            ways += [f"[小老]{called}", f"{called}(?:某某?|[哥姐叔嫂]|{TITLE})"]
        return re.compile("|".join(ways))
    elsewhere = {word for one in others for word in one.split()}
    ways += [re.escape(part) for part in me.split() if part not in elsewhere]
    return re.compile(rf"(?:{'|'.join(ways)})\Z", re.IGNORECASE)


def _shields(line: Line) -> bool:
    """Advice; and what would tell the person complained of that there is a report as well (121号 arts. 9, 37)."""
    report = isinstance(line.event, e.Split) and line.event.kind == "report"
    return report or isinstance(line.event, _ADVICE)


def _narrowed(c: Complaint, me: int) -> None:
    mine = f"account:{me}"
    c.findings = [one for one in c.findings if not one.against or mine in one.against]
    c.tellings = [one for one in c.tellings if one.subject == mine]
    c.statements = [one for one in c.statements if one.subject == mine]
    c.declarations = {account: one for account, one in c.declarations.items() if account == me}
    c.persons = [one for one in c.persons if one.account == me]
    c.concerned = tuple(one for one in c.concerned if one == me)
    c.withheld = []
    c.offers = []
