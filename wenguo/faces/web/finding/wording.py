"""How the filters are called on chips and in choices."""

from __future__ import annotations

from wenguo.text import Text

HEADS: dict[str, Text] = {
    "unit": Text("单位：", "Unit:"),
    "owner": Text("责任人：", "Owner:"),
    "stage": Text("阶段：", "Stage:"),
    "cause": Text("原因：", "Cause:"),
    "channel": Text("渠道：", "Channel:"),
    "severity": Text("严重程度：", "Severity:"),
    "kind": Text("性质：", "Kind:"),
    "from": Text("收到自", "Received from"),
    "to": Text("收到至", "Received to"),
    "due_to": Text("未到期，最迟", "Due by"),
    "breach_from": Text("时限到期自", "Runs out from"),
    "breach_to": Text("时限到期至", "Runs out to"),
}
# (name, value) → how a yes or no, or one of few, is called
YES: dict[tuple[str, str], Text] = {
    ("overdue", "1"): Text("已超时", "Overdue"),
    ("overdue", "0"): Text("未超时", "Not overdue"),
    ("open", "1"): Text("未办结", "Open"),
    ("open", "0"): Text("已办结", "Closed"),
    ("promise", "waiting"): Text("有承诺待兑现", "A promise waits"),
    ("promise", "late"): Text("有承诺已过期", "A promise is late"),
    ("offered", "1"): Text("转交待接", "Offered, not taken"),
    ("offered", "0"): Text("没有待接的转交", "Not offered"),
    ("awaits", "1"): Text("待审批", "Waits for approval"),
    ("awaits", "0"): Text("无待审批", "Nothing to approve"),
    ("turned_back", "1"): Text("转交被退回过", "Was turned back"),
    ("turned_back", "0"): Text("没有被退回", "Never turned back"),
    ("trouble", "disputed"): Text("投诉人不认可过", "Was disputed"),
    ("trouble", "reopened"): Text("重开过", "Was reopened"),
    ("trouble", "broken"): Text("有承诺落空过", "A promise was broken"),
    ("in", "theirs"): Text("只查投诉人的话", "Their words only"),
    ("in", "ours"): Text("只查我们的话", "Our words only"),
    ("by", "best"): Text("最相关的在前", "Best first"),
}
NAMED: dict[str, tuple[str, ...]] = {
    "overdue": ("1", "0"),
    "open": ("1", "0"),
    "promise": ("waiting", "late"),
    "offered": ("1", "0"),
    "awaits": ("1",),
    "turned_back": ("1",),
    "trouble": ("disputed", "reopened", "broken"),
}
SEVERITIES: dict[str, Text] = {
    "T1": Text("T1 重大", "T1 grave"),
    "T2": Text("T2 较重", "T2 serious"),
    "T3": Text("T3 一般", "T3 ordinary"),
}
NO_NAME = Text("请给检索起个名字。", "Give the search a name.")
LONG_NAME = Text("名字最多 100 个字。", "A name has 100 characters at most.")
SAME_NAME = Text("您已有一个同名的检索，请换个名字。", "You keep a search of that name already; choose another.")
NOT_YOUR_UNIT = Text("只能分享给您看得到的单位。", "It can be shared with a unit whose complaints you see.")
NOT_A_NUMBER = Text("请填 1 到 1000 的整数，或留空。", "Write a whole number from 1 to 1000, or leave it empty.")
NOTHING_ASKED = Text("先写要找的字词或选一个筛选，再保存。", "Ask for something first: words, or a filter.")
