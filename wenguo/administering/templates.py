"""Prepared words: written, changed, restored from an older version; the standard set for an empty house."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

from django.db import transaction

from wenguo import packs
from wenguo.administering.versions import LONGEST, TEMPLATES, checked, must_change, wrong
from wenguo.models import Template
from wenguo.queries.administrators import Settler
from wenguo.text import Text

__all__ = ["FOR", "LONGEST", "add_standard", "save", "standard"]

# The verbs whose words may be prepared, with what they are to the complainant.
FOR: dict[str, Text] = {
    "acknowledge": Text("告知收到", "acknowledgement"),
    "ask": Text("请补充事实", "request for facts"),
    "inform": Text("告知进展", "progress"),
    "answer": Text("答复", "answer"),
    "decline": Text("不予受理", "decline"),
    "extend": Text("告知延期", "extension"),
    "offer": Text("提出补救", "offer of redress"),
    "close": Text("办结", "closing"),
}


def save(who: Settler, at: datetime, row: Template | None, *, unit: int | None, **given: Any) -> Template:
    """A template written or changed."""
    must_change(who, row, unit)
    name, body = str(given["name"]).strip(), checked(given["language"], str(given["body"]))
    if given["verb"] not in FOR:
        raise wrong("verb", "请选择用途。", "Choose what it is for.")
    if not name or len(name) > 100:
        raise wrong("name", "请起一个名称，最多 100 字。", "Give it a name, 100 characters at the most.")
    like = Template.objects.filter(verb=given["verb"], name=name, language=given["language"])
    like = like.filter(unit__isnull=True) if unit is None else like.filter(unit_id=unit)
    if like.exclude(pk=row.pk if row is not None else 0).exists():
        raise wrong("name", "同一用途下已有这个名称。", "There is one of this name already.")
    before = TEMPLATES.shown(row) if row is not None else None
    row = row or Template(active=True)
    row.unit_id, row.verb, row.name, row.language, row.body = unit, given["verb"], name, given["language"], body
    TEMPLATES.write(who, at, row, before)
    return row


def standard() -> list[dict[str, str]]:
    """The set that comes along: {verb, name, language, body}."""
    raw = tomllib.loads((packs.FOLDER / "templates.toml").read_text(encoding="utf-8"))
    return [{**one, "body": one["body"].strip()} for one in raw["template"]]


def add_standard(who: Settler, at: datetime) -> int:
    """Add the standard set to the whole house, save what is there by name; returns how many were added."""
    who.must_administer(None)
    there = set(Template.objects.filter(unit=None).values_list("verb", "name", "language"))
    wanted = [one for one in standard() if (one["verb"], one["name"], one["language"]) not in there]
    with transaction.atomic():
        for one in wanted:
            save(who, at, None, unit=None, **one)
    return len(wanted)
