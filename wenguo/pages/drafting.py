"""A draft of a letter about one complaint, asked of the advice process, with where every stretch of it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import get_args

import msgspec

from wenguo.advice.drafts.given import ORIGINS, Decision, Demand, What
from wenguo.advising import asking, coaching, language_model
from wenguo.advising.language_model import Asked, Written
from wenguo.complaint import Complaint
from wenguo.models import Template
from wenguo.pages import prepared
from wenguo.queries import names_known, office
from wenguo.queries.history import Whole

_DECISIONS = re.compile(r"\{\{\s*decisions\s*\}\}")
# what can be drafted as which kind of message; a word of progress before the first answer is an acknowledgement
_AS: dict[str, What] = {
    "answer": "answer",
    "submit": "answer",
    "ask": "ask",
    "inform": "hold",
    "acknowledge": "acknowledge",
}


class Sourced(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of a draft that is not the template's: the words, and where they come from."""

    origin: str
    name: str
    words: str


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as a screen, a program or an assistant shows it."""

    what: str
    text: str
    sources: list[Sourced]
    missing: list[str]
    left_out: list[str]


def what_for(verb: str, c: Complaint) -> What | None:
    """What is drafted for a kind of message; None where nothing is (a note is nobody's but its writer's)."""
    found = _AS.get(verb)
    return "acknowledge" if found == "hold" and c.stage == "received" else found


def drafted(
    whole: Whole, what: What, language: str, at: datetime, chosen: Mapping[str, Sequence[str]] | None = None
) -> Drafted | None:
    """The draft; None where drafts are off, or nobody answers. `chosen` is the form as it stands: its decisions count."""
    given = prepared.given_of(whole, language, at)
    given = msgspec.structs.replace(
        given, demands=tuple(_chosen(one, row, chosen or {}) for row, one in enumerate(given.demands))
    )
    if what == "answer":
        given = msgspec.structs.replace(given, template=_own(whole, language))
    unit = whole.complaint.unit
    found = asking.drafted(what, msgspec.to_builtins(given), unit, at, language)
    if found is None:
        return None
    told = [
        Sourced(origin=one["origin"], name=ORIGINS[one["origin"]].said(language), words=one["words"])
        for one in found["sources"]
        if one["origin"] != "template"
    ]
    return Drafted(what=what, text=found["text"], sources=told, missing=found["missing"], left_out=found["left_out"])


def reworded(whole: Whole, words: str, account: int, at: datetime, language: str) -> Written | None:
    """The words in the box as a language model would say them; None where none may be asked (the complaint's do not leave)."""
    c = whole.complaint
    asked = Asked(account=account, unit=c.unit, complaint=whole.id, at=at, language=language)
    names, also = names_known.known(whole.id, whole.addresses)
    demands = [one.words for one in prepared.given_of(whole, language, at).demands]
    theirs = "\n".join(whole.texts[ref.id] for ref in c.theirs if ref.id in whole.texts)
    return language_model.reworded(asked, words, theirs, names=names, also=also, demands=demands)


def summarised(whole: Whole, account: int, at: datetime, language: str) -> Written | None:
    """What a complaint says and asks for, by a language model, each sentence with what it rests on; None as above."""
    c = whole.complaint
    asked = Asked(account=account, unit=c.unit, complaint=whole.id, at=at, language=language)
    names, also = names_known.known(whole.id, whole.addresses)
    return language_model.summarised(asked, coaching.said(whole), names=names, also=also)


def _chosen(demand: Demand, row: int, form: Mapping[str, Sequence[str]]) -> Demand:
    """A demand as the person is about to decide it, where they have begun to."""
    decision = "".join(form.get(f"decisions.{row}.decision", ()))
    basis = "".join(form.get(f"decisions.{row}.basis", ())).strip()
    known = msgspec.convert(decision, Decision) if decision in get_args(Decision) else ""
    return msgspec.structs.replace(demand, decision=known or demand.decision, basis=basis or demand.basis)


def _own(whole: Whole, language: str) -> str:
    """The nearest unit's own answer that has a place for each decision; empty where there is none."""
    path = office.units()[whole.complaint.unit].path
    mine = "zh-hans" if language.startswith("zh") else "en"
    rows = [
        one
        for one in Template.objects.filter(verb="answer", active=True, language=mine)
        if (one.unit_id is None or one.unit_id in path) and _DECISIONS.search(one.body)
    ]
    near = {unit: rank for rank, unit in enumerate(path)}
    rows.sort(key=lambda one: near.get(one.unit_id or 0, len(near)))
    return rows[0].body if rows else ""
