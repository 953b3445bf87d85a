"""Several complainants of one matter: who may speak for them, how many, and what each must agree to themselves.

银保监会令2020年第3号 art. 12 (at most five representatives of those who come together face to face); 总局令第121号
art. 12 (two; change, waiver and settlement need the consent of the represented). What no law fixes is the house's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.rules.pack import Rule
    from wenguo.rules.policy import Policy

ROLES: dict[str, Text] = {
    "member": Text("成员", "member"),
    "representative": Text("推选的代表", "elected representative"),
    "spokesperson": Text("发言人", "spokesperson"),
    "organiser": Text("联络人", "organiser"),
    "affected": Text("受影响者", "affected"),
}
REASONS: dict[str, Text] = {
    "not_this_matter": Text("不是同一件事", "not this matter"),
    "own_wish": Text("本人要求单独办理", "at the complainant's own wish"),
    "moved": Text("归入另一群体", "moved to another group"),
    "dismissed": Text("群体不再关注", "the group is watched no more"),
    "undone": Text("撤销确认", "undone"),
    "erased": Text("内容已依法删除或限制", "its words were erased or locked"),
}
CONSENTS: dict[str, Text] = {
    "represent": Text("由代表代为表达", "being represented"),
    "change": Text("变更诉求", "changing the demands"),
    "waive": Text("放弃诉求", "waiving demands"),
    "settle": Text("和解", "a settlement"),
}
_SPEAK = frozenset({"representatives", "representatives_at_most"})


class Most(NamedTuple):
    """How many representatives there may be, and the rule that says so."""

    number: int
    rule: Rule


def most_representatives(policy: Policy) -> Most | None:
    """The strictest number of the packs; law goes before the house, whatever the house says."""
    found = [
        Most(int(amount.value), rule) for rule in policy.rules(None) for amount in rule.amounts if amount.what in _SPEAK
    ]
    law = [one for one in found if one.rule.grade != "design"]
    return min(law or found, key=lambda one: one.number, default=None)


def cited(rule: Rule) -> Text:
    """The rule's source in words; a value of our own says that it is one."""
    if rule.grade == "design":
        return Text("本系统设计值，非法定", "a value of ours, not law")
    source = rule.source
    article = source.article
    name = source.number or source.instrument
    return Text(f"{name} 第 {article} 条" if article else name, f"{name} art. {article}" if article else name)


def why_not_agreed(c: Complaint, what: str) -> Text | None:
    """Why what a representative says does not bind the one represented; None where it needs no consent, or has it."""
    if c.group is None or not c.consents.get("represent") or c.consents.get(what):
        return None
    asked = CONSENTS[what]
    return Text(
        f"本件由代表代为表达，{asked.zh}须经本人同意：请先登记本人意见（consent）。依据：总局令第121号第 12 条。",
        f"This complainant is represented; {asked.en} needs their own consent: note it first (consent). "
        "Source: order 121 of the SAMR, art. 12.",
    )


class Watch(NamedTuple):
    """From when on a group is told to heads: values of ours (design), said as such."""

    an_hour: int
    people: int
    units: int
    channels: int


def watch(policy: Policy) -> Watch:
    """The house's thresholds."""
    said = {
        amount.what: int(amount.value)
        for rule in policy.rules(None)
        if rule.id == "group_watch"
        for amount in rule.amounts
    }
    return Watch(
        an_hour=said.get("complaints_an_hour", 5),
        people=said.get("people", 10),
        units=said.get("units", 3),
        channels=said.get("channels", 3),
    )
