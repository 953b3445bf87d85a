"""Published answers: written, changed, published and taken back, restored from an older version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wenguo.administering.versions import ARTICLES, LONGEST, checked, must_change, wrong
from wenguo.models import Article
from wenguo.queries.administrators import Settler

__all__ = ["LONGEST", "save", "set_published"]


def save(
    who: Settler,
    at: datetime,
    row: Article | None,
    *,
    unit: int | None,
    language: str,
    title: str,
    body: str,
    internal: bool = False,
    causes: Iterable[str] = (),
    rules: Iterable[str] = (),
) -> Article:
    """An answer written or changed."""
    must_change(who, row, unit)
    title, body = title.strip(), checked(language, body)
    if not title or len(title) > 200:
        raise wrong("title", "请写问题或标题，最多 200 字。", "Give it a title, 200 characters at the most.")
    before = ARTICLES.shown(row) if row is not None else None
    row = row or Article(published=False)
    row.unit_id, row.language, row.title, row.body = unit, language, title, body
    row.internal, row.causes, row.rules = internal, list(dict.fromkeys(causes)), list(dict.fromkeys(rules))
    ARTICLES.write(who, at, row, before)
    return row


def set_published(who: Settler, at: datetime, row: Article, *, published: bool) -> None:
    """Let it be quoted, or no longer."""
    ARTICLES.turn(who, at, row, on=published)
