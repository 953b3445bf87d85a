"""How to keep in touch for a time, as the complainant reads it: what, until when, what stays as it is, and how to appeal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wenguo.complaint import Complaint
from wenguo.pages.asking import language
from wenguo.queries.people import names
from wenguo.queries.tracking import Followed
from wenguo.rules import restriction
from wenguo.rules.labels import label
from wenguo.text import Text


def may_appeal(c: Complaint) -> bool:
    """Is there an arrangement or a warning to appeal against?"""
    return restriction.appealable(c) is not None


def why_no_appeal(c: Complaint) -> Text | None:
    """The words where an appeal has arrived already and is being looked at."""
    about = restriction.appealable(c)
    if about is None or not restriction.appeal_waits(c, about):
        return None
    return Text("申诉已收到，另一位同事正在看。", "Your appeal has arrived; another person is looking at it.")


def arranged(whole: Followed, at: datetime) -> dict[str, Any] | None:
    """The newest arrangement that stands or is still to come; None where there is none."""
    c = whole.c
    found = [one for one in c.restrictions if one.ended_at is None and at < one.ends_at]
    if not found:
        return None
    one = found[-1]
    appeals = [each for each in c.appeals if each.restriction == one.id]
    return {
        "one": one,
        "begun": one.begins_at <= at,
        "ways": [label(way, language()) for way in one.ways],
        "contact": names([one.contact]).get(one.contact or 0, ""),
        "subject": whole.said(one.subject),
        "hours": whole.said(one.hours),
        "words": whole.said(one.words),
        "appeal": whole.said(one.appeal),
        "untouched": restriction.UNTOUCHED,
        "appealed": appeals[-1] if appeals else None,
    }
