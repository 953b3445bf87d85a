"""What there is to choose, and what is known beforehand, in the forms on parts, third parties, the press and apologies."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from wenguo.pages import forms_apologies, telling
from wenguo.pages.forms import Field
from wenguo.pages.forms_choices import Option, Place, colleagues
from wenguo.pages.telling import unit_name
from wenguo.queries import office, standards
from wenguo.rules import apology, parties
from wenguo.rules.labels import label
from wenguo.text import Text
from wenguo.verbs.request import PART_DAYS


def _units(place: Place) -> list[Option]:
    """Every other unit, those nearest first."""
    every = office.units()
    near = {unit: rank for rank, unit in enumerate(every[place.c.unit].path)}
    found = [one for one in every.values() if one.active and one.id != place.c.unit]

    def order(one: office.UnitFacts) -> tuple[int, str]:
        shared = next((near[above] for above in one.path if above in near), len(near))
        return shared, one.code

    return [
        Option(
            str(one.id),
            unit_name(one.id, place.language),
            "",
            unit_name(one.parent, place.language) if one.parent else "",
        )
        for one in sorted(found, key=order)
    ]


def _open_parts(place: Place) -> list[Option]:
    return [
        Option(
            str(one.id),
            f"{unit_name(one.unit, place.language)} · {place.words(one.what)}",
            place.say(f"{place.moment(one.due_at)} 前", f"by {place.moment(one.due_at)}"),
        )
        for one in place.c.parts
        if one.is_open
    ]


def _parties(place: Place, *, waiting: bool) -> list[Option]:
    return [
        Option(str(one.id), f"{label(one.kind, place.language)} · {place.words(one.body)}", place.words(one.question))
        for one in place.c.parties
        if one.outcome is None or not waiting
    ]


def _findings(place: Place) -> list[Option]:
    """Those that established something: only they bear an apology for a fault."""
    return [
        Option(str(one.id), place.words(one.words) or str(one.id), place.moment(one.at))
        for one in place.c.findings
        if apology.established(place.c, one.id)
    ]


def _demands(place: Place) -> list[Option]:
    return [Option(str(one.id), place.demand(one)) for one in place.c.demands]


def _offers(place: Place) -> list[Option]:
    codes = office.taxonomy()
    return [Option(str(one.id), f"{one.id}. {codes.label(one.remedy, place.language)}") for one in place.c.offers]


def _agreed(place: Place) -> list[Option]:
    return [
        Option(str(one.id), f"{label(one.form, place.language)} · {place.words(one.words)}")
        for one in place.c.apologies
        if one.state == "approved"
    ]


def _forms(place: Place) -> list[Option]:
    """Each form with who decides it and what it fits."""
    return [
        Option(code, _raised(one.name.said(place.language)), f"{apology.who_decides(code).said(place.language)} · {one.fits.said(place.language)} · {apology.reaches(code).said(place.language)}")
        for code, one in apology.FORMS.items()
    ]  # fmt: skip


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _kinds(place: Place) -> list[Option]:
    """The kinds of third party, each with what it does to the clocks here."""
    found = []
    for code, one in parties.KINDS.items():
        stops = len(parties.pausing(place.c, code, place.policy)) if one.pause else 0
        note = place.say(f"将中止 {stops} 个时限", f"stops {stops} clocks") if stops else ""
        found.append(Option(code, _raised(one.name.said(place.language)), note))
    return found


def _standards(place: Place) -> list[Option]:
    return [
        Option(one.key, one.title, telling.cited(one.rule.source, place.language) if one.rule is not None else "")
        for one in standards.at_hand(place.c, place.policy, place.language)
    ]


def to_judge(place: Place) -> list[Option]:
    """The apologies that wait for this person's yes."""
    me = f"account:{place.account}"
    return [
        Option(
            f"{'apology'}:{one.id}",
            place.say(f"致歉 {one.id}：{label(one.form, 'zh')}", f"Apology {one.id}: {label(one.form, 'en')}"),
            place.words(one.words),
        )
        for one in place.c.apologies
        if one.state == "proposed" and me not in {one.by, *one.yeses.values()}
    ]


CHOICES: dict[tuple[str, str], Callable[[Place], list[Option] | None]] = {
    ("request", "unit"): _units,
    ("request", "account"): colleagues,
    ("request", "standards"): _standards,
    ("deliver", "part"): _open_parts,
    ("remind", "part"): _open_parts,
    ("recall", "part"): _open_parts,
    ("bring_in", "kind"): _kinds,
    ("exchange", "party"): lambda place: _parties(place, waiting=False),
    ("conclude", "party"): lambda place: _parties(place, waiting=True),
    ("brief", "speakers"): colleagues,
    ("apologise", "form"): _forms,
    ("apologise", "finding"): _findings,
    ("apologise", "offer"): _offers,
    ("apologise", "demand"): _demands,
    ("apologise", "proposed"): _agreed,
}

APOLOGY = "RM01"  # the demand for an apology
VERBS = frozenset("request deliver remind recall bring_in exchange conclude brief apologise".split())

type Said = tuple[Text, Text | None]


def _t(zh: str, en: str, help_zh: str = "", help_en: str = "") -> Said:
    return Text(zh, en), Text(help_zh, help_en) if help_zh else None


LABELS: dict[tuple[str, str], Said] = {
    ("request", "unit"): _t("请哪个单位", "Which unit", "责任人不变，仍由您负责", "You stay responsible"),
    ("request", "what"): _t("请办什么", "What is asked", "写清要什么、用来做什么", "Say what you need, and what for"),
    ("request", "account"): _t("具体请谁", "Of whom there", "不选则为该单位负责人", "Else of its head"),
    ("request", "due_at"): _t("何时之前", "By when"),
    ("request", "standards"): _t("适用的标准和规程", "Standards that apply", "选了就随请求一起给对方", "They go along"),
    ("*", "part"): _t("哪一部分", "Which part"),
    ("*", "party"): _t("哪个第三方", "Which third party"),
    ("deliver", "words"): _t("结果", "The result", "查到什么、依据什么；没有查到也请写明", "What was found and on what basis; or that nothing was"),
    ("*", "files"): _t("材料", "Files"),
    ("bring_in", "kind"): _t("哪一类", "Which kind"),
    ("bring_in", "body"): _t("机构名称", "Name of the body"),
    ("bring_in", "question"): _t("请其做什么", "What is asked", "媒体找来的，写对方问了什么", "Where the press came, what it asked"),
    ("bring_in", "who"): _t("对方联系人", "Contact person there"),
    ("bring_in", "cost_fen"): _t("预计费用（元）", "Expected cost (yuan)"),
    ("conclude", "cost_fen"): _t("实际费用（元）", "What it cost (yuan)"),
    ("*", "told"): _t("告知投诉人的话", "What the complainant was told", "会中止计时的，必须告知", "Needed where clocks stop"),
    ("bring_in", "way"): _t("怎样告知投诉人", "How the complainant was told"),
    ("conclude", "told"): _t("告知投诉人的话", "What the complainant was told"),
    ("conclude", "way"): _t("怎样告知投诉人", "How the complainant was told"),
    ("bring_in", "about"): _t("报案事由", "What it is about", "仅限公安机关", "For the police alone"),
    ("bring_in", "danger"): _t("有人身危险，先救人", "A life is in danger: help first", "仅限报警、急救、消防，任何人可选", "For police and rescue; anybody may"),
    ("bring_in", "consent"): _t("投诉人怎样同意的", "How the complainant consented", "把个人信息交给对方前填写", "Before personal data go there"),
    ("brief", "words"): _t("口径", "The line", "只说查明的和正在做的", "Only what is known and what is being done"),
    ("brief", "speakers"): _t("谁可以发言", "Who may speak", "其他人一律不对外发言", "Nobody else speaks to press and public"),
    ("brief", "until"): _t("有效至", "Holds until"),
    ("apologise", "form"): _t("形式", "Form", "方式和范围与影响相当（民法典第1000条）", "Manner and scope match the harm (Civil Code art. 1000)"),
    ("apologise", "of"): _t("为什么致歉", "For what", "为感受致歉不等于承认过错；两者不混写", "Sorry for the experience admits no fault; never mix the two"),
    ("apologise", "words"): _t("致歉的话", "The words", "已获同意的不填，照原样发出", "Empty where they were agreed to: they go out as they are"),
    ("apologise", "scope"): _t("这件事影响到谁", "How far the harm was known"),
    ("apologise", "finding"): _t("依据哪项认定", "On which finding", "为过错致歉必选，须为“已认定”", "Needed for a fault; it must be established"),
    ("apologise", "demand"): _t("对应哪项诉求", "For which demand"),
    ("apologise", "named"): _t("会写出投诉人，或让人认得出", "The complainant is named or can be told"),
    ("apologise", "proposed"): _t("已获同意的致歉", "The apology agreed to"),
}  # fmt: skip


# -- asked for in another way ------------------------------------------------------------------------------------------


def adapted(verb: str, fields: list[Field], place: Place) -> list[Field]:
    """The fields as these verbs' pages show them: what there is nothing to choose of is left out."""
    if verb not in VERBS:
        return fields
    by_name = {one.name: one for one in fields}
    if verb == "bring_in":
        contact = by_name["who"]
        contact.folded = True
        contact.fields = [one for one in contact.fields if one.name in {"who.name", "who.phone", "who.email"}]
        by_name["body"].kind = "line"
    if verb == "conclude" and not parties.mediation_duty(place.policy):
        fields = [one for one in fields if one.name != "professional"]
    if verb == "apologise":
        chosen = by_name["proposed"].value
        if chosen:
            return _as_agreed(by_name, place, chosen)
        by_name["words"].required = True
    empty = {"finding", "offer", "demand", "proposed", "standards"}
    return [one for one in fields if one.name not in empty or any(option.value for option in one.options)]


def _as_agreed(by_name: dict[str, Field], place: Place, chosen: str) -> list[Field]:
    """What was agreed to goes out as it is: only the way of sending is asked."""
    for name in ("form", "of", "proposed"):
        by_name[name].kind = "hidden"
    found = next((one for one in place.c.apologies if str(one.id) == chosen), None)
    if found is not None:
        by_name["form"].values, by_name["of"].values = [found.form], [found.of]
        text = place.whole.texts.get(found.words.id, "")
        by_name["way"].help = place.say(f"将照此发出：{text}", f"This goes out as it is: {text}")
    return [by_name[name] for name in ("form", "of", "proposed", "way", "address")]


# -- known beforehand --------------------------------------------------------------------------------------------------


def known(verb: str, place: Place, asked: dict[str, list[str]]) -> dict[str, list[str]]:
    """What such a form opens with."""
    if verb == "request":
        days = place.policy.part_days or PART_DAYS
        due = place.policy.calendar.add(place.at, days, "wd").due_at.astimezone(ZoneInfo(place.zone))
        return {"due_at": [due.strftime("%Y-%m-%dT%H:%M")]}
    if verb == "exchange":
        return {"direction": ["out"]}
    if verb != "apologise":
        return {}
    form, of = "".join(asked.get("form", ())), "".join(asked.get("of", ())) or "experience"
    if form not in apology.FORMS or of not in apology.OF or "proposed" in asked:
        return {}
    found = {
        "words": [forms_apologies.helped(form, of, place)],
        "scope": [apology.FORMS[form].reach],
        "way": [apology.FORMS[form].way],
    }
    established = [one.id for one in place.c.findings if apology.established(place.c, one.id)]
    if of == "fault" and established:
        found["finding"] = [str(established[-1])]
    wanted = next((one.id for one in place.c.demands if one.remedy == APOLOGY), None)
    return found | ({"demand": [str(wanted)]} if wanted is not None else {})
