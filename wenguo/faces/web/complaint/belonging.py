"""The group a complaint belongs to, and how our people are protected in it: for those who handle it."""

from __future__ import annotations

from typing import Any

from wenguo.models import GroupWord
from wenguo.queries.belonging import seen_size
from wenguo.queries.history import Whole
from wenguo.queries.seeing import Asker
from wenguo.rules import permissions
from wenguo.rules.joint import CONSENTS
from wenguo.rules.permissions import Actor
from wenguo.rules.protecting import CONTACTS, STEPS
from wenguo.text import Text


def belonging(whole: Whole, actor: Actor, asker: Asker) -> dict[str, Any]:
    """What the panel shows; nothing to the person complained of, and nothing where there is nothing."""
    c = whole.complaint
    if "concerned" in permissions.standing(actor, c):
        return {}
    return {"group": _group(c, asker), "protections": _protections(c)}


def _group(c: Any, asker: Asker) -> dict[str, Any] | None:
    if c.group is None:
        return None
    newest = GroupWord.objects.filter(group=c.group, kind="position").order_by("-version").first()
    size = seen_size(c.group, asker)
    return {
        "id": c.group,
        "seen": size > 1,
        "size": size,
        "role": c.group_role,
        "position": newest.words if newest is not None and size > 1 else None,
        "consents": [(CONSENTS[what], agreed) for what, agreed in c.consents.items()],
        "represented": c.consents.get("represent", False),
    }


def _protections(c: Any) -> list[tuple[int, Any, Text, list[Text]]]:
    return [
        (one.position, one.at, CONTACTS[one.contact], [STEPS[step] for step in one.steps])
        for one in reversed(c.protections)
    ]
