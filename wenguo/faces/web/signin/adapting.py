"""What we ask of allauth differently: our words in both languages, slowed guessing, kept secrets, a required factor."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html

from wenguo import tries
from wenguo.administering import people
from wenguo.faces.web.signin import words
from wenguo.models import Account, Membership
from wenguo.pages.asking import language
from wenguo.queries import house
from wenguo.queries.administrators import settler
from wenguo.text import Text

STRONG = ("totp", "webauthn")  # recovery codes stand in for one of these, they are none themselves


def has_second_factor(account: int) -> bool:
    """Does this account hold a second factor?"""
    return bool(Authenticator.objects.filter(user_id=account, type__in=STRONG).exists())


class _Speaking:
    """Errors and messages in our words; what we have no words for is not said at all."""

    def validation_error(self, code: str, *_: Any) -> ValidationError:
        """The error in the reader's language."""
        return ValidationError(words.ERRORS.get(code, words.NOT_DONE).said(language()), code=code)


class Accounts(_Speaking, DefaultAccountAdapter):
    """Passwords: no sign-up, guessing slowed for each name, messages in our words."""

    def is_open_for_signup(self, _: HttpRequest) -> bool:
        """Administrators make accounts."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address asked from; behind a socket there is none."""
        return request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104 — says that none is known

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_: Any, **given: Any
    ) -> None:
        """Our words for what allauth would say."""
        text = words.MESSAGES.get(message_template or "")
        if text or given.get("message"):
            messages.add_message(request, level, text.said(language()) if text else given["message"])

    def authenticate(self, request: HttpRequest, **given: Any) -> Account | None:
        """The account behind name and password; a wrong try counts against the name, a right one clears it."""
        name, at = given.get("username", ""), datetime.now(UTC)
        seconds = tries.wait(name, at)
        if seconds:
            raise ValidationError(words.wait(seconds).said(language()), code="wait")
        found: Account | None = super().authenticate(request, **given)
        if found is not None and settings.WENGUO_OIDC_ONLY and not _administers(found):
            found = None
        if found is None:
            tries.wrong(name, at)
        else:
            tries.right(name)
        return found

    def set_password(self, user: Account, password: str) -> None:
        """One's own choice, written down like every other change of an account."""
        people.set_password(settler(user.pk), datetime.now(UTC), user, password)

    def pre_authenticate(self, *_: Any, **__: Any) -> None:
        """Counted above, in the database, for all server processes together."""

    def is_reauthentication_required(self, *, app: str, **given: Any) -> bool:
        """Not again within ten minutes of signing in."""
        user = getattr(self.request, "user", None)
        now = datetime.now(UTC).timestamp()
        if any(
            now - one["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
            for one in get_authentication_records(self.request, user)
        ):
            return False
        return bool(super().is_reauthentication_required(app=app, **given))


def _administers(account: Account) -> bool:
    return Membership.objects.filter(account=account, role="administrator").exists()


class Factors(_Speaking, DefaultMFAAdapter):
    """Second factors: secrets are kept encrypted; the last one stays where one is required."""

    def get_totp_label(self, user: Account) -> str:
        """Whose codes they are, as the app on the telephone shows them."""
        return user.username

    def _get_user_identifier(self, user: Account) -> str:
        return user.username

    def _get_site_name(self) -> str:
        return Text("闻过", "Wenguo").said(language()) + (f" · {name}" if (name := house.called(language())) else "")

    def build_totp_svg(self, url: str) -> str:
        """The code to photograph; light behind it in the dark as well, for cameras want it so."""
        import qrcode
        from qrcode.image.svg import SvgPathFillImage

        out = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage, border=3).save(out)
        return out.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """A copied database is no copied second factor."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted; after a changed secret key something that no code fits, never something known."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one where the organisation requires one."""
        if not settings.WENGUO_SECOND_FACTOR_REQUIRED or authenticator.type not in STRONG:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002 — allauth's name for it
        """A name to begin with."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(format_html("{} {}", words.PASSKEY.said(language()), count))


def _box() -> Fernet:
    key = hashlib.sha256(b"second factor\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
