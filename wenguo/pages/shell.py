"""What the shell around every page shows: language, light, size of letters, where one may go, what is new."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

from wenguo.models import Alarm, Membership
from wenguo.pages.asking import language
from wenguo.queries import care, house

THEMES = ("auto", "light", "dark")
THEME_COOKIE, LARGE_COOKIE = "theme", "large"
_BOARD = {"head", "quality", "approver", "legal", "auditor"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every page."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    shown: dict[str, Any] = {
        "language": language(),
        "is_zh": language().startswith("zh"),
        "theme": theme if theme in THEMES else "auto",
        "large": request.COOKIES.get(LARGE_COOKIE) == "1",
        "house_name": house.called(language()),
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        roles = set(Membership.objects.filter(account_id=user.pk).values_list("role", flat=True))
        shown |= {
            "roles": roles,
            "leads": bool(roles & _BOARD),
            "administers": "administrator" in roles,
            "pauses_told": care.told(user.pk, datetime.now(UTC)) if roles & _BOARD else [],
            "unseen": Alarm.objects.filter(account_id=user.pk, seen_at=None).count(),
        }
    return shown
