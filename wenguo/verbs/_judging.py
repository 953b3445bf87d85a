"""What approving and rejecting share: the thing must wait, and its author may not judge it."""

from wenguo.complaint import Complaint
from wenguo.verbs._verb import Act, refuse


def check_judge(what: str, c: Complaint, act: Act) -> None:
    """Refused unless `what` waits for a judgement and this person is not the one who put it forward."""
    if what == "answer":
        waits, author = c.approval == "asked", c.approval_asked_by
    else:
        ordinal = int(what.removeprefix("offer:"))
        found = c.offers[ordinal - 1] if ordinal <= len(c.offers) else None
        waits, author = found is not None and found.state == "offered", found.by if found else None
    if not waits:
        raise refuse("没有等待审批的内容。", "Nothing of that name waits for approval.", field="what")
    if author == act.by.ref:
        raise refuse(
            "不能审批自己提交的内容，请由另一人审批。", "Your own work needs another person's approval.", field="what"
        )
