"""The words of the page: steadying self-talk, breaths, and what is mine and what is not. Our own words.

The idea behind the self-talk is cognitive reappraisal – to see the same event in another light before it has taken hold
(J. J. Gross, The emerging field of emotion regulation, Review of General Psychology 2(3), 1998). It is no therapy.
"""

from __future__ import annotations

from wenguo.text import Text

TALK: tuple[tuple[Text, Text], ...] = (
    (Text("这话像是冲我来的。", "That felt aimed at me."),
     Text("他在对一件没办好的事发火，我是离他最近的人。", "They are angry at something that went wrong; I am the person nearest to them.")),
    (Text("我是不是很没用？", "Am I no good at this?"),
     Text("这一通很难。难，不等于我不行；今天我还接住了别的。", "This one was hard. Hard does not mean that I am no good; I managed others today.")),
    (Text("我该当场把他说服。", "I should have won them over."),
     Text("我的事是听清楚、记下来、说到做到。服不服，是他的事。", "My part is to listen, write it down and keep my word. Whether they are won over is theirs.")),
    (Text("又来了，又要挨骂。", "Here it comes again."),
     Text("上一通已经结束。下一个人还没说过一句话，值得从头听。", "The last one is over. The next person has not said a word yet and deserves to be heard afresh.")),
    (Text("我真想顶回去。", "I want to snap back."),
     Text("我可以停下来、可以结束辱骂的通话、可以换人。停，也是办事。", "I may pause, end a call of insults, ask somebody else. Stopping is part of the work, too.")),
)  # fmt: skip
BREATHS: tuple[tuple[int, Text], ...] = (
    (4, Text("用鼻子慢慢吸气", "breathe in slowly through the nose")),
    (2, Text("停一停", "hold")),
    (6, Text("用嘴慢慢呼气，肩膀放下来", "breathe out slowly through the mouth, let the shoulders drop")),
)
MINE: tuple[Text, ...] = (
    Text("我听没听完", "whether I heard them out"),
    Text("我答应的，做没做到", "whether I kept what I promised"),
    Text("我说错的，改没改", "whether I put right what I said wrong"),
    Text("需要帮忙时，开没开口", "whether I asked for help when I needed it"),
)
NOT_MINE: tuple[Text, ...] = (
    Text("产品出了毛病", "that the product was faulty"),
    Text("规定就是这样", "that the rule is as it is"),
    Text("前面的人没交代清楚", "what was left unsaid before me"),
    Text("他今天过得怎样", "what kind of day they had"),
    Text("他信不信、消不消气", "whether they believe me or calm down"),
)
