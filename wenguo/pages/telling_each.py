"""Call-backs and one message told to each member of a group, for programs: every member has its own outcome, none is lost.

A member to whom it cannot be done is named with the reason; the others are called and told all the same. Each is told
by their own way of contact: by e-mail where one is on file, else by short message, else on their own page.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from wenguo.advising import together
from wenguo.models import Draft
from wenguo.pages import adapting
from wenguo.queries import group_state
from wenguo.queries.history import history
from wenguo.queries.seeing import Asker
from wenguo.queries.tracking import contact_on_file
from wenguo.text import Text
from wenguo.verbs import Refused

WAYS = ("email", "sms", "portal")
STATES = {"sending": "held", "sent": "sent", "failed": "failed"}


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it for one member: promised, held, sent, failed or refused; by which way, or why not."""

    number: str
    state: str
    way: str | None = None
    why: Text | None = None

    def said(self, language: str) -> dict[str, Any]:
        """As a program reads it."""
        why = self.why.said(language) if self.why is not None else None
        return {"number": self.number, "state": self.state, "way": self.way, "why": why}


def ways(complaint_id: int) -> tuple[str, ...]:
    """The ways that reach this member, their own first; their page is always one."""
    return tuple(way for way in WAYS if way == "portal" or contact_on_file(complaint_id, way))


def call_each(
    ask: Asker,
    at: datetime,
    group: int,
    wanted: Sequence[tuple[int, int, datetime]],
    what: str,
    numbers: Mapping[int, str],
) -> list[Outcome]:
    """Promise each of these a call (complaint, caller, by when); `numbers` names the complaints."""
    _, refused = together.call_back(ask, at, group, wanted, what)
    why = {one.number: one.why for one in refused}
    chosen = sorted({numbers[one] for one, _, _ in wanted})
    return _some(
        [Outcome(number=one, state="refused" if one in why else "promised", why=why.get(one)) for one in chosen]
    )


def tell_each(
    ask: Asker, at: datetime, group: int, key: uuid.UUID, chosen: Mapping[str, int], way: str | None = None
) -> list[Outcome]:
    """Hold the newest word of what we changed for each of `chosen` (number → complaint), in their own words."""
    words = next((one.words for one in group_state.said(group, together.FIX)), None)
    if words is None:
        raise Refused(Text("请先写下我们改了什么。", "Write down first what we changed."))
    found: dict[str, Outcome] = {}
    messages = []
    for number, complaint_id in sorted(chosen.items()):
        try:
            text = adapting.progress(history(ask, number, cover=True), words)
        except Refused as refused:
            found[number] = Outcome(number=number, state="refused", why=refused.text)
            continue
        messages.append(together.Message(complaint_id, number, text, way or ways(complaint_id)[0]))
    _, refusals = together.tell_all(ask, at, group, key, messages)
    by_way = {one.number: one.way for one in messages}
    for one in refusals:
        found[one.number] = Outcome(number=one.number, state="refused", way=by_way[one.number], why=one.why)
    return _some([found.get(one) or _held(key, one, by_way[one]) for one in sorted(chosen)])


def _held(key: uuid.UUID, number: str, way: str) -> Outcome:
    """What stands of it: pressed twice, the second time says how the first one went."""
    draft = Draft.objects.filter(key=together.draft_key(key, number)).values_list("state", "body").first()
    if draft is None:
        why = Text("这一次告知里没有这件，或已撤回。", "It was not in this telling, or was taken back.")
        return Outcome(number=number, state="refused", way=way, why=why)
    return Outcome(number=number, state=STATES.get(draft[0], draft[0]), way=draft[1].get("verb", {}).get("way", way))


def _some(outcomes: list[Outcome]) -> list[Outcome]:
    """All of them; the first refusal where it could be done for nobody."""
    if outcomes and all(one.state == "refused" and one.why is not None for one in outcomes):
        raise Refused(outcomes[0].why or Text("", ""))
    return outcomes
