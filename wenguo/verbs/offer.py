"""offer: offer redress on a stated basis (ISO 10002:2018 7.7; M05)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, ref, refuse


class Offer(Verb):
    """Offer redress."""

    title: ClassVar[Text] = Text("提出方案", "Offer")
    remedy: str = F("救济方式代码", "remedy code", max_length=60)
    basis: Words = F("依据（法律、行业或公司标准）", "basis: law, industry or company standard")
    words: Words | None = F("方案内容", "the offer in words", None)
    amount_fen: int | None = F("金额（分）", "amount in fen", None, ge=0, le=10**15)
    demand: int | None = F("对应诉求序号", "ordinal of the demand", None, ge=1)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.demand is not None and self.demand > len(c.demands):
            raise refuse(f"没有第 {self.demand} 项诉求。", f"There is no demand {self.demand}.", field="demand")
        if not act.taxonomy.known(self.remedy):
            raise refuse(f"没有救济方式代码 {self.remedy}。", f"There is no remedy code {self.remedy}.", field="remedy")
        return [
            e.Offered(
                offer=len(c.offers) + 1,
                remedy=self.remedy,
                basis=must(self.basis),
                words=ref(self.words),
                amount_fen=self.amount_fen,
                demand=self.demand,
            )
        ]
