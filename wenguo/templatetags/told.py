"""Filters that say codes and moments in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wenguo.faces.web import telling
from wenguo.queries.finding import Hit
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text

register = template.Library()
CLOCK_STATES = {
    "running": Text("进行中", "running"),
    "paused": Text("中止", "paused"),
    "met": Text("已满足", "met"),
    "stopped": Text("已停止", "stopped"),
}
PROMISE_STATES = {
    "open": Text("待兑现", "open"),
    "broken": Text("落空", "broken"),
    "kept": Text("已兑现", "kept"),
    "kept_late": Text("迟到兑现", "kept late"),
}


@register.filter
def said(text: Text) -> str:
    """A Text in the reader's language."""
    return text.said(get_language() or "zh")


@register.filter
def stage(code: str) -> str:
    """A stage's name."""
    return said(STAGES[code])


@register.filter
def clockstate(code: str) -> str:
    """A clock's state."""
    return said(CLOCK_STATES[code])


@register.filter
def promisestate(code: str) -> str:
    """A promise's state."""
    return said(PROMISE_STATES[code])


@register.filter
def moment(at: datetime) -> str:
    """A moment as people read it."""
    return telling.moment(at, get_language() or "zh")


@register.filter
def of(mapping: Mapping[Any, str], key: Any) -> str:
    """What a mapping says of a key."""
    return mapping.get(key, "—")


@register.filter
def marked(hit: Hit) -> SafeString:
    """A snippet with its found parts marked."""
    parts: list[tuple[str, str]] = []
    at = 0
    for start, end in hit.spots:
        parts.append((hit.snippet[at:start], hit.snippet[start:end]))
        at = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), hit.snippet[at:])
