"""Working redress out for one complaint, and the month's consistency: each view reads, asks once, shows."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wenguo.pages import redress_told
from wenguo.pages.asking import language, who, whole_number
from wenguo.queries import consistency as looks
from wenguo.queries import like_redress, office, redress
from wenguo.queries.board import led
from wenguo.reading.amounts import read_amount
from wenguo.reading.defusing import defused
from wenguo.rules.redress import goodwill_ends
from wenguo.text import Text
from wenguo.verbs import Refused

_MONEY = ("price_fen", "loss_fen", "reasonable_fen", "principal_fen")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@login_required
@never_cache
def of_complaint(request: HttpRequest, number: str) -> HttpResponse:
    """What the table says of one complaint, with figures entered for a try; nothing is written down."""
    at = datetime.now(UTC)
    whole = redress.whole_of(who(request), number)
    c = whole.complaint
    unit = office.units()[c.unit]
    table = redress.table(unit)
    figures, wrong = _figures(request)
    remedy = request.GET.get("remedy", "") or next((one.remedy for one in c.demands if one.amount_fen is not None), "")
    remedies = [(code, office.taxonomy().label(code, language())) for code in _remedies(table)]
    rows = redress_told.said(c, unit, table, language(), **figures)
    before = redress.given_within_a_year(c, at)
    near = like_redress.nearest(who(request), c, remedy)
    shown: dict[str, Any] = {
        "room": "",
        "c": c,
        "rows": [one for one in rows if one.bound.met],
        "waiting": [one for one in rows if not one.bound.met],
        "fields": _fields(request, c.price_fen, wrong),
        "remedies": remedies,
        "remedy": remedy,
        "like": redress_told.usual_in_words(redress.usual_of(c, remedy, at)) if remedy else None,
        "near": redress_told.nearest_in_words(near.usual),
        "nearest": near.likes,
        "says_yes": redress_told.says_yes(c, table, [one.bound for one in rows], before, language()),
        "before": before,
        "goodwill_fen": goodwill_ends(figures.get("price_fen") or c.price_fen, table.goodwill_percent),
        "percent": table.goodwill_percent,
        "fits": redress_told.fits(c, table, language()),
        "levels": redress_told.levels(table, language()),
        "expires_days": table.expires_days,
    }
    return render(request, "web/redress/of_complaint.html", shown, status=422 if wrong else 200)


def _remedies(table: redress.Table) -> list[str]:
    return sorted({code for row in table.rows if row.active for code in row.remedies})


def _figures(request: HttpRequest) -> tuple[dict[str, int | None], set[str]]:
    """The figures entered, in fen, hundredths of a per cent, days and kilometres; and what cannot be read."""
    found: dict[str, int | None] = {}
    wrong: set[str] = set()
    for name in (*_MONEY, "rate_bp", "days", "km"):
        text = request.GET.get(name, "").strip()
        if not text:
            continue
        value = _read(name, text)
        if value is None or value < 0:
            wrong.add(name)
        else:
            found[name] = value
    return found, wrong


def _read(name: str, text: str) -> int | None:
    if name in _MONEY:
        return read_amount(text).minor
    if name == "rate_bp":  # per cent, to two places
        whole, _, rest = text.removesuffix("%").partition(".")
        good = (
            whole.isascii()
            and whole.isdecimal()
            and len(whole) < 3
            and (not rest or (rest.isdecimal() and len(rest) < 3))
        )
        return int(whole) * 100 + int(rest.ljust(2, "0") or 0) if good else None
    return whole_number(text, digits=7)


def _fields(request: HttpRequest, price_fen: int | None, wrong: set[str]) -> list[dict[str, Any]]:
    known = {"price_fen": f"{price_fen / 100:.2f}" if price_fen is not None else ""}
    return [
        {"name": name, "label": label, "value": request.GET.get(name, known.get(name, "")), "wrong": name in wrong}
        for name, label in redress_told.FIGURES.items()
    ]


@require_GET
@login_required
@never_cache
def consistency(request: HttpRequest) -> HttpResponse:
    """The month's redress: spread within the same cause, unit by unit."""
    month, text, wrong = _month(request)
    shown = {
        "room": "board",
        "month": month,
        "named": text,
        "wrong": wrong,
        "taxonomy": office.taxonomy(),
        "rows": _told(month),
    }
    return render(request, "web/redress/consistency.html", shown, status=422 if wrong else 200)


@require_GET
@login_required
@never_cache
def consistency_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    month, text, _ = _month(request)
    header = ["month", "cause", "remedy", "unit", "n", "median", "quartile_1", "quartile_3", "apart"]
    rows = [_cells(text, one, share) for one in month.causes for share in (None, *one.units)]
    answer = HttpResponse(content_type=_XLSX if kind == "xlsx" else "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="redress-{text}.{kind}"'
    if kind == "xlsx":
        from openpyxl import Workbook  # type: ignore[import-untyped] # slow to load

        book = Workbook(write_only=True)
        sheet = book.create_sheet(text)
        for row in [header, *rows]:
            sheet.append([defused(cell) if isinstance(cell, str) else cell for cell in row])
        held = io.BytesIO()
        book.save(held)
        answer.write(held.getvalue())
        return answer
    line = io.StringIO()
    csv.writer(line).writerows([header, *[[defused(str(cell)) for cell in row] for row in rows]])
    answer.write("\ufeff" + line.getvalue())
    return answer


def _cells(text: str, one: looks.OfCause, share: looks.OfUnit | None) -> list[Any]:
    codes, spread = office.taxonomy(), share.spread if share is not None else one.spread
    cause, remedy = codes.label(one.cause, language()), codes.label(one.remedy, language())
    figures = [f / 100 for f in (spread.median_fen, spread.quarter_fen, spread.three_quarters_fen)]
    return [
        text,
        cause,
        remedy,
        share.code if share else "*",
        spread.n,
        *figures,
        "x" if share is not None and share.apart else "",
    ]


def _month(request: HttpRequest) -> tuple[looks.Month, str, Text | None]:
    """The month asked for, of what this person may see; only those who lead look at it."""
    asker, at = who(request), datetime.now(UTC)
    if not led(asker.account):
        raise Refused(
            Text(
                "补救一致性由负责人、质量、审批、法务和审计查看。",
                "Heads, quality, approvers, legal and auditors look at this.",
            ),
            code="permission",
        )
    wrong = None
    try:
        year, month = looks.month_of(request.GET.get("month"), at)
    except ValueError:
        wrong = Text("月份写作 2026-11。", "A month is written 2026-11.")
        year, month = looks.month_of(None, at)
    return looks.consistency(asker, year, month), f"{year}-{month:02d}", wrong


def _told(month: looks.Month) -> list[dict[str, Any]]:
    codes, units, zh = office.taxonomy(), office.units(), language().startswith("zh")
    return [
        {
            "cause": codes.label(one.cause, language()),
            "remedy": codes.label(one.remedy, language()),
            "whole": one,
            "units": [
                {
                    "name": units[share.unit].name if zh else units[share.unit].name_en or units[share.unit].name,
                    "share": share,
                }
                for share in one.units
            ],
        }
        for one in month.causes
    ]
