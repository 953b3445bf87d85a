"""The complainants' door: the secrets by which they follow a complaint, and the sites that may show the form."""

from __future__ import annotations

from django.db import models


class Tracking(models.Model):
    """By what a complainant shows that a complaint is theirs; the secret is stored only as its digest."""

    complaint = models.OneToOneField("Complaint", on_delete=models.PROTECT, related_name="tracking")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("Account", on_delete=models.SET_NULL, null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "wenguo_tracking"


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
