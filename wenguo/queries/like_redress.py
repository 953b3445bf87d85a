"""What the closed complaints that say most nearly the same were given by one remedy: like treated alike, by their words too (M05)."""

from __future__ import annotations

import msgspec

from wenguo.complaint import Complaint
from wenguo.queries.likes import Like, likest
from wenguo.queries.queue import openings
from wenguo.queries.seeing import Asker
from wenguo.rules.offering import Usual, usual

MOST = 12  # of the most alike so many are looked at
LEAST = 0.2  # of likeness: below it the words differ too much to compare sums by
_COMPARED = 600


class Nearest(msgspec.Struct, frozen=True, kw_only=True):
    """The most alike closed complaints that were given money by this remedy, each with why, and what they come to."""

    likes: tuple[Like, ...] = ()
    usual: Usual = Usual()


def nearest(who: Asker, c: Complaint, remedy: str) -> Nearest:
    """Those of the same first cause that `who` may see; nothing where there is no cause, no remedy or no words."""
    if not c.causes or not remedy or c.locked:
        return Nearest()
    said = openings({0: c}, _COMPARED, subject=False).get(0, "")
    found = [one for one in likest(who, said, c.causes[0], MOST) if one.number != c.number]
    given = [one for one in found if one.given_fen is not None and one.score >= LEAST and remedy in one.remedies]
    return Nearest(likes=tuple(given), usual=usual(one.given_fen for one in given if one.given_fen is not None))
