"""resume: count a paused clock on; the time it stood is added to its due date (银保监令2020-3 art. 18(2))."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._clocks import resumed, running
from wenguo.verbs._verb import Act, F, Moment, Verb, refuse


class Resume(Verb):
    """Resume a paused clock."""

    title: ClassVar[Text] = Text("恢复计时", "Resume")
    clock: int = F("时限序号", "ordinal of the clock", ge=1)
    resumed_at: Moment | None = F("自何时起，缺省为现在", "from when, else now", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        clock = running(c, self.clock, "paused")
        assert clock.paused_at is not None
        resumed_at = self.resumed_at or act.at
        if not clock.paused_at <= resumed_at <= act.at:
            raise refuse(
                "恢复时间须在中止之后、现在之前。", "The moment must lie between the pause and now.", field="resumed_at"
            )
        return [resumed(clock, act, resumed_at)]
