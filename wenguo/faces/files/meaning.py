"""What the words in other people's columns mean in our codes: channels, kinds, outcomes, remedies, stages."""

from __future__ import annotations

import re
from functools import lru_cache

from wenguo.queries import office
from wenguo.rules.taxonomy import Taxonomy
from wenguo.text import Text

# code → our name for it and what others call it
CHANNELS: dict[str, tuple[Text, str]] = {
    "face": (Text("当面", "face to face"), "来访 现场 上门 柜面 柜台 前台 到店 来店 in person branch walk-in visit"),
    "passing": (Text("随口", "in passing"), "口头"),
    "box": (Text("意见箱", "box"), "意见簿 留言簿"),
    "letter": (Text("信函", "letter"), "来信 书信 信件 邮寄 postal mail post fax 传真"),
    "email": (Text("电子邮件", "e-mail"), "邮件 邮箱 email"),
    "hotline": (Text("电话", "telephone"), "热线 来电 客服电话 呼叫中心 call centre call center phone hotline"),
    "ivr": (Text("自动语音", "ivr"), "语音留言"),
    "web": (Text("网站", "web"), "网络 网上 官网 app 网页 互联网 小程序 客户端 online website mobile internet portal"),
    "chat": (Text("在线聊天", "chat"), "在线客服 聊天 qq live chat"),
    "wechat": (Text("微信", "wechat"), "公众号 企业微信"),
    "social": (Text("社交媒体", "social media"), "社交平台 微博 抖音 小红书 论坛 twitter facebook"),
    "referral": (Text("转办", "referral"), "转送 交办 监管转办 转来 referred"),
    "other": (Text("其他", "other"), "unknown"),
}
KINDS: dict[str, tuple[Text, str]] = {
    "complaint": (Text("投诉", "complaint"), "投诉类 申诉"),
    "report": (Text("举报", "report"), "举报类 检举"),
    "consultation": (Text("咨询", "consultation"), "咨询类 求助 question enquiry inquiry"),
    "suggestion": (Text("建议", "suggestion"), "建议类 意见"),
    "praise": (Text("表扬", "praise"), "表扬类 感谢 compliment"),
}
CLOSED = frozenset("已办结 办结 已结案 结案 已关闭 关闭 已完成 完成 closed resolved done".split())
# The first that is found in a text decides, so the longer and the denying come first.
_OUTCOMES: tuple[tuple[str, str], ...] = (
    ("不予受理", "OC07"), ("不受理", "OC07"), ("部分支持", "OC02"), ("部分解决", "OC02"), ("部分属实", "OC02"),
    ("partially", "OC02"), ("in part", "OC02"), ("不支持", "OC03"), ("不属实", "OC03"), ("不成立", "OC03"),
    ("驳回", "OC03"), ("closed without relief", "OC03"), ("not upheld", "OC03"), ("rejected", "OC03"),
    ("和解", "OC05"), ("调解", "OC05"), ("settled", "OC05"), ("撤诉", "OC06"), ("撤回", "OC06"), ("withdrawn", "OC06"),
    ("移送", "OC08"), ("转办", "OC08"), ("转交", "OC08"), ("referred", "OC08"), ("无法联系", "OC09"),
    ("联系不上", "OC09"), ("解释", "OC04"), ("explanation", "OC04"), ("explained", "OC04"), ("monetary relief", "OC01"),
    ("退款", "OC01"), ("赔偿", "OC01"), ("支持", "OC01"), ("属实", "OC01"), ("已解决", "OC01"), ("upheld", "OC01"),
    ("relief", "OC01"), ("refunded", "OC01"),
)  # fmt: skip
_REMEDIES: tuple[tuple[str, str], ...] = (
    ("惩罚性", "RM09"), ("退一赔", "RM09"), ("赔礼", "RM01"), ("道歉", "RM01"), ("apolog", "RM01"), ("退款", "RM03"),
    ("退还", "RM03"), ("退费", "RM03"), ("refund", "RM03"), ("换货", "RM04"), ("更换", "RM04"), ("replace", "RM04"),
    ("退货", "RM15"), ("维修", "RM05"), ("修理", "RM05"), ("repair", "RM05"), ("赔偿", "RM08"), ("补偿", "RM08"),
    ("compensat", "RM08"), ("解除合同", "RM10"), ("解约", "RM10"), ("减价", "RM07"), ("删除", "RM11"), ("处分", "RM12"),
    ("处理人员", "RM12"), ("继续履行", "RM06"), ("停止", "RM13"), ("解释", "RM02"), ("说明", "RM02"),
)  # fmt: skip
_PARTS = re.compile(r"[;；,，、\s]+")
UNSAID_OUTCOME = "OC99"


def _said(table: dict[str, tuple[Text, str]], text: str) -> str | None:
    plain = text.strip().casefold()
    for code, (name, others) in table.items():
        if plain in {code, name.zh, name.en} or plain in others.split():
            return code
    for code, (name, others) in table.items():
        if name.zh in plain or any(word in plain for word in others.split() if not word.isascii()):
            return code
    ascii_words = set(re.findall(r"[a-z]+", plain))
    for code, (_, others) in table.items():
        if ascii_words & {word for word in others.split() if word.isascii() and len(word) > 2}:
            return code
    return None


@lru_cache(maxsize=1024)
def channel(text: str) -> str | None:
    """The code of a channel, or None where the words name none that we know."""
    return _said(CHANNELS, text)


@lru_cache(maxsize=256)
def kind(text: str) -> str | None:
    """The code of a kind, or None."""
    return _said(KINDS, text)


def cause(text: str) -> tuple[str, ...]:
    """The cause codes a cell names, by code or label; empty where it names any other thing."""
    return _cause(office.taxonomy(), text)


@lru_cache(maxsize=4096)
def _cause(codes: Taxonomy, text: str) -> tuple[str, ...]:
    whole = codes.parse(text, "RS")
    if whole is not None:
        return (whole.code,)
    found = [codes.parse(part, "RS") for part in _PARTS.split(text.strip()) if part]
    return tuple(dict.fromkeys(entry.code for entry in found if entry is not None)) if all(found) else ()


def severity(text: str) -> str | None:
    """The code of a severity, or None."""
    entry = office.taxonomy().parse(text, "T")
    return entry.code if entry is not None else None


def outcome(text: str) -> tuple[str | None, bool]:
    """The outcome code a text means, and whether it is nothing but that code or its label."""
    entry = office.taxonomy().parse(text, "OC")
    if entry is not None:
        return entry.code, True
    plain = text.casefold()
    return next((code for words, code in _OUTCOMES if words in plain), None), False


def remedy(text: str) -> str:
    """The remedy code of a wish: by code or label, else by the first telling word in it, else "other"."""
    entry = office.taxonomy().parse(text, "RM") if len(text) <= 40 else None
    if entry is not None:
        return entry.code
    plain = text.casefold()
    return next((code for words, code in _REMEDIES if words in plain), "RM99")


def is_closed(text: str) -> bool:
    """Does a stage's word say that the complaint is closed?"""
    return text.strip().casefold() in CLOSED
