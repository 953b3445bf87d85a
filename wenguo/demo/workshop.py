"""The workshop: the compressor, two lamps and one promise too many; a gearbox repaired again and again."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.papers import note, picture
from wenguo.demo.telling import Story
from wenguo.rules.warned import may_be_weighed


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [_compressor(cast, now), _gearbox(cast, now), _bill(cast, now), _washing(cast, now)]


def _compressor(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "compressor", now, days=16, clock="17:20")
    s.begin(
        "wu.gang", "auto",
        "早上八点半就把车开来了，就为一个空调响。师傅说压缩机坏了，换，可他先去吃了个午饭，一点多才动手，拆的时候冷媒喷了我一身，"
        "这件外套是上个月才买的。我顺便要换两只大灯，前台说库房只有一只，只能换一只；过一会儿师傅从库房出来，手里拿着两只！"
        "那你前台跟我说什么呢？装灯的师傅硬拽保险杠，还跟旁边的人说笑“劲儿大好干活”。装完一看，新灯跟杠之间那条缝能塞进手指，"
        "我说把旧的给我装回去，结果旧的也裂了。折腾到五点，车开出去两公里空调照样响，风还没以前凉，两只大灯一高一低。"
        "我一天假就这么没了。我不是不讲理的人，坏了修坏了很正常，可你们每个人跟我说的都不一样。",
        subject="修一次车，添了一堆毛病", channel="face", complainant=v.Contact(name="卢先生", phone="13900000225"), contract="工单尾号 0318",
        product="AUTO23", price_fen=486_000, causes=("RS0502", "RS0301", "RS0902", "RS0202"), dissatisfaction="both", severity="T2",
        concerned=("tian.bo",), event_date=s.day,
        demands=(
            {"remedy": "RM05", "words": "空调给我修好"}, {"remedy": "RM04", "words": "两只大灯换成一样的新灯"},
            {"remedy": "RM08", "amount_fen": 260_000, "words": "外套的钱"}, {"remedy": "RM01", "words": "拿我车开玩笑的人给我道歉"},
            {"remedy": "RM03", "amount_fen": 86_000, "words": "今天的工时费别收"},
        ),
    )  # fmt: skip
    s.greet("wu.gang", "face", "都记下了，五件事一件一件给您答复。", m=3)
    s.promise("wu.gang", "今晚七点前让当班师傅复检一遍，给您打电话", within=timedelta(minutes=90))
    s.do("wu.gang", v.Ask(to="complainant", words="请提供外套的发票，我们好核价。", way="face"), m=2)
    s.do("wu.gang", v.Inform(words="外套您放心，按发票 2,600 元全赔。大灯是您自己同意换的。", way="face"), m=2)
    s.do(
        "wu.gang",
        v.Enclose(
            files=(
                picture("右前灯缝隙.png", "2b2b2b f0f0e8 2b2b2b"),
                picture("外套油渍.png", "6b4f3a 3a2a20"),
                note("工单.txt", "进厂 08:34", "报修：空调异响；换大灯", "出厂 16:58"),
            ),
            kind="picture",
        ),
        m=5,
    )
    s.do("wu.gang", v.HandOver(to=cast.id("qin.shan"), reason="多数是车间的活，请车间接手。"), m=5)
    s.do("qin.shan", v.TurnBack(reason="还有配件、前台和赔钱的事，车间做不了主。"), m=10)
    s.do("wu.gang", v.HandOver(to=cast.id("sun.ying"), reason="五项诉求，涉及车间、配件、前台，请客户关系接手。"), m=5)
    s.do("sun.ying", v.TakeOver(), d=1, t="08:40")
    s.do("sun.ying", v.Keep(promise=1, words="昨晚没有打。今早致电说明并道歉，约复检时间。"), t="08:55")
    return _compressor_done_again(cast, s)


def _compressor_done_again(cast: Cast, s: Story) -> Story:
    """Everybody concerned is heard, the work is done again, money is offered."""
    s.do("sun.ying", v.Assess(complexity="simple", immediate=False), m=30)
    s.do("sun.ying", v.Ask(to="complainant", words="麻烦您把外套的发票再发一下，我这边没有看到。", way="wechat"), m=5)
    s.do(
        "sun.ying", v.Ask(to="colleague", account=cast.id("tian.bo"), words="午饭、冷媒、保险杠、说笑，请分别写经过。")
    )
    s.do(
        "tian.bo",
        v.Hear(
            who="employee",
            account=cast.id("tian.bo"),
            words="等压缩机到货才去吃的饭；放冷媒时接头老化崩了，不是故意。杠卡扣锈死，只能使劲。玩笑话是说自己，没说客人的车。",
        ),
        h=4,
    )
    s.do("sun.ying", v.Ask(to="colleague", account=cast.id("qin.shan"), words="大灯到底有几只？请查领料记录。"), m=10)
    s.do(
        "qin.shan",
        v.Note(words="领料记录：大灯两只，11:42 出库。前台 11:05 查询时系统显示 1，另一只挂在别的工单上没释放。"),
        h=1,
    )
    s.promise("sun.ying", "周六前返工：空调、灯位、缝隙", within=timedelta(days=4))
    s.do(
        "sun.ying", v.Keep(promise=2, words="返工完成，压缩机支架重新紧固，灯光仪调平。客户试车签字。"), d=3, t="15:20"
    )
    s.do(
        "sun.ying",
        v.Offer(
            remedy="RM08",
            amount_fen=180_000,
            demand=3,
            basis="外套发票 2,600 元，购买 40 天；干洗店出具无法完全去除的说明；店内财物损害标准按七成",
            words="赔 1,800 元",
        ),
        h=1,
    )
    return _compressor_disputed(s)


def _compressor_disputed(s: Story) -> Story:
    """Answered demand by demand, and disputed, for a promise was not kept."""
    s.do("zhao.lei", v.Approve(what="offer:1"), h=1)
    s.promise("sun.ying", "三天内把 1,800 元打到客户账户", within=timedelta(days=3))
    s.do(
        "sun.ying",
        v.Investigate(
            finding="五件事中四件属实：库存信息不一致、拆装不当致旧灯开裂、冷媒喷溅、首次维修未排除故障。玩笑一节双方说法不一，无录音，不作认定。",
            basis="工单、领料记录、照片、双方陈述",
        ),
        d=1,
        t="10:00",
    )
    s.do(
        "sun.ying",
        v.Answer(
            words="空调已返工；两只大灯按同批次各换新一只；外套赔 1,800 元；工时费 860 元退还；说笑一事，您听到的和师傅讲的不一样，没有录音，我们不下结论，但让您有这种感受，我向您道歉。",
            way="phone",
            decisions=(
                {"demand": 1, "decision": "support"},
                {"demand": 2, "decision": "support"},
                {"demand": 3, "decision": "part", "basis": "店内财物损害标准"},
                {"demand": 4, "decision": "part"},
                {"demand": 5, "decision": "support"},
            ),
        ),
        h=5,
    )
    s.do(
        "complainant",
        v.Dispute(words="灯是平了，可空调昨天又响了。说好三天到账的钱也没到。你们答应得倒快。"),
        d=4,
        t="18:30",
    )
    s.do("complainant", v.Chase(words="钱呢？"), d=1, t="12:10")
    s.do("zhao.lei", v.Supervise(words="今天之内查清钱卡在哪里，空调由秦山亲自跟。", source="head"), h=3)
    return s.do(
        "zhao.lei",
        lambda told: v.Weigh(
            warning=next(one.position for one in may_be_weighed(told.c) if one.cause == "too_slow"),
            found="holds",
            words="钱卡在财务复核，今天下午到账；到账后由孙颖打电话说明，并约秦山上门看空调。",
        ),
        m=8,
    )


def _gearbox(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "gearbox", now, days=73, clock="11:25")
    s.begin("sun.ying", "auto", "变速箱低速顿挫，修了三次，每次都说升级程序就好，升完三天又犯。第四次还来？这车我不敢让我爱人开。", channel="hotline", via="phone", complainant=v.Contact(name="贺建军", phone="13900000241"),
        product="AUTO02", price_fen=13_260_000, causes=("RS0504", "RS0101"), dissatisfaction="both", severity="T2", demands=({"remedy": "RM04", "words": "换总成"}, {"remedy": "RM08", "amount_fen": 90_000, "words": "三次打车费和误工"}))  # fmt: skip
    s.greet("sun.ying", "phone", m=8)
    s.do("sun.ying", v.Assess(complexity="complex"), h=3)
    s.do(
        "sun.ying",
        lambda told: v.Pause(
            clock=told.clock("decision_complex"), ground="appraisal", reason="厂家驻店拆检", way="phone"
        ),
        d=4,
        t="10:00",
    )
    s.do("sun.ying", lambda told: v.Resume(clock=told.clock("decision_complex")), d=9, t="16:00")
    s.do(
        "sun.ying",
        v.Hear(words="上周在高架上又顿了一下，后车差点追尾，我有行车记录。", way="phone", new_facts=True),
        d=1,
        t="09:30",
    )
    s.do(
        "sun.ying",
        v.Investigate(
            finding="阀体磨损，属三包有效期内同一总成反复维修。",
            basis="拆检报告；家用汽车产品修理更换退货责任规定第二十四条",
        ),
        d=3,
        t="15:40",
    )
    return _gearbox_changed(s)


def _gearbox_changed(s: Story) -> Story:
    """Found, offered, answered, and promised a day too short."""
    s.do(
        "sun.ying",
        v.Offer(
            remedy="RM04",
            demand=1,
            basis="43号令第二十四条；厂家同意更换变速器总成",
            words="免费更换变速器总成，含代步车",
        ),
        h=2,
    )
    s.do("zhao.lei", v.Approve(what="offer:1"), h=1)
    s.do(
        "sun.ying",
        v.Answer(
            words="确认是阀体磨损，不是程序问题。总成免费更换，期间提供代步车；打车费凭票 640 元全额退，误工按公司标准补 260 元。",
            way="phone",
            decisions=(
                {"demand": 1, "decision": "support", "basis": "43号令第二十四条"},
                {"demand": 2, "decision": "support"},
            ),
        ),
        d=1,
        t="10:20",
    )
    s.do("sun.ying", v.Accept(how="recording", proof="录音编号 3105"), h=2)
    s.promise("sun.ying", "十个工作日内换好总成交车", within=timedelta(days=14))
    s.do("sun.ying", v.Keep(promise=1, words="第十一天交车，试车四十公里正常。"), d=11, t="16:30")
    s.do("sun.ying", v.Redress(offer=1, how="service", proof="交车单签收，总成编号已记入维修记录"), m=20)
    return s.do(
        "sun.ying", v.Close(outcome="OC01", relief="other", lesson="同一毛病第二次进厂就该拆检，不该再升级程序。"), h=1
    )


def _bill(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "bill", now, days=29, clock="17:05")
    s.begin("wu.gang", "auto.shop", "保养单上写“机舱清洗 198”，我没要求洗，也没人问过我。一百多块不多，可这叫什么事。", channel="social", complainant=v.Contact(name="网友“山雨”"), product="AUTO23",
        causes=("RS0702",), dissatisfaction="outcome", price_fen=128_000, demands=({"remedy": "RM03", "amount_fen": 19_800},))  # fmt: skip
    s.do("wu.gang", v.Correct(field="product", value="AUTO25"), m=5)
    s.do("wu.gang", v.Correct(field="price_fen", value="108000"))
    s.do("wu.gang", v.Acknowledge(way="other", words="在评论区回复并私信留了电话。"))
    s.do("wu.gang", v.Reach(reached=False, way="other", result="私信未读"), d=1, t="10:00")
    s.do("wu.gang", v.Investigate(finding="加项 198 元，工单上没有客户签字。", basis="工单存根"), m=30)
    s.do(
        "wu.gang",
        v.Answer(
            words="工单上没有您的签字，这项不该收。198 元已原路退回，并向您道歉。",
            way="other",
            decisions=({"demand": 1, "decision": "support"},),
        ),
        d=2,
        t="14:30",
    )
    s.do("complainant", v.Accept(how="portal"), d=1, t="21:00")
    return s.do(
        "wu.gang",
        v.Close(outcome="OC01", relief="money", lesson="加项必须客户签字，系统里没有签字不能结算。"),
        d=1,
        t="08:50",
    )


def _washing(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "washing", now, days=2, clock="09:50")
    s.begin("wu.gang", "auto", "洗个车排一小时，洗完内饰还是湿的。上次也是这样。", channel="wechat", complainant=v.Contact(name="石女士", phone="13900000308"), product="AUTO27",
        causes=("RS0303", "RS0302"), dissatisfaction="process")  # fmt: skip
    s.greet("wu.gang", "wechat", "收到，明天给您回话。", m=20)
    return s.do("sun.ying", lambda told: v.Link(other=told.numbers["unreachable"], relation="related"), m=5)
