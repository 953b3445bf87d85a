"""A suitcase that was opened: a guest sure of it, a chambermaid accused, and facts that clear her; both sides side by side."""

from __future__ import annotations

from datetime import datetime

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story, Told


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [_suitcase(cast, now), _waiting(cast, now)]


def _suitcase(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "suitcase", now, days=12, clock="19:20")
    s.begin(
        "bai.lu", "hotel", "我箱子的锁扣是开的，里面衣服被翻过，香水少了一瓶。今天只有打扫的人进过房间，就是她翻的。你们给我个说法。",
        subject="说行李箱被翻、少了一瓶香水", channel="face", complainant=v.Contact(name="住客 潘女士", phone="13900000351"), contract="房号 0916",
        product="HTL09", causes=("RS0205",), dissatisfaction="both", severity="T2", concerned=("cao.mei",),
        demands=({"remedy": "RM07", "amount_fen": 68_000, "words": "香水照价赔"}, {"remedy": "RM02", "words": "查清谁动了箱子"}), event_date=s.day,
    )  # fmt: skip
    s.greet("bai.lu", "face", "我都记下了。没查清之前，我们不说是谁的错；今晚服务经理来听您讲。", m=3)
    s.do("bai.lu", v.Declare(interest=True, ground="relative", words="曹梅是我表姐，我不参与处理"), m=4)
    s.do("jiang.yue", v.TakeOver(), m=6)
    s.do("jiang.yue", v.Declare(interest=False, words="与客人、员工都没有亲属关系"), m=2)
    s.do("jiang.yue", v.Assess(complexity="simple"), m=2)
    s.do("jiang.yue", v.Tell(account=cast.id("cao.mei"), way="phone", arrived=False, words="下班了，电话没人接"), m=5)
    s.do(
        "jiang.yue",
        v.Tell(
            account=cast.id("cao.mei"),
            way="face",
            words="0916 的客人说今天打扫后箱子开着、少了一瓶香水。现在只是听您讲。",
        ),
        d=1,
        t="08:10",
    )
    s.do("cao.mei", v.Hear(who="employee", words="我十点十分进的房，换了床单和毛巾，箱子立在窗边，我没碰。"), m=20)
    s.do("jiang.yue", v.Involve(role="witness", who=v.Contact(name="楼层主管 崔姐")), m=15)
    s.do("jiang.yue", v.Hear(who="witness", person=1, words="我跟她一起进的房，查了房就一起出来，前后七分钟。"), m=10)
    return _suitcase_found(cast, s)


def _suitcase_found(cast: Cast, s: Story) -> Story:
    """The hall's own record and a note of the airport's: nobody of ours opened it."""
    s.do(
        "jiang.yue",
        v.Enclose(
            kind="telemetry",
            whose="ours",
            words="门锁记录：10:09 服务卡开，10:16 关；当天没有其他服务卡进入。",
            files=(),
        ),
        h=1,
    )
    s.do(
        "jiang.yue",
        lambda told: v.Investigate(
            finding="员工进房七分钟，有主管在场，没有动过行李箱。",
            basis="门锁记录、在场主管陈述",
            against=(f"account:{cast.id('cao.mei')}",),
            standard="refuted",
            evidence=_proof(told),
            demands=(2,),
        ),
        h=1,
    )
    s.do("complainant", v.Hear(words="我想起来了，箱子在机场被抽查过，里面有张通知单，我没细看。"), h=2)
    s.do(
        "jiang.yue",
        v.Investigate(finding="箱内有机场开箱检查通知单，列明液体超量、取出香水一瓶。", basis="通知单原件", standard="established", demands=(1, 2)),
        h=1,
    )  # fmt: skip
    s.do(
        "jiang.yue",
        lambda told: v.Clarify(
            claim="打扫的人翻了箱子，拿走香水",
            fact="箱子是机场安检打开的，香水因超量被取出，通知单在箱内夹层。",
            proof=(f"line:{told.c.findings[-1].position}",),
            finding=2,
        ),
        m=20,
    )
    s.do(
        "jiang.yue",
        v.Withhold(what="走廊监控画面", ground="privacy", words="画面里有其他住客；门锁记录已足以说明"),
        m=5,
    )
    s.do(
        "jiang.yue",
        v.Answer(
            words="您担心东西被人动过，换作是我也会着急。我们查了门锁记录，也听了当天在场的人；箱子是机场抽查时打开的，香水因超量被取出，通知单在夹层里。"
            "香水不由酒店赔付，失物可凭通知单向机场查询，我们已替您打印了电话和地址。",
            way="face",
            decisions=(
                {"demand": 1, "decision": "not", "basis": "机场开箱检查通知单"},
                {"demand": 2, "decision": "support"},
            ),
        ),
        h=2,
    )
    s.do("jiang.yue", v.Accept(how="said", proof="客人当面说错怪了人，托我们向员工道歉"), h=1)
    return s.do(
        "jiang.yue",
        v.Close(outcome="OC03", relief="explanation", lesson="先问“还有谁打开过箱子”，再问“谁进过房间”。已把客人的道歉转告员工。"),
        d=1,
        t="09:20",
    )  # fmt: skip


def _proof(told: Told) -> tuple[str, ...]:
    return tuple(f"line:{one.position}" for one in told.c.statements)


def _waiting(cast: Cast, now: datetime) -> Story:
    """Told and not heard yet: what is still to be done stands on the page."""
    s = Story(cast, "sharp-words", now, days=2, clock="10:40")
    s.begin(
        "bai.lu", "hotel", "早上退房，客房部那位大姐说“查房少条浴巾，你自己心里清楚”。当着一大厅人的面，这叫什么话？",
        subject="退房时被当众指责", channel="face", complainant=v.Contact(name="住客 郎先生", phone="13900000352"), product="HTL09",
        causes=("RS0301",), dissatisfaction="process", severity="T3", concerned=("cao.mei",), demands=({"remedy": "RM01"},), event_date=s.day,
    )  # fmt: skip
    s.greet("bai.lu", "face", "对不起，让您当众难堪。我们先听当时在场的人怎么说。", m=3)
    s.do("bai.lu", v.HandOver(to=cast.id("jiang.yue"), reason="当事人是我亲戚，请经理处理"), m=2)
    s.do("jiang.yue", v.TakeOver(), m=5)
    s.do("jiang.yue", v.Assess(complexity="simple"), m=3)
    return s.do(
        "jiang.yue",
        v.Tell(account=cast.id("cao.mei"), way="face", words="有客人说退房时您当众说了重话。您先说说当时的情形，没听您讲之前不下结论。"),
        h=4,
    )  # fmt: skip
