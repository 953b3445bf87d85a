"""The form in a frame on a site of ours: only that site may frame it, and what comes goes to the site's unit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from wenguo.faces.portal import form as forms
from wenguo.faces.portal.complaining import Sent, form_page, next_steps, send
from wenguo.faces.portal.shown import page, too_many, wait_of
from wenguo.models import Site
from wenguo.pages.asking import language

_LANGUAGES = {"zh": "zh-hans", "en": "en"}


@csrf_exempt  # in a frame of another site the browser keeps no cookie; the form acts for nobody who is signed in
@require_http_methods(["GET", "HEAD", "POST"])
def framed(request: HttpRequest, key: str) -> HttpResponse:
    """The form, or what it led to; for a key that is none, a plain page with the way to the door itself."""
    with override(_LANGUAGES.get(request.GET.get("language", ""), language())):
        site = Site.objects.filter(key=key, active=True).first()
        origin = _origin(site.origin) if site is not None else ""
        if site is None or not origin:
            return _for_all(page(request, "portal/no_site.html", {}, status=404))
        return _only_for(_answer(request, site), origin)


def _answer(request: HttpRequest, site: Site) -> HttpResponse:
    if request.method != "POST":
        return form_page(request, forms.empty(), site=site)
    at = datetime.now(UTC)
    seconds = wait_of(request, "complain", at.timestamp())
    if seconds:
        return too_many(request, seconds)
    sent = send(request, at, site)
    if not isinstance(sent, Sent):
        return sent
    shown = {**next_steps(request, sent.number, sent.secret), "site": site, "ways": []}
    return page(request, "portal/framed_done.html", shown)


@require_GET
def loader(_: HttpRequest) -> HttpResponse:
    """The small script that makes the frame on the site's page and lets it grow."""
    path = finders.find("portal/js/embed.js")
    if path is None:
        gathered = Path(settings.STATIC_ROOT) / "portal/js/embed.js"
        path = str(gathered) if gathered.exists() else None
    if path is None:
        raise Http404
    response = HttpResponse(Path(path).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # it is there to be loaded by other sites
    return response


def _origin(text: str) -> str:
    """Scheme, host and port of a site; empty where it is no web origin."""
    parts = urlsplit(text.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in parts.netloc or ";" in parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def _only_for(response: HttpResponse, origin: str) -> HttpResponse:
    return _framed_by(response, [origin])


def _for_all(response: HttpResponse) -> HttpResponse:
    """A page with nothing on it but a link may stand in any frame."""
    return _framed_by(response, ["*"])


def _framed_by(response: HttpResponse, origins: list[str]) -> HttpResponse:
    policy = {**settings.SECURE_CSP, "frame-ancestors": origins}
    response._csp_config = policy  # type: ignore[attr-defined]  # noqa: SLF001 — where Django's own decorator puts it
    response.xframe_options_exempt = True
    return response
