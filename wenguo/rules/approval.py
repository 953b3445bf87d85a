"""When an answer needs a second person's approval (答复审核): by kind, severity and referrer, as the packs say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.rules.policy import Policy


def needs_second_person(c: Complaint, policy: Policy) -> bool:
    """Must somebody else approve the answer before it goes out?"""
    is_so = {
        "always": True,
        "severity_T1": c.severity == "T1",
        "severity_T2": c.severity in {"T1", "T2"},
        "referred": c.referrer is not None,
        "joint": "joint" in c.tags,
        "report": c.kind == "report",
    }
    return any(is_so[condition] for condition in policy.approval_needed())
