"""The six causes in words: what each is called, what a warning of it says with its limit, and what helps (M38)."""

from __future__ import annotations

from typing import Protocol

from wenguo.text import Text


class Told(Protocol):
    """A warning, or one that was given."""

    cause: str
    sign: str
    n: int
    bound: int


# THE LIST, in the order in which the gauge shows them
CAUSES: dict[str, Text] = {
    "passed_around": Text("被推来推去", "Passed around"),
    "made_to_repeat": Text("被要求反复讲述", "Made to repeat it"),
    "came_back_unsolved": Text("多次回来仍未解决", "Came back unsolved"),
    "told_differently": Text("前后说法不一", "Told different things"),
    "not_respected": Text("感到不被尊重", "Not respected"),
    "too_slow": Text("太慢", "Too slow"),
}

LEVELS: dict[str, Text] = {"early": Text("早期", "early"), "now": Text("现在就办", "act now")}

# sign → what it says; the limit stands in the words, so that nobody wonders where the warning comes from
SIGNS: dict[str, Text] = {
    "moves": Text(
        "已转手或退回 {n} 次（满 {bound} 次起提醒）", "changed hands or was turned back ×{n} (warned from {bound})"
    ),
    "moved_silent": Text(
        "换人负责后 {n} 小时没有联系投诉人（满 {bound} 小时起提醒）",
        "no word to the complainant for {n} h after it changed hands (warned after {bound} h)",
    ),
    "asked_again": Text(
        "同一件事实问了 {n} 次（满 {bound} 次起提醒）", "asked for one fact ×{n} (warned from {bound})"
    ),
    "told_to_many": Text(
        "投诉人已向我们 {n} 个人讲过（满 {bound} 人起提醒）",
        "they have told it to {n} people of ours (warned from {bound})",
    ),
    "new_channel": Text(
        "换了渠道，接听的同事此前没有参与过本件", "a new channel, taken by somebody who did not know the matter"
    ),
    "returns": Text(
        "回来 {n} 次，其间没有任何实质进展（满 {bound} 次起提醒）",
        "came back ×{n} with nothing found, offered, kept or answered between (warned from {bound})",
    ),
    "amount": Text("前后告知的金额不同（{n} 处）", "different sums were told ({n} in all)"),
    "day": Text("前后告知的时间不同（{n} 处）", "different days were told ({n} in all)"),
    "conclusion": Text(
        "同一诉求前后决定不同，其间没有新的认定或事实（{n} 处）",
        "one demand was decided in two ways with no new finding or fact between ({n} in all)",
    ),
    "said_otherwise": Text(
        "前后答复的结论相反，后一次没有说明为什么变了（{n} 处）",
        "we said yes and then no, or no and then yes, and the later message does not say why ({n} in all)",
    ),
    "wording": Text("我们发出的 {n} 条文字措辞需要看一看", "wording of ours to look at, in {n} of our messages"),
    "rated": Text("投诉人给处理过程打了低分", "the complainant gave the handling a low mark"),
    "handling": Text("投诉涉及处理过程本身（原因 RS17）", "it is about the handling itself (cause RS17)"),
    "clock": Text(
        "答复时限已过 {n}%（自 {bound}% 起提醒）", "{n} % of the time for the answer has gone (warned from {bound} %)"
    ),
    "overrun": Text("{n} 个时限已超时", "time limits run out: {n}"),
    "promise": Text("承诺落空 {n} 次", "promises not kept in time: {n}"),
    "silence": Text("{n} 天没有联系投诉人（满 {bound} 天起提醒）", "no contact for {n} days (warned after {bound})"),
}

# cause → what helps now
HELPS: dict[str, Text] = {
    "passed_around": Text(
        "由现在的责任人亲自联系一次，说明今后都由自己负责；确需他人办理的，用“询问”，不要再转。",
        "The owner rings them and says: from now on it is me. Where others must do a part, ask them; do not pass it on again.",
    ),
    "made_to_repeat": Text(
        "先看记录再开口；说出已经知道的，只问缺的那一项，并为重复致歉。",
        "Read the record before speaking; say what you know, ask only for what is missing, and be sorry for the repetition.",
    ),
    "came_back_unsolved": Text(
        "今天拿出一个实在的进展：查明一点、兑现一项，或给出有时间的承诺。",
        "Bring one real step today: something found, something kept, or a promise with a time.",
    ),
    "told_differently": Text(
        "核对两处说法，由一个人向投诉人说明哪个为准、为什么变了，不要让对方自己发现。",
        "Compare the two, and let one person say which holds and why it changed, before they find it out themselves.",
    ),
    "not_respected": Text(
        "看一看被引用的话，先为感受道歉再谈事情；必要时换一位同事联系。",
        "Read the words quoted; be sorry for how it felt before the matter itself; let a colleague make the contact if need be.",
    ),
    "too_slow": Text(
        "今天就联系：说明做到哪一步、下一步是什么、什么时候有结果。",
        "Get in touch today: where it stands, what comes next, and when they will know.",
    ),
}


def reason(warning: Told) -> Text:
    """Why it is warned, with its numbers and the limit."""
    found = SIGNS.get(warning.sign)
    if found is None:
        return CAUSES.get(warning.cause, Text(warning.cause, warning.cause))
    numbers = {"n": warning.n, "bound": warning.bound}
    return Text(found.zh.format(**numbers), found.en.format(**numbers))
