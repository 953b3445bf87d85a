"""What forms about redress offer: the rows whose findings are made, offers by what they are, what a finding may hold."""

from __future__ import annotations

from collections.abc import Callable

from wenguo.pages import telling
from wenguo.pages.forms_choices import Option, Place
from wenguo.pages.forms_evidence import every_item
from wenguo.queries import office, redress
from wenguo.rules.redress import Bound, Facts, bounds, facts_of, yuan
from wenguo.rules.redress_table import HOLDS, Table
from wenguo.text import Text


def facts(place: Place, table: Table, **figures: int | None) -> Facts:
    """The facts that bounds of this complaint are computed from."""
    return facts_of(place.c, packs=(one.id for one in place.policy.packs), units=table.units, **figures)


def every_bound(place: Place, **figures: int | None) -> list[Bound]:
    """What the table in force says of this complaint."""
    table = redress.table(office.units()[place.c.unit])
    return bounds(facts(place, table, **figures), table.rows)


def _rules(place: Place) -> list[Option]:
    zh = place.language.startswith("zh")
    found = []
    for one in every_bound(place):
        if one.met and one.row.pays == "us":
            name = one.row.name.zh if zh else one.row.name.en
            found.append(
                Option(
                    one.row.id,
                    f"{name} · {amounts(one, place.language)}",
                    telling.cited(one.row.source, place.language),
                )
            )
    return found


def amounts(one: Bound, language: str) -> str:
    """What a bound comes to: one sum, a range, or the formula while a figure is missing."""
    if one.lower_fen is None or one.upper_fen is None:
        return one.words.said(language)
    if one.lower_fen == one.upper_fen:
        return f"¥{yuan(one.upper_fen)}"
    if not one.lower_fen:
        return Text(f"¥{yuan(one.upper_fen)} 以下", f"up to ¥{yuan(one.upper_fen)}").said(language)
    return f"¥{yuan(one.lower_fen)}–{yuan(one.upper_fen)}"


def _offers(*states: str) -> Callable[[Place], list[Option]]:
    def found(place: Place) -> list[Option]:
        listed = []
        for one in place.c.offers:
            if one.state in states:
                amount = f" ¥{yuan(one.due_fen)}" if one.due_fen is not None else ""
                left = place.say(f"还剩 ¥{yuan(one.rest_fen)}", f"¥{yuan(one.rest_fen)} left") if one.payments else ""
                name = office.taxonomy().label(one.remedy, place.language)
                listed.append(Option(str(one.id), f"{one.id}. {name}{amount}", left or place.words(one.words)))
        return listed

    return found


def _items(place: Place) -> list[Option] | None:
    return every_item(place)


def code(verb: str, field: str, value: str) -> Text | None:
    """One code of these fields in words."""
    return HOLDS.get(value) if (verb, field) == ("investigate", "holds") else CODES.get((verb, field, value))


def _holds(place: Place) -> list[Option]:
    return [Option(one, text.said(place.language)) for one, text in HOLDS.items()]


CODES: dict[tuple[str, str, str], Text] = {
    ("redress", "how", "voucher"): Text("代金券", "voucher"),
    ("redress", "how", "goods"): Text("实物", "goods"),
}
CHOICES: dict[tuple[str, str], Callable[[Place], list[Option] | None]] = {
    ("offer", "rule"): _rules,
    ("agree", "offer"): _offers("approved"),
    ("turn_down", "offer"): _offers("approved"),
    ("redress", "offer"): _offers("approved", "agreed"),
    ("redress", "evidence"): _items,
    ("investigate", "holds"): _holds,
}
