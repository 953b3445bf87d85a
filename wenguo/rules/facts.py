"""Which facts of a record are not known yet: nothing is turned away for them, but what is missing is listed (M36).

Only the words and the time of receipt are obligatory; the list follows ISO 10002:2018 Annex C and 银保监令2020-3 art. 13.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

# Channels whose original may be a recording, which needs the basis on which it was made.
RECORDED = frozenset({"hotline", "ivr"})


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One fact to be learned: the field it stands in, its name, and whether this complaint lacks it."""

    field: str
    name: Text
    lacks: Callable[[Complaint], bool]


def _has_evidence(c: Complaint) -> bool:
    return any(ref.startswith("e") and ref not in c.erased for ref in c.refs)


# In the order in which one would ask: who, what is wanted, about what, when, how much, what proof, and our own reading.
FACTS: tuple[Fact, ...] = (
    Fact(
        field="complainant",
        name=Text("投诉人及联系方式", "who complains, and how to reach them"),
        lacks=lambda c: c.complainant is None,
    ),
    Fact(
        field="authority",
        name=Text("代理权限", "the agent's authority"),
        lacks=lambda c: c.agent is not None and c.authority is None,
    ),
    Fact(
        field="referrer_number",
        name=Text("转办编号", "the referrer's number"),
        lacks=lambda c: c.referrer is not None and c.referrer_number is None,
    ),
    Fact(field="demands", name=Text("诉求", "what is asked for"), lacks=lambda c: not c.demands),
    Fact(field="product", name=Text("产品或服务", "product or service"), lacks=lambda c: c.product is None),
    Fact(field="contract", name=Text("合同或订单号", "contract or order number"), lacks=lambda c: c.contract is None),
    Fact(field="event_date", name=Text("事发日期", "date of the event"), lacks=lambda c: c.event_date is None),
    Fact(field="price_fen", name=Text("已付价款", "price paid"), lacks=lambda c: c.price_fen is None),
    Fact(field="evidence", name=Text("证据材料", "evidence"), lacks=lambda c: not _has_evidence(c)),
    Fact(
        field="consent",
        name=Text("录音的同意依据", "basis of consent to the recording"),
        lacks=lambda c: c.channel in RECORDED and c.consent is None,
    ),
    Fact(field="causes", name=Text("原因分类", "causes"), lacks=lambda c: not c.causes),
    Fact(
        field="dissatisfaction",
        name=Text("对结果还是过程不满", "dissatisfied with the outcome or with the process"),
        lacks=lambda c: c.dissatisfaction is None,
    ),
)
# A grumble heard in passing is one line; only our own reading of it is asked for later.
OF_A_GRUMBLE = frozenset({"causes", "dissatisfaction"})


def missing(c: Complaint) -> list[Fact]:
    """What is not known yet, in the order in which one would ask for it."""
    return [fact for fact in FACTS if fact.lacks(c) and (not c.grumble or fact.field in OF_A_GRUMBLE)]
