"""What an offer of redress must answer for: who says yes, what asks for a reason, and when it ends by itself (M05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from wenguo.rules.redress import Bound, entitled, yuan
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint, OfferState, Promise

FEWEST_ALIKE = 5  # from so many like cases on there is a usual range


class Usual(msgspec.Struct, frozen=True, kw_only=True):
    """What like complaints were given: how many, the middle, the quartiles, the tenths between which nearly all lie, the ends."""

    n: int = 0
    low_fen: int = 0
    quarter_fen: int = 0
    median_fen: int = 0
    three_quarters_fen: int = 0
    high_fen: int = 0
    least_fen: int = 0
    most_fen: int = 0
    same_dissatisfaction: bool = False
    since: datetime | None = None

    @property
    def known(self) -> bool:
        """Are they enough to speak of a usual range?"""
        return self.n >= FEWEST_ALIKE

    def holds(self, amount_fen: int) -> bool:
        """Is the amount a usual one (or is nothing known of what is usual)?"""
        return not self.known or self.low_fen <= amount_fen <= self.high_fen


NOTHING = Usual()


def usual(amounts: Iterable[int], *, same_dissatisfaction: bool = False, since: datetime | None = None) -> Usual:
    """The usual range of so many amounts: eight of ten lie between its ends."""
    found = sorted(amounts)
    if not found:
        return Usual()
    return Usual(
        n=len(found),
        low_fen=quantile(found, 1, 10),
        quarter_fen=quantile(found, 1, 4),
        median_fen=quantile(found, 1, 2),
        three_quarters_fen=quantile(found, 3, 4),
        high_fen=quantile(found, 9, 10),
        least_fen=found[0],
        most_fen=found[-1],
        same_dissatisfaction=same_dissatisfaction,
        since=since,
    )


def quantile(ordered: list[int], part: int, of: int) -> int:
    """The value below which `part` of `of` lie, between two neighbours by their weights, in whole fen."""
    place, rest = divmod((len(ordered) - 1) * part, of)
    if rest == 0:
        return ordered[place]
    return ordered[place] + (2 * (ordered[place + 1] - ordered[place]) * rest + of) // (2 * of)


def offered_fen(c: Complaint) -> int:
    """The money that offers still standing come to, and what was handed out of those that ended."""
    return sum(one.counted_fen for one in c.offers)


def in_force(c: Complaint) -> OfferState | None:
    """The last offer that was approved and neither turned down nor lapsed since; None where there is none."""
    standing = [one for one in c.offers if one.state in {"approved", "agreed", "performed"}]
    return standing[-1] if standing else None


def reasons_wanted(
    amount_fen: int | None, remedy: str, rested_on: Bound | None, every: list[Bound], like: Usual, near: Usual = NOTHING
) -> list[Text]:
    """Why an offer asks for a reason: above or below its bound, below what law gives, outside what like cases were given."""
    if amount_fen is None:
        return []
    found: list[Text] = []
    if rested_on is not None and rested_on.upper_fen is not None and rested_on.lower_fen is not None:
        name, at = rested_on.row.name, f"{yuan(rested_on.lower_fen)}–{yuan(rested_on.upper_fen)}"
        if amount_fen > rested_on.upper_fen:
            found.append(Text(f"高于“{name.zh}”的上限（{at} 元）", f"above the bound of “{name.en}” (¥{at})"))
        elif amount_fen < rested_on.lower_fen:
            found.append(Text(f"低于“{name.zh}”的下限（{at} 元）", f"below the bound of “{name.en}” (¥{at})"))
    lawful = entitled(every, remedy)
    if lawful is not None and lawful is not rested_on and amount_fen < (lawful.lower_fen or 0):
        least = yuan(lawful.lower_fen or 0)
        found.append(
            Text(
                f"低于{lawful.row.source.instrument} {lawful.row.source.article} 应得的 {least} 元",
                f"below the ¥{least} that {lawful.row.source.instrument} {lawful.row.source.article} gives",
            )
        )
    if not like.holds(amount_fen):
        at = f"{yuan(like.low_fen)}–{yuan(like.high_fen)}"
        found.append(
            Text(f"在同类 {like.n} 件的常见范围之外（{at} 元）", f"outside what {like.n} like cases were given (¥{at})")
        )
    if not near.holds(amount_fen):
        at = f"{yuan(near.low_fen)}–{yuan(near.high_fen)}"
        found.append(
            Text(
                f"在说法最相近的 {near.n} 件的常见范围之外（{at} 元）",
                f"outside what the {near.n} complaints that say most nearly the same were given (¥{at})",
            )
        )
    return found


def possible(steps: tuple[str, ...], holders: Mapping[str, frozenset[int]], without: frozenset[int]) -> tuple[str, ...]:
    """The steps that different persons can take; what nobody else holds is not waited for, but one step always stays."""

    def taken(left: tuple[str, ...], gone: frozenset[int]) -> tuple[str, ...]:
        if not left:
            return ()
        ways = [taken(left[1:], gone)]
        # as many as there are steps are enough to tell whether each finds a person of its own
        for one in sorted(holders.get(left[0], frozenset()) - without)[: len(steps)]:
            if one in gone:
                continue
            ways.append((left[0], *taken(left[1:], gone | {one})))
            if len(ways[-1]) == len(left):
                break
        return max(ways, key=len)

    return taken(steps, frozenset()) or steps[:1]


def next_moment(c: Complaint) -> datetime | None:
    """When the next offer ends by itself; it must agree with `lapsed`."""
    return min((moment for one in c.offers if (moment := _ends(one)) is not None), default=None)


def ran_out(c: Complaint, at: datetime) -> list[tuple[int, bool]]:
    """The offers that have ended by `at`, each with whether it was for want of an approval."""
    return [(one.id, one.state == "offered") for one in c.offers if (moment := _ends(one)) is not None and moment < at]


def _ends(offer: OfferState) -> datetime | None:
    if offer.state == "offered":
        moments = [one for one in (offer.approve_by, offer.lapses_at) if one is not None]
        return min(moments, default=None)
    if offer.payments:  # what is being handed out does not end by itself
        return None
    return offer.lapses_at if offer.state == "approved" else None


def promised_otherwise(c: Complaint) -> list[Promise]:
    """The promises still to be kept that are no payment of an offer: those are kept by `redress`, with its proof."""
    paid = {one.promise for one in c.offers if one.state == "agreed"}
    return [one for one in c.promises if one.state in {"open", "broken"} and one.id not in paid]


def another_pays(offer: OfferState, ref: str) -> bool:
    """Must another person than `ref` hand this money out: who approved it, or offered it with nobody's yes, does not."""
    if not offer.due_fen:
        return False
    said_yes = {who for _, who in offer.approved}
    return ref in said_yes or (not said_yes and offer.steps is not None and ref == offer.by)


def to_give(c: Complaint, ref: str) -> Text | None:
    """Why redress is likely the next act of `ref`: an offer was agreed to and is not given yet."""
    owed = [one for one in unperformed(c) if not another_pays(one, ref)]
    if not owed:
        return None
    return Text(f"方案 {owed[0].id} 已同意，待给付", f"offer {owed[0].id} was agreed to and is to be given")


def unperformed(c: Complaint) -> list[OfferState]:
    """Redress that was agreed to and is not performed."""
    return [one for one in c.offers if one.state == "agreed"]
