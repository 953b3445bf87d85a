"""Published answers: written, changed, published and taken back, restored from an older version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wenguo.models import Article, Change, Unit
from wenguo.queries.administrators import Settler
from wenguo.queries.house import changed
from wenguo.text import Text
from wenguo.verbs import Refused

LONGEST = 20_000


def save(
    who: Settler, at: datetime, row: Article | None, *, unit: int | None, language: str, title: str, body: str
) -> Article:
    """An answer written or changed; whoever changes one must administer where it was and where it goes."""
    if row is not None:
        who.must_administer(row.unit_id)
    who.must_administer(unit)
    title, body = title.strip(), body.replace("\r\n", "\n").strip()
    if language not in {"zh-hans", "en"}:
        raise _wrong("language", "请选择语言。", "Choose a language.")
    if not title or len(title) > 200:
        raise _wrong("title", "请写问题或标题，最多 200 字。", "Give it a title, 200 characters at the most.")
    if not body or len(body) > LONGEST:
        raise _wrong("body", f"请写正文，最多 {LONGEST} 字。", f"Write the text, {LONGEST} characters at the most.")
    before = shown(row) if row is not None else None
    row = row or Article(published=False)
    row.unit_id, row.language, row.title, row.body = unit, language, title, body
    _write(who, at, row, before)
    return row


def set_published(who: Settler, at: datetime, row: Article, *, published: bool) -> None:
    """Let it be quoted, or no longer."""
    who.must_administer(row.unit_id)
    before = shown(row)
    row.published = published
    _write(who, at, row, before)


def restore(who: Settler, at: datetime, row: Article, change: Change) -> None:
    """The words as they were before a change."""
    who.must_administer(row.unit_id)
    if change.what != "article" or change.target != str(row.pk) or not change.before:
        raise Refused(Text("没有这个旧版本。", "There is no such version."), code="unseen")
    before = shown(row)
    row.title, row.body = change.before["title"], change.before["body"]
    _write(who, at, row, before)


def shown(row: Article) -> dict[str, Any]:
    """An answer as its versions are kept."""
    unit = Unit.objects.filter(pk=row.unit_id or 0).values_list("code", flat=True).first()
    return {
        "title": row.title,
        "body": row.body,
        "language": row.language,
        "unit": unit,
        "published": row.published,
    }


def _write(who: Settler, at: datetime, row: Article, before: dict[str, Any] | None) -> None:
    after = shown(row)
    if after == before:
        return
    row.changed_at = at
    with transaction.atomic():
        row.save()
        changed("article", str(row.pk), before, after, who.account, at, row.unit_id)


def _wrong(field: str, zh: str, en: str) -> Refused:
    return Refused(Text(zh, en), code="field", field=field)
