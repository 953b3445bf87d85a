"""Who asks, in which language, at what time: the first lines of every view."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from wenguo.perform import By
from wenguo.queries.seeing import Asker, asker


def account(request: HttpRequest) -> int:
    """The account that is signed in (views are guarded by login_required)."""
    assert request.user.pk is not None
    return int(request.user.pk)


def who(request: HttpRequest) -> Asker:
    """The asker, with what they may see."""
    return asker(account(request), "web")


def by(request: HttpRequest) -> By:
    """Who acts, through the web."""
    return By(account=account(request), via="web")


def language() -> str:
    """The reader's language."""
    return get_language() or settings.LANGUAGE_CODE


def whole_number(text: str | None, *, digits: int = 18) -> int | None:
    """A whole number as an address or a form gives it; None where it is none, or has more digits than any id."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= digits else None


def is_part(request: HttpRequest) -> bool:
    """Does htmx ask for a part of a page, not for a whole one?"""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") != "full"


def outside(request: HttpRequest, path: str) -> str:
    """A path as people reach it from outside: by the settled address, else by the one that was asked."""
    return f"{settings.WENGUO_ADDRESS}{path}" if settings.WENGUO_ADDRESS else request.build_absolute_uri(path)
