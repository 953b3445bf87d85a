"""Codes as words: what people read instead of a stored word."""

from __future__ import annotations

from wenguo.text import Text

LABELS: dict[str, Text] = {
    # channels and ways
    "face": Text("当面", "in person"),
    "passing": Text("随口一说", "in passing"),
    "box": Text("意见箱", "suggestion box"),
    "letter": Text("信函", "letter"),
    "email": Text("邮件", "e-mail"),
    "hotline": Text("热线", "hotline"),
    "ivr": Text("语音留言", "voicemail"),
    "web": Text("网页", "web form"),
    "chat": Text("在线聊天", "live chat"),
    "wechat": Text("微信", "WeChat"),
    "social": Text("社交平台", "social media"),
    "referral": Text("转办", "referral"),
    "phone": Text("电话", "telephone"),
    "sms": Text("短信", "text message"),
    "portal": Text("查询页", "portal"),
    "other": Text("其他", "other"),
    # kinds
    "complaint": Text("投诉", "complaint"),
    "report": Text("举报", "report"),
    "consultation": Text("咨询", "consultation"),
    "suggestion": Text("建议", "suggestion"),
    "praise": Text("表扬", "praise"),
    # dissatisfaction, complexity
    "outcome": Text("结果不满", "with the outcome"),
    "process": Text("过程不满", "with the way of being treated"),
    "both": Text("结果与过程都不满", "with both"),
    "simple": Text("简单", "simple"),
    "complex": Text("复杂", "complex"),
    # persons
    "complainant": Text("投诉人", "the complainant"),
    "agent": Text("代理人", "the representative"),
    "employee": Text("员工", "the employee"),
    "witness": Text("证人", "a witness"),
    "third_party": Text("第三方", "a third party"),
    "referrer": Text("转办单位", "the referrer"),
    "colleague": Text("同事", "a colleague"),
    "unit": Text("其他部门", "another unit"),
    "outside": Text("外部", "somebody outside"),
    "head": Text("负责人", "the head"),
    "unit_above": Text("上级单位", "the unit above"),
    "regulator": Text("监管部门", "a regulator"),
    # how acceptance was said
    "recording": Text("录音", "recording"),
    "signature": Text("签字", "signature"),
    "said": Text("口头", "by word of mouth"),
    # decisions and reviews
    "support": Text("支持", "upheld"),
    "part": Text("部分支持", "upheld in part"),
    "not": Text("不支持", "not upheld"),
    "not_ours": Text("非本单位", "not ours"),
    "upheld": Text("维持", "upheld"),
    "changed": Text("变更", "changed"),
    "answer": Text("答复", "the answer"),
    # why ownership moves
    "asked": Text("转交", "asked"),
    "avoid": Text("回避", "to stay out"),
    "unanswered": Text("转交无人应答", "nobody answered"),
    "deputy": Text("代理", "as deputy"),
    "disabled": Text("账号停用", "account disabled"),
    "left": Text("离职", "left"),
    "absent": Text("缺勤", "absent"),
    # how it was verified who asks for a new secret
    "callback": Text("回拨在案电话", "by calling the number on file"),
    "document": Text("查验证件", "by a document"),
    "facts": Text("核对所述事实", "by facts they knew"),
    # relations
    "duplicate": Text("重复于", "duplicate of"),
    "original": Text("原件", "original of"),
    "related": Text("相关", "related"),
    "whole": Text("分自", "split from"),
    # states of clocks and promises
    "running": Text("进行中", "running"),
    "paused": Text("中止", "paused"),
    "met": Text("已满足", "met"),
    "stopped": Text("已停止", "stopped"),
    "open": Text("待兑现", "open"),
    "broken": Text("落空", "broken"),
    "kept": Text("已兑现", "kept"),
    "kept_late": Text("迟到兑现", "kept late"),
    # why a clock stopped, and another began
    "new_facts": Text("有了新的事实", "new facts came"),
    "complexity:simple": Text("改按简单件办理", "handled as a simple one now"),
    "complexity:complex": Text("改按复杂件办理", "handled as a complex one now"),
    # languages
    "zh": Text("中文", "Chinese"),
    "zh-hans": Text("中文", "Chinese"),
    "en": Text("英文", "English"),
}


def label(code: str, language: str) -> str:
    """A code in words; a code without words is shown as it is."""
    found = LABELS.get(code)
    return found.said(language) if found is not None else code
