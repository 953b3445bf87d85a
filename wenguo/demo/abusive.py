"""A loss that is real, told in words that hurt: the conduct is written down, the agent protected, the complaint worked on."""

from __future__ import annotations

from datetime import datetime

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    s = Story(cast, "hurtful-call", now, days=3, clock="10:12")
    s.begin(
        "lin.xiao", "sec.call", "你们把我的撤单吞了！十点零三分我点的撤单，界面写“已报”，结果照样成交，亏了四千六。你们就是骗子公司。",
        subject="撤单未生效，仍然成交", channel="hotline", via="phone", complainant=v.Contact(name="龚烈", phone="13900000419"),
        product="SEC05", causes=("RS0303",), dissatisfaction="both", severity="T2", event_date=s.day,
        demands=({"remedy": "RM08", "amount_fen": 460_000, "words": "把亏的四千六给我"},),
    )  # fmt: skip
    s.greet("lin.xiao", "phone", "您的撤单编号已记下，我们去核对委托流水，明天上午十点前给您回话。", m=6)
    s.do(
        "lin.xiao",
        v.Protect(
            contact="insult",
            quote="通话 11 分 20 秒起连续辱骂座席及家人四次，提醒两次后仍继续。（录音 5520）",
            steps=("end_call", "two_people", "rest"),
        ),
        m=9,
    )
    s.do("he.min", v.Ask(to="unit", words="请信息技术部核对 10:03 撤单报送与交易所回报的时间。"), m=25)
    s.do(
        "he.min",
        v.Inform(words="撤单 10:03:12 报出，10:03:11 已成交，晚了一秒。流水给您留着，周四前书面答复。", way="phone"),
        d=1,
        t="09:40",
    )
    return [s]
