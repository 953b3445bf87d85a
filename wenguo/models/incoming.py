"""What is on its way: files that arrive in parts (tus 1.0) and are not evidence yet; and what was found out of a file."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models

KEPT = timedelta(hours=24)  # how long a half-sent file waits for its rest
MOST_BYTES = 2_147_483_648
MOST_OPEN = 20  # half-sent files of one person or one complainant at a time
_HEX = frozenset("0123456789abcdef")


class Incoming(models.Model):
    """One file on its way, of an account or of the complainant of one complaint; its bytes lie in a folder of ours.

    Once it is whole its bytes lie in the store under `path`; `salt` and `fp` were made in the one pass that measured it.
    """

    key = models.CharField(max_length=40, unique=True)
    account = models.ForeignKey("Account", on_delete=models.CASCADE, null=True)
    complaint = models.ForeignKey("Complaint", on_delete=models.CASCADE, null=True)
    name = models.TextField()
    media_type = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    path = models.TextField(blank=True)
    salt = models.BinaryField(null=True)
    fp = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "wenguo_incoming"

    @property
    def part(self) -> Path:
        """Where its bytes gather."""
        return folder() / self.key

    @property
    def whole(self) -> bool:
        """Did all of it arrive?"""
        return bool(self.path)

    @property
    def offset(self) -> int:
        """How many bytes have arrived."""
        if self.whole:
            return self.size
        return self.part.stat().st_size if self.part.exists() else 0


class Examined(models.Model):
    """What a file's own bytes say: type, what its camera wrote, how it looks, whether a scanner found something.

    The four parts of the picture's fingerprint are indexed apart: pictures that differ in three places at most agree in
    one of four. The row is deleted with the file's name and digest when a complaint is erased.
    """

    evidence = models.OneToOneField("Evidence", on_delete=models.CASCADE, primary_key=True, related_name="examined")
    complaint = models.ForeignKey("Complaint", on_delete=models.CASCADE)
    media_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    exif = models.JSONField(default=dict)
    look = models.CharField(
        max_length=16, blank=True
    )  # 64 bits as hexadecimal digits; empty: no picture, or a plain one
    look_1 = models.IntegerField(null=True)
    look_2 = models.IntegerField(null=True)
    look_3 = models.IntegerField(null=True)
    look_4 = models.IntegerField(null=True)
    scan = models.CharField(max_length=10, blank=True)  # "", clean, infected
    scan_said = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_examined"
        indexes = [
            models.Index(fields=["sha256"], name="same_bytes", condition=models.Q(sha256__gt="")),
            *(
                models.Index(
                    fields=[f"look_{n}", "evidence"],
                    name=f"looks_{n}",
                    condition=models.Q(**{f"look_{n}__isnull": False}),
                )
                for n in (1, 2, 3, 4)
            ),
        ]


def folder() -> Path:
    """Where half-sent files gather."""
    found = Path(settings.WENGUO_HOME) / "incoming"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def new_key() -> str:
    """A name that nobody guesses: whoever knows it may send on."""
    return secrets.token_hex(20)


def is_key(key: str) -> bool:
    """Could it be one?"""
    return len(key) == 40 and set(key) <= _HEX


def arrived(one: Incoming, at: datetime) -> None:
    """It is whole: measure it in one pass, take it into the store, and say so."""
    from wenguo.models import store

    salt = secrets.token_bytes(32)
    with one.part.open("rb") as file:
        found = store.measured(file, salt)
    one.sha256, one.fp, one.salt = found.sha256, found.fp, salt
    one.path = store.take_in(one.part, found.sha256)
    one.expires_at = at + KEPT
    one.save(update_fields=["sha256", "fp", "salt", "path", "expires_at"])


def sweep(at: datetime, *, most: int = 100) -> int:
    """Forget what was never sent to its end, or never enclosed, and bytes that nothing names; returns how many."""
    from wenguo.models import store

    gone = 0
    for one in Incoming.objects.filter(expires_at__lt=at).order_by("expires_at")[:most]:
        if Incoming.objects.filter(pk=one.pk, expires_at__lt=at).delete()[0]:  # nobody went on with it meanwhile
            one.part.unlink(missing_ok=True)
            if one.path:
                store.remove([one.path])
            gone += 1
    return gone + _sweep_unnamed(at)


def _sweep_unnamed(at: datetime) -> int:
    """Parts whose row is gone, for a process ended between the two; young ones are left to who is just beginning."""
    old = [
        part.name for part in folder().iterdir() if is_key(part.name) and part.stat().st_mtime < (at - KEPT).timestamp()
    ]
    unnamed = set(old) - set(Incoming.objects.filter(key__in=old).values_list("key", flat=True)) if old else set()
    for name in unnamed:
        (folder() / name).unlink(missing_ok=True)
    return len(unnamed)


def forget_of(complaint_id: int) -> list[str]:
    """Let go of what anybody was sending for a complaint that is erased; returns paths of files to remove."""
    found = list(Incoming.objects.filter(complaint_id=complaint_id))
    for one in found:
        one.part.unlink(missing_ok=True)
    Incoming.objects.filter(pk__in=[one.pk for one in found]).delete()
    return [one.path for one in found if one.path]
