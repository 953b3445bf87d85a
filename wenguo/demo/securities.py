"""The securities branch: a fund sold to an old lady, and a paper that holds two things."""

from __future__ import annotations

from datetime import datetime

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [
        _fund(cast, now),
        _two_in_one(cast, now),
        _liquidation(cast, now),
        _moving_account(cast, now),
        _waiting_long(cast, now),
    ]


def _fund(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "fund", now, days=47, clock="09:40")
    s.begin(
        "chen.jing", "sec", "我今年七十三了，眼睛也不好。去年你们那个小姑娘跟我说这个产品跟存款差不多，我把老伴的抚恤金都放进去了，现在亏了四万多。"
        "我问她，她说合同上写了风险自担。那么多页字，我哪看得清。我也不想闹，我就想知道，像我这样的，你们该不该卖给我？",
        subject="老人买基金亏损，问当初该不该卖", channel="face", complainant=v.Contact(name="魏秀兰", phone="13900000148", address="北湖路社区 3 栋"),
        vulnerability="73 岁，视力不好，独居", product="SEC07", causes=("RS0806", "RS0605", "RS1502"), dissatisfaction="both", severity="T2",
        price_fen=12_000_000, demands=({"remedy": "RM08", "amount_fen": 4_130_000}, {"remedy": "RM02", "words": "该不该卖给我"}),
    )  # fmt: skip
    s.greet("chen.jing", "face", "字体放大的受理单当面交给老人，并读了一遍。", m=10)
    s.do("chen.jing", v.Assess(complexity="complex", immediate=False), h=4)
    s.do("chen.jing", v.Reach(reached=True, way="phone", result="约好由她女儿陪同，周六来看双录。"), d=2, t="10:00")
    s.do(
        "chen.jing",
        v.Investigate(
            finding="双录完整，风险测评为稳健型，产品为中低风险，等级匹配；但双录中销售人员说过“和存款差不太多”，属不当表述。",
            basis="双录第 3 分 12 秒、风险测评问卷、产品说明书",
        ),
        d=12,
        t="15:00",
    )
    s.do(
        "chen.jing",
        v.Answer(
            words="等级匹配，我们不能赔偿市场波动造成的全部亏损；但“和存款差不太多”这句话不该说，公司承担相应责任，补偿认购费 1,200 元，并对销售人员培训考核。",
            way="letter",
            decisions=(
                {"demand": 1, "decision": "part", "basis": "适当性匹配，表述不当"},
                {"demand": 2, "decision": "support"},
            ),
        ),
        d=9,
        t="11:30",
    )
    s.do(
        "complainant",
        v.AskReview(words="我女儿说那句话都录下来了，凭什么只退一点手续费。请上级再看看。"),
        d=8,
        t="09:00",
    )
    s.do("wen.zhi", v.Note(words="已调取全部双录，请法务一并看举证责任。"), d=2, t="14:00")
    return s.do(
        "wen.zhi",
        v.Review(
            outcome="upheld",
            way="letter",
            words="核查维持：程序、时限、结论无误；但建议另行道歉，并由营业部上门讲清转入稳健产品的办法。如不同意，可申请调解，公司不会拒绝。",
        ),
        d=12,
        t="16:20",
    )


def _two_in_one(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "two-in-one", now, days=17, clock="11:15")
    s.begin(
        "chen.jing", "sec", "信里两件事。第一，我上个月来柜台办业务，取号后等了两个钟头，中间还让一个熟人插了队。第二，请看附页，我不想让营业部的人知道是我写的。",
        subject="一封信两件事", channel="letter", complainant=v.Contact(name="隐去", address="信封背面地址"), product="SEC02", causes=("RS0303",),
        dissatisfaction="process", original="（手写信两页，扫描件存卷）", demands=({"remedy": "RM01"}, {"remedy": "RM14"}),
    )  # fmt: skip
    s.do(
        "chen.jing",
        v.Split(
            kind="report",
            words="贵部客户经理私下收钱替人操作账户，在停车场谈的，一个账户一年八千。我可以提供转账记录，但请不要让他知道是我说的。",
        ),
        m=30,
    )
    s.do("lu.heng", v.Hold(reason="涉嫌违规代客理财，材料不得删除或修改。"), h=3, on="two-in-one/part")
    s.do(
        "chen.jing",
        v.HandOver(to=cast.id("lu.heng"), reason="举报件，营业部应整体回避，请法务接手。"),
        h=1,
        on="two-in-one/part",
    )
    s.do("lu.heng", v.TakeOver(), h=2, on="two-in-one/part")
    s.do(
        "lu.heng", v.Acknowledge(way="letter", words="举报已由总部单独立件，营业部看不到。"), m=20, on="two-in-one/part"
    )
    s.do(
        "lu.heng",
        v.Inform(words="如愿意补充转账记录，请寄总部法务部，不必署名。", way="letter"),
        m=5,
        on="two-in-one/part",
    )
    return _two_parts(s)


def _two_parts(s: Story) -> Story:
    """The report goes to head office; the complaint is answered by the branch."""
    s.do(
        "lu.heng",
        v.Assess(kind="report", severity="T1", causes=("RS1801",), complexity="complex"),
        d=1,
        t="09:30",
        on="two-in-one/part",
    )
    s.do(
        "chen.jing",
        v.Acknowledge(way="letter", words="来信收到。第一件由营业部办理；第二件已另行立件，由总部办理，不经营业部。"),
        h=3,
    )
    s.do(
        "chen.jing",
        v.Investigate(
            finding="当日取号记录显示等候 1 小时 52 分；监控可见一人未取号先办，经办人承认是熟客。",
            basis="叫号系统记录、大堂监控",
        ),
        d=5,
        t="10:00",
    )
    return s.do(
        "chen.jing",
        v.Answer(
            words="您等了 1 小时 52 分，插队属实。我们道歉，叫号机已加锁，任何人不得手工插号。",
            way="letter",
            decisions=({"demand": 1, "decision": "support"}, {"demand": 2, "decision": "support"}),
        ),
        d=3,
        t="15:00",
    )


def _liquidation(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "liquidation", now, days=52, clock="16:02")
    s.begin("lin.xiao", "sec", "凭什么强平我的仓？短信说 130% 我看到的时候已经平完了。通知到强平不到二十分钟，谁来得及打钱！", channel="hotline", via="phone",
        complainant=v.Contact(name="黎志远", phone="13900000155"), product="SEC06", causes=("RS1503", "RS0901"), dissatisfaction="outcome", severity="T2",
        demands=({"remedy": "RM08", "amount_fen": 5_600_000},))  # fmt: skip
    s.do("lin.xiao", v.HandOver(to=cast.id("chen.jing")), m=10)
    s.do("chen.jing", v.TakeOver(), m=30)
    s.do("chen.jing", v.Acknowledge(way="sms"), m=5)
    s.do("chen.jing", v.Assess(complexity="simple"), d=1, t="10:00")
    s.do(
        "chen.jing",
        v.Investigate(
            finding="合同约定 T+1 日 10:00 前补足；系统在 09:58 触发，早了两分钟。通知短信 09:37 送达。",
            basis="合同第二十一条、系统日志、短信回执",
        ),
        d=6,
        t="14:10",
    )
    s.do(
        "chen.jing",
        v.Answer(
            words="触发时间早于合同约定两分钟，属实；10:00 时维持担保比例仍低于约定，损失与早两分钟无直接关系，故不予赔偿，另退当日利息 86.40 元。",
            way="email",
            address="l***@example.com",
            decisions=({"demand": 1, "decision": "part", "basis": "信用交易合同第二十一条"},),
        ),
        d=4,
        t="11:20",
    )
    s.do("chen.jing", v.Close(outcome="OC02", relief="money"), d=12, t="09:30")
    return s.do(
        "complainant",
        v.AskReview(words="早了两分钟就是违约，你们自己都认了，为什么说没关系？请总部核查。"),
        d=17,
        t="19:48",
    )


def _moving_account(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "moving-account", now, days=14, clock="10:50")
    s.begin("ma.tao", "sec", "销户转走还要我本人跑三趟，每次都说缺材料，一次说完不行吗？就是不想让人走呗。", channel="wechat", complainant=v.Contact(name="余嘉", phone="13900000171"),
        product="SEC01", causes=("RS1402", "RS0602"), dissatisfaction="process", demands=({"remedy": "RM13"},))  # fmt: skip
    s.do("ma.tao", v.Acknowledge(way="wechat"), m=9)
    s.do("chen.jing", v.Assess(complexity="simple", tags=()), d=1, t="09:00")
    s.do("ma.tao", v.Investigate(finding="三次来电分三次告知三个条件，没有一次说全。", basis="通话记录"), m=30)
    s.do(
        "ma.tao",
        v.Answer(
            words="转户需要本人、身份证、无未了结合约三个条件，缺一不可，请按要求准备。",
            way="wechat",
            decisions=({"demand": 1, "decision": "not", "basis": "账户业务规则"},),
        ),
        d=4,
        t="16:00",
    )
    return s.do("complainant", v.Dispute(words="我问的是为什么不一次告诉我，你给我背规则。不认可。"), h=2)


def _waiting_long(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "waiting-long", now, hours=3)
    return s.begin("niu.dawei", "sec", "开个户等了俩小时，前面就四个人，窗口只开一个，另外三个窗口的人在里面聊天，我看得一清二楚。", channel="face",
        causes=("RS0303",), product="SEC01", dissatisfaction="process")  # fmt: skip
