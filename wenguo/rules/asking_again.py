"""Which facts a message of ours asks the complainant for: who is asked twice for one tells it all again (M38)."""

from __future__ import annotations

import re

from wenguo.text import Text

FACTS: dict[str, Text] = {
    "order": Text("单号或合同号", "order or contract number"),
    "receipt": Text("发票或凭证", "receipt or invoice"),
    "when": Text("时间", "when it was"),
    "where": Text("地点", "where it was"),
    "contact": Text("联系方式", "how to reach them"),
    "picture": Text("照片或录像", "pictures"),
    "story": Text("事情经过", "the whole story"),
    "account": Text("收款账号", "account for payment"),
    "amount": Text("金额", "how much it was"),
    "identity": Text("身份信息", "identity"),
}
_PATTERNS = {
    "order": r"单号|订单|合同号|编号|order number|reference number|contract number",
    "receipt": r"发票|小票|收据|凭证|票据|receipt|invoice|proof of purchase",
    "when": r"什么时候|哪一?天|几点|何时|哪个?时间|具体时间|日期|when (?:did|was|exactly)|what (?:date|day|time)|which (?:date|day)",
    "where": r"在哪|哪家|哪个(?:店|网点|地方)|什么地方|具体地点|where (?:did|was)|which (?:branch|shop|store)",
    "contact": r"(?:电话|手机号|联系方式|邮箱).{0,6}(?:多少|是什么|提供|留|告)|(?:提供|留).{0,6}(?:电话|手机号|联系方式)|(?:phone|telephone|contact) (?:number|details)",
    "picture": r"照片|图片|录像|视频|截图|photo|picture|video|screenshot",
    "story": r"经过|怎么回事|再(?:说|讲|描述|叙述)|重新(?:说|讲|描述)|详细(?:说|描述)|what happened|describe (?:again|what)|tell (?:me|us) (?:again|what)",
    "account": r"账号|卡号|收款|开户|bank (?:details|account)|account number|iban",
    "amount": r"多少钱|金额(?:是|为)?多少|花了多少|付了多少|how much (?:did|was)|what amount",
    "identity": r"身份证|证件|id card|identity (?:card|document)|passport",
}
_FACTS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}
_SENTENCE = re.compile(r"[^。！!？?\n；;]+[。！!？?\n；;]?")
_ASKS = re.compile(
    r"[？?]\s*$|请(?:您)?(?:再|重新|补充|提供|告知|告诉|说明|发|上传|描述|说|讲)|麻烦(?:您)?|能否|可否|方便.{0,6}吗"
    r"|\b(?:please|could you|can you|would you|we need)\b",
    re.IGNORECASE,
)


def facts_asked(text: str) -> frozenset[str]:
    """The facts that the questions of a text ask for."""
    asked = [one for one in _SENTENCE.findall(text) if _ASKS.search(one)]
    return frozenset(name for name, pattern in _FACTS.items() if any(pattern.search(one) for one in asked))
