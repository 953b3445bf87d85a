"""The morning the trading software would not open: a grave complaint, extended, approved twice, paid in part."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [_outage(cast, now)]


def _outage(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "outage", now, days=64, clock="13:26")
    s.begin(
        "lin.xiao", "sec", "开盘前十五分钟你们软件就登不上去，一直转圈，打电话占线，等我登进去股票已经跌停了，想卖都卖不掉！我隔壁用别家的一点事没有。这个损失谁来赔？",
        subject="交易软件登不上，错过卖出", channel="hotline", via="phone", complainant=v.Contact(name="白晓东", phone="13900000132"),
        product="SEC05", causes=("RS1001", "RS0303"), dissatisfaction="both", severity="T1", event_date=s.day,
        demands=({"remedy": "RM08", "amount_fen": 1_260_000, "words": "按我九点二十五分想卖的价补差"}, {"remedy": "RM02"}),
    )  # fmt: skip
    s.greet("lin.xiao", "phone", "已登记，涉及系统故障，已报营业部负责人。", m=4)
    s.do("lin.xiao", v.HandOver(to=cast.id("ma.tao")), m=2)
    s.do("lin.xiao", v.TakeBack(to=cast.id("ma.tao")), m=1)  # chosen by mistake
    s.do("lin.xiao", v.HandOver(to=cast.id("chen.jing")), m=2)
    s.do("chen.jing", v.TakeOver(), m=12)
    s.do("chen.jing", v.Assess(complexity="complex", immediate=False), h=2)
    s.do(
        "xu.lan",
        v.Supervise(
            words="同一时段投诉超过二十起，信息技术部三日内给出日志结论。",
            source="head",
            due_at=s.moment + timedelta(days=3),
        ),
        h=1,
    )
    s.do(
        "chen.jing", v.Ask(to="unit", words="请信息技术部提供 09:10 至 09:40 的登录失败日志和行情网关状态。"), t="16:50"
    )
    s.do("complainant", v.Chase(words="三天了，一个字没有？"), d=3, t="10:02")
    s.do(
        "chen.jing",
        v.Inform(words="日志已取到，确认 09:12 至 09:31 部分线路登录失败，正在核对您的委托意图凭证。", way="phone"),
        h=2,
    )
    s.do(
        "chen.jing",
        lambda told: v.Extend(
            clock=told.clock("finish_complex"),
            approver=cast.id("xu.lan"),
            way="letter",
            reason="须由第三方核对行情网关日志",
            told="因需第三方核对日志，办理期限延长三十日，已批准。",
        ),
        d=21,
        t="14:00",
    )
    return _outage_offered(s)


def _outage_offered(s: Story) -> Story:
    """What was found, an offer sent back, and the one approved."""
    s.do(
        "chen.jing",
        v.Investigate(
            finding="故障属实，19 分钟。客户当日 09:24 有两次登录失败记录，09:35 登录后即委托卖出未成交。",
            basis="登录日志、委托流水、第三方核对报告",
        ),
        d=14,
        t="10:20",
    )
    s.do(
        "chen.jing",
        v.Offer(
            remedy="RM08",
            amount_fen=320_000,
            demand=1,
            basis="公司信息系统故障补偿办法第九条：以恢复后首笔可成交价与故障时段均价之差计",
            words="补偿 3,200.00 元",
        ),
        m=40,
    )
    s.do("qi.rong", v.Reject(what="offer:1", reason="均价取数区间写错，应为故障时段，不是全天。"), h=3)
    s.do(
        "chen.jing",
        v.Offer(
            remedy="RM08",
            amount_fen=386_000,
            demand=1,
            basis="同上，取 09:12 至 09:31 均价重算",
            words="补偿 3,860.00 元",
        ),
        d=1,
        t="09:30",
    )
    s.do("xu.lan", v.Approve(what="offer:2"), m=20)
    s.do("qi.rong", v.Approve(what="offer:2"), h=1)
    return _outage_answered(s)


def _outage_answered(s: Story) -> Story:
    """An answer sent back for rework, then approved, given and accepted."""
    s.do(
        "chen.jing",
        v.Submit(
            words="系统故障属实，对您的委托有影响。我们不能按您设想的价格补差，因为那个价位当时已无买盘；按办法补偿 3,860.00 元，并附计算表。",
            decisions=(
                {"demand": 1, "decision": "part", "basis": "公司信息系统故障补偿办法第九条"},
                {"demand": 2, "decision": "support"},
            ),
        ),
        h=1,
    )
    s.do("qi.rong", v.Reject(reason="请把日志结论附上，并写明不支持全额的理由和其他途径。"), h=3)
    s.do(
        "chen.jing",
        v.Submit(
            words="您反映的系统故障属实：09:12 至 09:31 部分线路无法登录。按公司办法补偿 3,860.00 元，计算表附后；不支持按 09:25 价格全额补差，因该价位已无成交。您可以申请核查、调解、仲裁或起诉。",
            decisions=(
                {"demand": 1, "decision": "part", "basis": "公司信息系统故障补偿办法第九条"},
                {"demand": 2, "decision": "support"},
            ),
        ),
        d=1,
        t="09:15",
    )
    s.do("qi.rong", v.Approve(words="可以发。"), h=1)
    s.do(
        "chen.jing",
        v.Answer(
            way="email",
            address="bai***@example.com",
        ),
        m=30,
    )
    s.do(
        "chen.jing",
        lambda told: v.Attest(notice=told.notice(), delivered=True, proof="对方邮箱服务器已收下，当日 17:02 已读"),
        h=1,
    )
    s.do("chen.jing", v.Accept(how="recording", proof="录音编号 4471：“行吧，有日志我认”"), d=2, t="11:00")
    s.do("chen.jing", v.Redress(offer=2, how="transfer", proof="付款流水 尾号 2207，当日到账"), h=3)
    return s.do(
        "chen.jing",
        v.Close(outcome="OC02", relief="money", lesson="热线在故障时要先放语音公告，别让人一直占线干等。"),
        m=20,
    )
