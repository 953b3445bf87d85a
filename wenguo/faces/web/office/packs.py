"""Packs in force: every number with its source; which units they bind; two versions side by side."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from wenguo import packs as known
from wenguo.administering import units as acts
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section
from wenguo.faces.web.office.units import unit_of
from wenguo.faces.web.office.words import GRADES, KINDS, OBLIGORS, limit, named, source, value
from wenguo.pages.forms_words import tag
from wenguo.queries import office
from wenguo.queries import packs_compared as compared
from wenguo.rules.policy import BadPack, Pack, Rule
from wenguo.text import Text
from wenguo.verbs import Refused


def today(here: Here) -> date:
    """The day it is where the organisation is."""
    return here.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _pack(pack_id: str) -> Pack:
    found = known.load().get(pack_id)
    if found is None:
        raise Refused(Text(f"没有规则包 {pack_id}。", f"There is no pack {pack_id}."), code="unseen")
    return found


@section("packs")
def packs(here: Here) -> HttpResponse:
    """All packs, those that bind one's units first; and the units with what binds them."""
    mine = [one for one in here.units() if one.active]
    bound = {name for one in mine for name in (*one.packs, "house")}
    every = sorted(known.load().values(), key=lambda pack: (pack.id not in bound, pack.id))
    return here.page(
        "packs",
        packs=[
            {
                "pack": pack,
                "rules": len(pack.rules),
                "pending": sum(rule.pending for rule in pack.rules),
                "units": [one for one in mine if pack.id in one.packs],
            }
            for pack in every
        ],
        units=mine,
    )


@section("packs")
def pack(here: Here, pack_id: str) -> HttpResponse:
    """One pack, rule by rule, as it stands on a day."""
    one = _pack(pack_id)
    on = _day(here.request.GET.get("on", "")) or today(here)
    asked = here.request.GET.get("q", "").strip().casefold()
    rules = [_rule(here, rule, on) for rule in one.rules]
    if asked:
        rules = [rule for rule in rules if asked in rule["search"]]
    return here.page(
        "pack",
        pack=one,
        on=on,
        wanted=here.request.GET.get("q", ""),
        rules=rules,
        used=[unit for unit in compared.used_by(pack_id) if unit.id in here.who.sees],
        turning=compared.turning_days(one),
        retention=source(one.retention_source) if one.retention_source is not None else "",
    )


def _rule(here: Here, rule: Rule, on: date) -> dict[str, Any]:
    name = Text(rule.name.zh, rule.name.en)
    words = f"{rule.key} {name.zh} {name.en} {source(rule.source)}".casefold()
    return {
        "rule": rule,
        "name": name,
        "limit": limit(rule),
        "kind": KINDS[rule.kind],
        "obligor": OBLIGORS[rule.obligor],
        "grade": GRADES[rule.grade],
        "source": source(rule.source),
        "note": Text(rule.note.zh, rule.note.en) if rule.note is not None else None,
        "valid": rule.is_valid(on),
        "more": [
            (named(field), _said(field, getattr(rule, field), here.language))
            for field in ("applies", "unless", "extensions", "pauses", "amounts", "falls_back_to")
            if getattr(rule, field)
        ],
        "search": words,
    }


def _said(field: str, thing: Any, language: str) -> str:
    """What a rule asks for, in words; its tags are the facts of the act forms."""
    if field in {"applies", "unless"} and isinstance(thing, list | tuple):
        return Text("、", ", ").said(language).join(tag(str(one), language) for one in thing)
    return value(thing, language)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@section("packs")
def compare(here: Here) -> HttpResponse:
    """A pack on two days, or a pack against a file: nothing is changed by looking."""
    form = Form(_compared_fields(), {"pack": here.request.GET.get("pack", ""), **_days(here)})
    shown: dict[str, Any] = {}
    if here.is_post:
        form.submit(here.request.POST, lambda given: shown.update(_compare(here, given)))
    elif here.request.GET.get("pack"):
        form.submit(here.request.GET, lambda given: shown.update(_compare(here, given)))
    return here.page("compare", status=form.status, form=form, back=reverse("office_packs"), **shown)


def _days(here: Here) -> dict[str, date]:
    return {"before_on": today(here), "after_on": today(here)}


def _compared_fields() -> list[Field]:
    options = tuple((one.id, Text(f"{one.id}　{one.name.zh}", f"{one.id}  {one.name.en}")) for one in known.load().values())  # fmt: skip
    same = Text("新旧两天一样时，请上传文件", "where both days are the same, give a file")
    return [
        Field(name="pack", label=Text("现用的规则包", "The pack in force"), kind="choice", options=options),
        Field(name="before_on", label=Text("旧：在这一天", "Old: as of"), kind="day"),
        Field(name="after_on", label=Text("新：在这一天", "New: as of"), kind="day", help=same),
        Field(
            name="file",
            label=Text("新版文件（TOML，可不选）", "New version as a file (TOML, if there is one)"),
            kind="file",
        ),
    ]


def _compare(here: Here, given: dict[str, Any]) -> dict[str, Any]:
    before = _pack(given["pack"])
    file = here.request.FILES.get("file")
    try:
        after = compared.read_pack(file.read(compared.LARGEST + 1)) if file is not None else before
    except BadPack as bad:
        listed = "\n".join(bad.problems[:10])
        raise Refused(
            Text(f"这个文件不能用：\n{listed}", f"This file cannot be used:\n{listed}"), code="field", field="file"
        ) from bad
    units = [one.id for one in compared.used_by(before.id) if one.id in here.who.sees]
    running, more = compared.running_clocks(units)
    days = [given[name] or today(here) for name in ("before_on", "after_on")]
    found = compared.compare(before, after, days[0], days[1], running)
    return {
        "found": found,
        "lines": [_line(here, one) for one in found.differences],
        "settings": [
            (named(name), value(old, here.language), value(new, here.language)) for name, old, new in found.settings
        ],
        "more": more,
        "looked_at": compared.LOOKED_AT,
        "units": units,
    }


def _line(here: Here, one: compared.Difference) -> dict[str, Any]:
    rule = one.after or one.before
    assert rule is not None
    pairs = [
        (
            named(field),
            value(getattr(one.before, field), here.language),
            value(getattr(one.after, field), here.language),
        )
        for field in one.fields
        if field not in {"length", "unit", "inclusive"}
    ]
    return {
        "id": one.id,
        "sort": one.sort,
        "name": Text(rule.name.zh, rule.name.en),
        "before": limit(one.before),
        "after": limit(one.after),
        "pairs": pairs,
        "running": one.running,
    }


@section("packs")
def of_unit(here: Here, code: str) -> HttpResponse:
    """Which packs bind a unit, with what a complaint received now would set running."""
    row = unit_of(here, code)
    facts = office.units()[row.pk]
    options = tuple((one.id, Text(f"{one.name.zh}　{one.id}", f"{one.name.en}  {one.id}")) for one in known.load().values())  # fmt: skip
    field = Field(name="packs", label=Text("规则包", "Packs"), kind="many", options=options)
    form = Form([field], {"packs": row.packs})
    wanted = [one for one in here.request.GET.getlist("packs") if one in known.load()]
    looking = here.request.GET.get("look") == "1"
    if looking:
        form = Form([field], {"packs": wanted})
    if here.is_post and form.submit(
        here.request.POST, lambda given: acts.set_packs(here.who, here.at, row, given["packs"])
    ):
        return here.done(
            "已保存；以后收到的投诉按新的规则包计时。",
            "Saved; complaints received from now on run by these packs.",
            reverse("office_unit_packs", args=[row.code]),
        )
    above = next((office.units()[one].packs for one in facts.path[1:]), office.HOUSE)
    chosen = tuple(wanted) if looking else facts.packs
    now = compared.starting(facts, facts.packs, here.at)
    then = compared.starting(facts, chosen or above, here.at)
    return here.page(
        "unit_packs",
        status=form.status,
        form=form,
        unit=row,
        above=above,
        inherits=not row.packs,
        may=here.who.may_change(row.pk),
        looking=looking,
        clocks=_beside(now, then),
    )


def _beside(now: list[Any], then: list[Any]) -> list[dict[str, Any]]:
    old, new = {rule.key: (rule, due) for rule, due in now}, {rule.key: (rule, due) for rule, due in then}
    lines = []
    for key in dict.fromkeys((*old, *new)):
        rule, due = new.get(key) or old[key]
        sort = "same" if key in old and key in new else "added" if key in new else "removed"
        lines.append(
            {
                "name": Text(rule.name.zh, rule.name.en),
                "pack": rule.pack,
                "limit": limit(rule),
                "due": due,
                "sort": sort,
                "grade": GRADES[rule.grade],
            }
        )
    return lines
