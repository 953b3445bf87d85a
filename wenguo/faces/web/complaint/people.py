"""The people of a complaint: who complains, who is complained of and was told and heard, who was asked, who follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.events import Ref
from wenguo.line import read
from wenguo.queries.history import Whole
from wenguo.rules.labels import label
from wenguo.text import Text

REASONS = {
    "call": Text("回电核实", "call back"),
    "send": Text("寄送或送达答复", "send or deliver the answer"),
    "identity": Text("核对来访人身份", "verify who is here"),
    "audit": Text("检查或审计", "inspection or audit"),
}
SHORTEST_REASON = 4

_ROLES = (
    ("complainant", Text("投诉人", "Complainant")),
    ("agent", Text("代理人", "Representative")),
)
FIELDS = {
    "name": Text("姓名", "Name"),
    "phone": Text("电话", "Telephone"),
    "email": Text("邮箱", "E-mail"),
    "address": Text("地址", "Address"),
    "identity": Text("证件号码", "Identity number"),
    "language": Text("语言", "Language"),
}


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """One field of contact data; `href` calls or writes where it stands plainly, `is_code` says its value is a code."""

    name: Text
    value: str
    href: str = ""
    is_code: bool = False


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with a role in the complaint."""

    role: Text
    details: list[Detail]
    erased: bool


class Employee(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of ours who is complained of: told when, heard when, as the log shows."""

    account: int
    name: str
    told_at: datetime | None
    told_line: int
    heard_at: datetime | None
    heard_line: int


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A part asked of somebody else: whom, when, and when they were heard of since."""

    position: int
    whom: str
    at: datetime
    words: str
    back_at: datetime | None
    back_line: int


def people(whole: Whole) -> list[Person]:
    """The complainant and who speaks for them, with what is known of each."""
    c = whole.complaint
    found = []
    for field, role in _ROLES:
        ref: Ref | None = getattr(c, field)
        if ref is None:
            continue
        known = whole.persons.get(ref.id, {})
        details = [
            Detail(
                name=FIELDS[name],
                value=value,
                href="" if whole.masked else _href(name, value),
                is_code=name == "language",
            )
            for name, value in known.items()
        ]
        found.append(Person(role=role, details=details, erased=ref.id in c.erased))
    return found


def _href(name: str, value: str) -> str:
    if name == "phone":
        return "tel:" + "".join(one for one in value if one.isdigit() or one == "+")
    return f"mailto:{value}" if name == "email" and "@" in value else ""


def employees(whole: Whole, names: Mapping[int, str]) -> list[Employee]:
    """Each person complained of, with what the log shows of their being told and heard."""
    c = whole.complaint
    told: dict[int, tuple[datetime, int]] = {}
    heard: dict[int, tuple[datetime, int]] = {}
    for at, position, by, event in _lines(whole):
        if isinstance(event, e.Asked | e.Told) and event.account in c.concerned:
            told.setdefault(event.account, (at, position))
        if isinstance(event, e.Heard):
            one = event.account if event.account in c.concerned else _account(by)
            if one in c.concerned and event.who not in {"complainant", "agent"}:
                heard[one] = (at, position)
    found = []
    for one in c.concerned:
        told_at, told_line = told.get(one, (None, 0))
        heard_at, heard_line = heard.get(one, (None, 0))
        found.append(
            Employee(
                account=one,
                name=names.get(one, str(one)),
                told_at=told_at,
                told_line=told_line,
                heard_at=heard_at,
                heard_line=heard_line,
            )
        )
    return found


def asked(whole: Whole, names: Mapping[int, str], language: str) -> list[Asked]:
    """Every part asked of somebody other than the complainant, with when they were heard of since."""
    lines = list(_lines(whole))
    found = []
    for at, position, _, event in lines:
        if not isinstance(event, e.Asked) or event.to == "complainant":
            continue
        back = next((line for line in lines if line[1] > position and _answers(line, event)), None)
        whom = names.get(event.account, "") if event.account is not None else ""
        found.append(
            Asked(
                position=position,
                whom=whom or label(event.to, language),
                at=at,
                words=whole.texts.get(event.words.id, ""),
                back_at=back[0] if back is not None else None,
                back_line=back[1] if back is not None else 0,
            )
        )
    return sorted(found, key=lambda one: (one.back_at is not None, -one.position))


def _answers(line: tuple[datetime, int, str, Any], question: e.Asked) -> bool:
    """Does this line come from whom the question went to? Of those without an account: a word of a third party."""
    _, _, by, event = line
    if question.account is not None:
        spoke = isinstance(event, e.Heard | e.Enclosed | e.Noted) and _account(by) == question.account
        return spoke or (isinstance(event, e.Heard) and event.account == question.account)
    return isinstance(event, e.Heard) and event.who in {"third_party", "witness", "employee"}


def _lines(whole: Whole) -> list[tuple[datetime, int, str, Any]]:
    return [(entry.at, entry.position, entry.by, read(entry.data).event) for entry in whole.entries]


def _account(by: str) -> int | None:
    return int(by[8:]) if by.startswith("account:") else None


def mentioned(whole: Whole) -> set[int]:
    """Every account that the page may name."""
    c = whole.complaint
    found = {c.owner, c.first_responder, *c.concerned, *c.followers, *c.asked}
    for entry in whole.entries:
        found.add(_account(entry.by) or 0)
        event = read(entry.data).event
        for field in ("to", "owner", "account", "approver"):
            value = getattr(event, field, None)
            if isinstance(value, int):
                found.add(value)
    return found


def asks_for_a_reason(given: str, preset: str, language: str) -> str:
    """The reason as it is logged: the words, or the preset in words; empty where it says too little."""
    words = given.strip()
    if preset in REASONS:
        chosen = REASONS[preset].said(language)
        return f"{chosen}{Text('：', ': ').said(language)}{words}" if words else chosen
    return words if len(words) >= SHORTEST_REASON else ""


def withheld_links(c: Complaint, whole: Whole) -> dict[str, str]:
    """Links to other complaints, without those whose line the reader is not shown (a report split off)."""
    shown = {event.other for _, _, _, event in _lines(whole) if isinstance(event, e.Split | e.Linked)}
    return {number: relation for number, relation in c.links.items() if number in shown}
