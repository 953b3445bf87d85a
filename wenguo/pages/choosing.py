"""Choosing the language, the light and the size of letters: kept in cookies, on this machine, for a year."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from wenguo.pages.shell import LARGE_COOKIE, THEME_COOKIE, THEMES

YEAR = 31_536_000


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen, and go back to where one was."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    wanted = request.POST.get("language", "")
    if wanted and check_for_language(wanted):
        _keep(request, response, settings.LANGUAGE_COOKIE_NAME, wanted)
    if request.POST.get("theme") in THEMES:
        _keep(request, response, THEME_COOKIE, request.POST["theme"])
    if request.POST.get("large") in {"0", "1"}:
        _keep(request, response, LARGE_COOKIE, request.POST["large"])
    return response


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())


urlpatterns = [path("choose/", choose, name="choose")]
