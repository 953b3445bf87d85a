"""Prepared words: written, changed, restored from an older version; the standard set for an empty house."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

from django.db import transaction

from wenguo import packs
from wenguo.models import Change, Template, Unit
from wenguo.queries.administrators import Settler
from wenguo.queries.house import changed
from wenguo.text import Text
from wenguo.verbs import Refused

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
LONGEST = 20_000


def save(who: Settler, at: datetime, row: Template | None, *, unit: int | None, **given: Any) -> Template:
    """A template written or changed; whoever changes one must administer where it was and where it goes."""
    if row is not None:
        who.must_administer(row.unit_id)
    who.must_administer(unit)
    name, body = str(given["name"]).strip(), str(given["body"]).strip()
    if given["verb"] not in FOR:
        raise _wrong("verb", "请选择用途。", "Choose what it is for.")
    if given["language"] not in {"zh-hans", "en"}:
        raise _wrong("language", "请选择语言。", "Choose a language.")
    if not name or len(name) > 100:
        raise _wrong("name", "请起一个名称，最多 100 字。", "Give it a name, 100 characters at the most.")
    if not body or len(body) > LONGEST:
        raise _wrong("body", f"请写正文，最多 {LONGEST} 字。", f"Write the text, {LONGEST} characters at the most.")
    like = Template.objects.filter(verb=given["verb"], name=name, language=given["language"])
    like = like.filter(unit__isnull=True) if unit is None else like.filter(unit_id=unit)
    if like.exclude(pk=row.pk if row is not None else 0).exists():
        raise _wrong("name", "同一用途下已有这个名称。", "There is one of this name already.")
    before = shown(row) if row is not None else None
    row = row or Template(active=True)
    row.unit_id, row.verb, row.name, row.language, row.body = unit, given["verb"], name, given["language"], body
    _write(who, at, row, before)
    return row


def set_active(who: Settler, at: datetime, row: Template, *, active: bool) -> None:
    """Offer a template no longer, or again."""
    who.must_administer(row.unit_id)
    before = shown(row)
    row.active = active
    _write(who, at, row, before)


def restore(who: Settler, at: datetime, row: Template, change: Change) -> None:
    """The words as they were before a change."""
    who.must_administer(row.unit_id)
    if change.what != "template" or change.target != str(row.pk) or not change.before:
        raise Refused(Text("没有这个旧版本。", "There is no such version."), code="unseen")
    before = shown(row)
    row.name, row.body = change.before["name"], change.before["body"]
    _write(who, at, row, before)


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


def shown(row: Template) -> dict[str, Any]:
    """A template as its versions are kept."""
    unit = Unit.objects.filter(pk=row.unit_id or 0).values_list("code", flat=True).first()
    return {
        "name": row.name,
        "body": row.body,
        "verb": row.verb,
        "language": row.language,
        "unit": unit,
        "active": row.active,
    }


def _write(who: Settler, at: datetime, row: Template, before: dict[str, Any] | None) -> None:
    after = shown(row)
    if after == before:
        return
    row.changed_at = at
    with transaction.atomic():
        row.save()
        changed("template", str(row.pk), before, after, who.account, at, row.unit_id)


def _wrong(field: str, zh: str, en: str) -> Refused:
    return Refused(Text(zh, en), code="field", field=field)
