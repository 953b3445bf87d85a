"""The pages of sign-in: signing in, what secures one's account, where one is signed in."""

from __future__ import annotations

import ipaddress
import time
import zlib
from datetime import UTC, datetime
from typing import Any, cast

from allauth.account.views import LoginView, PasswordChangeView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wenguo import passwords, rates, tries
from wenguo.faces.web.signin import devices, words
from wenguo.faces.web.signin.adapting import STRONG
from wenguo.models import Account
from wenguo.pages.asking import account, language

_SIGN_IN = 3  # a sort of counters of its own


class SignIn(LoginView):
    """Sign-in by name and password, by a passkey, or by the organisation's own sign-in."""

    template_name = "web/signin/login.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Our field is called `username`, as password managers expect."""
        given: dict[str, Any] = super().get_form_kwargs()
        if "data" in given:
            given["data"] = given["data"].copy()
            given["data"]["login"] = given["data"].get("username", "")
        return given

    def post(self, request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        """Too many tries are told to wait, whether there is such an account, whether the password was right or not."""
        address = request.META.get("REMOTE_ADDR", "")
        seconds = max(
            rates.wait(_SIGN_IN, zlib.crc32(address.encode()), settings.WENGUO_RATE_PUBLIC, time.time()),
            tries.wait(request.POST.get("username", ""), datetime.now(UTC)),
        )
        if seconds:
            shown = {"wait": words.wait(seconds), "typed": request.POST.get("username", "")}
            response = render(request, self.template_name, self.get_context_data(form=None, **shown), status=429)
            response["Retry-After"] = str(seconds)
            return response
        return cast("HttpResponse", super().post(request, *args, **given))

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Which ways there are to sign in."""
        shown: dict[str, Any] = super().get_context_data(**given)
        only = settings.WENGUO_OIDC_ONLY and bool(settings.SOCIALACCOUNT_PROVIDERS)
        return {
            **shown,
            "single": single_sign_on(),
            "only": only,
            "by_password": not only or "password" in self.request.GET or self.request.method == "POST",
            "passkeys": passkeys_work(self.request),
            "next": self.get_next_url() or "",
        }


def single_sign_on() -> dict[str, str] | None:
    """The button for single sign-on, where it is set up."""
    if "openid_connect" not in settings.SOCIALACCOUNT_PROVIDERS:
        return None
    return {"name": settings.WENGUO_OIDC_NAME, "url": reverse("openid_connect_login", args=["sso"])}


def passkeys_work(request: HttpRequest) -> bool:
    """Passkeys belong to a host name, and to https (or to this very machine): an address of digits has none."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost" or host.endswith(".localhost")
    return False


@login_required
@never_cache
def security(request: HttpRequest) -> HttpResponse:
    """What secures this account: password, second factor, passkeys, single sign-on, where one is signed in."""
    own = Authenticator.objects.filter(user_id=account(request)).order_by("created_at")
    held = {one.type: one for one in own}
    codes = held.get(Authenticator.Type.RECOVERY_CODES)
    shown = {
        "now": datetime.now(UTC),
        "password": cast("Account", request.user).has_usable_password(),
        "totp": held.get(Authenticator.Type.TOTP),
        "codes": codes and len(codes.wrap().get_unused_codes()),
        "passkeys": [one for one in own if one.type == Authenticator.Type.WEBAUTHN],
        "passkeys_work": passkeys_work(request),
        "protected": any(kind in held for kind in STRONG),
        "required": settings.WENGUO_SECOND_FACTOR_REQUIRED,
        "linked": SocialAccount.objects.filter(user_id=account(request)).exists(),
        "single": single_sign_on(),
        "places": _places(request),
    }
    return render(request, "web/signin/security.html", shown)


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    """Where one is signed in, this place first, then the last seen first."""
    places = [
        {
            "pk": one.pk,
            "device": devices.called(one.user_agent),
            "phone": devices.is_phone(one.user_agent),
            "address": one.ip,
            "since": one.created_at,
            "seen": one.last_seen_at,
            "here": one.session_key == request.session.session_key,
        }
        for one in UserSession.objects.purge_and_list(request.user)
    ]
    return sorted(places, key=lambda one: (not one["here"], -one["seen"].timestamp()))


@login_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Sign out at one place, or everywhere but here."""
    which = request.POST.get("place", "")
    places = UserSession.objects.filter(user_id=account(request))
    if which != "others":
        places = places.filter(pk=int(which) if which.isdecimal() else 0)
    for one in places.exclude(session_key=request.session.session_key):
        one.end()
    said = words.OTHERS_ENDED if which == "others" else words.ENDED
    messages.success(request, said.said(language()))
    return redirect("security")


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """The choice of a second factor, for who must have one before anything else."""
    return render(request, "web/signin/second_factor.html", {"passkeys_work": passkeys_work(request)})


class NewPassword(PasswordChangeView):
    """Another password; everywhere else one is signed out."""

    template_name = "web/signin/password.html"
    success_url = reverse_lazy("security")

    def get_success_url(self) -> str:
        """Back to what secures the account."""
        return reverse("security")

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """With the rule beside the field."""
        return {**super().get_context_data(**given), "rule": passwords.HELP}


class AddPasskey(AddWebAuthnView):
    """A new passkey."""

    template_name = "web/signin/passkey_add.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """What the browser needs to make one that stands for name and password together."""
        shown: dict[str, Any] = super().get_context_data(**given)
        shown["options"] = webauthn.begin_registration(self.request.user, passwordless=True)
        shown["passkeys_work"] = passkeys_work(self.request)
        return shown


class RemovePasskey(RemoveWebAuthnView):
    """A passkey given up; not the last one where one is required."""

    template_name = "web/signin/passkey_remove.html"
    success_url = reverse_lazy("security")

    def form_valid(self, form: Any) -> HttpResponse:
        """Refused where it is the last second factor and one is required."""
        from wenguo.faces.web.signin.adapting import Factors

        try:
            if not Factors().can_delete_authenticator(self.object):
                raise Factors().validation_error("cannot_delete_authenticator")
        except ValidationError as refused:
            messages.error(self.request, refused.messages[0])
            return HttpResponseRedirect(str(self.success_url))
        return cast("HttpResponse", super().form_valid(form))
