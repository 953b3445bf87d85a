"""A major complaint: a child scalded at breakfast, a video that spreads, and how it is brought back."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Story

# Watched as they are told, so that each warning stands at the line that shows it; the others are watched once, at last.
WATCHED = frozenset({"compressor", "scald"})


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [_scald(cast, now)]


def _scald(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "scald", now, days=2, clock="08:05")
    s.begin(
        "jiang.yue", "hotel",
        "我女儿五岁，早上在你们自助餐厅拿牛奶，热水桶没有放稳，一碰就倒，整个手背都烫红起泡了！旁边连个服务员都没有，喊了半天才来人。"
        "我们马上去医院，后面的事你们看着办。",
        subject="早餐厅热水桶倾倒，孩子烫伤", channel="face", complainant=v.Contact(name="蒋先生", phone="13900000377"),
        causes=("RS0201",), dissatisfaction="both", severity="T2", event_date=s.day,
        demands=({"remedy": "RM08", "words": "医疗费、误工费"}, {"remedy": "RM01", "words": "当面道歉"}),
    )  # fmt: skip
    s.do("jiang.yue", v.Acknowledge(way="face", words="您的话我都记下了，由我负责到底。"), m=1)
    s.do("jiang.yue", v.Reach(reached=True, way="face", result="当面；叫车送医院，白露陪同"), m=3)
    s.do(
        "jiang.yue",
        v.Escalate(
            criteria=("accident",),
            state="disaster",
            words="五岁儿童手背烫伤起泡，已送医院。热水桶放在餐台边缘，没有固定，也没有专人看管。",
            informed=(cast.id("shen.qiu"),),
        ),
        m=6,
    )
    s.promise("jiang.yue", "今天中午前到医院看望，并说明费用怎么承担", within=timedelta(hours=3), m=4)
    s.do(
        "jiang.yue",
        v.Report(
            words="08:05 儿童烫伤，08:20 送市一院，浅二度，面积小，门诊处理后可回酒店。餐厅所有热水桶已撤下。"
            "接下来：12:00 前我到医院；工程部今天出整改方案。",
            informed=(cast.id("shen.qiu"), cast.id("lu.heng")),
        ),
        m=40,
    )
    s.do("jiang.yue", v.Reach(reached=True, way="face", result="在医院见到家长"), t="11:00")
    s.do("jiang.yue", v.Keep(promise=1, words="11:10 到医院，当面道歉，医疗费先行垫付，留了我的手机。"), t="11:10")
    s.do("shen.qiu", v.Calm(state="crisis", words="医生说不会留疤，家长情绪平稳；但现场视频已有转发。"), h=1)
    s.do(
        "jiang.yue",
        v.Escalate(
            criteria=("accident", "press"),
            state="crisis",
            words="本地生活号发了餐厅视频，一小时两千多转发，有记者来电。",
            informed=(cast.id("wen.zhi"),),
        ),
        h=2,
    )
    s.do(
        "jiang.yue",
        v.Report(
            words="视频一小时两千多转发，一名记者来电，已请集团统一答复；我今晚再联系家长。接下来：20:00 前报转发情况。",
            informed=(cast.id("shen.qiu"), cast.id("lu.heng"), cast.id("wen.zhi")),
        ),
        m=25,
    )
    s.do(
        "jiang.yue",
        v.Inform(
            words="今天的情况：热水桶已全部撤换为固定式；医疗费由我们承担，凭票即付；明早九点我再去看孩子。",
            way="phone",
        ),
        h=2,
    )
    s.do(
        "jiang.yue",
        v.Report(
            words="视频转发已停在三千；家长同意等复查结果再谈其余费用；记者已由集团统一答复。接下来：明早复查，出调查认定。",
            informed=(cast.id("shen.qiu"), cast.id("lu.heng"), cast.id("wen.zhi")),
        ),
        d=1,
        t="08:30",
    )
    return s.do(
        "shen.qiu", v.Calm(state="opportunity", words="转发停了，家长愿意谈；整改已完成。继续每日报告到答复为止。"), h=1
    )
