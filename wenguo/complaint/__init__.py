"""What a complaint is now: the state that its folded events make (folding/ says how)."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from wenguo import events as e
from wenguo.complaint.belonging import Protection
from wenguo.complaint.conduct import Appeal, Flag, Observation, Restriction
from wenguo.complaint.danger import Alert, Major
from wenguo.complaint.evidence import Custody, Description, Thing
from wenguo.complaint.fairness import (
    Clarification,
    Declaration,
    Finding,
    Person,
    Statement,
    Telling,
    Withholding,
)
from wenguo.complaint.others import Apology, Brief, Part, Party
from wenguo.complaint.parts import Clock, DemandState, HandOver, Notice, Promise, Submitted, Suggestion
from wenguo.complaint.redressing import OfferState

__all__ = [
    "Clarification",
    "Clock",
    "Complaint",
    "Custody",
    "Declaration",
    "DemandState",
    "Description",
    "Finding",
    "HandOver",
    "Notice",
    "OfferState",
    "Person",
    "Promise",
    "Statement",
    "Submitted",
    "Suggestion",
    "Telling",
    "Thing",
    "Withholding",
]


class Complaint(msgspec.Struct, kw_only=True):
    """The whole state of one complaint, folded from its log."""

    number: str
    stage: str = "received"
    kind: str = "complaint"
    channel: str = "other"
    unit: int = 0
    owner: int = 0
    first_responder: int = 0
    recorded_by: str = ""
    recorded_at: datetime | None = None
    received_at: datetime | None = None
    event_date: date | None = None
    subject: e.Ref | None = None
    words: e.Ref | None = None
    original: e.Ref | None = None
    complainant: e.Ref | None = None
    agent: e.Ref | None = None
    authority: e.Ref | None = None
    contract: e.Ref | None = None
    referrer: str | None = None
    referrer_number: e.Ref | None = None
    product: str | None = None
    price_fen: int | None = None
    causes: tuple[str, ...] = ()
    dissatisfaction: str | None = None
    severity: str = "T3"
    complexity: str | None = None
    vulnerability: e.Ref | None = None
    consent: e.Ref | None = None
    concerned: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    grumble: bool = False
    live: bool = True
    source: str | None = None
    part_of: str | None = None
    demands: list[DemandState] = []
    clocks: list[Clock] = []
    promises: list[Promise] = []
    offers: list[OfferState] = []
    notices: list[Notice] = []
    suggestions: list[Suggestion] = []
    parts: list[Part] = []
    parties: list[Party] = []
    brief: Brief | None = None
    apologies: list[Apology] = []
    links: dict[str, str] = {}
    followers: set[int] = set()
    asked: set[int] = set()
    investigators: set[str] = set()
    observations: list[Observation] = []
    flags: list[Flag] = []
    restrictions: list[Restriction] = []
    appeals: list[Appeal] = []
    hand_over: HandOver | None = None
    approval: str | None = None  # None, "asked", "approved", "rejected" for the answer being prepared
    approval_asked_by: str | None = None
    drafted: e.Ref | None = None
    submitted: Submitted | None = None  # the rest of the answer that was submitted
    answer_approved_by: str | None = None  # who said yes to the answer last approved: not the one to review it
    answered_by: str | None = None
    answered_at: datetime | None = None
    accepted_how: str | None = None
    persons: list[Person] = []  # persons concerned beside the complainant and the accounts in `concerned`
    tellings: list[Telling] = []
    said_anew: int = 0  # the last line that changed what is said of people: their words corrected, or it was reopened
    statements: list[Statement] = []
    findings: list[Finding] = []
    declarations: dict[int, Declaration] = {}
    clarifications: list[Clarification] = []
    withheld: list[Withholding] = []
    overridden: tuple[str, ...] = ()  # parts that the answer submitted may lack
    closed_at: datetime | None = None
    outcome: str | None = None
    contact_days: set[date] = set()
    last_contact_at: datetime | None = None
    hand_overs: int = 0
    turn_backs: int = 0
    chases: int = 0
    supervisions: int = 0
    disputes: int = 0
    reopenings: int = 0
    broken_promises: int = 0
    alerts: list[Alert] = []  # early warnings given, in order
    major: Major | None = None
    contact_known: datetime | None = None  # the last contact as the line of `contact_position` made it
    contact_position: int = 0
    moved_at: datetime | None = None  # when it last passed into other hands
    moved_position: int = 0
    supervised_from_above: bool = False  # by a regulator, a hotline or the unit above
    worse_at: datetime | None = None  # when it first grew (folding/danger.py says how), and first after a warning
    right_at: datetime | None = None
    handling_rated: int | None = None  # by the complainant, 1 to 5; the last mark counts
    outcome_rated: int | None = None
    group: int | None = None  # a confirmed group of one matter, and the complainant's role in it
    group_role: str = "member"
    consents: dict[str, bool] = {}  # what they agreed to themselves, while others speak for them
    protections: list[Protection] = []
    held: bool = False
    locked: bool = False
    theirs: list[e.Ref] = []  # everything the complainant said or wrote, in order
    ours: list[e.Ref] = []  # everything we wrote
    things: list[Thing] = []
    described: dict[str, Description] = {}  # item of evidence (e12, t1) → what is said of it
    custody: list[Custody] = []
    refs: dict[str, str] = {}  # id → fingerprint of everything kept
    addresses: set[str] = set()  # of these, the ids of where notices went: contact data though they are words
    erased: set[str] = set()
    length: int = 0
    head: str = ""
    last_at: datetime | None = None
    person_position: int = 0  # the last line a person acted by

    def clock(self, number: int) -> Clock | None:
        """The clock with this ordinal, if there is one."""
        return self.clocks[number - 1] if 0 < number <= len(self.clocks) else None

    def promise(self, number: int) -> Promise | None:
        """The promise with this ordinal, if there is one."""
        return self.promises[number - 1] if 0 < number <= len(self.promises) else None

    def interested(self) -> frozenset[int]:
        """The accounts whose interest in the matter was declared."""
        return frozenset(one.account for one in self.declarations.values() if one.interest)

    def avoiding(self) -> frozenset[int]:
        """The accounts that must stay out of it: those complained of and those with an interest (银保监令2020-3 art. 17)."""
        return self.interested() | set(self.concerned)

    def thing(self, item: str) -> Thing | None:
        """The physical thing of that name among the items of evidence ("t1"), if there is one."""
        number = item[1:] if item.startswith("t") else ""
        found = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
        return self.things[found - 1] if 0 < found <= len(self.things) else None

    def is_open(self) -> bool:
        """Is there still something to do?"""
        return self.stage != "closed"
