"""The online shop and its neighbourhood store: the ten boxes of biscuits, promises about refunds, a live sale."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo.demo.organisation import Cast
from wenguo.demo.papers import note, picture
from wenguo.demo.telling import Story
from wenguo.verbs import (
    Accept, Acknowledge, Answer, Approve, Ask, Assess, Close, Contact, Dispute, Enclose, Erase, Follow, HandOver, Hear,
    Hold, Inform, Investigate, Keep, Note, Offer, Overrule, Reach, Reject, Submit, Suggest, Supervise, TakeOver,
)  # fmt: skip


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told of the shop."""
    told = (
        _professional, _refund_late, _live_sale, _price, _parcel, _kept_by_law, _bot, _shoes, _praise, _question, _mattress,
    )  # fmt: skip
    return [tell(cast, now) for tell in told]


def _professional(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "professional", now, days=8, clock="10:25")
    s.begin(
        "pan.yu", "shop.store",
        "我在你们店昨天和今天一共买了十盒同款饼干，十张小票都在，一盒一张。盒上的日期有问题，食品安全法写得清清楚楚，退一赔十，一盒不满一千按一千，"
        "十盒就是一万。我另外还有误工和精神损失，凑个整三万八。中午十二点之前给我转账，这事就过去了；不转也行，你们不是后天店庆吗，"
        "我认识几个记者，到时候大家一起来。东西不能给你们检，给了你们还不得掉包？",
        subject="十盒饼干，要三万八", channel="face", complainant=Contact(name="自称姓霍", phone="13900000365"), product="RTL04", price_fen=39_800,
        causes=("RS0106", "RS0203"), dissatisfaction="outcome", severity="T2", event_date=s.day,
        demands=({"remedy": "RM09", "amount_fen": 1_000_000, "words": "退一赔十，按一盒一千"}, {"remedy": "RM08", "amount_fen": 2_800_000, "words": "误工和精神损失"}, {"remedy": "RM03", "amount_fen": 39_800}),
    )  # fmt: skip
    s.do("pan.yu", Acknowledge(way="face", words="都记下了。赔多少我定不了，也不能现在转账，今天之内由负责人答复您。"), m=6)
    s.do("pan.yu", Enclose(files=(note("小票十张.txt", *(f"{9 + n // 3:02d}:{(n * 17) % 60:02d}  黄油曲奇 1 盒 39.80" for n in range(10))), picture("其中一盒的日期.png", "e8d8a0 202020 e8d8a0")), kind="voucher"), m=9)
    s.do("pan.yu", HandOver(to=cast.id("luo.qing"), reason="金额超出门店权限，并提到媒体"), m=4)
    s.do("luo.qing", TakeOver(), m=15)
    s.do("luo.qing", Assess(complexity="complex", severity="T1", immediate=False), m=20)
    s.do("luo.qing", Ask(to="colleague", account=cast.id("lu.heng"), words="依法应退应赔多少？他不肯交检，我们还要不要认日期的事？"), m=5)
    s.do("lu.heng", Hold(reason="可能进入行政或诉讼程序，小票、监控、进货查验记录保全。"), h=1)
    s.do("lu.heng", Hear(who="employee", account=cast.id("lu.heng"), words="日期确有一盒印错，是我们的错，要认。明知而多买的，赔偿以合理生活消费需要为限，但价款都要退（法释〔2024〕9号）。拒绝送检不影响他的投诉权，时限照走。不私下了结，全部留痕。"), h=2)
    s.do("luo.qing", Ask(to="complainant", words="请允许我们与您一起封样、一人一半送检，费用我们出。", way="phone"), h=1)
    s.do("complainant", Hear(words="不检。要检你们找法院去。最后说一遍，店庆那天见。", way="phone"), m=20)
    s.do("luo.qing", Investigate(finding="十盒中一盒喷码日期晚于实际生产批次，属实；其余九盒日期与批次相符（小票对应批号）。两日内分十次结账。是否“明知”不由我们断言，只按事实算账。", basis="批次追溯记录、十张小票、照片一张"), d=1, t="15:00")
    s.do("luo.qing", Offer(remedy="RM03", amount_fen=39_800, demand=3, basis="法释〔2024〕9号：返还全部价款", words="退还十盒价款 398.00 元"), h=1)
    s.do("luo.qing", Offer(remedy="RM09", amount_fen=100_000, demand=1, basis="食品安全法第一百四十八条：一盒十倍价款不足一千元按一千元", words="就日期有误的一盒赔 1,000.00 元"), m=5)
    s.do("shen.qiu", Approve(what="offer:1"), h=2)
    s.do("lu.heng", Approve(what="offer:2", words="金额有法可依，不多不少。"), m=30)
    s.do("luo.qing", Submit(words="一盒日期有误，我们认错，赔 1,000 元；十盒价款 398 元全退；其余无依据，附计算和其他途径。"), m=20)
    s.do("lu.heng", Approve(words="可以。语气平实，不要写他的动机。"), d=1, t="09:40")
    return s.do("luo.qing", Answer(words="您买的十盒中有一盒日期印错，是我们的错。依法赔 1,000 元，十盒价款 398 元全部退还，饼干您可以留着。其余九盒未发现问题，误工与精神损失没有依据，不能支持。如不同意，可向市场监管部门投诉或向法院起诉，我们配合。", way="letter", address="本人留的地址",
        decisions=({"demand": 1, "decision": "part", "basis": "食品安全法第一百四十八条"}, {"demand": 2, "decision": "not", "basis": "无法律依据"}, {"demand": 3, "decision": "support", "basis": "法释〔2024〕9号"})), h=1)


def _refund_late(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "refund-late", now, days=6, clock="21:12")
    s.begin("complainant", "shop.care", "退货签收都十二天了钱还没退，客服换了三个人，每人都说“这边帮您催一下”。", owner="tang.yi", channel="web", complainant=Contact(name="奚小满", phone="13900000373", email="xi@example.com"),
        product="ECM03", causes=("RS0505", "RS0304"), dissatisfaction="both", price_fen=45_900, demands=({"remedy": "RM03", "amount_fen": 45_900},))  # fmt: skip
    s.do("tang.yi", Acknowledge(way="sms"), h=11)
    s.promise("tang.yi", "明天晚上八点前 459 元到账", within=timedelta(hours=34))
    s.do("complainant", Hear(words="八点过了，没到。"), d=2, t="20:30")
    return s.do("song.jie", Note(words="财务说批次卡在对账，今天再催。"), d=1, t="10:00")


def _live_sale(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "live-sale", now, days=21, clock="22:48")
    s.begin("complainant", "shop", "主播说是真丝，拍了三条，到手一摸就不对，烧了一根线头结成硬疙瘩。主播还说“假一赔十”，录屏我有。", owner="song.jie", channel="social", complainant=Contact(name="栾女士", phone="13900000381"),
        product="ECM05", price_fen=59_700, causes=("RS0801", "RS0102"), dissatisfaction="outcome", severity="T2", demands=({"remedy": "RM15"}, {"remedy": "RM09", "amount_fen": 597_000, "words": "假一赔十，她自己说的"}))  # fmt: skip
    s.do("song.jie", Acknowledge(way="other"), h=11)
    s.do("complainant", Enclose(words="录屏的文字：“家人们，百分百桑蚕丝，假一赔十，我说的！”", files=(picture("烧过的线头.png", "101010 704020 101010"),), kind="screen"), h=1)
    s.do("song.jie", Assess(complexity="complex", causes=("RS0801", "RS0102", "RS1906")), d=1, t="10:30")
    s.do("song.jie", Investigate(finding="送检结果为聚酯纤维。直播回放 41 分处有“假一赔十”字样，是我方邀请的主播。", basis="检测报告、直播回放"), d=6, t="16:00")
    s.do("song.jie", Offer(remedy="RM09", amount_fen=597_000, demand=2, basis="直播中作出的明确承诺，高于法定三倍，从其承诺", words="退货款并赔 5,970 元"), h=1)
    s.do("luo.qing", Reject(what="offer:1", reason="依据里把主播合同也写上，另请法务看一眼。"), h=3)
    s.do("song.jie", Offer(remedy="RM09", amount_fen=597_000, demand=2, basis="直播承诺；主播合作合同第八条；法务已阅", words="退货款 597 元并赔 5,970 元"), d=1, t="11:00")
    s.do("luo.qing", Approve(what="offer:2"), h=1)
    s.do("song.jie", Answer(words="检测不是真丝，我们按主播的承诺赔：货款 597 元全退，另赔 5,970 元，该场所有买家同样处理。", way="phone", decisions=({"demand": 1, "decision": "support"}, {"demand": 2, "decision": "support"})), h=1)
    s.do("song.jie", Accept(how="recording", proof="录音 2026-7781"), d=1, t="14:00")
    return s.do("song.jie", Close(outcome="OC01", relief="money", lesson="主播口播的承诺等于我们的承诺；上播前抽检面料。"), d=1, t="10:00")


def _price(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "price", now, days=18, clock="12:40")
    s.begin("yan.ke", "shop.care", "同一个链接，我老会员看是 268，我妹新号看是 219。你们管这叫优惠？", channel="chat", complainant=Contact(name="宁檬", phone="13900000399"), product="ECM04", causes=("RS0705",), dissatisfaction="outcome",
        price_fen=26_800, demands=({"remedy": "RM07", "amount_fen": 4_900}, {"remedy": "RM02"}))  # fmt: skip
    s.do("advice", Suggest(topic="cause", value="RS1905", score=520, because="“同一个链接”", model="rules-1"), m=1)
    s.do("yan.ke", lambda told: Overrule(suggestion=told.suggestion(), value="RS0705"), h=1)
    s.do("yan.ke", Acknowledge(way="chat"), m=3)
    return s.do("luo.qing", Supervise(words="差别定价的说法要认真查，两个价格的规则都调出来。"), d=3, t="09:30")


def _parcel(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "parcel", now, days=12, clock="18:30")
    s.begin("yan.ke", "shop.care", "显示已签收，我人在外地，谁签的？给我妈买的药箱，她等着用。", channel="hotline", via="phone", complainant=Contact(name="辛然", phone="13900000407"), product="ECM02", causes=("RS0405", "RS0402"), dissatisfaction="outcome",
        severity="T2", vulnerability="老人等用", price_fen=15_800, demands=({"remedy": "RM06", "words": "补发"},))  # fmt: skip
    s.do("yan.ke", Acknowledge(way="phone"), m=5)
    s.do("yan.ke", Reach(reached=True, result="快递员说放在了小区门卫。"), d=1, t="11:00")
    s.do("luo.qing", Inform(words="原来的同事已离职，您的事由我接着办，不用再从头说一遍。药箱今天补发，加急。", way="phone"), d=8, t="09:20")
    return s.do("luo.qing", Investigate(finding="快递放在门卫室后遗失，无签收人姓名。", basis="快递员书面说明、门卫登记簿"), h=2)


def _kept_by_law(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "kept-by-law", now, days=66, clock="09:55")
    s.begin("song.jie", "shop.care", "页面写“次日达”，等了五天，生日都过了。", channel="chat", complainant=Contact(name="左舟", phone="13900000415"), product="ECM02", causes=("RS0402", "RS0801"), dissatisfaction="both", price_fen=32_900, demands=({"remedy": "RM08", "amount_fen": 5_000},))  # fmt: skip
    s.do("song.jie", Acknowledge(way="chat"), m=2)
    s.do("song.jie", Answer(words="迟了四天，没有理由好讲。赔 50 元券，退运费。", way="chat", decisions=({"demand": 1, "decision": "part"},)), d=1, t="14:00")
    s.do("complainant", Accept(how="portal"), h=3)
    s.do("song.jie", Close(outcome="OC02", relief="money"), d=1, t="10:00")
    s.do("complainant", Hear(words="麻烦把我的收货地址和电话删了，我不在你们家买了。"), d=30, t="13:00")
    return s.do("gu.an", Erase(what="contact", ground="本人请求；交易信息依法须保存三年（电子商务法第三十一条），改为限制使用"), d=1, t="09:30")


def _bot(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "bot", now, days=55, clock="16:16")
    s.begin("tang.yi", "shop", "“转人工”三个字我打了十一遍，机器人回了我十一遍“亲亲我在呢”。", channel="chat", complainant=Contact(name="顾客 lulu_0310"), product="ECM99", causes=("RS1005",), dissatisfaction="process", demands=({"remedy": "RM14"},))  # fmt: skip
    s.do("tang.yi", Acknowledge(way="chat"), m=1)
    s.do("tang.yi", Follow(), m=1)
    s.do("tang.yi", Investigate(finding="机器人要求说出订单号才转人工，属设置不当。", basis="机器人流程图"), d=2, t="10:00")
    s.do("tang.yi", Answer(words="从今天起，说一遍“转人工”就转，最多等九十秒。", way="chat", decisions=({"demand": 1, "decision": "support"},)), d=4, t="15:00")
    s.do("tang.yi", Follow(stopped=True), m=5)
    s.do("tang.yi", Accept(how="chat", proof="“早该这样了[拇指]”"), h=1)
    return s.do("tang.yi", Close(outcome="OC01", relief="other", lesson="转人工不设门槛。"), d=1, t="09:00")


def _shoes(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "shoes", now, days=27, clock="20:50")
    s.begin("complainant", "shop", "说好七天无理由，试穿一下就说影响二次销售，鞋底都没沾地。", owner="tang.yi", channel="web", complainant=Contact(name="皮一一", phone="13900000423"), product="RTL03", causes=("RS0506",), dissatisfaction="outcome",
        price_fen=49_900, demands=({"remedy": "RM15"},))  # fmt: skip
    s.do("tang.yi", Acknowledge(way="sms"), h=12)
    s.do("tang.yi", Answer(words="照片显示鞋底有磨痕，按规则不能退。", way="sms", decisions=({"demand": 1, "decision": "not", "basis": "商品应当完好"},)), d=4, t="11:00")
    s.do("complainant", Dispute(words="那是出厂就有的模具痕，你们自己拿一双新的看看！"), h=5)
    s.do("tang.yi", Investigate(finding="抽查库存新鞋，同位置有模具痕。客人说得对。", basis="库存三双照片"), d=3, t="16:00")
    s.do("tang.yi", Answer(words="我们看走眼了，是模具痕。全额退款，运费我们出，向您道歉。", way="phone", decisions=({"demand": 1, "decision": "support"},)), h=1)
    s.do("complainant", Accept(how="portal"), d=1, t="12:00")
    return s.do("tang.yi", Close(outcome="OC01", relief="money", lesson="拒退之前先拿一双新的比一比。"), d=1, t="09:10")


def _praise(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "lid", now, days=1, clock="08:30")
    return s.begin("song.jie", "shop.care", "保温杯盖子漏水，包里的书全湿了，借的书！", channel="chat", complainant=Contact(name="学生 小满", phone="13900000431"), product="RTL02", causes=("RS0101",), dissatisfaction="outcome", price_fen=6_900)


def _question(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "points", now, days=48, clock="10:40")
    s.begin("song.jie", "shop.care", "积分清零为什么不提前说？两万多分，够换个锅了。", channel="wechat", complainant=Contact(name="老顾客 万姐", phone="13900000449"), product="ECM04", causes=("RS0903", "RS1906"), dissatisfaction="both", demands=({"remedy": "RM06", "words": "积分还我"},))  # fmt: skip
    s.do("song.jie", Acknowledge(way="wechat"), h=5)
    s.do("song.jie", Investigate(finding="清零通知只发在站内信，未发短信。", basis="发送记录"), d=9, t="10:00")
    s.do("song.jie", Answer(words="通知没有送到您手上，等于没通知。积分恢复，延长半年。", way="wechat", decisions=({"demand": 1, "decision": "support"},)), d=9, t="17:00")
    s.do("song.jie", Accept(how="chat", proof="“行，那口锅我还能换”"), m=20)
    return s.do("song.jie", Close(outcome="OC01", relief="other"), d=1, t="09:00")


def _mattress(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "mattress", now, days=4, clock="11:20")
    s.begin("tang.yi", "shop", "床垫味道太大了，孕妇闻着头疼，商家说晾一晾就好，都晾两个星期了。", channel="hotline", via="phone", complainant=Contact(name="季先生", phone="13900000456"), vulnerability="家有孕妇", product="RTL02", causes=("RS0102", "RS0501"), dissatisfaction="both",
        severity="T2", price_fen=239_900, demands=({"remedy": "RM15"}, {"remedy": "RM02", "words": "检测报告给我看"}))  # fmt: skip
    s.do("tang.yi", Acknowledge(way="phone"), m=6)
    s.do("tang.yi", Assess(complexity="simple", immediate=False), h=2)
    s.promise("tang.yi", "明天给您看检测报告", within=timedelta(hours=26))
    return s.do("tang.yi", Keep(promise=1, words="报告已发，同时安排上门取样。"), d=1, t="09:40")
