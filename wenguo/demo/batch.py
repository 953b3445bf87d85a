"""The batch: thirty-one buyers of one kettle in five days over four channels, told in as many voices."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import LEFT, Cast
from wenguo.demo.telling import Story

BUYERS = 31
_PRICE = 12_900
_CHANNELS = ("web", "chat", "hotline", "social")
_NAMES = "安柏 毕青 曹一鸣 戴薇 鄂林 费扬 葛小虎 桂芳 郝好 霍岩 纪棠 康宁 蓝天 骆冰 梅朵 穆晨 聂远 欧阳乐 庞博 裴音 卜凡 瞿蓉 阮星 桑叶 石磊 谈笑 万芊 席风 燕北 臧克 祝平".split()
_OPENINGS = (
    "你们家那个 K-17 的壶，", "上周买的电热水壶，", "水壶型号 K-17，", "大促囤的壶，", "给我妈买的烧水壶，", "直播间抢的那只 1.7 升的壶，",
    "刚拆封的水壶，", "用了不到十天的壶，", "办公室买的壶，", "你好，订单里那只白色的壶，",
)  # fmt: skip
_FAULTS = (
    "水开了不跳闸，一直咕嘟，差点烧干", "底座一圈往外渗水，插座都湿了", "烧到一半自己断电，要按三四回", "壶盖弹开的时候溅了我一手开水，起了泡",
    "不自动断电，我睡着了，醒来满屋子水汽", "壶底漏水，台面上一摊", "开关烫手，塑料都软了", "烧开不停，壶身有股焦味",
)  # fmt: skip
_THEN = (
    "。现在不敢用了。", "！这要是家里只有老人怎么办？", "。问客服，让我“再观察观察”。", "，气死。", "。评论区一看，好多人跟我一样。",
    "。我有视频。", "，第二只了，换的也这样。", "。请问这是质量问题吧？", "。东西不贵，可是吓人。",
)  # fmt: skip
_WANTS = (
    ("退货。", ("RM15",)), ("换一个好的就行。", ("RM04",)), ("退钱，顺便给个说法。", ("RM15", "RM02")), ("", ("RM15",)),
    ("退款，烫伤的药费也得给我。", ("RM15", "RM08")), ("赶紧下架吧。", ("RM13", "RM15")), ("", ()),
)  # fmt: skip
_LEADER = (
    "我代表群里的人说。我们三个人建了群，现在二十来个了，都是买 K-17 的。大家商量好了：退一赔三，每人再给五百精神损失，"
    "还要你们老板录视频道歉，挂首页一个礼拜。少一样都不行，不答应我们就一起去平台和电视台。"
)
_TALKED = (
    "请先停用，别再插电。照片已发来。",
    "只要退款，别的不要。",
    "问怎么寄回，告知先不用寄。",
    "说群里有人要更多，本人不掺和。",
    "已换用旧壶，等消息。",
)
_FIX = "我们查清了：第二批温控片装反。K-17 已全部下架，这一批不用寄回，退全款，烫伤凭票赔医药费。每位买家一样的办法，不因为谁说得多就多、说得少就少。"


def stories(cast: Cast, now: datetime) -> list[Story]:
    """The thirty-one, the first of which the others are linked with."""
    chance = random.Random("K-17")  # noqa: S311 — the same voices every time
    return [_buyer(cast, now, number, chance) for number in range(BUYERS)]


def _buyer(cast: Cast, now: datetime, number: int, chance: random.Random) -> Story:
    days = 12 - number * 5 // BUYERS
    s = Story(
        cast, f"kettle-{number + 1:02d}", now, days=days, clock=f"{8 + number * 7 % 13:02d}:{chance.randrange(60):02d}"
    )
    leads = number == 18
    wants, remedies = _WANTS[chance.randrange(len(_WANTS))]
    fault = _FAULTS[chance.randrange(len(_FAULTS))]
    hurt = "烫" in wants or "开水" in fault
    words = _LEADER if leads else f"{chance.choice(_OPENINGS)}{fault}{chance.choice(_THEN)}{wants}"
    owner = LEFT if number in {4, 9, 15} else ("tang.yi", "song.jie")[number % 2]
    channel = _CHANNELS[(number * 3 + number // 4) % 4]
    begins = "complainant" if channel == "web" else owner
    s.begin(
        begins, "shop.care", words, owner=owner, channel=channel, via={"hotline": "phone", "chat": "chat"}.get(channel, "web"),
        complainant=v.Contact(name=_NAMES[number], phone=f"13900001{number:02d}7"), product="RTL01", price_fen=_PRICE,
        causes=("RS0201", "RS0101") if hurt else ("RS0101",), dissatisfaction="outcome", severity="T2" if hurt or leads else "T3",
        demands=tuple(_demand(remedy) for remedy in (("RM15", "RM09", "RM08", "RM01") if leads else remedies)),
    )  # fmt: skip
    if number != 30:
        s.do(
            owner,
            v.Acknowledge(way={"web": "sms", "hotline": "phone", "chat": "chat"}.get(channel, "other")),
            m=chance.randrange(4, 300),
        )
    if number % 5 and number != 30:
        s.do(
            owner,
            v.Reach(reached=True, way="phone", result=_TALKED[number % len(_TALKED)]),
            m=chance.randrange(20, 400),
        )
    if number:
        s.do(owner, lambda told: v.Link(other=told.numbers["kettle-01"], relation="related"), m=chance.randrange(2, 40))
    _afterwards(s, number, owner, leads=leads)
    return s


def _demand(remedy: str) -> dict[str, object]:
    amounts = {"RM15": _PRICE, "RM09": _PRICE * 3, "RM08": 50_000}
    return {"remedy": remedy, "amount_fen": amounts.get(remedy)}


def _afterwards(s: Story, number: int, owner: str, *, leads: bool) -> None:
    """What came of it: the finding in the first, the same fix told to all, some answered, some closed."""
    now_owner = "luo.qing" if owner == LEFT else owner
    told_at = s.now - timedelta(days=3, hours=2) + timedelta(minutes=3 * number)
    if number == 0:
        s.do("luo.qing", v.Supervise(words="同款三天十几起，有烫伤，先下架再说。"), d=3, h=2)
        s.do(
            owner,
            v.Investigate(finding="抽检库存 40 只，第二批温控片装反 37 只。", basis="抽检记录、供应商来函"),
            d=2,
        )
    if leads:
        s.do(owner, v.Assess(severity="T1", tags=("joint",), complexity="complex"), h=3)
        s.do(
            owner,
            v.Note(
                words="此人说的是群里的意思，但逐一问过，多数人只要退款。各人的诉求各按各的答，不经他转达，也不让任何人去劝别人。"
            ),
            m=20,
        )
    minutes = (told_at - s.moment).total_seconds() / 60
    if minutes < 1:
        return
    s.do(now_owner, v.Inform(words=_FIX, way="sms"), m=minutes)
    if number % 3 == 1 and not leads and owner != LEFT:
        s.do(now_owner, v.Investigate(finding="此壶属第二批，温控片装反。", basis="抽检记录"), h=5)
        s.do(now_owner, lambda told: _answer(len(told.c.demands)), h=1)
        if number % 2:
            s.do("complainant", v.Accept(how="portal"), h=14)
            s.do(now_owner, v.Close(outcome="OC01", relief="money", lesson="首批到货加测温控。"), h=11)


def _answer(demands: int) -> v.Answer:
    decisions = tuple(
        {"demand": n + 1, "decision": "support", "basis": "消费者权益保护法第二十四条"} for n in range(demands)
    )
    return v.Answer(words="全款 129 元已退；有烫伤的，凭票另赔。壶请勿再用。", way="sms", decisions=decisions)
