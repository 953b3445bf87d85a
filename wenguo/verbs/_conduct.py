"""What the verbs about conduct share: the proposal meant, and that another person decides."""

from typing import Literal

from wenguo.complaint import Complaint
from wenguo.complaint.conduct import Flag, Restriction
from wenguo.verbs._verb import Act, refuse

# In writing, and given by a person: what is said about conduct is never sent off by a program.
InWriting = Literal["letter", "email", "face", "portal", "other"]


def the_flag(c: Complaint, number: int) -> Flag:
    """The proposal with this ordinal. Refused where there is none."""
    if number > len(c.flags):
        raise refuse(f"没有第 {number} 项行为提议。", f"There is no proposal {number}.", field="flag")
    return c.flags[number - 1]


def the_restriction(c: Complaint, number: int) -> Restriction:
    """The arrangement with this ordinal, which has not ended. Refused otherwise."""
    if number > len(c.restrictions):
        raise refuse(f"没有第 {number} 项联系安排。", f"There is no arrangement {number}.", field="restriction")
    found = c.restrictions[number - 1]
    if found.ended_at is not None:
        raise refuse("这项安排已经结束。", "This arrangement has ended already.", field="restriction")
    return found


def check_another(act: Act, *earlier: str | None) -> None:
    """Refused where this person proposed, decided or arranged before what is to be judged now."""
    if act.by.ref in earlier:
        raise refuse(
            "须由另一位有权的人决定：提出、决定或安排过此事的人不能再作这个决定。",
            "Another person of authority decides: who proposed, decided or arranged it may not judge it now.",
        )
