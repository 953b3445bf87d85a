"""The facts a verb may need beyond its complaint: fact name → query, asked by the door inside the transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from wenguo.complaint import Complaint
from wenguo.line import read
from wenguo.models import Complaint as Row
from wenguo.models import Line
from wenguo.queries import belonging, like_redress, office, redress
from wenguo.queries.numbers import normalised
from wenguo.queries.people import names
from wenguo.queries.seeing import asker
from wenguo.rules.conduct import shows_something
from wenguo.rules.offering import Usual
from wenguo.rules.permissions import Actor
from wenguo.rules.redress_table import Table
from wenguo.text import Text
from wenguo.verbs import Refused


class Needs:
    """Answers needs, each question once a transaction."""

    def __init__(self, by: int | None, at: datetime) -> None:
        self._by, self._at = by, at
        self._known: dict[tuple[str, Any], Any] = {}
        self._accounts: dict[int | None, office.AccountFacts | None] = {}
        self._units: dict[int, office.UnitFacts] | None = None

    def units(self) -> dict[int, office.UnitFacts]:
        """All units, asked once a transaction."""
        if self._units is None:
            self._units = office.units()
        return self._units

    def _account(self, number: int | None) -> office.AccountFacts | None:
        """An account, asked once a transaction."""
        if number not in self._accounts:
            self._accounts[number] = office.account(number, self._at)
        return self._accounts[number]

    def answer(self, name: str, value: Any, c: Complaint | None) -> Any:
        """The answer to need `name` asked with `value`."""
        key = (name, value if not isinstance(value, list) else tuple(value))
        if c is not None and name in {"redress", "usual", "nearest", "given", "stands_in"}:
            return _QUERIES[name](self, value, c)
        if c is not None and name in {"heir", "deputy", "standing", "speakers", "shows"}:
            return _QUERIES[name](self, value, c)
        if key not in self._known:
            self._known[key] = _QUERIES[name](self, value, c)
        return self._known[key]

    def account(self, value: int | None, c: Complaint | None) -> office.AccountFacts | None:
        """An account by id."""
        return self._account(value)

    def owner(self, value: int | None, c: Complaint | None) -> office.AccountFacts:
        """The owner named, else whoever acts."""
        found = self._account(value if value is not None else self._by)
        if found is None:
            raise Refused(
                Text("责任人账号不存在。", "The owner's account does not exist."), field="owner", code="field"
            )
        return found

    def accounts(self, value: tuple[int, ...] | None, c: Complaint | None) -> tuple[office.AccountFacts, ...]:
        """Accounts by id; refused where one does not exist."""
        found = []
        for number in value or ():
            one = self._account(number)
            if one is None:
                raise Refused(Text(f"没有账号 {number}。", f"There is no account {number}."), code="field")
            found.append(one)
        return tuple(found)

    def unit(self, value: int | None, c: Complaint | None) -> office.UnitFacts:
        """The unit named, else the actor's own, else the first there is."""
        every = self.units()
        if value is None and self._by is not None:
            mine = self._account(self._by)
            value = mine.unit if mine is not None else None
        if value is None:
            value = min(every, default=None)
        unit = every.get(value) if value is not None else None
        if unit is None or not unit.active:
            raise Refused(
                Text("没有这个单位，或已停用。", "There is no such unit, or it is disabled."),
                field="unit",
                code="field",
            )
        return unit

    def heads_of_unit(self, value: int | None, c: Complaint | None) -> tuple[int, ...]:
        """The active heads of the unit and of the units above it, nearest first."""
        every = self.units()
        named = dict.fromkeys(every[unit_id].head for unit_id in self.unit(value, c).path)
        facts = (self._account(one) for one in named if one is not None)
        return tuple(one.id for one in facts if one is not None and one.active)

    def my_heads(self, value: Any, c: Complaint | None) -> tuple[int, ...]:
        """The heads of the actor's own unit and of those above it, save the actor."""
        mine = self._account(self._by)
        every = self.units()
        path = every[mine.unit].path if mine is not None and mine.unit in every else ()
        return tuple(head for one in path if (head := every[one].head) is not None and head != self._by)

    def standing(self, value: int | None, c: Complaint | None) -> Actor | None:
        """An active account as the actor it is toward the complaint's unit."""
        assert c is not None
        return office.actor(value, self.units()[c.unit], "") if value is not None else None

    def heir(self, value: Any, c: Complaint | None) -> office.AccountFacts | None:
        """Who owns next when nobody answers: the nearest active head who is not the owner and not complained of."""
        assert c is not None
        every = self.units()
        for unit_id in every[c.unit].path:
            found = self._account(every[unit_id].head)
            if found is not None and found.active and found.id != c.owner and found.id not in c.avoiding():
                return found
        return None

    def heads(self, value: Any, c: Complaint | None) -> tuple[office.AccountFacts, ...]:
        """To whom a hand-over nobody answers goes up: active heads, nearest first, save the owner and those complained of.

        Where none waits, none is asked for: the clock passes here for every complaint it looks at.
        """
        assert c is not None
        if c.hand_over is None:
            return ()
        every = self.units()
        named = dict.fromkeys(every[unit_id].head for unit_id in every[c.unit].path)
        facts = (self._account(one) for one in named if one not in {None, c.owner, *c.avoiding()})
        return tuple(one for one in facts if one is not None and one.active)

    def deputy(self, value: int, c: Complaint | None) -> office.AccountFacts | None:
        """The owner's active deputy, while the owner is away."""
        owner = self.answer("account", value, None)
        if owner is None or not owner.away:
            return None
        found = self._account(owner.deputy)
        return found if found is not None and found.active else None

    def speakers(self, value: Any, c: Complaint | None) -> tuple[str, ...]:
        """The names of those who may speak to the press."""
        return tuple(names(value.speakers).values()) if value is not None else ()

    def number(self, value: str, c: Complaint | None) -> str | None:
        """The exact number of another complaint, as it was typed; None where there is none."""
        return Row.objects.filter(number=normalised(value)).values_list("number", flat=True).first()

    def shows(self, value: int | None, c: Complaint | None) -> bool:
        """Do words or material of the handling stand in that line: something of the record that a sign may quote?"""
        if c is None or value is None:
            return False
        found = Line.objects.filter(complaint__number=c.number, position=value)
        data = found.values_list("data", flat=True).first()
        return data is not None and shows_something(read(data).event)

    def group(self, value: int | None, c: Complaint | None) -> belonging.GroupFacts | None:
        """A group, where who acts may see one of its complaints; advice, which acts for nobody, sees all."""
        return belonging.group(value, self._by)

    def redress(self, value: Any, c: Complaint | None) -> Table:
        """The table of redress in force for the complaint's unit."""
        assert c is not None
        unit = self.units()[c.unit]
        return msgspec.structs.replace(redress.table(unit), holders=redress.holders(unit))

    def usual(self, value: str | None, c: Complaint | None) -> Usual:
        """What like complaints were given by this remedy."""
        assert c is not None
        return redress.usual_of(c, value or "", self._at)

    def nearest(self, value: str | None, c: Complaint | None) -> Usual:
        """What the closed complaints that say most nearly the same were given by this remedy."""
        assert c is not None
        if self._by is None or not c.live:
            return Usual()
        return like_redress.nearest(asker(self._by), c, value or "").usual

    def given(self, value: Any, c: Complaint | None) -> int:
        """What the same person was given by other complaints within a year, in fen."""
        assert c is not None
        return redress.given_within_a_year(c, self._at)

    def stands_in(self, value: Any, c: Complaint | None) -> dict[str, int]:
        """The approving roles this person holds for somebody who is away, and for whom."""
        assert c is not None
        unit = self.units()[c.unit]
        held = office.stands_in(self._by, unit, self._at)
        own = office.actor(self._by, unit, "") if held and self._by is not None else None
        return {role: whose for role, whose in held.items() if own is None or role not in own.roles}


_QUERIES: dict[str, Callable[[Needs, Any, Complaint | None], Any]] = {
    "account": Needs.account,
    "owner": Needs.owner,
    "accounts": Needs.accounts,
    "unit": Needs.unit,
    "heads_of_unit": Needs.heads_of_unit,
    "standing": Needs.standing,
    "my_heads": Needs.my_heads,
    "heir": Needs.heir,
    "heads": Needs.heads,
    "deputy": Needs.deputy,
    "number": Needs.number,
    "redress": Needs.redress,
    "usual": Needs.usual,
    "nearest": Needs.nearest,
    "given": Needs.given,
    "stands_in": Needs.stands_in,
    "speakers": Needs.speakers,
    "group": Needs.group,
    "shows": Needs.shows,
}
