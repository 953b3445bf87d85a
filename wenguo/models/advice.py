"""What advice remembers: its switches, what people taught it, the models learned from that, and what the coach counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Switch(models.Model):
    """A kind of advice switched on or off in a unit and those below it; the nearest unit's own holds."""

    unit = models.ForeignKey("Unit", on_delete=models.CASCADE, null=True)  # null: the whole organisation
    word = models.CharField(max_length=40)
    on = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_switch"
        constraints = [
            models.UniqueConstraint(fields=["unit", "word"], name="one_switch_a_unit"),
            models.UniqueConstraint(fields=["word"], name="one_switch_for_all", condition=Q(unit__isnull=True)),
        ]


class Taught(models.Model):
    """What people say of one complaint's topic beside what was proposed: drawn from its log, and thrown away with its words.

    The words themselves are not here: `message` is the id of the kept message they stand in.
    """

    complaint = models.ForeignKey("Complaint", on_delete=models.CASCADE)
    topic = models.CharField(max_length=40)
    said = models.CharField(max_length=200)
    proposed = models.CharField(max_length=200, null=True)
    score = models.IntegerField(null=True)  # per mille, of what was proposed
    model = models.CharField(max_length=100, null=True)
    how = models.CharField(max_length=12)  # confirmed, overruled, assessed, recorded, closed, open
    message = models.BigIntegerField()
    proposed_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_taught"
        constraints = [models.UniqueConstraint(fields=["complaint", "topic"], name="one_lesson_a_topic")]
        indexes = [models.Index(fields=["topic", "said_at"], name="lessons_by_time")]


class Trained(models.Model):
    """One model that was learned: where it lies, its card, and since when and by whom it is in force."""

    topic = models.CharField(max_length=40)
    version = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    card = models.JSONField()
    better = models.BooleanField()  # than what is in force, beyond chance
    promoted_at = models.DateTimeField(null=True)
    promoted_by = models.ForeignKey("Account", on_delete=models.PROTECT, null=True)  # null: the nightly rule
    retired_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)  # what was once taken back is not gone back to

    class Meta:
        db_table = "wenguo_trained"
        constraints = [models.UniqueConstraint(fields=["topic", "version"], name="one_model_a_version")]


class Coached(models.Model):
    """How many replies a unit had checked in a week, and the sum of their scores: never whose."""

    unit = models.ForeignKey("Unit", on_delete=models.CASCADE)
    week = models.DateField()  # its Monday
    replies = models.IntegerField(default=0)
    points = models.IntegerField(default=0)  # sum of scores, 0 to 100 each

    class Meta:
        db_table = "wenguo_coached"
        constraints = [models.UniqueConstraint(fields=["unit", "week"], name="one_sum_a_week")]


class CoachedAuthor(models.Model):
    """That one more author is in a week's sum: a keyed mark that lasts a week and bears no score."""

    unit = models.ForeignKey("Unit", on_delete=models.CASCADE)
    week = models.DateField()
    mark = models.CharField(max_length=32)

    class Meta:
        db_table = "wenguo_coached_author"
        constraints = [models.UniqueConstraint(fields=["unit", "week", "mark"], name="one_mark_a_week")]


class ModelUse(models.Model):
    """One use of the optional language model: who, what for, how much left the house and came back; never the words."""

    at = models.DateTimeField(db_index=True)
    account = models.ForeignKey("Account", on_delete=models.PROTECT, null=True)
    unit = models.ForeignKey("Unit", on_delete=models.SET_NULL, null=True)
    complaint = models.ForeignKey("Complaint", on_delete=models.PROTECT, null=True)
    purpose = models.CharField(max_length=40)  # draft, summary
    model = models.CharField(max_length=100)
    host = models.CharField(max_length=200, blank=True)  # where it was sent
    digest = models.CharField(max_length=64, blank=True)  # keyed, of what was sent: to prove what left, not to read it
    sent = models.IntegerField()  # characters
    received = models.IntegerField()
    replaced = models.IntegerField()  # personal data taken out before anything left
    passed = models.BooleanField()  # did what came back pass the same checks
    failed = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "wenguo_model_use"
