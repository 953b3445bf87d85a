"""The bounds around every page: what may be kept of an answer, and how much may be sent."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from wenguo.pages.asking import language
from wenguo.text import Text

MOST_OF_ANYBODY = 70_000_000  # bytes of one request from nobody we know: a form with all the files it may have
MOST_OF_A_LIST = 1_000  # characters of X-Forwarded-For that are read, from its end
PART = "application/offset+octet-stream"  # of a file that is sent in parts (pages/uploading.py)
MOST_OF_OURS = 620_000_000  # from a colleague: an intake with all of its files
TOO_LARGE: dict[
    str, Callable[[Text], HttpResponse]
] = {}  # prefix of addresses → how it is said there, if not as a page
_TOO_LARGE = Text(
    "一次发来的内容太大，没有收下。请减少文件，或压缩后再试。",
    "Too much came at once, and it was not taken. Send fewer or smaller files.",
)


class Forwarded:
    """Behind a proxy of ours (WENGUO_PROXIES) the visitor is who it says, so that limits are each visitor's own.

    The list of X-Forwarded-For is read from its end, where our proxies write; what stands before the first stranger is
    a visitor's own word and is not believed. Without such proxies the header means nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the visitor's address where everything reads it."""
        if settings.WENGUO_PROXIES:
            named = request.META.get("HTTP_X_FORWARDED_FOR", "")[-MOST_OF_A_LIST:].split(",")
            while named and _is_ours(request.META.get("REMOTE_ADDR", "")):
                address = _address(named.pop())
                if address is None:
                    break
                request.META["REMOTE_ADDR"] = address
        return self.get_response(request)


def _is_ours(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in settings.WENGUO_PROXIES)


def _address(written: str) -> str | None:
    """An address as proxies write it, without its port; None where it is none."""
    written = written.strip()
    if written.startswith("["):
        written = written[1:].partition("]")[0]
    elif written.count(":") == 1:
        written = written.partition(":")[0]
    try:
        return str(ip_address(written))
    except ValueError:
        return None


class Unkept:
    """No browser and no proxy keeps what a view answers, unless the view says otherwise.

    So nothing of a complaint is there to go back to after sign-out, on a computer that others use too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, and the word that it is not to be kept."""
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        return response


class Measured:
    """A body larger than any form of ours is refused before it is read, for Django writes files of any size to disk.

    It stands where the session is known; a body without a length is none to WSGI.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the length that the request gives; the account is asked for only where it matters."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isascii() and length.isdecimal() and len(length) < 16 else MOST_OF_OURS + 1
        part = (
            request.method == "PATCH" and request.content_type == PART
        )  # read in pieces, as far as its file was said to be
        if size > MOST_OF_ANYBODY and not part and (size > MOST_OF_OURS or not request.user.is_authenticated):
            told = next((answer for prefix, answer in TOO_LARGE.items() if request.path_info.startswith(prefix)), None)
            if told is not None:
                return told(_TOO_LARGE)
            shown = {"words": _TOO_LARGE.said(language()), "code": "field"}
            return render(request, "pages/refused.html", shown, status=413)
        return self.get_response(request)


class Visible:
    """A NUL that somebody sends is made visible, as the door does with words: no database of ours holds one.

    It stands behind `Measured`, for it reads the form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Almost always there is nothing to do."""
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _visible(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and _has_nul(request.POST):
            request.POST = _visible(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _has_nul(form: QueryDict) -> bool:
    return any("\x00" in str(value) for _, values in form.lists() for value in values)


def _visible(form: QueryDict) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, values in form.lists():
        made.setlist(name, [str(value).replace("\x00", "\N{SYMBOL FOR NULL}") for value in values])
    return made
