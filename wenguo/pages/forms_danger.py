"""What the forms about major complaints offer: the criteria with their source, who must know, and a report begun."""

from __future__ import annotations

from collections.abc import Callable

from wenguo.packs.majors import criteria
from wenguo.pages import telling
from wenguo.pages.forms_choices import Option, Place
from wenguo.pages.reporting import report
from wenguo.queries import danger, people
from wenguo.rules import major
from wenguo.rules.escalation_words import CAUSES, reason
from wenguo.rules.permissions import ROLES
from wenguo.rules.warned import may_be_weighed
from wenguo.text import Text

HEAD_ABOVE = Text("上级单位负责人", "head of the unit above")
GRADES = {"V": Text("法规原文", "the law's own text"), "S": Text("据二手资料", "from a page about it"), "design": Text("系统建议值", "our own proposal")}  # fmt: skip


def role(word: str, language: str) -> str:
    """Who must know, in words."""
    return (HEAD_ABOVE if word == "head_above" else ROLES[word]).said(language)


def _criteria(place: Place) -> list[Option]:
    met = {one.code: one for one in major.shown(place.c, danger.given(place.c, place.whole.id))}
    found = []
    for code, one in criteria().items():
        name = one.name.zh if place.language.startswith("zh") else one.name.en
        source = telling.cited(one.source, place.language) if one.grade != "design" else ""
        notes = [met[code].shows.said(place.language)] if code in met else []
        notes += [source or GRADES[one.grade].said(place.language)]
        found.append(Option(code, name, " · ".join(notes)))
    return sorted(found, key=lambda option: option.value not in met)


def _informed(place: Place) -> list[Option]:
    codes = place.c.major.criteria if place.c.major is not None and place.c.major.open else major.CODES
    known = [(one, one.account) for one in danger.knowers(place.c, codes, place.at) if one.account is not None]
    told = place.c.major.told if place.c.major is not None else {}
    names = people.names({*(account for _, account in known), *told})
    found = [
        Option(
            str(account),
            names.get(account, str(account)),
            f"{role(one.role, place.language)} · " + place.say(f"{one.hours} 小时内", f"within {one.hours} h"),
        )
        for one, account in known
    ]
    others = [one for one in told if one not in {account for _, account in known}]
    return found + [
        Option(str(one), names.get(one, str(one)), place.say("此前告知过", "told before")) for one in others
    ]


def _warnings(place: Place) -> list[Option]:
    return [
        Option(str(one.position), CAUSES[one.cause].said(place.language), reason(one).said(place.language))
        for one in may_be_weighed(place.c)
    ]


CHOICES: dict[tuple[str, str], Callable[[Place], list[Option] | None]] = {
    ("escalate", "criteria"): _criteria,
    ("escalate", "informed"): _informed,
    ("report", "informed"): _informed,
    ("weigh", "warning"): _warnings,
}


def escalated(place: Place) -> dict[str, list[str]]:
    """What the record plainly shows is chosen beforehand; a person unchooses it where it is wrong."""
    sure = [one.code for one in major.shown(place.c, danger.given(place.c, place.whole.id)) if one.sure]
    known = list(place.c.major.criteria) if place.c.major is not None and place.c.major.open else []
    found = {"criteria": list(dict.fromkeys([*known, *sure]))}
    if place.c.major is not None and place.c.major.open:
        found["state"] = [place.c.major.state]
    return found


def reported(place: Place) -> dict[str, list[str]]:
    """The report as the log would tell it, and everybody who must know."""
    if place.c.major is None or not place.c.major.open:
        return {}
    known = {*danger.must_know(place.c), *place.c.major.told}
    informed = [str(one) for one in sorted(known - {place.account, place.c.owner, *place.c.concerned})]
    return {"words": [report(place.whole, place.language, place.at)], "informed": informed}
