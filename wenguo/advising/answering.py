"""Self-service: what published answers say to a question, read from the table and made ready once for each state of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from django.db.models import Count, Max, Q, QuerySet

from wenguo.advising import switches
from wenguo.models import Article
from wenguo.queries import office

if TYPE_CHECKING:
    from wenguo.advice.answers import Answer, Answering

FEWEST = 4  # characters before there is anything to look for


def answered(question: str, unit: int | None, language: str) -> Answer | None:
    """What the articles of the house and of a unit say; None where self-service is off, or nothing is published or asked."""
    if len(question.strip()) < FEWEST or not switches.is_on("self_service", unit):
        return None
    known = office.units().get(unit) if unit is not None else None
    path = tuple(known.path) if known is not None else ()
    stamp = _published(path).aggregate(n=Count("pk"), at=Max("changed_at"), last=Max("pk"))
    if not stamp["n"]:
        return None
    return _ready(path, (stamp["n"], stamp["at"], stamp["last"])).answer(question, language)


def as_told(found: Answer, language: str) -> dict[str, Any]:
    """An answer as programs and assistants get it: quotes with their article, and why, or that it is not known."""
    quotes = [msgspec.to_builtins(one) for one in found.quotes]
    return {"known": found.known, "quotes": quotes, "because": found.because.said(language)}


def is_open(unit: int | None) -> bool:
    """Is there anything to ask here?"""
    return switches.is_on("self_service", unit) and Article.objects.filter(published=True, internal=False).exists()


def _published(path: tuple[int, ...]) -> QuerySet[Article]:
    return Article.objects.filter(Q(unit__isnull=True) | Q(unit_id__in=path), published=True, internal=False)


@lru_cache(maxsize=8)
def _ready(path: tuple[int, ...], _: tuple[object, ...]) -> Answering:
    from wenguo.advice.answers import Answering
    from wenguo.advice.answers import Article as Searched

    rows = _published(path).order_by("pk").values("pk", "title", "body", "language")[:2000]
    return Answering(
        Searched(id=one["pk"], title=one["title"], body=one["body"], language=one["language"]) for one in rows
    )
