"""How what others do folds: parts of units, third parties, the press line, apologies."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Complaint, Notice
from wenguo.complaint.others import Apology, Brief, Part, Party, Spoken
from wenguo.folding.registry import notify, on, say
from wenguo.line import Line


def _account(ref: str) -> int | None:
    return int(ref[8:]) if ref.startswith("account:") else None


@on(e.Requested)
def _requested(c: Complaint, event: e.Requested, line: Line) -> None:
    c.parts.append(
        Part(
            id=event.part,
            unit=event.unit,
            above=event.above,
            account=event.account,
            what=event.what,
            by=line.by,
            asked_at=line.at,
            due_at=event.due_at,
            standards=event.standards,
        )
    )
    if event.account is not None:
        c.asked.add(event.account)
    say(c, "ours", event.what)


@on(e.Delivered)
def _delivered(c: Complaint, event: e.Delivered, line: Line) -> None:
    part = c.parts[event.part - 1]
    part.state, part.words, part.evidence = ("late" if event.late else "delivered"), event.words, event.evidence
    part.ended_at, part.ended_by = line.at, line.by
    giver = _account(line.by)
    if giver is not None and giver != c.owner:  # who worked on it sees what came of it
        c.asked.add(giver)
    say(c, "ours", event.words)


@on(e.Reminded)
def _reminded(c: Complaint, event: e.Reminded, line: Line) -> None:
    part = c.parts[event.part - 1]
    part.reminders, part.reminded_at = part.reminders + 1, line.at
    say(c, "ours", event.words)


@on(e.Recalled)
def _recalled(c: Complaint, event: e.Recalled, line: Line) -> None:
    part = c.parts[event.part - 1]
    part.state, part.ended_at, part.ended_by = "recalled", line.at, line.by
    say(c, "ours", event.reason)


@on(e.PartOverdue)
def _part_overdue(c: Complaint, event: e.PartOverdue, line: Line) -> None:
    c.parts[event.part - 1].state = "overdue"


@on(e.BroughtIn)
def _brought_in(c: Complaint, event: e.BroughtIn, line: Line) -> None:
    c.parties.append(
        Party(
            id=event.party,
            kind=event.kind,
            body=event.body,
            question=event.question,
            by=line.by,
            asked_at=line.at,
            who=event.who,
            due_at=event.due_at,
            cost_fen=event.cost_fen,
            danger=event.danger,
            about=event.about,
            asked_by=event.asked_by,
            paused=event.clocks,
            told=event.told,
        )
    )
    say(c, "ours", event.body, event.question, event.consent)
    _tell(c, event, line)


@on(e.PartyOverdue)
def _party_overdue(c: Complaint, event: e.PartyOverdue, line: Line) -> None:
    c.parties[event.party - 1].overdue_at = line.at


@on(e.Exchanged)
def _exchanged(c: Complaint, event: e.Exchanged, line: Line) -> None:
    c.parties[event.party - 1].exchanges.append(
        Spoken(
            position=line.position,
            at=line.at,
            direction=event.direction,
            way=event.way,
            words=event.words,
            by=line.by,
        )
    )
    say(c, "ours", event.words)


@on(e.Concluded)
def _concluded(c: Complaint, event: e.Concluded, line: Line) -> None:
    party = c.parties[event.party - 1]
    party.outcome, party.words, party.evidence, party.ended_at = event.outcome, event.words, event.evidence, line.at
    party.resumed = event.clocks
    if event.cost_fen is not None:
        party.cost_fen = event.cost_fen
    say(c, "ours", event.words)
    _tell(c, event, line)


def _tell(c: Complaint, event: e.BroughtIn | e.Concluded, line: Line) -> None:
    """What the complainant was told with it is a notice like any other."""
    say(c, "ours", event.told)
    if event.told is None or event.way is None:
        return
    c.notices.append(
        Notice(
            position=line.position,
            event=type(event).__name__,
            way=event.way,
            sent_at=line.at,
            words=event.told,
            address=event.address,
        )
    )
    c.last_contact_at = line.at


@on(e.Briefed)
def _briefed(c: Complaint, event: e.Briefed, line: Line) -> None:
    c.brief = Brief(words=event.words, speakers=event.speakers, by=line.by, at=line.at, until=event.until)
    c.asked.update(event.speakers)
    say(c, "ours", event.words)


def _apology(event: e.ApologyProposed | e.Apologised, line: Line) -> Apology:
    return Apology(
        id=event.apology,
        form=event.form,
        of=event.of,
        scope=event.scope,
        words=event.words,
        by=line.by,
        at=line.at,
        finding=event.finding,
        offer=event.offer,
        demand=event.demand,
        named=event.named,
        consent=event.consent,
        seats=getattr(event, "seats", ()),
    )


@on(e.ApologyProposed)
def _apology_proposed(c: Complaint, event: e.ApologyProposed, line: Line) -> None:
    c.apologies.append(_apology(event, line))
    say(c, "ours", event.words, event.consent)


@on(e.ApologyApproved)
def _apology_approved(c: Complaint, event: e.ApologyApproved, line: Line) -> None:
    apology = c.apologies[event.apology - 1]
    apology.yeses[event.seat] = line.by
    if set(apology.seats) <= set(apology.yeses):
        apology.state = "approved"
    say(c, "ours", event.words)


@on(e.ApologyRejected)
def _apology_rejected(c: Complaint, event: e.ApologyRejected, line: Line) -> None:
    c.apologies[event.apology - 1].state = "rejected"
    say(c, "ours", event.reason)


@on(e.Apologised)
def _apologised(c: Complaint, event: e.Apologised, line: Line) -> None:
    if event.apology > len(c.apologies):
        c.apologies.append(_apology(event, line))
    apology = c.apologies[event.apology - 1]
    apology.state, apology.way, apology.made_at = "made", event.way, line.at
    if event.reaches:
        notify(c, event, line)
    else:
        say(c, "ours", event.words)
