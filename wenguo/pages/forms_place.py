"""Where a form is filled in, and one thing to choose there."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from wenguo.complaint import Complaint
from wenguo.pages import telling
from wenguo.queries import office
from wenguo.queries.history import Whole
from wenguo.rules.permissions import Actor
from wenguo.rules.policy import Policy
from wenguo.text import Text

_WIDTH = 60


class Option(NamedTuple):
    """One thing to choose: what is sent, what is read, and where it stands."""

    value: str
    label: str
    note: str = ""
    group: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a form is filled in: the complaint as this person sees it, the policy, the moment, the language."""

    whole: Whole
    policy: Policy
    account: int
    roles: frozenset[str]
    at: datetime
    zone: str
    language: str

    @property
    def c(self) -> Complaint:
        """The complaint."""
        return self.whole.complaint

    def say(self, zh: str, en: str) -> str:
        """A saying in the reader's language."""
        return Text(zh, en).said(self.language)

    def moment(self, at: datetime) -> str:
        """A moment in the unit's time zone."""
        return telling.moment(at, self.language, self.zone)

    def words(self, ref: object) -> str:
        """The beginning of kept words."""
        text = " ".join(self.whole.texts.get(getattr(ref, "id", ""), "").split())
        return text if len(text) <= _WIDTH else text[:_WIDTH] + "…"

    def demand(self, demand: object) -> str:
        """A demand in words: what is asked, how much, and in whose words."""
        code = office.taxonomy().label(getattr(demand, "remedy", ""), self.language)
        fen = getattr(demand, "amount_fen", None)
        amount = f" ¥{fen // 100:,}.{fen % 100:02d}" if fen is not None else ""
        said = self.words(getattr(demand, "words", None))
        return f"{getattr(demand, 'id', '')}. {code}{amount}" + (self.say("：", ": ") + said if said else "")


def policy_of(c: Complaint) -> Policy:
    """The policy that governs a complaint: its unit's packs on the day of receipt."""
    unit = office.units()[c.unit]
    assert c.received_at is not None
    return office.policy_of(unit, c.received_at.astimezone(ZoneInfo(unit.time_zone)).date())


def place_of(whole: Whole, account: int, at: datetime, language: str, actor: Actor | None = None) -> Place:
    """Where this person fills in forms about this complaint."""
    c = whole.complaint
    unit = office.units()[c.unit]
    actor = actor if actor is not None else office.actor(account, unit, "web")
    roles = actor.roles if actor is not None else frozenset()
    return Place(
        whole=whole, policy=policy_of(c), account=account, roles=roles, at=at, zone=unit.time_zone, language=language
    )
