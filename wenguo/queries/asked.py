"""A search as it stands in an address: read from it with words for what is wrong, and written back the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings

from wenguo.models import Account
from wenguo.queries import office
from wenguo.queries.filters import Filters
from wenguo.queries.finding import Column
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text
from wenguo.verbs._verb import FIRST_DAY, LAST_DAY, MOST_NUMBER, Channel, Kind, Severity


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that makes a search: the words, whose words, the order, the filters."""

    words: str = ""
    column: Column = "all"
    best: bool = False
    filters: Filters = Filters()


class Wrong(Exception):
    """A value of an address that says nothing, in words."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def _unit(value: str) -> int:
    found = next((unit.id for unit in office.units().values() if unit.code == value), None)
    if found is None:
        raise Wrong(f"没有代码为“{value}”的单位。", f"No unit has the code “{value}”.")
    return found


def _owner(value: str) -> int:
    accounts = Account.objects.filter(username=value).values_list("pk", flat=True)
    found = list(accounts) or list(Account.objects.filter(display_name=value).values_list("pk", flat=True)[:2])
    if len(found) != 1:
        many = ("有几位同名的", "Several people are called") if found else ("没有叫", "Nobody is called")
        raise Wrong(
            f"{many[0]}“{value}”，请填写登录名。" if found else f"没有叫“{value}”的人，请填写登录名或姓名。",
            f"{many[1]} “{value}”; write the name they sign in by.",
        )
    return found[0]


def _one_of(codes: tuple[str, ...]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in codes:
            raise Wrong(f"没有“{value}”这个选项。", f"“{value}” is none of the choices.")
        return value

    return read


def _cause(value: str) -> str:
    if not office.taxonomy().known(value):
        raise Wrong(f"没有原因代码“{value}”。", f"There is no cause code “{value}”.")
    return value


def _yes(value: str) -> bool:
    if value not in {"0", "1"}:
        raise Wrong("请填 1（是）或 0（否）。", "Write 1 for yes or 0 for no.")
    return value == "1"


def _day(value: str) -> datetime:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = date.min
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Wrong(f"“{value}”不是日期，请写成 2026-11-22。", f"“{value}” is no date; write it as 2026-11-22.")
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def _day_after(value: str) -> datetime:
    return _day(value) + timedelta(days=1)


_TROUBLE = ("disputed", "reopened", "broken")
# name in the address → (filter, how its value is read)
READ: dict[str, tuple[str, Callable[[str], Any]]] = {
    "unit": ("unit", _unit),
    "owner": ("owner", _owner),
    "stage": ("stage", _one_of(tuple(STAGES))),
    "cause": ("cause", _cause),
    "channel": ("channel", _one_of(get_args(Channel))),
    "severity": ("severity", _one_of(get_args(Severity))),
    "kind": ("kind", _one_of(get_args(Kind))),
    "from": ("received_from", _day),
    "to": ("received_to", _day_after),
    "overdue": ("overdue", _yes),
    "open": ("open", _yes),
    "due_to": ("due_to", _day_after),
    "breach_from": ("breach_from", _day),
    "breach_to": ("breach_to", _day_after),
    "promise": ("promise", _one_of(("waiting", "late"))),
    "offered": ("offered", _yes),
    "awaits": ("awaits", _yes),
    "turned_back": ("turned_back", _yes),
    "trouble": ("trouble", _one_of(_TROUBLE)),
}
_ENDS = frozenset({"to", "due_to", "breach_to"})  # days that are included: the moment is the next midnight


def read(given: Mapping[str, str]) -> tuple[Asked, dict[str, Text]]:
    """What an address asks for, and for each name whose value says nothing the words about it."""
    found: dict[str, Any] = {}
    wrong: dict[str, Text] = {}
    for name, (field, reading) in READ.items():
        value = (given.get(name) or "").strip()
        if value:
            try:
                found[field] = reading(value)
            except Wrong as one:
                wrong[name] = one.text
    within = given.get("in", "")
    asked = Asked(
        words=(given.get("q") or "").strip(),
        column=within if within in {"theirs", "ours"} else "all",  # type: ignore[arg-type]
        best=given.get("by") == "best",
        filters=Filters(**found),
    )
    return asked, wrong


def written(asked: Asked) -> dict[str, str]:
    """The same as it stands in an address, only what is not taken for granted."""
    said: dict[str, str] = {"q": asked.words} if asked.words else {}
    if asked.column != "all":
        said["in"] = asked.column
    if asked.best:
        said["by"] = "best"
    for name, (field, _) in READ.items():
        value = getattr(asked.filters, field)
        if value is None:
            continue
        if name == "unit":
            said[name] = office.units()[value].code
        elif name == "owner":
            said[name] = Account.objects.filter(pk=value).values_list("username", flat=True).first() or ""
        elif isinstance(value, bool):
            said[name] = "1" if value else "0"
        elif isinstance(value, datetime):
            local = value.astimezone(ZoneInfo(settings.TIME_ZONE))
            said[name] = str((local - timedelta(days=1) if name in _ENDS else local).date())
        else:
            said[name] = value
    return said


def page_after(value: str | None) -> int | None:
    """The place in a list that an address names; none where it names no place."""
    return int(value) if value and value.isdecimal() and len(value) < 20 and int(value) <= MOST_NUMBER else None
