"""What stands beside the forms about redress: bounds with their article, what like cases were given, who will have to say yes."""

from __future__ import annotations

from typing import Any

from wenguo.pages import redress_told
from wenguo.pages.forms import Values
from wenguo.pages.forms_choices import Place
from wenguo.queries import like_redress, office, redress
from wenguo.queries.seeing import asker
from wenguo.rules.offering import offered_fen
from wenguo.rules.redress import goodwill_ends, yuan
from wenguo.text import Text

VERBS = frozenset({"offer", "approve", "agree", "redress"})


def beside(place: Place, given: Values) -> dict[str, Any]:
    """What to look at before redress is offered, approved, agreed to or given."""
    c = place.c
    unit = office.units()[c.unit]
    table = redress.table(unit)
    rows = redress_told.said(c, unit, table, place.language)
    remedy = _remedy(place, given)
    near = like_redress.nearest(asker(place.account), c, remedy)
    before = redress.given_within_a_year(c, place.at)
    return {
        "rows": [one for one in rows if one.bound.met],
        "waiting": [one for one in rows if not one.bound.met],
        "like": redress_told.usual_in_words(redress.usual_of(c, remedy, place.at)) if remedy else None,
        "near": redress_told.nearest_in_words(near.usual),
        "nearest": near.likes,
        "says_yes": redress_told.says_yes(c, table, [one.bound for one in rows], before, place.language),
        "remedy": office.taxonomy().label(remedy, place.language) if remedy else "",
        "fits": redress_told.fits(c, table, place.language),
        "levels": redress_told.levels(table, place.language),
        "offered": offered_fen(c),
        "before": before,
        "goodwill": _goodwill(c.price_fen, table.goodwill_percent),
    }


def _remedy(place: Place, given: Values) -> str:
    """The remedy that is compared: the one chosen, that of the offer named, else the first one asked for in money."""
    chosen = "".join(given.get("remedy", ()))
    if chosen:
        return chosen
    named = "".join(given.get("what", ())).removeprefix("offer:") or "".join(given.get("offer", ()))
    if named.isdecimal() and named.isascii() and 0 < int(named) <= len(place.c.offers):
        return place.c.offers[int(named) - 1].remedy
    return next((one.remedy for one in place.c.demands if one.amount_fen is not None), "")


def _goodwill(price_fen: int | None, percent: int) -> Text | None:
    ends = goodwill_ends(price_fen, percent)
    if ends is None:
        return None
    return Text(
        f"作为心意的补偿超过价款的 {percent}%（{yuan(ends)} 元）忠诚度反而下降（Haesevoets 等 2017）；只是提示，绝不限制法定金额。",
        f"Goodwill above {percent}% of the price (¥{yuan(ends)}) was found to lower loyalty (Haesevoets et al. 2017). "
        "A hint only: it never caps what law gives.",
    )
