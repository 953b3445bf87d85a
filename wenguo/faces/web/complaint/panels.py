"""In which order the panels of a complaint stand: what comes next by its stage first; what has nothing to say stays away.

One table holds every panel; the page and its index are both drawn from it, so neither can name what the other lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from wenguo.complaint import Complaint
from wenguo.text import Text

Shown = Mapping[str, Any]

_BEGINNING = frozenset({"received", "acknowledged"})
_SETTLED = frozenset({"answered", "accepted", "closed", "declined", "referred", "withdrawn"})


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """One panel: its anchor, its name in the index, its template, and whether it has anything to say."""

    id: str
    name: Text
    template: str
    says: Callable[[Shown], Any]


def _panel(id_: str, name: Text, says: Callable[[Shown], Any], template: str = "") -> Panel:
    return Panel(id=id_, name=name, template=f"web/complaint/{template or id_.replace('-', '_')}.html", says=says)


def _always(_: Shown) -> bool:
    return True


def _coached(shown: Shown) -> Any:
    coach = shown["coach"]
    advice = coach.get("advice") or {}
    situation = advice.get("situation") or {}
    unusual = coach.get("unusual") or {}
    return (
        coach["proposals"]
        or situation.get("cards")
        or situation.get("threat")
        or advice.get("next_question")
        or coach.get("major")
        or unusual.get("signs")
        or coach["sums_up"]
    )


PANELS: dict[str, Panel] = {
    one.id: one
    for one in (
        _panel("said", Text("原话", "Words"), _always),
        _panel("reading", Text("我们的理解", "Our reading"), lambda shown: shown["our_reading"]),
        _panel("fairness", Text("双方", "Both sides"), lambda shown: shown["both"].has_any or shown["both"].declare),
        _panel("redress", Text("补救", "Redress"), lambda shown: shown["redress"]),
        _panel(
            "conduct",
            Text("行为", "Conduct"),
            lambda shown: shown["conduct"]["visible"] or shown["conduct"]["arrangements"],
        ),
        _panel("danger", Text("苗头", "Danger"), lambda shown: shown["danger"] and shown["danger"]["causes"]),
        _panel(
            "may-be-major",
            Text("重大？", "Major?"),
            lambda shown: shown["danger"] and shown["danger"]["may_be"] and shown["danger"]["may"]["escalate"],
        ),
        _panel("same-matter", Text("同一件事", "Same matter"), lambda shown: shown["same_matter"]),
        _panel("coach", Text("建议", "Advice"), _coached),
        _panel("missing", Text("待补充", "To learn"), lambda shown: shown["missing"]),
        _panel("promises", Text("承诺", "Promises"), lambda shown: shown["promises"]),
        _panel("people", Text("人员", "People"), _always),
        _panel("files", Text("证据", "Evidence"), lambda shown: shown["files"] or shown["c"].things),
        _panel("parts", Text("他单位", "Other units"), lambda shown: shown["parts"]),
        _panel(
            "parties",
            Text("第三方", "Third parties"),
            lambda shown: shown["parties"] or shown["brief"] or shown["mediation_duty"],
        ),
        _panel("asked", Text("询问", "Questions"), lambda shown: shown["asked_of"]),
        _panel("apologies", Text("致歉", "Apologies"), lambda shown: shown["apologies"] or shown["wants_apology"]),
        _panel("belonging", Text("归属", "Belongs to"), lambda shown: any(shown["belonging"].values())),
        _panel("links", Text("关联", "Links"), lambda shown: shown["links"]),
        _panel("standards", Text("标准", "Standards"), lambda shown: shown["standards"]),
        _panel("likes", Text("相似", "Like ones"), lambda shown: shown["likes"]),
        _panel("principles", Text("原则", "Principles"), lambda shown: shown["principles"]),
        _panel("nothing-yet", Text("其他", "Others"), _always),
    )
}

# the wide column: what was said, what is found, what is given; the narrow one: what one looks up beside it
_MAIN = {
    "beginning": ("said", "reading", "fairness", "redress", "conduct"),
    "working": ("said", "fairness", "redress", "reading", "conduct"),
    "settled": ("said", "redress", "fairness", "reading", "conduct"),
}
_REST = ("belonging", "links", "standards", "likes", "principles", "nothing-yet")
_WORK = ("parts", "parties", "asked", "apologies")
_LATER = ("asked", "coach", "missing", "same-matter")
_BESIDE = {
    "beginning": ("danger", "may-be-major", "same-matter", "coach", "people", "missing", "files", "promises", *_WORK),
    "working": ("danger", "may-be-major", "promises", "coach", *_WORK, "people", "missing", "files", "same-matter"),
    "settled": ("danger", "may-be-major", "promises", "apologies", "people", "files", "parts", "parties", *_LATER),
}
_INDEXED = ("fairness", "redress", "conduct", "coach", "people", "promises", "files", "parts", "parties", "apologies")


def phase(c: Complaint) -> str:
    """How far it has come: at the beginning, worked on, or settled."""
    return "beginning" if c.stage in _BEGINNING else "settled" if c.stage in _SETTLED else "working"


def ordered(c: Complaint, shown: Shown) -> dict[str, Any]:
    """The panels of both columns in their order, and the index of what is there."""
    main = list(_MAIN[phase(c)])
    if shown["conduct"].get("waiting"):  # a decision that this reader owes comes right after the words
        main = ["said", "conduct", *[one for one in main if one not in {"said", "conduct"}]]
    there = {key: panel for key, panel in PANELS.items() if panel.says(shown)}
    index = [("said", PANELS["said"].name), ("story", Text("经过", "Timeline"))]
    index += [(key, there[key].name) for key in _INDEXED if key in there]
    return {
        "main_panels": [there[key].template for key in main if key in there],
        "beside_panels": [there[key].template for key in (*_BESIDE[phase(c)], *_REST) if key in there],
        "index": index,
    }
