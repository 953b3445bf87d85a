"""The demonstration group's published answers: what people ask before they complain."""

from __future__ import annotations

from datetime import datetime

from wenguo.administering import knowledge
from wenguo.demo.articles import ARTICLES
from wenguo.demo.organisation import Cast
from wenguo.queries.administrators import settler


def publish(cast: Cast, at: datetime) -> None:
    """Write and publish them all, as the administrator."""
    who = settler(cast.id("gu.an"))
    for title, body, title_en, body_en in ARTICLES:
        for language, one, words in (("zh-hans", title, body), ("en", title_en, body_en)):
            row = knowledge.save(who, at, None, unit=None, language=language, title=one, body=words)
            knowledge.set_published(who, at, row, published=True)
