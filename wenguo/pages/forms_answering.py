"""The parts an answer must hold, as the composer shows them: which are there, which are missing, and the sentence to complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from django.urls import reverse

from wenguo.complaint import Complaint
from wenguo.pages import forms_words
from wenguo.pages.forms_choices import Place, policy_of
from wenguo.queries.history import Whole
from wenguo.rules import answering
from wenguo.text import Text

MOST_LINKED_BY_THEMSELVES = 2  # fewer are linked without being asked for
KINDS = frozenset({"answer", "submit"})


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part: there, or missing with the reason, the act that brings it, and a sentence to complete."""

    code: str
    name: Text
    there: bool
    why: Text
    sentence: Text
    href: str


def parts(whole: Whole, kind: str, form: Mapping[str, Sequence[str]]) -> list[Part]:
    """The parts that this answer needs, with what stands in the form already counted in; none for what was taken in."""
    c = whole.complaint
    if kind not in KINDS or not c.live:
        return []
    policy = policy_of(c)
    links = _links(c, form if kind == "submit" or c.approval != "approved" else _as_submitted(c, form))
    seen = answering.Seen(c, policy, links)
    return [
        Part(
            code=one.code,
            name=one.name,
            there=one.is_there(seen),
            why=one.missing,
            sentence=one.sentence,
            href=reverse("act", args=(c.number, one.verb)) if one.verb != "answer" else "",
        )
        for one in answering.required(policy)
    ]


def unneeded(field: str, place: Place) -> bool:
    """Would this field of the answer ask for nothing: nothing to choose from, or a right the reader does not have?"""
    c = place.c
    approved = [one for one in c.offers if one.state == "approved"]
    return {
        "findings": len(c.findings) < MOST_LINKED_BY_THEMSELVES,
        "offers": len(approved) < MOST_LINKED_BY_THEMSELVES,
        "no_remedy": bool(approved),
        "override": not place.roles & answering.OVERRIDERS,
    }.get(field, False)


_WHOLE = frozenset({"decisions", "findings", "articles", "rule", "offers", "no_remedy"})


def settled(c: Complaint) -> set[str]:
    """The fields that a second person's yes has settled: they are not asked for again."""
    if c.approval != "approved":
        return set()
    return {"words"} | (set(_WHOLE) if c.submitted is not None else set())


def submitted(place: Place) -> list[tuple[Text, list[str]]]:
    """What the answer put before a second person decides and rests on, as that person reads it."""
    c, said, language = place.c, place.c.submitted, place.language
    if said is None or c.approval not in {"asked", "approved"}:
        return []
    asked = {one.id: one for one in c.demands}
    decisions = [
        f"{place.demand(asked[one.demand])} → {forms_words.code('answer', 'decision', one.decision, language)}"
        + (f" · {_text(place, one.basis)}" if one.basis is not None else "")
        for one in said.decisions
        if one.demand in asked
    ]
    rests = [
        Text(one.name.zh, one.name.en).said(language)
        for one in place.policy.rules(None)
        if f"{one.pack}/{one.id}" in said.articles
    ]
    rests += [_text(place, said.basis)] if said.basis is not None else []
    findings = [f"{one.id}. {place.words(one.words)}" for one in c.findings if one.id in said.findings]
    left = [answering.PARTS[one].name.said(language) for one in c.overridden if one in answering.PARTS]
    left += [_text(place, said.override)] if said.override is not None and left else []
    found = [
        (Text("对各项诉求的决定", "Each demand decided"), decisions),
        (Text("所依据的认定", "Findings it rests on"), findings),
        (Text("依据", "Basis"), rests),
        (Text("不提供补救", "Nothing is put right"), ["✓"] if said.no_remedy else []),
        (Text("缺而仍要发出的部分，及理由", "Parts left out, and why"), left),
    ]
    return [(name, rows) for name, rows in found if rows]


def _text(place: Place, ref: object) -> str:
    return place.whole.texts.get(getattr(ref, "id", ""), "")


def _as_submitted(c: Complaint, form: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """An approved answer counts with what was approved, whatever else stands in the form."""
    said = c.submitted
    if said is None:
        return form
    found: dict[str, Sequence[str]] = {
        "findings": [str(one) for one in said.findings],
        "offers": [str(one) for one in said.offers],
        "articles": said.articles,
        "rule": ["✓"] if said.basis is not None else [],
        "no_remedy": ["✓"] if said.no_remedy else [],
    }
    rows = {demand.id: row for row, demand in enumerate(c.demands)}
    for one in said.decisions:
        found[f"decisions.{rows[one.demand]}.decision"] = [one.decision]
        found[f"decisions.{rows[one.demand]}.basis"] = ["✓"] if one.basis is not None else []
    return found


def sentence(code: str, language: str) -> str:
    """The sentence to complete for a part; empty where there is no such part."""
    found = answering.PARTS.get(code)
    return found.sentence.said(language) if found is not None else ""


def _links(c: Complaint, form: Mapping[str, Sequence[str]]) -> answering.Links:
    governing = policy_of(c)
    chosen = tuple(int(one) for one in form.get("findings", ()) if one.isdecimal())
    offers = tuple(int(one) for one in form.get("offers", ()) if one.isdecimal())
    decided = {one.id: (one.decision, one.basis is not None) for one in c.demands if one.decision}
    for row, demand in enumerate(c.demands):
        decision = "".join(form.get(f"decisions.{row}.decision", ()))
        if decision:
            decided[demand.id] = (decision, bool("".join(form.get(f"decisions.{row}.basis", ())).strip()))
    return answering.Links(
        findings=chosen or tuple(one.id for one in c.findings),
        articles=tuple(form.get("articles", ())),
        basis=bool("".join(form.get("rule", ())).strip()),
        offers=offers or tuple(one.id for one in c.offers if one.state == "approved"),
        no_remedy=bool("".join(form.get("no_remedy", ()))),
        clarifications=tuple(one.id for one in c.clarifications),
        routes=answering.routes_of(governing),
        limits=answering.limits_of(governing),
        decided=decided,
    )
