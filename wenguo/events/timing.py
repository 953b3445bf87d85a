"""What happens to its clocks."""

from __future__ import annotations

from datetime import datetime

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class ClockStarted(Event, frozen=True, kw_only=True):
    label = Text("时限开始", "Clock started")
    sentence = Text("时限“{rule}”（{pack}）开始计算，应于 {due_at} 前完成", "clock {rule} ({pack}) runs until {due_at}")
    quiet = True
    clock: int
    pack: str
    rule: str
    obligor: str
    starts: str
    started_at: datetime
    due_at: datetime
    due_rolled_at: datetime
    ends_on: tuple[str, ...]
    warn_at: tuple[int, ...] = ()
    complexity: str = "any"
    provisional: bool = False
    fallback: bool = False


class ClockStopped(Event, frozen=True, kw_only=True):
    label = Text("时限停止", "Clock stopped")
    sentence = Text("时限{clock}停止计算：{why}", "clock {clock} no longer runs: {why}")
    quiet = True
    clock: int
    why: str


class ClockWarned(Event, frozen=True, kw_only=True):
    label = Text("时限提醒", "Clock warned")
    sentence = Text("时限{clock}已过 {percent}%", "{percent} % of clock {clock} has gone")
    quiet = True
    clock: int
    percent: int


class ClockOverrun(Event, frozen=True, kw_only=True):
    label = Text("超时", "Clock overrun")
    sentence = Text("时限{clock}已超时", "clock {clock} has run out")
    quiet = True
    clock: int


class ClockExtended(Event, frozen=True, kw_only=True):
    label = Text("延期", "Clock extended")
    sentence = Text(
        "时限{clock}经批准延至 {due_at}，已告知投诉人（{way}）", "clock {clock} extended to {due_at}; told by {way}"
    )
    clock: int
    due_at: datetime
    due_rolled_at: datetime
    approver: int | None
    reason: Ref
    way: str
    told: Ref
    provisional: bool = False


class ClockPaused(Event, frozen=True, kw_only=True):
    label = Text("时限中止", "Clock paused")
    sentence = Text("时限{clock}中止计算（{ground}）", "clock {clock} paused ({ground})")
    clock: int
    ground: str
    paused_at: datetime
    reason: Ref
    way: str | None = None


class ClockResumed(Event, frozen=True, kw_only=True):
    label = Text("时限恢复", "Clock resumed")
    sentence = Text("时限{clock}恢复计算，应于 {due_at} 前完成", "clock {clock} resumed, due {due_at}")
    clock: int
    resumed_at: datetime
    due_at: datetime
    due_rolled_at: datetime
    provisional: bool = False
