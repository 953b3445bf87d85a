"""pause: stop counting a clock for a ground its pack names, such as an appraisal (银保监令2020-3 art. 18(2))."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._clocks import rule_of, running
from wenguo.verbs._verb import Act, F, Moment, Verb, Way, Words, must, refuse


class Pause(Verb):
    """Pause a clock from a moment on."""

    title: ClassVar[Text] = Text("中止计时", "Pause")
    clock: int = F("时限序号", "ordinal of the clock", ge=1)
    ground: str = F("中止事由代码", "ground of the pack", max_length=60)
    reason: Words = F("说明", "reason")
    paused_at: Moment | None = F("自何时起，缺省为现在", "from when, else now", None)
    way: Way | None = F("告知投诉人的方式", "way the complainant was told", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        clock = running(c, self.clock)
        allowed = {pause.reason: pause for pause in rule_of(clock, act).pauses}
        if self.ground not in allowed:
            listed = ", ".join(allowed) or "—"
            raise refuse(
                f"规则不允许以此中止；可选：{listed}。",
                f"The rule knows no such pause; there are: {listed}.",
                field="ground",
            )
        if allowed[self.ground].must_notify and self.way is None:
            raise refuse(
                "此中止须告知投诉人，请填写告知方式。",
                "This pause must be told to the complainant; say how.",
                field="way",
            )
        paused_at = self.paused_at or act.at
        if not clock.started_at <= paused_at <= act.at:
            raise refuse(
                "中止时间须在时限开始之后、现在之前。",
                "The pause must lie between the clock's start and now.",
                field="paused_at",
            )
        return [
            e.ClockPaused(
                clock=clock.id, ground=self.ground, paused_at=paused_at, reason=must(self.reason), way=self.way
            )
        ]
