"""What there is to choose of persons concerned, findings, evidence, offers and articles: in words, from the record."""

from __future__ import annotations

from collections.abc import Callable

from wenguo.line import read
from wenguo.pages import telling
from wenguo.pages.forms_choices import Option, Place, colleagues
from wenguo.queries import office, people, standards
from wenguo.queries.persons import called
from wenguo.rules import fairness
from wenguo.rules.labels import label
from wenguo.text import Text

_PROOF_LINES = frozenset({"Heard", "Enclosed", "Recorded", "Reached", "Asked", "Noted"})


def subjects(place: Place) -> list[Option]:
    """Everybody a finding may name."""
    return [Option(one, called(place.whole, one, place.language)) for one in fairness.subjects(place.c)]


def concerned_accounts(place: Place) -> list[Option]:
    """Those of ours who are concerned."""
    listed = (one for one in fairness.subjects(place.c) if one.startswith("account:"))
    return [Option(one.removeprefix("account:"), called(place.whole, one, place.language)) for one in listed]


def persons(place: Place) -> list[Option]:
    """The persons concerned who have no account."""
    return [
        Option(str(one.id), called(place.whole, f"person:{one.id}", place.language), label(one.role, place.language))
        for one in place.c.persons
        if one.account is None
    ]


def proof(place: Place) -> list[Option]:
    """Items of evidence, then the lines of the log that a finding may rest on."""
    files = [
        Option(ref, str(row["name"] or ref), "", place.say("材料", "Evidence"))
        for ref, row in place.whole.files.items()
        if row["path"] is not None
    ]
    names = people.names([int(one.by[8:]) for one in place.whole.entries if one.by.startswith("account:")])
    lines = [
        Option(
            f"line:{entry.position}",
            f"#{entry.position} " + telling.sentence(read(entry.data).event, names, place.language, place.c.clocks),
            _beginning(" ".join(entry.words)),
            place.say("记录", "The record"),
        )
        for entry in place.whole.entries
        if entry.event in _PROOF_LINES
    ]
    return [*files, *lines]


def findings(place: Place) -> list[Option]:
    """The findings on record."""
    return [
        Option(
            str(one.id),
            f"{one.id}. {place.words(one.words) or '—'}",
            fairness.STANDARDS[one.standard].said(place.language) if one.standard in fairness.STANDARDS else "",
        )
        for one in place.c.findings
    ]


def offers(place: Place) -> list[Option]:
    """The offers that were approved."""
    codes = office.taxonomy()
    return [
        Option(str(one.id), f"{one.id}. {codes.label(one.remedy, place.language)}")
        for one in place.c.offers
        if one.state == "approved"
    ]


def articles(place: Place) -> list[Option]:
    """The rules of the packs in force that an answer may rest on, by pack."""
    packs = {pack.id: pack.name for pack in place.policy.listed()}
    found = []
    for rule in place.policy.rules(None):
        if rule.grade == "design":
            continue
        name = packs.get(rule.pack)
        group = Text(name.zh, name.en).said(place.language) if name is not None else rule.pack
        found.append(
            Option(
                f"{rule.pack}/{rule.id}",
                Text(rule.name.zh, rule.name.en).said(place.language),
                telling.cited(rule.source, place.language),
                group,
            )
        )
    pinned = {
        f"{one.rule.pack}/{one.rule.id}"
        for one in standards.at_hand(place.c, place.policy, place.language)
        if one.rule is not None
    }
    first = place.say("钉在本件原因上的标准", "Standards pinned to its causes")
    return [
        *(one._replace(group=first) for one in found if one.value in pinned),
        *(one for one in found if one.value not in pinned),
    ]


def _beginning(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


CHOICES: dict[tuple[str, str], Callable[[Place], list[Option] | None]] = {
    ("investigate", "against"): subjects,
    ("investigate", "evidence"): proof,
    ("investigate", "demands"): lambda place: [Option(str(one.id), place.demand(one)) for one in place.c.demands],
    ("tell", "account"): concerned_accounts,
    ("tell", "person"): persons,
    ("hear", "person"): persons,
    ("involve", "account"): colleagues,
    ("declare", "account"): colleagues,
    ("clarify", "proof"): proof,
    ("clarify", "finding"): findings,
    ("withhold", "finding"): findings,
    ("answer", "findings"): findings,
    ("answer", "offers"): offers,
    ("answer", "articles"): articles,
    ("submit", "findings"): findings,
    ("submit", "offers"): offers,
    ("submit", "articles"): articles,
}
