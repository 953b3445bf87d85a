"""When somebody leaves: what they own passes to their unit's head, so that no complaint is without an active owner."""

from __future__ import annotations

from datetime import datetime

from wenguo.models import Complaint
from wenguo.perform import By, perform
from wenguo.text import Text
from wenguo.verbs import Devolve, Refused


def devolve_all(account: int, by: By, at: datetime) -> list[str]:
    """Devolve every open complaint of an account; returns their numbers. Refused where one has nobody to go to."""
    open_ones = Complaint.objects.filter(owner_id=account).exclude(stage="closed").order_by("pk")
    numbers = list(open_ones.values_list("number", flat=True))
    for number in numbers:
        try:
            perform(Devolve(why="disabled"), number, by, at)
        except Refused as refused:
            raise Refused(
                Text(f"{number}：{refused.text.zh}", f"{number}: {refused.text.en}"),
                code=refused.code,
                field="username",
            ) from refused
    return numbers
