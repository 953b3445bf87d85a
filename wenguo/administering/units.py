"""Units: added, renamed, moved, closed; their packs, hours and days of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from django.db import transaction

from wenguo import packs
from wenguo.administering.people import give_role
from wenguo.models import Account, Complaint, Unit
from wenguo.queries import office
from wenguo.queries.administrators import Settler, settler
from wenguo.queries.house import changed
from wenguo.rules.calendar import Calendar, Hours
from wenguo.rules.days import days_of
from wenguo.text import Text
from wenguo.verbs import Refused

MOST_EXTRA_DAYS = 400


def add_unit(who: Settler, at: datetime, *, code: str, parent: int, **given: Any) -> Unit:
    """A new unit under one that is administered."""
    who.must_administer(parent)
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,59}", code) or code.isdecimal() or code == "add":
        raise _wrong(
            "code",
            "代码用小写字母、数字和 . _ -，不能全是数字。",
            "A code holds small letters, digits and . _ -, and is not all digits.",
        )
    if Unit.objects.filter(code=code).exists():
        raise _wrong("code", f"代码 {code} 已被占用，请换一个。", f"The code {code} is taken; choose another.")
    made = Unit(code=code, parent_id=parent)
    _fill(made, given)
    with transaction.atomic():
        made.save()
        changed("unit", code, None, _shown(made), who.account, at, made.pk)
        _let_head_lead(made, at, who.account, given)
    return made


def change_unit(who: Settler, at: datetime, unit: Unit, **given: Any) -> None:
    """Rename, move, give a head, a country or a time zone: only what is given changes."""
    who.must_administer(unit.pk)
    before, parent = _shown(unit), given.get("parent_id", unit.parent_id)
    if parent != unit.parent_id:
        _move(who, unit, parent)
    _fill(unit, given)
    with transaction.atomic():
        _write(who, at, unit, before)
        _let_head_lead(unit, at, who.account, given)


def _let_head_lead(unit: Unit, at: datetime, account: int, given: Mapping[str, Any]) -> None:
    """Whoever is named head of a unit may act as one there."""
    if "head_id" in given and unit.head is not None:
        give_role(settler(account), at, unit.head, "head", unit.pk)


def _move(who: Settler, unit: Unit, parent: int | None) -> None:
    if parent is None or unit.pk == office.top():
        raise _wrong("parent", "最上级单位不能移动，也只有一个。", "The top unit stays, and there is one.")
    if parent in office.below(unit.pk):
        raise _wrong("parent", "不能移到自己或自己的下属之下。", "A unit is not below itself; choose one outside it.")
    who.must_administer(parent)
    unit.parent_id = parent


def _fill(unit: Unit, given: Mapping[str, Any]) -> None:
    for name in ("name", "name_en", "country", "time_zone", "head_id"):
        if name in given:
            setattr(unit, name, given[name])
    if not unit.name.strip() or len(unit.name) > 200 or len(unit.name_en) > 200:
        raise _wrong("name", "请填写名称（最多 200 字）。", "Give it a name (200 characters at the most).")
    head = given.get("head_id")  # one who left since does not hold up other changes
    if head is not None and not Account.objects.filter(pk=head, is_active=True).exists():
        raise _wrong("head", "负责人须是在用的账号。", "The head must be an active account.")
    if unit.time_zone:
        try:
            ZoneInfo(unit.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise _wrong(
                "time_zone",
                f"没有时区 {unit.time_zone}；请写成 Asia/Shanghai 这样。",
                f"There is no time zone {unit.time_zone}; write one such as Asia/Shanghai.",
            ) from error
    if unit.country:
        try:
            days_of(unit.country, date(2026, 1, 1))
        except (ValueError, LookupError) as error:
            raise _wrong(
                "country",
                f"没有 {unit.country} 的节假日；请写 CN、GB-ENG 这样的代码。",
                f"No holidays are known for {unit.country}; write a code such as CN or GB-ENG.",
            ) from error


def set_active(who: Settler, at: datetime, unit: Unit, *, active: bool) -> None:
    """Close a unit, or open it again; refused while people, open complaints or open units below remain."""
    who.must_administer(unit.pk)
    if not active:
        _nothing_left(unit)
    elif unit.parent is not None and not unit.parent.active:
        raise Refused(
            Text("上级单位已停用，请先恢复上级。", "The unit above is closed; open that one first."), code="field"
        )
    before = _shown(unit)
    unit.active = active
    _write(who, at, unit, before)


def _nothing_left(unit: Unit) -> None:
    if unit.parent_id is None:
        raise Refused(Text("最上级单位不能停用。", "The top unit cannot be closed."), code="field")
    open_ones = Complaint.objects.filter(unit=unit).exclude(stage="closed")[:1000].count()
    people = Account.objects.filter(unit=unit, is_active=True).count()
    below = unit.children.filter(active=True).count()
    if open_ones or people or below:
        raise Refused(
            Text(
                f"还有 {open_ones} 件未办结投诉、{people} 位在岗人员、{below} 个下属单位；请先转交或移走。",
                f"{open_ones} open complaints, {people} people and {below} units below remain; move them first.",
            ),
            code="field",
        )


def set_packs(who: Settler, at: datetime, unit: Unit, wanted: list[str]) -> None:
    """Which packs bind a unit; none: those of the unit above."""
    who.must_administer(unit.pk)
    unknown = [one for one in wanted if one not in packs.load()]
    if unknown:
        known, named = ", ".join(sorted(packs.load())), ", ".join(unknown)
        raise _wrong("packs", f"没有规则包 {named}；可选：{known}。", f"There is no pack {named}; there are: {known}.")
    before = _shown(unit)
    unit.packs = list(dict.fromkeys(wanted))
    _write(who, at, unit, before)


def set_hours(who: Settler, at: datetime, unit: Unit, weekdays: list[list[list[str]]] | None) -> None:
    """The week's hours, Monday first; None: those of the unit above."""
    who.must_administer(unit.pk)
    if weekdays is not None:
        try:
            msgspec.convert({"weekdays": weekdays}, Hours)
        except (msgspec.ValidationError, ValueError) as error:
            raise _wrong(
                "hours",
                "须写周一到周日七天，时间写作 09:00，后一段在前一段之后。",
                "Write the seven days from Monday on, times as 09:00, each interval after the one before.",
            ) from error
        if not any(weekdays):
            raise _wrong("hours", "一周至少有一天营业。", "At least one day of the week must be open.")
    before = _shown(unit)
    unit.hours = {"weekdays": weekdays} if weekdays is not None else {}
    _write(who, at, unit, before)


def set_extra_day(who: Settler, at: datetime, unit: Unit, day: date, *, works: bool | None) -> None:
    """A day worked or closed against the published calendar; None: as published again."""
    who.must_administer(unit.pk)
    before, days = _shown(unit), dict(unit.extra_days or {})
    if works is None:
        days.pop(day.isoformat(), None)
    else:
        days[day.isoformat()] = works
    if len(days) > MOST_EXTRA_DAYS:
        raise _wrong("day", "例外日太多，请先删去过去的。", "Too many days; take away past ones first.")
    unit.extra_days = dict(sorted(days.items()))
    _write(who, at, unit, before)


def calendar_of(unit: office.UnitFacts) -> Calendar:
    """The calendar a unit keeps."""
    extra = {date.fromisoformat(day): bool(works) for day, works in (unit.extra_days or {}).items()}
    hours = msgspec.convert(unit.hours, Hours) if unit.hours else None
    return Calendar(unit.country, unit.time_zone, hours, extra)


def _write(who: Settler, at: datetime, unit: Unit, before: dict[str, Any]) -> None:
    after = _shown(unit)
    if after == before:
        return
    with transaction.atomic():
        unit.save()
        names = [name for name in after if after[name] != before[name]]
        changed(
            "unit",
            unit.code,
            {name: before[name] for name in names},
            {name: after[name] for name in names},
            who.account,
            at,
            unit.pk,
        )


def _shown(unit: Unit) -> dict[str, Any]:
    """A unit as its changes are written down: by codes and names, not by numbers nobody knows."""
    return {
        "name": unit.name,
        "name_en": unit.name_en,
        "parent": Unit.objects.filter(pk=unit.parent_id or 0).values_list("code", flat=True).first(),
        "head": Account.objects.filter(pk=unit.head_id or 0).values_list("username", flat=True).first(),
        "packs": list(unit.packs or []),
        "country": unit.country,
        "time_zone": unit.time_zone,
        "hours": unit.hours or {},
        "extra_days": unit.extra_days or {},
        "active": unit.active,
    }


def _wrong(field: str, zh: str, en: str) -> Refused:
    return Refused(Text(zh, en), code="field", field=field)
