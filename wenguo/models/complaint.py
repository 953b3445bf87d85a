"""The drawn row: what lists, searches and clocks ask about a complaint. It is drawn from the fold and proves nothing."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import models

from wenguo import complaint as folded
from wenguo.rules import clocks, resting, urgency, warned
from wenguo.rules.lifecycle import is_open_to
from wenguo.rules.permissions import also_seen_by, hidden_from, owed_by


class Complaint(models.Model):
    """One complaint as the desk sees it."""

    number = models.CharField(max_length=60, unique=True)
    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="complaints", db_index=False)
    owner = models.ForeignKey("Account", on_delete=models.PROTECT, related_name="owned", db_index=False)
    first_responder = models.ForeignKey("Account", on_delete=models.PROTECT, related_name="received", db_index=False)
    offered_to = models.IntegerField(null=True)
    hidden_from = models.TextField(null=True)  # accounts as ",3,7,"; null for nobody
    also_seen_by = models.TextField(null=True)
    asked_units = models.TextField(null=True)  # units that owe a part, and those above, as ",3,7,"
    stage = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    severity = models.CharField(max_length=2)
    cause = models.CharField(max_length=20, null=True)
    dissatisfaction = models.CharField(max_length=10, null=True)
    product = models.CharField(max_length=60, null=True)
    referrer = models.CharField(max_length=60, null=True)
    outcome = models.CharField(max_length=60, null=True)
    grumble = models.BooleanField()
    live = models.BooleanField()
    source = models.CharField(max_length=64, null=True, unique=True)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    urgent_at = models.DateTimeField(null=True)
    promise_at = models.DateTimeField(null=True)  # when the first promise not yet kept was or is due, closed or not
    awaits = models.CharField(max_length=10, null=True)  # what waits for a second person: answer, offer
    hand_overs = models.IntegerField()
    turn_backs = models.IntegerField()
    chases = models.IntegerField()
    supervisions = models.IntegerField()
    disputes = models.IntegerField()
    reopenings = models.IntegerField()
    broken_promises = models.IntegerField()
    redress = models.CharField(max_length=60, null=True)  # the remedy of the money given or agreed, and how much
    redress_fen = models.BigIntegerField(null=True)
    redress_at = models.DateTimeField(null=True)
    troubled = models.BooleanField(default=False)  # disputed, reopened, or a promise broken, at least once
    alerted = models.TextField(
        null=True
    )  # causes of escalation that were warned of, as ",too_slow,too_slow:holds,"; null for none
    warned_at = models.DateTimeField(null=True)  # the first warning
    worse_at = models.DateTimeField(null=True)  # when it first grew: disputed, reviewed, reopened, pressed, escalated
    right_at = models.DateTimeField(null=True)  # when it first grew after a warning
    silent_at = models.DateTimeField(null=True)  # our turn, and no contact since, and nobody was warned of that
    moved_at = models.DateTimeField(null=True)  # in other hands since, without a word to the complainant
    major = models.CharField(max_length=20, null=True)  # the state of an open major complaint
    length = models.IntegerField()
    person_position = models.IntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        db_table = "wenguo_complaint"
        indexes = [
            models.Index(fields=["urgent_at", "id"], name="open_by_urgency", condition=~models.Q(stage="closed")),
            models.Index(
                fields=["owner", "urgent_at", "id"], name="open_of_owner", condition=~models.Q(stage="closed")
            ),
            models.Index(
                fields=["first_responder", "urgent_at", "id"], name="open_of_first", condition=~models.Q(stage="closed")
            ),
            models.Index(fields=["unit", "urgent_at", "id"], name="open_of_unit", condition=~models.Q(stage="closed")),
            models.Index(fields=["overdue_at"], name="open_by_overdue", condition=~models.Q(stage="closed")),
            models.Index(fields=["next_at"], name="next_moments", condition=models.Q(next_at__isnull=False)),
            models.Index(fields=["offered_to"], name="offered_to", condition=models.Q(offered_to__isnull=False)),
            models.Index(fields=["id"], name="hidden", condition=models.Q(hidden_from__isnull=False)),
            models.Index(fields=["urgent_at", "id"], name="parts_asked", condition=models.Q(asked_units__isnull=False)),
            models.Index(fields=["urgent_at", "id"], name="also_seen", condition=models.Q(also_seen_by__isnull=False)),
            models.Index(
                fields=["owner", "promise_at"], name="promises_of_owner", condition=models.Q(promise_at__isnull=False)
            ),
            models.Index(fields=["unit", "urgent_at"], name="awaiting", condition=models.Q(awaits__isnull=False)),
            models.Index(fields=["received_at"], name="by_receipt"),
            models.Index(fields=["cause"], name="by_cause", condition=models.Q(cause__isnull=False)),
            models.Index(fields=["stage", "unit"], name="by_stage"),
            models.Index(fields=["owner", "id"], name="by_owner"),
            models.Index(fields=["unit", "id"], name="by_unit"),
            # a rare value is found at once, a common one is walked newest first
            models.Index(fields=["channel", "id"], name="by_channel"),
            models.Index(fields=["severity", "id"], name="by_severity"),
            models.Index(fields=["kind", "id"], name="by_kind"),
            # the board: what is open, by person, in one walk over this index alone
            models.Index(
                fields=["unit", "owner", "overdue_at", "due_at", "promise_at", "offered_to", "stage"],
                name="open_load",
                condition=~models.Q(stage="closed"),
            ),
            models.Index(
                fields=["unit", "urgent_at"],
                name="turned_back",
                condition=~models.Q(stage="closed") & models.Q(turn_backs__gt=0),
            ),
            models.Index(fields=["closed_at", "unit", "recorded_at"], name="by_closing"),
            models.Index(
                fields=["unit", "received_at", "disputes", "reopenings", "broken_promises", "troubled"],
                name="troubled",
                condition=models.Q(troubled=True),
            ),
            models.Index(  # who carries many hard ones (queries/care.py)
                fields=["unit", "owner", "severity", "disputes", "chases", "supervisions", "stage"],
                name="hard_open",
                condition=~models.Q(stage="closed")
                & (
                    models.Q(severity="T1")
                    | models.Q(disputes__gt=0)
                    | models.Q(chases__gte=resting.HARD_CHASES)
                    | models.Q(supervisions__gt=0)
                ),
            ),
            # like treated alike: the newest amounts of one cause and remedy, read from the index alone
            models.Index(
                fields=["cause", "redress", "redress_at", "redress_fen", "dissatisfaction"],
                name="redress_of_cause",
                condition=models.Q(redress_fen__isnull=False),
            ),
            models.Index(
                fields=["redress_at", "cause", "redress", "unit", "redress_fen"],
                name="redress_by_time",
                condition=models.Q(redress_fen__isnull=False),
            ),
            models.Index(fields=["silent_at"], name="silent", condition=models.Q(silent_at__isnull=False)),
            models.Index(fields=["moved_at"], name="moved", condition=models.Q(moved_at__isnull=False)),
            models.Index(fields=["unit", "id"], name="major_open", condition=models.Q(major__isnull=False)),
            models.Index(
                fields=["unit", "warned_at"],
                name="warned_open",
                condition=~models.Q(stage="closed") & models.Q(warned_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


COPIED = (
    "number stage kind channel severity dissatisfaction product referrer outcome grumble live source received_at "
    "recorded_at answered_at closed_at last_at hand_overs turn_backs chases supervisions disputes reopenings "
    "broken_promises worse_at right_at length person_position head"
).split()


_copied = attrgetter(*COPIED)


def drawn(c: folded.Complaint) -> dict[str, Any]:
    """The row of a folded complaint, column → value; a pure function, so that it can be drawn again and compared."""
    row: dict[str, Any] = dict(zip(COPIED, _copied(c), strict=True))
    running = [clock for clock in c.clocks if clock.state == "running" and clock.ours]
    row["unit_id"], row["owner_id"], row["first_responder_id"] = c.unit, c.owner, c.first_responder
    row["offered_to"] = c.hand_over.to if c.hand_over is not None else None
    row["hidden_from"], row["also_seen_by"] = _listed(hidden_from(c)), _listed(also_seen_by(c))
    row["asked_units"] = _listed(owed_by(c))
    row["cause"] = c.causes[0] if c.causes else None
    row["next_at"] = clocks.next_moment(c)
    due = urgency.next_due(c) if c.is_open() else None
    row["due_at"] = due[0] if due is not None else None
    row["overdue_at"] = min((clock.due_rolled_at for clock in running), default=None) if c.is_open() else None
    row["urgent_at"] = urgency.urgent_at(c)
    row["promise_at"] = min((one.due_at for one in c.promises if one.state in {"open", "broken"}), default=None)
    row["awaits"] = _awaited(c)
    row["alerted"] = _alerted(c)
    row["warned_at"] = c.alerts[0].at if c.alerts else None
    row["silent_at"], row["moved_at"] = warned.silent_since(c), warned.moved_since(c)
    row["major"] = c.major.state if c.major is not None and c.major.open and c.is_open() else None
    row["redress"], row["redress_fen"], row["redress_at"] = _redress(c)
    row["troubled"] = c.disputes + c.reopenings + c.broken_promises > 0
    return row


def _alerted(c: folded.Complaint) -> str | None:
    """Which causes were warned of, and by `cause:holds` or `cause:unfounded` what a person last found of each."""
    found = {one.cause: one.found for one in c.alerts if one.found}
    named = [*dict.fromkeys(one.cause for one in c.alerts), *(f"{cause}:{word}" for cause, word in found.items())]
    return f",{','.join(named)}," if named else None


def _awaited(c: folded.Complaint) -> str | None:
    """What of it a second person is to say yes or no to, while that is open."""
    if c.approval == "asked" and is_open_to(c.stage, "approve"):
        return "answer"
    waits = any(one.state == "offered" for one in c.offers) and is_open_to(c.stage, "approve")
    return "offer" if waits else None


def _redress(c: folded.Complaint) -> tuple[str | None, int | None, datetime | None]:
    """The money agreed to or given: the remedy of most of it, the whole of that remedy, and when it was settled."""
    sums: dict[str, int] = {}
    moments: list[datetime] = []
    for one in c.offers:
        # what was handed out counts, whatever became of the offer
        fen = one.due_fen if one.state in {"agreed", "performed"} else one.given_fen or None
        if fen is not None:
            sums[one.remedy] = sums.get(one.remedy, 0) + fen
            moments += [at for at in (one.agreed_at, *(paid.at for paid in one.payments)) if at is not None][:1]
    if not sums:
        return None, None, None
    most = max(sums, key=lambda remedy: sums[remedy])
    return most, sums[most], max(moments, default=None)


def _listed(accounts: frozenset[int]) -> str | None:
    """Accounts as a text that can be asked for one of them; None where there are none, as almost always."""
    return f",{','.join(map(str, sorted(accounts)))}," if accounts else None


COLUMNS = (*COPIED, "unit_id", "owner_id", "first_responder_id", "offered_to", "hidden_from", "also_seen_by", "asked_units", "cause", "next_at", "due_at", "overdue_at", "urgent_at", "promise_at", "awaits", "redress", "redress_fen", "redress_at", "alerted", "warned_at", "silent_at", "moved_at", "major", "troubled")  # fmt: skip
