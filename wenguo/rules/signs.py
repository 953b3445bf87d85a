"""Six causes that turn small complaints into big ones, read from the complaint's own log: warned of before, not after (M38)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from wenguo import events as e
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

# From so many times on it is said as a danger; before that as a warning. Design values.
DANGER = 2


class Sign(NamedTuple):
    """One cause as far as the log shows it: `times` times, and whether that is a danger already."""

    code: str
    name: Text
    fact: Text
    times: int

    @property
    def danger(self) -> bool:
        """Has it gone so far that it must be mended now?"""
        return self.times >= DANGER


_Line = tuple[str, e.Event]


def signs(c: Complaint, lines: Iterable[_Line]) -> list[Sign]:
    """The causes that have begun, of: sent about, told again, came back, contradicted, disrespected, slow."""
    listed = list(lines)
    found = [
        _sent_about(c),
        _told_again(listed),
        _came_back(c),
        _contradicted(listed),
        _disrespected(c),
        _slow(c),
    ]
    return [sign for sign in found if sign.times]


def _sent_about(c: Complaint) -> Sign:
    n = c.hand_overs + c.turn_backs
    fact = Text(f"转交或退回 {n} 次", f"handed over or back ×{n}")
    return Sign("sent_about", Text("被推来推去", "sent from pillar to post"), fact, n)


def _told_again(lines: list[_Line]) -> Sign:
    """Heard by another person than before: the complainant had to begin again."""
    ears = {by for by, event in lines if isinstance(event, e.Heard) and event.who in {"complainant", "agent"}}
    ears |= {by for by, event in lines if isinstance(event, e.Recorded)}
    n = max(len([by for by in ears if by.startswith("account:")]) - 1, 0)
    fact = Text(f"向 {n + 1} 个人讲过", f"told to {n + 1} people")
    return Sign("told_again", Text("反复讲述", "made to repeat the story"), fact, n)


def _came_back(c: Complaint) -> Sign:
    n = c.disputes + c.reopenings + c.chases
    fact = Text(f"不认可、重开或催办 {n} 次", f"disputed, reopened or chased ×{n}")
    return Sign("came_back", Text("多次回来仍未解决", "came back unsolved"), fact, n)


def _contradicted(lines: list[_Line]) -> Sign:
    """Told by more than one person: two voices need one story."""
    told = (e.Informed, e.Answered, e.Reviewed, e.Declined)
    n = max(len({by for by, event in lines if isinstance(event, told)}) - 1, 0)
    fact = Text(f"{n + 1} 个人答复过投诉人，请核对口径", f"{n + 1} people told the complainant: check that they agree")
    return Sign("contradicted", Text("说法不一", "told different things"), fact, n)


def _disrespected(c: Complaint) -> Sign:
    n = int(c.dissatisfaction in {"process", "both"})
    return Sign(
        "disrespected",
        Text("感到不被尊重", "felt treated without respect"),
        Text("对受到的对待不满", "dissatisfied with the way of being treated"),
        n,
    )


def _slow(c: Complaint) -> Sign:
    n = c.broken_promises + sum(1 for clock in c.clocks if clock.ours and clock.overrun_at is not None)
    fact = Text(f"超时或承诺落空 {n} 次", f"limits or promises broken ×{n}")
    return Sign("slow", Text("太慢", "too slow"), fact, n)
