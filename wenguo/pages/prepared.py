"""Prepared words: a template's places filled with what is known of one complaint, by plain substitution and nothing more.

What a place is, and the blank that stands where nothing is known, is said in wenguo.advice.drafts.places.
"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from wenguo import events as e
from wenguo.advice.drafts.given import Decision, Demand, Found, Given
from wenguo.advice.drafts.places import PLACES, beginning, blank, blanks, fill, unknown_places
from wenguo.advice.drafts.saying import decisions, findings
from wenguo.advice.drafts.writing import text_of
from wenguo.line import read
from wenguo.pages import telling
from wenguo.queries import house, office, people
from wenguo.queries.history import Whole
from wenguo.rules import facts, fairness
from wenguo.text import Text

__all__ = ["PLACES", "blank", "blanks", "fill", "given_of", "unknown_places", "values_of"]


def values_of(whole: Whole, language: str) -> dict[str, str]:
    """What each place says for one complaint, as the asker may see it; a blank that names itself where nothing is known."""
    known = _known(whole, language)
    return {name: known.get(name) or blank(name, language) for name in PLACES}


def _known(whole: Whole, language: str) -> dict[str, str]:
    c, zh = whole.complaint, language.startswith("zh")
    settled, unit = house.everything(), office.units()[c.unit]
    assert c.received_at is not None
    found, decided = _found(whole, language, unit.time_zone), _decided(whole, language)
    policy = office.policy_of(unit, c.received_at.astimezone(ZoneInfo(unit.time_zone)).date())
    due = min((k.due_at for k in c.clocks if k.state == "running" and k.ours and "Answered" in k.ends_on), default=None)
    return {
        "number": c.number,
        "complainant": _called(whole, language),
        "matter": _matter(whole),
        "demands": ("；" if zh else "; ").join(one.words for one in decided),
        "received": _day(telling.moment(c.received_at, language, unit.time_zone)),
        "unit": unit.name if zh else unit.name_en or unit.name,
        "owner": people.names([c.owner]).get(c.owner, ""),
        "house": house.called(language),
        "phone": str(settled["phone"]),
        "hours": str(settled["hours_zh"] if zh else settled["hours_en"] or settled["hours_zh"]),
        "due": _day(telling.moment(due, language, unit.time_zone)) if due is not None else "",
        "basis": "\n".join(dict.fromkeys(one.basis for one in found if one.basis)),
        "missing": ("、" if zh else ", ").join(
            one.name.said(language) for one in facts.missing(c) if one.field not in facts.OF_A_GRUMBLE
        ),
        "finding": found[-1].words if found else "",
        "findings": text_of(findings(Given(findings=found), language)),
        "decisions": text_of(decisions(decided, language)) if decided else "",
        "promise": _promise(whole, language, unit.time_zone),
        "routes": "\n".join(f"· {route.zh if zh else route.en}" for route in policy.routes()),
    }


def given_of(whole: Whole, language: str, at: datetime) -> Given:
    """All that is known of one complaint, for a draft of a letter in `language`."""
    c = whole.complaint
    assert c.received_at is not None
    unit = office.units()[c.unit]
    policy = office.policy_of(unit, c.received_at.astimezone(ZoneInfo(unit.time_zone)).date())
    places = {name: words for name, words in _known(whole, language).items() if words}
    for made in ("findings", "finding", "decisions", "basis", "demands", "routes"):
        places.pop(made, None)
    running = [k for k in c.clocks if k.state == "running" and k.ours and "Answered" in k.ends_on]
    overdue = any(k.due_at < at for k in running)
    if overdue:
        places.pop("due", None)  # a day that is past is no promise: it is left to be filled in
    lacking = {one.field for one in facts.missing(c)}
    return Given(
        words=whole.texts.get(c.words.id, "") if c.words is not None else "",
        received_at=c.received_at.astimezone(ZoneInfo(unit.time_zone)),
        places=places,
        demands=_decided(whole, language),
        findings=_found(whole, language, unit.time_zone),
        routes=tuple(route.zh if language.startswith("zh") else route.en for route in policy.routes()),
        parts=policy.answer_parts(),
        causes=c.causes,
        known=tuple(one.field for one in facts.FACTS if one.field not in lacking),
        own_names=tuple(sorted({name for one in whole.persons.values() if (name := one.get("name"))})),
        overdue=overdue,
    )


def _called(whole: Whole, language: str) -> str:
    ref = whole.complaint.complainant
    name = whole.persons.get(ref.id, {}).get("name", "") if ref is not None else ""
    return name or ("投诉人" if language.startswith("zh") else "Sir or Madam")


def _matter(whole: Whole) -> str:
    first = next((ref for ref in (whole.complaint.subject, whole.complaint.words) if ref is not None), None)
    text = whole.texts.get(first.id, "") if first is not None else ""
    return beginning(text)


def _decided(whole: Whole, language: str) -> tuple[Demand, ...]:
    """Each demand with its decision and the basis of it, and the redress that was approved for it."""
    codes = office.taxonomy()
    granted = _granted(whole, language)
    found = []
    for one in whole.complaint.demands:
        words = whole.texts.get(one.words.id, "") if one.words is not None else ""
        said = _with_amount(words or codes.label(one.remedy, language), one.amount_fen)
        basis = whole.texts.get(one.basis.id, "") if one.basis is not None else ""
        decision = msgspec.convert(one.decision or "", Decision)
        found.append(Demand(words=said, decision=decision, basis=basis, offer=granted.get(one.id, "")))
    return tuple(found)


def _granted(whole: Whole, language: str) -> dict[int, str]:
    """Redress that was approved, by the demand it is for: what is only proposed is not told."""
    approved = {one.id for one in whole.complaint.offers if one.state == "approved"}
    found: dict[int, str] = {}
    for entry in whole.entries:
        event = read(entry.data).event if entry.event == "Offered" else None
        if isinstance(event, e.Offered) and event.offer in approved and event.demand is not None:
            words = whole.texts.get(event.words.id, "") if event.words is not None else ""
            label = office.taxonomy().label(event.remedy, language)
            found[event.demand] = _with_amount(words or label, event.amount_fen)
    return found


def _with_amount(words: str, fen: int | None) -> str:
    """Words with their sum, where they do not name it themselves."""
    if fen is None or f"{fen / 100:g}" in words.replace(",", ""):
        return words
    return f"{words} ¥{fen / 100:,.2f}"


def _found(whole: Whole, language: str, zone: str) -> tuple[Found, ...]:
    """Every finding with what it rests on, as far as it may be told: of a named person only how sure it is."""
    c, found = whole.complaint, []
    kept_back = {one.finding for one in c.withheld if one.finding is not None}
    for one in c.findings:
        words, basis = whole.texts.get(one.words.id, ""), ""
        if one.against:
            sure = fairness.STANDARDS.get(one.standard or "")
            words = (
                Text(f"对有关人员的认定：{sure.zh}", f"As to the person concerned: {sure.en}").said(language)
                if sure
                else ""
            )
        elif one.basis is not None:
            basis = whole.texts.get(one.basis.id, "")
        if words and one.id not in kept_back:
            found.append(Found(words=words, basis=basis, day=_day(telling.moment(one.at, language, zone))))
    for each in c.clarifications:  # a misunderstanding is explained in the answer: claim, fact, and what shows it
        claim, fact = whole.texts.get(each.claim.id, ""), whole.texts.get(each.fact.id, "")
        if claim and fact:
            words = Text(f"关于“{claim}”：{fact}", f"As to “{claim}”: {fact}").said(language)
            proof = _proof(each.proof, whole, language, zone)
            found.append(Found(words=words, basis=proof, day=_day(telling.moment(each.at, language, zone))))
    return tuple(found)


def _proof(refs: tuple[str, ...], whole: Whole, language: str, zone: str) -> str:
    """What shows it: files by their names, lines of the record by their days."""
    said = []
    for one in refs:
        if one.startswith("line:"):
            line = next((entry for entry in whole.entries if entry.position == int(one[5:])), None)
            if line is not None:
                day = _day(telling.moment(line.at, language, zone))
                said.append(Text(f"{day}的记录", f"the record of {day}").said(language))
        elif name := str(whole.files.get(one, {}).get("name") or ""):
            said.append(name.rsplit(".", 1)[0])
    return "；".join(dict.fromkeys(said))


def _promise(whole: Whole, language: str, zone: str) -> str:
    open_ones = [one for one in whole.complaint.promises if one.state in {"open", "broken"}]
    if not open_ones:
        return ""
    first = min(open_ones, key=lambda one: one.due_at)
    what, when = whole.texts.get(first.what.id, ""), telling.moment(first.due_at, language, zone)
    return f"{when} 前{what}" if language.startswith("zh") else f"{what} (by {when})"


def _day(said: str) -> str:
    """The day of a moment, without its hour: 11月22日, 22 Nov."""
    return re.sub(r" \d\d:\d\d.*$", "", said)
