"""What every page of the complainants' door shows of the house, and how each is answered: never stored, never indexed."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wenguo import rates
from wenguo.pages.asking import language
from wenguo.queries import house
from wenguo.text import Text

_PUBLIC = 3  # the sort of counters shared with sign-in; the words before the address keep them apart


def house_shown() -> dict[str, Any]:
    """Telephone, hours, address and procedure, in the reader's language where they are written in it."""
    known = house.everything()

    def said(name: str) -> str:
        return (
            Text(known[f"{name}_zh"], known[f"{name}_en"] or known[f"{name}_zh"]).said(language())
            or known[f"{name}_zh"]
        )

    return {
        "phone": known["phone"],
        "dial": "".join(one for one in known["phone"] if one.isdigit() or one == "+"),
        "email": known["email"],
        "address": said("address"),
        "hours": said("hours"),
        "procedure": said("procedure"),
    }


def page(
    request: HttpRequest, template: str, shown: dict[str, Any], *, status: int = 200, private: bool = True
) -> HttpResponse:
    """A page of the door; a private one is kept by no browser, no proxy and no search engine."""
    response = render(request, template, {"house": house_shown(), **shown}, status=status)
    if private:
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def wait_of(request: HttpRequest | None, what: str, now: float, most: int | None = None) -> int:
    """Count one knock of this address (None: of anybody) at a door; the seconds until the next may come, else 0."""
    address = request.META.get("REMOTE_ADDR", "") if request is not None else ""
    # keyed, so that nobody can find a knock whose counter lies where another's does and wipes it out
    known = hashlib.blake2b(f"{what} {address}".encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=7)
    who = int.from_bytes(known.digest())
    return rates.wait(_PUBLIC, who, settings.WENGUO_RATE_PUBLIC if most is None else most, now)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Politely: come back in a moment, nothing is lost."""
    response = page(request, "portal/wait.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response
