"""The office: units as a tree, accounts, the roles they hold, and the tokens programs use."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from wenguo.rules.permissions import ROLES


class Unit(models.Model):
    """A branch, department or counter; its packs, calendar and hours are its own or its nearest ancestor's."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    head = models.ForeignKey("Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="heads")
    packs = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    hours = models.JSONField(default=dict, blank=True)
    extra_days = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "wenguo_unit"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Account(AbstractUser):
    """A person of ours, or a program that acts for us."""

    display_name = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    language = models.CharField(max_length=10, default="zh-hans")
    away_from = models.DateTimeField(null=True, blank=True)
    away_until = models.DateTimeField(null=True, blank=True)
    deputy = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="deputises_for")
    must_change_password = models.BooleanField(default=False, db_default=False)  # it was made for a single time

    class Meta:
        db_table = "wenguo_account"

    def __str__(self) -> str:
        return self.display_name or self.username


class Membership(models.Model):
    """A role held for a unit and everything below it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role, text.zh) for role, text in ROLES.items()])

    class Meta:
        db_table = "wenguo_membership"
        constraints = [models.UniqueConstraint(fields=["account", "unit", "role"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.account} {self.role} {self.unit}"


class Token(models.Model):
    """A program's key to the API: 256 random bits, stored only as their SHA-256."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "wenguo_token"

    def __str__(self) -> str:
        return self.name


class Tries(models.Model):
    """Wrong secrets given of late for one name; the name stands only as a keyed digest."""

    digest = models.CharField(max_length=64, unique=True)
    wrong = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "wenguo_tries"
