"""Prepared words with their older versions: what templates and answers share when they are changed, switched and put back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from wenguo.models import Article, Change, Template, Unit
from wenguo.queries.administrators import Settler
from wenguo.queries.house import changed
from wenguo.text import Text
from wenguo.verbs import Refused

LONGEST = 20_000  # characters of one text


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One sort of prepared words: the word its changes stand under, and the fields that are versions of it."""

    what: str
    title: str  # what it is called by
    rest: tuple[str, ...]  # besides title, body, language and unit
    switch: str  # whether it is offered

    def shown(self, row: Article | Template) -> dict[str, Any]:
        """The row as its versions are kept."""
        unit = Unit.objects.filter(pk=row.unit_id or 0).values_list("code", flat=True).first()
        fields = (self.title, "body", "language", *self.rest, self.switch)
        return {**{name: getattr(row, name) for name in fields}, "unit": unit}

    def changes(self, row: Article | Template) -> list[Change]:
        """Its last changes, the newest first."""
        return list(Change.objects.filter(what=self.what, target=str(row.pk)).order_by("-id")[:20])

    def write(self, who: Settler, at: datetime, row: Article | Template, before: dict[str, Any] | None) -> None:
        """Keep the row and what it was; nothing where nothing changed."""
        after = self.shown(row)
        if after == before:
            return
        row.changed_at = at
        with transaction.atomic():
            row.save()
            changed(self.what, str(row.pk), before, after, who.account, at, row.unit_id)

    def turn(self, who: Settler, at: datetime, row: Article | Template, *, on: bool) -> None:
        """Let it be offered, or no longer."""
        who.must_administer(row.unit_id)
        before = self.shown(row)
        setattr(row, self.switch, on)
        self.write(who, at, row, before)

    def restore(self, who: Settler, at: datetime, row: Article | Template, change: int) -> None:
        """The words as they were before a change."""
        who.must_administer(row.unit_id)
        found = Change.objects.filter(pk=change, what=self.what, target=str(row.pk)).first()
        if found is None or not found.before:
            raise Refused(Text("没有这个旧版本。", "There is no such version."), code="unseen")
        before = self.shown(row)
        for name in (self.title, "body"):
            setattr(row, name, found.before[name])
        self.write(who, at, row, before)


ARTICLES = Kept(what="article", title="title", rest=("internal", "causes", "rules"), switch="published")
TEMPLATES = Kept(what="template", title="name", rest=("verb",), switch="active")


def must_change(who: Settler, row: Article | Template | None, unit: int | None) -> None:
    """Whoever changes words must administer where they were and where they go."""
    if row is not None:
        who.must_administer(row.unit_id)
    who.must_administer(unit)


def checked(language: str, body: str) -> str:
    """A body fit to keep, in a language there is."""
    if language not in {"zh-hans", "en"}:
        raise wrong("language", "请选择语言。", "Choose a language.")
    body = body.replace("\r\n", "\n").strip()
    if not body or len(body) > LONGEST:
        raise wrong("body", f"请写正文，最多 {LONGEST} 字。", f"Write the text, {LONGEST} characters at the most.")
    return body


def wrong(field: str, zh: str, en: str) -> Refused:
    """What is wrong with a field."""
    return Refused(Text(zh, en), code="field", field=field)
