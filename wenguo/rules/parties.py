"""Third parties: which there are, who may turn to them, what pauses meanwhile, and when personal data may go along.

Time for an external appraisal and for mediation does not count where the rule of a clock says so (银保监令2020-3
arts. 18(2), 23; 总局令第121号 art. 22; all V). Consent or a legal basis before personal data leave: 个人信息保护法 art. 13
(V). Who may turn to whom is our own proposal (design).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wenguo import events as e
from wenguo.rules import abnormal
from wenguo.rules.policy import find
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Clock, Complaint
    from wenguo.rules.policy import Pause, Policy, Rule


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of third party; `pause` is the pack's word for the time it takes, `consent` whether data need one."""

    name: Text
    pause: str = ""
    only: frozenset[str] = frozenset()
    consent: bool = True
    formal: bool = False  # a step of the formal way, shown with the redress of large claims


_LEGAL = frozenset({"legal"})
_LED = frozenset({"legal", "head"})

KINDS: dict[str, Kind] = {
    "superior": Kind(name=Text("上级单位", "superior unit"), consent=False),
    "appraisal": Kind(name=Text("技术鉴定、检测机构", "appraisal or test"), pause="appraisal"),
    "mediator": Kind(name=Text("调解组织", "mediator"), pause="mediation", formal=True),
    "regulator": Kind(name=Text("监管部门", "regulator"), consent=False, formal=True),
    "arbitration": Kind(name=Text("仲裁机构", "arbitration"), only=_LED, consent=False, formal=True),
    "court": Kind(name=Text("法院", "court"), only=_LED, consent=False, formal=True),
    "lawyer": Kind(name=Text("律师", "lawyer"), only=_LED, consent=False),
    "police": Kind(name=Text("公安机关", "police"), only=_LEGAL, consent=False),
    "procuratorate": Kind(name=Text("检察机关", "procuratorate"), only=_LEGAL, consent=False),
    "rescue": Kind(name=Text("急救、消防", "ambulance or fire service"), consent=False),
    "press": Kind(name=Text("媒体、社交平台", "press or social media")),
    "expert": Kind(name=Text("专家", "expert")),
    "other": Kind(name=Text("其他", "other")),
}
# Where somebody's life is in danger anybody may call these, at once.
RESCUE = frozenset({"police", "rescue"})
FORMAL = tuple(kind for kind, one in KINDS.items() if one.formal)

OUTCOMES: dict[str, Text] = {
    "agreed": Text("达成一致", "agreed"),
    "not_agreed": Text("未达成一致", "no agreement"),
    "finding": Text("作出结论", "gave a finding"),
    "accepted": Text("已受理或接手", "took it on"),
    "refused": Text("对方不受理", "turned it down"),
    "we_refused": Text("我方不同意", "we did not agree to it"),
    "they_refused": Text("投诉人不同意", "the complainant did not agree to it"),
    "no_answer": Text("没有答复", "no answer"),
}


def why_not_police(c: Complaint) -> Text | None:
    """None where police or procuratorate may be turned to about the complainant's conduct; else why not (yet).

    Only fabrication or a threat of violence opens this way (rules/abnormal.py); danger to life never comes here.
    """
    return abnormal.why_not_police(c)


def may_not(kind: str, standings: frozenset[str], c: Complaint, *, danger: bool, about: str = "conduct") -> Text | None:
    """None where these standings may turn to a party of this kind; else who may."""
    found = KINDS[kind]
    if danger and kind in RESCUE:
        return None
    if "concerned" in standings:
        return Text("您是被投诉的当事人，须回避。", "You are complained of here, so you stay out of this.")
    if about != "conduct":
        return _not_about_conduct(kind, standings, c)
    if not standings & (found.only or _HANDLING):
        who = Text("法务", "legal") if found.only == _LEGAL else _WHO_LEADS if found.only else _WHO_HANDLES
        return Text(
            f"向{found.name.zh}提出，须由{who.zh}决定；有人身危险的，任何人可立即报警、呼救。",
            f"To turn to {found.name.en} is for: {who.en}. Where life is in danger, anybody calls police or rescue.",
        )
    return why_not_police(c) if kind in {"police", "procuratorate"} else None


def _not_about_conduct(kind: str, standings: frozenset[str], c: Complaint) -> Text | None:
    """Theft by an outsider, an accident: police without the test of conduct, and never a way around it."""
    if kind != "police":
        return Text("这项事由只用于公安机关。", "That matter is for the police alone.")
    if not standings & _LED:
        return Text(f"须由{_WHO_LEADS.zh}决定。", f"That is for {_WHO_LEADS.en}.")
    if c.flags or any(not one.counter for one in c.observations):
        return Text(
            "本件记有关于投诉人行为的迹象或提议，向公安机关提出须以行为的决定为据，不能改用别的事由；外人的事请另立一件。",
            "A sign or proposal about the complainant's conduct stands here: police only on a decision about it, by no "
            "other way. An outsider's offence is recorded as a complaint of its own.",
        )
    return None


_HANDLING = frozenset({"owner", "handler", "head", "quality", "legal"})
_WHO_LEADS = Text("部门负责人、法务", "the head of unit, legal")
_WHO_HANDLES = Text("责任人、处理人、部门负责人、质量、法务", "the owner, a handler, the head, quality, legal")


def pause_of(clock: Clock, ground: str, policy: Policy) -> Pause | None:
    """The pause that this clock's own rule grants on that ground; None where its time goes on."""
    rule = find(policy.valid, clock.pack, clock.rule)
    return next((one for one in rule.pauses if one.reason == ground), None) if rule is not None else None


def pausing(c: Complaint, kind: str, policy: Policy) -> list[tuple[Clock, Pause]]:
    """Exactly those running clocks whose pack rule names this party's pause."""
    ground = KINDS[kind].pause
    found = [(clock, pause_of(clock, ground, policy)) for clock in c.clocks if clock.state == "running"]
    return [(clock, pause) for clock, pause in found if ground and pause is not None]


def stands_still(c: Complaint, event: e.Event, policy: Policy) -> list[e.ClockPaused]:
    """A clock that starts while an appraisal or mediation goes on stands still at once, where its rule names that pause.

    Where the rule wants the complainant told and nobody told them of that third party, it runs: `pause` tells them.
    """
    if not c.parties or not isinstance(event, e.ClockStarted):
        return []
    clock = c.clocks[event.clock - 1]
    for party in c.parties:
        pause = pause_of(clock, KINDS[party.kind].pause, policy) if party.outcome is None else None
        if pause is not None and (party.told is not None or not pause.must_notify):
            since = max(party.asked_at, clock.started_at)
            reason = party.told or party.question
            return [e.ClockPaused(clock=clock.id, ground=pause.reason, paused_at=since, reason=reason)]
    return []


def still_pausing(c: Complaint, clock: Clock, policy: Policy, *, without: int) -> str | None:
    """The ground on which this clock still stands still once that party has concluded; None where it runs on."""
    for party in c.parties:
        ground = KINDS[party.kind].pause
        if party.id != without and party.outcome is None and ground and pause_of(clock, ground, policy) is not None:
            return ground
    return None


def mediation_duty(policy: Policy) -> tuple[Rule, ...]:
    """The rules by which a firm may not refuse mediation that an ordinary investor asks for (证券法 94, 期货法 56)."""
    return tuple(rule for rule in policy.rules("duty") if rule.id.startswith("mediation_duty"))
