"""A refusal on a page: the words for the person, the right status, and the way back; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wenguo.pages.asking import is_part, language
from wenguo.queries import office
from wenguo.verbs import Refused

STATUS = {"refused": 409, "permission": 403, "unseen": 404, "stage": 409, "stale": 412, "field": 422}


class Refusing:
    """Turns a Refused that a view let through into a page, or into a part where htmx asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do unless a view refuses; a page that only reads looks at the office once."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with office.held():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The refusal in words."""
        if not isinstance(exception, Refused):
            return None
        template = "pages/refused_part.html" if is_part(request) else "pages/refused.html"
        shown = {"words": exception.text.said(language()), "code": exception.code}
        return render(request, template, shown, status=STATUS.get(exception.code, 409))
