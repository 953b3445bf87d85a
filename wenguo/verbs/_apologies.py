"""What approving and returning an apology share: each seat another person, and none of them who put it forward."""

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.others import Apology
from wenguo.events import Ref
from wenguo.rules.permissions import standing
from wenguo.verbs._verb import Act, refuse

WHAT = "apology:"


def proposed(what: str, c: Complaint) -> Apology:
    """The apology that waits under this name; Refused where none does."""
    number = int(what.removeprefix(WHAT))
    found = c.apologies[number - 1] if number <= len(c.apologies) else None
    if found is None or found.state != "proposed":
        raise refuse("没有等待审批的内容。", "Nothing of that name waits for approval.", field="what")
    return found


def approved(what: str, c: Complaint, act: Act, words: Ref | None) -> list[e.Event]:
    """The yes of one seat; head and legal are two persons, and neither put it forward."""
    apology = proposed(what, c)
    seat = _free_seat(apology, c, act)
    return [e.ApologyApproved(apology=apology.id, seat=seat, words=words)]


def rejected(what: str, c: Complaint, act: Act, reason: Ref) -> list[e.Event]:
    """The no of one seat returns it."""
    apology = proposed(what, c)
    _free_seat(apology, c, act)
    return [e.ApologyRejected(apology=apology.id, reason=reason)]


def _free_seat(apology: Apology, c: Complaint, act: Act) -> str:
    if act.by.ref in {apology.by, *apology.yeses.values()}:
        raise refuse(
            "公开致歉须由负责人和法务两人分别同意，提出人不能自己同意。",
            "A public apology needs the yes of the head and of legal, two persons besides whoever put it forward.",
            field="what",
        )
    free = [seat for seat in apology.seats if seat not in apology.yeses and seat in standing(act.by, c)]
    if not free:
        raise refuse("须由负责人或法务同意。", "The head or legal says yes to this.", field="what", code="permission")
    return free[0]
