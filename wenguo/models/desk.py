"""What people at the desk keep for themselves: drafts, looks, saved searches. None of it is the complaint's log."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """Something begun and not yet done: an intake, a message being written, an answer held before it goes out.

    `state` is open (being written), sending (goes out at `send_at`), sent, failed (`error` says why) or taken_back.
    """

    key = models.UUIDField(unique=True)  # made by whoever begins it, so that a repeated save is one draft
    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="drafts")
    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT, null=True, related_name="drafts")
    kind = models.CharField(max_length=40)  # intake, or the word of the verb it will be
    body = models.JSONField(default=dict)
    expected = models.IntegerField(null=True)
    state = models.CharField(max_length=10, default="open")
    send_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_draft"
        indexes = [
            models.Index(fields=["account", "-changed_at"], name="drafts_of_account"),
            models.Index(fields=["send_at"], name="drafts_to_send", condition=models.Q(state="sending")),
        ]


class Look(models.Model):
    """Who looked at which complaint last, when, and up to which line: who else is here, and what is new to me."""

    account = models.ForeignKey("Account", on_delete=models.CASCADE, db_index=False)
    complaint = models.ForeignKey("Complaint", on_delete=models.CASCADE)
    position = models.IntegerField(default=0)
    at = models.DateTimeField()
    doing = models.CharField(max_length=40, blank=True)  # the word of the verb whose form is open

    class Meta:
        db_table = "wenguo_look"
        constraints = [models.UniqueConstraint(fields=["account", "complaint"], name="one_look_each")]


class Choice(models.Model):
    """What a person chose for their own screens and finds so again: name → value (the columns of search, …)."""

    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="choices")
    name = models.CharField(max_length=40)
    value = models.JSONField()

    class Meta:
        db_table = "wenguo_choice"
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="one_choice_a_name")]


class SavedSearch(models.Model):
    """A search kept under a name; `alarm_after` new hits put it on the desk of its owner and those it is shared with."""

    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="saved_searches")
    unit = models.ForeignKey("Unit", on_delete=models.CASCADE, null=True, blank=True)  # shared with it and below
    name = models.CharField(max_length=100)
    query = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    alarm_after = models.IntegerField(null=True, blank=True)
    counted_up_to = models.BigIntegerField(default=0)  # id of the newest complaint the last alarm looked at
    settled_up_to = models.BigIntegerField(default=0)  # PostgreSQL: ids up to here were given out a round ago
    new_hits = models.IntegerField(default=0)
    alarmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_saved_search"
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="one_saved_search_a_name")]
