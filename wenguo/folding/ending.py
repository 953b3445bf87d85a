"""How what presses, ends, joins, corrects and erases folds."""

from __future__ import annotations

from datetime import date

from wenguo import events as e
from wenguo.complaint import Complaint, Suggestion
from wenguo.folding.registry import on, say
from wenguo.line import Line


@on(e.Chased)
def _chased(c: Complaint, event: e.Chased, line: Line) -> None:
    c.chases += 1
    say(c, "theirs", event.words)


@on(e.Supervised)
def _supervised(c: Complaint, event: e.Supervised, line: Line) -> None:
    c.supervisions += 1
    say(c, "ours", event.words)


@on(e.Referred)
def _referred(c: Complaint, event: e.Referred, line: Line) -> None:
    c.stage = "referred"
    say(c, "ours", event.words)


@on(e.Closed)
def _closed(c: Complaint, event: e.Closed, line: Line) -> None:
    c.stage, c.closed_at, c.outcome, c.hand_over = "closed", line.at, event.outcome, None
    for clock in c.clocks:
        if clock.state in {"running", "paused"} and clock.starts != "withdrawal" and "Closed" not in clock.ends_on:
            clock.state, clock.ended_at = "stopped", line.at
    say(c, "ours", event.lesson, event.unperformed)


@on(e.Reopened)
def _reopened(c: Complaint, event: e.Reopened, line: Line) -> None:
    c.stage = "reopened"
    c.reopenings += 1
    c.said_anew = line.position
    c.closed_at = c.outcome = c.accepted_how = None
    say(c, "ours", event.reason)


@on(e.Withdrawn)
def _withdrawn(c: Complaint, event: e.Withdrawn, line: Line) -> None:
    c.stage = "withdrawn"
    say(c, "theirs", event.words)


@on(e.Linked)
def _linked(c: Complaint, event: e.Linked, line: Line) -> None:
    c.links[event.other] = event.relation


@on(e.Unlinked)
def _unlinked(c: Complaint, event: e.Unlinked, line: Line) -> None:
    c.links.pop(event.other, None)


@on(e.Split)
def _split(c: Complaint, event: e.Split, line: Line) -> None:
    c.links[event.other] = "part"


@on(e.Noted)
def _noted(c: Complaint, event: e.Noted, line: Line) -> None:
    say(c, "ours", event.words)


@on(e.Corrected)
def _corrected(c: Complaint, event: e.Corrected, line: Line) -> None:
    if event.field == "event_date":
        c.event_date = date.fromisoformat(event.value) if event.value else None
    elif event.field == "price_fen":
        c.price_fen = int(event.value) if event.value else None
    elif event.new is not None or event.field in {"agent", "contract", "complainant", "vulnerability"}:
        old = getattr(c, event.field)
        setattr(c, event.field, event.new)
        if event.field == "words":
            c.said_anew = line.position
        if event.field in {"subject", "words"} and event.new is not None:
            if old is None:
                c.theirs.insert(0, event.new)
            else:
                c.theirs = [event.new if ref == old else ref for ref in c.theirs]
    else:
        setattr(c, event.field, event.value)


@on(e.Suggested)
def _suggested(c: Complaint, event: e.Suggested, line: Line) -> None:
    c.suggestions.append(
        Suggestion(position=line.position, topic=event.topic, value=event.value, score=event.score, model=event.model)
    )


def _settle_suggestion(c: Complaint, position: int, state: str) -> None:
    for suggestion in c.suggestions:
        if suggestion.position == position:
            suggestion.state = state


@on(e.Confirmed)
def _confirmed(c: Complaint, event: e.Confirmed, line: Line) -> None:
    _settle_suggestion(c, event.suggestion, "confirmed")


@on(e.Overruled)
def _overruled(c: Complaint, event: e.Overruled, line: Line) -> None:
    _settle_suggestion(c, event.suggestion, "overruled")


@on(e.Held)
def _held(c: Complaint, event: e.Held, line: Line) -> None:
    c.held = not event.lifted
    say(c, "ours", event.reason)


@on(e.Rated)
def _rated(c: Complaint, event: e.Rated, line: Line) -> None:
    c.handling_rated = event.handling if event.handling is not None else c.handling_rated
    c.outcome_rated = event.outcome if event.outcome is not None else c.outcome_rated
    say(c, "theirs", event.handling_words, event.outcome_words)


@on(e.Rekeyed)
def _rekeyed(c: Complaint, event: e.Rekeyed, line: Line) -> None:
    say(c, "ours", event.words)


@on(e.Erased)
def _erased(c: Complaint, event: e.Erased, line: Line) -> None:
    c.erased.update(event.refs)


@on(e.Locked)
def _locked(c: Complaint, event: e.Locked, line: Line) -> None:
    c.locked = True
