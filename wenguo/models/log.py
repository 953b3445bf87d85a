"""The log and what hangs on it: lines (append-only by trigger), accesses, reactions, anchors, idempotent replies."""

from __future__ import annotations

from django.db import models


class Line(models.Model):
    """One line of a complaint's log: the exact text that was hashed."""

    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT, db_index=False, related_name="lines")
    position = models.IntegerField()
    data = models.TextField()

    class Meta:
        db_table = "wenguo_line"
        constraints = [models.UniqueConstraint(fields=["complaint", "position"], name="one_line_a_position")]


class Access(models.Model):
    """One reading of personal data, chained for each account: `data` is the hashed text."""

    account = models.ForeignKey("Account", on_delete=models.PROTECT, db_index=False)
    position = models.IntegerField()
    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT)
    data = models.TextField()

    class Meta:
        db_table = "wenguo_access"
        constraints = [models.UniqueConstraint(fields=["account", "position"], name="one_access_a_position")]


class TheirLook(models.Model):
    """One look of a complainant at a file of their own complaint, chained for each complaint: `data` is the hashed text."""

    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT, db_index=False, related_name="their_looks")
    position = models.IntegerField()
    data = models.TextField()

    class Meta:
        db_table = "wenguo_their_look"
        constraints = [models.UniqueConstraint(fields=["complaint", "position"], name="one_their_look_a_position")]


class Reaction(models.Model):
    """Something that follows from a line, after its commit; done at least once, harmless when done twice."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT)
    name = models.CharField(max_length=40)
    not_before = models.DateTimeField()
    tries = models.IntegerField(default=0)
    state = models.CharField(max_length=10, default="waiting")  # waiting, done, dead
    claimed_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "wenguo_reaction"
        constraints = [models.UniqueConstraint(fields=["line", "name"], name="one_reaction_a_line")]
        indexes = [
            models.Index(fields=["not_before"], name="waiting_reactions", condition=models.Q(state="waiting")),
            models.Index(fields=["id"], name="dead_reactions", condition=models.Q(state="dead")),
        ]


class Anchor(models.Model):
    """A day's Merkle root over the heads of all logs; the whole list of heads lies in a file outside the database."""

    at = models.DateTimeField()
    root = models.CharField(max_length=64)
    complaints = models.IntegerField()
    lines = models.BigIntegerField()
    prev = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "wenguo_anchor"


class Reply(models.Model):
    """What an idempotency key was answered with, so that a repeated write is answered and not done again."""

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT, null=True)
    position = models.IntegerField(default=0)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "wenguo_reply"
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="one_reply_a_key")]


class Webhook(models.Model):
    """An address outside that is told what happens; `events` empty means all."""

    url = models.TextField()
    secret = models.TextField()
    events = models.JSONField(default=list, blank=True)
    unit = models.ForeignKey("Unit", on_delete=models.CASCADE, null=True, blank=True)
    with_words = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_webhook"


class Delivery(models.Model):
    """One event on its way to one webhook, with every try; `dead` ones are shown and can be sent again."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    line = models.ForeignKey(Line, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, default="waiting")  # waiting, done, dead
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    status = models.IntegerField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = "wenguo_delivery"
        constraints = [models.UniqueConstraint(fields=["webhook", "line"], name="one_delivery_a_line")]
        indexes = [
            models.Index(fields=["next_at"], name="waiting_deliveries", condition=models.Q(state="waiting")),
            models.Index(fields=["webhook", "id"], name="dead_deliveries", condition=models.Q(state="dead")),
        ]


class Alarm(models.Model):
    """Something a person should see on their desk: a warning, an overrun, a failed notice, a result reported up."""

    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="alarms")
    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT)
    line = models.ForeignKey(Line, on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "wenguo_alarm"
        constraints = [models.UniqueConstraint(fields=["account", "line", "kind"], name="one_alarm_a_line")]
        indexes = [
            models.Index(fields=["account", "-at"], name="alarms_of_account"),
            models.Index(fields=["account", "-at"], name="unseen_alarms", condition=models.Q(seen_at__isnull=True)),
        ]
