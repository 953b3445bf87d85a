"""What the intake shows: the form's choices, and beside it what is still to ask, what is known, and what is alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from wenguo.advising.like_ones import causes_of, like_ones
from wenguo.complaint import Complaint, DemandState
from wenguo.events import Ref
from wenguo.faces.web.intake import promising, proposing
from wenguo.faces.web.intake.form import FEELINGS, NEEDS, Reading, colleagues, contact, one, several, wishes
from wenguo.faces.web.intake.reading_back import read_back
from wenguo.models import Account, Draft, Membership
from wenguo.pages.asking import whole_number
from wenguo.queries import office
from wenguo.queries.alike import alike
from wenguo.queries.earlier import earlier
from wenguo.queries.people import names
from wenguo.queries.seeing import Asker
from wenguo.rules.calendar import Calendar
from wenguo.rules.permissions import MAY
from wenguo.rules.questions import Known, checklist
from wenguo.text import Text
from wenguo.verbs._verb import Channel, Dissatisfaction, Kind
from wenguo.verbs.settle import Settle

# where the cursor goes for a fact that is missing: fact → id of its field
FIELDS = {
    "complainant": "name", "reach": "phone", "demands": "wish-1", "place": "words", "price_fen": "price", "causes": "causes-1", "dissatisfaction": "dissatisfaction-outcome",
}  # fmt: skip
# what stands folded away; open where something of it was filled in
MORE = "causes concerned received_at subject vulnerability address identity agent_name agent_phone agent_email authority referrer referrer_number".split()
_HELD = Ref("m0", "")


def unit_of(account: int, fields: Mapping[str, Any]) -> office.UnitFacts:
    """The unit this intake is for: the one chosen, else one's own, else the first there is."""
    every = office.units()
    chosen = whole_number(one(fields, "unit"))
    if chosen in every:
        return every[chosen]
    own = Account.objects.values_list("unit_id", flat=True).get(pk=account)
    return every[own if own in every else min(every)]


def calendar_of(unit: office.UnitFacts, at: datetime) -> Calendar:
    """The unit's own calendar."""
    return office.policy_of(unit, at.date()).calendar


def promise_of(
    fields: Mapping[str, Any], unit: office.UnitFacts, language: str, at: datetime
) -> tuple[str, datetime] | None:
    """What was promised and by when, counted from now; None where nothing was."""
    code = one(fields, "promise")
    due_at = promising.due(code, calendar_of(unit, at), at) if code not in {"", "own"} else None
    if code == "own":
        due_at = Reading(fields, unit.time_zone).moment("promise_at")
    what = one(fields, "promise_what") or promising.CALL_BACK.said(language)
    return (what, due_at) if due_at is not None else None


def choices(account: int, fields: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Everything the form offers to choose from."""
    unit, codes = unit_of(account, fields), office.taxonomy()
    wished = wishes(fields)
    return {
        "channels": get_args(Channel),
        "kinds": get_args(Kind),
        "dissatisfactions": get_args(Dissatisfaction),
        "severities": codes.facet("T"),
        "remedies": codes.facet("RM"),
        "hows": get_args(Settle.model_fields["how"].annotation),
        "outcomes": codes.facet("OC")[:5],
        "reasons": [entry for entry in codes.facet("RS") if entry.parent] or codes.facet("RS"),
        "feelings": FEELINGS,
        "needs": NEEDS,
        "units": _units(account),
        "unit": unit,
        "colleagues": colleagues(),
        "promises": promising.choices(calendar_of(unit, at), at),
        "call_back": promising.CALL_BACK,
        "more_open": any(fields.get(name) for name in MORE),
        "wished": [*wished, ("", "", "")] if wished else [("", "", "")],
        "causes": _padded(several(fields, "causes"), 3),
        "concerned": _padded(several(fields, "concerned"), 2),
    }


def _padded(values: list[str], count: int) -> list[str]:
    found = [value for value in values if value]
    return [*found, *[""] * max(1, count - len(found))][: max(count, len(found) + 1)]


def _units(account: int) -> list[tuple[int, Text]]:
    """The units this person may record for."""
    held = Membership.objects.filter(account_id=account, role__in=MAY["record"]).values_list("unit_id", flat=True)
    mine = set(held)
    found = [unit for unit in office.units().values() if unit.active and mine & set(unit.path)]
    return [(unit.id, Text(unit.name, unit.name_en or unit.name)) for unit in sorted(found, key=lambda unit: unit.code)]


def companion(
    who: Asker, draft: Draft | None, fields: Mapping[str, Any], language: str, at: datetime
) -> dict[str, Any]:
    """What stands beside the form: proposals, missing facts with questions, what to read back, earlier and alike ones."""
    files = draft.body.get("files", []) if draft is not None else []
    unit = unit_of(who.account, fields)
    items = checklist(_as_complaint(fields, unit, files=bool(files)), _known(fields))
    before = earlier(who, phone=one(fields, "phone"), email=one(fields, "email"), contract=one(fields, "contract"))
    same = alike(who, one(fields, "words"), at, without=frozenset(found.id for found in before))
    advice = proposing.advice_on(fields, unit, language, at)
    shown = {found.number for found in before} | {found.number for found in same}
    text = "\n".join(filter(None, (one(fields, "subject"), one(fields, "words"))))
    closed = like_ones(who, text, unit.id, several(fields, "causes") or causes_of(advice))
    return {
        "draft": draft,
        "version": draft.body.get("version", 0) if draft is not None else 0,
        "saved_at": draft.changed_at if draft is not None else None,
        "files": files,
        "to_ask": [item for item in items if item.state != "known"],
        "total": len(items),
        "learnt": [item for item in items if item.state == "known"],
        "field_of": {item.field: FIELDS.get(item.field, item.field) for item in items},
        "advice": advice,
        "proposals": proposing.proposals(advice, fields, language, at),
        "dismissed": several(fields, "dismissed"),
        "restated": (advice or {}).get("restated") or "",
        "read_back": read_back(fields, _promised(fields, unit, at)),
        "earlier": before,
        "alike": same,
        "likes": [found for found in closed if found.number not in shown],
        "names": names([*(found.owner for found in before), *(found.owner for found in same)]),
        "now": at,
    }


def with_taken(account: int, fields: dict[str, Any], key: str, language: str, at: datetime) -> dict[str, Any]:
    """The fields with the proposal of this key accepted; as they were where it is no longer proposed."""
    advice = proposing.advice_on(fields, unit_of(account, fields), language, at)
    listed = proposing.proposals(advice, fields, language, at)
    return next((proposing.taken(fields, each) for each in listed if each.key == key), fields)


def _promised(fields: Mapping[str, Any], unit: office.UnitFacts, at: datetime) -> Text | None:
    code = one(fields, "promise")
    chosen = next((each for each in promising.choices(calendar_of(unit, at), at) if each.code == code), None)
    if chosen is None:
        return None
    if code in promising.SOON:
        return chosen.text
    what = one(fields, "promise_what")
    return Text(f"{chosen.text.zh}{what or '回电'}", f"{what or 'call you back'} {chosen.text.en}")


def _known(fields: Mapping[str, Any]) -> Known:
    reachable = any(one(fields, name) for name in ("phone", "email", "address", "agent_phone", "agent_email"))
    return Known(words=one(fields, "words"), reachable=reachable)


def _as_complaint(fields: Mapping[str, Any], unit: office.UnitFacts, *, files: bool) -> Complaint:
    """The complaint this would be if it were recorded now: which facts it lacks is said by the rules alone."""
    read = Reading(fields, unit.time_zone).record()
    held: dict[str, Any] = {
        name: _HELD for name in ("contract", "authority", "referrer_number", "consent") if name in read
    }
    plain: dict[str, Any] = {
        name: read[name]
        for name in ("channel", "product", "price_fen", "event_date", "causes", "dissatisfaction", "referrer")
        if name in read
    }
    return Complaint(
        number="",
        words=_HELD if "words" in read else None,
        complainant=_HELD if contact(fields) and one(fields, "name") else None,
        agent=_HELD if contact(fields, "agent_") else None,
        demands=[
            DemandState(id=n, remedy=wish["remedy"], amount_fen=None, words=None)
            for n, wish in enumerate(read.get("demands", ()), 1)
        ],
        refs={"e0": ""} if files else {},
        **held,
        **plain,
    )
