"""The record of a complaint as rows: all that ISO 10002:2018 Annex C asks for and we hold; what is not known says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wenguo.queries.history import Whole
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.events import Ref
    from wenguo.paper.casefile import Making

ERASED = Text("（已依法删除）", "(erased as the law provides)")
_FIELDS = {
    "name": Text("姓名", "Name"),
    "phone": Text("电话", "Telephone"),
    "email": Text("邮箱", "E-mail"),
    "address": Text("地址", "Address"),
    "identity": Text("证件号码", "Identity number"),
    "language": Text("语言", "Language"),
}


class Row(NamedTuple):
    """A fact: its name, and what is known of it; empty: not known."""

    name: str
    value: str


def record(whole: Whole, m: Making) -> list[Row]:
    """What happened, when, about what, what is wished, and how we judge it."""
    c = whole.complaint

    def words(ref: Ref | None) -> str:
        return whole.texts.get(ref.id, ERASED.said(m.language)) if ref else ""

    said = m.said
    links = [f"{number}（{m.label(relation)}）" for number, relation in c.links.items()]
    yes = said("是", "yes")
    rows = [
        (said("类别", "Kind"), m.label(c.kind)),
        (said("渠道", "Channel"), m.label(c.channel)),
        (said("收到", "Received"), m.moment(c.received_at)),
        (said("登记", "Recorded"), f"{m.moment(c.recorded_at)}　{_by(c.recorded_by, m)}"),
        (said("事发日期", "Date of the event"), c.event_date.isoformat() if c.event_date else ""),
        (said("事由", "Subject"), words(c.subject)),
        (said("投诉内容", "What was said"), words(c.words)),
        (said("原话", "In the original words"), words(c.original)),
        (said("产品或服务", "Product or service"), m.label(c.product) if c.product else ""),
        (said("合同或订单号", "Contract or order"), words(c.contract)),
        (said("已付价款", "Price paid"), f"¥{c.price_fen / 100:,.2f}" if c.price_fen is not None else ""),
        (said("转办单位", "Referred by"), c.referrer or said("无", "none")),
        (said("转办编号", "Referrer's number"), words(c.referrer_number) or said("无", "none")),
        (said("代理权限", "Agent's authority"), words(c.authority) if c.agent else said("无代理人", "no agent")),
        (said("严重程度", "Severity"), c.severity),
        (said("复杂程度", "Complexity"), m.label(c.complexity) if c.complexity else ""),
        (said("不满于", "Dissatisfied"), m.label(c.dissatisfaction) if c.dissatisfaction else ""),
        (said("原因分类", "Causes"), "、".join(m.label(code) for code in c.causes)),
        (said("需要照顾的情况", "Need for care"), words(c.vulnerability) or said("未记录", "none recorded")),
        (said("录音依据", "Basis of the recording"), words(c.consent) or said("未记录", "none recorded")),
        (said("关联", "Linked with"), "；".join(links) or said("无", "none")),
        (said("转交 / 退回", "Hand-overs / returns"), f"{c.hand_overs} / {c.turn_backs}"),
        (said("催办 / 督办", "Chased / supervised"), f"{c.chases} / {c.supervisions}"),
        (said("不认可 / 重开", "Disputed / reopened"), f"{c.disputes} / {c.reopenings}"),
        (said("落空的承诺", "Broken promises"), str(c.broken_promises)),
        (said("结果", "Outcome"), m.label(c.outcome) if c.outcome else said("尚未办结", "not closed")),
        (said("法定保全", "Legal hold"), yes if c.held else said("否", "no")),
    ]
    return [Row(name, value) for name, value in rows]


def people(whole: Whole, m: Making) -> list[tuple[str, list[Row]]]:
    """Who complains, who stands for them, who of ours is concerned and handles it."""
    c = whole.complaint
    found: list[tuple[str, list[Row]]] = []
    for title, ref in ((m.said("投诉人", "Complainant"), c.complainant), (m.said("代理人", "Representative"), c.agent)):
        if ref is None:
            if title == m.said("投诉人", "Complainant"):
                found.append((title, [Row(m.said("联系方式", "Contact data"), "")]))
            continue
        known = whole.persons.get(ref.id, {})
        rows = [Row(_FIELDS[name].said(m.language), value) for name, value in known.items()]
        found.append((title, rows or [Row(m.said("联系方式", "Contact data"), ERASED.said(m.language))]))
    ours = [
        Row(m.said("责任人", "Owner"), m.name(c.owner)),
        Row(m.said("首问人", "First responder"), m.name(c.first_responder)),
        Row(m.said("被反映的员工", "Complained of"), "、".join(map(m.name, c.concerned)) or m.said("无", "none")),
        Row(m.said("被询问的人", "Asked"), "、".join(map(m.name, sorted(c.asked))) or m.said("无", "none")),
    ]
    return [*found, (m.said("本单位", "Of ours"), ours)]


def _by(ref: str, m: Making) -> str:
    return m.name(int(ref[8:])) if ref.startswith("account:") else m.label(ref.split("@", maxsplit=1)[0])
