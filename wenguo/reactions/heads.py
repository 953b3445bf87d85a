"""Who heads the units from a complaint's own upward, as a reaction finds them."""

from __future__ import annotations

from wenguo.models import Account
from wenguo.queries import office
from wenguo.reactions.happened import Happened


def head_of(h: Happened) -> int | None:
    """The nearest active head of the unit or above who is not complained of."""
    return next(iter(heads_of(h)), None)


def heads_of(h: Happened) -> list[int]:
    """The active heads from the complaint's unit upward, each once, without those complained of."""
    every = office.units()
    named = [head for one in h.unit.path if (head := every[one].head) is not None and head not in h.now.concerned]
    active = set(Account.objects.filter(pk__in=named, is_active=True).values_list("pk", flat=True))
    return [one for one in dict.fromkeys(named) if one in active]
