"""Learned models and which of them is in force: put there by a person or by the nightly rule, and taken back with one word.

The database says what is in force; the file that the advice process reads is drawn from it.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from wenguo.advising.words import IN_FORCE, MODELS
from wenguo.models import Trained
from wenguo.queries.house import changed
from wenguo.text import Text
from wenguo.verbs import Refused

KEPT = 5  # versions of a topic that stay on disk: the one in force, those before it, and the newest


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One model as people are shown it."""

    topic: str
    version: str
    made_at: datetime
    better: bool
    in_force: bool
    promoted_at: datetime | None
    promoted_by: str  # a username; "" for the nightly rule, or where it never was in force
    card: dict[str, Any]
    there: bool  # is its folder still on disk?


def folder() -> Path:
    """Where models lie."""
    return Path(settings.WENGUO_HOME) / MODELS


def in_force() -> dict[str, str]:
    """Topic → version; a topic that is not here is read by the lexicons alone."""
    rows = Trained.objects.filter(promoted_at__isnull=False, retired_at__isnull=True).order_by("promoted_at")
    return dict(rows.values_list("topic", "version"))


def versions(topic: str | None = None) -> list[Version]:
    """All models, newest first."""
    rows = Trained.objects.select_related("promoted_by").order_by("-made_at", "topic")
    return [
        Version(
            topic=row.topic,
            version=row.version,
            made_at=row.made_at,
            better=row.better,
            in_force=row.promoted_at is not None and row.retired_at is None,
            promoted_at=row.promoted_at,
            promoted_by=row.promoted_by.username if row.promoted_by is not None else "",
            card=row.card,
            there=(folder() / row.topic / row.version).is_dir(),
        )
        for row in (rows.filter(topic=topic) if topic is not None else rows)
    ]


def add(topic: str, version: str, card: dict[str, Any], *, better: bool, at: datetime) -> Trained:
    """Write down a model whose folder is there."""
    return Trained.objects.create(topic=topic, version=version, made_at=at, card=card, better=better)


def promote(topic: str, version: str, account: int | None, at: datetime) -> None:
    """Put a model in force; None: the nightly rule does, which may only what is better. Refused where it may not be."""
    row = Trained.objects.filter(topic=topic, version=version).first()
    if row is None or not (folder() / topic / version).is_dir():
        raise Refused(Text(f"没有模型 {topic} {version}。", f"There is no model {topic} {version}."), code="unseen")
    if not row.better:
        raise Refused(
            Text(
                "这个模型在交叉验证中没有超出偶然地更好，不能启用。",
                "This model was not better beyond chance in cross-validation; it cannot be put in force.",
            )
        )
    with transaction.atomic():
        before = in_force().get(topic)
        if before == version:
            return
        _retire(topic, at)
        Trained.objects.filter(pk=row.pk).update(
            promoted_at=at, promoted_by_id=account, retired_at=None, taken_back_at=None
        )
        changed("model", topic, before, version, account, at)
    draw()


def back(topic: str, account: int | None, at: datetime) -> str | None:
    """Take back what is in force: the one before it is again, or the lexicons alone (None). Refused where nothing is."""
    with transaction.atomic():
        before = in_force().get(topic)
        if before is None:
            raise Refused(
                Text(f"{topic} 没有学到的模型在用。", f"No learned model of {topic} is in force."), code="unseen"
            )
        Trained.objects.filter(topic=topic, version=before).update(retired_at=at, taken_back_at=at)
        earlier = Trained.objects.filter(topic=topic, retired_at__isnull=False, taken_back_at__isnull=True)
        there = [one for one in earlier.order_by("-retired_at") if (folder() / topic / one.version).is_dir()]
        after = there[0].version if there else None
        if after is not None:
            Trained.objects.filter(topic=topic, version=after).update(
                promoted_at=at, promoted_by_id=account, retired_at=None
            )
        changed("model", topic, before, after, account, at)
    draw()
    return after


def draw() -> None:
    """Write the file that the advice process reads, where it is not so already; whole or not at all."""
    path = folder() / IN_FORCE
    content = msgspec.json.encode(in_force(), order="sorted")
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        if content == b"{}":
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{IN_FORCE}-{os.getpid()}")
    made.write_bytes(content)
    made.replace(path)


def tidy(topic: str) -> None:
    """Delete the folders of old versions; their cards stay."""
    kept = {in_force().get(topic)}
    rows = Trained.objects.filter(topic=topic).order_by("-made_at").values_list("version", flat=True)
    kept |= set(rows[:KEPT])
    were = Trained.objects.filter(topic=topic, promoted_at__isnull=False).order_by("-promoted_at")
    kept |= set(were.values_list("version", flat=True)[:2])
    for one in (folder() / topic).glob("*"):
        if one.is_dir() and one.name not in kept and not one.name.startswith("."):
            shutil.rmtree(one, ignore_errors=True)


def _retire(topic: str, at: datetime) -> None:
    Trained.objects.filter(topic=topic, promoted_at__isnull=False, retired_at__isnull=True).update(retired_at=at)
