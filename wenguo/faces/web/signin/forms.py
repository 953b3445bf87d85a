"""The forms of sign-in: allauth's, with our words, slowed guessing, and codes that work once on every server process."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from wenguo import tries
from wenguo.faces.web.signin import words
from wenguo.pages.asking import language


class _Ours:
    """A field left empty says so in our words."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, field in self.fields.items():
            said = words.NOT_THERE if name == "credential" else words.REQUIRED
            field.error_messages |= {"required": said.said(language()), "invalid": said.said(language())}


class SignInForm(_Ours, LoginForm):
    """Name and password."""


class PasswordAgain(_Ours, PasswordAgainForm):
    """The password once more before something that matters."""


class ChangePassword(_Ours, ChangePasswordForm):
    """The old password and the new one twice."""

    def clean(self) -> dict[str, Any]:
        """Both new ones alike, and another one than before."""
        given: dict[str, Any] = forms.Form.clean(self) or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", words.NOT_ALIKE.said(language()))
        if first and first == given.get("oldpassword"):
            self.add_error("password1", words.ERRORS["same_as_current"].said(language()))
        return given


class _Slowed(_Ours):
    """Codes are guessed slowly, and one of the telephone works once, whichever process it comes to."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        """The code, right, in time and not used before."""
        name, at = f"code:{self.user.pk}", datetime.now(UTC)
        seconds = tries.wait(name, at)
        if seconds:
            raise ValidationError(words.wait(seconds).said(language()), code="wait")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            if self.authenticator.type == Authenticator.Type.TOTP and not _first_use(self.authenticator, code):
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            tries.wrong(name, at)
            raise
        tries.right(name)
        return code


def _first_use(authenticator: Authenticator, code: str) -> bool:
    """Is this code newer than the last one used? RFC 6238 5.2: a code is accepted once."""
    secret = get_adapter().decrypt(authenticator.data["secret"])
    fits = [
        step
        for step in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    ]
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        if not fits or fits[-1] <= row.data.get("used_step", 0):
            return False
        row.data["used_step"] = fits[-1]
        row.save(update_fields=["data"])
    return True


class Code(_Slowed, AuthenticateForm):
    """The second step of signing in."""


class CodeAgain(_Slowed, ReauthenticateForm):
    """A code before something that matters."""


class SetUp(_Ours, ActivateTOTPForm):
    """The first code of a new app."""


class NewPasskey(_Ours, AddWebAuthnForm):
    """A passkey: always one that can stand for name and password together."""

    name = forms.CharField(required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        """It must have asked for a finger, a face or a PIN."""
        self.cleaned_data["passwordless"] = True
        given: dict[str, Any] = super().clean()
        return given


class NamedPasskey(_Ours, EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(max_length=60)
