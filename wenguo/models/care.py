"""Care for employees: pauses, with nothing of why, and what somebody sealed for themselves before it left their browser."""

from __future__ import annotations

from django.db import models


class Pause(models.Model):
    """Somebody is unavailable for a while; the head learns that, and no more: no reason and no complaint is kept."""

    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="pauses", db_index=False)
    unit = models.ForeignKey("Unit", on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    began_at = models.DateTimeField()
    until = models.DateTimeField()
    told = models.ForeignKey("Account", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    seen_at = models.DateTimeField(null=True)
    offering = models.BooleanField(default=True)  # may what falls due meanwhile be offered to others?

    class Meta:
        db_table = "wenguo_pause"
        indexes = [
            models.Index(fields=["account", "-until"], name="pauses_of_account"),
            models.Index(fields=["unit", "-began_at"], name="pauses_of_unit"),
            models.Index(fields=["told"], name="pauses_to_tell", condition=models.Q(seen_at__isnull=True)),
        ]


class SealedNote(models.Model):
    """Notes sealed in their author's browser, under a passphrase that we never see: letters without meaning to us."""

    account = models.OneToOneField("Account", on_delete=models.CASCADE, primary_key=True, related_name="+")
    sealed = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_sealed_note"
