"""What a decision links, in words: what was verified, basis, remedies, other routes, limits, and what is withheld.

The portal and the letter show exactly this (银保监令2020-3 art. 19; M26). A finding against a named person is told by its
standard alone: the person's own data is theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from wenguo import events as e
from wenguo.complaint import Complaint, Finding
from wenguo.events import Ref
from wenguo.queries import office
from wenguo.rules.fairness import STANDARDS, WITHHELD
from wenguo.rules.pack import Rule
from wenguo.rules.policy import Policy
from wenguo.text import Text

_UNITS = {
    "h": Text("小时", " hours"), "cd": Text("日", " days"), "wd": Text("个工作日", " working days"),
    "bd": Text("个营业日", " business days"), "m": Text("个月", " months"), "y": Text("年", " years"),
}  # fmt: skip


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a decision and what stands under it."""

    code: str
    name: Text
    said: tuple[Text, ...]


def linked(c: Complaint, event: e.Event, texts: Mapping[str, str], policy: Policy) -> list[Linked]:
    """The parts of a decision that link something, in the order in which they are told."""
    parts: list[tuple[str, Text, list[Text]]] = []
    if isinstance(event, e.Declined):
        ground = policy.ground(event.ground)
        if ground is not None:
            cite = " ".join(part for part in (ground.source.instrument, ground.source.article) if part)
            parts = [
                ("facts_found", Text("核实的情况", "What was verified"), _looked_into(c, texts)),
                ("basis", Text("依据", "Basis"), [Text(f"{ground.label.zh}（{cite}）", f"{ground.label.en} ({cite})")]),
                ("remedies_told", Text("其他途径", "Other routes"), [Text(ground.routes.zh, ground.routes.en)]),
            ]
    elif isinstance(event, e.Answered | e.Reviewed):
        parts = _decided(c, event, texts, policy)
    return [Linked(code=code, name=name, said=tuple(dict.fromkeys(said))) for code, name, said in parts if said]


def _decided(
    c: Complaint, event: e.Answered | e.Reviewed, texts: Mapping[str, str], policy: Policy
) -> list[tuple[str, Text, list[Text]]]:
    kept_back = {one.finding: one.ground for one in c.withheld if one.finding is not None}
    findings = [one for one in c.findings if one.id in event.findings]
    open_ones = [one for one in findings if not one.against and one.id not in kept_back]
    basis = [*(_own(one.basis, texts) for one in open_ones), _own(event.basis, texts)]
    parts: list[tuple[str, Text, Sequence[Text | None]]] = [
        ("facts_found", Text("核实的情况", "What was verified"), [_found(one, kept_back.get(one.id), texts) for one in findings]),
        ("clarified", Text("需要说明的地方", "What we want to explain"), _clarified(c, event, texts)),
        ("basis", Text("依据", "Basis"), [one for one in [*basis, *_articles(event, policy)] if one is not None]),
        ("remedy", Text("怎样补救", "What is put right"), _remedies(c, event)),
        ("remedies_told", Text("其他途径", "Other routes"), _routes(event, policy)),
        ("limits", Text("期限", "Time limits"), _limits(event, policy)),
        ("withheld", Text("没有告知的内容", "What is not told"), [_ground(one.ground) for one in c.withheld]),
    ]  # fmt: skip
    return [(code, name, [one for one in said if one is not None]) for code, name, said in parts]


def _looked_into(c: Complaint, texts: Mapping[str, str]) -> list[Text]:
    """What was found before it was declined; where nothing was looked into, that is said."""
    kept_back = {one.finding: one.ground for one in c.withheld if one.finding is not None}
    found = [said for one in c.findings if (said := _found(one, kept_back.get(one.id), texts)) is not None]
    return found or [
        Text("按您所说的情况判断，没有另作调查", "Judged by what you told us; nothing else was looked into")
    ]


def _own(ref: Ref | None, texts: Mapping[str, str]) -> Text | None:
    words = texts.get(ref.id, "") if ref is not None else ""
    return Text(words, words) if words else None


def _ground(code: str) -> Text:
    """The ground in words; one that only a later version knows is named by its code, never left out."""
    return WITHHELD.get(code) or Text(code, code)


def _found(one: Finding, ground: str | None, texts: Mapping[str, str]) -> Text | None:
    sure = STANDARDS.get(one.standard or "")
    if ground is not None:
        why = _ground(ground)
        return Text(f"一项认定的内容没有告知：{why.zh}", f"One finding is not told: {why.en}")
    if one.against:
        if sure is None:
            return None
        return Text(f"对有关人员的认定：{sure.zh}", f"As to the person concerned: {sure.en}")
    words = texts.get(one.words.id, "")
    if not words:
        return None
    return Text(f"{words}（{sure.zh}）", f"{words} ({sure.en})") if sure is not None else Text(words, words)


def _clarified(c: Complaint, event: e.Answered | e.Reviewed, texts: Mapping[str, str]) -> list[Text]:
    listed = event.clarifications if isinstance(event, e.Answered) else ()
    found = []
    for one in (one for one in c.clarifications if one.id in listed):
        claim, fact = texts.get(one.claim.id, ""), texts.get(one.fact.id, "")
        if claim and fact:
            found.append(Text(f"您提到“{claim}”。实际情况：{fact}", f"You said “{claim}”. In fact: {fact}"))
    return found


def _articles(event: e.Answered | e.Reviewed, policy: Policy) -> list[Text]:
    listed = event.articles if isinstance(event, e.Answered) else ()
    rules = [rule for one in listed if (rule := _rule(one, policy)) is not None]
    cites = [" ".join(part for part in (rule.source.instrument, rule.source.article) if part) for rule in rules]
    return [
        Text(f"{rule.name.zh}（{cite}）", f"{rule.name.en} ({cite})") for rule, cite in zip(rules, cites, strict=True)
    ]


def _remedies(c: Complaint, event: e.Answered | e.Reviewed) -> list[Text]:
    if not isinstance(event, e.Answered):
        return []
    codes = office.taxonomy()
    said: list[Text] = []
    for offer in (one for one in c.offers if one.id in event.offers):
        fen = offer.amount_fen
        amount = f" ¥{fen // 100:,}.{fen % 100:02d}" if fen is not None else ""
        said.append(Text(codes.label(offer.remedy, "zh") + amount, codes.label(offer.remedy, "en") + amount))
    if event.no_remedy:
        said.append(Text("对此不提供补救，理由见答复", "Nothing is put right here; the reasons stand in the answer"))
    return said


def _routes(event: e.Answered | e.Reviewed, policy: Policy) -> list[Text]:
    packs: dict[str, Any] = {pack.id: pack for pack in policy.listed()}
    return [Text(route.zh, route.en) for one in event.routes if one in packs for route in packs[one].routes]


def _limits(event: e.Answered | e.Reviewed, policy: Policy) -> list[Text]:
    listed = event.limits if isinstance(event, e.Answered) else ()
    found = []
    for rule in (one for name in listed if (one := _rule(name, policy)) is not None and one.length is not None):
        unit = _UNITS.get(rule.unit, Text(rule.unit, f" {rule.unit}"))
        found.append(
            Text(
                f"{rule.name.zh}：收到答复之日起 {rule.length} {unit.zh}",
                f"{rule.name.en}: {rule.length}{unit.en} from receiving the answer",
            )
        )
    return found


def _rule(name: str, policy: Policy) -> Rule | None:
    pack, _, rule = name.partition("/")
    return next((one for one in policy.rules(None) if one.pack == pack and one.id == rule), None)
