"""The reply check: a coach beside what an employee is about to send. Light enough for a web process to import."""

from wenguo.advice.replies.check import check
from wenguo.advice.replies.found import Check, DemandAnswered, Finding, Kind, Movement, Part, Severity, Voice
from wenguo.advice.replies.wording import Wordings

__all__ = [
    "Check",
    "DemandAnswered",
    "Finding",
    "Kind",
    "Movement",
    "Part",
    "Severity",
    "Voice",
    "Wordings",
    "check",
]
