"""The securities branch and its call centre: the commission, the outage, the fund, and a paper that holds two things."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo.demo.organisation import Cast
from wenguo.demo.papers import note
from wenguo.demo.telling import Story
from wenguo.verbs import (
    Accept, Acknowledge, Answer, Approve, Ask, AskReview, Assess, Chase, Close, Confirm, Contact, Correct, Decline,
    Dispute, Enclose, Extend, Follow, HandOver, Hear, Hold, Inform, Investigate, Keep, Link, Note, Offer, Overrule,
    Reach, Reject, Review, Split, Submit, Suggest, Supervise, TakeOver, TurnBack, Withdraw,
)  # fmt: skip


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told of this branch."""
    told = (
        _commission, _commission_12386, _outage, _fund, _two_in_one, _liquidation, _old_phone, _moving_account,
        _not_ours, _marketing_calls, _waiting_long, _passed_around, _form,
    )  # fmt: skip
    return [tell(cast, now) for tell in told]


def _commission(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "commission", now, days=22, clock="10:12")
    s.begin(
        "lin.xiao", "sec",
        "我六月份转户过来，就是因为你们客户经理当面说佣金给我调到万一点五。他原话是“下个月就生效，您放心”。结果七月、八月两张对账单，"
        "每一笔还是按万三收的。我打过一次电话，接线的姑娘给我讲了半天佣金是怎么组成的、规费多少、印花税多少。"
        "我炒股十几年了，这些我都懂，我不是来听解释的，我要的是当初答应我的那个数。多收的钱退给我，以后按说好的收，就这么简单。",
        subject="客户经理答应的佣金费率没有兑现", channel="hotline", via="phone",
        complainant=Contact(name="丁宏伟", phone="13900000117"), contract="资金账号尾号 6620",
        product="SEC02", causes=("RS0305", "RS0704", "RS1906"), dissatisfaction="outcome", severity="T2",
        concerned=("ma.tao",), consent="接通时语音告知录音并继续通话", event_date=s.day - timedelta(days=60),
        demands=({"remedy": "RM03", "amount_fen": 186_420, "words": "两个月多收的差额退给我"}, {"remedy": "RM06", "words": "以后按万一点五收"}),
    )  # fmt: skip
    s.do("lin.xiao", Acknowledge(way="phone", words="您的投诉已登记，我负责跟到有结果为止，今天之内再给您回一次电话。"), m=3)
    s.do("advice", Suggest(topic="dissatisfaction", value="outcome", score=870, because="“我不是来听解释的，我要的是当初答应我的那个数”", model="rules-1"), m=1)
    s.promise("lin.xiao", "今天 17:00 前回电告知由谁负责核查", within=timedelta(hours=6))
    s.do("lin.xiao", HandOver(to=cast.id("chen.jing"), reason="涉及费率承诺，需查开户资料和客户经理的聊天记录，请投诉专员接手。"), m=15)
    s.do("chen.jing", TakeOver(), m=25)
    s.do("chen.jing", lambda told: Confirm(suggestion=told.suggestion()))
    s.do("chen.jing", Keep(promise=1, words="已回电：由陈静负责，先查对账单和聊天记录。"), t="15:40")
    s.do("lin.xiao", Follow())
    s.do("chen.jing", Assess(complexity="complex", immediate=False), d=1, t="09:20")
    s.do("chen.jing", Ask(to="colleague", account=cast.id("ma.tao"), words="六月与丁先生谈转户时，费率是怎么说的？请附聊天记录。"))
    s.do("ma.tao", Hear(who="employee", account=cast.id("ma.tao"), words="我说的是“可以帮您申请”，没说一定批。申请单我七月初提了，总部退回要补资产证明，我忘了跟他说。"), d=1, t="11:05")
    s.do("complainant", Hear(words="聊天截图我发上来了，他写的就是“下月起万1.5，放心”。请你们自己看。"), d=1, t="20:41")
    s.do("complainant", Enclose(files=(note("聊天记录.txt", "马：丁哥，费率我给您调到万1.5，下月起，放心", "丁：说话算数啊", "马：必须的"),), kind="chat"), m=2)
    s.do("chen.jing", Investigate(finding="聊天记录写明“下月起万1.5”，没有“需审批”字样；申请单被退回后未告知客户。双方说法不一，以书面记录为准。", basis="聊天记录、费率申请单流水、两期对账单；证券法第八十八、八十九条（举证责任在公司）"), d=3, t="14:30")
    s.do("chen.jing", Offer(remedy="RM03", amount_fen=186_420, demand=1, basis="公司已作出的书面承诺；两期对账单逐笔核算", words="退还两期差额 1,864.20 元"), d=1, t="10:00")
    s.do("xu.lan", Approve(what="offer:1", words="同意。承诺是我们的人写的，应当兑现。"), t="16:10")
    return s.do("chen.jing", Inform(words="差额退还已批准，费率调整正在总部复核，复核完给您正式答复。", way="phone"), d=4, t="09:45")


def _commission_12386(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "commission-12386", now, days=9, clock="15:03")
    s.begin(
        "zhuan.ban", "sec", "投资者反映：某证券营业部客户经理承诺将交易佣金调至万分之一点五，至今未兑现，向公司反映后只得到解释。要求退还多收佣金并兑现费率。",
        via="api", subject="12386 转办：佣金承诺未兑现", channel="referral", referrer="12386", referrer_number="转办单 2026-示-0457", owner="chen.jing",
        complainant=Contact(name="丁宏伟", phone="13900000117"), product="SEC02", causes=("RS0305", "RS0704"), dissatisfaction="outcome",
        severity="T2", concerned=("ma.tao",), demands=({"remedy": "RM03", "amount_fen": 186_420}, {"remedy": "RM06"}),
    )  # fmt: skip
    s.do("chen.jing", lambda told: Link(other=told.numbers["commission"], relation="related"), m=20)
    s.do("chen.jing", Note(words="与本人直接投诉是同一件事。两件分别计时、分别答复，口径一致。"))
    s.do("chen.jing", Acknowledge(way="phone", words="转办件已收到，与您之前的投诉合并调查、分别答复。"), h=1)
    s.do("chen.jing", Assess(complexity="simple", immediate=False), d=1, t="09:10")
    s.do("chen.jing", Investigate(finding="与本人投诉件认定一致：有书面承诺，未兑现。", basis="见关联件附卷材料"), d=1, t="11:00")
    s.do("chen.jing", Submit(words="经查，我部客户经理曾向您说明费率调整事宜，因审批未通过未能执行，敬请谅解。"), d=2, t="10:30")
    s.do("qi.rong", Reject(reason="没有写清楚谁答应了什么，也没有写退多少、依据是什么、还有哪些途径。不要用“敬请谅解”代替答复。"), h=5)
    return s.do("chen.jing", Submit(words="经查，我部客户经理以文字承诺自次月起按万分之一点五收取，公司未兑现，责任在我们。现退还差额 1,864.20 元，费率自核准之日起按承诺执行。如不认可，可申请核查、调解、仲裁或起诉。"), d=1, t="09:40")


def _outage(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "outage", now, days=64, clock="13:26")
    s.begin(
        "lin.xiao", "sec", "开盘前十五分钟你们软件就登不上去，一直转圈，打电话占线，等我登进去股票已经跌停了，想卖都卖不掉！我隔壁用别家的一点事没有。这个损失谁来赔？",
        subject="交易软件登不上，错过卖出", channel="hotline", via="phone", complainant=Contact(name="白晓东", phone="13900000132"),
        product="SEC05", causes=("RS1001", "RS0303"), dissatisfaction="both", severity="T1", event_date=s.day,
        demands=({"remedy": "RM08", "amount_fen": 1_260_000, "words": "按我九点二十五分想卖的价补差"}, {"remedy": "RM02"}),
    )  # fmt: skip
    s.do("lin.xiao", Acknowledge(way="phone", words="已登记，涉及系统故障，已报营业部负责人。"), m=4)
    s.do("lin.xiao", HandOver(to=cast.id("chen.jing")), m=5)
    s.do("chen.jing", TakeOver(), m=12)
    s.do("chen.jing", Assess(complexity="complex", immediate=False), h=2)
    s.do("xu.lan", Supervise(words="同一时段投诉超过二十起，信息技术部三日内给出日志结论。", source="head", due_at=s.moment + timedelta(days=3)), h=1)
    s.do("chen.jing", Ask(to="unit", words="请信息技术部提供 09:10 至 09:40 的登录失败日志和行情网关状态。"), t="16:50")
    s.do("complainant", Chase(words="三天了，一个字没有？"), d=3, t="10:02")
    s.do("chen.jing", Inform(words="日志已取到，确认 09:12 至 09:31 部分线路登录失败，正在核对您的委托意图凭证。", way="phone"), h=2)
    s.do("chen.jing", lambda told: Extend(clock=told.clock("decision_complex"), approver=cast.id("xu.lan"), way="letter", reason="须由第三方核对行情网关日志", told="因需第三方核对日志，办理期限延长三十日，已批准。"), d=21, t="14:00")
    s.do("chen.jing", Investigate(finding="故障属实，19 分钟。客户当日 09:24 有两次登录失败记录，09:35 登录后即委托卖出未成交。", basis="登录日志、委托流水、第三方核对报告"), d=14, t="10:20")
    s.do("chen.jing", Offer(remedy="RM08", amount_fen=320_000, demand=1, basis="公司信息系统故障补偿办法第九条：以恢复后首笔可成交价与故障时段均价之差计", words="补偿 3,200.00 元"), m=40)
    s.do("qi.rong", Reject(what="offer:1", reason="均价取数区间写错，应为故障时段，不是全天。"), h=3)
    s.do("chen.jing", Offer(remedy="RM08", amount_fen=386_000, demand=1, basis="同上，取 09:12 至 09:31 均价重算", words="补偿 3,860.00 元"), d=1, t="09:30")
    s.do("qi.rong", Approve(what="offer:2"), h=1)
    s.do("chen.jing", Submit(words="系统故障属实，对您的委托有影响。我们不能按您设想的价格补差，因为那个价位当时已无买盘；按办法补偿 3,860.00 元，并附计算表。"), h=1)
    s.do("qi.rong", Reject(reason="请把日志结论附上，并写明不支持全额的理由和其他途径。"), h=3)
    s.do("chen.jing", Submit(words="（补附日志结论、计算表、其他途径）系统故障属实……补偿 3,860.00 元。"), d=1, t="09:15")
    s.do("qi.rong", Approve(words="可以发。"), h=1)
    s.do("chen.jing", Answer(words="您反映的系统故障属实：09:12 至 09:31 部分线路无法登录。按公司办法补偿 3,860.00 元，计算表附后；不支持按 09:25 价格全额补差，因该价位已无成交。您可以申请核查、调解、仲裁或起诉。", way="email", address="bai***@example.com",
        decisions=({"demand": 1, "decision": "part", "basis": "公司信息系统故障补偿办法第九条"}, {"demand": 2, "decision": "support"})), m=30)
    s.do("chen.jing", Accept(how="recording", proof="录音 20260-4471：“行吧，有日志我认”"), d=2, t="11:00")
    return s.do("chen.jing", Close(outcome="OC02", relief="money", lesson="热线在故障时要先放语音公告，别让人一直占线干等。"), m=20)


def _fund(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "fund", now, days=78, clock="09:40")
    s.begin(
        "chen.jing", "sec", "我今年七十三了，眼睛也不好。去年你们那个小姑娘跟我说这个产品跟存款差不多，我把老伴的抚恤金都放进去了，现在亏了四万多。"
        "我问她，她说合同上写了风险自担。那么多页字，我哪看得清。我也不想闹，我就想知道，像我这样的，你们该不该卖给我？",
        subject="老人买基金亏损，问当初该不该卖", channel="face", complainant=Contact(name="魏秀兰", phone="13900000148", address="北湖路社区 3 栋"),
        vulnerability="73 岁，视力不好，独居", product="SEC07", causes=("RS0806", "RS0605", "RS1502"), dissatisfaction="both", severity="T2",
        price_fen=12_000_000, demands=({"remedy": "RM08", "amount_fen": 4_130_000}, {"remedy": "RM02", "words": "该不该卖给我"}),
    )  # fmt: skip
    s.do("chen.jing", Acknowledge(way="face", words="字体放大的受理单当面交给老人，并读了一遍。"), m=10)
    s.do("chen.jing", Assess(complexity="complex", immediate=False), h=4)
    s.do("chen.jing", Reach(reached=True, way="phone", result="约好由她女儿陪同，周六来看双录。"), d=2, t="10:00")
    s.do("chen.jing", Investigate(finding="双录完整，风险测评为稳健型，产品为中低风险，等级匹配；但双录中销售人员说过“和存款差不太多”，属不当表述。", basis="双录第 3 分 12 秒、风险测评问卷、产品说明书"), d=12, t="15:00")
    s.do("chen.jing", Answer(words="等级匹配，我们不能赔偿市场波动造成的全部亏损；但“和存款差不太多”这句话不该说，公司承担相应责任，补偿认购费 1,200 元，并对销售人员培训考核。", way="letter",
        decisions=({"demand": 1, "decision": "part", "basis": "适当性匹配，表述不当"}, {"demand": 2, "decision": "support"})), d=9, t="11:30")
    s.do("complainant", AskReview(words="我女儿说那句话都录下来了，凭什么只退一点手续费。请上级再看看。"), d=16, t="09:00")
    s.do("wen.zhi", Note(words="已调取全部双录，请法务一并看举证责任。"), d=4, t="14:00")
    return s.do("wen.zhi", Review(outcome="upheld", way="letter", words="核查维持：程序、时限、结论无误；但建议另行道歉，并由营业部上门讲清转入稳健产品的办法。如不同意，可申请调解，公司不会拒绝。"), d=14, t="16:20")


def _two_in_one(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "two-in-one", now, days=17, clock="11:15")
    s.begin(
        "chen.jing", "sec", "信里两件事。第一，我八月来柜台办业务，取号后等了两个钟头，中间还让一个熟人插了队。第二，请看附页，我不想让营业部的人知道是我写的。",
        subject="一封信两件事", channel="letter", complainant=Contact(name="隐去", address="信封背面地址"), product="SEC02", causes=("RS0303",),
        dissatisfaction="process", original="（手写信两页，扫描件存卷）", demands=({"remedy": "RM01"}, {"remedy": "RM14"}),
    )  # fmt: skip
    s.do("chen.jing", Split(kind="report", words="贵部客户经理私下收钱替人操作账户，在停车场谈的，一个账户一年八千。我可以提供转账记录，但请不要让他知道是我说的。"), m=30)
    s.do("lu.heng", Hold(reason="涉嫌违规代客理财，材料不得删除或修改。"), h=3, on="two-in-one/part")
    s.do("chen.jing", HandOver(to=cast.id("lu.heng"), reason="举报件，营业部应整体回避，请法务接手。"), h=1, on="two-in-one/part")
    s.do("lu.heng", TakeOver(), h=2, on="two-in-one/part")
    s.do("lu.heng", Assess(kind="report", severity="T1", causes=("RS1801",), complexity="complex"), d=1, t="09:30", on="two-in-one/part")
    s.do("chen.jing", Acknowledge(way="letter", words="来信收到。第一件由营业部办理；第二件已另行立件，由总部办理，不经营业部。"), h=3)
    s.do("chen.jing", Investigate(finding="当日取号记录显示等候 1 小时 52 分；监控可见一人未取号先办，经办人承认是熟客。", basis="叫号系统记录、大堂监控"), d=5, t="10:00")
    return s.do("chen.jing", Answer(words="您等了 1 小时 52 分，插队属实。我们道歉，叫号机已加锁，任何人不得手工插号。", way="letter",
        decisions=({"demand": 1, "decision": "support"}, {"demand": 2, "decision": "support"})), d=3, t="15:00")


def _liquidation(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "liquidation", now, days=52, clock="16:02")
    s.begin("lin.xiao", "sec", "凭什么强平我的仓？短信说 130% 我看到的时候已经平完了。通知到强平不到二十分钟，谁来得及打钱！", channel="hotline", via="phone",
        complainant=Contact(name="黎志远", phone="13900000155"), product="SEC06", causes=("RS1503", "RS0901"), dissatisfaction="outcome", severity="T2",
        demands=({"remedy": "RM08", "amount_fen": 5_600_000},))  # fmt: skip
    s.do("lin.xiao", HandOver(to=cast.id("chen.jing")), m=10)
    s.do("chen.jing", TakeOver(), m=30)
    s.do("chen.jing", Acknowledge(way="sms"), m=5)
    s.do("chen.jing", Assess(complexity="simple"), d=1, t="10:00")
    s.do("chen.jing", Investigate(finding="合同约定 T+1 日 10:00 前补足；系统在 09:58 触发，早了两分钟。通知短信 09:37 送达。", basis="合同第二十一条、系统日志、短信回执"), d=6, t="14:10")
    s.do("chen.jing", Answer(words="触发时间早于合同约定两分钟，属实；10:00 时维持担保比例仍低于约定，损失与早两分钟无直接关系，故不予赔偿，另退当日利息 86.40 元。", way="email", address="l***@example.com",
        decisions=({"demand": 1, "decision": "part", "basis": "信用交易合同第二十一条"},)), d=4, t="11:20")
    s.do("chen.jing", Close(outcome="OC02", relief="money"), d=12, t="09:30")
    return s.do("complainant", AskReview(words="早了两分钟就是违约，你们自己都认了，为什么说没关系？请总部核查。"), d=17, t="19:48")


def _old_phone(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "old-phone", now, days=31, clock="14:18")
    s.begin("lin.xiao", "sec.call", "手机换了个号，你们软件非要刷脸，我这老手机刷了十几遍都不过，密码也锁了。上次小伙子说上门帮我弄，等了一天没人来。", channel="hotline", via="phone",
        complainant=Contact(name="孟广福", phone="13900000163"), vulnerability="68 岁，腿脚不便", product="SEC01", causes=("RS1004", "RS0305"), dissatisfaction="process",
        demands=({"remedy": "RM06", "words": "帮我把密码弄好"},))  # fmt: skip
    s.do("lin.xiao", Acknowledge(way="phone"), m=2)
    s.promise("lin.xiao", "明天上午十点前请网点上门办理", within=timedelta(hours=20))
    s.do("lin.xiao", Inform(words="网点今天人手不够，没能按时上门，是我们不对，改到今天下午四点。", way="phone"), d=1, t="12:30")
    s.do("lin.xiao", Keep(promise=1, words="下午 15:50 上门，现场重置成功，迟了近六小时，当面道歉。"), t="15:55")
    s.do("lin.xiao", Answer(words="已上门重置密码，并开通电话委托作备用。", way="face", decisions=({"demand": 1, "decision": "support"},)), m=10)
    s.do("lin.xiao", Accept(how="signature", proof="上门服务单签名"), m=5)
    return s.do("lin.xiao", Close(outcome="OC01", relief="other", lesson="答应上门之前先问网点有没有人。"), m=30)


def _moving_account(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "moving-account", now, days=14, clock="10:50")
    s.begin("ma.tao", "sec", "销户转走还要我本人跑三趟，每次都说缺材料，一次说完不行吗？就是不想让人走呗。", channel="wechat", complainant=Contact(name="余嘉", phone="13900000171"),
        product="SEC01", causes=("RS1402", "RS0602"), dissatisfaction="process", demands=({"remedy": "RM13"},))  # fmt: skip
    s.do("ma.tao", Acknowledge(way="wechat"), m=9)
    s.do("chen.jing", Assess(complexity="simple", tags=()), d=1, t="09:00")
    s.do("ma.tao", Answer(words="转户需要本人、身份证、无未了结合约三个条件，缺一不可，请按要求准备。", way="wechat", decisions=({"demand": 1, "decision": "not", "basis": "账户业务规则"},)), d=4, t="16:00")
    return s.do("complainant", Dispute(words="我问的是为什么不一次告诉我，你给我背规则。不认可。"), h=2)


def _not_ours(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "not-ours", now, days=6, clock="15:30")
    s.begin("lin.xiao", "sec.call", "有个老师在群里带我们炒股，说是你们公司的，收了我 6800 会员费，现在群解散了。", channel="hotline", via="phone", complainant=Contact(name="苏敏", phone="13900000188"),
        causes=("RS1804",), severity="T2", product="SEC08", demands=({"remedy": "RM03", "amount_fen": 680_000},))  # fmt: skip
    s.do("lin.xiao", Acknowledge(way="phone"), m=3)
    return s.do("lin.xiao", Decline(ground="house_not_ours", way="phone", words="经核对，收款账户和“老师”都与我公司无关，系冒用名义。建议立即向公安机关报案，并可向证监会 12386 平台反映；我们愿意出具说明配合报案。"), d=1, t="10:10")


def _marketing_calls(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "marketing-calls", now, days=5, clock="19:22")
    s.begin("complainant", "sec.call", "一个礼拜打了七个推销电话，拉黑一个换一个号，别再打了。", owner="lin.xiao", channel="web", complainant=Contact(name="范女士", phone="13900000196"),
        causes=("RS0805", "RS1204"), product="SEC99", dissatisfaction="process", demands=({"remedy": "RM13"},))  # fmt: skip
    s.do("lin.xiao", Acknowledge(way="sms"), h=13)
    s.do("lin.xiao", Reach(reached=True, result="已当场加入拒呼名单，她说那就算了。"), h=2)
    return s.do("complainant", Withdraw(words="这两天确实没再打了，撤了吧。"), d=2, t="18:05")


def _waiting_long(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "waiting-long", now, hours=3)
    return s.begin("niu.dawei", "sec", "开个户等了俩小时，前面就四个人，窗口只开一个，另外三个窗口的人在里面聊天，我看得一清二楚。", channel="face",
        causes=("RS0303",), product="SEC01", dissatisfaction="process")  # fmt: skip


def _passed_around(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "passed-around", now, days=4, clock="09:05")
    s.begin("lin.xiao", "sec", "我这是第四次说了。先打热线，热线说找营业部；营业部说找客户经理；客户经理说他不管两融。到底谁管？", channel="hotline", via="phone",
        complainant=Contact(name="江一帆", phone="13900000204"), product="SEC06", causes=("RS0304",), dissatisfaction="process", demands=({"remedy": "RM02"},))  # fmt: skip
    s.do("lin.xiao", HandOver(to=cast.id("chen.jing"), reason="两融问题"), m=20)
    s.do("chen.jing", TurnBack(reason="手上已有五件未结，且此事是客户经理分内，请先转马涛。"), h=6)
    s.do("lin.xiao", HandOver(to=cast.id("ma.tao"), reason="陈静退回，请客户经理接"), d=2, t="10:30")
    return s.do("complainant", Chase(words="还是没人理我。", way="phone"), h=3)


def _form(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "form", now, days=37, clock="08:51")
    s.begin("complainant", "sec", "改个联系地址要填四张表，同样的身份证号写了九遍", owner="chen.jing", channel="web", complainant=Contact(name="阮青", phone="1390000021", email="ruan@example.com"),
        product="SEC99", causes=("RS1402",), dissatisfaction="process", demands=({"remedy": "RM14"},))  # fmt: skip
    s.do("advice", Suggest(topic="cause", value="RS1403", score=410, because="“四张表”“九遍”", model="rules-1"), m=1)
    s.do("chen.jing", lambda told: Overrule(suggestion=told.suggestion(), value="RS1402"), h=1)
    s.do("chen.jing", Correct(field="complainant", contact=Contact(name="阮青", phone="13900000212", email="ruan@example.com")))
    s.do("chen.jing", Acknowledge(way="email", address="ruan@example.com"))
    s.do("chen.jing", Answer(words="四张表已并成一张，下周起用。谢谢您数了九遍。", way="email", address="ruan@example.com", decisions=({"demand": 1, "decision": "support"},)), d=8, t="10:00")
    s.do("complainant", Accept(how="portal"), h=9)
    return s.do("chen.jing", Close(outcome="OC01", relief="other", lesson="同一信息只填一次。"), d=1, t="09:00")
