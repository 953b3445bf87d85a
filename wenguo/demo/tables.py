"""The hotel's restaurant and its noisy nights: a wedding in the dark, shellfish, breakfast."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.papers import note, picture
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [
        _seafood(cast, now),
        _wedding(cast, now),
        _breakfast(cast, now),
        _review_online(cast, now),
        _at_the_desk(cast, now),
    ]


def _seafood(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "seafood", now, days=3, clock="23:40")
    s.begin("jiang.yue", "hotel.food", "一桌八个人，晚上吃完你们的海鲜拼盘，六个上吐下泻，两个在医院挂水。你们厨房今天那批贝类是哪来的？", channel="hotline", via="phone", complainant=v.Contact(name="同学聚会 毛先生", phone="13900000332"),
        product="HTL06", causes=("RS0203", "RS0201"), dissatisfaction="outcome", severity="T1", event_date=s.day, demands=({"remedy": "RM08"}, {"remedy": "RM02", "words": "贝类来源"}))  # fmt: skip
    s.greet("jiang.yue", "phone", "我现在就去医院。留样已封存，已报卫生监督。", m=5)
    s.do("lu.heng", v.Hold(reason="可能涉及食品安全事故，留样、采购单、监控一律保全。"), h=9)
    s.do("jiang.yue", v.Assess(complexity="complex", severity="T1", tags=("joint",)), h=1)
    s.do(
        "jiang.yue",
        v.Enclose(
            files=(picture("留样封条.png", "ffffff d02020 ffffff"), note("采购单.txt", "贝类 12kg 供应商编号 S-17")),
            kind="goods",
            whose="ours",
        ),
        h=2,
    )
    return s.promise("jiang.yue", "留样检测结果出来当天告知", within=timedelta(days=9))


def _wedding(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "wedding", now, days=24, clock="19:30")
    s.begin("jiang.yue", "hotel.food", "婚宴中途停电四十分钟，菜都凉了，司仪对着黑屋子喊话。一辈子就这一次。我们要求退宴席款的一半，还要书面道歉。", channel="face", complainant=v.Contact(name="新郎父亲 洪先生", phone="13900000358"),
        contract="宴会合同 W-0917", product="HTL06", price_fen=6_800_000, causes=("RS0401", "RS1001"), dissatisfaction="both", severity="T1", demands=({"remedy": "RM03", "amount_fen": 3_400_000}, {"remedy": "RM01", "words": "书面道歉"}))  # fmt: skip
    s.greet("jiang.yue", "face", m=10)
    s.do("jiang.yue", v.Assess(complexity="complex"), d=1, t="10:00")
    s.do(
        "jiang.yue", v.Investigate(finding="发电机切换失败 38 分钟，季度试机漏做。", basis="工程部日志"), d=2, t="14:00"
    )
    s.do(
        "jiang.yue",
        v.Offer(
            remedy="RM03",
            amount_fen=2_400_000,
            demand=1,
            basis="宴会合同第十一条：服务中断按时长与影响退减",
            words="退 24,000 元",
        ),
        d=1,
        t="10:00",
    )
    s.do("shen.qiu", v.Approve(what="offer:1", words="同意，另由我登门道歉。"), h=2)
    s.do("lu.heng", v.Approve(what="offer:1"), h=1)
    s.do(
        "jiang.yue",
        v.Submit(
            words="停电 38 分钟，责任全在我们。退 24,000 元，书面道歉由集团总经理签名送达。",
            decisions=(
                {"demand": 1, "decision": "part", "basis": "宴会合同第十一条"},
                {"demand": 2, "decision": "support"},
            ),
        ),
        h=1,
    )
    s.do("shen.qiu", v.Approve(), h=1)
    s.do(
        "jiang.yue",
        v.Answer(
            way="letter",
        ),
        d=1,
        t="15:00",
    )
    s.do("jiang.yue", v.Accept(how="signature", proof="和解书签字"), d=2, t="17:00")
    s.do("jiang.yue", v.Redress(offer=1, how="original_way", proof="退款流水 尾号 0913"), h=2)
    return s.do(
        "jiang.yue", v.Close(outcome="OC05", relief="money", lesson="婚宴当天上午必须试一次发电机。"), d=1, t="10:00"
    )


def _breakfast(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "breakfast", now, days=15, clock="09:35")
    s.begin("bai.lu", "hotel.food", "早餐九点半就收了，牌子上写的是十点。", channel="box", product="HTL06", causes=("RS0902",), dissatisfaction="process", demands=({"remedy": "RM02"},))  # fmt: skip
    s.do("bai.lu", v.Acknowledge(way="other"), h=2)
    s.do("complainant", v.Withdraw(words="后来给我打包了一份，算了。"), h=4)
    return s.do("bai.lu", v.Close(outcome="OC06", lesson="牌子和收餐时间对上。"), h=1)


def _review_online(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "review-online", now, days=12, clock="20:05")
    s.begin("jiang.yue", "hotel", "【一星】半夜两点楼上挪家具，打前台三次，第三次才有人上去。早上问起，说没有记录。呵呵。", channel="social", complainant=v.Contact(name="网友“晚风不睡”"), product="HTL05", causes=("RS0304", "RS0303"), dissatisfaction="process")  # fmt: skip
    s.do("jiang.yue", v.Acknowledge(way="other", words="评论区回复：已登记，请私信房号，我们查总机记录。"), h=1)
    s.do("jiang.yue", v.Hear(words="房号 0612，我朋友第二天在前台也说过这事。", way="other"), h=3)
    s.do("jiang.yue", lambda told: v.Link(other=told.numbers["at-the-desk"], relation="duplicate"), m=20)
    s.do("jiang.yue", lambda told: v.Link(other=told.numbers["breakfast"], relation="related"), m=2)
    s.do("jiang.yue", lambda told: v.Unlink(other=told.numbers["breakfast"]), m=5)
    return s.do(
        "jiang.yue",
        v.Investigate(finding="总机记录三通来电：02:04、02:21、02:47，前两通无工单。", basis="总机话单"),
        d=1,
        t="10:30",
    )


def _at_the_desk(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "at-the-desk", now, days=13, clock="09:10")
    return s.begin(
        "bai.lu",
        "hotel",
        "0612 昨晚楼上太吵，我朋友打了好几次电话。",
        channel="face",
        product="HTL05",
        causes=("RS0303",),
        dissatisfaction="process",
    ).do("bai.lu", v.Acknowledge(way="face"), m=2)
