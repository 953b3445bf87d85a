"""Replies that a good colleague would send: the check leaves them alone. All written for this test."""

import pytest

from wenguo.advice.replies import check

# (complaint, reply, names that may stand in it)
EXCELLENT = {
    "hotel, room not ready": (
        "7月3日到店等了两个小时才入住，要求退还当晚房费并道歉。",
        "王女士，您好。7月3日您带着孩子在前台等了两个小时，换作谁都会着急，对不起。谢谢您告诉我们。我们查看了当晚的监控和值班记录：系统把您的订单误记为次日入住，原因在我们的接口设置。依据《预订条款》第6条，我们已于7月5日退还当晚房费480元，预计3个工作日内到账。我叫李明，电话0571-88886666，7月8日前会再给您打一次电话。现在前台每晚九点人工核对次日订单，这是您的提醒换来的，谢谢您。",
        ("李明",),
    ),
    "hotel, noise at night": (
        "隔壁施工吵到凌晨，没法睡，希望补偿。",
        "陈先生，您好。出差本来就累，又被施工声吵到凌晨一点，您有多难受我们能体会，实在抱歉。我们核对了工程部的施工单：8月12日夜间的管道抢修本应在22点前停工，实际拖到了1点05分。我们决定退还您当晚房费的一半，共260元，8月15日前原路退回。今后夜间抢修要先由值班经理签字，并提前给同层客人换房。有任何问题请直接打我的电话0755-66668888。谢谢您愿意告诉我们。",
        (),
    ),
    "hotel, deposit kept": (
        "退房两周押金还没退，请退还押金。",
        "您好，押金两周没有退回，还让您打了两次电话来问，难怪您着急，对不起。我们今天查了收款流水：退房当天的退款指令因银行卡号少录一位被退回，前台没有再处理。押金500元已于今天上午10点重新退出，2个工作日内到账。明天下午4点前我会给您打电话确认是否收到。前台已改为每晚核对未成功的退款。",
        (),
    ),
    "bank, transfer late": (
        "转账两天没到账，要求解释原因。",
        "您好！急用的钱两天没到，您一定很着急，给您添了麻烦，抱歉。我们查询了转账日志：9月1日17:20您提交时，收款行正在维护，这笔款被暂存，9月3日9:12已经入账。暂存时我们本应发短信告诉您，短信没有发出，是因为通知规则漏了这一类情况，9月6日前改好。若您还有疑问，可以拨打400-800-1234转3号键找我。谢谢您指出来。",
        (),
    ),
    "bank, fee refused with basis and routes": (
        "要求退还账户管理费36元。",
        "刘先生，您好。一年才发现每月被扣3元，换了谁都会不舒服，我们理解。我们核对了账户流水和2023年4月您签的服务协议：协议第5条写明，日均余额低于300元的月份收3元，您去年有12个月低于此数。因此这36元我们不能退还。自9月起我们已为您办理免收，今后不再发生此项费用。如您不认可，可以在收到本答复30日内向我行上级机构申请核查，也可以申请调解、仲裁或向人民法院起诉。电话：010-55556666。感谢您的来信。",
        (),
    ),
    "insurance, more papers": (
        "理赔一个月没有消息，请尽快赔付。",
        "赵女士，您好。住院本来就辛苦，理赔又等了一个月没有消息，您的担心很正常，对不起。我们查了案卷：8月2日收到您的材料后，缺一张出院小结，我们没有及时告诉您，是经办人员休假时没有交接。您可以把小结拍照发到我们的公众号，不必跑一趟；收到后5个工作日内作出赔付决定。联系人是我，电话021-77778888。谢谢您提醒，我们已要求休假前当面交接。",
        (),
    ),
    "securities, app down": (
        "开盘时app登录不上，错过卖出，要求赔偿损失。",
        "您好。开盘那十分钟登录不上、眼看着价格走，换谁都会着急，很抱歉让您有这样的经历。我们调取了系统日志：9月10日9:28至9:41，约一成用户登录失败，您的账号在其中；同一时段电话委托是通的。您提出的损失，我们正在按登录记录和您当日的委托逐笔核对，9月20日前书面告诉您结果和依据。在此之前如有新的材料，请发给我们，或拨打95000转8找我。谢谢您把时间点记得这么清楚，这对核查很有帮助。",
        (),
    ),
    "car, repeated repair": (
        "变速箱修了三次还抖，要求换车。",
        "孙先生，您好。新车半年进厂三次，每次都要请假，您的失望我们完全理解，对不起。我们查看了三次的维修记录并请厂家工程师于7月18日试驾：低速换挡确有抖动，原因是阀体磨损。依据《家用汽车产品修理更换退货责任规定》第二十四条，换车要看同一主要零件更换次数，目前更换过1次，还不到规定的次数，所以现在不能换车；阀体总成我们免费更换，7月25日前完成，期间提供备用车。如您不认可，可以申请调解，也可以拨打12315。我会在更换后第7天给您打电话，听您说说车的情况。",
        (),
    ),
    "car, delivery late": (
        "约定6月1日交车，现在还没交，要求退定金。",
        "您好，等了一个月，婚期前也没能用上新车，真的对不起，您生气是应该的。我们核对了合同和排产单：合同第3条约定6月1日交车，配套芯片短缺使排产推迟到7月。您要求退定金，我们同意，5,000元已于今天上午退到您的原账户，3日内到账。如果您愿意再等，也可以选择7月10日提车并免首次保养，由您决定，7月2日前告诉我们即可。谢谢您一直客气地和我们沟通。",
        (),
    ),
    "car, repair bill": (
        "保养多收了工时费，要求解释并退费。",
        "周先生，您好。本来说好的价格，结账时多出180元，任谁都不舒服，抱歉。我们查看了您的结算单和当天的派工记录：多出的是四轮定位，技师做之前没有问过您，这不符合店里公示的第4条“增项先确认”。180元已于今天下午原路退回。店里从本周起，增项必须由车主在单子上签字。要是还有对不上的地方，请打我的手机分机8012。谢谢您拿着单子来找我们。",
        (),
    ),
    "shop, phone broken": (
        "手机用了五天就黑屏，要求退货。",
        "您好，刚买五天的手机就黑屏，工作也耽误了，换谁都会生气，对不起。我们检测了手机，检测报告（附后）显示屏幕排线脱落，不是外力造成。依据消费者权益保护法第二十四条，您可以在7日内退货，我们同意退货退款3,299元，款项明天中午前退到您的付款账户，运费由我们承担。快递员今天18点前上门取件，您不用出门。谢谢您把现象拍得这么清楚，这批次我们已下架送检。",
        (),
    ),
    "shop, online order lost": (
        "快递显示签收但没收到，要求补发。",
        "您好，盼了一周的包裹显示签收却没拿到，您一定很着急，抱歉。我们联系了快递网点并查看了签收照片：包裹被放到了3号楼的柜子，编号写错了。我们已为您补发同款，单号稍后短信发出，预计9月9日送达；原包裹由我们追回，不用您跑。有问题请直接回复本消息，我一直跟到您收到为止。谢谢您的耐心，网点从今天起放柜要先打电话。",
        (),
    ),
    "shop, attitude": (
        "店员态度很差，要求道歉。",
        "张女士，您好。带着老人来买鞋，却被晾在一边，还听到“试不起别试”这样的话，您的难过我们能想象，对不起，这也是我代表店里向您道歉。我们回看了监控，也分别询问了当班的两位同事，您说的经过与画面一致。我们已对当班同事重新培训，本月由我带班。您和老人再来时，请直接找我，我姓何，电话0451-33332222。谢谢您愿意说出来。",
        (),
    ),
    "holding letter": (
        "电动车充电起火，要求说明原因。",
        "您好。半夜家里起火，孩子受了惊，听到您说这些我们也很揪心，首先想知道您和家人现在是否平安。我们昨天到现场查看并封存了电池，已送第三方检测，检测报告预计10月15日出来，所以原因现在还不能告诉您。10月16日下午5点前，不管结果怎样，我都会给您打电话。这段时间如果需要临时住处，请告诉我们，费用由我们先行承担。我的电话是0571-11112222。",
        (),
    ),
    "en hotel": (
        "We waited two hours for our room. I would like an apology and a refund of the night.",
        "Dear Ms Hart, two hours in the lobby after a night flight, with two tired children: no wonder you were upset, and we are sorry. Thank you for telling us. We checked the booking record and the duty log: your booking had been entered for the following day, because our channel link was set to the wrong time zone. Under clause 6 of our booking conditions we have refunded the night, 120 pounds, on 5 July; it should reach your card within 3 working days. I will call you on 8 July to make sure that it has. Since then the desk compares tomorrow's list by hand each evening. My direct line is 020 7946 0000.",
        (),
    ),
    "en bank declined": (
        "Please refund the overdraft fee.",
        "Dear Mr Cole, finding a 15 pound fee on your statement in a tight month must have been worrying, and I am sorry that it came as a surprise. I looked at your account history: on 3 March the balance was 42 pounds below the limit for two days, and section 4.2 of your account agreement sets a fee of 15 pounds for that. So we cannot refund this fee. What I have done is set up a text alert at 50 pounds, so that you hear from us before it happens. If you disagree, you can ask for a review by our head office, or go to the ombudsman within six months of this letter. Please call me on 0161 496 0000 with anything else.",
        (),
    ),
    "en shop": (
        "My kettle leaks. I want a replacement.",
        "Dear Sam, a kettle that leaks onto the worktop is the last thing anyone needs in the morning; I am sorry. We inspected the photographs you sent: the seal is split, which is a fault in making. We have sent a replacement today; it will arrive by Thursday, and you need not return the old one. If it does not come, reply to this message and I will sort it out the same day. Because you told us, we have asked the maker to test the rest of the batch. Thank you.",
        (),
    ),
    "en car": (
        "Third time in the garage for the same noise. Please fix it and provide a courtesy car.",
        "Dear Mrs Lane, three visits for the same noise, each costing you a morning: I understand how frustrating this has been, and I am sorry. Our foreman drove the car with you on 4 May and found the cause: the strut mount, which the two earlier inspections missed because the car was cold. We will replace the mount free of charge on 9 May, and you will have a courtesy car from 8 am that day. I will ring you on 16 May to ask whether the noise is gone. We have changed our checklist so that noises are tested on a warm car. Thank you for coming with us on the drive.",
        (),
    ),
    "en insurance holding": (
        "No news about my claim for five weeks. I want an explanation.",
        "Dear Mr Osei, five weeks without a word, with a ceiling still open: I can see why you are worried, and I am sorry for the silence. I checked the file this morning. The surveyor's report came on 2 June; it was filed under a wrong number, and so nobody read it. I have now sent it to the claims team. You will have our decision by 20 June, and I will call you on 14 June either way. My number is 0113 496 0001. Thank you for writing; we have added a weekly check for reports that belong to no file.",
        (),
    ),
    "en airline style parcel": (
        "Parcel came late for a birthday. Please compensate.",
        "Dear Tom, a present that comes the day after the birthday has missed its moment, and I am sorry we let you down. We traced the parcel: it was loaded onto the wrong van in Leeds on 3 May, as the log shows. We have refunded the delivery fee of 6 pounds and will pay 20 pounds in compensation by 10 May. Labels are now scanned twice at that depot. Please call me on 0114 496 0002 if anything is still wrong. Thank you for telling us.",
        (),
    ),
    "quoting the complainant is no blame": (
        "客服说“谁让你不看清楚”“这是公司规定”，我要求道歉。",
        "李女士，您好。您反映客服说“谁让你不看清楚”“这是公司规定”，听到这样的话，谁都会难过，对不起，我们向您道歉。我们回听了9月2日10:15的录音，确有这两句。这样的回答不符合服务规范第8条，当班同事已停岗重新培训3天。您原本要办的换货，我们已经办好，9月5日前送到。以后请直接打我的电话400-100-2000转6，我负责到底。谢谢您告诉我们。",
        (),
    ),
    "denying blame is no blame": (
        "为什么说是我自己填错了？请解释。",
        "您好，明明没填错却被说填错，您的委屈我们理解，抱歉。我们核对了提交日志：地址栏在提交时被系统自动改写，并不是您自己填错，也不是您的责任。错误原因是7月升级带来的，7月20日已经修好，您的订单今天已改回原地址，明天送达。如还有不对，请拨打400-100-3000找我。谢谢您坚持让我们再查一遍。",
        (),
    ),
}  # fmt: skip


@pytest.mark.row("M09", "M12", "M21", "M24", "M27")
@pytest.mark.parametrize("name", EXCELLENT)
def test_an_excellent_reply_is_left_alone(name: str) -> None:
    complaint, reply, names = EXCELLENT[name]
    found = check(reply, complaint, own_names=names)
    told = [(one.code, one.span.text if one.span else "") for one in found.findings]
    assert found.score >= 85, (found.score, told, found.parts)
    assert not [one for one in found.findings if one.severity == "serious"], told
    assert len(told) <= 1, told
    assert all(one.present for one in found.movements), found.movements
    assert all(one.answered for one in found.demands), found.demands


def test_there_are_enough_of_them_and_two_languages() -> None:
    assert len(EXCELLENT) >= 20
    assert sum(name.startswith("en") for name in EXCELLENT) >= 5
