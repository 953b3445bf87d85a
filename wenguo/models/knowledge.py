"""Published answers that self-service may quote, and the standards and procedures that only staff read."""

from __future__ import annotations

from django.db import models


class Article(models.Model):
    """One answer to what people ask; its older versions are kept as changes (models/house.py)."""

    unit = models.ForeignKey("Unit", on_delete=models.CASCADE, null=True, blank=True)  # null: the whole organisation's
    language = models.CharField(max_length=10, default="zh-hans")
    title = models.CharField(max_length=200)
    body = models.TextField()
    published = models.BooleanField(default=False)
    internal = models.BooleanField(default=False)  # a standard or procedure for staff: never quoted to complainants
    causes = models.JSONField(default=list)  # pinned to these codes of causes, and to those below them
    rules = models.JSONField(default=list)  # rules of packs it stands with, as cn.bank.decision_simple
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "wenguo_article"
        ordering = ("language", "title")
        indexes = [models.Index(fields=["published", "changed_at"], name="articles_published")]
