"""What complainants ask for: their demands, as verbs take them in."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from wenguo.verbs._verb import Act, Words, refuse


class Wish(BaseModel):
    """One demand of the complainant: a remedy code, an amount in fen where money is asked, and their words."""

    model_config = ConfigDict(extra="forbid")
    remedy: str = Field("RM99", max_length=20, description="诉求代码 | remedy code")
    amount_fen: int | None = Field(None, ge=0, le=10**15, description="金额（分） | amount in fen")
    words: Words | None = Field(None, description="诉求原话 | in the complainant's words")


def check_remedies(wishes: Iterable[Wish], act: Act) -> None:
    """Refused where a demand names a remedy that the taxonomy does not know."""
    for wish in wishes:
        if not act.taxonomy.known(wish.remedy):
            raise refuse(f"没有诉求代码 {wish.remedy}。", f"There is no remedy code {wish.remedy}.", field="demands")
