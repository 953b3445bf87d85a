"""Which rules govern a complaint: the versions its unit's packs had in force on the day it was received."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

import msgspec

from wenguo.rules.calendar import Calendar, Due
from wenguo.rules.pack import (
    APPROVALS,
    ENDS,
    PARTS,
    STARTS,
    TAGS,
    Amount,
    Extension,
    Ground,
    Label,
    Pack,
    Pause,
    Rule,
    Source,
)
from wenguo.rules.pack_check import BadPack, check, check_together
from wenguo.rules.taxonomy import Reason, Taxonomy

__all__ = [
    "APPROVALS",
    "ENDS",
    "PARTS",
    "STARTS",
    "TAGS",
    "Amount",
    "BadPack",
    "Extension",
    "Ground",
    "Label",
    "Pack",
    "Pause",
    "Policy",
    "Reason",
    "Rule",
    "Source",
    "Taxonomy",
    "check",
    "check_together",
    "find",
    "resolved",
]

_BORROWED = Label(
    zh="规则待核：该文件的时限尚未取得，暂按本系统默认时限（house）计算，并非法定时限。",
    en="Rule pending: the instrument's own limit has not been obtained; the house default runs instead, not law.",
)

_LENT = ("length", "unit", "inclusive", "rollover", "warn_at", "extensions", "pauses", "restarts_on")


class Policy(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a unit's packs say for a complaint received `on` a day, in the order the unit lists them."""

    packs: tuple[Pack, ...]
    house: Pack | None  # its settings, grounds and routes apply even where a unit does not list it; its clocks do not
    calendar: Calendar
    on: date
    valid: tuple[Rule, ...]  # the rules in force, pending ones with the length they borrow

    def rules(self, kind: str | None = "clock") -> tuple[Rule, ...]:
        """The rules in force of one kind (None: of all kinds)."""
        return tuple(rule for rule in self.valid if kind is None or rule.kind == kind)

    def clocks_starting(self, start: str, tags: frozenset[str] = frozenset()) -> tuple[Rule, ...]:
        """The clocks that `start` sets going for a complaint carrying `tags`; a clock without a length does not run."""
        return _starting(self, start, tags)

    def rule(self, pack_id: str, rule_id: str) -> Rule:
        """The version in force of a rule, by its pack or track ("cn-bank-insurance" or "cn.bank")."""
        found = find(self.valid, pack_id, rule_id)
        if found is None:
            known = ", ".join(rule.id for rule in self.valid if pack_id in {rule.pack, rule.track})
            text = f"{pack_id} has no rule {rule_id!r} in force on {self.on}; it has: {known or 'none'}"
            raise LookupError(text)
        return found

    def calendar_of(self, rule: Rule) -> Calendar:
        """The calendar a rule counts by: law by its country's published days, house rules by the unit's own."""
        if rule.grade == "design":
            return self.calendar
        pack = next((pack for pack in self.packs if pack.id == rule.pack), None)
        country = pack.country if pack else ""
        if not pack or country.partition("-")[0] in {"", self.calendar.country.partition("-")[0]}:
            return self.calendar.law
        return _public(country, pack.time_zone or self.calendar.time_zone)

    def due(self, rule: Rule, start: datetime, extensions: tuple[Extension, ...] = ()) -> Due:
        """When a rule's limit that began at `start` ends, with the extensions granted so far."""
        if rule.length is None:
            text = f"{rule.pack} {rule.id} has no length to count: {'its number is pending' if rule.pending else rule.kind}"
            raise ValueError(text)
        calendar = self.calendar_of(rule)
        same = sum(extension.length for extension in extensions if extension.unit == rule.unit)
        due = calendar.add(start, rule.length + same, rule.unit, inclusive=rule.inclusive, rollover=rule.rollover)
        for extension in extensions:
            if extension.unit != rule.unit:
                due = calendar.add(due.due_at, extension.length, extension.unit, rollover=rule.rollover)
        return due

    def grounds(self, by: str = "firm") -> tuple[Ground, ...]:
        """The grounds for declining: a firm's own, or with "authority" those only an authority may use."""
        every = (ground for pack in self._all for ground in pack.grounds)
        return tuple(
            ground
            for ground in every
            if ground.by == by and (ground.valid_from or date.min) <= self.on <= (ground.valid_to or date.max)
        )

    def ground(self, code: str) -> Ground | None:
        """The firm's ground with this code."""
        return next((ground for ground in self.grounds() if ground.code == code), None)

    def routes(self) -> tuple[Label, ...]:
        """The other routes to tell of, each once: the law's before the house's general sentence."""
        return tuple(dict.fromkeys(route for pack in self._all for route in pack.routes))

    def answer_parts(self, *, short_form: bool = False) -> tuple[str, ...]:
        """The parts an answer must hold: all that any pack asks for."""
        parts = (pack.short_form_parts if short_form else pack.answer_parts for pack in self._all)
        return tuple(dict.fromkeys(part for pack_parts in parts for part in pack_parts))

    def approval_needed(self) -> frozenset[str]:
        """The conditions under which an answer needs a second person."""
        return frozenset(condition for pack in self._all for condition in pack.approval_needed)

    @property
    def unreachable_attempts(self) -> int:
        """Attempts on different days before a complaint may be closed as 无法联系: the most any pack asks for."""
        return max((pack.unreachable_attempts for pack in self._all), default=0)

    @property
    def hearing_attempts(self) -> int:
        """Days on which a person is told, asked or sought before the work goes on without their word: the most any pack asks."""
        return max((pack.hearing_attempts for pack in self._all), default=0)

    def listed(self) -> tuple[Pack, ...]:
        """Every pack that counts here: those the unit lists, then the house."""
        return self._all

    @property
    def escalate_offer_hours(self) -> int | None:
        """Hours after which an unanswered hand-over goes up: the shortest of the packs."""
        return min((hours for pack in self._all if (hours := pack.escalate_offer_hours) is not None), default=None)

    @property
    def part_days(self) -> int | None:
        """Working days another unit has for its part: the shortest of the packs."""
        return min((days for pack in self._all if (days := pack.part_days) is not None), default=None)

    @property
    def quiet_hours(self) -> tuple[str, str] | None:
        """Local hours without alarms, by the first pack that names them."""
        return next((pack.quiet_hours for pack in self._all if pack.quiet_hours), None)

    @property
    def report_up(self) -> bool:
        """Does the result go to the unit above on closing?"""
        return any(pack.report_up for pack in self._all)

    @property
    def retention(self) -> tuple[int, Source] | None:
        """The longest number of years a law asks to keep the record, and that law; None where none gives a number."""
        asked = ((p.retention_years, p.retention_source) for p in self._all)
        known = [(years, source) for years, source in asked if years is not None and source is not None]
        return max(known, key=lambda one: one[0], default=None)

    @property
    def products(self) -> tuple[str, ...]:
        """The product codes to choose from."""
        return tuple(dict.fromkeys(code for pack in self._all for code in pack.products))

    @property
    def _all(self) -> tuple[Pack, ...]:
        listed = tuple(pack for pack in self.packs if pack is not self.house)
        return (*listed, self.house) if self.house else listed


def resolved(packs: Iterable[Pack], house: Pack | None, on: date) -> tuple[Rule, ...]:
    """The versions in force; a pending rule borrows the like rule of the house where there is one, and says so."""
    lent = {rule.id: rule for rule in (house.rules if house else ()) if rule.is_valid(on)}
    rules: list[Rule] = []
    for rule in (rule for pack in packs for rule in pack.rules if rule.is_valid(on)):
        like = lent.get(rule.falls_back_to or "")
        if not rule.pending or rule.length is not None or like is None:
            rules.append(rule)
            continue
        borrowed = {field: getattr(like, field) for field in _LENT}
        rules.append(msgspec.structs.replace(rule, **borrowed, grade="design", note=_BORROWED))
    return tuple(rules)


def find(rules: Iterable[Rule], name: str, rule_id: str) -> Rule | None:
    """A rule by pack or track and id or key; within a track its last word may be left out of the id."""
    listed = [rule for rule in rules if name in {rule.pack, rule.track}]
    by_key = next((rule for rule in listed if rule.key == rule_id), None)  # as lists print it: cn.bank.decision_simple
    if by_key is not None:
        return by_key
    wanted = (rule_id, f"{rule_id}_{name.rpartition('.')[2]}")
    return next((rule for one in wanted for rule in listed if rule.id == one), None)


@lru_cache(maxsize=256)
def _public(country: str, time_zone: str) -> Calendar:
    return Calendar(country, time_zone)


@lru_cache(maxsize=16384)
def _starting(policy: Policy, start: str, tags: frozenset[str]) -> tuple[Rule, ...]:
    # what the house lends runs once: under the name of the rule that borrowed it, not again as the house's own
    lent = {
        (rule.falls_back_to, rule.start_event) for rule in policy.valid if rule.note is _BORROWED and not rule.applies
    }
    return tuple(
        rule
        for rule in policy.rules("clock")
        if not (rule.pack == "house" and (rule.id, rule.start_event) in lent)
        and rule.start_event == start
        and rule.length is not None
        and tags.issuperset(rule.applies)
        and tags.isdisjoint(rule.unless)
    )
