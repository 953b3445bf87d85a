"""extend: lengthen a clock — only as its pack allows, approved, and told to the complainant (银保监令2020-3 art. 18)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.ownership import must_avoid
from wenguo.text import Text
from wenguo.verbs._clocks import rule_of, running
from wenguo.verbs._verb import Act, F, Verb, Way, Words, must, refuse

# who may approve, by what the rule asks for
APPROVES = {"head": frozenset({"head"}), "approver": frozenset({"approver", "head"})}


class Extend(Verb):
    """Extend a clock, naming who approved and how the complainant was told."""

    title: ClassVar[Text] = Text("延期", "Extend")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"approver": ("standing", "approver")}
    clock: int = F("时限序号", "ordinal of the clock", ge=1)
    reason: Words = F("延期理由", "reason")
    told: Words = F("告知投诉人的内容", "what the complainant was told")
    way: Way = F("告知方式", "way")
    approver: int | None = F("批准人账号编号", "account id of the approver", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        clock = running(c, self.clock)
        rule = rule_of(clock, act)
        if clock.extended >= len(rule.extensions):
            raise refuse("规则不允许（再次）延期。", "The rule allows no (further) extension.", field="clock")
        extension = rule.extensions[clock.extended]
        approver = act.facts["approver"]
        if extension.approver != "none" and approver is None:
            raise refuse("此延期须经批准，请填写批准人。", "This extension needs an approver.", field="approver")
        if extension.approver != "none" and not approver.roles & APPROVES[extension.approver]:
            raise refuse(
                "批准人须是本单位或上级单位的负责人或审批人。",
                "The approver must be head or approver of this unit or one above it.",
                field="approver",
            )
        if approver is not None and must_avoid(approver.account, c.concerned):
            raise refuse("批准人是被投诉的当事人，须回避。", "The approver is complained of here.", field="approver")
        if approver is not None and approver.ref == act.by.ref and "head" not in act.by.roles:
            raise refuse("批准人不能是申请人本人。", "The approver cannot be the person who asks.", field="approver")
        due = act.policy.calendar_of(rule).add(clock.due_at, extension.length, extension.unit, rollover=rule.rollover)
        return [
            e.ClockExtended(
                clock=clock.id,
                due_at=due.due_at,
                due_rolled_at=due.due_rolled_at,
                provisional=due.provisional,
                approver=approver.account if approver else None,
                reason=must(self.reason),
                way=self.way,
                told=must(self.told),
            )
        ]
