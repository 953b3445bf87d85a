"""The head's board: the load of a unit, what will run out, what waits for whom; every number leads to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from wenguo.faces.web.board import endangered, offers
from wenguo.pages.asking import account, language, who
from wenguo.pages.telling import unit_name
from wenguo.queries import asked as asking
from wenguo.queries import board as boards
from wenguo.queries import care as caring
from wenguo.queries import office
from wenguo.queries.asked import Asked
from wenguo.queries.board import Load
from wenguo.queries.filters import Filters
from wenguo.queries.parts import counted
from wenguo.queries.people import names, usernames
from wenguo.queries.seeing import Asker
from wenguo.queries.waiting import Piece, pieces
from wenguo.rules.forecast import Forecast

SHOWN = 8
LISTS: dict[str, Filters] = {
    "offered": Filters(offered=True),
    "returned": Filters(turned_back=True),
    "promises": Filters(promise="late"),
    "approvals": Filters(awaits=True),
}


@require_GET
@login_required
def board(request: HttpRequest) -> HttpResponse:
    """The board of one unit and those below it."""
    at = datetime.now(UTC)
    units = boards.led(account(request))
    if not units:
        return render(request, "web/board/not_yours.html", {"room": "board", "roles": boards.ROLES}, status=403)
    unit = chosen_unit(request.GET.get("unit", ""), units)
    asker, code = who(request), office.units()[unit].code
    loads = boards.loads(asker, unit, at, settings.TIME_ZONE)
    soon = boards.midnight_after(boards.soon_until(unit, at), settings.TIME_ZONE)
    shown = {
        "room": "board",
        "now": at,
        "unit": office.units()[unit],
        "units": unit_choices(units),
        "may_hand_over": boards.is_leading(account(request), unit),
        "loads": [(one, _links(code, soon, one)) for one in loads],
        "total": _total(loads),
        "all": _links(code, soon, None),
        **_ahead(boards.ahead(asker, unit, at, settings.TIME_ZONE), unit, code, at),
        **_lists(asker, unit, code, at),
        "troubles": _troubles(asker, unit, code, at),
        **endangered.endangered(asker, unit),
        "open_offers": offers.latest(account(request), at),
        "parts_owed": counted(asker, at),
        **_care(asker, unit, at),
    }
    return render(request, "web/board/board.html", shown)


def _care(asker: Asker, unit: int, at: datetime) -> dict[str, Any]:
    """Who carries many hard ones, and how often people paused: a load and counts, nothing of why."""
    much = caring.carrying_much(asker, unit)
    called, users = names(one for one, _ in much), usernames(one for one, _ in much)
    counted = caring.counted(unit, at)
    return {
        "carrying": [(called.get(one, ""), users.get(one, ""), count) for one, count in much],
        "paused": [(unit_name(one.unit, language()), one.count) for one in counted if one.count is not None],
        "too_small": sum(one.count is None for one in counted),
    }


def chosen_unit(code: str, units: list[int]) -> int:
    """The unit asked for where one may see its board, else the topmost of one's own."""
    every = office.units()
    wanted = next((one for one in units if every[one].code == code), None)
    return wanted if wanted is not None else min(units, key=lambda one: (len(every[one].path), one))


def unit_choices(units: list[int]) -> list[tuple[str, str]]:
    """Code and name of each unit, each under the one above it."""
    every = office.units()
    called = {
        one: every[one].name if language().startswith("zh") else every[one].name_en or every[one].name for one in every
    }
    ordered = sorted(units, key=lambda one: [called[above] for above in reversed(every[one].path)])
    top = min(len(every[one].path) for one in units)
    return [(every[one].code, "　" * (len(every[one].path) - top) + called[one]) for one in ordered]


def rows_of(code: str, filters: Filters, **more: str) -> str:
    """The address of the rows behind a number, in the search room."""
    params = {"unit": code, **asking.written(Asked(filters=filters)), **more}
    return f"{reverse('finding')}?{urlencode(params)}"


def _links(code: str, soon: datetime, one: Load | None) -> dict[str, str]:
    asked = {
        "open": Filters(open=True),
        "overdue": Filters(open=True, overdue=True),
        "soon": Filters(due_to=soon),
        "promises": Filters(promise="waiting"),
        "promises_late": Filters(promise="late"),
        "offered": Filters(offered=True),
    }
    more = {"owner": one.username} if one is not None else {}
    return {name: rows_of(code, filters, **more) for name, filters in asked.items()}


def _total(loads: list[Load]) -> dict[str, int]:
    names_ = ("open", "overdue", "soon", "promises", "promises_late", "offered")
    return {name: sum(getattr(one, name) for one in loads) for name in names_}


def _ahead(found: Forecast, unit: int, code: str, at: datetime) -> dict[str, Any]:
    """The forecast as rows of a table, and the same as data for the drawing."""
    spans = boards.spans(unit, at)
    begin = boards.midnight_of(boards.calendar_of(unit, at).local(at).date(), settings.TIME_ZONE).date()
    days = []
    for span, day in zip(spans, found.days, strict=True):
        days.append((day, _day(day.day), rows_of(code, boards.running_out(begin, span.last, settings.TIME_ZONE))))
        begin = boards.midnight_after(span.last, settings.TIME_ZONE).date()
    drawn = {
        "days": [f"{day.day.month}/{day.day.day}" for day in found.days],
        "due": [day.due for day in found.days],
        "late": [day.late for day in found.days] if found.pace is not None else [],
    }
    pace = f"{found.pace:.1f}" if found.pace is not None else ""
    first = _day(found.first_late.day) if found.first_late is not None else ""
    any_due = any(day.due for day in found.days)
    return {"forecast": found, "days": days, "drawn": drawn, "pace": pace, "any_due": any_due, "first_late": first}


def _day(day: date) -> str:
    """A day as people read it: 11月24日 周二, Tue 24 Nov."""
    if language().startswith("zh"):
        return f"{day.month}月{day.day}日 周{'一二三四五六日'[day.weekday()]}"
    return f"{day:%a} {day.day} {day:%b}"


def _lists(asker: Asker, unit: int, code: str, at: datetime) -> dict[str, Any]:
    """The short lists, each with its number, its first rows, and where the rest is; read together."""
    ids = {name: boards.first_of(asker, unit, filters, at, SHOWN) for name, filters in LISTS.items()}
    found = pieces(one for those, _ in ids.values() for one in those)
    people = names(_people(found))
    lists = {
        name: {
            "rows": [found[one] for one in those if one in found],
            "total": total,
            "link": rows_of(code, LISTS[name]),
        }
        for name, (those, total) in ids.items()
    }
    remedies = {fen[0] for piece in found.values() for fen in piece.amounts}
    labels = {code: office.taxonomy().label(code, language()) for code in remedies}
    return {**lists, "names": people, "remedies": labels}


def _people(found: Mapping[int, Piece]) -> set[int | None]:
    people: set[int | None] = set()
    for piece in found.values():
        c = piece.complaint
        asked = c.approval_asked_by or ""
        people |= {piece.owner, piece.returned_by, c.hand_over.to if c.hand_over is not None else None}
        people |= {int(asked.removeprefix("account:"))} if asked.startswith("account:") else set()
    return people


def _troubles(asker: Asker, unit: int, code: str, at: datetime) -> list[tuple[str, int, str, int, str]]:
    """Disputed, reopened, promises broken: this month with its link, and the last one with its own."""
    now, before = boards.troubles(asker, unit, at, settings.TIME_ZONE)
    rows = []
    for kind in ("disputed", "reopened", "broken"):
        links = [
            rows_of(code, Filters(trouble=kind), **{"from": str(one.since), "to": str(one.until)})
            for one in (now, before)
        ]
        rows.append((kind, getattr(now, kind), links[0], getattr(before, kind), links[1]))
    return rows
