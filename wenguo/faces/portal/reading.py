"""Pages one only reads: what happens with one's data and on which basis."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wenguo.faces.portal.shown import page
from wenguo.queries.receiving import portal_unit


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, for how long, who sees it, and what one can ask for (个人信息保护法 arts. 13, 17)."""
    return page(request, "portal/privacy.html", {"unit": portal_unit()}, private=False)
