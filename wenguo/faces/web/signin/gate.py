"""Between signing in and the desk: when this place was last seen, a password of one's own, a second factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from wenguo.faces.web.signin.adapting import has_second_factor
from wenguo.pages.asking import language
from wenguo.text import Text

_EVERY = timedelta(minutes=5)
_MOST = 10_000
_OPEN = ("/accounts/", "/choose/", "/static/", "/healthz")
_FIRST = Text("请先在网页上设置两步验证。", "Set up a second factor on the web first.")
_OWN_FIRST = Text("请先在网页上换成自己的密码。", "Choose a password of your own on the web first.")

Respond = Callable[[HttpRequest], HttpResponse]


class Seen:
    """Keeps when each signed-in place was last seen, at most every five minutes: a request a write would be too dear."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        self._touched: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Most requests need no statement for it."""
        key = request.session.session_key
        if key and request.session.get(SESSION_KEY) and time.monotonic() >= self._touched.get(key, 0):
            if len(self._touched) >= _MOST:
                self._touched.clear()
            self._touched[key] = time.monotonic() + _EVERY.total_seconds()
            now = datetime.now(UTC)
            if UserSession.objects.filter(session_key=key, last_seen_at__lt=now - _EVERY).exists():
                UserSession.objects.filter(session_key=key).update(last_seen_at=now)
        return self.get_response(request)


class OwnPassword:
    """Who signed in by a password made for a single time chooses their own before anything else."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Without a session there is nobody to ask, and no statement for it."""
        if self._lacks(request):
            return _sent_back(request, _OWN_FIRST, "own_password", "account_change_password")
        return self.get_response(request)

    def _lacks(self, request: HttpRequest) -> bool:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith(_OPEN):
            return False
        if "Authorization" in request.headers or not getattr(request.user, "must_change_password", False):
            return False
        # by a passkey or single sign-on one never had the password in hand
        ways = [one.get("method") for one in get_authentication_records(request, request.user)]
        return not ways or "password" in ways


class SecondFactor:
    """Who signed in with a password alone sets up a second factor before anything else, where one is required."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Tokens bring no session and pass; so does single sign-on, whose provider sees to it."""
        if self._lacks(request):
            return _sent_back(request, _FIRST, "second_factor", "second_factor")
        return self.get_response(request)

    def _lacks(self, request: HttpRequest) -> bool:
        if not settings.WENGUO_SECOND_FACTOR_REQUIRED or request.path.startswith(_OPEN):
            return False
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return False
        if any(one.get("method") == "socialaccount" for one in get_authentication_records(request, request.user)):
            return False
        return not has_second_factor(request.user.pk)


def _sent_back(request: HttpRequest, text: Text, code: str, to: str) -> HttpResponse:
    """To the page where it is done; a program is told."""
    if request.path.startswith("/api/"):
        return JsonResponse({"title": text.said(language()), "code": code}, status=403)
    return redirect(to)
