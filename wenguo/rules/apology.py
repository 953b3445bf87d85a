"""The forms of an apology, from a private word to a public notice: who decides each, how far it reaches, what it fits.

赔礼道歉 is a way of bearing liability (民法典 art. 179(11)); its manner and scope match the manner and the reach of the
harm, and where it is refused a court may publish its judgment at the wrongdoer's cost (art. 1000; both V). Injured
dignity: 消费者权益保护法 arts. 50-51 (V). On apologies that work: BS 8543:2015 Annex E (S). The forms and who decides
each are our own proposal (design).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

OF: dict[str, Text] = {
    "experience": Text("为感受致歉", "for the experience"),
    "fault": Text("为过错致歉", "for our fault"),
}
# How far a harm was known, and how far an apology reaches; each includes those before it.
SCOPES: dict[str, Text] = {
    "private": Text("只有双方知道", "the two sides only"),
    "present": Text("在场的人知道", "those who were present"),
    "place": Text("当地、当班、同群的人知道", "the place, shift or chat group"),
    "public": Text("公开传播", "the public"),
}
_FAR = {scope: far for far, scope in enumerate(SCOPES)}
ANYBODY = ("owner", "front_line", "handler", "head", "quality")


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One form: who may decide it, which others must say yes, how far it reaches, and what harm it fits."""

    name: Text
    decides: tuple[str, ...]
    reach: str
    way: str
    fits: Text
    manner: Text
    seats: tuple[str, ...] = ()
    reaches_them: bool = True  # is it said to the complainant?


FORMS: dict[str, Form] = {
    "private_word": Form(
        name=Text("当面私下致歉", "a private word"),
        decides=ANYBODY,
        reach="private",
        way="face",
        fits=Text("怠慢、等候、言语不周", "neglect, waiting, an unkind word"),
        manner=Text("当场、面对面、不让旁人围观", "on the spot, face to face, with nobody looking on"),
    ),
    "telephone": Form(
        name=Text("电话致歉", "by telephone"),
        decides=ANYBODY,
        reach="private",
        way="phone",
        fits=Text("人已离开；轻微差错", "they have left; a slight error"),
        manner=Text("由经办人本人打，先说清为哪件事", "by the person who handles it, who names the matter first"),
    ),
    "letter": Form(
        name=Text("书面致歉信", "a written letter"),
        decides=("owner", "head"),
        reach="private",
        way="letter",
        fits=Text("已查明的差错、损失、拖延", "an error, loss or delay that was established"),
        manner=Text("写明为何事致歉、怎样改正；不写“如有”", "says for what and what was put right; no “if any”"),
    ),
    "face_to_face": Form(
        name=Text("负责人当面致歉", "face to face, by the head"),
        decides=("head",),
        reach="present",
        way="face",
        fits=Text("人格尊严、当众受辱、反复失误", "injured dignity, humiliation before others, repeated failure"),
        manner=Text(
            "由单位负责人出面；当众发生的，在场人可知", "by the head; where it happened before others, they may know"
        ),
    ),
    "internal_correction": Form(
        name=Text("内部更正", "a correction inside"),
        decides=("head", "quality"),
        reach="place",
        way="other",
        fits=Text("内部记录、内部通报中的不实之词", "an untrue word in our own records or bulletins"),
        manner=Text(
            "在原来出现的范围内更正，不再扩散", "corrected as far as the word had gone, and no further"
        ),
        reaches_them=False,
    ),
    "notice_at_place": Form(
        name=Text("在发生地张贴致歉启事", "a notice where it happened"),
        decides=("head",),
        reach="place",
        way="other",
        fits=Text("在当地、当班、同群造成的名誉影响", "a name harmed in one place, shift or chat group"),
        manner=Text("张贴于发生地，写明起止日期；点名须经本人同意", "posted where it happened, for stated days; names by consent"),
    ),
    "public_notice": Form(
        name=Text("公开致歉声明", "a public notice"),
        decides=("owner", "head"),
        reach="public",
        way="other",
        fits=Text("公开传播的名誉、个人信息侵害，众多消费者受影响", "a name or data harmed in public, or many consumers"),
        manner=Text("在原传播范围内发布；不得借机再次披露隐私", "where the harm had spread; no private matter told anew"),
        seats=("head", "legal"),
    ),
}  # fmt: skip
LAW = Text(
    "方式和范围应与行为的具体方式和影响范围相当（民法典第1000条）；拒不承担的，法院可以公布裁判文书，费用由行为人负担。",
    "Manner and scope match those of the harm (Civil Code, art. 1000); where it is refused, a court may publish the "
    "judgment at the wrongdoer's cost.",
)
NO_ADMISSION = Text(
    "为感受致歉不等于承认过错；为过错致歉须有已认定的事实。两者不混写。",
    "Saying sorry for the experience admits no fault; saying sorry for a fault needs a finding. The two are not mixed.",
)


def why_not_decide(form: str, standings: Iterable[str]) -> Text | None:
    """None where one of these standings may decide on this form; else who may."""
    found = FORMS[form]
    if set(found.decides) & set(standings):
        return None
    zh = "、".join(_STANDING[one].zh for one in found.decides)
    en = ", ".join(_STANDING[one].en for one in found.decides)
    return Text(f"“{found.name.zh}”须由{zh}决定。", f"“{found.name.en}” is decided by: {en}.")


_STANDING = {
    "owner": Text("责任人", "the owner"),
    "front_line": Text("一线员工", "front line"),
    "handler": Text("处理人", "a handler"),
    "head": Text("部门负责人", "the head of unit"),
    "quality": Text("质量管理", "quality"),
    "legal": Text("法务", "legal"),
}


def seat_name(seat: str) -> Text:
    """Who sits in a seat whose yes is needed."""
    return _STANDING[seat]


def who_decides(form: str) -> Text:
    """Who decides, and who must say yes besides: for the form's choices."""
    found = FORMS[form]
    zh = "、".join(_STANDING[one].zh for one in found.decides)
    en = ", ".join(_STANDING[one].en for one in found.decides)
    if found.seats:
        zh += "提出，" + "和".join(_STANDING[one].zh for one in found.seats) + "两人同意"
        en += " put it forward; " + " and ".join(_STANDING[one].en for one in found.seats) + " both agree"
    return Text(zh, en)


def too_wide(form: str, scope: str) -> bool:
    """Would it tell more people than the harm reached? Then only with the complainant's consent (民法典 1000)."""
    return _FAR[FORMS[form].reach] > _FAR[scope] and FORMS[form].reaches_them


def too_narrow(form: str, scope: str) -> bool:
    """Does it reach fewer people than the harm did?"""
    return _FAR[FORMS[form].reach] < _FAR[scope]


def fitting(scope: str) -> tuple[str, ...]:
    """The forms that reach as far as the harm did."""
    return tuple(form for form, one in FORMS.items() if one.reach == scope)


def reaches(form: str) -> Text:
    """Whom a form reaches, in words: to be weighed against how far the harm was known."""
    scope = SCOPES[FORMS[form].reach]
    return Text(f"范围：{scope.zh}", f"reaches {scope.en}")


def falls_short(form: str, scope: str) -> Text | None:
    """Why a form does less than the harm asks for, and which would match it; None where it reaches far enough."""
    if not too_narrow(form, scope):
        return None
    one, harm, fit = FORMS[form], SCOPES[scope], [FORMS[each].name for each in fitting(scope)]
    return Text(
        f"影响达到“{harm.zh}”，“{one.name.zh}”只到“{SCOPES[one.reach].zh}”；与影响相当的是：{'、'.join(name.zh for name in fit)}"
        "（民法典第179、1000条）。投诉人愿意范围小些的，可以照此。",
        f"The harm reached {harm.en}, and “{one.name.en}” reaches {SCOPES[one.reach].en}; what matches it: "
        f"{', '.join(name.en for name in fit)} (Civil Code arts. 179, 1000). Where the complainant wants less, it may be less.",
    )


def established(c: Complaint, finding: int | None) -> bool:
    """Does a finding stand that establishes what is apologised for as a fault?"""
    if finding is None or not 0 < finding <= len(c.findings):
        return False
    return c.findings[finding - 1].standard == "established"


# -- the wording -----------------------------------------------------------------------------------------------------


class Slip(msgspec.Struct, frozen=True):
    """A phrase that does not belong into this kind of apology: where it stands, and why."""

    phrase: str
    start: int
    why: Text


_ADMITS = (
    *(
        "我们的错",
        "我方的错",
        "我们错了",
        "我方过错",
        "我们的过错",
        "我们的责任",
        "责任在我",
        "我们负全责",
        "承担全部责任",
    ),
    *(
        "我们违反",
        "我们违约",
        "我方违约",
        "我们的失误",
        "我方失误",
        "承认过错",
        "承认错误",
        "欺诈",
        "侵权",
        "我们的疏忽",
    ),
    *("our fault", "our mistake", "we were wrong", "we admit", "we are liable", "our liability", "our negligence"),
    *("we breached", "we violated", "our error", "we accept responsibility", "we take full responsibility"),
)
_HEDGES = (
    *(
        "如有不周",
        "若有不周",
        "如有冒犯",
        "如果让您感到",
        "如果给您",
        "若给您",
        "可能给您",
        "深表遗憾",
        "表示遗憾",
        "引起误会",
    ),
    *(
        "if you feel",
        "if you felt",
        "if we",
        "if any",
        "any inconvenience",
        "may have",
        "might have",
        "regret that you",
    ),
    *("misunderstanding",),
)
_SORRY = ("道歉", "致歉", "抱歉", "对不起", "歉意", "sorry", "apolog")
_FAULT_IN_FEELING = Text(
    "这是为感受致歉，此处在承认过错；没有认定之前不写，认定之后另作“为过错致歉”。",
    "This apology is for the experience, and here it admits a fault: leave it out until a finding stands, then apologise "
    "for the fault apart.",
)
_HEDGE_IN_FAULT = Text(
    "已认定是我们的过错，“如有”“遗憾”一类的话把歉意收了回去。",
    "The fault is established; an “if” or a “regret” takes the apology back.",
)
_NOT_SORRY = Text("通篇没有一句道歉。", "Nowhere does it say sorry.")


def slips(of: str, text: str) -> list[Slip]:
    """What does not belong: a fault admitted in an apology for the experience, a hedge in one for a fault.

    Proposals: a person decides what goes out.
    """
    low = text.lower()
    listed, why = (_ADMITS, _FAULT_IN_FEELING) if of == "experience" else (_HEDGES, _HEDGE_IN_FAULT)
    found = [
        Slip(text[start : start + len(phrase)], start, why)
        for phrase in listed
        for start in [low.find(phrase)]
        if start >= 0 and not _negated(low, start)
    ]
    if text.strip() and not any(word in low for word in _SORRY):
        found.append(Slip("", 0, _NOT_SORRY))
    return sorted(found, key=lambda one: one.start)


def _negated(low: str, start: int) -> bool:
    """Is it said that this is not (yet) established?"""
    before = low[max(0, start - 12) : start]
    return any(word in before for word in ("不代表", "并非", "是否", "尚未", "whether", "does not mean", "not yet"))
