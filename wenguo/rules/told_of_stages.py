"""What a complainant is told of where it stands: each stage in one sentence, what comes next, and the four steps drawn."""

from __future__ import annotations

from wenguo.text import Text

# Where it stands, in one sentence, and what comes next.
STAGE: dict[str, tuple[Text, Text]] = {
    "received": (
        Text("已收到，还没有开始处理。", "It has arrived; work on it has not begun."),
        Text("我们会告诉您已经收到，并开始了解情况。", "We tell you that we have it, and begin to look into it."),
    ),
    "acknowledged": (
        Text("已收到，正在了解情况。", "We have it and are getting to know the facts."),
        Text("我们会调查，然后答复您。", "We look into it, then answer you."),
    ),
    "assessed": (
        Text("正在处理。", "We are working on it."),
        Text("我们会调查，然后答复您。", "We look into it, then answer you."),
    ),
    "investigated": (
        Text("已查明情况，正在准备答复。", "We know what happened and are preparing the answer."),
        Text("我们会答复您，说明决定和理由。", "We answer you, with the decision and its reasons."),
    ),
    "answered": (
        Text("我们已经答复，等您的意见。", "We have answered; now it is your word."),
        Text("您可以认可、不认可，或者申请核查。", "You can accept it, dispute it, or ask for a review."),
    ),
    "accepted": (
        Text("您认可了答复。", "You accepted the answer."),
        Text("我们会办结。改变主意仍可不认可。", "We close it. Should you change your mind, you can still dispute it."),
    ),
    "disputed": (
        Text("您不认可答复，我们在重新处理。", "You disputed the answer; we are working on it again."),
        Text("我们会重新调查，再次答复您。", "We look into it again and answer you anew."),
    ),
    "in_review": (
        Text("正在核查：由原处理人以外的人检查。", "Under review, by somebody who did not handle it."),
        Text("核查完成后，我们把结论和理由告诉您。", "When it is done we tell you the conclusion and its reasons."),
    ),
    "reviewed": (
        Text("核查已完成，维持原来的答复。", "The review is done: the answer stands."),
        Text(
            "您仍可以向主管部门反映、申请调解、仲裁或者起诉。",
            "You can still turn to the authority, mediation, arbitration or court.",
        ),
    ),
    "declined": (
        Text("我们没有受理。", "We did not take it on."),
        Text("您可以申请核查，或者走我们告知的其他途径。", "You can ask for a review, or go the other ways we named."),
    ),
    "withdrawn": (
        Text("您撤回了投诉。", "You took it back."),
        Text("我们会结束处理。您可以随时重新投诉。", "We end the work. You can complain anew at any time."),
    ),
    "referred": (
        Text("经您同意，已移送其他单位。", "With your consent it was passed on."),
        Text("由接收单位与您联系。", "Whoever received it will get in touch with you."),
    ),
    "reopened": (
        Text("已重新打开，正在处理。", "It was taken up again; we are working on it."),
        Text("我们会重新调查，再次答复您。", "We look into it again and answer you anew."),
    ),
    "closed": (
        Text("已办结。", "It is closed."),
        Text(
            "如果您不同意，仍可不认可或者申请核查。", "If you disagree, you can still dispute it or ask for a review."
        ),
    ),
}

# The four steps drawn on the page, and the stage's place among them.
STEPS = (Text("收到", "Received"), Text("处理", "Work"), Text("答复", "Answer"), Text("办结", "Closed"))
STEP_OF = {
    **dict.fromkeys(("received",), 0),
    **dict.fromkeys(("acknowledged", "assessed", "investigated", "disputed", "reopened", "in_review"), 1),
    **dict.fromkeys(("answered", "accepted", "reviewed", "declined"), 2),
    **dict.fromkeys(("withdrawn", "referred", "closed"), 3),
}
