"""Who may settle what of the office: an administrator of a unit, for it and all below; heads may look."""

from __future__ import annotations

import msgspec
from django.db import connection

from wenguo.queries import office
from wenguo.text import Text
from wenguo.verbs import Refused


class Settler(msgspec.Struct, frozen=True, kw_only=True):
    """An account, the units it administers and those it leads (both with what lies below), and its own unit."""

    account: int
    administers: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()
    whole: bool = False  # administers the top unit, and so what belongs to the whole organisation

    @property
    def sees(self) -> frozenset[int]:
        """The units whose settings it may look at."""
        return self.administers | self.leads

    def may_change(self, unit: int | None) -> bool:
        """May it change what belongs to this unit (None: to the whole organisation)?"""
        return self.whole if unit is None else unit in self.administers

    def must_administer(self, unit: int | None) -> None:
        """Refused where it may not change what belongs to this unit."""
        if not self.may_change(unit):
            raise not_yours()


def not_yours() -> Refused:
    """What is said to whoever may not change this."""
    return Refused(
        Text(
            "这里只有所管单位的管理员可以更改；请联系他们。",
            "Only an administrator of this unit may change this; please ask one.",
        ),
        code="permission",
    )


def settler(account_id: int) -> Settler:
    """What an active account may settle and see; a disabled one nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.is_active, m.unit_id, m.role FROM wenguo_account a "
            "LEFT JOIN wenguo_membership m ON m.account_id = a.id WHERE a.id = %s",
            [account_id],
        )
        held = [(unit, role) for active, unit, role in cursor.fetchall() if active]
    if not held:
        return Settler(account=account_id)
    every = office.units()
    tops = {unit for unit, role in held if role == "administrator"}
    led = {unit for unit, role in held if role == "head"} | {one.id for one in every.values() if one.head == account_id}
    administers = frozenset(one.id for one in every.values() if tops & set(one.path))
    return Settler(
        account=account_id,
        administers=administers,
        leads=frozenset(one.id for one in every.values() if led & set(one.path)),
        whole=bool(administers) and office.top() in administers,
    )
