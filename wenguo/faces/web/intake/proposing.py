"""What advice proposes for the form while one types: shown beside it, never put in by itself, one key to accept or dismiss.

A field in which somebody has written is theirs: nothing is proposed for it any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from wenguo.advice.suggestion import Message
from wenguo.advising import asking
from wenguo.advising.wording import said, topic_said
from wenguo.faces.web.intake.form import FEELINGS, NEEDS, one, several, wishes
from wenguo.queries.office import UnitFacts
from wenguo.text import Text

FEWEST = 4  # characters of words before anything is proposed
SURE = {"feeling": 0.3, "need": 0.4}  # below, it is a guess that is better not made to somebody listening
MOST = {"cause": 2, "product": 1, "feeling": 3, "need": 2, "wish": 3, "kind": 1, "dissatisfaction": 1, "severity": 1}
SHORTEST_PHONE = 7  # digits: shorter ones are hotlines that they speak of
# what advice calls a feeling → what the form does
_FEELS = {
    "anger": "angry", "anxiety": "anxious", "disappointment": "disappointed", "humiliation": "humiliated", "fatigue": "tired", "calm": "calm",
}  # fmt: skip
_USUAL = {"kind": "complaint", "severity": "T3"}  # what stands in the form where nobody chose
_FACTS = {"phone": "phone", "email": "email", "order": "contract", "account": "contract"}
_WHAT = {
    "event_date": Text("哪一天的事", "Day it happened"),
    "phone": Text("电话", "Telephone"),
    "email": Text("邮箱", "E-mail"),
    "contract": Text("订单、合同或账号", "Order, contract or account"),
    "wish": Text("诉求", "Wish"),
}


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal: for which field, what would stand there, why, and the words it rests on."""

    field: str
    value: str
    what: str
    said: str
    because: str
    quote: str = ""
    amount: str = ""  # of a wish

    @property
    def key(self) -> str:
        """By this it is accepted or dismissed."""
        return f"{self.field}:{self.value}:{self.quote if self.field == 'wish' else ''}"[:200]


def advice_on(fields: Mapping[str, Any], unit: UnitFacts, language: str, at: datetime) -> dict[str, Any] | None:
    """Everything advice says of the words typed so far; None where it is off or not to be had."""
    words = one(fields, "words")
    if len(words) < FEWEST:
        return None
    message = Message(text=words, subject=one(fields, "subject"), received_at=at)
    return asking.advised(message, unit.id, at, language)


def proposals(
    found: Mapping[str, Any] | None, fields: Mapping[str, Any], language: str, at: datetime
) -> list[Proposed]:
    """What may be accepted into the form now: nothing that is there already, was dismissed, or that somebody wrote over."""
    if found is None:
        return []
    dismissed = set(several(fields, "dismissed"))
    listed = [*_codes(found, fields, language), *_wishes(found, fields, language), *_facts(found, fields, language, at)]
    kept: list[Proposed] = []
    counts: dict[str, int] = {}
    for each in listed:
        counts[each.field] = counts.get(each.field, 0) + 1
        if each.key not in dismissed and counts[each.field] <= MOST.get(_TOPIC_OF.get(each.field, each.field), 1):
            kept.append(each)
    return kept


def taken(fields: Mapping[str, Any], each: Proposed) -> dict[str, Any]:
    """The fields with one proposal accepted, where there is no script to do it in the page."""
    found = dict(fields)
    if each.field == "wish":
        rows = [*wishes(fields), (each.value, each.amount, each.quote)]
        found["wish"], found["wish_amount"], found["wish_words"] = (list(column) for column in zip(*rows, strict=True))
    elif each.field in {"causes", "feelings", "needs"}:
        found[each.field] = [*filter(None, several(fields, each.field)), each.value]
    else:
        found[each.field] = each.value
    return found


_FIELD_OF = {"cause": "causes", "feeling": "feelings", "need": "needs"}
_TOPIC_OF = {field: topic for topic, field in _FIELD_OF.items()}


def _codes(found: Mapping[str, Any], fields: Mapping[str, Any], language: str) -> list[Proposed]:
    """Proposals that are codes: cause, product, kind, what one is dissatisfied with, how grave, feelings, needs."""
    made = []
    for each in found.get("suggestions", ()):
        topic, label = each["topic"], each["label"]
        if topic not in MOST or each["score"] < SURE.get(topic, 0) or label == _USUAL.get(topic):
            continue
        field, value = _FIELD_OF.get(topic, topic), label
        if topic == "feeling":
            value = _FEELS.get(label, "")
        elif topic == "cause":
            value = f"{label} {each['said']}"
        if value and not _stands(fields, topic, field, value, label):
            made.append(
                Proposed(
                    field=field,
                    value=value,
                    what=topic_said(topic, language),
                    said=_said(topic, value, each, language),
                    because=each["because"],
                    quote=_quote(each),
                )
            )
    return made


def _said(topic: str, value: str, each: Mapping[str, Any], language: str) -> str:
    words = {"feeling": FEELINGS, "need": NEEDS}.get(topic, {}).get(value)
    return words.said(language) if words is not None else str(each.get("said") or said(topic, each["label"], language))


def _stands(fields: Mapping[str, Any], topic: str, field: str, value: str, label: str) -> bool:
    """Has somebody written in this field, or is this in it already?"""
    if field == "causes":
        return any(text.startswith(label) for text in several(fields, field))
    if field in {"feelings", "needs"}:
        return value in several(fields, field)
    return one(fields, field) not in {"", _USUAL.get(topic, "")}


def _quote(each: Mapping[str, Any]) -> str:
    return str(each["spans"][0]["text"]) if each.get("spans") else ""


def _wishes(found: Mapping[str, Any], fields: Mapping[str, Any], language: str) -> list[Proposed]:
    typed = wishes(fields)
    known = {code for code, _, _ in typed if code}
    words = " ".join(text for _, _, text in typed)
    made = []
    for fact in found.get("facts") or ():
        quote = fact["span"]["text"]
        if fact["kind"] != "wish" or not fact.get("remedy") or fact["remedy"] in known or quote in words:
            continue
        fen = fact.get("fen")
        amount = f"{fen / 100:.2f}".removesuffix(".00") if fen else ""
        made.append(
            Proposed(
                field="wish",
                value=fact["remedy"],
                amount=amount,
                what=_WHAT["wish"].said(language),
                said=said("remedy", fact["remedy"], language) + (f" ¥{amount}" if amount else ""),
                because=fact["because"],
                quote=quote,
            )
        )
    return made


def _facts(found: Mapping[str, Any], fields: Mapping[str, Any], language: str, at: datetime) -> list[Proposed]:
    made = []
    for fact in found.get("facts") or ():
        field, value = _FACTS.get(fact["kind"], ""), str(fact["value"])
        if fact["kind"] == "date" and fact.get("precision") in {"day", "hour", "minute"} and fact.get("day_from"):
            field, value = "event_date", str(fact["day_from"])
            if date.fromisoformat(value) > at.date():  # what is still to come is not the day it happened
                continue
        if not field or one(fields, field) or (field == "phone" and len(value) < SHORTEST_PHONE):
            continue
        quote = fact["span"]["text"]
        made.append(
            Proposed(
                field=field,
                value=value,
                what=_WHAT[field].said(language),
                said=value,
                because=fact["because"],
                quote=quote if quote != value else "",
            )
        )
    return made
