"""Care for employees: what conduct they met with, and the steps that protect them."""

from __future__ import annotations

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Protected(Event, frozen=True, kw_only=True):
    label = Text("保护员工", "Protected")
    sentence = Text(
        "记下 {account} 遇到的言行（{contact}）和保护措施：{steps}",
        "wrote down the conduct {account} met with ({contact}) and the protective steps: {steps}",
    )
    account: int
    contact: str
    steps: tuple[str, ...]
    quote: Ref
