"""Sign-in by name and password; guessing is slowed, for one name and from one address."""

from __future__ import annotations

import time
import zlib
from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wenguo import rates

_SIGN_IN = 3  # a sort of counters of its own
_TRIES_A_NAME = 10  # passwords tried a minute for one account name (design)


class SignIn(LoginView):
    """Sign-in by name and password; guessing is slowed, for one name and from one address."""

    template_name = "web/signin/login.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the try first: too many are told to wait, whether the password was right or not."""
        now = time.time()
        tried = (request.POST.get("username", "").casefold(), _TRIES_A_NAME)
        address = (request.META.get("REMOTE_ADDR", ""), settings.WENGUO_RATE_PUBLIC)
        waits = [rates.wait(_SIGN_IN, zlib.crc32(who.encode()), most, now) for who, most in (tried, address)]
        if any(waits):
            shown = {"form": self.get_form(), "wait": max(waits), "next": request.POST.get("next", "")}
            response = render(request, self.template_name, shown, status=429)
            response["Retry-After"] = str(max(waits))
            return response
        return super().post(request, *args, **kwargs)
