"""What is kept erasably, outside the log: words, persons and files, each with the salt of its fingerprint.

The log holds only id and HMAC-SHA-256 under a random 32-byte salt that lies here beside the content and is
destroyed with it: a plain hash of a telephone number could be tried out in an hour.
"""

from __future__ import annotations

import hashlib
import hmac

from django.db import models


def fingerprint(salt: bytes, content: bytes) -> str:
    """The keyed fingerprint of kept content, as 64 hexadecimal digits."""
    return hmac.new(salt, content, hashlib.sha256).hexdigest()


class Message(models.Model):
    """Words somebody wrote or said; `text` and `salt` are null once erased."""

    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT, related_name="messages")
    field = models.CharField(max_length=30)
    text = models.TextField(null=True)
    salt = models.BinaryField(null=True)

    class Meta:
        db_table = "wenguo_message"


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
