"""When an answer needs a second person's approval (答复审核): by kind, severity and referrer, as the packs say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wenguo.rules.policy import Policy


class Judged(Protocol):
    """What the conditions look at: a complaint, or the form that begins one."""

    @property
    def severity(self) -> str:
        """T1 to T3."""

    @property
    def referrer(self) -> str | None:
        """Who sent it to us."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Facts the packs ask for."""

    @property
    def kind(self) -> str:
        """Complaint, report and so on."""


def needs_second_person(c: Judged, policy: Policy) -> bool:
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
