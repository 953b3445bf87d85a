"""What is kept erasably, outside the log: words, persons and files, each with the salt of its fingerprint.

The log holds only id and HMAC-SHA-256 under a random 32-byte salt that lies here beside the content and is
destroyed with it: a plain hash of a telephone number could be tried out in an hour.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Left, Lower, Replace, Right, Upper


def fingerprint(salt: bytes, content: bytes) -> str:
    """The keyed fingerprint of kept content, as 64 hexadecimal digits."""
    return hmac.new(salt, content, hashlib.sha256).hexdigest()


# What people write between the digits of a telephone number; its last eleven digits tell it, with or without +86.
BETWEEN_DIGITS = " -()（）."


def _without(field: str, characters: str) -> Any:
    """A column without these characters, as both databases can index it."""
    found: Any = F(field)
    for character in characters:
        found = Replace(found, Value(character), Value(""))
    return found


class Message(models.Model):
    """Words somebody wrote or said; `text` and `salt` are null once erased."""

    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT, related_name="messages")
    field = models.CharField(max_length=30)
    text = models.TextField(null=True)
    salt = models.BinaryField(null=True)

    class Meta:
        db_table = "wenguo_message"
        indexes = [  # orders and contracts as queries/earlier.py asks for them; gone with the words
            models.Index(
                Left(Upper(_without("text", " ")), 60),
                F("complaint").desc(),
                name="by_contract",
                condition=Q(field="contract"),
            )
        ]


PERSON_FIELDS = ("name", "phone", "email", "address", "identity", "language")


class Person(models.Model):
    """Who somebody is and how to reach them; all null once erased."""

    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT, related_name="persons")
    field = models.CharField(max_length=30)
    name = models.TextField(null=True)
    phone = models.TextField(null=True, db_index=True)
    email = models.TextField(null=True)
    address = models.TextField(null=True)
    identity = models.TextField(null=True)
    language = models.TextField(null=True)
    salt = models.BinaryField(null=True)

    class Meta:
        db_table = "wenguo_person"
        indexes = [  # the same person as queries/earlier.py asks for them: a number however it was written
            models.Index(
                Right(_without("phone", BETWEEN_DIGITS), 11),
                F("complaint").desc(),
                name="by_digits",
                condition=Q(phone__gt=""),
            ),
            models.Index(Lower("email"), F("complaint").desc(), name="by_email", condition=Q(email__gt="")),
        ]


class Evidence(models.Model):
    """A file as it arrived; its bytes lie in the store under `path` and are never changed."""

    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT, related_name="evidence")
    field = models.CharField(max_length=30)
    name = models.TextField(null=True)
    media_type = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, null=True)
    path = models.TextField(null=True)
    salt = models.BinaryField(null=True)

    class Meta:
        db_table = "wenguo_evidence"
