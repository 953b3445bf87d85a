"""Paper: the page that shows the letter and offers the files, and the files themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wenguo.faces.web.paper import asking
from wenguo.pages import telling
from wenguo.pages.asking import account, language
from wenguo.pages.forms_choices import policy_of
from wenguo.paper import casefile, casefile_pdf, letter_docx, letter_pdf, printing
from wenguo.paper import letter as letters
from wenguo.paper.casefile import Making
from wenguo.paper.letter import Letter
from wenguo.queries import house, office
from wenguo.queries.history import Whole
from wenguo.queries.people import names
from wenguo.rules import privacy
from wenguo.text import Text
from wenguo.verbs import Refused

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NO_ANSWER = Text(
    "还没有答复，也没有正在写的答复：先在投诉页写好，这里就能排成答复书。",
    "There is no answer yet, nor one being written: write it on the complaint's page, and it can be set here.",
)


def _tongue(request: HttpRequest) -> str:
    """The language of the document: the one asked for, else the reader's."""
    return {"zh": "zh-hans", "en": "en"}.get(request.GET.get("in", ""), language())


@require_GET
@login_required
@never_cache
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The letter as it will read, and every file there is to take."""
    at = datetime.now(UTC)
    whole, actor = asking.seen(request, number)
    given = asking.answer(request, whole)
    asking.logged(request, whole, "", at)
    tongue = _tongue(request)
    made = asking.letter(request, whole, given, tongue, at) if given else None
    shown: dict[str, Any] = {
        "room": "complaint",
        "c": whole.complaint,
        "made": made,
        "page": letter_pdf.laid_out(made) | {"state": letter_pdf.state(made)} if made else None,
        "tongue": "zh" if tongue.startswith("zh") else "en",
        "masked": whole.masked,
        "may_unmask": whole.masked and privacy.may_unmask(actor, whole.complaint),
        "enclosable": letters.enclosed_by_us(whole),
        "enclosed": request.GET.getlist("enclose"),
        "asked": "",
        "prints": printing.can_print(),
        "needed": printing.NEEDED,
        "query": request.GET.urlencode(),
    }
    return render(request, "web/paper/paper.html", shown)


@require_GET
@login_required
@never_cache
def letter(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The letter of reply as PDF or DOCX."""
    at = datetime.now(UTC)
    whole, _ = asking.seen(request, number)
    given = asking.answer(request, whole)
    if given is None:
        raise Refused(_NO_ANSWER)
    made = asking.letter(request, whole, given, _tongue(request), at)
    if kind == "docx":
        asking.logged(request, whole, _purpose("letter"), at)
        return _file(letter_docx.as_docx(made), DOCX, f"{_named(made)}.docx", save=True)
    return _printed(request, whole, lambda: letter_pdf.as_pdf(made), f"{_named(made)}.pdf", _purpose("letter"), at)


def _purpose(what: str) -> str:
    return {"letter": "letter of reply", "file": "case file"}[what]


def _named(made: Letter) -> str:
    return f"{made.number}-{'答复书' if made.zh else 'letter'}"


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def case_file(request: HttpRequest, number: str) -> HttpResponse:
    """The case file: as its reader sees it, covered where it is passed on, plain for a reason that is written down."""
    at = datetime.now(UTC)
    reason = request.POST.get("reason", "").strip()[:500]
    plain = request.method == "POST"
    if plain and len(reason) < asking.SHORTEST_REASON:
        raise Refused(
            Text(
                "请写明理由（至少 4 个字）：它会记入查阅日志。",
                "Give a reason of at least four characters: it goes on record.",
            ),
            code="field",
            field="reason",
        )
    whole, _ = asking.seen(request, number, cover="cover" in request.GET, unmask=plain)
    making = _making(request, whole, reason, at)
    name = f"{whole.complaint.number}-{'案卷' if language().startswith('zh') else 'case-file'}.pdf"
    return _printed(request, whole, lambda: casefile_pdf.as_pdf(whole, making), name, reason or _purpose("file"), at)


def _making(request: HttpRequest, whole: Whole, reason: str, at: datetime) -> Making:
    c = whole.complaint
    unit = office.units()[c.unit]
    own, tongue = account(request), language()
    known = names({own, *_mentioned(whole)})
    return Making(
        house=house.called(tongue),
        unit=unit.name if tongue.startswith("zh") else unit.name_en or unit.name,
        names=known,
        told=casefile.told(telling.story(whole, known, tongue)),
        policy=policy_of(c),
        codes=office.taxonomy(),
        language=tongue,
        zone=unit.time_zone,
        at=at,
        by=known.get(own, str(own)),
        reason=reason,
    )


def _mentioned(whole: Whole) -> set[int]:
    """Every account the file may name."""
    c = whole.complaint
    found = {c.owner, c.first_responder, *c.concerned, *c.followers, *c.asked}
    found |= {int(entry.by[8:]) for entry in whole.entries if entry.by.startswith("account:")}
    return found | casefile.accounts(whole)


def _printed(request: HttpRequest, whole: Whole, make: Any, name: str, reason: str, at: datetime) -> HttpResponse:
    """The PDF, after the reading is written down; where this machine cannot print, what to install."""
    if not printing.can_print():
        return render(
            request,
            "web/paper/no_printer.html",
            {"needed": printing.NEEDED, "number": whole.complaint.number},
            status=503,
        )
    asking.logged(request, whole, reason, at)
    return _file(make(), PDF, name, save="save" in request.GET)


def _file(content: bytes, kind: str, name: str, *, save: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    from django.utils.http import content_disposition_header

    response["Content-Disposition"] = content_disposition_header(save, name) or "inline"
    return response
