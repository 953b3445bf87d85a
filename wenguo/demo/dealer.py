"""The car dealer and its workshop: the compressor with two lamps and one promise too many, and parts that come late."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo.demo.organisation import Cast
from wenguo.demo.papers import note, picture
from wenguo.demo.telling import Story
from wenguo.verbs import (
    Accept, Acknowledge, Answer, Approve, Ask, Assess, Attest, Chase, Close, Contact, Correct, Dispute, Enclose,
    HandOver, Hear, Inform, Investigate, Keep, Link, Note, Offer, Pause, Reach, Refer, Reopen, Resume, Supervise,
    TakeOver,
)  # fmt: skip


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told of the dealer."""
    told = (
        _compressor, _battery, _gearbox, _late_part, _late_part_again, _deposit, _fuel, _bill, _unreachable, _washing,
    )  # fmt: skip
    return [tell(cast, now) for tell in told]


def _compressor(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "compressor", now, days=16, clock="17:20")
    s.begin(
        "wu.gang", "auto",
        "早上八点半就把车开来了，就为一个空调响。师傅说压缩机坏了，换，可他先去吃了个午饭，一点多才动手，拆的时候冷媒喷了我一身，"
        "这件大衣是上个月才买的。我顺便要换两只大灯，前台说库房只有一只，只能换一只；过一会儿师傅从库房出来，手里拿着两只！"
        "那你前台跟我说什么呢？装灯的师傅硬拽保险杠，还跟旁边的人说笑“劲儿大好干活”。装完一看，新灯跟杠之间那条缝能塞进手指，"
        "我说把旧的给我装回去，结果旧的也裂了。折腾到五点，车开出去两公里空调照样响，风还没以前凉，两只大灯一高一低。"
        "我一天假就这么没了。我不是不讲理的人，坏了修坏了很正常，可你们每个人跟我说的都不一样。",
        subject="修一次车，添了一堆毛病", channel="face", complainant=Contact(name="卢先生", phone="13900000225"), contract="工单尾号 0318",
        product="AUTO23", price_fen=486_000, causes=("RS0502", "RS0301", "RS0902", "RS0202"), dissatisfaction="both", severity="T2",
        concerned=("tian.bo",), event_date=s.day,
        demands=(
            {"remedy": "RM05", "words": "空调给我修好"}, {"remedy": "RM04", "words": "两只大灯换成一样的新灯"},
            {"remedy": "RM08", "amount_fen": 260_000, "words": "大衣的钱"}, {"remedy": "RM01", "words": "拿我车开玩笑的人给我道歉"},
            {"remedy": "RM03", "amount_fen": 86_000, "words": "今天的工时费别收"},
        ),
    )  # fmt: skip
    s.do("wu.gang", Acknowledge(way="face", words="都记下了，五件事一件一件给您答复。"), m=3)
    s.promise("wu.gang", "今晚七点前让当班师傅复检一遍，给您打电话", within=timedelta(minutes=90))
    s.do("wu.gang", Enclose(files=(picture("右前灯缝隙.png", "2b2b2b f0f0e8 2b2b2b"), picture("大衣油渍.png", "6b4f3a 3a2a20"), note("工单.txt", "进厂 08:34", "报修：空调异响；换大灯", "出厂 16:58")), kind="picture"), m=5)
    s.do("wu.gang", HandOver(to=cast.id("sun.ying"), reason="五项诉求，涉及车间、配件、前台，请客户关系接手。"), m=20)
    s.do("sun.ying", TakeOver(), d=1, t="08:40")
    s.do("sun.ying", Keep(promise=1, words="昨晚没有打。今早致电说明并道歉，约复检时间。"), t="08:55")
    s.do("sun.ying", Assess(complexity="simple", immediate=False), m=30)
    s.do("sun.ying", Ask(to="colleague", account=cast.id("tian.bo"), words="午饭、冷媒、保险杠、说笑，请分别写经过。"))
    s.do("tian.bo", Hear(who="employee", account=cast.id("tian.bo"), words="等压缩机到货才去吃的饭；放冷媒时接头老化崩了，不是故意。杠卡扣锈死，只能使劲。玩笑话是说自己，没说客人的车。"), h=4)
    s.do("qin.shan", Note(words="领料记录：大灯两只，11:42 出库。前台 11:05 查询时系统显示 1，另一只挂在别的工单上没释放。"), h=1)
    s.promise("sun.ying", "周六前返工：空调、灯位、缝隙", within=timedelta(days=4))
    s.do("sun.ying", Keep(promise=2, words="返工完成，压缩机支架重新紧固，灯光仪调平。客户试车签字。"), d=3, t="15:20")
    s.do("sun.ying", Offer(remedy="RM08", amount_fen=180_000, demand=3, basis="大衣发票 2,600 元，购买 40 天；干洗店出具无法完全去除的说明；店内财物损害标准按七成", words="赔 1,800 元"), h=1)
    s.do("zhao.lei", Approve(what="offer:1"), h=1)
    s.promise("sun.ying", "三天内把 1,800 元打到客户账户", within=timedelta(days=3))
    s.do("sun.ying", Investigate(finding="五件事中四件属实：库存信息不一致、拆装不当致旧灯开裂、冷媒喷溅、首次维修未排除故障。玩笑一节双方说法不一，无录音，不作认定。", basis="工单、领料记录、照片、双方陈述"), d=1, t="10:00")
    s.do("sun.ying", Answer(words="空调已返工；两只大灯按同批次各换新一只；大衣赔 1,800 元；工时费 860 元退还；说笑一事，您听到的和师傅讲的不一样，没有录音，我们不下结论，但让您有这种感受，我向您道歉。", way="phone",
        decisions=({"demand": 1, "decision": "support"}, {"demand": 2, "decision": "support"}, {"demand": 3, "decision": "part", "basis": "店内财物损害标准"}, {"demand": 4, "decision": "part"}, {"demand": 5, "decision": "support"})), h=5)
    s.do("complainant", Dispute(words="灯是平了，可空调昨天又响了。说好三天到账的钱也没到。你们答应得倒快。"), d=4, t="18:30")
    s.do("complainant", Chase(words="钱呢？"), d=1, t="12:10")
    return s.do("zhao.lei", Supervise(words="今天之内查清钱卡在哪里，空调由秦山亲自跟。", source="head"), h=3)


def _battery(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "battery", now, days=26, clock="10:05")
    s.begin("sun.ying", "auto", "买的时候说能跑五百公里，现在充满只显示三百一，冬天还没到呢。才一年零两个月。我要求换电池，不换就退车。", channel="web", complainant=Contact(name="尹莉", phone="13900000233", email="yin@example.com"),
        contract="购车合同尾号 7741", product="AUTO03", price_fen=15_880_000, causes=("RS0101", "RS0801"), dissatisfaction="outcome", severity="T2",
        demands=({"remedy": "RM04", "words": "换电池"}, {"remedy": "RM15", "words": "不换就退车"}))  # fmt: skip
    s.do("sun.ying", Acknowledge(way="phone"), h=1)
    s.do("sun.ying", Assess(complexity="complex", immediate=False), d=1, t="09:30")
    s.do("sun.ying", Inform(words="需要第三方做容量检测，大约两周，检测期间计时中止，结果出来当天告诉您。费用我们出。", way="phone"), d=3, t="11:00")
    s.do("sun.ying", lambda told: Pause(clock=told.clock("decision_complex"), ground="appraisal", reason="送第三方检测机构测电池容量", way="phone"), m=10)
    return s.do("sun.ying", Enclose(files=(note("检测委托单.txt", "项目：动力蓄电池容量与内阻", "样车里程：21,604 km"),), kind="appraisal", whose="ours"), d=1, t="14:00")


def _gearbox(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "gearbox", now, days=73, clock="11:25")
    s.begin("sun.ying", "auto", "变速箱低速顿挫，修了三次，每次都说升级程序就好，升完三天又犯。第四次还来？这车我不敢让我爱人开。", channel="hotline", via="phone", complainant=Contact(name="贺建军", phone="13900000241"),
        product="AUTO02", price_fen=13_260_000, causes=("RS0504", "RS0101"), dissatisfaction="both", severity="T2", demands=({"remedy": "RM04", "words": "换总成"}, {"remedy": "RM08", "amount_fen": 90_000, "words": "三次打车费和误工"}))  # fmt: skip
    s.do("sun.ying", Acknowledge(way="phone"), m=8)
    s.do("sun.ying", Assess(complexity="complex"), h=3)
    s.do("sun.ying", lambda told: Pause(clock=told.clock("decision_complex"), ground="appraisal", reason="厂家驻店拆检", way="phone"), d=4, t="10:00")
    s.do("sun.ying", lambda told: Resume(clock=told.clock("decision_complex")), d=9, t="16:00")
    s.do("sun.ying", Hear(words="上周在高架上又顿了一下，后车差点追尾，我有行车记录。", way="phone", new_facts=True), d=1, t="09:30")
    s.do("sun.ying", Investigate(finding="阀体磨损，属三包有效期内同一总成反复维修。", basis="拆检报告；家用汽车产品修理更换退货责任规定第二十四条"), d=3, t="15:40")
    s.do("sun.ying", Offer(remedy="RM04", demand=1, basis="43号令第二十四条；厂家同意更换变速器总成", words="免费更换变速器总成，含代步车"), h=2)
    s.do("zhao.lei", Approve(what="offer:1"), h=1)
    s.do("sun.ying", Answer(words="确认是阀体磨损，不是程序问题。总成免费更换，期间提供代步车；打车费凭票 640 元全额退，误工按公司标准补 260 元。", way="phone", decisions=({"demand": 1, "decision": "support", "basis": "43号令第二十四条"}, {"demand": 2, "decision": "support"})), d=1, t="10:20")
    s.do("sun.ying", Accept(how="recording", proof="录音 2026-3105"), h=2)
    s.promise("sun.ying", "十个工作日内换好总成交车", within=timedelta(days=14))
    s.do("sun.ying", Keep(promise=1, words="第十一天交车，试车四十公里正常。"), d=11, t="16:30")
    return s.do("sun.ying", Close(outcome="OC01", relief="other", lesson="同一毛病第二次进厂就该拆检，不该再升级程序。"), h=1)


def _late_part(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "late-part", now, days=13, clock="09:15")
    s.begin("deng.fei", "auto.parts", "一个后视镜总成等了二十六天，每次打电话都说“在路上”。我侧面没镜子，变道全靠扭头。", channel="hotline", via="phone", complainant=Contact(name="金磊", phone="13900000258"),
        product="AUTO24", causes=("RS0507", "RS0503"), dissatisfaction="both", demands=({"remedy": "RM05"}, {"remedy": "RM08", "amount_fen": 50_000}))  # fmt: skip
    s.do("deng.fei", Acknowledge(way="phone"), m=11)
    s.do("deng.fei", Assess(complexity="simple"), d=1, t="10:10")
    s.do("deng.fei", Ask(to="outside", words="请中转库告知后视镜总成发运单号与到货日。"), h=1)
    return s.do("deng.fei", Inform(words="中转库发错了一批，正确的件周内到。", way="phone"), d=2, t="15:30")


def _late_part_again(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "late-part-again", now, days=41, clock="13:40")
    s.begin("wu.gang", "auto", "刹车片订了三周没到，店里说配件物流慢，可旁边那家两天就有。", channel="wechat", complainant=Contact(name="佟大姐", phone="13900000266"), product="AUTO24",
        causes=("RS0507",), dissatisfaction="process", severity="T2", demands=({"remedy": "RM06"},))  # fmt: skip
    s.do("wu.gang", Acknowledge(way="wechat"), m=15)
    s.promise("wu.gang", "明天中午前告诉您到货日期", within=timedelta(hours=22))
    s.do("complainant", Chase(words="说好中午告诉我的呢"), d=1, t="17:30")
    s.do("wu.gang", Keep(promise=1, words="到货日期终于问到，已告知：下周二。"), d=1, t="09:10")
    s.do("wu.gang", Investigate(finding="中转库按整车配额发货，本店连续三个月缺刹车片；两次到货日期均为口头转述，不准。", basis="近三个月缺件清单"), d=17, t="10:00")
    s.do("wu.gang", Answer(words="件已到并装好，免工时。往后缺件超过三天，由配件部直接告诉您，不再靠转述。", way="phone", decisions=({"demand": 1, "decision": "support"},)), d=2, t="11:00")
    s.do("wu.gang", Accept(how="said", proof="电话里说“装上就行”，来电 11:06"), m=5)
    return s.do("wu.gang", Close(outcome="OC01", relief="other", lesson="缺件要看中转库的配额，不是多催几次就有。"), d=1, t="09:30")


def _deposit(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "deposit", now, days=47, clock="16:45")
    s.begin("sun.ying", "auto", "定金五千，销售说“不满意随时退”，现在说是“订金”还是“定金”要看合同，合同上那个字我当时根本没注意。", channel="face", complainant=Contact(name="邵文", phone="13900000274"),
        product="AUTO21", price_fen=500_000, causes=("RS0604", "RS0802", "RS1906"), dissatisfaction="outcome", demands=({"remedy": "RM03", "amount_fen": 500_000},))  # fmt: skip
    s.do("sun.ying", Acknowledge(way="face"), m=5)
    s.do("sun.ying", Investigate(finding="微信记录有“不满意随时退”字样；合同为定金条款。", basis="微信记录、购车协议第六条"), d=5, t="10:00")
    s.do("sun.ying", Answer(words="按协议为定金，但销售的话我们认，退一半 2,500 元。", way="phone", decisions=({"demand": 1, "decision": "part"},)), d=2, t="15:00")
    s.do("sun.ying", Close(outcome="OC02", relief="money"), d=8, t="09:00")
    return s.do("zhao.lei", Reopen(reason="抽查发现同一销售对另外两位客户说过同样的话。既然承诺过，不能只认一半，重新研究。"), d=21, t="14:25")


def _fuel(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "fuel", now, days=10, clock="12:30")
    s.begin("sun.ying", "auto", "在路边加油站加完油就亮故障灯，你们说是油的问题不是车的问题，那我找谁去？", channel="hotline", via="phone", complainant=Contact(name="闫志国", phone="13900000282"), product="AUTO01",
        causes=("RS1902",), dissatisfaction="outcome", demands=({"remedy": "RM08", "amount_fen": 118_000},))  # fmt: skip
    s.do("sun.ying", Acknowledge(way="phone"), m=10)
    s.do("sun.ying", Reach(reached=True, result="同意把油样检测结果转给市场监管部门。"), d=2, t="10:00")
    s.do("sun.ying", Enclose(files=(note("油样检测.txt", "机械杂质：不合格", "取样点：油箱底部"),), kind="appraisal", whose="ours"), m=12)
    return s.do("sun.ying", Refer(to="市场监督管理部门（油品质量）", words="附油样检测单、故障码、维修记录；车辆无质量问题。", consent="电话录音中同意，编号 3388"), h=2)


def _bill(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "bill", now, days=29, clock="17:05")
    s.begin("wu.gang", "auto.shop", "保养单上写“机舱清洗 198”，我没要求洗，也没人问过我。一百多块不多，可这叫什么事。", channel="social", complainant=Contact(name="网友“山雨”"), product="AUTO23",
        causes=("RS0702",), dissatisfaction="outcome", price_fen=128_000, demands=({"remedy": "RM03", "amount_fen": 19_800},))  # fmt: skip
    s.do("wu.gang", Correct(field="product", value="AUTO25"), m=5)
    s.do("wu.gang", Correct(field="price_fen", value="108000"))
    s.do("wu.gang", Acknowledge(way="other", words="在评论区回复并私信留了电话。"))
    s.do("wu.gang", Reach(reached=False, way="other", result="私信未读"), d=1, t="10:00")
    s.do("wu.gang", Answer(words="工单上没有您的签字，这项不该收。198 元已原路退回，并向您道歉。", way="other", decisions=({"demand": 1, "decision": "support"},)), d=2, t="14:30")
    s.do("complainant", Accept(how="portal"), d=1, t="21:00")
    return s.do("wu.gang", Close(outcome="OC01", relief="money", lesson="加项必须客户签字，系统里没有签字不能结算。"), d=1, t="08:50")


def _unreachable(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "unreachable", now, days=44, clock="15:50")
    s.begin("sun.ying", "auto", "你们洗车把我漆刮花了，右后门一道二十公分。", channel="box", complainant=Contact(name="车牌尾号 5D 车主", phone="13900000290"), product="AUTO09", causes=("RS0202",),
        dissatisfaction="outcome", demands=({"remedy": "RM08"},))  # fmt: skip
    s.do("sun.ying", Acknowledge(way="sms", address="13900000290"), h=2)
    s.do("sun.ying", lambda told: Attest(notice=told.notice(), delivered=False, proof="运营商回执：空号"), m=3)
    for result in ("空号", "工单上另一号码，无人接", "再拨两次，无人接"):
        s.do("sun.ying", Reach(reached=False, way="phone", result=result), d=2, t="10:30")
    s.do("sun.ying", Inform(words="我们收到了您的意见，多次联系不上。请持此信到店或来电，漆面问题随时处理，不设期限。", way="letter", address="行驶证登记地址"), d=3, t="09:00")
    s.do("sun.ying", Reach(reached=False, way="phone", result="仍无人接"), d=9, t="16:00")
    return s.do("sun.ying", Close(outcome="OC09", lesson="意见箱的卡片加一栏备用联系方式。"), d=3, t="10:00")


def _washing(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "washing", now, days=2, clock="09:50")
    s.begin("wu.gang", "auto", "洗个车排一小时，洗完内饰还是湿的。上次也是这样。", channel="wechat", complainant=Contact(name="石女士", phone="13900000308"), product="AUTO27",
        causes=("RS0303", "RS0302"), dissatisfaction="process")  # fmt: skip
    s.do("wu.gang", Acknowledge(way="wechat", words="收到，明天给您回话。"), m=20)
    return s.do("wu.gang", lambda told: Link(other=told.numbers["unreachable"], relation="related"), m=5)
