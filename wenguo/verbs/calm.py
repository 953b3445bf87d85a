"""calm: bring a major complaint back to a lesser state, with the reasons; not by its owner alone (M39)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.major import CLOCKS, GRAVER, brings_back
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Calm(Verb):
    """Bring it back: to crisis, to opportunity, or to calm, which ends the daily reports."""

    title: ClassVar[Text] = Text("平息", "Calm")
    state: Literal["calm", "opportunity", "crisis"] = F("回落到", "back to", "opportunity")
    words: Words = F("理由：什么变了，凭什么判断", "the reasons: what has changed, and how one knows")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if c.major is None or not c.major.open:
            raise refuse("本件现在不是重大投诉。", "It is no major complaint now.")
        if act.by.account == c.owner:
            raise refuse(
                "责任人不能自己宣布平息，请由另一位负责人或审批人判断。",
                "Its owner cannot call it calm: another head or approver judges.",
                code="permission",
            )
        if GRAVER.index(self.state) >= GRAVER.index(c.major.state):
            raise refuse(
                "只能回落到更轻的状态；加重请用“列为重大投诉”。",
                "Only to a lesser state; to raise it, use escalate.",
                field="state",
            )
        if self.state == "calm" and c.major.reports == 0:
            raise refuse(f"还不能平息：{brings_back(c)[0].zh}。", f"Not yet: {brings_back(c)[0].en}.", field="state")
        events: list[e.Event] = [e.Calmed(state=self.state, words=must(self.words))]
        if self.state == "calm":
            events += [
                e.ClockStopped(clock=one.id, why="calmed")
                for one in c.clocks
                if one.starts in CLOCKS and one.state in {"running", "paused"}
            ]
        return events
