"""Who receives what complainants bring themselves: the unit, and the account that owns it from the first moment (M37)."""

from __future__ import annotations

import msgspec

from wenguo.models import Account, Membership, Site
from wenguo.queries import office
from wenguo.queries.house import everything

_MAY_OWN = ("head", "handler", "quality", "administrator")


class Receiver(msgspec.Struct, frozen=True):
    """The unit a complaint goes to, and its first responder there."""

    unit: office.UnitFacts
    owner: int


def portal_unit() -> office.UnitFacts | None:
    """The unit that receives what comes by the portal: the one settled, else the topmost."""
    every = [unit for unit in office.units().values() if unit.active]
    code = everything()["portal_unit"]
    named = next((unit for unit in every if unit.code == code), None)
    return named or next(
        (unit for unit in sorted(every, key=lambda one: (len(one.path), one.head is None, one.id))), None
    )


def choices() -> list[office.UnitFacts]:
    """The units a complainant may name: those directly below the one that receives."""
    top = portal_unit()
    below = [unit for unit in office.units().values() if unit.active and top is not None and unit.parent == top.id]
    return sorted(below, key=lambda one: one.id)


def receiver(code: str = "", site: Site | None = None) -> Receiver | None:
    """Who receives a complaint that names a unit by its code, or comes from a site; None where there is nobody at all."""
    unit = portal_unit()
    if site is not None:
        unit = office.units().get(site.unit_id, unit)
    elif code:
        unit = next((one for one in choices() if one.code == code), unit)
    if unit is None or not unit.active:
        return None
    owner = _owner(unit)
    return Receiver(unit, owner) if owner is not None else None


def _owner(unit: office.UnitFacts) -> int | None:
    """The account settled, else the nearest active head, else whoever holds a role there that can own."""
    name = everything()["portal_owner"]
    settled = Account.objects.filter(username=name, is_active=True).values_list("pk", flat=True).first()
    if name and settled is not None:
        return int(settled)
    every = office.units()
    heads = [head for one in unit.path if (head := every[one].head) is not None]
    active = set(Account.objects.filter(pk__in=heads, is_active=True).values_list("pk", flat=True))
    for head in heads:
        if head in active:
            return head
    held = Membership.objects.filter(unit_id__in=unit.path, role__in=_MAY_OWN, account__is_active=True)
    ranked = sorted(held.values_list("role", "account_id"), key=lambda one: (_MAY_OWN.index(one[0]), one[1]))
    return int(ranked[0][1]) if ranked else None
