"""What the organisation has settled for itself, and every change of it."""

from __future__ import annotations

from django.db import models


class Setting(models.Model):
    """One thing the organisation settled on its screens; queries/house.py lists them with their defaults."""

    name = models.CharField(max_length=60, unique=True)
    value = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_setting"


class Change(models.Model):
    """Who changed what of the office, and from what to what: units, people, roles, settings, templates, codes."""

    account = models.ForeignKey("Account", on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=40)
    unit = models.ForeignKey("Unit", on_delete=models.SET_NULL, null=True)  # null: the whole organisation's
    target = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        db_table = "wenguo_change"
        indexes = [models.Index(fields=["what", "target"], name="changes_of_one_thing")]


class Template(models.Model):
    """Words prepared for a message or a letter, with places like {{ number }}; the nearest unit's own wins."""

    unit = models.ForeignKey("Unit", on_delete=models.CASCADE, null=True, blank=True)
    verb = models.CharField(max_length=40)  # acknowledge, inform, answer, …
    name = models.CharField(max_length=100)
    language = models.CharField(max_length=10, default="zh-hans")
    body = models.TextField()
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_template"
        ordering = ("verb", "name")


class Code(models.Model):
    """A code of the taxonomy added, renamed, merged or retired here; the rest comes from packs/reasons.toml."""

    code = models.CharField(max_length=20, unique=True)
    parent = models.CharField(max_length=20, blank=True)
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=200)
    retired = models.BooleanField(default=False)
    merged_into = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_code"
