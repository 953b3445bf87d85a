"""The online shop: promises about refunds, a live sale, a robot that will not let go."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.papers import picture
from wenguo.demo.telling import Story


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [
        _refund_late(cast, now),
        _live_sale(cast, now),
        _price(cast, now),
        _parcel(cast, now),
        _kept_by_law(cast, now),
        _bot(cast, now),
        _shoes(cast, now),
        _lid(cast, now),
        _points(cast, now),
        _mattress(cast, now),
    ]


def _refund_late(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "refund-late", now, days=6, clock="21:12")
    s.begin("complainant", "shop.care", "退货签收都十二天了钱还没退，客服换了三个人，每人都说“这边帮您催一下”。", owner="tang.yi", channel="web", complainant=v.Contact(name="奚小满", phone="13900000373", email="xi@example.com"),
        product="ECM03", causes=("RS0505", "RS0304"), dissatisfaction="both", price_fen=45_900, demands=({"remedy": "RM03", "amount_fen": 45_900},))  # fmt: skip
    s.do("tang.yi", v.Acknowledge(way="sms"), h=11)
    s.promise("tang.yi", "明天晚上八点前 459 元到账", within=timedelta(hours=34))
    s.do("complainant", v.Hear(words="八点过了，没到。"), d=2, t="20:30")
    return s.do("song.jie", v.Note(words="财务说批次卡在对账，今天再催。"), d=1, t="10:00")


def _live_sale(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "live-sale", now, days=21, clock="22:48")
    s.begin("complainant", "shop", "主播说是真丝，拍了三条，到手一摸就不对，烧了一根线头结成硬疙瘩。主播还说“假一赔十”，录屏我有。", owner="song.jie", channel="social", complainant=v.Contact(name="栾女士", phone="13900000381"),
        product="ECM05", price_fen=59_700, causes=("RS0801", "RS0102"), dissatisfaction="outcome", severity="T2", demands=({"remedy": "RM15"}, {"remedy": "RM09", "amount_fen": 597_000, "words": "假一赔十，她自己说的"}))  # fmt: skip
    s.do("song.jie", v.Acknowledge(way="other"), h=11)
    s.do(
        "complainant",
        v.Enclose(
            words="录屏的文字：“家人们，百分百桑蚕丝，假一赔十，我说的！”",
            files=(picture("烧过的线头.png", "101010 704020 101010"),),
            kind="screen",
        ),
        h=1,
    )
    s.do("song.jie", v.Assess(complexity="complex", causes=("RS0801", "RS0102", "RS1906")), d=1, t="10:30")
    s.do(
        "song.jie",
        v.Investigate(
            finding="送检结果为聚酯纤维。直播回放 41 分处有“假一赔十”字样，是我方邀请的主播。",
            basis="检测报告、直播回放",
        ),
        d=6,
        t="16:00",
    )
    s.do(
        "song.jie",
        v.Offer(
            remedy="RM09",
            amount_fen=597_000,
            demand=2,
            basis="直播中作出的明确承诺，高于法定三倍，从其承诺",
            words="退货款并赔 5,970 元",
        ),
        h=1,
    )
    return _live_sale_paid(s)


def _live_sale_paid(s: Story) -> Story:
    """The seller's word on air is kept."""
    s.do("luo.qing", v.Reject(what="offer:1", reason="依据里把主播合同也写上，另请法务看一眼。"), h=3)
    s.do(
        "song.jie",
        v.Offer(
            remedy="RM09",
            amount_fen=597_000,
            demand=2,
            basis="直播承诺；主播合作合同第八条；法务已阅",
            words="退货款 597 元并赔 5,970 元",
        ),
        d=1,
        t="11:00",
    )
    s.do("shen.qiu", v.Approve(what="offer:2"), m=40)
    s.do("luo.qing", v.Approve(what="offer:2"), h=1)
    s.do(
        "song.jie",
        v.Answer(
            words="检测不是真丝，我们按主播的承诺赔：货款 597 元全退，另赔 5,970 元，该场所有买家同样处理。",
            way="phone",
            decisions=({"demand": 1, "decision": "support"}, {"demand": 2, "decision": "support"}),
        ),
        h=1,
    )
    s.do("song.jie", v.Accept(how="recording", proof="录音编号 7781"), d=1, t="14:00")
    s.do("song.jie", v.Redress(offer=2, how="original_way", proof="退款流水 尾号 5521"), h=2)
    return s.do(
        "song.jie",
        v.Close(outcome="OC01", relief="money", lesson="主播口播的承诺等于我们的承诺；上播前抽检面料。"),
        d=1,
        t="10:00",
    )


def _price(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "price", now, days=18, clock="12:40")
    s.begin("yan.ke", "shop.care", "同一个链接，我老会员看是 268，我妹新号看是 219。你们管这叫优惠？", channel="chat", complainant=v.Contact(name="宁檬", phone="13900000399"), product="ECM04", causes=("RS0705",), dissatisfaction="outcome",
        price_fen=26_800, demands=({"remedy": "RM07", "amount_fen": 4_900}, {"remedy": "RM02"}))  # fmt: skip
    s.do("advice", v.Suggest(topic="cause", value="RS1905", score=520, because="“同一个链接”", model="rules-1"), m=1)
    s.do("yan.ke", lambda told: v.Overrule(suggestion=told.suggestion(), value="RS0705"), h=1)
    s.do("yan.ke", v.Acknowledge(way="chat"), m=3)
    return s.do("luo.qing", v.Supervise(words="差别定价的说法要认真查，两个价格的规则都调出来。"), d=3, t="09:30")


def _parcel(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "parcel", now, days=12, clock="18:30")
    s.begin("yan.ke", "shop.care", "显示已签收，我人在外地，谁签的？给我妈买的药箱，她等着用。", channel="hotline", via="phone", complainant=v.Contact(name="辛然", phone="13900000407"), product="ECM02", causes=("RS0405", "RS0402"), dissatisfaction="outcome",
        severity="T2", vulnerability="老人等用", price_fen=15_800, demands=({"remedy": "RM06", "words": "补发"},))  # fmt: skip
    s.greet("yan.ke", "phone", m=5)
    s.do("yan.ke", v.Reach(reached=True, result="快递员说放在了小区门卫。"), d=1, t="11:00")
    s.do(
        "luo.qing",
        v.Inform(words="原来的同事已离职，您的事由我接着办，不用再从头说一遍。药箱今天补发，加急。", way="phone"),
        d=8,
        t="09:20",
    )
    return s.do(
        "luo.qing",
        v.Investigate(finding="快递放在门卫室后遗失，无签收人姓名。", basis="快递员书面说明、门卫登记簿"),
        h=2,
    )


def _kept_by_law(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "kept-by-law", now, days=66, clock="09:55")
    s.begin("song.jie", "shop.care", "页面写“次日达”，等了五天，生日都过了。", channel="chat", complainant=v.Contact(name="左舟", phone="13900000415"), product="ECM02", causes=("RS0402", "RS0801"), dissatisfaction="both", price_fen=32_900, demands=({"remedy": "RM08", "amount_fen": 5_000},))  # fmt: skip
    s.greet("song.jie", "chat", m=2)
    s.do("song.jie", v.Investigate(finding="承诺两日达，实际第六天送到，系分拣漏扫。", basis="物流轨迹"), m=30)
    s.do(
        "song.jie",
        v.Answer(
            words="迟了四天，没有理由好讲。赔 50 元券，退运费。",
            way="chat",
            decisions=({"demand": 1, "decision": "part"},),
        ),
        d=1,
        t="14:00",
    )
    s.do("complainant", v.Accept(how="portal"), h=3)
    s.do("song.jie", v.Close(outcome="OC02", relief="money"), d=1, t="10:00")
    s.do("complainant", v.Hear(words="麻烦把我的收货地址和电话删了，我不在你们家买了。"), d=30, t="13:00")
    return s.do(
        "gu.an",
        v.Erase(what="contact", ground="本人请求；交易信息依法须保存三年（电子商务法第三十一条），改为限制使用"),
        d=1,
        t="09:30",
    )


def _bot(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "bot", now, days=55, clock="16:16")
    s.begin("tang.yi", "shop", "“转人工”三个字我打了十一遍，机器人回了我十一遍“亲亲我在呢”。", channel="chat", complainant=v.Contact(name="顾客 lulu_0310"), product="ECM99", causes=("RS1005",), dissatisfaction="process", demands=({"remedy": "RM14"},))  # fmt: skip
    s.greet("tang.yi", "chat", m=1)
    s.do("tang.yi", v.Follow(), m=1)
    s.do(
        "tang.yi",
        v.Investigate(finding="机器人要求说出订单号才转人工，属设置不当。", basis="机器人流程图"),
        d=2,
        t="10:00",
    )
    s.do(
        "tang.yi",
        v.Answer(
            words="从今天起，说一遍“转人工”就转，最多等九十秒。",
            way="chat",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        d=4,
        t="15:00",
    )
    s.do("tang.yi", v.Follow(stopped=True), m=5)
    s.do("tang.yi", v.Accept(how="chat", proof="“早该这样了[拇指]”"), h=1)
    return s.do("tang.yi", v.Close(outcome="OC01", relief="other", lesson="转人工不设门槛。"), d=1, t="09:00")


def _shoes(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "shoes", now, days=27, clock="20:50")
    s.begin("complainant", "shop", "说好七天无理由，试穿一下就说影响二次销售，鞋底都没沾地。", owner="tang.yi", channel="web", complainant=v.Contact(name="皮一一", phone="13900000423"), product="RTL03", causes=("RS0506",), dissatisfaction="outcome",
        price_fen=49_900, demands=({"remedy": "RM15"},))  # fmt: skip
    s.do("tang.yi", v.Acknowledge(way="sms"), h=12)
    s.do("tang.yi", v.Investigate(finding="寄回照片上鞋底有浅痕，未与新鞋比对。", basis="寄回照片"), m=30)
    s.do(
        "tang.yi",
        v.Answer(
            words="照片显示鞋底有磨痕，按规则不能退。",
            way="sms",
            decisions=({"demand": 1, "decision": "not", "basis": "商品应当完好"},),
        ),
        d=4,
        t="11:00",
    )
    s.do("complainant", v.Dispute(words="那是出厂就有的模具痕，你们自己拿一双新的看看！"), h=5)
    s.do(
        "tang.yi",
        v.Investigate(finding="抽查库存新鞋，同位置有模具痕。客人说得对。", basis="库存三双照片"),
        d=3,
        t="16:00",
    )
    s.do(
        "tang.yi",
        v.Answer(
            words="我们看走眼了，是模具痕。全额退款，运费我们出，向您道歉。",
            way="phone",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        h=1,
    )
    s.do("complainant", v.Accept(how="portal"), d=1, t="12:00")
    return s.do(
        "tang.yi", v.Close(outcome="OC01", relief="money", lesson="拒退之前先拿一双新的比一比。"), d=1, t="09:10"
    )


def _lid(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "lid", now, days=1, clock="08:30")
    return s.begin(
        "song.jie",
        "shop.care",
        "保温杯盖子漏水，包里的书全湿了，借的书！",
        channel="chat",
        complainant=v.Contact(name="学生 小满", phone="13900000431"),
        product="RTL02",
        causes=("RS0101",),
        dissatisfaction="outcome",
        price_fen=6_900,
    )


def _points(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "points", now, days=48, clock="10:40")
    s.begin("song.jie", "shop.care", "积分清零为什么不提前说？两万多分，够换个锅了。", channel="wechat", complainant=v.Contact(name="老顾客 万姐", phone="13900000449"), product="ECM04", causes=("RS0903", "RS1906"), dissatisfaction="both", demands=({"remedy": "RM06", "words": "积分还我"},))  # fmt: skip
    s.greet("song.jie", "wechat", h=5)
    s.do("song.jie", v.Investigate(finding="清零通知只发在站内信，未发短信。", basis="发送记录"), d=9, t="10:00")
    s.do(
        "song.jie",
        v.Answer(
            words="通知没有送到您手上，等于没通知。积分恢复，延长半年。",
            way="wechat",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        d=9,
        t="17:00",
    )
    s.do("song.jie", v.Accept(how="chat", proof="“行，那口锅我还能换”"), m=20)
    return s.do("song.jie", v.Close(outcome="OC01", relief="other"), d=1, t="09:00")


def _mattress(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "mattress", now, days=4, clock="11:20")
    s.begin("tang.yi", "shop", "床垫味道太大了，孕妇闻着头疼，商家说晾一晾就好，都晾两个星期了。", channel="hotline", via="phone", complainant=v.Contact(name="季先生", phone="13900000456"), vulnerability="家有孕妇", product="RTL02", causes=("RS0102", "RS0501"), dissatisfaction="both",
        severity="T2", price_fen=239_900, demands=({"remedy": "RM15"}, {"remedy": "RM02", "words": "检测报告给我看"}))  # fmt: skip
    s.greet("tang.yi", "phone", m=6)
    s.do("tang.yi", v.Assess(complexity="simple", immediate=False), h=2)
    s.promise("tang.yi", "明天给您看检测报告", within=timedelta(hours=26))
    return s.do("tang.yi", v.Keep(promise=1, words="报告已发，同时安排上门取样。"), d=1, t="09:40")
