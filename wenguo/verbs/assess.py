"""assess: the initial assessment — severity, complexity, cause, what can be put right now (ISO 10002:2018 7.5)."""

from datetime import date
from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules import clocks
from wenguo.rules.ownership import must_avoid, offered, outside
from wenguo.text import Text
from wenguo.verbs._verb import Act, Dissatisfaction, F, Kind, Severity, Tag, Verb, ref, refuse
from wenguo.verbs._wishes import Wish, check_remedies


class Assess(Verb):
    """Assess: chooses the simple or the complex length, still counted from receipt; only what is given changes."""

    title: ClassVar[Text] = Text("初步评估", "Assess")
    needs: ClassVar[dict[str, tuple[str, str]]] = {
        "concerned": ("accounts", "concerned"),
        "heads": ("heads_of_unit", "unit"),
    }
    complexity: Literal["simple", "complex"] | None = F("简单或复杂", "simple or complex", None)
    severity: Severity | None = F("严重程度", "severity", None)
    kind: Kind | None = F("性质", "kind", None)
    dissatisfaction: Dissatisfaction | None = F("结果／过程不满", "outcome, process or both", None)
    causes: tuple[str, ...] | None = F(
        "原因代码，第一个为主因", "cause codes, the first is primary", None, max_length=20
    )
    product: str | None = F("产品代码", "product code", None, max_length=60)
    event_date: date | None = F("事发日期", "date of the event", None)
    price_fen: int | None = F("价款（分）", "price paid, in fen", None, ge=0, le=10**15)
    concerned: tuple[int, ...] | None = F("被投诉员工账号编号", "accounts of the employees complained of", None)
    tags: tuple[Tag, ...] | None = F("适用情形标签", "tags that packs ask for", None, max_length=20)
    demands: tuple[Wish, ...] = F("补充诉求", "further demands", (), max_length=50)
    immediate: bool | None = F("能否立即解决", "can it be put right now?", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if not self.model_fields_set:
            raise refuse("请至少填写一项评估内容。", "Fill in at least one part of the assessment.")
        for code in self.causes or ():
            if not act.taxonomy.known(code):
                raise refuse(f"没有原因代码 {code}。", f"There is no cause code {code}.", field="causes")
        check_remedies(self.demands, act)
        given = {
            name: getattr(self, name) for name in self.model_fields_set - {"demands"} if getattr(self, name) is not None
        }
        demands = tuple(
            e.Demand(remedy=wish.remedy, amount_fen=wish.amount_fen, words=ref(wish.words)) for wish in self.demands
        )
        happened: list[e.Event] = [e.Assessed(**given, demands=demands)]
        if self.complexity is not None:
            happened += clocks.reassessed(c, self.complexity, act.policy, act.taxonomy)
        concerned = self.concerned or ()
        head = outside(act.facts["heads"], c.owner, concerned)
        waits = c.hand_over is not None and not must_avoid(c.hand_over.to, concerned)
        if must_avoid(c.owner, concerned) and not waits and head is not None:
            # the owner turns out to be the person complained of: the head is offered it at once
            happened.append(offered(head, act.at, act.policy, why="avoid"))
        return happened
