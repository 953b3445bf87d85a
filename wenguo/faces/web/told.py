"""Filters that say codes and moments in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wenguo.complaint import Clock
from wenguo.faces.web import telling
from wenguo.queries.finding import Hit
from wenguo.rules.labels import label
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text

register = template.Library()


@register.simple_tag
def say(zh: str, en: str) -> str:
    """One saying in the reader's language: both stand side by side in the template, so none can lack."""
    return Text(zh, en).said(get_language() or "zh")


@register.filter
def said(text: Text) -> str:
    """A Text in the reader's language."""
    return text.said(get_language() or "zh")


@register.filter
def stage(code: str) -> str:
    """A stage's name."""
    return said(STAGES[code])


@register.filter
def worded(code: str) -> str:
    """A code in words."""
    return label(code, get_language() or "zh")


@register.filter
def rule(clock: Clock) -> str:
    """A clock's name, from its pack."""
    return telling.rule_name(clock.pack, clock.rule, get_language() or "zh")


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
