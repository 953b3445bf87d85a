"""The desk as its template shows it: one call to `shown` makes the context of the page and of its live part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from wenguo.faces.web.desk import saying
from wenguo.pages.asking import language, whole_number
from wenguo.pages.telling import moment, near
from wenguo.queries import office
from wenguo.queries.desk import Asking, Glance, Saved
from wenguo.queries.desk_rows import Desk, Owed, Row, look
from wenguo.queries.people import names
from wenguo.queries.seeing import Asker
from wenguo.reactions.alarm import label
from wenguo.rules.urgency import SEVERITY_HOURS
from wenguo.text import Text

VIEWS = {
    "mine": Text("我负责的", "Mine"),
    "unit": Text("本单位的", "My unit's"),
    "all": Text("全部未办结", "All open"),
}
SHOWS = {"", "overdue", "today"}


def asking(request: HttpRequest) -> Asking:
    """What the address asks for; whatever it says wrongly is left out."""
    given = request.GET
    view, show = given.get("view", ""), given.get("show", "")
    severity = given.get("severity", "")
    return Asking(
        view=view if view in VIEWS else "mine",  # type: ignore[arg-type]
        own_unit=request.user.unit_id,  # type: ignore[union-attr]
        unit=whole_number(given.get("unit")),
        severity=severity if severity in SEVERITY_HOURS else None,
        show=show if show in SHOWS else "",  # type: ignore[arg-type]
        after=given.get("after") or None,
    )


def address(asked: Asking, **other: str | None) -> str:
    """The desk's query string for what is asked, changed by `other`."""
    values = {
        "view": asked.view,
        "unit": str(asked.unit or ""),
        "severity": asked.severity or "",
        "show": asked.show,
        **other,
    }
    kept = {name: value for name, value in values.items() if value}
    return "?" + urlencode(kept)


def today_ends(at: datetime) -> datetime:
    """The end of the day, where the office is."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time(), zone).astimezone(at.tzinfo)


def tag(who: Asker, asked: Asking, seen: Glance, at: datetime) -> str:
    """What changes when the desk's live part would read differently: ids, lengths, and the words of what is left."""
    said = language()
    told: list[Any] = [said, who.account, asked, seen.rows, seen.after, seen.lists, seen.figures, seen.saved]
    told += [
        (one, length, _left(due, at), _left(promise, at)) for one, (length, due, promise) in sorted(seen.states.items())
    ]
    told += [(one.number, one.kinds, near(one.at, at, said)) for one in seen.alarmed]
    told += [at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()]
    return '"' + hashlib.sha256(repr(told).encode()).hexdigest()[:32] + '"'


def _left(due_at: datetime | None, at: datetime) -> str:
    return saying.left_of(due_at, at).en if due_at is not None else ""


def shown(who: Asker, asked: Asking, seen: Glance, at: datetime) -> dict[str, Any]:
    """Everything the live part shows."""
    desk = look(who, at, seen)
    every = office.units()
    called = names(_people(desk))
    zh = language().startswith("zh")
    units = {unit.id: unit.name if zh else unit.name_en or unit.name for unit in every.values()}

    def rows(found: Iterable[Row]) -> list[dict[str, Any]]:
        return [_row(row, who.account, at, called, units) for row in found]

    return {
        "now": at,
        "asking": asked,
        "rows": rows(desk.rows),
        "owed": [_owed(one, at) for one in desk.owed],
        "offered": [
            _row(one.row, who.account, at, called, units)
            | {"by": called.get(one.by or 0, ""), "reason": one.reason, "hand_over": one.row.c.hand_over}
            for one in desk.offered
        ],
        "wanted": [
            _row(one.row, who.account, at, called, units)
            | {"by": called.get(one.by or 0, ""), "question": one.question, "asked_at": one.at}
            for one in desk.wanted
        ],
        "awaiting": rows(desk.awaiting),
        "followed": rows(desk.followed),
        "alarmed": [
            {"number": one.number, "at": one.at, "kinds": [(label(kind), times) for kind, times in one.kinds]}
            for one in seen.alarmed
        ],
        "news": len(seen.alarmed) + len(desk.followed),
        "saved": [_saved(one) for one in seen.saved],
        "figures": _figures(asked, seen),
        "more": address(asked, after=seen.after) if seen.after else "",
        "units": units,
        "live": reverse("desk_live") + address(asked, after=asked.after),
        "tag": tag(who, asked, seen, at),
    }


def _people(desk: Desk) -> set[int | None]:
    owners = {row.c.owner for row in (*desk.rows, *desk.awaiting, *desk.followed)}
    return owners | {one.by for one in desk.offered} | {one.by for one in desk.wanted}


def _row(row: Row, me: int, at: datetime, called: dict[int, str], units: dict[int, str]) -> dict[str, Any]:
    c = row.c
    return {
        "number": c.number,
        "href": page_of(c.number),
        "length": c.length,
        "lead": saying.lead(row, at, language()),
        "words": row.words,
        "stage": c.stage,
        "because": row.because,
        "points": row.points,
        "fresh": row.fresh if me == c.owner or me in c.followers else 0,  # of others' work not all is news
        "owner": called.get(c.owner, ""),
        "unit": units.get(c.unit, ""),
        "awaits": "answer" if c.approval == "asked" else "offer",
    }


@lru_cache(maxsize=4096)
def page_of(number: str) -> str:
    """The address of a complaint's page: a desk has it many times, and shows it again every 20 seconds."""
    return reverse("complaint", args=(number,))


def _owed(one: Owed, at: datetime) -> dict[str, Any]:
    due_at, c = one.promise.due_at, one.row.c
    offer = next((each.id for each in c.offers if each.promise == one.promise.id and each.state == "agreed"), None)
    act, asked = ("keep", {"promise": one.promise.id}) if offer is None else ("redress", {"offer": offer})
    return {
        "number": one.row.c.number,
        "href": page_of(one.row.c.number),
        "to": one.promise.to,
        "says": saying.promised(one.what, due_at, at),
        "left": saying.left_of(due_at, at),
        "tone": saying.tone(due_at, at),
        "exact": moment(due_at, language()),
        "keep": reverse("act", args=(c.number, act)) + "?" + urlencode(asked),
    }


def _saved(one: Saved) -> dict[str, Any]:
    return {"name": one.name, "new_hits": one.new_hits, "href": reverse("finding") + "?" + urlencode({"saved": one.id})}


def _figures(asked: Asking, seen: Glance) -> list[dict[str, Any]]:
    """The numbers at the top: each a link to the rows behind it."""
    found, plus = seen.figures, "+" if seen.figures.more else ""
    first = [
        (Text("未办结", "Open"), f"{found.total}{plus}", address(asked, show=""), asked.show == "", ""),
        (
            Text("已超时", "Overdue"),
            f"{found.overdue}{plus if found.overdue else ''}",
            address(asked, show="overdue"),
            asked.show == "overdue",
            "late" if found.overdue else "",
        ),
        (
            Text("今天到期", "Due today"),
            f"{found.today}{plus if found.today else ''}",
            address(asked, show="today"),
            asked.show == "today",
            "soon" if found.today else "",
        ),
    ]
    return [
        {"name": name, "count": count, "href": href, "here": here, "tone": tone}
        for name, count, href, here, tone in first
    ]
