"""The words of forms where the verb's own description is made for programs: of codes here, of fields in forms_labels."""

from __future__ import annotations

from wenguo.pages.forms_labels import LABELS as OF_FIELDS
from wenguo.pages.forms_labels import Said
from wenguo.queries import office
from wenguo.rules.abnormal import CONDUCT
from wenguo.rules.labels import LABELS
from wenguo.rules.pack import TAGS
from wenguo.text import Text

# (verb or *, field, code) → words, where rules/labels.py has none or says them of something else
_CODES: dict[tuple[str, str, str], Text] = {
    ("escalate", "state", "opportunity"): Text("转机：局面受控", "opportunity: in hand"),
    ("escalate", "state", "crisis"): Text("危机：正在扩大", "crisis: it grows"),
    ("escalate", "state", "disaster"): Text("灾难：损害已发生", "disaster: harm is done"),
    ("weigh", "found", "holds"): Text(
        "属实，会跟进；联系投诉人后预警才熄灭", "it holds: the lamp goes out once the complainant has a word"
    ),
    ("weigh", "found", "unfounded"): Text(
        "不成立；预警熄灭，负责人会看到理由", "it does not hold: the lamp goes out, and the head reads why"
    ),
    ("calm", "state", "calm"): Text("平息：不再是重大投诉", "calm: major no longer"),
    ("calm", "state", "opportunity"): Text("转机：局面受控", "opportunity: in hand"),
    ("calm", "state", "crisis"): Text("危机：仍在扩大", "crisis: it still grows"),
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
    ("involve", "role", "employee"): Text("被反映的员工", "employee complained of"),
    ("involve", "role", "witness"): Text("证人", "witness"),
    ("involve", "role", "representative"): Text("代表或代理人", "representative"),
    ("involve", "role", "other"): Text("其他当事人", "another person concerned"),
    ("declare", "ground", "none"): Text("没有利害关系", "no interest"),
    ("declare", "ground", "self"): Text("本人被投诉", "complained of myself"),
    ("declare", "ground", "relative"): Text("与一方是亲属或关系密切", "related or close to one side"),
    ("declare", "ground", "own_unit"): Text("涉及本人所在部门或其负责人", "about my own unit or its head"),
    ("declare", "ground", "money"): Text("有经济利益", "money is at stake for me"),
    ("declare", "ground", "other"): Text("其他可能影响公正的情形", "something else that could sway me"),
    ("investigate", "standard", "established"): Text("成立：证据充分", "established: the evidence is full"),
    ("investigate", "standard", "probable"): Text("很可能：优势证据", "probable: on the balance of evidence"),
    ("investigate", "standard", "not_established"): Text("不能认定：证据不足", "not established: too little evidence"),
    ("investigate", "standard", "refuted"): Text("不成立：已被证据推翻", "refuted: evidence shows otherwise"),
    ("close", "relief", "money"): Text("钱款", "money"),
    ("close", "relief", "explanation"): Text("解释说明", "an explanation"),
    ("supervise", "source", "hotline"): Text("12345 等热线", "a public hotline"),
    ("erase", "what", "contact"): Text("只删联系方式", "contact data only"),
    ("erase", "what", "all"): Text("全部内容", "everything kept"),
    ("judge", "decision", "upheld"): Text("成立", "upheld"),
    ("judge", "decision", "stands"): Text("措施维持", "the measure stands"),
    ("judge", "decision", "falls"): Text("措施取消", "the measure falls"),
    ("warn", "way", "email"): Text("邮件（由您发出）", "e-mail (you send it)"),
    ("restrict", "way", "email"): Text("邮件（由您发出）", "e-mail (you send it)"),
    ("bring_in", "about", "conduct"): Text(
        "投诉人的言行（须有行为的决定）", "the complainant's conduct (needs a decision about it)"
    ),
    ("bring_in", "about", "outsider"): Text("外人的违法行为，如盗窃", "an outsider's offence, such as theft"),
    ("bring_in", "about", "accident"): Text("事故", "an accident"),
    ("flag", "conduct", "persistence"): CONDUCT["persistence"][0],
    ("flag", "conduct", "demands"): CONDUCT["demands"][0],
    ("flag", "conduct", "cooperation"): CONDUCT["cooperation"][0],
    ("flag", "conduct", "arguments"): CONDUCT["arguments"][0],
    ("flag", "conduct", "behaviour"): CONDUCT["behaviour"][0],
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
_ASKED = frozenset({("escalate", "criteria"), ("answer", "decision"), ("submit", "decision")})


def label(verb: str, field: str) -> Said | None:
    """The label and help of a field where its description is not enough."""
    from wenguo.pages import forms_evidence, forms_others

    return (
        OF_FIELDS.get((verb, field))
        or forms_evidence.LABELS.get((verb, field))
        or forms_others.LABELS.get((verb, field))
        or (forms_others.LABELS.get(("*", field)) if verb in forms_others.VERBS else None)
        or (OF_FIELDS.get(("answer", field)) if verb == "submit" else None)
        or OF_FIELDS.get(("*", field))
    )


def asked_for(verb: str, field: str) -> bool:
    """Is it asked for on the form though the verb itself could go without?"""
    return (verb, field) in _ASKED


def code(verb: str, field: str, value: str, language: str) -> str:
    """One code of a field in words; it begins with a capital letter in English, as a choice does."""
    from wenguo.pages import forms_evidence, forms_redress

    own = (
        _CODES.get((verb, field, value))
        or forms_redress.code(verb, field, value)
        or forms_evidence.CODES.get((verb, field, value))
    )
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
