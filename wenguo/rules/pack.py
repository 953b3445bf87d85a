"""What a policy pack says: rules with their sources and grades, grounds, routes and settings, as frozen data."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from wenguo.rules.calendar import Rollover

Grade = Literal["V", "S", "design"]  # the text itself was read; a page about it was read; our own proposal, not law
Kind = Literal["clock", "duty", "bound", "form", "definition"]
Obligor = Literal["firm", "authority", "complainant", "superior"]
Complexity = Literal["any", "simple", "complex"]

# What sets a rule going. The door says which of these has happened; the first six belong to the complaint itself.
STARTS = {
    "receipt": "the complaint reached us",
    "referral": "another body sent the complaint or a work order to us, and it reached us",
    "demand": "the complainant asked us for redress (at the latest when the complaint that asks for it is received)",
    "answer": "our decision reached the complainant",
    "review_asked": "the request for review was received",
    "withdrawal": "the complainant's withdrawal was received",
    "request": "a person asked to use a right over their data",
    "authority_receipt": "the authority received the complaint",
    "acceptance": "the authority or unit accepted the matter",
    "authority_notice": "the authority's notice to the respondent was received",
    "authority_decision": "the authority decided to end its mediation",
    "clue_found": "the authority found a clue of a breach",
    "mediation_asked": "the complainant asked for mediation by a body",
    "joint_visit": "several complainants came together, face to face",
    "goods_received": "the consumer received the goods",
    "goods_returned": "we received the goods sent back",
    "payment": "the consumer paid in advance",
    "transaction": "the transaction was completed",
    "invoice": "the date of the invoice, or of delivery where it differs",
    "repair_agreed": "the repair was agreed",
    "claim": "an insurance claim was received",
    "claim_documents": "claim and documents were received",
    "agreement": "the insurer and the claimant agreed on the payment",
    "assessment": "the insurer found that nothing is due",
    "rescission": "the insurance contract was rescinded",
    "contract_end": "the contract ended",
    "harm_known": "the complainant knew or should have known of the harm",
    "closing_down": "the business closes or moves",
    "record_made": "the record was made",
    "escalated": "the complaint was listed as a major one",
    "reported": "it was reported how a major complaint stands",
}

# Our events that can meet a rule.
ENDS = (
    *("Acknowledged", "Answered", "Declined", "Withdrawn", "Closed", "Reached", "Heard", "Informed", "Reviewed"),
    *("ReviewAsked", "PromiseKept", "Offered", "Referred", "Assessed", "Investigated", "Accepted", "Reported"),
)

# Facts a rule may ask for in `applies`: the complaint carries them as tags, set by people or by the taxonomy.
TAGS = {
    "referred": "sent to us by a regulator, a hotline or another body",
    "redress": "asks for repair, redo, replacement, return, making up, refund or compensation",
    "refund": "asks for money back",
    "exchange_or_return": "asks to exchange or return the goods",
    "remote_sale": "bought online, by phone, television or mail order",
    "quality": "says the goods or service are not up to quality",
    "durable_goods": "about durable goods or decoration in the sense of 消法 23",
    "repair": "about a repair",
    "prepaid": "about money paid in advance",
    "fraud": "a finding of fraud is asked for",
    "food": "about food",
    "injury": "about death or injury",
    "claim": "about an insurance claim",
    "privacy": "about personal information",
    "app": "made through or about an app",
    "data_request": "a request to use a right over personal data",
    "mediation": "mediation is asked for or under way",
    "joint": "several complainants acting together",
    "undertaking_unit": "we are the unit that the hotline's work order names",
    "petition": "received as a petition (信访)",
    "payment_services": "about payment services or electronic money",
    "collective_portfolio": "about collective portfolio management",
    "superannuation": "about superannuation",
    "credit_hardship": "about a credit default notice or hardship",
}

# Parts an answer must hold; the verb names those that are missing.
PARTS = {
    "facts_found": "what was verified",
    "basis": "the clause of law, contract or rule the decision rests on",
    "reasons": "the reasons of the decision",
    "remedy": "what is put right, or that nothing is",
    "limits": "until when the complainant can act",
    "remedies_told": "the other routes that are open",
    "ombudsman_told": "the right to go to the ombudsman, and until when",
    "steps_taken": "the steps taken",
    "communications": "what was said to and heard from the complainant",
    "follow_up": "what follows",
}

# When an answer needs a second person's approval.
APPROVALS = ("severity_T1", "severity_T2", "referred", "joint", "report", "always")


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """Words for people, in Chinese and English."""

    zh: str
    en: str


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a number comes from; `retrieved` is the date of the copy that was read."""

    instrument: str
    number: str = ""
    article: str = ""
    url: str = ""
    retrieved: date | None = None


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """How far a clock may be extended beyond its length, when, by whose approval."""

    condition: Label
    length: int
    unit: str
    approver: Literal["head", "approver", "none"]
    must_notify: bool


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """A time that does not count, such as an external test."""

    reason: str
    label: Label
    must_notify: bool


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that is no time limit: of what, how much, in which unit (times, yuan, percent, km)."""

    what: str
    value: str
    unit: str


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of one instrument, in force from `valid_from` to `valid_to` (both days included)."""

    pack: str
    id: str
    track: str
    kind: Kind
    name: Label
    obligor: Obligor
    start_event: str
    source: Source
    grade: Grade
    ends_on: tuple[str, ...] = ()
    length: int | None = None
    unit: str = "cd"
    inclusive: bool = False
    complexity: Complexity = "any"
    applies: tuple[str, ...] = ()  # tags the complaint must all carry
    unless: tuple[str, ...] = ()  # tags of which it may carry none: a special rule takes this one's place
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[Pause, ...] = ()
    restarts_on: tuple[str, ...] = ()
    rollover: Rollover = "rest_day"
    warn_at: tuple[int, ...] = (50, 80)
    amounts: tuple[Amount, ...] = ()
    pending: bool = False
    falls_back_to: str | None = None
    note: Label | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    superseded_by: str | None = None
    confirmed_by: str | None = None
    confirmed_on: date | None = None

    @property
    def firm_clock(self) -> bool:
        """Does it bind us, so that it may rule the queue, rather than an authority or the complainant?"""
        return self.obligor in {"firm", "superior"}

    @property
    def fallback(self) -> bool:
        """Is the length borrowed from the house, because the instrument's own number is still to be obtained?"""
        return self.pending and self.length is not None

    @property
    def key(self) -> str:
        """The name table readers use: track and id."""
        return f"{self.track}.{self.id}"

    def is_valid(self, on: date) -> bool:
        """Is this version in force for a complaint received `on` that day?"""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """A ground on which a complaint may be declined (不予受理), with what to tell of the other routes."""

    code: str
    label: Label
    routes: Label
    source: Source
    grade: Grade
    by: Literal["firm", "authority"] = "firm"  # an authority's own grounds are no ground for a firm
    valid_from: date | None = None
    valid_to: date | None = None


class Pack(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One policy pack: everything a unit takes on by listing it. Compared and hashed by identity."""

    id: str
    name: Label
    version: str
    country: str = ""  # "" = wherever the unit is
    time_zone: str = ""
    rules: tuple[Rule, ...] = ()
    grounds: tuple[Ground, ...] = ()
    routes: tuple[Label, ...] = ()
    unreachable_attempts: int = 0
    hearing_attempts: int = 0  # days on which a person concerned is sought before it goes on without their word
    answer_parts: tuple[str, ...] = ()
    short_form_parts: tuple[str, ...] = ()
    escalate_offer_hours: int | None = None
    part_days: int | None = None  # working days another unit has for its part where nobody says
    quiet_hours: tuple[str, str] | None = None
    report_up: bool = False
    approval_needed: tuple[str, ...] = ()
    retention_years: int | None = None
    retention_source: Source | None = None
    products: tuple[str, ...] = ()
    note: Label | None = None
