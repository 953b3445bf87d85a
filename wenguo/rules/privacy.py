"""Personal data masked by role (个人信息保护法 arts. 6, 51): enough to recognise, not enough to misuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wenguo.rules.permissions import UNMASKED, Actor, standing

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

_DIGITS = re.compile(r"\d")


def sees_unmasked(actor: Actor, c: Complaint) -> bool:
    """Does this actor see names and contact data plainly? A person complained of never does (防报复)."""
    has = standing(actor, c)
    return bool(has & UNMASKED) and "concerned" not in has and not c.restricted


def masked(field: str, value: str) -> str:
    """A contact field with most of it hidden."""
    if not value:
        return value
    if field == "name":
        return value[0] + "*" * max(1, min(len(value) - 1, 3))
    if field == "email":
        user, _, host = value.partition("@")
        return f"{user[:1]}***@{host}" if host else "***"
    if field == "phone":
        count = len(_DIGITS.findall(value))
        return f"{value[:3]}****{value[-4:]}" if count >= 9 else "****"
    if field == "identity":
        return f"{value[:1]}{'*' * 8}{value[-2:]}" if len(value) > 6 else "****"
    if field == "address":
        return value[:6] + "***"
    return value
