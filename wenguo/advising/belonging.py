"""The complaints' own logs made to agree with the groups: who was in which confirmed group when is told by each log.

Groups that only form are advice and write no lines. Who settles a group writes the lines where they have the standing;
what follows from it elsewhere (a like complaint that came later, one of another unit) is written by the advice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wenguo.models import Complaint, GroupMember
from wenguo.models.belonging import CONFIRMED
from wenguo.perform import By, folded, perform
from wenguo.verbs import Join, Leave, Refused, Verb

ADVICE = By(ref="advice@groups", via="advice")
_CANNOT = frozenset({"permission", "unseen", "field"})


def is_settled(complaint_id: int) -> bool:
    """Is it in a group that a person confirmed?"""
    return GroupMember.objects.filter(pk=complaint_id, group__state=CONFIRMED).exists()


def agree(complaints: Iterable[int], at: datetime, by: By = ADVICE, *, reason: str = "not_this_matter") -> None:
    """Write what is missing into the logs of these complaints; what agrees already is left alone."""
    wanted = sorted(set(complaints))  # in one order, so that two who settle at once do not wait for each other
    homes = {
        pk: (group, state)
        for pk, group, state in GroupMember.objects.filter(pk__in=wanted).values_list("pk", "group", "group__state")
    }
    numbers = dict(Complaint.objects.filter(pk__in=wanted).values_list("pk", "number"))
    for one in wanted:
        group, state = homes.get(one, (None, ""))
        settled = group if state == CONFIRMED else None
        c = folded(one)
        if c is None or c.group == settled or (c.locked and settled is not None):
            continue
        _write({"group": settled} if settled is not None else {"reason": reason}, numbers[one], by, at)


def _write(said: dict[str, object], number: str, by: By, at: datetime) -> None:
    kind: type[Verb] = Join if "group" in said else Leave
    try:
        perform(kind.model_validate(said), number, by, at)
    except Refused as refused:
        if refused.code not in _CANNOT or by is ADVICE:
            raise
        perform(kind.model_validate(said), number, ADVICE, at)
