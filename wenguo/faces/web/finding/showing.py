"""What the search room shows beside the rows: the form filled in, a chip for each filter, columns, kept searches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, get_args
from urllib.parse import urlencode

from wenguo.faces.web.finding.wording import HEADS, NAMED, SEVERITIES, YES
from wenguo.models import Account
from wenguo.pages.asking import language
from wenguo.queries import asked as asking
from wenguo.queries import office
from wenguo.queries.asked import Asked
from wenguo.queries.columns import COLUMNS, PERSONAL, Value
from wenguo.queries.listing import Page
from wenguo.queries.saved import Saved
from wenguo.queries.seeing import Asker
from wenguo.rules.labels import label
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text
from wenguo.verbs._verb import Channel, Kind, Severity

MOST_PEOPLE = 300
type Option = tuple[str, str]


def asked(
    wanted: Asked, params: Mapping[str, Any], wrong: Mapping[str, Text], who: Asker, at: datetime
) -> dict[str, Any]:
    """The form as it was filled in, and the chips that take a filter out again."""
    now = asking.written(wanted)
    given = {name: str(params.get(name, "")).strip() for name in asking.READ}
    return {
        "wanted": wanted,
        "given": given,
        "wrong": {name: text.said(language()) for name, text in wrong.items()},
        "query": urlencode(now),
        "chips": [(_chip(name, now), urlencode(_without(now, name))) for name in now if name != "q"],
        "filtered": any(given.values()),
        "further": any(given[name] for name in FURTHER),
        "choices": _choices(),
        "units": units(who),
        "people": _people(who),
        "today": at,
    }


FURTHER = (
    "kind",
    "severity",
    "due_to",
    "breach_from",
    "breach_to",
    "promise",
    "offered",
    "awaits",
    "turned_back",
    "trouble",
)


def _without(params: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in params.items() if key != name}


def _chip(name: str, params: Mapping[str, str]) -> str:
    value, said = params[name], language()
    if (name, value) in YES:
        return YES[name, value].said(said)
    head = HEADS[name].said(said)
    if name == "unit":
        shown = next((_called(unit) for unit in office.units().values() if unit.code == value), value)
    elif name == "owner":
        person = Account.objects.filter(username=value).first()
        shown = str(person) if person is not None else value
    elif name == "stage":
        shown = STAGES[value].said(said)
    elif name == "cause":
        shown = office.taxonomy().label(value, said)
    else:
        shown = label(value, said)
    return f"{head} {shown}"


def _called(unit: office.UnitFacts) -> str:
    return unit.name if language().startswith("zh") else unit.name_en or unit.name


def _choices() -> dict[str, list[Option]]:
    said = language()

    def labelled(codes: Iterable[str]) -> list[Option]:
        return [(code, label(code, said)) for code in codes]

    taxonomy = office.taxonomy()
    return {
        "stage": [(code, text.said(said)) for code, text in STAGES.items()],
        "channel": labelled(get_args(Channel)),
        "kind": labelled(get_args(Kind)),
        "severity": [(code, SEVERITIES[code].said(said)) for code in get_args(Severity)],
        "cause": [(one.code, ("" if one.parent is None else "　") + one.label(said)) for one in taxonomy.facet("RS")],
        **{name: [(value, YES[name, value].said(said)) for value in values] for name, values in NAMED.items()},
    }


def units(who: Asker) -> list[Option]:
    """The units whose complaints one may see, each under the one above it."""
    every = office.units()
    seen = [unit for unit in every.values() if unit.active and (who.units is None or unit.id in who.units)]
    names = {unit.id: _called(unit) for unit in every.values()}
    ordered = sorted(seen, key=lambda unit: [names[one] for one in reversed(unit.path)])
    return [(unit.code, "　" * (len(unit.path) - 1) + names[unit.id]) for unit in ordered]


def _people(who: Asker) -> list[Option]:
    wanted = Account.objects.filter(is_active=True)
    if who.units is not None:
        wanted = wanted.filter(unit_id__in=who.units)
    rows = wanted.order_by("username").values_list("username", "display_name")[:MOST_PEOPLE]
    return [(username, name or username) for username, name in rows]


def table(columns: Sequence[str], found: Page | None) -> dict[str, Any]:
    """The headings, the rows with the shape of each cell, and every column there is to choose."""
    heads = [(name, COLUMNS[name].title, COLUMNS[name].shape) for name in columns]
    return {
        "heads": heads,
        "lines": [
            (row, [(head, _shown(head[2], value)) for head, value in zip(heads, row.values, strict=True)])
            for row in (found.rows if found is not None else ())
        ],
        "columns": [(name, one.title, name in columns, name in PERSONAL) for name, one in COLUMNS.items()],
        "total": f"{found.total:,}" if found is not None else "",
    }


def _shown(shape: str, value: Value) -> Value:
    return f"¥{value:,.2f}" if shape == "money" and value is not None else value


def kept(
    searches: Sequence[Saved],
    params: Mapping[str, Any],
    wanted: Asked,
    who: Asker,
    keep: Mapping[str, Any] | None,
    changed: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The searches kept, and the form that keeps this one."""
    open_ = str(params.get("saved", ""))
    return {
        "searches": [(one, sharing(one)) for one in searches],
        "open_search": next((one for one in searches if str(one.id) == open_), None),
        "keep": keep or {"name": wanted.words[:100]},
        "keep_open": bool(keep),
        "changed": changed or {},
        "sharable": units(who),
    }


def sharing(one: Saved) -> str:
    """With which unit it is shared, by its code."""
    unit = office.units().get(one.unit) if one.unit is not None else None
    return unit.code if unit is not None else ""
