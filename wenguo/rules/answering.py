"""What an answer must hold, and when a part is there: when it links something on record, not when some text stands there.

银保监令2020-3 art. 19 (what was verified, basis and reasons, other remedies); DISP 1.6.2R. The parts are the packs'; what
is put right on the spot and accepted answers with the pack's short form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint, Finding
    from wenguo.rules.policy import Policy

OVERRIDERS = frozenset({"head", "approver", "legal"})  # who may let an answer go out without a part, and answers for it


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer points at; `decided` is demand → has it a basis of its own."""

    findings: tuple[int, ...] = ()
    articles: tuple[str, ...] = ()
    basis: bool = False
    offers: tuple[int, ...] = ()
    no_remedy: bool = False
    clarifications: tuple[int, ...] = ()
    routes: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    decided: dict[int, tuple[str, bool]] = {}


class Seen(msgspec.Struct, frozen=True):
    """What a part looks at."""

    c: Complaint
    policy: Policy
    links: Links

    @property
    def findings(self) -> list[Finding]:
        """The findings linked."""
        return [one for one in self.c.findings if one.id in self.links.findings]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of an answer: what is missing where it is not there, and a sentence to complete."""

    code: str
    name: Text
    missing: Text
    sentence: Text
    verb: str
    is_there: Callable[[Seen], bool]
    field: str  # the field of the answer that brings it; where no field does, the one that lets it go


def _has_basis(seen: Seen) -> bool:
    links = seen.links
    rests = any(one.basis is not None or one.evidence for one in seen.findings)
    own = any(basis for _, basis in links.decided.values())
    proven = any(one.proof for one in seen.c.clarifications if one.id in links.clarifications)
    return rests or own or proven or links.basis or bool(links.articles) or bool(links.offers)


def unreasoned(seen: Seen) -> list[int]:
    """The demands whose decision rests on nothing: no basis of its own, no finding that names it or gives a basis."""
    links = seen.links
    named = {demand for one in seen.findings for demand in one.demands}
    general = links.basis or bool(links.articles) or any(one.basis or one.evidence for one in seen.findings)
    return [
        demand
        for demand, (decision, basis) in sorted(links.decided.items())
        if not (basis or demand in named or general or (decision == "support" and seen.findings))
    ]


def _has_reasons(seen: Seen) -> bool:
    if seen.links.decided:
        return not unreasoned(seen)
    return bool(seen.findings) or seen.links.basis or bool(seen.links.articles)


def _has_remedy(seen: Seen) -> bool:
    asked = {one.id for one in seen.c.demands}
    decided = {one for one in seen.links.decided if one in asked}
    return not asked or bool(decided) or bool(seen.links.offers) or seen.links.no_remedy


def _has_limits(seen: Seen) -> bool:
    return bool(seen.links.limits) or not limits_of(seen.policy)


def _follows(seen: Seen) -> bool:
    return bool(seen.c.promises or seen.links.offers or seen.links.decided) or seen.links.no_remedy


def _part(
    code: str, name: Text, missing: Text, sentence: Text, is_there: Callable[[Seen], bool], verb: str = "answer"
) -> Part:
    field = _FIELDS.get(code, "override")
    return Part(code=code, name=name, missing=missing, sentence=sentence, is_there=is_there, verb=verb, field=field)


_FIELDS = {
    "facts_found": "findings",
    "steps_taken": "findings",
    "basis": "rule",
    "reasons": "decisions",
    "remedy": "decisions",
    "follow_up": "no_remedy",
}
OVERRIDE = Text(
    "确须先发出的，在这里写明理由，记入日志。", "If it must go out first, write here why; it stands in the log."
)


PARTS: dict[str, Part] = {
    one.code: one
    for one in (
        _part(
            "facts_found",
            Text("核实的情况", "what was verified"),
            Text("没有链接任何调查认定", "no finding is linked"),
            Text("经核查，……（事实），依据是……（证据）。", "We looked into it and found that … (fact), as … (evidence) shows."),
            lambda seen: bool(seen.links.findings),
            "investigate",
        ),
        _part(
            "basis",
            Text("依据", "the basis"),
            Text("认定、决定和方案都没有写明依据", "neither finding, decision nor offer names what it rests on"),
            Text("这一决定依据《……》第……条（或我公司……规定）。", "This decision rests on article … of … (or our rule …)."),
            _has_basis,
        ),
        _part(
            "reasons",
            Text("理由", "the reasons"),
            Text("有的诉求只有结论，没有理由", "a demand is decided without reasons"),
            Text("对您的第……项诉求，我们（支持／部分支持／不支持），因为……。", "As to your request …, we (agree/partly agree/do not agree), because …."),
            _has_reasons,
        ),
        _part(
            "remedy",
            Text("怎样补救", "what is put right"),
            Text("没有说明怎样补救，也没有说明不予补救", "it says neither how it is put right nor that it is not"),
            Text("我们将在……前（做什么）；或：对此我们不提供补救，因为……。", "By … we will …; or: we offer no redress here, because …."),
            _has_remedy,
        ),
        _part(
            "remedies_told",
            Text("其他途径", "the other routes"),
            Text("没有告知其他途径", "the other routes are not told"),
            Text("您如不同意，可以申请核查，也可以依法申请调解、仲裁或者提起诉讼。", "If you do not agree you can ask for a review, for mediation or arbitration, or go to court."),
            lambda seen: bool(seen.links.routes),
        ),
        _part(
            "limits",
            Text("期限", "the time limits"),
            Text("没有告知投诉人须在什么期限内提出", "it does not say until when the complainant can act"),
            Text("您可以在收到本答复之日起……日内提出。", "You can do so within … days of receiving this."),
            _has_limits,
        ),
        _part(
            "ombudsman_told",
            Text("可以找的申诉专员", "the ombudsman one may turn to"),
            Text("没有告知申诉专员", "the ombudsman is not named"),
            Text("您可以在……个月内向申诉专员提出。", "You can refer it to the ombudsman within … months."),
            lambda seen: bool(seen.links.routes),
        ),
        _part(
            "steps_taken",
            Text("采取的措施", "the steps taken"),
            Text("没有链接任何调查认定", "no finding is linked"),
            Text("我们做了以下工作：……。", "We took these steps: …."),
            lambda seen: bool(seen.links.findings),
            "investigate",
        ),
        _part(
            "communications",
            Text("与投诉人的往来", "what passed between us"),
            Text("没有与投诉人联系的记录", "no contact with the complainant is on record"),
            Text("我们于……与您联系，您说……。", "We spoke with you on …; you told us …."),
            lambda seen: bool(seen.c.notices) or seen.c.last_contact_at is not None,
            "reach",
        ),
        _part(
            "follow_up",
            Text("后续安排", "what follows"),
            Text("没有后续安排：承诺、方案或对诉求的决定", "nothing says what follows: no promise, offer or decision"),
            Text("接下来，我们会在……前……。", "Next, by …, we will …."),
            _follows,
            "promise",
        ),
    )
}  # fmt: skip


def routes_of(policy: Policy) -> tuple[str, ...]:
    """The packs whose routes are told with an answer."""
    return tuple(pack.id for pack in policy.listed() if pack.routes)


def limits_of(policy: Policy) -> tuple[str, ...]:
    """The limits that begin for the complainant with our answer, as pack/rule."""
    return tuple(
        f"{rule.pack}/{rule.id}"
        for rule in policy.rules()
        if rule.obligor == "complainant" and rule.start_event == "answer" and rule.length is not None
    )


def unknown_article(policy: Policy, articles: Iterable[str]) -> str | None:
    """The first that is no rule in force of the packs."""
    known = {f"{rule.pack}/{rule.id}" for rule in policy.rules(None)}
    return next((one for one in articles if one not in known), None)


def required(policy: Policy, *, short_form: bool = False) -> list[Part]:
    """The parts that the packs ask for, in the order of the table; a part we do not know is not asked for."""
    asked = set(policy.answer_parts(short_form=short_form))
    return [part for code, part in PARTS.items() if code in asked]


def missing(c: Complaint, policy: Policy, links: Links) -> list[Part]:
    """The parts that the answer would lack."""
    seen = Seen(c, policy, links)
    return [part for part in required(policy) if not part.is_there(seen)]


def field_of(part: Part, c: Complaint) -> str:
    """The field that brings a part; reasons stand with the decisions, and where nothing was asked for with our rule."""
    return "rule" if part.field == "decisions" and not c.demands else part.field


def why_this(part: Part) -> Text:
    """What is said of one missing part: which, why, and the sentence to complete."""
    return Text(
        f"{part.name.zh}：{part.missing.zh}；可补：“{part.sentence.zh}”",
        f"{part.name.en}: {part.missing.en}; to complete: “{part.sentence.en}”",
    )


def remedy_of(lacking: Iterable[Part]) -> Text:
    """What to do: the acts that bring what is missing, or a reason of somebody with authority."""
    verbs = "、".join(dict.fromkeys(one.verb for one in lacking))
    return Text(
        f"先补上所缺的部分（{verbs}），再发出；或由负责人、审批人、法务在 override 写明理由。",
        f"Bring what is missing first ({verbs.replace('、', ', ')}); or a head, approver or legal gives a reason in override.",
    )


def why_missing(lacking: Iterable[Part]) -> Text:
    """What to say to whoever wants to send it: which part, why, and the sentence to complete."""
    listed = list(lacking)
    zh = "".join(f"{one.name.zh}（{one.missing.zh}；可补：“{one.sentence.zh}”）；" for one in listed).rstrip("；")
    en = "; ".join(f"{one.name.en} ({one.missing.en}; to complete: “{one.sentence.en}”)" for one in listed)
    return Text(
        f"答复还缺：{zh}。确须先发出的，由负责人、审批人或法务写明理由（override）。",
        f"The answer still lacks: {en}. A head, approver or legal may let it go out with a reason (override).",
    )
