"""Pasts made only of verbs: an office, and complaints that things have happened to.

    story.recorded("灯不亮").acknowledged().answered().accepted().closed()

Every step takes `by` (a name of the office, "complainant", "clock" or "advice") and the verb's fields; time goes on
by ten minutes a step, or by `later(days=3)`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from wenguo import models
from wenguo.complaint import Complaint
from wenguo.models import Account, Membership, Unit
from wenguo.perform import CLOCK, COMPLAINANT, By, Done, folded, perform
from wenguo.rules.permissions import ROLES
from wenguo.verbs import VERBS, Refused

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)  # a Monday
STEP = timedelta(minutes=10)

# name → (unit, roles held there)
PEOPLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "local": ("main", tuple(ROLES)),
    "ann": ("sec", ("handler",)),
    "eve": ("sec", ("front_line",)),
    "bob": ("sec", ("head",)),
    "dan": ("main", ("approver",)),
    "qi": ("main", ("quality",)),
    "lex": ("main", ("legal",)),
    "aud": ("main", ("auditor",)),
    "tom": ("car", ("handler",)),
    "adm": ("main", ("administrator",)),
    "bot": ("main", ("integration",)),
}


class Office:
    """The units and people of the tests: `office.ann` is an account, `office.sec` a unit."""

    units: dict[str, Unit]
    people: dict[str, Account]

    def __init__(self) -> None:
        self.units, self.people = {}, {}

    def __getattr__(self, name: str) -> Any:
        """A unit or a person by name."""
        found = self.__dict__["units"].get(name) or self.__dict__["people"].get(name)
        if found is None:
            raise AttributeError(name)
        return found

    def by(self, name: str, via: str = "cli") -> By:
        """Who acts, by name."""
        if name in {"clock", "complainant"}:
            return CLOCK if name == "clock" else COMPLAINANT
        return By(ref="advice@1", via="advice") if name == "advice" else By(account=self.people[name].pk, via=via)

    def new_unit(self, code: str, packs: list[str], *, head: str | None = None, parent: str = "main") -> Unit:
        """One more unit under `parent`."""
        made = Unit.objects.create(
            code=code, name=code, parent=self.units[parent], packs=packs, head=self.people[head] if head else None
        )
        self.units[code] = made
        return made

    def new_person(self, name: str, unit: str, *roles: str) -> Account:
        """One more person, with roles at a unit."""
        made = Account(username=name, display_name=name, unit=self.units[unit])
        made.set_unusable_password()
        made.save()
        Membership.objects.bulk_create(Membership(account=made, unit=self.units[unit], role=role) for role in roles)
        self.people[name] = made
        return made


def founded() -> Office:
    """An office in an empty database; main has no head, sec's is bob."""
    office = Office()
    main = Unit.objects.create(code="main", name="总部", name_en="Head office", packs=["house"])
    sec = Unit.objects.create(code="sec", name="证券分公司", parent=main, packs=["cn-securities"])
    car = Unit.objects.create(code="car", name="汽车服务", parent=main, packs=["cn-retail"])
    office.units = {"main": main, "sec": sec, "car": car}
    for name, (unit, _) in PEOPLE.items():
        account = Account(username=name, display_name=name.title(), unit=office.units[unit])
        account.set_unusable_password()
        office.people[name] = account
    Account.objects.bulk_create(office.people.values())
    Membership.objects.bulk_create(
        Membership(account=office.people[name], unit=office.units[unit], role=role)
        for name, (unit, roles) in PEOPLE.items()
        for role in roles
    )
    sec.head = office.people["bob"]
    sec.save()
    return office


class Story:
    """One complaint's past in the making; each step is one act through the door."""

    def __init__(self, office: Office, at: datetime = T0) -> None:
        self.office, self.at = office, at
        self.number = ""
        self.done: Done | None = None

    # -- what is asked of it -----------------------------------------------------------------------------------------

    @property
    def complaint(self) -> Complaint:
        """The complaint as its stored log says it is."""
        found = folded(self.row.pk)
        assert found is not None
        return found

    @property
    def row(self) -> models.Complaint:
        """Its drawn row."""
        return models.Complaint.objects.get(number=self.number)

    @property
    def texts(self) -> list[str]:
        """The stored lines of its log."""
        return list(
            models.Line.objects.filter(complaint__number=self.number)
            .order_by("position")
            .values_list("data", flat=True)
        )

    @property
    def happened(self) -> list[str]:
        """The names of its events in order."""
        from wenguo.line import read

        return [type(read(text).event).__name__ for text in self.texts]

    # -- time --------------------------------------------------------------------------------------------------------

    def later(self, **span: float) -> Self:
        """Time goes on: later(days=3)."""
        self.at += timedelta(**span)
        return self

    def moves_to(self, at: datetime) -> Self:
        """Time goes on to a moment."""
        self.at = at
        return self

    # -- acts --------------------------------------------------------------------------------------------------------

    def does(
        self, word: str, by: str = "ann", *, key: str | None = None, expected: int | None = None, **fields: Any
    ) -> Self:
        """One verb by its word, at the story's time; then ten minutes pass."""
        verb = VERBS[word](**fields)
        number = None if verb.begins else self.number
        self.done = perform(verb, number, self.office.by(by), self.at, key=key, expected=expected)
        self.number = self.done.number
        self.at += STEP
        return self

    def cannot(self, word: str, by: str = "ann", **fields: Any) -> Refused:
        """The refusal that this act meets; the test fails where it is done, and nothing is changed by a no."""
        before = self.texts
        try:
            self.does(word, by, **fields)
        except Refused as refused:
            assert self.texts == before, "a refusal wrote to the log"
            return refused
        raise AssertionError(f"{by} could {word}")

    def recorded(self, words: str = "空调有异响，维修两次仍未解决", by: str = "ann", **fields: Any) -> Self:
        """Recorded by `by`, who owns it from now on."""
        return self.does("record", by, words=words, **fields)

    def settled(self, words: str = "等了二十分钟没人理", by: str = "eve", **fields: Any) -> Self:
        """Put right on the spot."""
        return self.does("settle", by, words=words, **{"answer": "当面致歉并立即办理", **fields})

    def acknowledged(self, by: str = "ann", **fields: Any) -> Self:
        """Receipt told."""
        return self.does("acknowledge", by, **fields)

    def assessed(self, by: str = "ann", **fields: Any) -> Self:
        """Assessed, as simple where nothing else is said."""
        return self.does("assess", by, **(fields or {"complexity": "simple"}))

    def declined(self, by: str = "ann", **fields: Any) -> Self:
        """Declined on a ground of the house."""
        given = {"ground": "house_not_ours", "words": "不属于我单位，请联系相关单位", "way": "letter"}
        return self.does("decline", by, **{**given, **fields})

    def handed_over(self, to: str = "eve", by: str = "ann", **fields: Any) -> Self:
        """Offered to a colleague, not yet taken."""
        return self.does("hand_over", by, to=self.office.people[to].pk, **fields)

    def taken_over(self, by: str = "eve") -> Self:
        """Taken over by the one it was offered to."""
        return self.does("take_over", by)

    def turned_back(self, by: str = "eve", reason: str = "不属于我的范围") -> Self:
        """Turned back by the one it was offered to."""
        return self.does("turn_back", by, reason=reason)

    def heard(self, words: str = "我又想起一件事", by: str = "ann", **fields: Any) -> Self:
        """A later word of the complainant."""
        return self.does("hear", by, words=words, **fields)

    def informed(self, by: str = "ann", **fields: Any) -> Self:
        """Progress told."""
        return self.does("inform", by, **{"words": "正在核查，周五前回复您", **fields})

    def reached(self, by: str = "ann", **fields: Any) -> Self:
        """Contact tried with success."""
        return self.does("reach", by, reached=True, **fields)

    def not_reached(self, by: str = "ann", **fields: Any) -> Self:
        """Contact tried in vain."""
        return self.does("reach", by, reached=False, **fields)

    def promised(self, by: str = "ann", what: str = "查清后回电", hours: float = 24, **fields: Any) -> Self:
        """Something promised within so many hours."""
        return self.does("promise", by, what=what, due_at=self.at + timedelta(hours=hours), **fields)

    def kept(self, promise: int = 1, by: str = "ann", **fields: Any) -> Self:
        """A promise kept."""
        return self.does("keep", by, promise=promise, **fields)

    def investigated(self, by: str = "ann", **fields: Any) -> Self:
        """A finding written down, with what it rests on."""
        given = {"finding": "压缩机轴承磨损，属质量问题", "basis": "检测记录"}
        return self.does("investigate", by, **{**given, **fields})

    def answered(self, by: str = "ann", **fields: Any) -> Self:
        """Answered, every demand supported where nothing else is said."""
        given: dict[str, Any] = {"way": "letter"}
        now = self.complaint
        if now.live and not now.findings:  # facts found: an answer cannot go out without
            self.investigated(by)
        elif (
            now.live
            and now.approval != "approved"
            and not any(one.basis for one in now.findings)
            and "rule" not in fields
        ):
            given["rule"] = "公司维修规定第三条"
        if self.complaint.approval != "approved":  # what was approved goes out as it is
            given["words"] = "经核查属实，为您免费更换"
        if "decisions" not in fields and now.approval != "approved":
            given["decisions"] = [{"demand": one.id, "decision": "support"} for one in self.complaint.demands]
        return self.does("answer", by, **{**given, **fields})

    def accepted(self, by: str = "complainant", **fields: Any) -> Self:
        """The complainant's own yes."""
        return self.does("accept", by, **{"how": "portal", **fields})

    def disputed(self, by: str = "complainant", words: str = "换了还是响，我不认可") -> Self:
        """The complainant's own no."""
        return self.does("dispute", by, words=words)

    def review_asked(self, by: str = "complainant", words: str = "请上级核查", **fields: Any) -> Self:
        """A review asked for."""
        return self.does("ask_review", by, words=words, **fields)

    def reviewed(self, by: str = "qi", **fields: Any) -> Self:
        """A review decided, upholding where nothing else is said."""
        return self.does("review", by, **{"outcome": "upheld", "words": "经核查，维持原处理", **fields})

    def withdrawn(self, by: str = "complainant", **fields: Any) -> Self:
        """Taken back."""
        return self.does("withdraw", by, **fields)

    def closed(self, by: str = "ann", outcome: str = "OC01", **fields: Any) -> Self:
        """Closed."""
        return self.does("close", by, outcome=outcome, **fields)

    def reopened(self, by: str = "ann", reason: str = "发现新的材料") -> Self:
        """Taken up again."""
        return self.does("reopen", by, reason=reason)

    def ticked(self) -> Self:
        """The clock looks at it."""
        return self.does("lapse", "clock")
