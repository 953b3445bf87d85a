"""Who follows which complaint: a signed cookie for half an hour, bound to the secret that opened it. No account, no row."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from wenguo.queries.numbers import normalised
from wenguo.queries.tracking import Opened, still_opened

MINUTES = 30
FOLLOW, SENT = "follow", "sent"  # the cookies: the complaint that is followed; the number and secret just given


def open_for(response: HttpResponse, found: Opened) -> None:
    """This browser may follow this complaint from now on, for half an hour after its last look."""
    _set(response, FOLLOW, [found.number, found.digest], "/track/")


def close(response: HttpResponse) -> None:
    """This browser follows nothing any more."""
    response.delete_cookie(FOLLOW, path="/track/")
    response.delete_cookie(SENT, path="/done/")


def followed_by(request: HttpRequest, number: str) -> Opened | None:
    """The complaint of that number, where this browser opened it."""
    held = _get(request, FOLLOW)
    if held is None or held[0] != normalised(number):
        return None
    return still_opened(held[0], held[1])


def open_now(request: HttpRequest) -> str:
    """The number this browser follows, or nothing."""
    held = _get(request, FOLLOW)
    return str(held[0]) if held is not None else ""


def keep_sent(response: HttpResponse, number: str, secret: str) -> None:
    """Keep number and secret for the page that shows them: in this browser only, for half an hour."""
    _set(response, SENT, [number, secret], "/done/")


def sent(request: HttpRequest) -> tuple[str, str] | None:
    """The number and the secret just given."""
    held = _get(request, SENT)
    return (str(held[0]), str(held[1])) if held is not None else None


def _set(response: HttpResponse, name: str, value: list[str], path: str) -> None:
    response.set_cookie(
        name,
        signing.dumps(value, salt=f"portal.{name}"),
        max_age=MINUTES * 60,
        path=path,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _get(request: HttpRequest, name: str) -> Any:
    try:
        return signing.loads(request.COOKIES.get(name, ""), salt=f"portal.{name}", max_age=MINUTES * 60)
    except signing.BadSignature:
        return None
