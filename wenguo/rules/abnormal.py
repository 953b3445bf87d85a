"""Signs of an abnormal complaint as a table: said of conduct, each with how it is known, where it comes from (M01, M02, M40).

No entry says anything of a person. `known` tells whether the log itself shows it or a person states it with a quote. To
ask for much, to turn to a regulator, the press or a court, or to buy often stands nowhere in it: those are rights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.complaint.conduct import Flag

Known = Literal["log", "stated", "either"]

# Who may read what is said of conduct; everybody else, the front line and the person complained of among them, sees of
# it nothing but an arrangement of contact that stands (deny by default).
READS = frozenset({"owner", "handler", "head", "approver", "quality", "legal", "auditor"})
# Who may decide: somebody of authority, by role, and never who proposed it (the verb sees to that).
DECIDES = frozenset({"head", "approver", "legal"})
# Verbs that nobody else is told of while somebody fills in their form.
UNSEEN = frozenset("observe flag judge warn restrict lift".split())


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """One sign: its words as the complainant could read them, how it is known, and what is to be borne in mind."""

    name: Text
    known: Known = "stated"
    mind: Text | None = None
    rescue: bool = False  # somebody may come to harm: help first, and never a ground for a measure by itself
    source: str = "M02"


SOURCES: dict[str, Text] = {
    "M02": Text(
        "课程所列的迹象与手段，须有记录为证（M01、M02、M40）",
        "signs and means taught by the courses, to be backed by the record (M01, M02, M40)",
    ),
    "nsw": Text(
        "新南威尔士监察专员公署《管理不合理行为》：看行为，不看人 [S]",
        "NSW Ombudsman, Managing unreasonable conduct: conduct, not person [S]",
    ),
    "bound": Text("按规则包算出的依法上限 [V]", "the lawful bound computed from the packs [V]"),
    "record": Text("本件日志", "this complaint's own log"),
}

SIGNS: dict[str, Sign] = {
    "beyond_standard": Sign(
        name=Text("所提金额高于依规则算出的上限", "the sum asked for is above the bound the rules give"),
        known="either",
        mind=Text(
            "要得多不是过错：把算法和依据说清楚", "To ask for much is no fault: explain the sum and what it rests on"
        ),
        source="bound",
    ),
    "fabrication": Sign(
        name=Text("所示物品或材料与原始记录对不上", "what was shown does not match the original records"),
        mind=Text(
            "先排除我方差错（批次、标签、单据）；写明是哪一条记录",
            "First rule out a mistake of ours (batch, label, paper); name the record",
        ),
    ),
    "deceit": Sign(
        name=Text("前后说法与记录不一致", "what was said differs from the record"),
        mind=Text("记错、听错都常见，先问清楚", "People misremember and mishear: ask first"),
    ),
    "escalating_pressure": Sign(
        name=Text("事实未变，要求一再加大", "the facts are the same, the demands keep growing")
    ),
    "private_settlement": Sign(
        name=Text(
            "以付款为条件，换取不公开、不投诉",
            "payment is asked for in exchange for not going public or not complaining",
        ),
        mind=Text(
            "说要找监管、媒体、法院是权利，不算；只有拿它换钱才记",
            "To go to a regulator, the press or a court is a right and does not count; only to trade it for money does",
        ),
    ),
    "refuses_appraisal": Sign(
        name=Text("不愿交验、鉴定", "an examination or appraisal is declined"),
        known="either",
        mind=Text(
            "不交验不影响投诉权和时限；可提出各持一份封样",
            "It touches neither the right to complain nor any clock; offer to seal samples for both",
        ),
    ),
    "refuses_evidence": Sign(name=Text("不愿提供所述事实的凭据", "proof of what is claimed is declined")),
    "time_and_place": Sign(name=Text("单方指定时间、地点、现金", "time, place or cash are set by one side")),
    "crowd": Sign(
        name=Text("多人到场，由一人代表且要求与各人不同", "many came, led by one whose demands differ from theirs"),
        mind=Text("听每个人自己的诉求", "Hear what each of them wants"),
    ),
    "disturbance": Sign(name=Text("现场秩序受到影响", "work on the spot was disturbed")),
    "damage": Sign(name=Text("设备或物品受损", "equipment or goods were damaged")),
    "threat_person": Sign(
        name=Text("有对人身伤害的表示", "harm to a person was announced"),
        rescue=True,
        mind=Text(
            "先确认人员安全，需要时立即报警；再记录",
            "First make sure people are safe, call the police if need be; then record",
        ),
    ),
    "self_endangerment": Sign(
        name=Text("有伤害自己的表示", "harm to themselves was announced"),
        rescue=True,
        mind=Text("先救人；不得作为任何限制的理由", "Rescue first; it may never be a ground for any restriction"),
    ),
    "press_or_power": Sign(
        name=Text("借助关系、身份要求超出规则的处理", "ties or position were used to ask for more than the rules give"),
        mind=Text("正常的媒体监督、上级督办不算", "Ordinary scrutiny by press or superiors does not count"),
    ),
    "attrition": Sign(name=Text("同一事项、没有新事实而频繁联系", "frequent contact on one matter without new facts")),
    "refuses_share": Sign(
        name=Text("对查明的自身部分不予承认", "a share found to be theirs is not accepted"),
        mind=Text("我方责任先认", "Own our part first"),
    ),
}

COUNTERS: dict[str, Sign] = {
    "receipt": Sign(name=Text("有真实的票据或凭证在案", "a real receipt or paper is on record"), known="either"),
    "defect": Sign(name=Text("查明确有问题", "a real defect or fault was found"), known="either"),
    "our_promise": Sign(name=Text("我方承诺没有兑现", "we did not keep a promise"), known="log"),
    "our_delay": Sign(name=Text("我方超过时限", "we missed a time limit"), known="log"),
    "our_concession": Sign(
        name=Text("施压之后我方让步而无新事实", "we gave way after pressure with no new facts"), known="log"
    ),
    "passed_around": Sign(name=Text("被转来转去", "sent from one to another"), known="log"),
    "lawful_route": Sign(name=Text("走的是合法途径", "used lawful routes"), known="either"),
    "vulnerable": Sign(name=Text("有需要特别关照的情形", "there is a need for special care"), known="log"),
    "modest": Sign(name=Text("所求在规则之内", "what is asked lies within the rules"), known="either"),
    "cooperates": Sign(name=Text("配合调查、提供材料", "cooperates and gives material"), known="either"),
    "new_facts": Sign(name=Text("再次联系带来了新的事实", "later contact brought new facts"), known="log"),
    "explained": Sign(name=Text("对迹象另有合理解释", "the sign has another reasonable explanation")),
}

# NSW Ombudsman's five kinds of conduct [S], and a measured first step for each.
CONDUCT: dict[str, tuple[Text, Text]] = {
    "persistence": (
        Text("反复：已答复、无新事实仍持续", "persistence: goes on after the answer with no new facts"),
        Text("说明何种新情况会再处理，其余归档不另回", "say what new facts would reopen it; file the rest"),
    ),
    "demands": (
        Text("要求：超出职责或规则能给的", "demands: beyond what we can or may give"),
        Text("说明能给什么、依据何在，定下联系方式", "say what can be given and why; settle how to keep in touch"),
    ),
    "cooperation": (
        Text("配合：不提供必要材料或不愿查验", "lack of cooperation: needed material or examination withheld"),
        Text("写明缺什么、缺了会怎样判断，期限照走", "write what lacks and how it is judged without; clocks go on"),
    ),
    "arguments": (
        Text("说法：与查明事实不合而一再坚持", "arguments: held to against the facts found"),
        Text("把事实与依据并列写清，不反复争辩", "set fact and proof side by side; do not argue on"),
    ),
    "behaviour": (
        Text("举止：辱骂、威胁、扰乱、损坏", "behaviour: abuse, threats, disturbance, damage"),
        Text("先保人，提醒一次，再定限期安排", "safety first, warn once, then a measure for a time"),
    ),
}

# -- police and procuratorate ----------------------------------------------------------------------------------------


class PoliceGround(NamedTuple):
    """What alone may open the way to the police: the signs that carry it, and the law."""

    name: Text
    signs: frozenset[str]
    basis: Text


POLICE_GROUNDS: dict[str, PoliceGround] = {
    "fabrication": PoliceGround(
        Text("夹带、掉包、造假、篡改、捏造", "smuggled in, swapped, forged, altered or made up"),
        frozenset({"fabrication"}),
        Text(
            "消费者权益保护法实施条例第49条第2款；总局令第121号第42条；治安管理处罚法第58条 [V]",
            "Consumer Rights Regulations art. 49(2); SAMR order 121 art. 42; Public Security Law art. 58 [V]",
        ),
    ),
    "violence_threat": PoliceGround(
        Text("暴力或暴力威胁", "violence or a threat of it"),
        frozenset({"threat_person"}),
        Text(
            "治安管理处罚法第50条、第58条；刑法第274条 [V]",
            "Public Security Law arts. 50, 58; Criminal Law art. 274 [V]",
        ),
    ),
}
# Never by themselves a reason to call the police or to restrict anything (regulations.md, design rule of section 4).
NO_TRIGGER = Text(
    "要求金额高、表示要找 12315、媒体或法院、多次购买，都不构成报案理由。",
    "To ask for much money, to name 12315, the press or a court, or to buy often is no reason to call the police.",
)


def why_not_police(c: Complaint, ground: str | None = None) -> Text | None:
    """None where police or procuratorate may be brought in about conduct, on this ground or on any; else what is missing.

    Needed are an upheld proposal, not undone on appeal, that rests on that very sign, the line of the log that shows it, and the evidence kept
    (legal hold). That it goes through a legal officer is said by the table of third parties (rules/parties.py). Danger
    to a life waits for none of this: whoever sees it calls at once.
    """
    if ground is not None and ground not in POLICE_GROUNDS:
        return Text(
            f"“{ground}”不是报案的依据；只有：夹带、掉包、造假、篡改、捏造，或暴力威胁。{NO_TRIGGER.zh}",
            f"“{ground}” is no ground; only fabrication or a threat of violence is. {NO_TRIGGER.en}",
        )
    wanted = [POLICE_GROUNDS[ground]] if ground is not None else list(POLICE_GROUNDS.values())
    triggers = frozenset(sign for one in wanted for sign in one.signs)
    fell = {one.flag for one in c.appeals if one.decision == "falls"}
    upheld = [flag for flag in c.flags if flag.state == "upheld" and flag.id not in fell]
    carrying = [flag for flag in upheld if _carried(c, flag) & triggers]
    if not carrying:
        zh, en = "”或“".join(one.name.zh for one in wanted), "” or “".join(one.name.en for one in wanted)
        return Text(
            f"没有经有权的人认定、以“{zh}”为据的行为决定。{NO_TRIGGER.zh}",
            f"No proposal that rests on “{en}” was upheld by a person of authority. {NO_TRIGGER.en}",
        )
    if not any(_backed(c, flag, triggers) for flag in carrying):
        return Text(
            "迹象须引到日志中的一行（记录、材料），证据包才完整。",
            "The sign must name the line of the log that shows it: else the evidence bundle is not whole.",
        )
    if not c.held:
        return Text(
            "先设置法定保全，证据不再删除。", "Set a legal hold first, so that nothing of the evidence is erased."
        )
    return None


def _carried(c: Complaint, flag: Flag) -> frozenset[str]:
    """The signs a proposal rests on."""
    return frozenset(c.observations[n - 1].sign for n in flag.signs)


def _backed(c: Complaint, flag: Flag, wanted: frozenset[str]) -> bool:
    found = (c.observations[n - 1] for n in flag.signs)
    return any(one.sign in wanted and one.line is not None and one.quote.id not in c.erased for one in found)


def reads(standings: frozenset[str]) -> bool:
    """May somebody of these standings read what is said of conduct?"""
    return bool(standings & READS) and "concerned" not in standings


def named(code: str, *, counter: bool = False) -> Text:
    """A sign's or counter-sign's words."""
    found = (COUNTERS if counter else SIGNS).get(code)
    return found.name if found is not None else Text(code, code)
