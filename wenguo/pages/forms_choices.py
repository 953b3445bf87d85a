"""What there is to choose in a form: people, clocks, promises, grounds, codes – always in words, never a bare number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from wenguo.complaint import Clock, Complaint
from wenguo.line import read
from wenguo.models import Account
from wenguo.pages import forms_words, telling
from wenguo.queries import office, people
from wenguo.queries.history import Whole
from wenguo.rules.pack import TAGS
from wenguo.rules.policy import Policy, find
from wenguo.rules.taxonomy import Reason
from wenguo.text import Text

_WIDTH = 60
MOST_PEOPLE = 2000


class Option(NamedTuple):
    """One thing to choose: what is sent, what is read, and where it stands."""

    value: str
    label: str
    note: str = ""
    group: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a form is filled in: the complaint as this person sees it, the policy, the moment, the language."""

    whole: Whole
    policy: Policy
    account: int
    roles: frozenset[str]
    at: datetime
    zone: str
    language: str

    @property
    def c(self) -> Complaint:
        """The complaint."""
        return self.whole.complaint

    def say(self, zh: str, en: str) -> str:
        """A saying in the reader's language."""
        return Text(zh, en).said(self.language)

    def moment(self, at: datetime) -> str:
        """A moment in the unit's time zone."""
        return telling.moment(at, self.language, self.zone)

    def words(self, ref: object) -> str:
        """The beginning of kept words."""
        text = " ".join(self.whole.texts.get(getattr(ref, "id", ""), "").split())
        return text if len(text) <= _WIDTH else text[:_WIDTH] + "…"

    def demand(self, demand: object) -> str:
        """A demand in words: what is asked, how much, and in whose words."""
        code = office.taxonomy().label(getattr(demand, "remedy", ""), self.language)
        fen = getattr(demand, "amount_fen", None)
        amount = f" ¥{fen // 100:,}.{fen % 100:02d}" if fen is not None else ""
        said = self.words(getattr(demand, "words", None))
        return f"{getattr(demand, 'id', '')}. {code}{amount}" + (self.say("：", ": ") + said if said else "")


def policy_of(c: Complaint) -> Policy:
    """The policy that governs a complaint: its unit's packs on the day of receipt."""
    unit = office.units()[c.unit]
    assert c.received_at is not None
    return office.policy_of(unit, c.received_at.astimezone(ZoneInfo(unit.time_zone)).date())


def place_of(whole: Whole, account: int, at: datetime, language: str) -> Place:
    """Where this person fills in forms about this complaint."""
    c = whole.complaint
    unit = office.units()[c.unit]
    actor = office.actor(account, unit, "web")
    roles = actor.roles if actor is not None else frozenset()
    return Place(
        whole=whole, policy=policy_of(c), account=account, roles=roles, at=at, zone=unit.time_zone, language=language
    )


def choices(verb: str, field: str, place: Place) -> list[Option] | None:
    """What may be chosen for a field; None where anything may be written."""
    found = _CHOICES.get((verb, field)) or _CHOICES.get(("*", field))
    return found(place) if found is not None else None


# -- people ----------------------------------------------------------------------------------------------------------


def colleagues(place: Place) -> list[Option]:
    """Everybody who may be named: active people of the organisation, this unit's first, with who is away."""
    units = office.units()
    rows = (
        Account.objects.filter(is_active=True, unit__isnull=False)
        .exclude(memberships__role="integration")
        .values_list("pk", "display_name", "username", "unit_id", "away_from", "away_until")
        .order_by("unit__code", "display_name", "username")[:MOST_PEOPLE]
    )
    near = {unit: rank for rank, unit in enumerate(units[place.c.unit].path)}
    found = []
    for pk, name, user, unit_id, away_from, away_until in rows:
        away = away_until is not None and away_until > place.at and (away_from is None or away_from <= place.at)
        note = place.say("离岗至 ", "away until ") + place.moment(away_until) if away and away_until is not None else ""
        unit = units[unit_id]
        title = unit.name if place.language.startswith("zh") else unit.name_en or unit.name
        found.append((near.get(unit_id, len(near)), unit.code, Option(str(pk), name or user, note, title)))
    return [option for _, _, option in sorted(found, key=lambda one: one[:2])]


def _takers(place: Place) -> list[Option]:
    return _without(colleagues(place), {place.c.owner, *place.c.concerned})


def _approvers(place: Place) -> list[Option]:
    return _without(colleagues(place), set(place.c.concerned))


def _without(found: list[Option], left_out: set[int]) -> list[Option]:
    return [one for one in found if int(one.value) not in left_out]


# -- the complaint's own state ---------------------------------------------------------------------------------------


def _clock(place: Place, clock: Clock) -> Option:
    name = telling.rule_name(clock.pack, clock.rule, place.language)
    rule = find(place.policy.valid, clock.pack, clock.rule)
    basis = telling.cited(rule.source, place.language) if rule is not None else clock.pack
    due = place.say(f"应于 {place.moment(clock.due_at)} 前", f"due {place.moment(clock.due_at)}")
    return Option(str(clock.id), f"{name} · {due}", basis)


def _pausable(place: Place) -> list[Option]:
    found = [(clock, find(place.policy.valid, clock.pack, clock.rule)) for clock in place.c.clocks]
    return [_clock(place, clock) for clock, rule in found if clock.state == "running" and rule and rule.pauses]


def _extendable(place: Place) -> list[Option]:
    found = []
    for clock in place.c.clocks:
        rule = find(place.policy.valid, clock.pack, clock.rule)
        if clock.state == "running" and rule is not None and clock.extended < len(rule.extensions):
            more = rule.extensions[clock.extended]
            note = place.say(
                f"可延 {more.length} {_UNITS.get(more.unit, (more.unit, ''))[0]}：{more.condition.zh}",
                f"by {more.length} {_UNITS.get(more.unit, ('', more.unit))[1]}: {more.condition.en}",
            )
            found.append(_clock(place, clock)._replace(note=note))
    return found


_UNITS = {
    "h": ("小时", "hours"), "cd": ("日", "days"), "wd": ("个工作日", "working days"), "bd": ("个营业日", "business days"),
    "m": ("个月", "months"), "y": ("年", "years"),
}  # fmt: skip


def _paused(place: Place) -> list[Option]:
    return [_clock(place, clock) for clock in place.c.clocks if clock.state == "paused"]


def _promises(place: Place) -> list[Option]:
    waiting = [one for one in place.c.promises if one.state in {"open", "broken"}]
    return [
        Option(str(one.id), place.words(one.what) or place.say(f"承诺 {one.id}", f"Promise {one.id}"),
               place.say(f"{place.moment(one.due_at)} 前", f"by {place.moment(one.due_at)}"))
        for one in sorted(waiting, key=lambda one: one.due_at)
    ]  # fmt: skip


def _demands(place: Place) -> list[Option]:
    return [Option(str(one.id), place.demand(one)) for one in place.c.demands]


def _notices(place: Place) -> list[Option]:
    names = people.names(())
    sentences = {
        entry.position: telling.sentence(read(entry.data).event, names, place.language, place.c.clocks)
        for entry in place.whole.entries
    }
    found = [
        Option(str(one.position), sentences.get(one.position, one.event), place.moment(one.sent_at))
        for one in place.c.notices
    ]
    return found[::-1]


def _suggestions(place: Place) -> list[Option]:
    waiting = [one for one in place.c.suggestions if one.state == "open"]
    return [
        Option(str(one.position), f"{one.topic} = {office.taxonomy().label(one.value, place.language)}",
               f"{one.score / 10:.0f}% · {one.model}")
        for one in waiting
    ]  # fmt: skip


def _to_judge(place: Place) -> list[Option]:
    ref = f"account:{place.account}"
    found = []
    if place.c.approval == "asked" and place.c.approval_asked_by != ref:
        found.append(Option("answer", place.say("拟发出的答复", "The answer to be sent"), place.words(place.c.drafted)))
    for one in place.c.offers:
        if one.state == "offered" and one.by != ref:
            fen = one.amount_fen
            amount = f" ¥{fen // 100:,}.{fen % 100:02d}" if fen is not None else ""
            name = office.taxonomy().label(one.remedy, place.language) + amount
            found.append(Option(f"offer:{one.id}", place.say(f"方案 {one.id}：{name}", f"Offer {one.id}: {name}")))
    return found


def _links(place: Place) -> list[Option]:
    return [
        Option(number, f"{number} · {forms_words.code('link', 'relation', relation, place.language)}")
        for number, relation in place.c.links.items()
    ]


# -- the packs and the taxonomy --------------------------------------------------------------------------------------


def _grounds(place: Place) -> list[Option]:
    zh = place.language.startswith("zh")
    return [
        Option(one.code, one.label.zh if zh else one.label.en, telling.cited(one.source, place.language))
        for one in place.policy.grounds()
    ]


def _pauses(place: Place) -> list[Option]:
    zh, found = place.language.startswith("zh"), {}
    for clock in place.c.clocks:
        rule = find(place.policy.valid, clock.pack, clock.rule)
        for one in rule.pauses if rule is not None and clock.state == "running" else ():
            told = place.say("须告知投诉人", "the complainant must be told") if one.must_notify else ""
            found[one.reason] = Option(one.reason, one.label.zh if zh else one.label.en, told)
    return list(found.values())


def _codes(prefix: str) -> Callable[[Place], list[Option]]:
    def found(place: Place) -> list[Option]:
        codes = office.taxonomy()

        def option(entry: Reason) -> Option:
            parent = codes.get(entry.parent or "")
            group = (parent or entry).label(place.language) if prefix == "RS" else ""
            return Option(entry.code, entry.label(place.language), "", group)

        return [option(entry) for entry in codes.facet(prefix)]

    return found


def _products(place: Place) -> list[Option] | None:
    listed = place.policy.products
    return [Option(code, code) for code in listed] if listed else None


def _tags(place: Place) -> list[Option]:
    return [Option(code, forms_words.tag(code, place.language)) for code in TAGS]


_CHOICES: dict[tuple[str, str], Callable[[Place], list[Option] | None]] = {
    ("hand_over", "to"): _takers,
    ("ask", "account"): lambda place: _without(colleagues(place), {place.account}),
    ("hear", "account"): colleagues,
    ("*", "concerned"): colleagues,
    ("extend", "approver"): _approvers,
    ("extend", "clock"): _extendable,
    ("pause", "clock"): _pausable,
    ("resume", "clock"): _paused,
    ("keep", "promise"): _promises,
    ("offer", "demand"): _demands,
    ("attest", "notice"): _notices,
    ("confirm", "suggestion"): _suggestions,
    ("overrule", "suggestion"): _suggestions,
    ("approve", "what"): _to_judge,
    ("reject", "what"): _to_judge,
    ("unlink", "other"): _links,
    ("decline", "ground"): _grounds,
    ("pause", "ground"): _pauses,
    ("close", "outcome"): _codes("OC"),
    ("*", "remedy"): _codes("RM"),
    ("*", "causes"): _codes("RS"),
    ("assess", "product"): _products,
    ("*", "tags"): _tags,
}
