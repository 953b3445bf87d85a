"""What evidence states, as people read it: amounts, days, moments of a recording, times no more exact than they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wenguo.rules.evidence import FACTS

if TYPE_CHECKING:
    from wenguo.complaint import Description
    from wenguo.rules.contradictions import Value


def when(described: Description, language: str, zone: str) -> str:
    """When what an item shows happened, no more exactly than it is known."""
    if described.happened_at is None:
        return ""
    local = described.happened_at.astimezone(ZoneInfo(zone))
    zh = language.startswith("zh")
    day = f"{local.year}年{local.month}月{local.day}日" if zh else f"{local.day} {local:%B %Y}"
    return {
        "year": f"{local.year}年" if zh else f"{local.year}",
        "month": f"{local.year}年{local.month}月" if zh else f"{local:%B %Y}",
        "day": day,
        "hour": f"{day} {local.hour} 时许" if zh else f"{day}, about {local:%H}:00",
        "minute": f"{day} {local:%H:%M}",
    }[described.precision]


def value_said(value: Value, fact: str = "") -> str:
    """A stated value as people read it: amounts are whole fen where the fact is one of money."""
    if isinstance(value, int):
        return f"¥{value // 100:,}.{value % 100:02d}" if FACTS.get(fact, (None, ""))[1] == "amount" else f"{value:,}"
    return str(value)


def clock(second: int) -> str:
    """A moment of a recording: 03:27, 1:02:03."""
    hours, rest = divmod(second, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"
