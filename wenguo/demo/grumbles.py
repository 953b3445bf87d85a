"""Grumbles heard in passing: one line and one tap each, put right on the spot (M15)."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story


class Grumble(msgspec.Struct, frozen=True):
    """Who heard it, where, how long ago, what was said, what was done, and its cause."""

    who: str
    unit: str
    days: int
    clock: str
    words: str
    answer: str
    cause: str


GRUMBLES = (
    Grumble("niu.dawei", "sec", 2, "09:41", "排队机又坏了", "领他去人工取号，报修单已交。", "RS1003"),
    Grumble("niu.dawei", "sec", 9, "10:03", "排队机怎么又没纸", "当场换了一卷。", "RS1003"),
    Grumble("niu.dawei", "sec", 23, "14:20", "门口这台阶下雨滑死了", "铺了防滑垫。", "RS0205"),
    Grumble("niu.dawei", "sec", 40, "09:15", "这取号机说的什么，听不懂", "帮着点了一遍，字号调大。", "RS1004"),
    Grumble(
        "lin.xiao",
        "sec.call",
        12,
        "11:11",
        "你们热线前面那段广告能不能别放了",
        "直接转到办理，广告的事已记。",
        "RS0303",
    ),
    Grumble("wu.gang", "auto", 5, "16:30", "休息区咖啡机三天没水了", "加水，顺手擦了台面。", "RS1003"),
    Grumble("wu.gang", "auto", 33, "10:40", "说一小时，这都一个半了", "去车间看了，还差十分钟，送到跟前。", "RS0303"),
    Grumble("wu.gang", "auto", 61, "15:05", "车洗得跟没洗似的", "重洗一遍。", "RS0302"),
    Grumble("bai.lu", "hotel", 1, "07:20", "电梯等了三趟都是满的", "引导走员工梯，早高峰已请礼宾疏导。", "RS0303"),
    Grumble("cao.mei", "hotel.rooms", 16, "15:44", "枕头太高，睡得脖子疼", "换了荞麦枕。", "RS1904"),
    Grumble("bai.lu", "hotel.food", 29, "08:05", "豆浆是凉的", "换热的，保温桶插头松了。", "RS0102"),
    Grumble("pan.yu", "shop.store", 3, "18:52", "买瓶水排十分钟队，就开一个台", "加开一台。", "RS0303"),
    Grumble("pan.yu", "shop.store", 20, "19:33", "价签跟结账不一样啊", "按价签收，差一块二退了，价签已换。", "RS0701"),
)


def stories(cast: Cast, now: datetime) -> list[Story]:
    """All of them, each settled where it was said."""
    return [_settled(cast, now, number, one) for number, one in enumerate(GRUMBLES, 1)]


def _settled(cast: Cast, now: datetime, number: int, one: Grumble) -> Story:
    return Story(cast, f"grumble-{number:02d}", now, days=one.days, clock=one.clock).begin(
        one.who, one.unit, one.words, verb=v.Settle, channel="passing", grumble=True, causes=(one.cause,),
        dissatisfaction="process", answer=one.answer, way="face" if one.who != "lin.xiao" else "phone",
    )  # fmt: skip
