"""Calendars: a unit's week, its own days, and a month as its clocks count it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import units as acts
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.faces.web.office.units import unit_of
from wenguo.models import Unit
from wenguo.queries import office
from wenguo.rules.calendar import OFFICE, Calendar
from wenguo.rules.days import china_table, days_of
from wenguo.text import Text
from wenguo.verbs import Refused

DAYS = (
    Text("周一", "Monday"),
    Text("周二", "Tuesday"),
    Text("周三", "Wednesday"),
    Text("周四", "Thursday"),
    Text("周五", "Friday"),
    Text("周六", "Saturday"),
    Text("周日", "Sunday"),
)
SHORT = tuple(Text(zh, en) for zh, en in zip("一二三四五六日", ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))
_OWN_DAY = (
    Field(name="day", label=Text("日期", "Day"), kind="day", required=True),
    Field(
        name="works",
        label=Text("这一天", "On this day we"),
        kind="choice",
        options=(("1", Text("上班", "work")), ("0", Text("休息", "are closed"))),
    ),
)
_PREVIEWED = 3  # working days of the example


@section("calendars")
def calendars(here: Here) -> HttpResponse:
    """Every unit with its week in short."""
    rows = []
    for one in here.units():
        if one.active:
            row = {"unit": one, "week": _week_in_short(one.hours), "extra": len(one.extra_days or {})}
            rows.append(row)
    own = set(Unit.objects.exclude(hours={}).values_list("pk", flat=True))
    return here.page("calendars", rows=rows, own=own)


def _week_in_short(hours: Any) -> list[tuple[Text, str]]:
    """Days that follow each other with the same hours stand together: 周一至周五 09:00–18:00."""
    week = hours["weekdays"] if hours else OFFICE.weekdays
    said = [" ".join(f"{opens}–{closes}" for opens, closes in spans) for spans in week]
    found = []
    for same, days in groupby(range(7), key=lambda day: said[day]):
        first, *rest = days
        whole = Text("每天", "Every day") if len(rest) == 6 else None
        last = rest[-1] if rest else first
        run = Text(f"{DAYS[first].zh}至{DAYS[last].zh}", f"{SHORT[first].en}–{SHORT[last].en}") if rest else DAYS[first]
        found.append((whole or run, same))
    return found


@section("calendars")
def calendar(here: Here, code: str) -> HttpResponse:
    """One unit's week, days of its own, and a month."""
    row = unit_of(here, code)
    own_day = Form(_OWN_DAY)
    week = Form(_week_fields(), _week_values(row.hours))
    which, to = here.request.POST.get("which"), reverse("office_calendar", args=[row.code])
    if here.is_post and which == "week":
        if week.submit(here.request.POST, lambda given: _keep_week(here, row, given)):
            return here.done("营业时间已保存。", "The hours are saved.", to)
    elif here.is_post and which == "day":
        if own_day.submit(here.request.POST, lambda given: _keep_day(here, row, given)):
            return here.done("已记下这一天。", "The day is noted.", f"{to}#days")
    elif here.is_post:
        return seen(to)
    return _page(here, row, week, own_day)


def _page(here: Here, row: Unit, week: Form, own_day: Form) -> HttpResponse:
    facts = office.units()[row.pk]
    keeps = acts.calendar_of(facts)
    local = here.at.astimezone(ZoneInfo(facts.time_zone))
    month = _month(here.request.GET.get("month", ""), local.date())
    return here.page(
        "calendar",
        status=max(week.status, own_day.status),
        unit=row,
        facts=facts,
        may=here.who.may_change(row.pk),
        week=week,
        lines=[(DAYS[n], week[f"day{n}"]) for n in range(7)],
        inherits=not row.hours,
        own_day=own_day,
        own_days=[(date.fromisoformat(day), works) for day, works in sorted((row.extra_days or {}).items())],
        month=month,
        month_name=Text(f"{month.year}年{month.month}月", f"{month:%B} {month.year}"),
        previous=(month - timedelta(days=1)).strftime("%Y-%m"),
        following=(month + timedelta(days=32)).strftime("%Y-%m"),
        heads=SHORT,
        weeks=_weeks(keeps, month, local.date()),
        notice=china_table().years.get(str(month.year)) if facts.country == "CN" else None,
        law_due=keeps.add(here.at, _PREVIEWED, "wd"),
        own_due=keeps.add(here.at, _PREVIEWED, "bd"),
        count=_PREVIEWED,
    )


def _week_fields() -> list[Field]:
    own = Field(name="own", label=Text("使用本单位自己的时间", "Hours of its own"), kind="yes")
    return [own, *(Field(name=f"day{n}", label=DAYS[n], most=100) for n in range(7))]


def _week_values(hours: Any) -> dict[str, Any]:
    week = hours["weekdays"] if hours else OFFICE.weekdays
    values = {f"day{n}": " ".join(f"{opens}-{closes}" for opens, closes in spans) for n, spans in enumerate(week)}
    return {"own": bool(hours), **values}


def _keep_week(here: Here, row: Unit, given: dict[str, Any]) -> None:
    if not given["own"]:
        acts.set_hours(here.who, here.at, row, None)
        return
    week = [_spans(f"day{n}", given[f"day{n}"]) for n in range(7)]
    acts.set_hours(here.who, here.at, row, week)


def _spans(field: str, text: str) -> list[list[str]]:
    """The intervals of one day as people write them: 9:00-12:00 13:00–18:00, 9:00～12:00、13:30～18:00."""
    found: list[list[str]] = []
    free_from = ""
    for part in re.split(r"[\s,，、;；/]+", re.sub(r"\s*(?:-|–|—|~|～|至|到)\s*", "-", text.replace("：", ":"))):
        if not part:
            continue
        match = re.fullmatch(r"(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?", part)
        if match is None:
            raise _unclear(field, part)
        opens, closes = f"{int(match[1]):02d}:{match[2] or '00'}", f"{int(match[3]):02d}:{match[4] or '00'}"
        if not free_from <= opens < closes <= "24:00" or max(opens[3:], closes[3:]) >= "60":
            raise _unclear(field, part)
        found.append([opens, closes])
        free_from = closes
    return found


def _unclear(field: str, part: str) -> Refused:
    return Refused(
        Text(
            f"“{part}”看不懂：写成 09:00-12:00 13:00-18:00，前后不重叠；休息日留空。",
            f"“{part}” is not clear: write 09:00-12:00 13:00-18:00, in order; leave a day of rest empty.",
        ),
        code="field",
        field=field,
    )


def _keep_day(here: Here, row: Unit, given: dict[str, Any]) -> None:
    acts.set_extra_day(here.who, here.at, row, given["day"], works=given["works"] == "1")


@section("calendars")
def forget_day(here: Here, code: str) -> HttpResponse:
    """Let a day be as the published calendar has it."""
    row = unit_of(here, code)
    to = f"{reverse('office_calendar', args=[row.code])}#days"
    if not here.is_post:
        return seen(to)

    def do() -> None:
        given = Form(_OWN_DAY[:1]).read(here.request.POST)
        acts.set_extra_day(here.who, here.at, row, given["day"], works=None)

    return here.act(do, to, "已恢复为公布的安排。", "It is as published again.")


def _month(text: str, today: date) -> date:
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if 2000 <= found.year <= 2100 else today.replace(day=1)


def _weeks(calendar: Calendar, month: date, today: date) -> list[list[dict[str, Any] | None]]:
    """The month as weeks; each day with whether it is worked, and why."""
    day, weeks = month - timedelta(days=month.weekday()), []
    while day < month or day.month == month.month:
        week: list[dict[str, Any] | None] = []
        for _ in range(7):
            week.append(_day(calendar, day, today) if day.month == month.month else None)
            day += timedelta(days=1)
        weeks.append(week)
    return weeks


def _day(calendar: Calendar, day: date, today: date) -> dict[str, Any]:
    public = days_of(calendar.country, day)
    works, why = calendar.is_working(day), None
    if day in calendar.extra:
        why = Text("本单位", "own")
    elif day in public.worked:
        why = Text("调休上班", "worked in lieu")
    elif day in public.statutory:
        why = Text("法定假日", "public holiday")
    elif day in public.off:
        why = Text("调休放假", "day in lieu")
    elif not public.is_known(day):
        why = Text("未公布", "not published")
    return {"day": day, "works": works, "why": why, "today": day == today}
