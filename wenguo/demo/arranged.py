"""How the ten boxes of biscuits go on: conduct looked at beside our own part, decided by another, arranged for a time, appealed."""

from __future__ import annotations

from datetime import timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story

_FIRST = 1  # the line in which the demand was made


def goes_on(cast: Cast, s: Story) -> Story:
    """After the answer: the same demand again, and what is done about that, not about him."""
    s.do(
        "complainant",
        v.Dispute(words="一千块打发谁？三万八一分不少。钱到了，记者那边我去说；钱不到，店庆那天大家都别想开张。"),
        h=6,
    )
    for sign, quote in (
        ("private_settlement", "中午十二点之前给我转账，这事就过去了"),
        ("time_and_place", "中午十二点之前"),
        ("refuses_appraisal", "东西不能给你们检"),
    ):
        s.do("luo.qing", v.Observe(sign=sign, quote=quote, line=_FIRST), m=3)
    s.do(
        "luo.qing",
        v.Observe(
            sign="explained",
            quote="给了你们还不得掉包？——他担心的是样品到了我们手里；可以当面封样、各持一份。",
            line=_FIRST,
        ),
        m=5,
    )
    s.do(
        "luo.qing",
        v.Flag(
            conduct="demands",
            signs=(1, 2, 3),
            words="两次提出付款即不公开，并限定时点；同一要求，答复后没有新的事实。",
            considered="一盒日期印错是真的，十张小票是真的，我们说好的回复还晚了。要得多、提到记者、多次购买都不算。只看“付钱就不公开”。",
            purpose="可能为索赔而购买",
            purpose_for="两日内分十次结账，一盒一张小票",
            purpose_against="其中一盒确有错误；家里办事买十盒也说得通；没有查到别处有类似投诉",
        ),
        m=20,
    )
    s.do(
        "lu.heng",
        v.Judge(
            flag=1,
            decision="upheld",
            words="只认定“以付款换不公开”这一行为。金额高、提到媒体、买得多都不作依据；目的不下结论。依法该给的照给。",
        ),
        d=1,
        t="10:10",
    )
    s.do(
        "lu.heng",
        v.Warn(
            flag=1,
            words="您可以向监管部门、法院、媒体反映，这是您的权利。请不要再以付款作为不公开的条件；若继续，我们会在一段时间内只以书面方式与您联系。"
            "一盒的赔偿和十盒的价款随时可以领取。不同意本提醒的，可以申诉。",
            way="letter",
        ),
        m=40,
    )
    s.do("complainant", v.Chase(words="少废话，转账。店庆那天见。", way="phone"), h=5)
    s.do(
        "lu.heng",
        v.Restrict(
            flag=1,
            contact=cast.id("lu.heng"),
            subject="十盒饼干一事",
            hours="信函收到后五个工作日内回复",
            ways=("letter",),
            until_date=s.day + timedelta(days=15),
            review_date=s.day + timedelta(days=8),
            words="提醒之后，您又一次以付款作为不公开的条件。两周内，关于此事请用信函、邮件或查询页联系我，我们书面答复。"
            "答复时限、应退应赔和您的各项权利都不变。",
            appeal="在查询页点“请另一位同事看一看”，或写信给集团总经理；由没有参与过的人决定。",
            way="letter",
        ),
        d=1,
        t="09:30",
    )
    s.do("lu.heng", v.Lift(restriction=1, words="原安排只写了信函，对您太不方便。撤回重定，加上邮件和查询页。"), m=35)
    s.do(
        "lu.heng",
        v.Restrict(
            flag=1,
            contact=cast.id("lu.heng"),
            subject="十盒饼干一事",
            hours="信函收到后五个工作日内回复",
            ways=("letter", "email", "portal"),
            until_date=s.day + timedelta(days=15),
            review_date=s.day + timedelta(days=8),
            words="提醒之后，您又一次以付款作为不公开的条件。两周内，关于此事请用信函、邮件或查询页联系我，我们书面答复。"
            "答复时限、应退应赔和您的各项权利都不变。",
            appeal="在查询页点“请另一位同事看一看”，或写信给集团总经理；由没有参与过的人决定。",
            way="letter",
        ),
        m=5,
    )
    return s.do(
        "complainant",
        v.Appeal(words="我是消费者，凭什么不让我打电话？你们晚了才回我，现在倒嫌我烦。"),
        d=1,
        t="19:20",
    )
