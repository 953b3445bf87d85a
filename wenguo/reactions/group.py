"""group: a complaint is compared with those that may speak of its matter, and joins their group or opens one."""

from __future__ import annotations

from datetime import datetime

from wenguo import events as e
from wenguo.advising import arriving, switches
from wenguo.models import Group, GroupMember
from wenguo.queries import group_state, office
from wenguo.reactions.alarm import put
from wenguo.reactions.happened import Happened
from wenguo.reactions.heads import heads_of
from wenguo.rules.joint import watch


def group(h: Happened, at: datetime) -> None:
    """Read its words anew; where there are none left (erased, locked), or it is switched off, nothing stays."""
    if switches.is_on("groups", h.now.unit):
        found = arriving.take(h.complaint_id, at)
        if found is not None and isinstance(h.event, e.Recorded):
            _told(h, found, at)
    else:
        arriving.forget(h.complaint_id, at)


HEADS = 2  # the nearest head, and the one above: a matter of several units is theirs


def _told(h: Happened, group: int, at: datetime) -> None:
    """Heads are told once for each threshold: where this complaint is the one by which it is reached."""
    if Group.objects.filter(pk=group, state="dismissed").exists():
        return
    members = list(GroupMember.objects.filter(group=group).values_list("pk", flat=True))
    every = group_state.courses(members)
    before = [one for one in every if one.id != h.complaint_id]
    if not before or len(before) == len(every):
        return
    policy = office.policy_of(h.unit, at.date())
    was, now = (group_state.figures(group_state.course(one)) for one in (before, every))
    if group_state.crossed(was, now, watch(policy)):
        put(h, "GroupGrows", heads_of(h)[:HEADS], at)
