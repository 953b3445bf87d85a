"""Replies and notes that should not go out as they are: each is told what hurts, on its words. All written for this test."""

from typing import Any

import pytest

from wenguo.advice.replies import check

# (kind, text, code that must be told, a part of the words it stands on; "" where something is missing)
POOR: list[tuple[Any, str, str, str]] = [
    ("answer", "您好，来信收悉，已转相关部门处理。", "too_little", "来信收悉"),
    ("answer", "您的意见已收到，感谢您的关注与支持！", "too_little", "已收到"),
    ("answer", "Your message has been received and passed on to the relevant team.", "too_little", "received"),
    ("answer", "您好，您当时就应该仔细看合同，合同上写得清清楚楚。", "blame", "应该仔细看"),
    ("message", "谁让您不早点来退的？", "blame", "谁让您"),
    ("message", "这完全是您自己的原因造成的。", "blame", "您自己的原因"),
    ("message", "You should have read the terms before you paid.", "blame", "You should have read"),
    ("message", "The damage was due to your own negligence.", "blame", "your own negligence"),
    ("answer", "因您没有及时提供订单号，我们查不到。", "blame", "没有及时提供"),
    ("message", "您确定吗？我们的系统从来不会扣错。", "doubting", "您确定吗"),
    ("message", "您所谓的损失，我们没有看到。", "doubting", "所谓的"),
    ("message", "Are you sure you did not drop it? Your alleged damage is not visible.", "doubting", "alleged damage"),
    ("message", "我们的员工绝不会这样对待客人。", "defence", "员工"),
    ("message", "别的客户都没有问题，怎么就您有问题。", "defence", "客户都没有"),
    ("message", "Our staff would never say such a thing.", "defence", "would never"),
    ("message", "No one else has complained about this.", "defence", "No one else"),
    ("message", "显然是您操作失误，不用查了。", "conclusion", "显然是您"),
    ("message", "It is obvious that you dropped the phone.", "conclusion", "obvious"),
    ("message", "这个不归我们管，您自己去找厂家。", "brush_off", "不归我们管"),
    ("message", "这是公司规定，我也没办法。", "brush_off", "公司规定"),
    ("message", "Sorry, it's our policy and there is nothing we can do.", "brush_off", "nothing we can do"),
    ("message", "That's not our department.", "brush_off", "not our department"),
    ("message", "这点小事，不至于生气吧。", "minimising", "这点小事"),
    ("message", "You are overreacting, it was only a small scratch.", "minimising", "overreacting"),
    ("message", "请你冷静一点，跟你说过多少遍了。", "scolding", "说过多少遍"),
    ("message", "Calm down. As we have already told you, the answer is no.", "scolding", "Calm down"),
    ("message", "如您继续在网上发帖，我们将追究您的法律责任。", "threat", "法律责任"),
    ("message", "再闹就把您列入黑名单。", "threat", "列入黑名单"),
    ("message", "If you post this we will take legal action against you.", "threat", "legal action against you"),
    ("message", "您先撤诉，撤诉后我们才退款。", "silencing", "撤诉后"),
    ("message", "删除差评后我们给您退款。", "silencing", "删除差评"),
    ("message", "We will refund you once you withdraw your complaint, or rather delete your review first.", "silencing", "your complaint"),
    ("note", "客户就是个刁民，想讹钱。", "label", "刁民"),
    ("note", "The guest is a liar and a troublemaker.", "label", "troublemaker"),
    ("note", "客户情绪失控，纠缠不休。", "label", "情绪失控"),
    ("note", "系客户自身原因，投诉不成立，无需处理。", "conclusion", "客户自身原因"),
    ("note", "He clearly broke it himself. User error. No further action needed.", "conclusion", "User error"),
    ("note", "我觉得他就是想要钱。", "our_reading", "我觉得他"),
    ("message", "您太可怜了，真倒霉。", "sympathy", "可怜"),
    ("message", "We feel so sorry for you, you poor thing.", "sympathy", "poor"),
    ("message", "这完全是我们的责任，我们承担全部责任。", "admission", "我们的责任"),
    ("message", "We admit full liability; we were negligent.", "admission", "liability"),
    ("message", "我们会尽快处理，请您耐心等待。", "promise_undated", "会尽快"),
    ("message", "We will get back to you as soon as possible.", "promise_undated", "as soon as possible"),
    ("message", "我们保证以后绝不会再发生。", "promise_absolute", "绝不会再"),
    ("message", "We promise you that this will never happen again.", "promise_absolute", "never happen again"),
    ("message", "您作为成年人应当对自己的选择负责。", "blame", "对自己的选择负责"),
    ("message", "Had you bothered to read the email you would know.", "blame", "Had you bothered"),
    ("message", "只有您一个人说吃坏了，不可能是我们早餐的问题。", "defence", "不可能是我们"),
    ("message", "这事真不赖我们，要怪就怪快递公司。", "defence", "要怪就怪"),
    ("message", "您要是不满意就去12315告我们好了。", "brush_off", "就去12315"),
    ("message", "您这种情况我见得多了。", "scolding", "见得多了"),
    ("message", "Look, it's not rocket science.", "scolding", "rocket science"),
    ("note", "跟她解释了规定，她不听，一直在闹。", "label", "一直在闹"),
    ("note", "应该是自己摔的。", "conclusion", "自己摔"),
    ("message", "您的工单已派单，闭环后告知。", "jargon", "工单"),
    ("message", "We raised a ticket with the tier 2 team, SLA five days.", "jargon", "raised a ticket"),
    ("message", "根据公司相关规定，这个退不了。", "vague_basis", "根据公司相关规定"),
    ("message", "According to our company policy this is not possible.", "vague_basis", "our company policy"),
    ("message", "举报人是王小明，住在您楼上，您可以找他谈。", "personal_data", "王小明"),
    ("message", "投诉您的住户身份证号是110101199003071234。", "personal_data", "110101199003071234"),
    ("message", "It was another guest, Peter Brown, who reported it.", "personal_data", "Peter Brown"),
    ("answer", "您好，〔请填写：姓名〕，您的问题我们已核实。", "left_blank", "请填写"),
]  # fmt: skip


@pytest.mark.row("M09", "M12", "M21", "M24", "M27")
@pytest.mark.parametrize(("kind", "text", "code", "words"), POOR)
def test_a_poor_reply_is_told_what_hurts_on_its_words(kind: Any, text: str, code: str, words: str) -> None:
    found = check(text, kind=kind)
    told = [(one.code, one.span.text if one.span else "") for one in found.findings]
    start, end = text.index(words), text.index(words) + len(words)
    spans = [one.span for one in found.findings if one.code == code and one.span is not None]
    assert any(span.start < end and start < span.end for span in spans), told
    assert found.score < 95, found.score
    of_code = [one for one in found.findings if one.code == code]
    assert all(one.better is not None or code == "left_blank" for one in of_code)


def test_there_are_enough_of_them() -> None:
    assert len(POOR) >= 40
    assert {kind for kind, *_ in POOR} == {"answer", "message", "note"}


SECTORS = {
    "finance": [
        ("亏损就是您自己的原因，投资有风险您不知道吗。", "blame"),
        ("佣金是按公司相关规定收的，其他客户都没有意见。", "vague_basis"),
        ("我们保证下个月一定给您满意的收益。", "promise_absolute"),
    ],
    "hotel": [
        ("只是一点小事，隔音本来就这样。", "minimising"),
        ("您必须先付清房费，否则我们将报警。", "threat"),
        ("前台说的不算，这是酒店规定。", "brush_off"),
    ],
    "car": [
        ("显然是您使用不当造成的，不在保修范围。", "conclusion"),
        ("从来没有人投诉过这个问题。", "defence"),
        ("您自己去找厂家解决。", "brush_off"),
    ],
    "shop": [
        ("您撤销投诉后我们才给您退款。", "silencing"),
        ("您说的是真的吗？衣服肯定是您洗坏的。", "doubting"),
        ("有结果会第一时间通知您，请耐心等待。", "promise_undated"),
    ],
}  # fmt: skip


@pytest.mark.row("M12", "M24")
@pytest.mark.parametrize("sector", SECTORS)
def test_each_trade_has_its_own_ways_of_going_wrong(sector: str) -> None:
    for text, code in SECTORS[sector]:
        assert code in {one.code for one in check(text, kind="message").findings}, (text, check(text, kind="message"))


ACCUSING = [
    "都怪那个服务员。",
    "摆明是员工偷的，不用查。",
    "柜员肯定在撒谎。",
    "都是司机的责任。",
    "顾客就是来讹钱的。",
    "This is the employee's fault.",
    "It was all the fault of the driver.",
    "The clerk is lying.",
    "Clearly the guard did it.",
    "I blame the waiter.",
    "The customer is making it up.",
]
FAIR = [
    "投诉人说是服务员的错，服务员说没有；监控待核实。",
    "The guest says the maid is lying; the maid denies it. Cameras are still to be looked at.",
    "员工当天上早班，14:02 离开。",
    "Whether the driver is to blame is not known yet.",
]


@pytest.mark.row("M13")
@pytest.mark.parametrize("kind", ["note", "message"])
@pytest.mark.parametrize("text", ACCUSING)
def test_neither_side_is_accused_while_the_facts_are_open(text: str, kind: Any) -> None:
    assert any(one.code == "conclusion" and one.better for one in check(text, kind=kind).findings), text


@pytest.mark.row("M13")
@pytest.mark.parametrize("text", FAIR)
def test_what_each_side_says_can_be_written_down(text: str) -> None:
    assert "conclusion" not in {one.code for one in check(text, kind="note").findings}
