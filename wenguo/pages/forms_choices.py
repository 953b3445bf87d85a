"""What there is to choose in a form: people, clocks, promises, grounds, codes – always in words, never a bare number."""

from __future__ import annotations

from collections.abc import Callable

from wenguo.complaint import Clock
from wenguo.line import read
from wenguo.models import Account
from wenguo.pages import forms_words, telling
from wenguo.pages.forms_place import Option, Place, place_of, policy_of
from wenguo.queries import groups, office, people
from wenguo.queries.seeing import asker
from wenguo.rules.offering import promised_otherwise
from wenguo.rules.pack import TAGS
from wenguo.rules.policy import find
from wenguo.rules.protecting import STEPS
from wenguo.rules.taxonomy import Reason

__all__ = ["Option", "Place", "choices", "colleagues", "place_of", "policy_of"]

MOST_PEOPLE = 2000
MOST_GROUPS = 20


def choices(verb: str, field: str, place: Place) -> list[Option] | None:
    """What may be chosen for a field; None where anything may be written."""
    from wenguo.pages import forms_conduct, forms_danger, forms_evidence, forms_others, forms_redress
    from wenguo.pages.forms_fairness import CHOICES

    found = (
        _CHOICES.get((verb, field))
        or CHOICES.get((verb, field))
        or forms_evidence.CHOICES.get((verb, field))
        or forms_danger.CHOICES.get((verb, field))
        or forms_redress.CHOICES.get((verb, field))
        or forms_others.CHOICES.get((verb, field))
        or forms_conduct.CHOICES.get((verb, field))
        or _CHOICES.get(("*", field))
    )
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
    return _without(colleagues(place), {place.c.owner, *place.c.avoiding()})


def _approvers(place: Place) -> list[Option]:
    return _without(colleagues(place), set(place.c.avoiding()))


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
    waiting = promised_otherwise(place.c)
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
    from wenguo.pages.forms_others import to_judge

    return [*found, *to_judge(place)]


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


def _steps(place: Place) -> list[Option]:
    return [Option(code, text.said(place.language)) for code, text in STEPS.items()]


def _groups(place: Place) -> list[Option] | None:
    """Confirmed groups that this person sees, by what they share; where there are none, a number is asked for."""
    found = groups.groups(asker(place.account, "web"), "confirmed", MOST_GROUPS, repeats=True)
    return [
        Option(
            str(one.id),
            place.say("、", ", ").join(one.shared[:3]) or place.say("、", ", ").join(one.numbers[:2]),
            place.say(f"{one.size} 件", f"{one.size} complaints"),
        )
        for one in found
    ] or None


_CHOICES: dict[tuple[str, str], Callable[[Place], list[Option] | None]] = {
    ("protect", "account"): colleagues,
    ("protect", "steps"): _steps,
    ("join", "group"): _groups,
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
