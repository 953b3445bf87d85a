"""What stands beside the timeline: promises, demands and redress, files, facts still missing, links to others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.urls import reverse

from wenguo.complaint import Complaint, Promise
from wenguo.events import Ref
from wenguo.pages import telling
from wenguo.queries import office
from wenguo.queries.history import Whole
from wenguo.rules import facts
from wenguo.rules.labels import label
from wenguo.text import Text

_CORRECTED = frozenset(
    {"complainant", "authority", "referrer_number", "product", "contract", "event_date", "price_fen", "consent"}
)
_ASSESSED = frozenset({"demands", "causes", "dissatisfaction"})
_ICONS = {
    "image": "photo",
    "audio": "microphone",
    "video": "video",
    "text": "file-text",
    "application/pdf": "file-type-pdf",
}
_DECIDED = {"support": "good", "part": "soon", "not": "late", "not_ours": ""}


class File(msgspec.Struct, frozen=True, kw_only=True):
    """One file: what it is by the sender's word, and by what its bytes are known."""

    ref: str
    name: str
    icon: str
    size: str
    sha256: str
    picture: bool
    erased: bool


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A fact not known yet, and the form in which it is written down."""

    name: Text
    href: str


class Promised(msgspec.Struct, frozen=True, kw_only=True):
    """A promise with its words; `tone` and `state` say how it stands."""

    promise: Promise
    what: str
    to: str
    by: str
    state: Text
    tone: str
    open: bool
    near: bool  # so near that hours and minutes say more than the day


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A demand and what was decided of it."""

    id: int
    remedy: str
    amount_fen: int | None
    words: str
    decision: str
    tone: str
    basis: str


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """Another complaint and how it hangs together with this one."""

    number: str
    relation: str


def files(whole: Whole, *, closed: bool) -> list[File]:
    """The files as their senders named them; their names too are kept from who may not open them."""
    found = []
    for at, (ref, row) in enumerate(sorted(whole.files.items(), key=lambda one: int(one[0][1:])), 1):
        kind = str(row["media_type"] or "")
        name = row["name"] or ""
        found.append(
            File(
                ref=ref,
                name="" if closed else name or f"#{at}",
                icon=_ICONS.get(kind.partition(";")[0]) or _ICONS.get(kind.partition("/")[0]) or "paperclip",
                size=sized(row["size"]),
                sha256=row["sha256"] or "",
                picture=kind.startswith("image/") and not closed,
                erased=row["path"] is None,
            )
        )
    return found


def sized(size: int) -> str:
    """A size as people read it."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024**2 else f"{size / 1024**2:.1f} MB"


def missing(c: Complaint) -> list[Missing]:
    """What is not known yet, each with the form that takes it."""
    return (
        [Missing(name=fact.name, href=_form(c.number, fact.field)) for fact in facts.missing(c)] if c.is_open() else []
    )


def _form(number: str, field: str) -> str:
    if field == "evidence":
        return reverse("act", args=(number, "enclose"))
    if field in _ASSESSED:
        return reverse("act", args=(number, "assess"))
    return reverse("act", args=(number, "correct")) + f"?field={field}"


def promises(whole: Whole, names: dict[int, str], at: datetime, language: str) -> list[Promised]:
    """The promises, those still to be kept first, the nearest before the others; a payment stands with its offer alone."""
    c = whole.complaint
    paid = {one.promise for one in c.offers}
    found = [_promised(one, whole, names, at, language) for one in c.promises if one.id not in paid]
    waiting = sorted((one for one in found if one.open), key=lambda one: one.promise.due_at)
    return [*waiting, *reversed([one for one in found if not one.open])]


def _promised(one: Promise, whole: Whole, names: dict[int, str], at: datetime, language: str) -> Promised:
    late = one.due_at < at
    states = {
        "open": (Text("已过时", "past its time"), "late") if late else (Text("待兑现", "to be kept"), "soon"),
        "broken": (Text("落空，仍应兑现", "broken; still to be kept"), "late"),
        "kept": (Text("已兑现", "kept"), "good"),
        "kept_late": (Text("迟到兑现", "kept late"), "soon"),
    }
    state, tone = states[one.state]
    return Promised(
        promise=one,
        what=whole.texts.get(one.what.id, ""),
        to=label(one.to, language),
        by=telling.who(one.by, names, language),
        state=state,
        tone=tone,
        open=one.state in {"open", "broken"},
        near=abs(one.due_at - at) < timedelta(days=7),
    )


def demands(whole: Whole, language: str) -> list[Wanted]:
    """Each demand with what was decided of it and on what basis."""
    taxonomy = office.taxonomy()
    return [
        Wanted(
            id=one.id,
            remedy=taxonomy.label(one.remedy, language),
            amount_fen=one.amount_fen,
            words=_text(whole, one.words),
            decision=label(one.decision, language) if one.decision else "",
            tone=_DECIDED.get(one.decision or "", ""),
            basis=_text(whole, one.basis),
        )
        for one in whole.complaint.demands
    ]


def links(c: Complaint, shown: dict[str, str], language: str) -> list[Linked]:
    """The complaints that hang together with this one."""
    own = {c.part_of: "whole"} if c.part_of and c.part_of not in shown else {}
    every: dict[Any, str] = {**own, **shown}
    words = {"part": Text("分出", "split off from this one")}
    return [
        Linked(
            number=number, relation=words[relation].said(language) if relation in words else label(relation, language)
        )
        for number, relation in every.items()
    ]


def _text(whole: Whole, ref: Ref | None) -> str:
    return whole.texts.get(ref.id, "") if ref is not None else ""
