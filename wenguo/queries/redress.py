"""Redress as the organisation settled it, what like cases were given, and what the same person was given before (M05)."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec
from django.db import connection

from wenguo import packs
from wenguo.complaint import Complaint
from wenguo.models import Membership, Setting
from wenguo.models.writing import stored
from wenguo.queries import earlier
from wenguo.queries.history import Whole, history
from wenguo.queries.office import STOOD_IN, UnitFacts, units
from wenguo.queries.queue import folded_many
from wenguo.queries.seeing import Asker
from wenguo.rules.offering import Usual, usual
from wenguo.rules.redress_table import Level, Row, Table
from wenguo.text import Text
from wenguo.verbs import Refused

__all__ = ["Table", "Usual", "given_within_a_year", "standard", "table", "usual_of", "whole_of"]

SETTING = "redress"
YEAR = timedelta(days=365)
MACHINE = "local"  # the account of whoever works at the machine itself: nobody to wait for
NEWEST = 400  # of one cause and remedy so many are looked at
_MOST_OF_ONE = 200
_NEWEST_OF_ONE = 60  # of these the logs themselves are read


@lru_cache(maxsize=1)
def standard() -> Table:
    """What comes along: law with its articles, and our own proposals."""
    raw = tomllib.loads((packs.FOLDER / "redress.toml").read_text(encoding="utf-8"))
    approval = raw["approval"]
    return Table(
        version=raw["version"],
        rows=tuple(msgspec.convert(one, Row) for one in raw["redress"]),
        levels=tuple(msgspec.convert(one, Level) for one in approval["level"]),
        expires_days=approval["expires_days"],
        fits={kind: tuple(codes) for kind, codes in raw["fits"].items()},
        goodwill_percent=raw["advice"]["goodwill_percent"],
        formal_fen=raw["formal"]["from_fen"],
    )


def whole_of(who: Asker, number: str) -> Whole:
    """A complaint for whoever may work its redress out. Raises Refused for the person complained of, who has no part in it."""
    whole = history(who, number, cover=True)
    if whole.narrow:
        raise Refused(
            Text(
                "您是这件投诉的当事人，补救由他人处理。", "You are complained of here: redress is for others to handle."
            ),
            code="permission",
        )
    return whole


def settled() -> dict[str, Any]:
    """What the organisation changed of it: its own rows by id, its levels, its days."""
    value = Setting.objects.filter(name=SETTING).values_list("value", flat=True).first()
    return value if isinstance(value, dict) else {}


def table(unit: UnitFacts | None = None) -> Table:
    """The table in force: law as it comes along, the organisation's own rows laid over our proposals."""
    base, ours = standard(), settled()
    rows = {one.id: one for one in base.rows}
    rows |= {one.id: one for one in (msgspec.convert(each, Row) for each in ours.get("rows", {}).values())}
    levels = tuple(msgspec.convert(one, Level) for one in ours.get("levels", ())) or base.levels
    every = units()
    return msgspec.structs.replace(
        base,
        rows=tuple(rows.values()),
        levels=levels,
        expires_days=ours.get("expires_days", base.expires_days),
        formal_fen=ours.get("formal_fen", base.formal_fen),
        units=tuple(every[one].code for one in unit.path) if unit is not None else (),
    )


def holders(unit: UnitFacts) -> tuple[tuple[str, frozenset[int]], ...]:
    """Who holds each approving role for a unit, there or above."""
    members = Membership.objects.filter(unit_id__in=unit.path, role__in=STOOD_IN, account__is_active=True)
    members = members.exclude(account__username=MACHINE)
    held: dict[str, set[int]] = {}
    for account, role in members.values_list("account_id", "role"):
        held.setdefault(role, set()).add(account)
    return tuple((role, frozenset(accounts)) for role, accounts in sorted(held.items()))


def usual_of(c: Complaint, remedy: str, at: datetime) -> Usual:
    """What the newest complaints of this cause were given by this remedy; of the same dissatisfaction where enough are."""
    if not c.causes or not remedy:
        return Usual()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT redress_fen, dissatisfaction, redress_at FROM wenguo_complaint WHERE cause = %s AND redress = %s "
            "AND redress_fen IS NOT NULL AND redress_at < %s AND number <> %s ORDER BY redress_at DESC "
            f"LIMIT {NEWEST}",
            [c.causes[0], remedy, stored(at), c.number],
        )
        rows = cursor.fetchall()
    same = [fen for fen, kind, _ in rows if kind == c.dissatisfaction]
    alike = usual(same, same_dissatisfaction=True)
    return alike if alike.known else usual(fen for fen, _, _ in rows)


def given_within_a_year(c: Complaint, at: datetime) -> int:
    """What the same person, by telephone or e-mail, was given or offered by other complaints within a year."""
    if c.complainant is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, email FROM wenguo_person WHERE id = %s", [int(c.complainant.id[1:])])
        found = cursor.fetchone()
        phone, email = found if found is not None else ("", "")
        ids: set[int] = set()
        for kind, key in (("phone", earlier.digits(phone or "")), ("email", (email or "").strip().lower())):
            if key and (kind != "email" or "@" in key):
                source, expression, condition = earlier.place_of(kind)
                cursor.execute(
                    f"SELECT complaint_id FROM {source} WHERE {condition} AND {expression} = %s "
                    f"ORDER BY complaint_id DESC LIMIT {_MOST_OF_ONE}",
                    [key],
                )
                ids |= {row[0] for row in cursor.fetchall()}
        newest = sorted(ids, reverse=True)
        given, older = _standing(newest[:_NEWEST_OF_ONE], c.number, at - YEAR), newest[_NEWEST_OF_ONE:]
        if older:
            places = ", ".join("%s" for _ in older)
            cursor.execute(
                f"SELECT coalesce(sum(redress_fen), 0) FROM wenguo_complaint WHERE id IN ({places}) "
                "AND redress_at >= %s AND number <> %s",
                [*older, stored(at - YEAR), c.number],
            )
            given += int(cursor.fetchone()[0])
        return given


def _standing(ids: list[int], without: str, since: datetime) -> int:
    """By every remedy, and what is offered and not decided yet: or one sum, split over complaints, would pass below a limit."""
    others = (one for one in folded_many(ids).values() if one.number != without and one.live)
    return sum(
        offer.counted_fen
        for other in others
        for offer in other.offers
        if (last := offer.agreed_at or offer.at) is not None and last >= since
    )
