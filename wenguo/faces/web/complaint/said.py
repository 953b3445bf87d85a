"""What was said: the complainant's own words, in order, with when and to whom; our reading stands apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from wenguo import events as e
from wenguo.faces.web.complaint.timeline import Folded, folded
from wenguo.line import read
from wenguo.pages import telling
from wenguo.queries import office
from wenguo.queries.history import Whole
from wenguo.rules.labels import label
from wenguo.text import Text

FIRST = 1000  # characters of their first words that are read at once
LATER = 400


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the complainant: the line they stand in, when, and who wrote them down."""

    text: Folded
    position: int
    at: datetime
    by: str
    erased: bool


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One point of our own reading."""

    name: Text
    value: str


def said(whole: Whole, names: Mapping[int, str], language: str) -> list[Said]:
    """Everything they said, the first words whole or nearly so."""
    c = whole.complaint
    lines = [(entry, read(entry.data).event) for entry in whole.entries]
    where = {ref.id: (entry, event) for entry, event in reversed(lines) for ref in _refs(event)}
    found: list[Said] = []
    subject = c.subject.id if c.subject is not None else ""
    for ref in dict.fromkeys(one.id for one in c.theirs):
        if ref == subject or not ref.startswith("m") or ref not in where:
            continue
        text = whole.texts.get(ref)
        erased = ref in c.erased
        if text is None and not erased:
            continue
        entry, _ = where[ref]
        most = FIRST if not found else LATER
        found.append(
            Said(
                text=folded(text or "", most),
                position=entry.position,
                at=entry.at,
                by=telling.who(entry.by, names, language),
                erased=erased,
            )
        )
    return found


def _refs(event: Any) -> list[e.Ref]:
    found = [value for value in msgspec.structs.astuple(event) if isinstance(value, e.Ref)]
    for demand in getattr(event, "demands", None) or ():
        found += [demand.words] if isinstance(demand, e.Demand) and demand.words is not None else []
    return found


def reading(whole: Whole, language: str) -> list[Reading]:
    """What we make of it: kind, cause, product, how heavy; each can be corrected and none is theirs."""
    c = whole.complaint
    taxonomy = office.taxonomy()
    rows = [
        (Text("原因", "Cause"), "; ".join(taxonomy.label(code, language) for code in c.causes)),
        (Text("不满在于", "Dissatisfied"), label(c.dissatisfaction, language) if c.dissatisfaction else ""),
        (Text("产品或服务", "Product"), taxonomy.label(c.product, language) if c.product else ""),
        (Text("复杂程度", "Complexity"), label(c.complexity, language) if c.complexity else ""),
        (Text("事发日期", "Date of the event"), c.event_date.isoformat() if c.event_date else ""),
        (Text("已付价款", "Price paid"), f"¥{c.price_fen / 100:,.2f}" if c.price_fen is not None else ""),
        (Text("合同或订单", "Contract or order"), whole.texts.get(c.contract.id, "") if c.contract else ""),
        (Text("转办单位", "Referred by"), c.referrer or ""),
        (Text("需特别关照", "Needs care"), whole.texts.get(c.vulnerability.id, "") if c.vulnerability else ""),
    ]
    return [Reading(name=name, value=value) for name, value in rows if value]


def opening(whole: Whole, width: int = 60) -> str:
    """The heading: the subject, or the first words."""
    c = whole.complaint
    ref = c.subject or c.words
    text = whole.texts.get(ref.id, "") if ref is not None else ""
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[:width].rstrip()}…"
