"""Redress at its most telling: a price that was not the one on the shelf, what law gives for it, and like cases beside it."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story

# what like cases were given for a delayed refund: day, yuan, who
_ALIKE = ((34, 30, "周敏"), (31, 40, "陆远"), (29, 40, "郝静"), (27, 50, "田原"), (26, 45, "方圆"), (24, 60, "柳青"))


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [
        _overcharged(cast, now),
        _off_the_record(cast, now),
        *(_alike(cast, now, n, *one) for n, one in enumerate(_ALIKE, 1)),
    ]


def _overcharged(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "overcharged", now, days=6, clock="18:20")
    s.begin(
        "tang.yi", "shop.store",
        "货架上写的 99 元，我看得清清楚楚还拍了照。到收银台扫出来 139 元，收银员说“系统就是这个价，爱买不买”。我赶时间就付了，回家越想越气。",
        subject="货架标价 99 元，收银收 139 元", channel="chat", via="web",
        complainant=v.Contact(name="顾晓岚", phone="13900000163"), price_fen=13_900, causes=("RS0701", "RS0301"),
        dissatisfaction="both", severity="T2",
        demands=({"remedy": "RM09", "amount_fen": 50_000, "words": "按欺诈赔我五百"}, {"remedy": "RM01", "words": "收银员要道歉"}),
    )  # fmt: skip
    s.greet("tang.yi", "chat", "收到了，照片我们也看到了。我负责查清楚，三天内给您准话。", m=4)
    s.do("tang.yi", v.Assess(complexity="simple", immediate=False), h=1)
    s.do(
        "tang.yi",
        v.Investigate(
            finding="货架价签 99 元是上周促销，已过期四天未撤；收银系统 139 元。门店明知价签过期仍按 139 元收款，当天另有两单。",
            basis="顾客照片、价签打印记录、当日收银流水",
            standard="established",
            evidence=("line:1",),
            holds=("fraud", "our_fault"),
        ),
        d=1,
        t="11:20",
    )
    s.do(
        "tang.yi",
        v.Offer(
            remedy="RM09",
            rule="fraud",
            amount_fen=50_000,
            demand=1,
            basis="消费者权益保护法第五十五条第一款：三倍价款 417 元，不足五百元按五百元",
            words="除退差价外，另赔 500 元",
        ),
        h=2,
    )
    s.do("luo.qing", v.Approve(what="offer:1", words="价签是我们没撤，该赔。"), h=3)
    return s.do(
        "tang.yi",
        v.Agree(
            offer=1,
            how="chat",
            proof="“行，五百我接受”",
            words="三个工作日内转到原支付账户",
            due_at=now + timedelta(days=2),
        ),
        d=2,
        t="10:05",
    )


def _off_the_record(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "slow-refund", now, days=3, clock="14:32")
    s.begin(
        "song.jie", "shop.care", "退货签收都十二天了，钱还没退。客服每次都说“财务在走流程”。",
        subject="退货十二天未退款", channel="chat", via="web", complainant=v.Contact(name="翟明", phone="13900000164"),
        price_fen=32_900, causes=("RS0505",), dissatisfaction="outcome", severity="T2",
        demands=({"remedy": "RM03", "amount_fen": 32_900, "words": "把钱退我"}, {"remedy": "RM08", "words": "耽误这么久给个说法"}),
    )  # fmt: skip
    s.greet("song.jie", "chat", m=6)
    s.do("song.jie", v.Assess(complexity="simple", immediate=False), h=1)
    return s.do("song.jie", v.Note(words="电话里答应给他 80 元红包，先别登记，让他把差评撤了再说。"), d=1, t="09:50")


def _alike(cast: Cast, now: datetime, number: int, days: int, yuan: int, name: str) -> Story:
    s = Story(cast, f"slow-refund-{number:02d}", now, days=days, clock="10:40")
    who, payer = ("song.jie", "tang.yi") if number % 2 else ("tang.yi", "song.jie")
    s.begin(
        who, "shop.care", f"退的货你们第{days % 7 + 8}天才退款，中间没人跟我说一声。", channel="chat", via="web",
        complainant=v.Contact(name=name, phone=f"139000002{number:02d}"), causes=("RS0505",), dissatisfaction="outcome",
        demands=({"remedy": "RM08", "words": "耽误了总得有个说法"},),
    )  # fmt: skip
    s.do(who, v.Investigate(finding="财务排期延误，退款超出承诺时间。", basis="退款流水", standard="established", evidence=("line:1",), holds=("our_fault",)), h=4)  # fmt: skip
    s.do(
        who,
        v.Offer(remedy="RM08", amount_fen=yuan * 100, demand=1, basis="客服补偿办法第四条：退款延误按天补", words=f"补偿 {yuan} 元",
                reason="延误近三周，且两次告知的到账时间都没有做到" if yuan > 50 else None),
        h=1,
    )  # fmt: skip
    s.do(who, v.Agree(offer=1, how="chat", proof="“可以”"), d=1, t="11:00")
    return s.do(payer, v.Redress(offer=1, how="original_way", proof="红包流水 已领取"), h=1)
