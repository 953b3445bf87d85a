"""The hotel by the lake: the lenses, two guests from abroad, and what a guest asked us to forget."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [
        _lenses(cast, now),
        _wrong_room(cast, now),
        _billed_twice(cast, now),
        _forgotten(cast, now),
        _air(cast, now),
        _minibar(cast, now),
        _wheelchair(cast, now),
    ]


def _lenses(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "lenses", now, days=19, clock="22:14")
    s.begin(
        "bai.lu", "hotel",
        "我们一家跟团，晚上十点多才回房间，房门是敞着的，当时累得没多想。刚才女儿洗漱，发现她的矫正隐形眼镜不见了，就放在床头的小盒子里。"
        "那个是定做的，没有它她明天一天看不清路。打扫的人已经下班了，可我们明天一早六点就上大巴去下一个城市，你跟我说明天再查，那就等于没有了。",
        subject="房门敞开，女儿的矫正镜片不见了", channel="face", complainant=v.Contact(name="团队客人 方女士", phone="13900000316"), contract="房号 1107",
        product="HTL09", causes=("RS0205", "RS0202"), dissatisfaction="both", severity="T2", vulnerability="孩子视力依赖矫正镜片，次日 06:00 离店",
        concerned=("cao.mei",), demands=({"remedy": "RM06", "words": "今晚把镜片找到"},), event_date=s.day,
    )  # fmt: skip
    s.greet("bai.lu", "face", "我马上请服务经理上去，您先别急，孩子的东西要紧。", m=1)
    s.do("bai.lu", v.HandOver(to=cast.id("jiang.yue"), reason="客人次日清晨离店，须今晚处理"), m=1)
    s.do("jiang.yue", v.TakeOver(), m=2)
    s.do(
        "jiang.yue",
        v.Ask(to="complainant", words="镜片盒什么颜色？最后一次看到是什么时候？回房时门是虚掩还是全开？", way="face"),
        m=6,
    )
    s.do("jiang.yue", v.Hear(words="白色小圆盒。早上出门前还在床头。门是大开着的，灯也亮着。", way="face"), m=2)
    s.do("jiang.yue", v.Assess(complexity="simple", immediate=True), m=1)
    s.do(
        "jiang.yue",
        v.Hear(
            who="employee",
            account=cast.id("cao.mei"),
            words="（电话）我下午四点整理的 1107，床头有个白盒子，我擦了台面放回原处，出来时门是带上的。",
            way="phone",
        ),
        m=3,
    )
    s.do(
        "jiang.yue",
        v.Note(
            words="两边说法不同：客人说门开着，服务员说带上了。门锁记录明早才能取，今晚不下结论。床下、窗帘后已看过，没有。"
        ),
        m=2,
    )
    return _lenses_found(s)


def _lenses_found(s: Story) -> Story:
    """A promise of ten minutes, kept; neither side is accused."""
    s.promise("jiang.yue", "十分钟后回房间答复：查楼层和布草车", within=timedelta(minutes=10), m=1)
    s.do("complainant", v.Hear(words="找到了！盒子挂在台灯的拉绳上，孩子自己昨晚挂的，不好意思啊。"), m=6)
    s.do("jiang.yue", v.Keep(promise=1, words="第九分钟回到房间。"), m=3)
    s.do(
        "jiang.yue",
        v.Investigate(finding="镜片在房内台灯拉绳上找到。房门为何敞开，待门锁记录，另记。", basis="客人自述"),
        m=1,
    )
    s.do(
        "jiang.yue",
        v.Answer(
            words="找到就好。您说丢了，我就当丢了来找；服务员说放回原处，我也信她。门开着这件事还没完，明早取了门锁记录我会告诉您。祝孩子明天玩得好。",
            way="face",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        m=2,
    )
    s.do("jiang.yue", v.Accept(how="said", proof="方女士当面致谢，前台白露在场"), m=2)
    s.do(
        "jiang.yue",
        v.Inform(
            words="门锁记录：15:58 服务卡开、16:21 关；19:40 有一次客用卡开启，应是孩子回来取外套。已告知。",
            way="phone",
        ),
        d=1,
        t="09:10",
    )
    return s.do(
        "jiang.yue",
        v.Close(
            outcome="OC01",
            relief="other",
            lesson="先找东西，后找原因；两边都没说谎，是我们还没问全。门未关实超过两分钟，楼层应有提示。",
        ),
        m=15,
    )


def _wrong_room(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "wrong-room", now, days=7, clock="21:35")
    s.begin(
        "bai.lu", "hotel",
        "We booked a quiet lake-view room eleven weeks ago and paid for it. What we got is a room over the kitchen exhaust, facing a wall. "
        "The gentleman at the desk told us the hotel was full; ten minutes later another couple walked in without a reservation and went up to the seventh floor. "
        "My wife has barely slept. I do not want a fruit basket. I want the room I paid for, or the difference back, and I would like someone to tell me honestly what happened.",
        subject="Not the room we booked", channel="face", complainant=v.Contact(name="Mr. H. Lindqvist", email="h.lindqvist@example.com", language="en"),
        contract="Booking ending 9021", product="HTL01", causes=("RS0403", "RS0705"), dissatisfaction="both", severity="T2", price_fen=286_000,
        demands=({"remedy": "RM06"}, {"remedy": "RM07", "amount_fen": 96_000, "words": "the difference back"}, {"remedy": "RM02", "words": "an honest account"}),
    )  # fmt: skip
    s.greet(
        "bai.lu",
        "face",
        "I have written it all down. I own this until it is settled, and I will call your room within the hour.",
        m=4,
    )
    s.promise("bai.lu", "Call room 212 within the hour", within=timedelta(hours=1))
    s.do(
        "bai.lu", v.Keep(promise=1, words="Called after 35 minutes: a lake-view room is free from tomorrow noon."), m=35
    )
    s.do(
        "bai.lu",
        v.Investigate(
            finding="Overbooked by two rooms; the walk-in couple held a membership upgrade that should not have gone before a confirmed booking.",
            basis="Room plan and key log",
        ),
        d=1,
        t="10:20",
    )
    s.do(
        "bai.lu",
        v.Answer(
            words="You are right. We had overbooked, and we gave a lake-view room to guests who had no prior claim to it. You are moved today, and CNY 960 has gone back to your card. I am sorry for the bad night.",
            way="email",
            address="h.lindqvist@example.com",
            decisions=(
                {"demand": 1, "decision": "support"},
                {"demand": 2, "decision": "support"},
                {"demand": 3, "decision": "support"},
            ),
        ),
        h=2,
    )
    return s.do(
        "bai.lu", v.Accept(how="email", proof="Reply of the same evening: “Thank you for a straight answer.”"), h=6
    )


def _billed_twice(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "billed-twice", now, days=11, clock="08:20")
    s.begin("bai.lu", "hotel", "Charged twice for the same night, once by you and once by the booking site. The site says ask the hotel, the hotel said ask the site. Please just sort it out between yourselves.", channel="email",
        complainant=v.Contact(name="Ms. A. Okonjo", email="a.okonjo@example.org", language="en"), product="HTL08", causes=("RS0703", "RS0304"), dissatisfaction="both", price_fen=118_000, demands=({"remedy": "RM03", "amount_fen": 118_000},))  # fmt: skip
    s.do("bai.lu", v.Acknowledge(way="email", address="a.okonjo@example.org"), h=1)
    s.do(
        "bai.lu",
        v.Investigate(
            finding="The site's virtual card was charged at 14:02, her own card at the desk at 14:40.",
            basis="Two terminal slips",
        ),
        d=1,
        t="11:00",
    )
    s.do(
        "bai.lu",
        v.Answer(
            words="You paid twice; that was our desk's mistake. CNY 1,180 is on its way back to your own card.",
            way="email",
            address="a.okonjo@example.com",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        d=1,
        t="09:15",
    )
    return s.do(
        "bai.lu",
        lambda told: v.Attest(
            notice=told.notice(), delivered=False, proof="550 no such mailbox: .com was written for .org"
        ),
        m=4,
    )


def _forgotten(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "forgotten", now, days=58, clock="18:10")
    s.begin("bai.lu", "hotel.rooms", "服务员没敲门就进来了，我在换衣服。门上明明挂着请勿打扰。", channel="hotline", via="phone", complainant=v.Contact(name="孔女士", phone="13900000324"), product="HTL07", causes=("RS1102", "RS0301"),
        dissatisfaction="process", severity="T2", demands=({"remedy": "RM01"},))  # fmt: skip
    s.greet("bai.lu", "phone", m=2)
    s.do("jiang.yue", v.Note(words="当面道歉，请女经理一同前往。"), h=1)
    s.do("bai.lu", v.Investigate(finding="楼层员工未敲门进房，门上挂着请勿打扰牌。", basis="楼层工作记录"), m=30)
    s.do(
        "bai.lu",
        v.Answer(
            words="不敲门进房是错的，我们向您郑重道歉，楼层已重新培训。",
            way="face",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        h=1,
    )
    s.do("bai.lu", v.Accept(how="said", proof="当面表示接受"), m=10)
    s.do("bai.lu", v.Close(outcome="OC01", relief="other", lesson="请勿打扰牌与门锁系统联动。"), d=1, t="09:00")
    s.do("complainant", v.Hear(words="事情已经过去了，请把我的姓名电话和这段话都删掉。"), d=20, t="20:15")
    return s.do(
        "gu.an", v.Erase(what="all", ground="本人请求，处理目的已实现（个人信息保护法第四十七条）"), d=1, t="10:00"
    )


def _air(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "air", now, hours=9)
    s.begin("bai.lu", "hotel", "房间一股烟味，我订的是无烟层，孩子有哮喘。", channel="wechat", complainant=v.Contact(name="阎先生", phone="13900000340"), vulnerability="孩子哮喘", product="HTL04", causes=("RS0102",), dissatisfaction="outcome", demands=({"remedy": "RM06", "words": "换房"},))  # fmt: skip
    s.greet("bai.lu", "wechat", "收到，正在腾房。", m=4)
    return s.promise("bai.lu", "腾出 0805 后马上换，十二小时内", within=timedelta(hours=12))


def _minibar(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "minibar", now, days=35, clock="11:50")
    s.begin("bai.lu", "hotel", "迷你吧两瓶水收我 56？我根本没动。", channel="face", complainant=v.Contact(name="退房客人"), product="HTL08", causes=("RS0702",), dissatisfaction="outcome", demands=({"remedy": "RM03", "amount_fen": 5_600},))  # fmt: skip
    s.greet("bai.lu", "face", m=1)
    s.do("bai.lu", v.Investigate(finding="客人承认开过一瓶，另一瓶入住前已缺，是补货漏记。", basis="客房补货表"), m=12)
    s.do(
        "bai.lu",
        v.Answer(
            words="退一瓶 28 元；另一瓶按价目收，价目在酒柜门内侧。",
            way="face",
            decisions=({"demand": 1, "decision": "part", "basis": "补货表"},),
        ),
        m=4,
    )
    return s.do("bai.lu", v.Close(outcome="OC03", relief="explanation"), h=2)


def _wheelchair(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "wheelchair", now, days=83, clock="14:00")
    s.begin("bai.lu", "hotel", "无障碍房的浴室门槛有三公分，轮椅进不去，我爸是被我背进去的。你们那个标识就是贴上去好看的吗？", channel="email", complainant=v.Contact(name="莫可", email="moke@example.com"), vulnerability="同住老人使用轮椅",
        product="HTL04", causes=("RS1004", "RS0801"), dissatisfaction="both", severity="T2", demands=({"remedy": "RM14"}, {"remedy": "RM01"}))  # fmt: skip
    s.do("bai.lu", v.HandOver(to=cast.id("jiang.yue")), h=1)
    s.do("jiang.yue", v.TakeOver(), h=1)
    s.do("jiang.yue", v.Acknowledge(way="email", address="moke@example.com"), m=20)
    s.do("jiang.yue", v.Investigate(finding="四间无障碍房均有门槛，验收时漏检。", basis="现场测量照片"), d=3, t="10:00")
    s.do(
        "jiang.yue",
        v.Answer(
            words="您说得对，四间房都有门槛，验收时没人坐轮椅试过。月底前全部拆平，改好请您父亲来验收，我们接送。",
            way="email",
            address="moke@example.com",
            decisions=({"demand": 1, "decision": "support"}, {"demand": 2, "decision": "support"}),
        ),
        d=2,
        t="16:00",
    )
    s.do("complainant", v.Accept(how="portal"), d=1, t="08:30")
    s.promise("jiang.yue", "月底前拆平四间门槛", within=timedelta(days=24), m=10)
    s.do("jiang.yue", v.Keep(promise=1, words="提前三天完工，照片已发。"), d=21, t="15:00")
    return s.do(
        "jiang.yue", v.Close(outcome="OC01", relief="other", lesson="验收无障碍设施，要请用得着的人来试。"), h=1
    )
