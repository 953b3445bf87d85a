"""What one extracted fact is, and what a fact that is still missing."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from wenguo.advice.suggestion import Span
from wenguo.text import Text

Precision = Literal["minute", "hour", "day", "week", "month", "season", "year", "decade", "range"]
Giver = Literal["us", "them", "unknown"]

NAMES: dict[str, Text] = {
    "date": Text("时间", "when"),
    "duration": Text("多久", "how long"),
    "amount": Text("金额", "how much"),
    "phone": Text("电话", "telephone"),
    "email": Text("邮箱", "e-mail"),
    "id_card": Text("身份证号", "identity number"),
    "plate": Text("车牌", "number plate"),
    "vin": Text("车架号", "vehicle identification number"),
    "account": Text("卡号或账号", "card or account"),
    "order": Text("单号", "order or reference number"),
    "product": Text("产品", "product"),
    "place": Text("地点", "where"),
    "person": Text("人员", "who"),
    "promise": Text("承诺", "promise"),
    "evidence": Text("凭据", "evidence"),
    "wish": Text("诉求", "wish"),
}


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as the message says it: what kind, where it stands, its one normal value, and why it was taken for one."""

    kind: str  # of NAMES
    name: Text  # what this kind is called
    value: str
    span: Span
    because: Text
    day_from: date | None = None
    day_to: date | None = None
    precision: Precision | None = None
    fen: int | None = None  # of money in yuan; None where the currency is another one
    currency: str = ""
    remedy: str = ""  # RMxx of a wish, where it is clear
    by: Giver | None = None  # of a promise: us, whom the complaint is about; them, who complain


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A fact not said yet, and the next question that would bring it out."""

    field: str
    name: Text
    question: Text
    open: bool
