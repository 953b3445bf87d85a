"""The car dealer: a battery, deposits, and parts that come late."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.papers import note
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [
        _battery(cast, now),
        _late_part(cast, now),
        _mirror(cast, now),
        _late_part_again(cast, now),
        _deposit(cast, now),
        _fuel(cast, now),
        _unreachable(cast, now),
    ]


def _battery(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "battery", now, days=26, clock="10:05")
    s.begin("sun.ying", "auto", "买的时候说能跑五百公里，现在充满只显示三百一，天又不冷。才一年零两个月。我要求换电池，不换就退车。", channel="web", complainant=v.Contact(name="尹莉", phone="13900000233", email="yin@example.com"),
        contract="购车合同尾号 7741", product="AUTO03", price_fen=15_880_000, causes=("RS0101", "RS0801"), dissatisfaction="outcome", severity="T2",
        demands=({"remedy": "RM04", "words": "换电池"}, {"remedy": "RM15", "words": "不换就退车"}))  # fmt: skip
    s.greet("sun.ying", "phone", h=1)
    s.do("sun.ying", v.Assess(complexity="complex", immediate=False), d=1, t="09:30")
    s.do(
        "sun.ying",
        v.Inform(
            words="需要第三方做容量检测，大约两周，检测期间计时中止，结果出来当天告诉您。费用我们出。", way="phone"
        ),
        d=3,
        t="11:00",
    )
    s.do(
        "sun.ying",
        lambda told: v.Pause(
            clock=told.clock("decision_complex"), ground="appraisal", reason="送第三方检测机构测电池容量", way="phone"
        ),
        m=10,
    )
    return s.do(
        "sun.ying",
        v.Enclose(
            files=(note("检测委托单.txt", "项目：动力蓄电池容量与内阻", "样车里程：21,604 km"),),
            kind="appraisal",
            whose="ours",
        ),
        d=1,
        t="14:00",
    )


def _late_part(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "late-part", now, days=13, clock="09:15")
    s.begin("deng.fei", "auto.parts", "一个后视镜总成等了二十六天，每次打电话都说“在路上”。我侧面没镜子，变道全靠扭头。", channel="hotline", via="phone", complainant=v.Contact(name="金磊", phone="13900000258"),
        product="AUTO24", causes=("RS0507", "RS0503"), dissatisfaction="both", demands=({"remedy": "RM05"}, {"remedy": "RM08", "amount_fen": 50_000}))  # fmt: skip
    s.greet("deng.fei", "phone", m=11)
    s.do("deng.fei", v.Assess(complexity="simple"), d=1, t="10:10")
    s.do("deng.fei", v.Ask(to="outside", words="请中转库告知后视镜总成发运单号与到货日。"), h=1)
    return s.do("deng.fei", v.Inform(words="中转库发错了一批，正确的件周内到。", way="phone"), d=2, t="15:30")


def _mirror(cast: Cast, now: datetime) -> Story:
    """Fifty is turned down; what was offered after it ran out, and nobody had asked again."""
    s = Story(cast, "mirror", now, days=13, clock="11:20")
    s.begin("sun.ying", "auto", "右后视镜等了二十六天，你们说件号录错了、发错了。这二十六天我变道全靠扭头，出远门都打车。", channel="hotline", via="phone", complainant=v.Contact(name="郝先生", phone="13900000259"),
        product="AUTO24", causes=("RS0507",), dissatisfaction="both", severity="T2", demands=({"remedy": "RM08", "amount_fen": 50_000, "words": "打车钱"},))  # fmt: skip
    s.greet("sun.ying", "phone", m=9)
    s.do(
        "sun.ying",
        v.Investigate(
            finding="订单录错件号，发错后又等了一个配额周期；二十六天里客户没有右后视镜可用。",
            basis="订货单、中转库发运记录",
            standard="established",
            holds=("our_fault",),
        ),
        d=1,
        t="10:00",
    )
    s.do(
        "sun.ying",
        v.Offer(remedy="RM08", amount_fen=5_000, demand=1, basis="配件延误补偿办法第二条", words="补偿 50 元"),
        h=1,
    )
    s.do("sun.ying", v.TurnDown(offer=1, words="五十块？我打车都不止这些。"), d=1, t="11:30")
    return s.do(
        "sun.ying",
        v.Offer(
            remedy="RM08",
            amount_fen=10_000,
            demand=1,
            basis="配件延误补偿办法第三条：延误超过二十天，凭票补交通费",
            words="凭票补 100 元，四天内给我回个话就办",
            valid_until=s.day + timedelta(days=4),
            reason="延误二十六天，且件号是我们录错的",
        ),
        h=2,
    )


def _late_part_again(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "late-part-again", now, days=41, clock="13:40")
    s.begin("wu.gang", "auto", "刹车片订了三周没到，店里说配件物流慢，可旁边那家两天就有。", channel="wechat", complainant=v.Contact(name="佟大姐", phone="13900000266"), product="AUTO24",
        causes=("RS0507",), dissatisfaction="process", severity="T2", demands=({"remedy": "RM06"},))  # fmt: skip
    s.greet("wu.gang", "wechat", m=15)
    s.promise("wu.gang", "明天中午前告诉您到货日期", within=timedelta(hours=22))
    s.do("complainant", v.Chase(words="说好中午告诉我的呢"), d=1, t="17:30")
    s.do("wu.gang", v.Keep(promise=1, words="到货日期终于问到，已告知：下周二。"), d=1, t="09:10")
    s.do(
        "wu.gang",
        v.Investigate(
            finding="中转库按整车配额发货，本店连续三个月缺刹车片；两次到货日期均为口头转述，不准。",
            basis="近三个月缺件清单",
        ),
        d=17,
        t="10:00",
    )
    s.do(
        "wu.gang",
        v.Answer(
            words="件已到并装好，免工时。往后缺件超过三天，由配件部直接告诉您，不再靠转述。",
            way="phone",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        d=2,
        t="11:00",
    )
    s.do("wu.gang", v.Accept(how="said", proof="电话里说“装上就行”，来电 11:06"), m=5)
    return s.do(
        "wu.gang",
        v.Close(outcome="OC01", relief="other", lesson="缺件要看中转库的配额，不是多催几次就有。"),
        d=1,
        t="09:30",
    )


def _deposit(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "deposit", now, days=47, clock="16:45")
    s.begin("sun.ying", "auto", "定金五千，销售说“不满意随时退”，现在说是“订金”还是“定金”要看合同，合同上那个字我当时根本没注意。", channel="face", complainant=v.Contact(name="邵文", phone="13900000274"),
        product="AUTO21", price_fen=500_000, causes=("RS0604", "RS0802", "RS1906"), dissatisfaction="outcome", demands=({"remedy": "RM03", "amount_fen": 500_000},))  # fmt: skip
    s.greet("sun.ying", "face", m=5)
    s.do(
        "sun.ying",
        v.Investigate(finding="微信记录有“不满意随时退”字样；合同为定金条款。", basis="微信记录、购车协议第六条"),
        d=5,
        t="10:00",
    )
    s.do(
        "sun.ying",
        v.Answer(
            words="按协议为定金，但销售的话我们认，退一半 2,500 元。",
            way="phone",
            decisions=({"demand": 1, "decision": "part"},),
        ),
        d=2,
        t="15:00",
    )
    s.do("sun.ying", v.Close(outcome="OC02", relief="money"), d=8, t="09:00")
    return s.do(
        "zhao.lei",
        v.Reopen(reason="抽查发现同一销售对另外两位客户说过同样的话。既然承诺过，不能只认一半，重新研究。"),
        d=21,
        t="14:25",
    )


def _fuel(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "fuel", now, days=10, clock="12:30")
    s.begin("sun.ying", "auto", "在路边加油站加完油就亮故障灯，你们说是油的问题不是车的问题，那我找谁去？", channel="hotline", via="phone", complainant=v.Contact(name="闫志国", phone="13900000282"), product="AUTO01",
        causes=("RS1902",), dissatisfaction="outcome", demands=({"remedy": "RM08", "amount_fen": 118_000},))  # fmt: skip
    s.greet("sun.ying", "phone", m=10)
    s.do("sun.ying", v.Reach(reached=True, result="同意把油样检测结果转给市场监管部门。"), d=2, t="10:00")
    s.do(
        "sun.ying",
        v.Enclose(
            files=(note("油样检测.txt", "机械杂质：不合格", "取样点：油箱底部"),), kind="appraisal", whose="ours"
        ),
        m=12,
    )
    return s.do(
        "sun.ying",
        v.Refer(
            to="市场监督管理部门（油品质量）",
            words="附油样检测单、故障码、维修记录；车辆无质量问题。",
            consent="电话录音中同意，编号 3388",
        ),
        h=2,
    )


def _unreachable(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "unreachable", now, days=44, clock="15:50")
    s.begin("sun.ying", "auto", "你们洗车把我漆刮花了，右后门一道二十公分。", channel="box", complainant=v.Contact(name="车牌尾号 5D 车主", phone="13900000290"), product="AUTO09", causes=("RS0202",),
        dissatisfaction="outcome", demands=({"remedy": "RM08"},))  # fmt: skip
    s.do("sun.ying", v.Acknowledge(way="sms", address="13900000290"), h=2)
    s.do("sun.ying", lambda told: v.Attest(notice=told.notice(), delivered=False, proof="运营商回执：空号"), m=3)
    for result in ("空号", "工单上另一号码，无人接", "再拨两次，无人接"):
        s.do("sun.ying", v.Reach(reached=False, way="phone", result=result), d=2, t="10:30")
    s.do(
        "sun.ying",
        v.Inform(
            words="我们收到了您的意见，多次联系不上。请持此信到店或来电，漆面问题随时处理，不设期限。",
            way="letter",
            address="行驶证登记地址",
        ),
        d=3,
        t="09:00",
    )
    s.do("sun.ying", v.Reach(reached=False, way="phone", result="仍无人接"), d=9, t="16:00")
    return s.do("sun.ying", v.Close(outcome="OC09", lesson="意见箱的卡片加一栏备用联系方式。"), d=3, t="10:00")
