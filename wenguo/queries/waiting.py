"""What of some complaints waits for whom: offers not answered, promises not kept, approvals not given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from wenguo import events as e
from wenguo.complaint import Complaint, Promise
from wenguo.folding import fold
from wenguo.line import Line
from wenguo.queries.queue import logs, openings


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint of a list of the board."""

    number: str
    words: str
    owner: int
    complaint: Complaint
    returned: Line | None  # the last line that took an offer off: turned back, or taken back
    promise: Promise | None  # the nearest promise that waits

    @property
    def returned_by(self) -> int | None:
        """Who turned it back; nobody where the offer ran out."""
        by = self.returned.by if self.returned is not None else ""
        return int(by.removeprefix("account:")) if by.startswith("account:") else None

    @property
    def amounts(self) -> list[tuple[str, int | None]]:
        """Remedy and sum of each offer that waits for a yes."""
        return [(one.remedy, one.amount_fen) for one in self.complaint.offers if one.state == "offered"]


def pieces(ids: Iterable[int]) -> dict[int, Piece]:
    """These complaints with what of them waits, in two statements however many there are."""
    wanted = list(dict.fromkeys(ids))
    lines = logs(wanted)
    complaints = {one: c for one, found in lines.items() if (c := fold(found)) is not None}
    words = openings(complaints)
    return {one: _piece(c, [line for line, _ in lines[one]], words.get(one, "")) for one, c in complaints.items()}


def _piece(c: Complaint, lines: list[Line], words: str) -> Piece:
    returned = [line for line in lines if isinstance(line.event, e.TurnedBack)]
    waiting = [one for one in c.promises if one.state in {"open", "broken"}]
    return Piece(
        number=c.number,
        words=words,
        owner=c.owner,
        complaint=c,
        returned=returned[-1] if returned else None,
        promise=min(waiting, key=_due, default=None),
    )


def _due(promise: Promise) -> datetime:
    return promise.due_at
