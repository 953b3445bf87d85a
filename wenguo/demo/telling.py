"""How the demonstration's pasts are told: stories written as acts with times, walked by the door in order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

import msgspec

from wenguo.advising import watching
from wenguo.complaint import Complaint
from wenguo.demo.organisation import Cast
from wenguo.events import Event, Recorded, Split
from wenguo.models import Account
from wenguo.models import Complaint as Row
from wenguo.perform import CLOCK, COMPLAINANT, By, Done, locked, perform
from wenguo.verbs import Acknowledge, Lapse, Promise, Reach, Record, Refused, Settle, Verb

ZONE = ZoneInfo("Asia/Shanghai")
# Every demonstration complaint's source begins so; nothing that is imported does.
MARK = "demo-8f1c27"
_MINUTE = timedelta(minutes=1)
_WHO = {"complainant": COMPLAINANT, "clock": CLOCK, "advice": By(ref="advice@rules-1", via="advice")}


class Told(msgspec.Struct, frozen=True):
    """What an act may look at before it is made: the complaint as it stands, and the others' numbers by key."""

    c: Complaint
    numbers: dict[str, str]

    def clock(self, rule: str) -> int:
        """The ordinal of the first clock of that rule that runs or is paused."""
        return next(one.id for one in self.c.clocks if one.rule == rule and one.state in {"running", "paused"})

    def notice(self) -> int:
        """The line of the last notice sent."""
        return self.c.notices[-1].position

    def suggestion(self) -> int:
        """The line of the first suggestion nobody has judged."""
        return next(one.position for one in self.c.suggestions if one.state == "open")


type Making = Verb | Callable[[Told], Verb]


class Step(msgspec.Struct, frozen=True):
    """One act of a story: when, on which complaint, by whom, by which face, and which verb."""

    at: datetime
    key: str
    who: str
    via: str
    making: Making


class Story:
    """One complaint's past, written forward from its receipt; every moment lies before `now`."""

    def __init__(
        self, cast: Cast, key: str, now: datetime, *, days: int = 0, clock: str = "", hours: float = 0
    ) -> None:
        """It begins `days` ago at the local time `clock`, or `hours` ago."""
        self.cast, self.key, self.now = cast, key, now
        self.steps: list[Step] = []
        local = now.astimezone(ZONE)
        self.moment = _local(local.date() - timedelta(days=days), clock) if clock else now - timedelta(hours=hours)

    @property
    def day(self) -> date:
        """The local day this story has reached."""
        return self.moment.astimezone(ZONE).date()

    def wait(self, *, d: int = 0, h: float = 0, m: float = 0, t: str = "") -> Self:
        """Let days, hours and minutes pass, then, with `t`, wait for that local time of day."""
        moment = self.moment + timedelta(days=d, hours=h, minutes=m)
        if t:
            moment = max(_local(moment.astimezone(ZONE).date(), t), self.moment + _MINUTE)
        if moment >= self.now:
            raise ValueError(f"the story {self.key} runs past the present at step {len(self.steps) + 1}")
        self.moment = moment
        return self

    def begin(
        self, who: str, unit: str, words: str, *, via: str = "web", verb: type[Record] = Record, **fields: Any
    ) -> Self:
        """The complaint is taken in."""
        for name in ("owner", *(("concerned",) if "concerned" in fields else ())):
            if name in fields:
                fields[name] = self.cast.id(fields[name]) if name == "owner" else tuple(map(self.cast.id, fields[name]))
        made = verb(unit=self.cast.unit(unit), words=words, source=f"{MARK}-{self.key}", **fields)
        return self._add(who, via, made, self.key)

    def do(
        self,
        who: str,
        making: Making,
        *,
        d: int = 0,
        h: float = 0,
        m: float = 0,
        t: str = "",
        via: str = "web",
        on: str = "",
    ) -> Self:
        """Somebody acts, so much later; `on` names another story's complaint."""
        self.wait(d=d, h=h, m=m if d or h or m or t else 7, t=t)
        return self._add(who, via, making, on or self.key)

    def greet(self, who: str, way: str, words: str | None = None, **gap: Any) -> Self:
        """Receipt is told by a way on which the complainant answers at once: acknowledged and reached."""
        self.do(who, Acknowledge(way=way, words=words) if words else Acknowledge(way=way), **gap)
        return self.do(who, Reach(reached=True, way=way), m=1)

    def promise(
        self, who: str, what: str, *, within: timedelta, to: str = "complainant", m: float = 5, **gap: Any
    ) -> Self:
        """Something is promised, `within` so long from now on."""
        self.wait(m=m, **gap)
        return self._add(who, "web", Promise(what=what, due_at=self.moment + within, to=to), self.key)

    def _add(self, who: str, via: str, making: Making, key: str) -> Self:
        if self.moment >= self.now:
            raise ValueError(f"the story {self.key} begins after the present")
        self.steps.append(Step(self.moment, key, who, "portal" if who == "complainant" else via, making))
        return self


def _local(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE).astimezone(UTC)


class Change(msgspec.Struct, frozen=True):
    """Something that happens in the office while the stories run, such as an account being disabled."""

    at: datetime
    made: Callable[[Telling], None]


class Telling:
    """All stories walked together; what time alone brings about is written at its own moment in between."""

    def __init__(self, cast: Cast, watched: frozenset[str] = frozenset()) -> None:
        """`watched` are the stories in which early warnings are given as they go, not only at last."""
        self.cast = cast
        self._watched_keys, self._watched = watched, set[str]()
        self.numbers: dict[str, str] = {}
        self.complaints: dict[str, Complaint] = {}

    def tell(self, stories: Iterable[Story], changes: Iterable[Change], now: datetime) -> None:
        """Do every act at its moment, and let time run up to `now`."""
        coming: list[Step | Change] = [*changes, *(step for story in stories for step in story.steps)]
        for one in sorted(coming, key=lambda one: one.at):
            self._lapse_until(one.at)
            if isinstance(one, Change):
                one.made(self)
            else:
                self._step(one)
        self._lapse_until(now)

    def act(self, verb: Verb, number: str | None, by: By, at: datetime) -> Done:
        """One act through the door."""
        done = perform(verb, number, by, at)
        self.complaints[done.number] = done.complaint
        if done.number in self._watched and watching.watch(Row.objects.get(number=done.number).pk, at):
            self.complaints[done.number] = locked(done.number)[1]
        return done

    def by(self, who: str, via: str = "web") -> By:
        """Who acts, by name."""
        return _WHO.get(who) or By(account=self.cast.id(who), via=via)

    def _step(self, step: Step) -> None:
        number = self.numbers.get(step.key)
        verb = step.making
        if not isinstance(verb, Verb):
            if number is None:
                raise KeyError(step.key)
            verb = verb(Told(self.complaints[number], self.numbers))
        begins = isinstance(verb, Record | Settle)
        try:
            done = self.act(verb, None if begins else number, self.by(step.who, step.via), step.at)
        except Refused as refused:
            refused.add_note(f"in the story {step.key}: {step.who} may not {verb.word()} at {step.at}")
            raise
        for event in done.events:
            self._hear(event, done.number, step.key)

    def _hear(self, event: Event, number: str, key: str) -> None:
        if isinstance(event, Recorded):
            self.numbers[key] = number
            if key in self._watched_keys:
                self._watched.add(number)
        elif isinstance(event, Split):
            self.numbers[f"{key}/part"] = event.other
            self.complaints[event.other] = locked(event.other)[1]

    def _lapse_until(self, moment: datetime) -> None:
        """Write down what runs out before `moment`, each at the clock's first look after it (it looks every minute)."""
        while True:
            due = (
                Row.objects.filter(next_at__lt=moment - _MINUTE)
                .order_by("next_at", "id")
                .values_list("number", "next_at")
                .first()
            )
            if due is None:
                return
            number, next_at = due
            assert next_at is not None
            look = next_at.replace(second=0, microsecond=0) + _MINUTE
            done = self.act(Lapse(), number, CLOCK, look)
            if not done.events:
                raise RuntimeError(f"{number} asks for the clock at {next_at}, but nothing has run out")

    def disable(self, who: str) -> None:
        """An account is disabled: its holder has left."""
        Account.objects.filter(pk=self.cast.id(who)).update(is_active=False)
