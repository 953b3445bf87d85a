"""Personal data masked by role (个人信息保护法 arts. 6, 51): enough to recognise, not enough to misuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wenguo.rules.permissions import UNMASKED, UNMASKED_FOR_A_REASON, Actor, standing

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

_DIGITS = re.compile(r"\d")


def sees_unmasked(actor: Actor, c: Complaint) -> bool:
    """Does this actor see names and contact data plainly? A person complained of never does (防报复)."""
    return _plainly(actor, c, UNMASKED)


def may_unmask(actor: Actor, c: Complaint) -> bool:
    """May this actor see them plainly for a reason that is logged? Nobody may what is locked (PIPL 47)."""
    is_first = actor.account is not None and actor.account == c.first_responder
    return _plainly(actor, c, UNMASKED_FOR_A_REASON) or (is_first and _plainly(actor, c, None))


def _plainly(actor: Actor, c: Complaint, standings: frozenset[str] | None) -> bool:
    has = standing(actor, c)
    return (standings is None or bool(has & standings)) and "concerned" not in has and not c.locked


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
        return value[: min(6, len(value) // 2)] + "***"  # a short one would stand there whole
    return value


def masked_address(text: str) -> str:
    """Where a notice went, hidden: an e-mail address, a telephone number or a place."""
    kind = "email" if "@" in text else "phone" if len(_DIGITS.findall(text)) * 2 > len(text) else "address"
    return masked(kind, text)
