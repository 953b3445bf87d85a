"""The neighbourhood store: ten boxes of biscuits, and one of them with a wrong date."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.arranged import goes_on
from wenguo.demo.organisation import Cast
from wenguo.demo.papers import note, picture
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [goes_on(cast, _professional(cast, now))]


def _professional(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "professional", now, days=8, clock="10:25")
    s.begin(
        "pan.yu", "shop.store",
        "我在你们店昨天和今天一共买了十盒同款饼干，十张小票都在，一盒一张。盒上的日期有问题，食品安全法写得清清楚楚，退一赔十，一盒不满一千按一千，"
        "十盒就是一万。我另外还有误工和精神损失，凑个整三万八。中午十二点之前给我转账，这事就过去了；不转也行，你们不是后天店庆吗，"
        "我认识几个记者，到时候大家一起来。东西不能给你们检，给了你们还不得掉包？",
        subject="十盒饼干，要三万八", channel="face", complainant=v.Contact(name="自称姓霍", phone="13900000365"), product="RTL04", price_fen=39_800,
        causes=("RS0106", "RS0203"), dissatisfaction="outcome", severity="T2", event_date=s.day,
        demands=({"remedy": "RM09", "amount_fen": 1_000_000, "words": "退一赔十，按一盒一千"}, {"remedy": "RM08", "amount_fen": 2_800_000, "words": "误工和精神损失"}, {"remedy": "RM03", "amount_fen": 39_800}),
    )  # fmt: skip
    s.greet("pan.yu", "face", "都记下了。赔多少我定不了，也不能现在转账，下午两点半之前由负责人答复您。", m=6)
    s.promise("pan.yu", "下午两点半之前由负责人电话答复", within=timedelta(hours=3, minutes=50), m=2)
    s.do(
        "pan.yu",
        v.Enclose(
            files=(
                note(
                    "小票十张.txt", *(f"{9 + n // 3:02d}:{(n * 17) % 60:02d}  黄油曲奇 1 盒 39.80" for n in range(10))
                ),
                picture("其中一盒的日期.png", "e8d8a0 202020 e8d8a0"),
            ),
            kind="voucher",
        ),
        m=9,
    )
    s.do("pan.yu", v.HandOver(to=cast.id("luo.qing"), reason="金额超出门店权限，并提到媒体"), m=4)
    s.do("luo.qing", v.TakeOver(), m=15)
    s.do("luo.qing", v.Assess(complexity="complex", severity="T1", immediate=False), m=20)
    s.do(
        "luo.qing",
        v.Ask(
            to="colleague", account=cast.id("lu.heng"), words="依法应退应赔多少？他不肯交检，我们还要不要认日期的事？"
        ),
        m=5,
    )
    return _professional_heard(cast, s)


def _professional_heard(cast: Cast, s: Story) -> Story:
    """Asked and heard: the law's own amount, and no look at the biscuits."""
    s.do("lu.heng", v.Hold(reason="可能进入行政或诉讼程序，小票、监控、进货查验记录保全。"), h=1)
    s.do(
        "lu.heng",
        v.Hear(
            who="employee",
            account=cast.id("lu.heng"),
            words="日期确有一盒印错，是我们的错，要认。明知而多买的，赔偿以合理生活消费需要为限，但价款都要退（法释〔2024〕9号）。拒绝送检不影响他的投诉权，时限照走。不私下了结，全部留痕。",
        ),
        h=2,
    )
    s.do(
        "luo.qing",
        v.Ask(to="complainant", words="请允许我们与您一起封样、一人一半送检，费用我们出。", way="phone"),
        h=1,
    )
    s.do("luo.qing", v.Keep(promise=1, words="已电话答复，比说好的晚了，向他致歉。"), m=4)
    s.do("complainant", v.Hear(words="不检。要检你们找法院去。最后说一遍，店庆那天见。", way="phone"), m=20)
    s.do(
        "luo.qing",
        v.Investigate(
            finding="十盒中一盒喷码日期晚于实际生产批次，属实；其余九盒日期与批次相符（小票对应批号）。两日内分十次结账。是否“明知”不由我们断言，只按事实算账。",
            basis="批次追溯记录、十张小票、照片一张",
            standard="established",
            holds=("unsafe_food",),
        ),
        d=1,
        t="15:00",
    )
    s.do(
        "luo.qing",
        v.Offer(
            remedy="RM03",
            amount_fen=39_800,
            demand=3,
            basis="法释〔2024〕9号：返还全部价款",
            words="退还十盒价款 398.00 元",
        ),
        h=1,
    )
    return _professional_answered(s)


def _professional_answered(s: Story) -> Story:
    """What the law gives is offered, approved and told; the rest is refused with reasons."""
    s.do(
        "luo.qing",
        v.Offer(
            remedy="RM09",
            amount_fen=100_000,
            demand=1,
            basis="食品安全法第一百四十八条：一盒十倍价款不足一千元按一千元",
            words="就日期有误的一盒赔 1,000.00 元",
            reason="只有一盒日期有误：按这一盒的价款 39.80 元计，十倍不足一千元按一千元；其余九盒没有问题。",
        ),
        m=5,
    )
    s.do("shen.qiu", v.Approve(what="offer:1"), h=2)
    s.do("shen.qiu", v.Approve(what="offer:2", words="金额有法可依，不多不少。"), m=30)
    s.do(
        "luo.qing",
        v.Submit(
            words="您买的十盒中有一盒日期印错，是我们的错。依法赔 1,000 元，十盒价款 398 元全部退还，饼干您可以留着。其余九盒未发现问题，误工与精神损失没有依据，不能支持。如不同意，可向市场监管部门投诉或向法院起诉，我们配合。",
            decisions=(
                {"demand": 1, "decision": "part", "basis": "食品安全法第一百四十八条"},
                {"demand": 2, "decision": "not", "basis": "无法律依据"},
                {"demand": 3, "decision": "support", "basis": "法释〔2024〕9号"},
            ),
        ),
        m=20,
    )
    s.do("lu.heng", v.Approve(words="可以。语气平实，不要写他的动机。"), d=1, t="09:40")
    return s.do(
        "luo.qing",
        v.Answer(
            way="letter",
            address="本人留的地址",
        ),
        h=1,
    )
