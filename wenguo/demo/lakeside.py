"""The leaking wall: a part asked of housekeeping, an appraisal that stops the clock, the press, an apology in two steps."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [_leak(cast, now), _headlamp(cast, now), _mediation(cast, now)]


def _leak(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "leak", now, days=9, clock="10:05")
    s.begin(
        "bai.lu", "hotel",
        "昨晚房顶漏水，行李箱里的画全泡了，那是我父亲生前画的。前台说是楼上客人忘关水，客房部说是管道老化，到底听谁的？"
        "我要你们给个说法，也要你们道歉。本地的微博号已经在问我了。",
        subject="房顶漏水，父亲的画泡了", channel="face", complainant=v.Contact(name="阮先生", phone="13900000358", language="zh"), contract="房号 0806",
        product="HTL04", causes=("RS0205", "RS0103"), dissatisfaction="both", severity="T2",
        demands=({"remedy": "RM08", "words": "画的损失"}, {"remedy": "RM01", "words": "当面道歉"}), event_date=s.day,
    )  # fmt: skip
    s.greet("bai.lu", "face", "先给您换了房，画平放在阴凉处，别用热风吹。我记下来，由经理来负责。", m=3)
    s.do("bai.lu", v.HandOver(to=cast.id("jiang.yue"), reason="画有特殊意义，两个部门说法不同"), m=2)
    s.do("jiang.yue", v.TakeOver(), m=4)
    s.do(
        "jiang.yue",
        v.Apologise(
            form="private_word",
            words="阮先生，让您半夜抱着父亲的画到处找干的地方，我很抱歉。原因我们还在查，查清了我来告诉您。",
        ),
        m=20,
    )
    s.do(
        "jiang.yue",
        v.Request(unit=cast.unit("hotel.rooms"), what="0806 和楼上 0906 前一晚的入房、报修、查房记录", due_at=s.moment + timedelta(days=2)),
        m=10,
    )  # fmt: skip
    s.do(
        "jiang.yue",
        v.BringIn(
            kind="appraisal",
            body="市建筑工程质量检测站",
            question="0806 房顶漏水是管道老化还是楼上用水所致",
            due_at=s.moment + timedelta(days=3),
            cost_fen=180_000,
            told="为查清漏水原因，我们委托了检测站，检测期间不计入办理时限，结果会给您看。",
            way="phone",
        ),
        m=40,
    )
    s.do(
        "jiang.yue",
        v.BringIn(kind="press", body="湖城日常（微博）", question="问：酒店是否知道水管老化？"),
        d=1,
        t="14:10",
    )
    s.do(
        "jiang.yue",
        v.Brief(
            words="漏水原因正在检测，酒店与当事客人保持联系，有结果会公布。不评论任何客人。",
            speakers=(cast.id("jiang.yue"),),
        ),
        m=8,
    )
    s.do(
        "jiang.yue",
        v.Exchange(party=2, direction="out", way="wechat", words="原因正在检测，结果会公布；客人的情况不便多说。"),
        m=5,
    )
    s.do("jiang.yue", v.Remind(part=1, words="客人今天又问了，请先给入房记录。"), d=1, t="16:00")
    s.do(
        "jiang.yue",
        v.Deliver(part=1, words="曹梅电话报：0906 当晚无人入住；三个月前报修过一次“滴水”，写了“已看”，没有换管。"),
        h=1,
    )
    s.do(
        "jiang.yue",
        v.Conclude(
            party=1,
            outcome="finding",
            words="立管接头锈蚀渗漏，与楼上用水无关。",
            cost_fen=165_000,
            told="检测结果出来了：是我们的管道接头锈蚀，与楼上客人无关。时限恢复计算。",
            way="phone",
        ),
        d=2,
        t="11:00",
    )
    return _leak_owned(s)


def _leak_owned(s: Story) -> Story:
    """What was found is owned: an apology for the fault rests on the finding; a public one, sent back once, waits for the head."""
    s.do(
        "jiang.yue",
        v.Investigate(
            finding="0806 漏水系立管接头锈蚀；三个月前已报修滴水，未更换。",
            basis="检测报告、报修单",
            standard="established",
        ),
        h=1,
    )
    s.do(
        "jiang.yue",
        v.Apologise(
            form="face_to_face",
            of="fault",
            scope="present",
            finding=1,
            demand=2,
            words="阮先生，报修过却没有换管，是我们做错了，我代表酒店向您道歉。已请裱画的老师傅看了，能救的三张由我们出钱修。",
        ),
        m=30,
    )
    s.do(
        "jiang.yue",
        v.Apologise(
            form="public_notice",
            of="fault",
            scope="public",
            finding=1,
            words="经检测，本店 0806 房漏水系管道接头锈蚀，此前已有报修而未更换。这是我们做错的，向受影响的客人公开道歉。全楼立管月底前更换完毕。",
        ),
        h=2,
    )
    s.do(
        "lu.heng",
        v.Reject(what="apology:3", reason="写了房号，微博上的人就能认出是谁。去掉房号，不为道歉再说一遍人家的私事。"),
        h=3,
    )
    s.do(
        "jiang.yue",
        v.Apologise(
            form="public_notice",
            of="fault",
            scope="public",
            finding=1,
            words="经检测，本店一间客房漏水系管道接头锈蚀，此前已有报修而未更换。这是我们做错的，向受影响的客人公开道歉。全楼立管月底前更换完毕。",
        ),
        m=50,
    )
    return s.do("lu.heng", v.Approve(what="apology:4", words="事实、范围都合适，没有可辨认的人。"), d=1, t="09:40")


def _headlamp(cast: Cast, now: datetime) -> Story:
    """A part that is late: the parts department owes the delivery note."""
    s = Story(cast, "delivery-note", now, days=6, clock="09:40")
    s.begin(
        "sun.ying", "auto",
        "你们说配件周一到，周三到，现在又说下周。我就想知道，这个件到底订了没有？",
        subject="等配件，三个日期都没等到", channel="hotline", complainant=v.Contact(name="邵女士", phone="13900000361"),
        product="AUTO01", causes=("RS0501",), dissatisfaction="process", demands=({"remedy": "RM02"},),
    )  # fmt: skip
    s.greet("sun.ying", "phone", "我查清订没订、哪天到，今天给您回话。", m=4)
    s.do(
        "sun.ying",
        v.Request(
            unit=cast.unit("auto.parts"),
            what="请提供该车型大灯总成的订货单和供应商三次改期的往来",
            due_at=s.moment + timedelta(days=3),
        ),
        m=15,
    )
    return s.do("sun.ying", v.Remind(part=1), d=4, t="10:00")


def _mediation(cast: Cast, now: datetime) -> Story:
    """An ordinary investor asks for mediation: the clock stands still while the centre works."""
    s = Story(cast, "mediation", now, days=12, clock="15:20")
    s.begin(
        "chen.jing", "sec",
        "推荐的时候说是稳健型，亏了四成才告诉我是 R4。我不跟你们扯了，我申请投服中心调解。",
        subject="产品风险等级告知不清，要求调解", channel="hotline", complainant=v.Contact(name="褚先生", phone="13900000364"),
        product="SEC05", causes=("RS0401",), dissatisfaction="both", severity="T2", tags=("mediation",),
        demands=({"remedy": "RM08", "amount_fen": 4_600_000},),
    )  # fmt: skip
    s.greet("chen.jing", "phone", "您有权申请调解，公司不会拒绝，我帮您把材料备齐。", m=5)
    s.do("chen.jing", v.Assess(complexity="complex"), m=20)
    s.do(
        "chen.jing",
        v.Request(unit=cast.unit("sec.call"), what="请调取三月两通推荐电话的录音和风险揭示时点"),
        m=10,
    )
    s.do(
        "chen.jing",
        v.BringIn(
            kind="mediator",
            body="投资者服务中心",
            question="投资者就适当性告知申请调解",
            asked_by="complainant",
            told="您的调解申请已转投资者服务中心，调解期间不计入办理时限。",
            way="phone",
        ),
        h=2,
    )
    s.do("chen.jing", v.Request(unit=cast.unit("sec.call"), what="请调取成交次日的回访录音"), m=15)
    s.do("chen.jing", v.Recall(part=2, reason="客户自己存了回访录音，已经发来，不必再调。"), h=3)
    s.do("he.min", v.Deliver(part=1, words="两通录音已归档：第二通在成交之后才说到 R4。"), d=2, t="10:30")
    return s.do(
        "chen.jing",
        v.Exchange(party=1, direction="in", way="email", words="中心已受理，请于十日内提交适当性匹配材料。"),
        d=1,
        t="09:20",
    )
