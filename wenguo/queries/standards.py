"""Standards and procedures at hand: what is pinned to a complaint's causes, articles of ours and rules of its packs."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from django.db.models import Q

from wenguo.complaint import Complaint
from wenguo.models import Article
from wenguo.queries import office
from wenguo.rules.policy import Policy, Rule

MOST = 500


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """One standard: `key` links it as a basis, `because` says which cause it is pinned to."""

    key: str
    title: str
    text: str
    rule: Rule | None  # of a pack, with its source and grade
    internal: bool
    because: str


def at_hand(c: Complaint, policy: Policy, language: str) -> list[Standard]:
    """What is pinned to the causes of this complaint, for its unit or the whole house; in the reader's language where there is any."""
    if not c.causes:
        return []
    path = office.units()[c.unit].path
    rows = Article.objects.filter(Q(unit__isnull=True) | Q(unit_id__in=path), published=True).exclude(causes=[])
    pins = list(rows.values_list("pk", "causes", "language")[:MOST])  # the texts only of what is pinned here
    here = [(key, spoken_in) for key, causes, spoken_in in pins if pinned_to(causes, c.causes) is not None]
    if not here:
        return []
    spoken = "zh-hans" if language.startswith("zh") else "en"
    found: list[Standard] = []
    rules: dict[str, str] = {}
    theirs = [key for key, spoken_in in here if spoken_in == spoken] or [key for key, _ in here]
    for row in sorted(Article.objects.filter(pk__in=theirs), key=lambda one: one.title):
        because = office.taxonomy().label(pinned_to(row.causes, c.causes) or "", language)
        found.append(
            Standard(
                key=f"article:{row.pk}",
                title=row.title,
                text=row.body,
                rule=None,
                internal=row.internal,
                because=because,
            )
        )
        rules |= dict.fromkeys(row.rules, because)
    by_key = {rule.key: rule for rule in policy.valid}
    return [*found, *(_of_pack(by_key[key], why, language) for key, why in rules.items() if key in by_key)]


def pinned_to(pins: Iterable[str], causes: Iterable[str]) -> str | None:
    """The first of the complaint's causes that a pin names, itself or as the class above it."""
    listed = tuple(pins)
    return next((cause for cause in causes if any(cause.startswith(pin) for pin in listed)), None)


def _of_pack(rule: Rule, because: str, language: str) -> Standard:
    zh = language.startswith("zh")
    note = rule.note
    return Standard(
        key=rule.key,
        title=rule.name.zh if zh else rule.name.en,
        text=(note.zh if zh else note.en) if note is not None else "",
        rule=rule,
        internal=False,
        because=because,
    )
