"""The evidence of a complaint as plain data, the same for every face: items, custody, looks, likes, contradictions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wenguo.queries import evidence
from wenguo.queries.evidence import Item
from wenguo.queries.history import Whole
from wenguo.queries.look_alikes import Alike


def as_data(whole: Whole, found: list[Item], near: Mapping[str, list[Alike]], said: str) -> dict[str, Any]:
    """Every item in the order of arrival; reasons in the language `said`."""
    return {
        "number": whole.complaint.number,
        "items": [
            {
                "ref": one.ref,
                "arrival": one.arrival,
                "kind": one.kind,
                "whose": one.whose,
                "at": one.at,
                "by": one.by,
                "position": one.position,
                "name": one.name,
                "media_type": one.media_type if one.file is not None else None,
                "size": one.file["size"] if one.file is not None else None,
                "sha256": one.file["sha256"] if one.file is not None else None,
                "closed": one.closed.said(said) if one.closed is not None else None,
                "consent": one.described.consent,
                "happened_at": one.described.happened_at,
                "precision": one.described.precision if one.described.happened_at is not None else None,
                "state": one.thing.state if one.thing is not None else None,
                "states": [
                    {"fact": s.fact, "value": value}
                    for s in one.described.stated
                    if (value := evidence.stated_value(s, whole)) is not None
                ],
                "custody": [
                    {"at": step.at, "act": step.act, "by": step.by, "position": step.position} for step in one.custody
                ],
                "looks": [
                    {"at": look.at, "by": look.by, "account": look.account, "reason": look.reason, "via": look.via}
                    for look in one.looks
                ],
                "alike": [
                    {"number": other.number, "ref": other.ref, "same": other.same, "bits": other.bits}
                    for other in near.get(one.ref, ())
                ],
            }
            for one in found
        ],
        "happened": [one.ref for one in evidence.happenings(found)],
        "contradictions": [
            {"fact": one.fact, "sides": [{"value": value, "items": list(refs)} for value, refs in one.sides]}
            for one in evidence.disagreements(whole)
        ],
    }
