"""redress: redress that was given, with its proof; money by another person than those who said yes to it (M05, M30)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint, OfferState
from wenguo.rules.fairness import unknown_proof
from wenguo.rules.offering import another_pays
from wenguo.text import Text
from wenguo.verbs._offers import offer_in
from wenguo.verbs._verb import Act, F, Moment, Verb, Words, must, refuse


class Redress(Verb):
    """Redress: what was given of an offer, when, how, and what shows it; parts add up."""

    title: ClassVar[Text] = Text("给付补救", "Redress")
    offer: int = F("方案序号", "ordinal of the offer", ge=1)
    amount_fen: int | None = F(
        "给付的金额（分），不填为余下全部",
        "amount given in fen; all that is left where left out",
        None,
        ge=1,
        le=10**15,
    )
    how: Literal["transfer", "original_way", "cash", "voucher", "goods", "service", "letter", "other"] = F(
        "给付方式", "how it was given"
    )
    proof: Words = F("凭证（流水号、签收单、照片编号）", "proof: number of the payment, signed receipt, picture")
    evidence: tuple[str, ...] = F("附卷的凭证", "items of evidence that show it", (), max_length=50)
    performed_at: Moment | None = F("何时给付（不填为现在）", "when it was given; now where left out", None)
    partly: bool = F("不是钱款的，还没有全部做完", "other than money: it is not all done yet", default=False)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        offer = offer_in(c, self.offer, "approved", "agreed")
        when = self.performed_at or act.at
        if when > act.at:
            raise refuse("给付的时间还没有到。", "That time has not come yet.", field="performed_at")
        if c.live and c.received_at is not None and when < c.received_at:
            raise refuse(
                "给付的时间早于收到投诉的时间。", "That is before the complaint was received.", field="performed_at"
            )
        over = offer.state == "approved" and not offer.payments and offer.lapses_at is not None
        if over and offer.lapses_at is not None and offer.lapses_at < when:
            raise refuse("方案的有效期已过，请重新提出。", "The offer's time has passed; offer anew.", field="offer")
        unknown = unknown_proof(c, self.evidence)
        if unknown is not None:
            raise refuse(f"没有附卷材料 {unknown}。", f"There is no item {unknown}.", field="evidence")
        amount = self._amount(offer)
        if amount:
            self._check_two_persons(offer, act)
        whole = offer.given_fen + amount >= (offer.due_fen or 0) if amount is not None else not self.partly
        done = e.Redressed(
            offer=self.offer,
            how=self.how,
            performed_at=when,
            proof=must(self.proof),
            whole=whole,
            amount_fen=amount,
            evidence=self.evidence,
        )
        return [done, *(self._kept(c, offer, act) if whole else [])]

    def _amount(self, offer: OfferState) -> int | None:
        if offer.due_fen is None:
            if self.amount_fen is not None:
                raise refuse("这个方案没有金额。", "This offer has no amount.", field="amount_fen")
            return None
        amount = self.amount_fen if self.amount_fen is not None else offer.rest_fen
        if amount > offer.rest_fen:
            raise refuse(
                f"超出应给付的余额（{offer.rest_fen / 100:,.2f} 元）；要多给请重新提出方案。",
                f"That is more than is left to give (¥{offer.rest_fen / 100:,.2f}); to give more, offer anew.",
                field="amount_fen",
            )
        return amount

    def _check_two_persons(self, offer: OfferState, act: Act) -> None:
        """Whoever said yes to the money does not hand it out; and nobody both offers and hands it out alone."""
        if not another_pays(offer, act.by.ref):
            return
        if offer.approved:
            raise refuse(
                "批准付款的人不能登记付款，请由另一人办理。",
                "Who approved the money does not pay it out: another person does.",
            )
        raise refuse("一个人提出的款项须由另一人给付。", "Money that one person offered alone is paid out by another.")

    def _kept(self, c: Complaint, offer: OfferState, act: Act) -> list[e.Event]:
        """The promise that agreeing made is kept with the last part; after its time it is kept late, in the open."""
        promise = c.promise(offer.promise) if offer.promise is not None else None
        if promise is None or promise.state not in {"open", "broken"}:
            return []
        return [e.PromiseKept(promise=promise.id, late=promise.state == "broken" or promise.due_at < act.at)]
