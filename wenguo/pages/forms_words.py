"""The words of forms where the verb's own description is made for programs: labels, helps and codes, by verb and field."""

from __future__ import annotations

from wenguo.queries import office
from wenguo.rules.labels import LABELS
from wenguo.rules.pack import TAGS
from wenguo.text import Text

type Said = tuple[Text, Text | None]


def _t(zh: str, en: str, help_zh: str = "", help_en: str = "") -> Said:
    return Text(zh, en), Text(help_zh, help_en) if help_zh else None


# (verb or *, field) → label and help
_LABELS: dict[tuple[str, str], Said] = {
    ("hand_over", "to"): _t("转交给谁", "To whom", "对方接手之前，责任人不变", "You stay the owner until it is taken"),
    ("hand_over", "reason"): _t("理由", "Reason", "让对方一看就明白该做什么", "So that they know at once what to do"),
    ("ask", "to"): _t("问谁", "Whom"),
    ("ask", "account"): _t("哪位同事", "Which colleague", "问同事时必选", "Needed where a colleague is asked"),
    ("hear", "account"): _t("哪位员工", "Which employee", "员工陈述时选", "Where an employee spoke"),
    ("hear", "words"): _t("说了什么", "What was said", "尽量用原话", "As far as possible in their words"),
    ("hear", "new_facts"): _t("有新的事实", "It brings new facts", "可能重新起算时限", "Clocks may begin anew"),
    ("*", "concerned"): _t(
        "被投诉的员工", "Employees complained of", "他们须回避，不能处理此件", "They must stay out of it"
    ),
    ("extend", "approver"): _t("谁批准的", "Who approved it"),
    ("extend", "told"): _t("怎样告知投诉人的", "What the complainant was told"),
    ("*", "clock"): _t("哪个时限", "Which clock"),
    ("*", "promise"): _t("哪个承诺", "Which promise"),
    ("*", "notice"): _t("哪个通知", "Which notice"),
    ("*", "suggestion"): _t("哪条建议", "Which suggestion"),
    ("overrule", "value"): _t("应为", "What it should be"),
    ("approve", "what"): _t("审批什么", "What you approve"),
    ("reject", "what"): _t("退回什么", "What you return"),
    ("offer", "demand"): _t("对应哪项诉求", "For which demand"),
    ("offer", "remedy"): _t("怎样补救", "Redress"),
    ("offer", "words"): _t("方案内容", "The offer in words"),
    ("offer", "basis"): _t("依据", "Basis", "法律、行业或公司标准", "Law, industry or company standard"),
    ("*", "remedy"): _t("要什么", "What is asked for"),
    ("*", "amount_fen"): _t("金额（元）", "Amount (yuan)"),
    ("*", "price_fen"): _t("价款（元）", "Price paid (yuan)"),
    ("*", "causes"): _t("原因", "Causes", "第一个为主因", "The first is the primary one"),
    ("*", "product"): _t("产品或服务", "Product or service"),
    ("*", "tags"): _t("适用情形", "What applies", "决定适用哪些时限和规则", "Decides which clocks and rules apply"),
    ("*", "severity"): _t("严重程度", "Severity"),
    ("*", "complexity"): _t(
        "简单还是复杂", "Simple or complex", "决定答复时限", "Decides how long the answer may take"
    ),
    ("*", "dissatisfaction"): _t("不满什么", "Dissatisfied"),
    ("assess", "demands"): _t("还有哪些诉求", "Further demands"),
    ("assess", "immediate"): _t("现在就能解决吗", "Can it be put right now?"),
    ("answer", "words"): _t("答复内容", "The answer", "经审核的不填：发出的就是批准稿", "Leave empty once approved"),
    ("answer", "decisions"): _t("逐项答复诉求", "Each demand decided"),
    ("answer", "decision"): _t("决定", "Decision"),
    ("answer", "basis"): _t("依据和理由", "Basis and reason"),
    ("decline", "ground"): _t("不予受理的依据", "Ground"),
    ("decline", "words"): _t("告知内容", "What was told", "须写明其他途径", "It names the other routes"),
    ("pause", "ground"): _t("中止事由", "Ground of the pause"),
    ("pause", "way"): _t("怎样告知投诉人", "How the complainant was told"),
    ("close", "outcome"): _t("处理结果", "Outcome"),
    ("close", "relief"): _t("救济种类", "Kind of relief"),
    ("close", "lesson"): _t("经验教训", "Lesson", "怎样让它不再发生？", "What would keep it from happening again?"),
    ("link", "other"): _t("另一件的编号", "The other complaint's number"),
    ("link", "relation"): _t("本件是另一件的", "This one is, to the other"),
    ("unlink", "other"): _t("与哪一件取消关联", "Unlink from which"),
    ("correct", "address"): _t("地址", "Address"),
    ("correct", "identity"): _t("证件号码", "Identity number", "仅在必要时", "Only where needed"),
    ("correct", "field"): _t("更正哪一项", "Which fact"),
    ("correct", "value"): _t("正确的值", "The right value"),
    ("correct", "words"): _t("正确的文字", "The right words"),
    ("correct", "contact"): _t("正确的人员信息", "The right contact data"),
    ("enclose", "whose"): _t("谁提供的", "Whose it is"),
    ("enclose", "files"): _t("文件", "Files"),
    ("promise", "due_at"): _t("什么时候之前", "By when"),
    ("promise", "what"): _t("承诺了什么", "What is promised", "一句话，说得清、做得到", "One sentence one can keep"),
    ("keep", "words"): _t("怎么兑现的", "How it was kept"),
    ("accept", "how"): _t("投诉人怎么表示认可", "How acceptance was said"),
    ("accept", "proof"): _t("凭证", "Proof", "录音号、聊天原文、签字件", "Recording, line of a chat, signed paper"),
    ("reach", "reached"): _t("联系到了吗", "Was the complainant reached?"),
    ("attest", "delivered"): _t("送到了吗", "Did it arrive?"),
    ("follow", "stopped"): _t("停止关注", "Stop following"),
    ("hold", "lifted"): _t("解除保全", "Lift the hold"),
    ("erase", "what"): _t("删除什么", "What is erased"),
    ("devolve", "why"): _t("原因", "Why"),
    ("refer", "to"): _t("移送至", "Referred to"),
    ("refer", "consent"): _t("投诉人怎么同意的", "How the complainant agreed"),
    ("*", "address"): _t("送达地址", "Address it went to", "邮箱、号码或地址", "E-mail, number or postal address"),
    ("review", "outcome"): _t("维持还是变更", "Upheld or changed"),
    ("investigate", "finding"): _t("查明的事实", "What was found"),
    ("investigate", "basis"): _t("依据", "Basis", "证据、条款、记录", "Evidence, article, record"),
    ("submit", "words"): _t("拟答复内容", "The answer as it would be sent"),
    ("supervise", "due_at"): _t("要求何时完成", "By when"),
}

# (verb or *, field, code) → words, where rules/labels.py has none or says them of something else
_CODES: dict[tuple[str, str, str], Text] = {
    ("enclose", "kind", "goods"): Text("实物", "goods"),
    ("enclose", "kind", "voucher"): Text("凭证票据", "receipt or voucher"),
    ("enclose", "kind", "contract"): Text("合同", "contract"),
    ("enclose", "kind", "picture"): Text("照片", "photograph"),
    ("enclose", "kind", "video"): Text("视频", "video"),
    ("enclose", "kind", "sound"): Text("录音", "sound recording"),
    ("enclose", "kind", "screen"): Text("截屏", "screenshot"),
    ("enclose", "kind", "chat"): Text("聊天记录", "chat"),
    ("enclose", "kind", "statement"): Text("书面陈述", "statement"),
    ("enclose", "kind", "appraisal"): Text("鉴定意见", "appraisal"),
    ("enclose", "kind", "press"): Text("媒体报道", "press"),
    ("enclose", "kind", "telemetry"): Text("设备数据", "device data"),
    ("enclose", "kind", "original"): Text("原件", "original"),
    ("enclose", "whose", "theirs"): Text("投诉人", "theirs"),
    ("enclose", "whose", "ours"): Text("我方", "ours"),
    ("close", "relief", "money"): Text("钱款", "money"),
    ("close", "relief", "explanation"): Text("解释说明", "an explanation"),
    ("supervise", "source", "hotline"): Text("12345 等热线", "a public hotline"),
    ("erase", "what", "contact"): Text("只删联系方式", "contact data only"),
    ("erase", "what", "all"): Text("全部内容", "everything kept"),
    ("accept", "how", "portal"): Text("本人在查询页确认", "by themselves on the portal"),
    ("link", "relation", "part"): Text("一部分", "part of it"),
    ("link", "relation", "whole"): Text("整体", "whole of it"),
    ("correct", "field", "subject"): Text("标题", "subject"),
    ("correct", "field", "words"): Text("投诉内容", "what was said"),
    ("correct", "field", "contract"): Text("合同或订单号", "contract or order number"),
    ("correct", "field", "referrer_number"): Text("转办编号", "the referrer's number"),
    ("correct", "field", "vulnerability"): Text("需特别关照的情形", "a vulnerability need"),
    ("correct", "field", "authority"): Text("代理权限", "the agent's authority"),
    ("correct", "field", "consent"): Text("录音的同意依据", "consent to recording"),
    ("correct", "field", "complainant"): Text("投诉人及联系方式", "complainant and contact"),
    ("correct", "field", "agent"): Text("代理人及联系方式", "agent and contact"),
    ("correct", "field", "channel"): Text("渠道", "channel"),
    ("correct", "field", "product"): Text("产品或服务", "product or service"),
    ("correct", "field", "referrer"): Text("转办来源", "referrer"),
    ("correct", "field", "event_date"): Text("事发日期", "date of the event"),
    ("correct", "field", "price_fen"): Text("价款", "price paid"),
}

_TAGS: dict[str, str] = {
    "referred": "监管、热线等转来的", "redress": "要求维修、重做、更换、退货、补足、退款或赔偿", "refund": "要求退款",
    "exchange_or_return": "要求换货或退货", "remote_sale": "网络、电话、电视、邮购", "quality": "质量不合格",
    "durable_goods": "耐用商品或装修（消法第23条）", "repair": "维修", "prepaid": "预付费", "fraud": "主张欺诈",
    "food": "食品", "injury": "人身伤亡", "claim": "保险理赔", "privacy": "个人信息", "app": "通过或关于 App",
    "data_request": "行使个人信息权利", "mediation": "要求或正在调解", "joint": "多人共同投诉",
    "undertaking_unit": "热线工单承办单位", "petition": "信访件", "payment_services": "支付服务",
    "collective_portfolio": "集合资产管理", "superannuation": "养老金", "credit_hardship": "征信不良或还款困难",
}  # fmt: skip

# What the verb asks for in certain cases only, and nearly always at this desk.
_ASKED = frozenset({("answer", "decision")})


def label(verb: str, field: str) -> Said | None:
    """The label and help of a field where its description is not enough."""
    return _LABELS.get((verb, field)) or _LABELS.get(("*", field))


def asked_for(verb: str, field: str) -> bool:
    """Is it asked for on the form though the verb itself could go without?"""
    return (verb, field) in _ASKED


def code(verb: str, field: str, value: str, language: str) -> str:
    """One code of a field in words; it begins with a capital letter in English, as a choice does."""
    own = _CODES.get((verb, field, value))
    if own is None and field == "severity":
        return office.taxonomy().label(value, language)
    found = own or LABELS.get(value)
    said = found.said(language) if found is not None else value
    return said[:1].upper() + said[1:]


def tag(value: str, language: str) -> str:
    """A tag of the packs in words."""
    if language.startswith("zh"):
        return _TAGS.get(value, value)
    said = TAGS.get(value, value)
    return said[:1].upper() + said[1:]
