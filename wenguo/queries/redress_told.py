"""Redress as programs are told it: what bounds say of a complaint, and a month's consistency, as plain values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import structs

from wenguo.complaint import Complaint
from wenguo.queries import consistency, like_redress, office, redress
from wenguo.queries.history import Whole
from wenguo.queries.seeing import Asker
from wenguo.queries.unoffered import unoffered
from wenguo.rules.limits import binding, chain, limits_said
from wenguo.rules.offering import offered_fen
from wenguo.rules.redress import Bound, bounds, facts_of
from wenguo.rules.redress_table import HOLDS, Table


def of_complaint(
    who: Asker, whole: Whole, at: datetime, language: str, remedy: str = "", **figures: int | None
) -> dict[str, Any]:
    """What law and house say of a complaint, what like cases were given, who must say yes, what stands offered or should."""
    c = whole.complaint
    unit = office.units()[c.unit]
    table = redress.table(unit)
    facts = facts_of(c, packs=(*unit.packs, "house"), units=table.units, **figures)
    remedy = remedy or next((one.remedy for one in c.demands if one.amount_fen is not None), "")
    like, near = redress.usual_of(c, remedy, at), like_redress.nearest(who, c, remedy)
    every, given = bounds(facts, table.rows), redress.given_within_a_year(c, at)
    return {
        "number": c.number,
        "bounds": [_bound(one, language) | _asks(one, c, table, every, given, language) for one in every],
        "usual": {**structs.asdict(like), "known": like.known, "remedy": remedy},
        "nearest": {
            **structs.asdict(near.usual),
            "known": near.usual.known,
            "remedy": remedy,
            "likes": [
                {
                    "number": one.number,
                    "score": round(one.score, 3),
                    "because": one.because.said(language),
                    "given_fen": one.given_fen,
                }
                for one in near.likes
            ],
        },
        "offered_fen": offered_fen(c),
        "given_within_a_year_fen": given,
        "offers": [
            {
                "offer": one.id,
                "remedy": one.remedy,
                "state": one.state,
                "amount_fen": one.amount_fen,
                "agreed_fen": one.agreed_fen,
                "given_fen": one.given_fen,
                "waits_for": list(one.waiting),
                "approve_by": one.approve_by,
                "lapses_at": one.lapses_at,
            }
            for one in c.offers
        ],
        "unoffered": [{"position": position, **one._asdict()} for position, one in unoffered(whole)],
    }


def _asks(one: Bound, c: Complaint, table: Table, every: list[Bound], given_fen: int, language: str) -> dict[str, Any]:
    """Who would have to say yes to the highest sum of a row offered now, and the limits of its own."""
    limits = one.row.limits
    said = structs.asdict(limits) | {"words": limits_said(limits).said(language)} if limits is not None else None
    if not one.in_force or one.row.pays != "us":
        return {"limits": said, "says_yes": None}
    whole = offered_fen(c) + (one.upper_fen or 0)
    asked = chain(table, binding(one.row.id, "", every), whole, given_fen + whole)
    return {"limits": said, "says_yes": {"steps": list(asked.steps), "parallel": asked.parallel}}


def _bound(one: Bound, language: str) -> dict[str, Any]:
    zh = language.startswith("zh")
    return {
        "rule": one.row.id,
        "name": one.row.name.zh if zh else one.row.name.en,
        "words": one.words.said(language),
        "basis": one.row.basis,
        "source": structs.asdict(one.row.source),
        "grade": one.row.grade,
        "remedies": list(one.row.remedies),
        "lower_fen": one.lower_fen,
        "upper_fen": one.upper_fen,
        "pays": one.row.pays,
        "in_force": one.in_force,
        "needs": [
            {"code": code, "name": HOLDS[code].said(language), "found": code not in one.unmet} for code in one.row.needs
        ],
        "barred": list(one.barred),
        "missing": list(one.missing),
    }


def of_month(month: consistency.Month) -> dict[str, Any]:
    """A month's consistency."""

    def spread(one: consistency.Spread) -> dict[str, int]:
        return {**structs.asdict(one), "between_fen": one.between_fen}

    return {
        "month": f"{month.year}-{month.month:02d}",
        "n": month.n,
        "whole": month.whole,
        "causes": [
            {
                "cause": one.cause,
                "remedy": one.remedy,
                **spread(one.spread),
                "apart": one.apart,
                "units": [{"unit": share.code, **spread(share.spread), "apart": share.apart} for share in one.units],
            }
            for one in month.causes
        ],
    }
