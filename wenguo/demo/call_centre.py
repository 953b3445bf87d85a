"""The securities call centre: promises kept late, callers passed around, and what is not ours."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [
        _old_phone(cast, now),
        _not_ours(cast, now),
        _marketing_calls(cast, now),
        _passed_around(cast, now),
        _form(cast, now),
    ]


def _old_phone(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "old-phone", now, days=31, clock="14:18")
    s.begin("lin.xiao", "sec.call", "手机换了个号，你们软件非要刷脸，我这老手机刷了十几遍都不过，密码也锁了。上次小伙子说上门帮我弄，等了一天没人来。", channel="hotline", via="phone",
        complainant=v.Contact(name="孟广福", phone="13900000163"), vulnerability="68 岁，腿脚不便", product="SEC01", causes=("RS1004", "RS0305"), dissatisfaction="process",
        demands=({"remedy": "RM06", "words": "帮我把密码弄好"},))  # fmt: skip
    s.greet("lin.xiao", "phone", m=2)
    s.promise("lin.xiao", "明天上午十点前请网点上门办理", within=timedelta(hours=20))
    s.do(
        "lin.xiao",
        v.Inform(words="网点今天人手不够，没能按时上门，是我们不对，改到今天下午四点。", way="phone"),
        d=1,
        t="12:30",
    )
    s.do("lin.xiao", v.Keep(promise=1, words="下午 15:50 上门，现场重置成功，迟了近六小时，当面道歉。"), t="15:55")
    s.do("lin.xiao", v.Investigate(finding="老人不会用手机端改密，网点当天缺人，上门迟到。", basis="上门服务单"), m=5)
    s.do(
        "lin.xiao",
        v.Answer(
            words="已上门重置密码，并开通电话委托作备用。",
            way="face",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        m=10,
    )
    s.do("lin.xiao", v.Accept(how="signature", proof="上门服务单签名"), m=5)
    return s.do("lin.xiao", v.Close(outcome="OC01", relief="other", lesson="答应上门之前先问网点有没有人。"), m=30)


def _not_ours(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "not-ours", now, days=6, clock="15:30")
    s.begin("lin.xiao", "sec.call", "有个老师在群里带我们炒股，说是你们公司的，收了我 6800 会员费，现在群解散了。", channel="hotline", via="phone", complainant=v.Contact(name="苏敏", phone="13900000188"),
        causes=("RS1804",), severity="T2", product="SEC08", demands=({"remedy": "RM03", "amount_fen": 680_000},))  # fmt: skip
    s.greet("lin.xiao", "phone", m=3)
    return s.do(
        "lin.xiao",
        v.Decline(
            ground="house_not_ours",
            way="phone",
            words="经核对，收款账户和“老师”都与我公司无关，系冒用名义。建议立即向公安机关报案，并可向证监会 12386 平台反映；我们愿意出具说明配合报案。",
        ),
        d=1,
        t="10:10",
    )


def _marketing_calls(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "marketing-calls", now, days=5, clock="19:22")
    s.begin("complainant", "sec.call", "一个礼拜打了七个推销电话，拉黑一个换一个号，别再打了。", owner="lin.xiao", channel="web", complainant=v.Contact(name="范女士", phone="13900000196"),
        causes=("RS0805", "RS1204"), product="SEC99", dissatisfaction="process", demands=({"remedy": "RM13"},))  # fmt: skip
    s.do("lin.xiao", v.Acknowledge(way="sms"), h=13)
    s.do("lin.xiao", v.Reach(reached=True, result="已当场加入拒呼名单，她说那就算了。"), h=2)
    return s.do("complainant", v.Withdraw(words="这两天确实没再打了，撤了吧。"), d=2, t="18:05")


def _passed_around(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "passed-around", now, days=4, clock="09:05")
    s.begin("lin.xiao", "sec", "我这是第四次说了。先打热线，热线说找营业部；营业部说找客户经理；客户经理说他不管两融。到底谁管？", channel="hotline", via="phone",
        complainant=v.Contact(name="江一帆", phone="13900000204"), product="SEC06", causes=("RS0304",), dissatisfaction="process", demands=({"remedy": "RM02"},))  # fmt: skip
    s.do("lin.xiao", v.HandOver(to=cast.id("chen.jing"), reason="两融问题"), m=20)
    s.do("chen.jing", v.TurnBack(reason="手上已有五件未结，且此事是客户经理分内，请先转马涛。"), h=6)
    s.do("lin.xiao", v.HandOver(to=cast.id("ma.tao"), reason="陈静退回，请客户经理接"), d=2, t="10:30")
    return s.do("complainant", v.Chase(words="还是没人理我。", way="phone"), h=3)


def _form(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "form", now, days=37, clock="08:51")
    s.begin("complainant", "sec", "改个联系地址要填四张表，同样的身份证号写了九遍", owner="chen.jing", channel="web", complainant=v.Contact(name="阮青", phone="1390000021", email="ruan@example.com"),
        product="SEC99", causes=("RS1402",), dissatisfaction="process", demands=({"remedy": "RM14"},))  # fmt: skip
    s.do("advice", v.Suggest(topic="cause", value="RS1403", score=410, because="“四张表”“九遍”", model="rules-1"), m=1)
    s.do("chen.jing", lambda told: v.Overrule(suggestion=told.suggestion(), value="RS1402"), h=1)
    s.do(
        "chen.jing",
        v.Correct(field="complainant", contact=v.Contact(name="阮青", phone="13900000212", email="ruan@example.com")),
    )
    s.do("chen.jing", v.Acknowledge(way="email", address="ruan@example.com"))
    s.do("chen.jing", v.Investigate(finding="开户须填四张表，九处重复。", basis="现行表格四份"), m=30)
    s.do(
        "chen.jing",
        v.Answer(
            words="四张表已并成一张，下周起用。谢谢您数了九遍。",
            way="email",
            address="ruan@example.com",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        d=8,
        t="10:00",
    )
    s.do(
        "chen.jing", v.Rekey(verified="callback", way="email", words="回拨在案电话，本人接听，报得出四张表的名字"), h=3
    )
    s.do("complainant", v.Accept(how="portal"), h=6)
    s.do("chen.jing", v.Close(outcome="OC01", relief="other", lesson="同一信息只填一次。"), d=1, t="09:00")
    return s.do(
        "complainant",
        v.Rate(handling=5, handling_words="回得快，话也听得懂", outcome=4, outcome_words="早该这样"),
        d=1,
        t="20:15",
    )
