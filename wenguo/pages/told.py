"""Filters that say codes and moments in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wenguo.advising.wording import topic_said
from wenguo.complaint import Clock
from wenguo.pages import telling
from wenguo.queries.finding import Hit
from wenguo.rules.labels import label
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.policy import Source
from wenguo.text import Text

register = template.Library()


@register.simple_tag
def say(zh: str, en: str) -> str:
    """One saying in the reader's language: both stand side by side in the template, so none can lack."""
    return Text(zh, en).said(get_language() or "zh")


@register.simple_tag
def many(count: int, zh: str, one: str, more: str) -> str:
    """What is counted, behind its number: 3 件, 1 complaint, 3 complaints."""
    return Text(zh, one if count == 1 else more).said(get_language() or "zh")


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
def cited(source: Source) -> str:
    """Where a rule stands, as people cite it."""
    return telling.cited(source, get_language() or "zh")


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


@lru_cache(maxsize=256)
def _drawing(name: str, kind: str) -> str:
    path = Path(settings.BASE_DIR) / "node_modules" / "@tabler" / "icons" / "icons" / kind / f"{name}.svg"
    inner = path.read_text(encoding="utf-8").partition(">")[2].rpartition("</svg>")[0].strip()
    return re.sub(r"\s+", " ", inner)


@register.simple_tag
def icon(name: str, kind: str = "outline") -> SafeString:
    """One of Tabler's icons, drawn in the page; the words beside it say what it means."""
    look = (
        'fill="currentColor"'
        if kind == "filled"
        else 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    )
    drawn = f'<svg class="icon" viewBox="0 0 24 24" {look} aria-hidden="true">{_drawing(name, kind)}</svg>'
    return mark_safe(drawn)  # noqa: S308 — our own packages' drawings, no one's words


@register.filter
def money(fen: int | None) -> str:
    """An amount in fen as yuan: ¥1,234.50."""
    return "—" if fen is None else f"¥{fen // 100:,}.{fen % 100:02d}"


@register.filter
def topic(code: str) -> str:
    """What a proposal is about."""
    return topic_said(code, get_language() or "zh")


@register.filter
def grouped(number: int) -> str:
    """A number as it is read: 100,000."""
    return f"{number:,}"


@register.filter
def percent(share: float | None) -> str:
    """A share of one as it is read: 87.5%."""
    return "—" if share is None else f"{share:.1%}".replace(".0%", "%")


@register.filter
def lasting(seconds: float) -> str:
    """A length of time in words: 12 分钟, 3 days."""
    return telling.span(seconds).said(get_language() or "zh")


@register.filter
def shortened(text: object, most: int) -> str:
    """At most so many characters, the last of them … where something was left out: one sign in both languages."""
    words = str(text)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


@register.simple_tag(takes_context=True)
def time_of(context: dict[str, Any], at: datetime | None) -> SafeString | str:
    """A moment said relatively (还有 12 分钟), with the exact one on hover; exact beyond a week."""
    if at is None:
        return "—"
    now = context.get("now") or datetime.now(UTC)
    exact = telling.moment(at, get_language() or "zh")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), exact, telling.near(at, now, get_language() or "zh")
    )
