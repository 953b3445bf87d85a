"""What holds for evidence: kinds, facts an item may state, who may listen to a recording, who may take a bundle away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wenguo.rules import permissions
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.complaint.evidence import Description
    from wenguo.rules.permissions import Actor

# the kinds of evidence, as `enclose` names them
KINDS: dict[str, Text] = {
    "goods": Text("实物", "goods"),
    "voucher": Text("凭证票据", "receipt or voucher"),
    "contract": Text("合同", "contract"),
    "picture": Text("照片", "photograph"),
    "video": Text("视频", "video"),
    "sound": Text("录音", "sound recording"),
    "screen": Text("截屏", "screenshot"),
    "chat": Text("聊天记录", "chat record"),
    "statement": Text("书面陈述", "witness statement"),
    "appraisal": Text("鉴定意见", "appraisal report"),
    "press": Text("媒体报道", "press"),
    "telemetry": Text("定位或设备数据", "location or device data"),
    "original": Text("原件", "original"),
    "other": Text("其他", "other"),
}

# fact → what it is called, and by which kind of value it is stated
FACTS: dict[str, tuple[Text, str]] = {
    "paid": (Text("付了多少钱", "amount paid"), "amount"),
    "price": (Text("标价或约定价", "price asked or agreed"), "amount"),
    "loss": (Text("损失多少", "amount of the loss"), "amount"),
    "promised_amount": (Text("答应给多少", "amount promised"), "amount"),
    "happened_on": (Text("哪天发生的", "day it happened"), "date"),
    "bought_on": (Text("哪天买的或签的", "day of purchase or contract"), "date"),
    "delivered_on": (Text("哪天交付的", "day of delivery"), "date"),
    "told_on": (Text("哪天告知的", "day it was told"), "date"),
    "where": (Text("在哪里发生的", "where it happened"), "place"),
    "who_served": (Text("谁经办的", "who served"), "person"),
    "who_said": (Text("谁说的", "who said it"), "person"),
    "which_product": (Text("哪种产品", "which product"), "words"),
    "which_number": (Text("合同、订单或机身号", "contract, order or serial number"), "words"),
    "how_many": (Text("多少件或多少次", "how many pieces or times"), "number"),
    "reading": (Text("读数（里程、用量等）", "a meter's reading"), "number"),
}

RECORDINGS = frozenset({"sound", "video"})

# what most browsers play, by what a file's own bytes show → the name under which it is played
PLAYED: dict[str, str] = {
    "audio/mpeg": "audio/mpeg", "audio/x-wav": "audio/wav", "audio/wav": "audio/wav", "audio/ogg": "audio/ogg",
    "audio/mp4": "audio/mp4", "audio/m4a": "audio/mp4", "audio/x-m4a": "audio/mp4", "audio/aac": "audio/aac",
    "audio/x-flac": "audio/flac", "audio/flac": "audio/flac",
    "video/mp4": "video/mp4", "video/x-m4v": "video/mp4", "video/webm": "video/webm",
}  # fmt: skip

CONSENTS: dict[str, Text] = {
    "none_needed": Text("无需同意", "none needed"),
    "recorded_notice": Text("开头告知过录音录像", "recording was announced at its beginning"),
    "written": Text("书面同意", "consent in writing"),
    "oral": Text("口头同意", "consent by word of mouth"),
    "law": Text("法律规定须录制", "the law asks for it"),
}

_ALL = frozenset({"owner", "handler", "head", "approver", "quality", "legal", "auditor", "front_line", "asked"})
# on which basis a recording was made → who may listen: a design value, the narrower the weaker the basis is
LISTENING: dict[str, frozenset[str]] = {
    "none_needed": _ALL,
    "written": frozenset({"owner", "handler", "head", "approver", "quality", "legal", "auditor"}),
    "law": frozenset({"owner", "handler", "head", "quality", "legal", "auditor"}),
    "recorded_notice": frozenset({"owner", "handler", "head", "quality", "legal"}),
    "oral": frozenset({"owner", "head", "legal"}),
}

# who may carry everything out of the house as one bundle
BUNDLES = frozenset({"owner", "head", "quality", "legal", "auditor"})

MOVES: dict[str, Text] = {
    "handed": Text("交给他人", "handed to somebody"),
    "copied": Text("复制", "copied"),
    "returned": Text("归还", "given back"),
    "stored": Text("存放或换地方", "put into a place"),
    "destroyed": Text("销毁", "destroyed"),
}

# where a physical thing is
STATES: dict[str, Text] = {
    "here": Text("在我们这里", "with us"),
    "handed": Text("已交给他人", "handed to somebody"),
    "returned": Text("已归还", "given back"),
    "destroyed": Text("已销毁", "destroyed"),
}


def closed_to_ears(described: Description | None, actor: Actor, c: Complaint) -> Text | None:
    """Why this actor may not listen to a recording; None where they may.

    A recording whose consent nobody has stated is kept from everybody: this house keeps no secret recordings.
    """
    if described is None or described.consent is None:
        return Text(
            "这份录音录像还没有写明同意依据，写明之前谁也不能听看。",
            "Nobody has stated on what consent this recording rests; until then nobody may listen to it.",
        )
    allowed = LISTENING[described.consent]
    if described.listeners:
        allowed &= frozenset(described.listeners)
    if permissions.standing(actor, c) & allowed:
        return None
    zh = "、".join(named(one).zh for one in sorted(allowed)) or "无"
    en = ", ".join(named(one).en for one in sorted(allowed)) or "nobody"
    basis = CONSENTS[described.consent]
    return Text(
        f"按其同意依据（{basis.zh}），可以听看的是：{zh}。",
        f"By the consent it rests on ({basis.en}), these may listen: {en}.",
    )


def closed_to_bundles(actor: Actor, c: Complaint) -> Text | None:
    """Why this actor may not take the evidence away as one bundle; None where they may."""
    has = permissions.standing(actor, c)
    if "concerned" not in has and has & BUNDLES:
        return None
    zh = "、".join(named(one).zh for one in sorted(BUNDLES))
    en = ", ".join(named(one).en for one in sorted(BUNDLES))
    return Text(f"导出证据包的只能是：{zh}。", f"Only these may take out the bundle of evidence: {en}.")


def named(word: str) -> Text:
    """A standing in words."""
    own = {"owner": Text("责任人", "the owner"), "asked": Text("被询问的同事", "a colleague asked")}
    return own.get(word) or permissions.ROLES.get(word) or Text(word, word)
