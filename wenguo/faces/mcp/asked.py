"""What every question of an assistant has: who sits there, and a form that takes nothing it does not know."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from pydantic import BaseModel, ConfigDict

from wenguo.text import Text

VIA = "assistant"  # how the log says that a person acted through an assistant


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the assistant sits beside: the person's account, what it may do for them, and their language."""

    account: int
    username: str
    scopes: frozenset[str]
    language: str = "zh-hans"


class Asked(BaseModel):
    """The arguments of a question."""

    model_config = ConfigDict(extra="forbid")
    title_: ClassVar[Text]
