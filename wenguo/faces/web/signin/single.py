"""Single sign-on by OpenID Connect: whom the provider vouches for, and which of our accounts that is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wenguo.models import Account, Unit
from wenguo.queries.house import changed


class Single(DefaultSocialAccountAdapter):
    """Maps who comes from the provider to an account that is there already, or to a new one where that is wished."""

    def is_open_for_signup(self, *_: Any) -> bool:
        """New accounts are made below or not at all."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Known from before: nothing to do. Else the claim decides, once; from then on it is the provider's `sub`."""
        if sociallogin.is_existing:
            return
        named = _named(sociallogin.account.extra_data)
        with transaction.atomic():
            account = _account(named)
            taken = account and SocialAccount.objects.filter(user=account, provider=sociallogin.account.provider)
            if taken and taken.exists():  # a name given to another person over there is not that person here
                account = None
            elif account is None and settings.WENGUO_OIDC_CREATE and named:
                account = _made(named, sociallogin.account.extra_data)
            if account is None:
                shown = {"named": named, "claim": settings.WENGUO_OIDC_CLAIM}
                raise ImmediateHttpResponse(render(request, "web/signin/unknown.html", shown, status=403))
            sociallogin.connect(request, account)


def _claims(found: dict[str, Any]) -> dict[str, Any]:
    return {**(found.get("id_token") or {}), **(found.get("userinfo") or {})}


def _named(found: dict[str, Any]) -> str:
    """How the provider calls the person; an address that it says it has not verified is nobody's."""
    claims = _claims(found)
    if settings.WENGUO_OIDC_CLAIM == "email" and claims.get("email_verified") is False:
        return ""
    return str(claims.get(settings.WENGUO_OIDC_CLAIM) or "").strip()


def _account(named: str) -> Account | None:
    if not named:
        return None
    by = "email__iexact" if settings.WENGUO_OIDC_CLAIM == "email" else "username"
    found = Account.objects.filter(**{by: named})[:2]
    return found[0] if len(found) == 1 else None


def _made(named: str, found: dict[str, Any]) -> Account | None:
    """A new account without roles: an administrator says what it may do. None where the name or the unit will not do."""
    claims = _claims(found)
    units = Unit.objects.filter(active=True)
    unit = units.filter(code=settings.WENGUO_OIDC_UNIT) if settings.WENGUO_OIDC_UNIT else units.filter(parent=None)
    place = unit.order_by("pk").first()
    if place is None or len(named) > 150 or any(char.isspace() for char in named) or named.isdecimal():
        return None
    if Account.objects.filter(username__iexact=named).exists():
        return None
    made = Account(
        username=named,
        display_name=str(claims.get("name") or "")[:200],
        email=str(claims.get("email") or "")[:254],
        unit=place,
    )
    made.set_unusable_password()
    made.save()
    after = {"name": made.display_name, "email": made.email, "unit": place.code, "active": True}
    changed("person", named, None, after, made.pk, datetime.now(UTC), place.pk)
    return made


def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider; where it does not answer, that is said."""
    return _asked(openid.login, request, provider_id)


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider."""
    return _asked(openid.callback, request, provider_id)


def _asked(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view(request, provider_id)
    except (requests.RequestException, KeyError):
        return render(request, "web/signin/silent.html", status=502)
    return answer
