"""The situation a complainant speaks from and how to meet it (M33), in words one could read about oneself without offence."""

from __future__ import annotations

import msgspec

from wenguo.advice import weighing
from wenguo.advice.lexicons import Reading
from wenguo.advice.suggestion import Suggestion
from wenguo.text import Text


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What to do, what to say and what to leave for one situation."""

    state: str
    name: Text
    do: Text
    say: Text
    leave: Text


CARDS: dict[str, Card] = {
    card.state: card
    for card in (
        Card(
            state="venting",
            name=Text("需要先把话说完", "needs to get it off their chest first"),
            do=Text(
                "让对方说完，记下要点，再复述一遍求证；先处理心情，再处理事情。",
                "Let them finish, note the points, read them back; first the feeling, then the matter.",
            ),
            say=Text(
                "“换了我也会着急。您慢慢说，我都记下来。”",
                "“I would be upset too. Take your time, I am writing it all down.”",
            ),
            leave=Text(
                "不打断，不说“您冷静一下”，不急着解释。",
                "Do not interrupt, do not say “calm down”, do not explain yet.",
            ),
        ),
        Card(
            state="wronged",
            name=Text("觉得受了不公平的对待", "feels unfairly treated"),
            do=Text(
                "把双方的说法并排记下，说清楚怎样查、查什么证据、何时给结果。",
                "Write both accounts side by side; say how it will be examined, on what evidence, and by when.",
            ),
            say=Text(
                "“您说的我记下了，没有查清之前我们不下结论。”",
                "“I have your account; we conclude nothing before it is examined.”",
            ),
            leave=Text(
                "不替任何一方先下结论，不问“是不是您自己弄的”。",
                "Do not conclude for either side; do not ask “did you do it yourself?”.",
            ),
        ),
        Card(
            state="wanting_respect",
            name=Text("在意的是被尊重", "what matters is to be respected"),
            do=Text(
                "由能代表单位的人当面或去电，为这段经历道歉，并告诉对方哪里会改。",
                "Somebody who can speak for the house calls or meets them, apologises for the experience and says what will change.",
            ),
            say=Text("“让您有这样的经历，我向您道歉。”", "“I apologise that you were met in this way.”"),
            leave=Text(
                "不用钱代替道歉，不替同事辩解，不说“他平时不这样”。",
                "Do not put money in place of an apology; do not excuse the colleague.",
            ),
        ),
        Card(
            state="wanting_compensation",
            name=Text("希望损失得到弥补", "wishes a loss made good"),
            do=Text(
                "问清损失和凭据，说明依据和算法，讲明谁有权决定、何时答复。",
                "Learn the loss and its proof; show the basis and the sum; say who decides and by when.",
            ),
            say=Text("“我们按规定来算，一项一项给您看。”", "“Let us go through it line by line, by the rules.”"),
            leave=Text(
                "不当场许诺金额，不讨价还价，不说“您要多少”。",
                "Do not promise a sum on the spot, do not haggle, do not ask “how much do you want?”.",
            ),
        ),
        Card(
            state="deterred",
            name=Text("不太相信说了有用，或有顾虑", "doubts that speaking helps, or has concerns"),
            do=Text(
                "谢谢对方说出来，说明谁能看到内容、不会因此受影响，先办成一件看得见的小事。",
                "Thank them for speaking, say who sees it and that it cannot count against them; do one visible thing first.",
            ),
            say=Text(
                "“谢谢您告诉我们。您的信息只有经办的人能看到。”",
                "“Thank you for telling us. Only those handling it see your details.”",
            ),
            leave=Text(
                "不追问身份，不说“您怎么不早说”，不把小事放着。",
                "Do not press for identity, do not ask why they did not say so earlier.",
            ),
        ),
        Card(
            state="expert",
            name=Text("对规定和技术很了解", "knows the rules or the technology well"),
            do=Text(
                "请懂行的同事一起答，逐条回应，附上依据原文；不懂的地方照实说。",
                "Answer with a colleague who knows the field, point by point, with the text relied on; admit what you do not know.",
            ),
            say=Text(
                "“您引的这一条，我们逐句核对后书面答复您。”",
                "“We will check the provision you cite word by word and answer in writing.”",
            ),
            leave=Text(
                "不含糊，不用套话，不说“规定就是这样”。", "Do not be vague, no set phrases, no “that is the rule”."
            ),
        ),
        Card(
            state="repeat",
            name=Text("已经说过不止一次", "has had to say it more than once"),
            do=Text(
                "先把以前的记录看完，由同一个人负责到底，给出时间并主动回复。",
                "Read the earlier records first; one person stays with it to the end, names a time and calls back unasked.",
            ),
            say=Text(
                "“之前的记录我都看过了，您不用再从头说，从今天起由我负责。”",
                "“I have read all of it; no need to begin again. From today I look after this.”",
            ),
            leave=Text(
                "不让对方重复，不再转手，不说“我帮您反映一下”。",
                "Do not make them repeat it, do not pass it on, no “I will pass this along”.",
            ),
        ),
    )
}
THREAT = Text(
    "说到曝光、起诉或监管，多半是希望有人认真帮忙；这些都是投诉人的权利。先问：“您最希望我们先做哪一件事？”",
    "Words of press, court or regulator mostly ask for somebody who helps in earnest; all these are the complainant's right. Ask first: “what should we do first?”",
)
NAMED_FROM = 2.4
MOST = 3


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """The states suggested, likeliest first, the card of each, and what words of threat probably mean."""

    states: tuple[Suggestion, ...] = ()
    cards: tuple[Card, ...] = ()
    threat: Suggestion | None = None


def propose(reading: Reading, model: str) -> Situation:
    """How to meet this complainant."""
    scores = weighing.weights(reading, "feelings")
    found = {state: scores.get(f"state_{state}", 0.0) for state in CARDS}
    order = sorted((state for state in found if found[state] >= NAMED_FROM), key=lambda state: -found[state])[:MOST]
    states = []
    for state in order:
        spans = reading.spans(reading.of("feelings").get(f"state_{state}", ()))
        words, name = weighing.quoted(spans), CARDS[state].name
        because = Text(f"{words.zh}：可能{name.zh}", f"{words.en}: perhaps {name.en}")
        score = round(weighing.sure(found[state], 5.0), 3)
        states.append(Suggestion(topic="state", label=state, score=score, because=because, spans=spans, model=model))
    return Situation(
        states=tuple(states), cards=tuple(CARDS[state] for state in order), threat=_threat(reading, scores, model)
    )


def _threat(reading: Reading, scores: dict[str, float], model: str) -> Suggestion | None:
    spans = reading.spans(reading.of("feelings").get("threat", ()))
    if not spans:
        return None
    score = round(weighing.sure(scores.get("threat", 0.0), 5.0), 3)
    return Suggestion(topic="threat", label="wants_help", score=score, because=THREAT, spans=spans, model=model)
