"""Self-service at the complainants' door: what is published is quoted, what is not is said to be unknown, and one hands over.

Never in the way of complaining: everything typed goes along, at every step.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.advice.answers import Answer
from wenguo.advising import answering
from wenguo.faces.portal.form import MOST_WORDS
from wenguo.faces.portal.form import empty as empty_form
from wenguo.faces.portal.shown import page, too_many, wait_of
from wenguo.pages.asking import language
from wenguo.queries.receiving import receiver
from wenguo.text import Text

MOST_SAID = 20  # questions that are carried along
LONGEST = 2_000  # characters of one


def answered(question: str) -> Answer | None:
    """What the published answers of the unit that receives complaints here say; None where there is nothing to ask."""
    return answering.answered(question, _unit(), language())


def is_open() -> bool:
    """Can anything be asked here?"""
    return answering.is_open(_unit())


def _unit() -> int | None:
    to = receiver("", None)
    return to.unit.id if to is not None else None


@csrf_exempt  # it acts for nobody: it reads what is published
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A page for a plain question; each answer stays in sight, and what was said is carried along."""
    if request.method != "POST":
        return _page(request, [], None, "")
    seconds = wait_of(request, "ask", datetime.now(UTC).timestamp())
    if seconds:
        return too_many(request, seconds)
    question = request.POST.get("question", "").strip()[:LONGEST]
    said = _said(request)
    if not question:
        return _page(request, said, None, "", wrong=_NOTHING)
    return _page(request, [*said, question][-MOST_SAID:], answered(question), question)


_NOTHING = Text("请写下您想问的。", "Write what you would like to know.")


def _said(request: HttpRequest) -> list[str]:
    """What was asked before on this page, as the page carried it."""
    return [one.strip()[:LONGEST] for one in request.POST.getlist("said") if one.strip()][-MOST_SAID:]


def _page(
    request: HttpRequest, said: list[str], answer: Answer | None, question: str, wrong: Text | None = None
) -> HttpResponse:
    shown: dict[str, Any] = {"said": said, "answer": answer, "question": question, "wrong": wrong, "open": is_open()}
    return page(request, "portal/ask.html", {**shown, "most": LONGEST}, status=422 if wrong else 200)


@csrf_exempt  # as above
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """The quiet box under the words: what is published about them, or that nothing is; asked for by a press, never by typing."""
    seconds = wait_of(request, "ask", datetime.now(UTC).timestamp())
    answer = answered(request.POST.get("words", "")[:LONGEST]) if not seconds else None
    response = render(request, "portal/maybe.html", {"answer": answer, "looked": True})
    response["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # as above: it fills a form in, and records nothing
@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """The complaint form with everything said so far."""
    from wenguo.faces.portal.complaining import form_page

    said = _said(request)
    question = request.POST.get("question", "").strip()[:LONGEST]
    form = empty_form()
    form.values["words"] = "\n".join(dict.fromkeys([*said, question] if question else said))[:MOST_WORDS]
    return form_page(request, form, returned=True, handed_over=bool(form.values["words"]))
