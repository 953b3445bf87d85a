"""Filling in forms as a person does: open the page, read what it asks, send it with some of it filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.stories import Office, Story

DEMANDS = [{"remedy": "RM03", "amount_fen": 12850, "words": "退我二十八块五"}, {"remedy": "RM01"}]

type Past = Callable[[Story], Any]


def received(story: Story) -> Story:
    return story.recorded(demands=DEMANDS)


def investigated(story: Story) -> Story:
    return received(story).acknowledged().assessed().investigated()


def submitted(story: Story) -> Story:
    return investigated(story).does(
        "submit", words="拟同意退款", decisions=[{"demand": n, "decision": "support"} for n in (1, 2)]
    )


def _answered(story: Story) -> Story:
    return investigated(story).answered()


def _paused(story: Story) -> Story:
    return received(story).does("pause", clock=_pausable(story), ground="appraisal", reason="送检", way="phone")


def _by_the_house(story: Story) -> Story:
    """At a unit whose packs let a clock be extended."""
    return story.recorded(by="local", demands=DEMANDS).assessed("local", complexity="complex")


def _pausable(story: Story) -> int:
    """The first clock whose rule knows a pause for an appraisal."""
    from wenguo.queries import office
    from wenguo.rules.policy import find

    c = story.complaint
    unit = office.units()[c.unit]
    policy = office.policy_of(unit, date(2026, 3, 2))
    for clock in c.clocks:
        rule = find(policy.valid, clock.pack, clock.rule)
        if rule is not None and any(pause.reason == "appraisal" for pause in rule.pauses):
            return clock.id
    raise AssertionError("no clock of this unit can be paused for an appraisal")


def _linked(story: Story) -> Story:
    other = Story(story.office).recorded("另一件").number
    return received(story).does("link", other=other)


# verb → its past, and who opens its form
PASTS: dict[str, tuple[Past, str]] = {
    "acknowledge": (received, "ann"),
    "assess": (received, "ann"),
    "decline": (received, "ann"),
    "hand_over": (received, "ann"),
    "take_over": (lambda story: received(story).handed_over("eve"), "eve"),
    "take_back": (lambda story: received(story).handed_over("eve"), "ann"),
    "turn_back": (lambda story: received(story).handed_over("eve"), "eve"),
    "devolve": (received, "bob"),
    "investigate": (received, "ann"),
    "submit": (investigated, "ann"),
    "approve": (submitted, "dan"),
    "reject": (submitted, "dan"),
    "answer": (investigated, "ann"),
    "accept": (_answered, "ann"),
    "dispute": (_answered, "ann"),
    "ask_review": (_answered, "ann"),
    "review": (lambda story: _answered(story).review_asked(), "qi"),
    "keep": (lambda story: received(story).promised(), "ann"),
    "attest": (lambda story: received(story).acknowledged(), "ann"),
    "extend": (_by_the_house, "local"),
    "pause": (received, "ann"),
    "resume": (_paused, "ann"),
    "close": (lambda story: _answered(story).accepted(), "ann"),
    "reopen": (lambda story: _answered(story).accepted().closed(), "ann"),
    "unlink": (_linked, "ann"),
    "confirm": (
        lambda story: received(story).does(
            "suggest", "advice", topic="severity", value="T2", score=800, because="提到受伤", model="m@1"
        ),
        "ann",
    ),
    "hold": (received, "lex"),
    "erase": (lambda story: _answered(story).accepted().closed(), "lex"),
    "supervise": (received, "bob"),
}
PASTS["overrule"] = PASTS["confirm"]
PASTS["weigh"] = (
    lambda story: received(story).does("alert", "clock", cause="too_slow", level="early", sign="promise", line=1),
    "bob",
)
PASTS["tell"] = (lambda story: story.recorded(demands=DEMANDS, concerned=[story.office.tom.pk]), "ann")


def _observed(story: Story) -> Story:
    return received(story).does("observe", "ann", sign="private_settlement", quote="转账就算了", line=1)


def _flagged(story: Story) -> Story:
    return _observed(story).does(
        "flag", "ann", conduct="demands", signs=[1], words="要求付款换不公开", considered="有票据"
    )


def _upheld(story: Story) -> Story:
    return _flagged(story).does("judge", "lex", flag=1, decision="upheld", words="引文属实")


def _warned(story: Story) -> Story:
    return _upheld(story).does("warn", "bob", flag=1, words="请勿如此", way="letter")


def _arranged(story: Story) -> Story:
    day = story.at.date()
    return _warned(story).does(
        "restrict", "bob", flag=1, ways=["letter"], until_date=day, review_date=day, words="请写信", appeal="找法务", way="letter"
    )  # fmt: skip


PASTS |= {
    "flag": (_observed, "ann"),
    "judge": (_flagged, "bob"),
    "warn": (_upheld, "bob"),
    "restrict": (_warned, "bob"),
    "lift": (_arranged, "bob"),
    "appeal": (_arranged, "ann"),
}


def _major(story: Story) -> Story:
    return received(story).does("escalate", "bob", criteria=("press",), words="电视台已到现场")


def _reported(story: Story) -> Story:
    return _major(story).does("report", "bob", words="已联系记者", informed=(story.office.lex.pk,))


def _enclosed(story: Story) -> Story:
    files = [{"name": "a.png", "media_type": "image/png", "data": b"x"}]
    return received(story).does("enclose", "ann", files=files, whose="theirs")


def _offered(story: Story) -> Story:
    """An offer that somebody said yes to, beside what was established and a picture."""
    received(story).acknowledged().assessed().investigated(standard="established", evidence=("line:1",)).does(
        "enclose", "ann", files=[{"name": "a.png", "media_type": "image/png", "data": b"x"}]
    )
    return story.does("offer", "ann", remedy="RM01", basis="公司标准").does("approve", "dan", what="offer:1")


def _requested(story: Story) -> Story:
    return received(story).does("request", "ann", unit=story.office.car.pk, what="请查维修记录")


def _brought_in(story: Story) -> Story:
    return received(story).does("bring_in", "ann", kind="expert", body="检测所", question="轴承是否磨损")


PASTS |= {
    "report": (_major, "bob"),
    "calm": (_reported, "bob"),
    "brief": (received, "bob"),
    "move": (_enclosed, "ann"),
    "describe": (_enclosed, "ann"),
    "agree": (_offered, "ann"),
    "turn_down": (_offered, "ann"),
    "redress": (_offered, "ann"),
    "apologise": (_offered, "ann"),
    "deliver": (_requested, "ann"),
    "remind": (_requested, "ann"),
    "recall": (_requested, "ann"),
    "exchange": (_brought_in, "ann"),
    "conclude": (_brought_in, "ann"),
}

# verb → fields that are asked for only where there is something to choose, or by those who have the right
NOT_ASKED: dict[str, set[str]] = {
    "answer": {"findings", "offers", "no_remedy", "override"},
    "submit": {"findings", "offers", "no_remedy", "override"},
    "tell": {"person"},
    "judge": {"appeal", "restriction"},
    "hear": {"person"},
    "investigate": {"against"},
    "request": {"standards"},
    "apologise": {"proposed"},
    "conclude": {"professional"},
}


class Fields(HTMLParser):
    """What a page asks: names of its fields, with the values they open with, and which have a label."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.names: set[str] = set()
        self.ids: set[str] = set()
        self.all_ids: list[str] = []
        self.labelled: set[str] = set()
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if "id" in has:
            self.all_ids.append(has["id"])
        if tag == "label" and "for" in has:
            self.labelled.add(has["for"])
        name = has.get("name", "")
        if tag in {"input", "textarea", "select"} and name:
            self.names.add(name)
            if "id" in has and has.get("type") not in {"hidden", "checkbox", "radio"}:
                self.ids.add(has["id"])
        if tag == "input" and name and (has.get("type") not in {"radio", "checkbox"} or "checked" in has):
            self.values.setdefault(name, []).append(has.get("value", ""))
        if tag == "textarea":
            self._area = name
            self.values.setdefault(name, []).append("")
        if tag == "select":
            self._select = name
        if tag == "option" and "selected" in has:
            self.values.setdefault(self._select, []).append(has.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area][-1] += data.removeprefix("\n")


def asked(page: str) -> Fields:
    """The fields of the page's form."""
    found = Fields()
    start = page.index('class="act-form"')
    found.feed(page[page.rindex("<form", 0, start) : page.index("</form>", start)])
    return found


@pytest.fixture
def opens(office: Office, client: Client) -> Callable[..., str]:
    """`opens(story, verb, by, query)`: the page of a form."""

    def page(story: Story, verb: str, by: str = "ann", query: str = "", language: str = "zh-hans") -> str:
        client.force_login(office.people[by])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = client.get(f"/desk/{story.number}/do/{verb}/{query}")
        assert answer.status_code == 200
        return answer.content.decode()

    return page


@pytest.fixture
def fills(office: Office, client: Client, opens: Callable[..., str]) -> Callable[..., Any]:
    """`fills(story, verb, by, **values)`: open the form as a person does, fill in some of it, send it."""

    def fill(story: Story, verb: str, by: str = "ann", query: str = "", **given: Any) -> Any:
        values = asked(opens(story, verb, by, query)).values
        return client.post(
            f"/desk/{story.number}/do/{verb}/", {**values, **{n.replace("__", "."): v for n, v in given.items()}}
        )

    return fill
