"""Prepared words that come with the program, until a unit has its own (settings → templates): verb, name, words."""

from __future__ import annotations

from wenguo.text import Text

DEFAULTS: tuple[tuple[str, Text, Text], ...] = (
    (
        "acknowledge",
        Text("已收到", "Received"),
        Text(
            "您好，您于{{ received }}反映的问题我们已经收到，编号 {{ number }}。由{{ unit }}{{ owner }}负责到底，"
            "有进展会主动告诉您，最迟于{{ due }}答复。",
            "Your complaint of {{ received }} has reached us; its number is {{ number }}. {{ owner }} of {{ unit }} "
            "stays responsible for it, will tell you of progress, and answers by {{ due }} at the latest.",
        ),
    ),
    (
        "inform",
        Text("正在核查", "Being looked into"),
        Text(
            "您好，您反映的问题（{{ number }}）正在核查。让您久等了，我们会在{{ due }}前答复您；有新的情况会提前告诉您。",
            "We are looking into your complaint ({{ number }}). Thank you for your patience: you will hear from us by "
            "{{ due }}, and sooner if there is news.",
        ),
    ),
    (
        "inform",
        Text("还需要时间", "More time is needed"),
        Text(
            "您好，您的投诉（{{ number }}）还需要一些时间，原因是：\n〔请填写：原因〕\n"
            "给您添了不便，很抱歉。下次向您说明进展的时间是：〔请填写：时间〕。",
            "Your complaint ({{ number }}) needs more time, because:\n[fill in: the reason]\n"
            "We are sorry for it. You will hear from us again on [fill in: when].",
        ),
    ),
    (
        "ask",
        Text("请补充材料", "Please send what is missing"),
        Text(
            "您好，为了把您反映的问题（{{ number }}）查清楚，想请您补充：{{ missing }}。"
            "照片、截图或口头说明都可以；不方便的话请告诉我们，我们来想办法。",
            "To get to the bottom of your complaint ({{ number }}) we still need: {{ missing }}. Photographs, "
            "screenshots or your word are all fine; if that is difficult, tell us and we will find a way.",
        ),
    ),
    (
        "answer",
        Text("三段答复", "Answer in three movements"),
        Text(
            "{{ complainant }}：\n\n您于{{ received }}反映“{{ matter }}”。遇到这样的事，换了谁都会着急，"
            "给您带来的不便，我们深表歉意。\n\n经核查：{{ finding }}\n\n对您的各项诉求，我们的决定和依据是：\n"
            "〔请填写：逐项的决定、依据和理由〕\n\n您对答复有不同意见的，还可以：\n{{ routes }}\n\n"
            "谢谢您指出我们的不足。为了不再发生，我们将：〔请填写：改进措施〕\n\n{{ unit }}",
            "Dear {{ complainant }},\n\nOn {{ received }} you told us: “{{ matter }}”. Anybody would be upset by that, "
            "and we are sorry for what it cost you.\n\nWhat we found: {{ finding }}\n\nOf each thing you asked for we "
            "decided, and on this basis:\n[fill in: each decision with its basis and reason]\n\nIf you see it "
            "otherwise, you may still:\n{{ routes }}\n\nThank you for telling us. So that it does not happen again, we "
            "will: [fill in: what changes]\n\n{{ unit }}",
        ),
    ),
)
DEFAULTS += (("submit", DEFAULTS[-1][1], DEFAULTS[-1][2]),)
