"""The commission that was promised and not lowered, and the same matter coming back from 12386."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.papers import note
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [_commission(cast, now), _commission_12386(cast, now)]


def _commission(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "commission", now, days=22, clock="10:12")
    s.begin(
        "lin.xiao", "sec",
        "我三个多月前转户过来，就是因为你们客户经理当面说佣金给我调到万一点五。他原话是“下个月就生效，您放心”。结果连着两张对账单，"
        "每一笔还是按万三收的。我打过一次电话，接线的姑娘给我讲了半天佣金是怎么组成的、规费多少、印花税多少。"
        "我炒股十几年了，这些我都懂，我不是来听解释的，我要的是当初答应我的那个数。多收的钱退给我，以后按说好的收，就这么简单。",
        subject="客户经理答应的佣金费率没有兑现", channel="hotline", via="phone",
        complainant=v.Contact(name="丁宏伟", phone="13900000117"), contract="资金账号尾号 6620",
        product="SEC02", causes=("RS0305", "RS0704", "RS1906"), dissatisfaction="outcome", severity="T2",
        concerned=("ma.tao",), consent="接通时语音告知录音并继续通话", event_date=s.day - timedelta(days=60),
        demands=({"remedy": "RM03", "amount_fen": 186_420, "words": "两个月多收的差额退给我"}, {"remedy": "RM06", "words": "以后按万一点五收"}),
    )  # fmt: skip
    s.greet("lin.xiao", "phone", "您的投诉已登记，我负责跟到有结果为止，今天之内再给您回一次电话。", m=3)
    s.do(
        "advice",
        v.Suggest(
            topic="dissatisfaction",
            value="outcome",
            score=870,
            because="“我不是来听解释的，我要的是当初答应我的那个数”",
            model="rules-1",
        ),
        m=1,
    )
    s.promise("lin.xiao", "今天 17:00 前回电告知由谁负责核查", within=timedelta(hours=6))
    s.do(
        "lin.xiao",
        v.HandOver(to=cast.id("chen.jing"), reason="涉及费率承诺，需查开户资料和客户经理的聊天记录，请投诉专员接手。"),
        m=15,
    )
    s.do("chen.jing", v.TakeOver(), m=25)
    s.do("chen.jing", lambda told: v.Confirm(suggestion=told.suggestion()))
    s.do("chen.jing", v.Keep(promise=1, words="已回电：由陈静负责，先查对账单和聊天记录。"), t="15:40")
    s.do("lin.xiao", v.Follow())
    s.do("chen.jing", v.Assess(complexity="complex", immediate=False), d=1, t="09:20")
    s.do(
        "chen.jing",
        v.Ask(to="colleague", account=cast.id("ma.tao"), words="与丁先生谈转户时，费率是怎么说的？请附聊天记录。"),
    )
    s.do(
        "ma.tao",
        v.Hear(
            who="employee",
            account=cast.id("ma.tao"),
            words="我说的是“可以帮您申请”，没说一定批。申请单我隔周就提了，总部退回要补资产证明，我忘了跟他说。",
        ),
        d=1,
        t="11:05",
    )
    return _commission_looked_into(s)


def _commission_looked_into(s: Story) -> Story:
    """Both sides are heard, the chat is read, and the difference is offered."""
    s.do(
        "complainant", v.Hear(words="聊天截图我发上来了，他写的就是“下月起万1.5，放心”。请你们自己看。"), d=1, t="20:41"
    )
    s.do(
        "complainant",
        v.Enclose(
            files=(
                note("聊天记录.txt", "马：丁哥，费率我给您调到万1.5，下月起，放心", "丁：说话算数啊", "马：必须的"),
            ),
            kind="chat",
        ),
        m=2,
    )
    s.do(
        "chen.jing",
        v.Investigate(
            finding="聊天记录写明“下月起万1.5”，没有“需审批”字样；申请单被退回后未告知客户。双方说法不一，以书面记录为准。",
            basis="聊天记录、费率申请单流水、两期对账单；证券法第八十八、八十九条（举证责任在公司）",
        ),
        d=3,
        t="14:30",
    )
    s.do(
        "chen.jing",
        v.Offer(
            remedy="RM03",
            amount_fen=186_420,
            demand=1,
            basis="公司已作出的书面承诺；两期对账单逐笔核算",
            words="退还两期差额 1,864.20 元",
        ),
        d=1,
        t="10:00",
    )
    s.do("xu.lan", v.Approve(what="offer:1", words="同意。承诺是我们的人写的，应当兑现。"), t="16:10")
    return s.do(
        "chen.jing",
        v.Inform(words="差额退还已批准，费率调整正在总部复核，复核完给您正式答复。", way="phone"),
        d=4,
        t="09:45",
    )


def _commission_12386(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "commission-12386", now, days=9, clock="15:03")
    s.begin(
        "zhuan.ban", "sec", "投资者反映：某证券营业部客户经理承诺将交易佣金调至万分之一点五，至今未兑现，向公司反映后只得到解释。要求退还多收佣金并兑现费率。",
        via="api", subject="12386 转办：佣金承诺未兑现", channel="referral", referrer="12386", referrer_number="转办单 示-0457", owner="chen.jing",
        complainant=v.Contact(name="丁宏伟", phone="13900000117"), product="SEC02", causes=("RS0305", "RS0704"), dissatisfaction="outcome",
        severity="T2", concerned=("ma.tao",), demands=({"remedy": "RM03", "amount_fen": 186_420}, {"remedy": "RM06"}),
    )  # fmt: skip
    s.do("chen.jing", lambda told: v.Link(other=told.numbers["commission"], relation="related"), m=20)
    s.do("chen.jing", v.Note(words="与本人直接投诉是同一件事。两件分别计时、分别答复，口径一致。"))
    s.do("chen.jing", v.Acknowledge(way="phone", words="转办件已收到，与您之前的投诉合并调查、分别答复。"), h=1)
    s.do("chen.jing", v.Assess(complexity="simple", immediate=False), d=1, t="09:10")
    s.do(
        "chen.jing",
        v.Investigate(finding="与本人投诉件认定一致：有书面承诺，未兑现。", basis="见关联件附卷材料"),
        d=1,
        t="11:00",
    )
    s.do(
        "chen.jing",
        v.Submit(
            words="经查，我部客户经理曾向您说明费率调整事宜，因审批未通过未能执行，敬请谅解。",
            decisions=({"demand": 1, "decision": "part"}, {"demand": 2, "decision": "not"}),
        ),
        d=2,
        t="10:30",
    )
    s.do(
        "qi.rong",
        v.Reject(reason="没有写清楚谁答应了什么，也没有写退多少、依据是什么、还有哪些途径。不要用“敬请谅解”代替答复。"),
        h=5,
    )
    return s.do(
        "chen.jing",
        v.Submit(
            words="经查，我部客户经理以文字承诺自次月起按万分之一点五收取，公司未兑现，责任在我们。现退还差额 1,864.20 元，费率自核准之日起按承诺执行。如不认可，可申请核查、调解、仲裁或起诉。",
            decisions=(
                {"demand": 1, "decision": "support", "basis": "客户经理的书面承诺"},
                {"demand": 2, "decision": "support", "basis": "客户经理的书面承诺"},
            ),
        ),
        d=1,
        t="09:40",
    )
