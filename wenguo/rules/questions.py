"""Facts still to learn, each with ready questions: open ones to draw the story out, closed ones to confirm it (M08).

Which facts count as known is said by rules/facts.py; what the words alone tell (a place, a day, a sum) by the patterns
here, so that nobody is asked again for what they have said already.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from wenguo.complaint import Complaint
from wenguo.rules import facts
from wenguo.text import Text

State = Literal["missing", "hinted", "known"]
ENOUGH_WORDS = 12

# who, what, when, where, how much, proof, wish (M36); then the basis we act on, and our own reading
ASPECTS: dict[str, Text] = {
    "what": Text("何事", "What"),
    "who": Text("何人", "Who"),
    "when": Text("何时", "When"),
    "where": Text("何地", "Where"),
    "which": Text("何物", "Which"),
    "how_much": Text("多少", "How much"),
    "proof": Text("凭据", "Proof"),
    "wish": Text("诉求", "Wish"),
    "basis": Text("依据", "Basis"),
    "reading": Text("我们的判断", "Our reading"),
}


class Question(msgspec.Struct, frozen=True):
    """One question to ask aloud; a closed one can be answered by yes or no, or by one of two words."""

    text: Text
    open: bool


class Learn(msgspec.Struct, frozen=True, kw_only=True):
    """One fact to learn: the fact's field, its name, its questions, and how words show that it was spoken of."""

    aspect: str
    field: str
    name: Text
    open: Text
    closed: Text  # {hint} is what they said of it already
    unhinted: Text  # the closed question where they said nothing of it
    shown_by: re.Pattern[str] | None = None

    def hint(self, words: str) -> str:
        """What the words say of it already; empty where they say nothing."""
        found = self.shown_by.search(words) if self.shown_by is not None else None
        return found[0].strip() if found is not None else ""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What an intake has that a complaint does not yet say: the words themselves, and a way of reaching them."""

    words: str = ""
    reachable: bool = False


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the checklist, with the questions in the order in which to ask them."""

    aspect: Text
    field: str
    name: Text
    state: State
    hint: str
    questions: tuple[Question, ...]


def _said(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_DAY = _said(
    r"今[天早晚]|昨[天晚]|前天|大前天|上个?周[一二三四五六日天末]?|上个?星期[一二三四五六日天]?|上个?月|本周|去年"
    r"|(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}-\d{1,2}-\d{1,2}"
    r"|\b(?:today|yesterday|last (?:week|month|night|\w+day)|this morning)\b"
)
_SUM = _said(
    r"[¥￥]\s*\d[\d,.]*|\d[\d,.]*\s*(?:万|千)?(?:元|块钱?|万|yuan|rmb|cny)|[一二两三四五六七八九十百千万]+(?:元|块)"
)
_PLACE = _said(
    r"(?:在|到|去)[^，。；！？、,.;!?\s]{0,14}?(?:店|厅|柜台?|网点|车间|酒店|房间?|前台|营业部|超市|窗口|路|楼|站|场|中心|医院)"
    r"|(?<!\d)\d{1,6}\s*(?:号?房|号?楼|号?窗口|号?柜台?|室)|网上|官网|小程序|\bapp\b"
    r"|\b(?:at|in) (?:the|your) [\w ]{0,24}?(?:shop|store|branch|counter|desk|lobby|hotel|room|restaurant|workshop|centre|center)\b"
    r"|\b(?:online|website)\b"
)
_ORDER = _said(r"\b[A-Z]{0,6}-?\d{6,}[A-Z0-9-]*\b")
_PROOF = _said(
    r"照片|相片|录音|录像|视频|截图|小票|发票|收据|聊天记录|合同|单据|\b(?:photos?|receipt|screenshots?|invoice|recording|video)\b"
)
_WISH = _said(
    r"退[款货钱费]|[更调]?换[货一新]|赔[偿钱]?|补偿|道歉|赔礼|维修|修好|说法|解释|\b(?:refund|replace\w*|compensat\w*|apolog\w*|repair|explain)\b"
)

# In the order in which one would ask: first the story, then who, then what makes it possible to act.
LEARN: tuple[Learn, ...] = (
    Learn(
        aspect="what",
        field="words",
        name=Text("发生了什么", "what happened"),
        open=Text("请您慢慢说，发生了什么？", "Please take your time: what happened?"),
        closed=Text("您说的是“{hint}”，对吗？", "You said “{hint}”; is that right?"),
        unhinted=Text("我这样理解对吗？还有要补充的吗？", "Have I understood that rightly? Is there more?"),
    ),
    Learn(
        aspect="who",
        field="complainant",
        name=Text("怎么称呼", "how to call them"),
        open=Text("请问怎么称呼您？", "May I ask your name?"),
        closed=Text("您是{hint}，对吗？", "You are {hint}; is that right?"),
        unhinted=Text("是您本人的事，还是替别人来说？", "Is it about yourself, or do you speak for somebody?"),
    ),
    Learn(
        aspect="who",
        field="reach",
        name=Text("怎么联系", "how to reach them"),
        open=Text("我们怎么联系您最方便？", "How can we best reach you?"),
        closed=Text("还是打{hint}，对吗？", "Shall we use {hint}?"),
        unhinted=Text("就打您现在这个号码，可以吗？", "May we call the number you are calling from?"),
    ),
    Learn(
        aspect="wish",
        field="demands",
        name=Text("希望怎么办", "what they wish for"),
        open=Text("您希望我们怎么做，您心里才过得去？", "What would you like us to do, so that it feels right to you?"),
        closed=Text("您是希望{hint}，对吗？", "You wish for: {hint}; is that right?"),
        unhinted=Text(
            "您更看重退款，还是把问题解决？", "Which matters more to you: the money back, or having it put right?"
        ),
        shown_by=_WISH,
    ),
    Learn(
        aspect="when",
        field="event_date",
        name=Text("哪一天的事", "which day it was"),
        open=Text("这是什么时候的事？", "When did this happen?"),
        closed=Text("您说“{hint}”，是哪一天？", "You said “{hint}”: which date was that?"),
        unhinted=Text("是今天的事吗？", "Was that today?"),
        shown_by=_DAY,
    ),
    Learn(
        aspect="where",
        field="place",
        name=Text("在什么地方", "where it was"),
        open=Text("当时是在什么地方？", "Where did it happen?"),
        closed=Text("是“{hint}”，对吗？", "That was “{hint}”; is that right?"),
        unhinted=Text("是在我们店里（或网上）发生的吗？", "Was it at our place, or online?"),
        shown_by=_PLACE,
    ),
    Learn(
        aspect="which",
        field="product",
        name=Text("什么产品或服务", "which product or service"),
        open=Text("是哪一样产品，或者哪一项服务？", "Which product or service was it?"),
        closed=Text("是{hint}，对吗？", "It was {hint}; is that right?"),
        unhinted=Text("是买的东西，还是我们的服务？", "Was it a thing you bought, or our service?"),
    ),
    Learn(
        aspect="which",
        field="contract",
        name=Text("合同、订单或账号", "contract, order or account"),
        open=Text("您手边有订单号或合同号吗？在哪里办的？", "Do you have an order or contract number at hand?"),
        closed=Text("号码是 {hint}，对吗？", "The number is {hint}; is that right?"),
        unhinted=Text("用您的手机号能查到订单吗？", "Would the order be under your telephone number?"),
        shown_by=_ORDER,
    ),
    Learn(
        aspect="how_much",
        field="price_fen",
        name=Text("付了多少钱", "how much was paid"),
        open=Text("这件事涉及多少钱？", "How much money is it about?"),
        closed=Text("是{hint}，对吗？", "It was {hint}; is that right?"),
        unhinted=Text("已经付过款了吗？", "Was it paid already?"),
        shown_by=_SUM,
    ),
    Learn(
        aspect="proof",
        field="evidence",
        name=Text("有什么可以看的", "what there is to look at"),
        open=Text("您手边有什么可以给我们看的吗？", "Is there anything you could show us?"),
        closed=Text("您提到{hint}，方便发给我们吗？", "You mentioned: {hint}; could you send it to us?"),
        unhinted=Text("有照片、单据或聊天记录吗？", "Are there photographs, receipts or chat messages?"),
        shown_by=_PROOF,
    ),
    Learn(
        aspect="basis",
        field="consent",
        name=Text("录音的同意依据", "basis of the recording"),
        open=Text(
            "这通电话为核对会录音，您看可以吗？", "This call is recorded so that we can check it; what do you say?"
        ),
        closed=Text("您同意录音，对吗？", "You agree to the recording; is that right?"),
        unhinted=Text("您同意录音吗？", "Do you agree to the recording?"),
    ),
    Learn(
        aspect="basis",
        field="authority",
        name=Text("代理权限", "the representative's authority"),
        open=Text("您是怎么受委托的？", "How were you asked to speak for them?"),
        closed=Text("凭{hint}，对吗？", "By {hint}; is that right?"),
        unhinted=Text("有委托书吗？", "Is there a letter of authority?"),
    ),
    Learn(
        aspect="basis",
        field="referrer_number",
        name=Text("转办编号", "the referrer's number"),
        open=Text("转来的单子上，编号是多少？", "What number stands on the paper it came with?"),
        closed=Text("编号是{hint}，对吗？", "The number is {hint}; is that right?"),
        unhinted=Text("转办单在手边吗？", "Is the referrer's paper at hand?"),
    ),
    Learn(
        aspect="reading",
        field="dissatisfaction",
        name=Text("不满的是什么", "what they are dissatisfied with"),
        open=Text("整件事里，最让您不舒服的是什么？", "In all of this, what troubled you most?"),
        closed=Text("是{hint}，对吗？", "It is {hint}; is that right?"),
        unhinted=Text("是结果本身，还是我们对待您的方式？", "Is it the result, or the way you were treated?"),
    ),
    Learn(
        aspect="reading",
        field="causes",
        name=Text("原因分类（我们判断）", "cause (ours to judge)"),
        open=Text("从头到尾，哪一步出了问题？", "From beginning to end, which step went wrong?"),
        closed=Text("是{hint}，对吗？", "It is {hint}; is that right?"),
        unhinted=Text("以前出过同样的问题吗？", "Has the same happened before?"),
    ),
)


def checklist(c: Complaint, known: Known) -> list[Item]:
    """Every fact to learn: the missing first, then what was spoken of but not written down, then the known."""
    lacking = {fact.field for fact in facts.missing(c)}
    asked = [_item(one, _state(one, known, lacking), known) for one in LEARN if _applies(one.field, c)]
    order: dict[State, int] = {"missing": 0, "hinted": 1, "known": 2}
    return sorted(asked, key=lambda item: order[item.state])


def _applies(field: str, c: Complaint) -> bool:
    """Is there anything to ask about at all? A representative's authority only where there is one."""
    if field == "consent":
        return c.channel in facts.RECORDED
    if field == "authority":
        return c.agent is not None
    return field != "referrer_number" or c.referrer is not None


def _state(one: Learn, known: Known, lacking: set[str]) -> State:
    if one.field == "words":
        return "known" if len(known.words.strip()) >= ENOUGH_WORDS else "missing"
    if one.field == "reach":
        return "known" if known.reachable else "missing"
    if one.field == "place":  # the words are its only place
        return "known" if one.hint(known.words) else "missing"
    if one.field not in lacking:
        return "known"
    return "hinted" if one.hint(known.words) else "missing"


def _item(one: Learn, state: State, known: Known) -> Item:
    hint = one.hint(known.words)
    confirming = Question(Text(one.closed.zh.format(hint=hint), one.closed.en.format(hint=hint)), open=False)
    drawing, checking = Question(one.open, open=True), Question(one.unhinted, open=False)
    asked = {"missing": (drawing, checking), "hinted": (confirming,), "known": ()}[state]
    return Item(
        aspect=ASPECTS[one.aspect], field=one.field, name=one.name, state=state, hint=hint, questions=tuple(asked)
    )
