"""The letter of reply 答复书: what it says, from the answer given, approved or being written; nothing is invented."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal

import msgspec

from wenguo import events as e
from wenguo.complaint import Complaint, DemandState, Notice
from wenguo.events import Ref
from wenguo.line import read
from wenguo.paper import dates
from wenguo.queries.history import Whole
from wenguo.queries.linked import Linked
from wenguo.rules.labels import label
from wenguo.rules.pack import Label
from wenguo.rules.policy import Taxonomy
from wenguo.text import Text

State = Literal["sent", "approved", "draft"]

MARKS: dict[State, Text] = {
    "draft": Text("草稿", "DRAFT"),
    "approved": Text("待发", "NOT SENT"),
    "sent": Text("", ""),
}


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """Who writes: the organisation as it settled itself, the unit and the person to ask."""

    letterhead: str
    house: str
    unit: str
    person: str
    phone: str
    email: str
    address: str
    hours: str


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """One demand, what was decided of it and on what basis."""

    asked: str
    decision: str
    basis: str


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a letter holds, in the language it is written in."""

    language: str
    state: State
    number: str
    subject: str
    sender: Sender
    addressee: str
    represented_by: str
    address: str
    masked: bool
    greeting: str  # as the answer's own words have it; empty: made of the name
    body: list[str]
    decided: list[Decided]
    parts: list[tuple[str, list[str]]]  # what the answer links: name, what stands under it
    routes: list[str]
    enclosures: list[str]
    on: date
    sent: str  # when and how it went out, for a letter that did

    @property
    def zh(self) -> bool:
        """Is it a Chinese letter?"""
        return self.language.startswith("zh")

    @property
    def mark(self) -> str:
        """What stands across a letter that has not gone out."""
        return MARKS[self.state].said(self.language)

    @property
    def dated(self) -> str:
        """Its date in words."""
        return dates.day(self.on, self.language)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer a letter is made of: its words, how far it has come, when and by which way it went."""

    words: str
    state: State
    notice: Notice | None = None


def answer_of(whole: Whole, draft: str, *, may_answer: bool) -> Answer | None:
    """The answer as it stands: what waits or was approved goes before an older one; else what was being written."""
    c = whole.complaint
    if c.approval in {"asked", "approved"} and c.drafted is not None and c.drafted.id in whole.texts:
        return Answer(words=whole.texts[c.drafted.id], state="approved" if c.approval == "approved" else "draft")
    if draft.strip() and may_answer:
        return Answer(words=draft, state="draft")
    for notice in reversed(c.notices):
        if notice.event == "Answered" and notice.words is not None:
            erased = Text("（答复内容已依法删除）", "(the words of the answer were erased as the law provides)")
            return Answer(words=whole.texts.get(notice.words.id, erased.zh), state="sent", notice=notice)
    return None


def letter(
    whole: Whole,
    answer: Answer,
    sender: Sender,
    routes: tuple[Label, ...],
    codes: Taxonomy,
    *,
    language: str,
    zone: str,
    at: datetime,
    enclose: tuple[str, ...] = (),
    linked_parts: list[Linked] | None = None,
) -> Letter:
    """The letter made of an answer."""
    c = whole.complaint
    person = whole.persons.get(c.complainant.id, {}) if c.complainant else {}
    agent = whole.persons.get(c.agent.id, {}) if c.agent else {}
    went = answer.notice.address if answer.notice else None
    when = answer.notice.sent_at if answer.notice else at
    name = person.get("name", "")
    greeting, body = _body(answer.words, sender, language)
    told = [route.zh if language.startswith("zh") else route.en for route in routes]
    return Letter(
        language=language,
        state=answer.state,
        number=c.number,
        subject=whole.texts.get(c.subject.id, "") if c.subject else "",
        sender=sender,
        addressee=name,
        represented_by=agent.get("name", ""),
        address=(whole.texts.get(went.id, "") if went else "") or agent.get("address") or person.get("address", ""),
        masked=whole.masked,
        greeting="" if whole.masked else greeting,
        body=body,
        decided=[_decided(whole, demand, _now_decided(c, demand, answer), codes, language) for demand in c.demands],
        parts=_parts(linked_parts, body, language),
        routes=[route for route in told if not any(route.rstrip("。.；;") in line for line in body)],
        enclosures=[str(whole.files[ref]["name"]) for ref in enclose if whole.files.get(ref, {}).get("name")],
        on=dates.local_day(when, zone),
        sent=_sent(answer, language, zone),
    )


def _parts(found: list[Linked] | None, body: list[str], language: str) -> list[tuple[str, list[str]]]:
    """What the answer links, without what its own words or the letter's list of routes say already."""
    listed = [
        (one.name.said(language), [said.said(language) for said in one.said])
        for one in found or ()
        if one.code != "remedies_told"
    ]
    kept = [
        (name, [text for text in texts if not any(text.rstrip("。.；;") in line for line in body)])
        for name, texts in listed
    ]
    return [(name, texts) for name, texts in kept if texts]


def _sent(answer: Answer, language: str, zone: str) -> str:
    if answer.notice is None:
        return ""
    when, way = dates.moment(answer.notice.sent_at, language, zone), label(answer.notice.way, language)
    return Text(f"已于{when}以{way}方式发出", f"Sent on {when} by {way}").said(language)


_GREETING = re.compile(r"^(?:[^，,。；;！!？?]{1,40}[：:]|Dear [^.!?]{1,60},)$")


def _body(words: str, sender: Sender, language: str) -> tuple[str, list[str]]:
    """The greeting, if the words begin with one, and the paragraphs; the signature is the letter's own."""
    lines = [line.strip(" \t　") for line in words.replace("\r\n", "\n").split("\n")]
    lines = [line for line in lines if line]
    greeting = lines.pop(0) if len(lines) > 1 and _GREETING.match(lines[0]) else ""
    if len(lines) > 1 and lines[-1] in {sender.house, sender.letterhead, f"{sender.house}　{sender.unit}"}:
        lines = lines[:-1]
    return greeting, lines or [Text("（尚无内容）", "(no words yet)").said(language)]


def _now_decided(c: Complaint, demand: DemandState, answer: Answer) -> tuple[str | None, Ref | None]:
    """What this letter decides of a demand: as it was submitted while it has not gone out, else as it was answered."""
    if answer.state != "sent" and c.submitted is not None and c.approval in {"asked", "approved"}:
        found = next((one for one in c.submitted.decisions if one.demand == demand.id), None)
        if found is not None:
            return found.decision, found.basis
    return demand.decision, demand.basis


def _decided(
    whole: Whole, demand: DemandState, now: tuple[str | None, Ref | None], codes: Taxonomy, language: str
) -> Decided:
    decision, basis = now
    asked = codes.label(demand.remedy, language) if codes.known(demand.remedy) else label(demand.remedy, language)
    if demand.amount_fen is not None:
        asked += f" ¥{demand.amount_fen // 100:,}.{demand.amount_fen % 100:02d}"
    said = whole.texts.get(demand.words.id, "") if demand.words else ""
    if said:
        asked += Text(f"（原话：{said}）", f" (in your words: {said})").said(language)
    undecided = Text("待决定", "not decided yet").said(language)
    return Decided(
        asked=asked,
        decision=label(decision, language) if decision else undecided,
        basis=whole.texts.get(basis.id, "").rstrip("。.") if basis else "",
    )


def enclosed_by_us(whole: Whole) -> list[tuple[str, str]]:
    """Files that one of ours enclosed, which a letter may list: pointer and name."""
    found = []
    for entry in whole.entries:
        event = read(entry.data).event
        if isinstance(event, e.Enclosed) and event.whose == "ours":
            refs = [ref.id for ref in event.evidence if whole.files.get(ref.id, {}).get("name")]
            found += [(ref, str(whole.files[ref]["name"])) for ref in refs]
    return found
