"""The complainants' door: the secrets by which they follow a complaint, the sites that may show the form, what goes out.

A secret is shown once and never kept: only its digest, keyed with the installation's own key, so that the table alone
lets nobody try secrets out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

from django.conf import settings
from django.db import models

# Crockford's base 32: no I, L, O, U, so that a secret read out or written by hand is read as it was meant
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16  # times 5 bits = 80: beyond trying out, even by somebody who has table and key
_READ_AS = str.maketrans("ILO", "110", "-–— \t\n\u3000")


class Tracking(models.Model):
    """By what a complainant shows that a complaint is theirs; the secret is stored only as its digest."""

    complaint = models.OneToOneField("Complaint", on_delete=models.PROTECT, related_name="tracking")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("Account", on_delete=models.SET_NULL, null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "wenguo_tracking"


class Sending(models.Model):
    """One notice on its way out, claimed before it goes, so that it goes once; `state` is going, sent or failed."""

    line = models.OneToOneField("Line", on_delete=models.PROTECT, related_name="sending")
    way = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="going")
    tries = models.IntegerField(default=0)
    at = models.DateTimeField()
    answer = models.CharField(max_length=300, blank=True)  # what the server of the way said

    class Meta:
        db_table = "wenguo_sending"


class Site(models.Model):
    """A web site of ours that shows the form in a frame; its key names the unit that receives what comes."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    origin = models.CharField(max_length=200)
    unit = models.ForeignKey("Unit", on_delete=models.CASCADE)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_site"


def new_secret() -> str:
    """A fresh secret as it is shown: four groups of four, 80 random bits."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def secret_for(key: str) -> str:
    """The secret of a form sent with this key: the same again where the form is sent twice, and nobody else can make it."""
    made = hmac.new(settings.SECRET_KEY.encode(), f"secret {key}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(made[:10])
    return _grouped("".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH))))


def digest_of(secret: str) -> str:
    """What is stored of a secret, however it was typed: small letters, spaces, O for 0."""
    read = secret.upper().translate(_READ_AS)
    return hmac.new(settings.SECRET_KEY.encode(), f"tracking {read}".encode(), hashlib.sha256).hexdigest()


def issue(complaint_id: int, secret: str, at: datetime, account: int | None = None) -> None:
    """From now on this secret opens the complaint, and none that was given before."""
    Tracking.objects.update_or_create(
        complaint_id=complaint_id,
        defaults={"digest": digest_of(secret), "made_at": at, "made_by_id": account, "seen_at": None},
    )


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))
