"""agree: the complainant's own yes to an offer, whole or in part; entered by staff it names how it was said (M30)."""

from typing import ClassVar, Literal

from pydantic import field_validator

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.joint import why_not_agreed
from wenguo.text import Text
from wenguo.verbs._offers import lawful, offer_in
from wenguo.verbs._verb import Act, F, Moment, Refused, Verb, Words, ref, refuse


class Agree(Verb):
    """Agree to an offer: from now on it is owed, and a day named for it is a promise."""

    title: ClassVar[Text] = Text("同意方案", "Agree to an offer")
    offer: int = F("方案序号", "ordinal of the offer", ge=1)
    amount_fen: int | None = F(
        "同意的金额（分），不填为全部", "amount agreed to in fen; the whole where left out", None, ge=1, le=10**15
    )
    how: Literal["portal", "recording", "signature", "chat", "email", "said"] = F("如何表示", "how it was said")
    proof: Words | None = F(
        "凭证（录音号、聊天原文、协议编号）", "proof: recording, chat line, number of the agreement", None
    )
    words: Words | None = F("约定内容", "what was agreed, in words", None)
    due_at: Moment | None = F("最晚何时给付", "performed by when", None)

    _lawful = field_validator("words")(lawful)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        offer = offer_in(c, self.offer, "approved")
        if offer.lapses_at is not None and offer.lapses_at < act.at and not offer.payments:
            raise refuse("方案的有效期已过，请重新提出。", "The offer's time has passed; offer anew.", field="offer")
        if act.by.is_person and self.how == "portal":
            raise refuse(
                "员工录入的同意不能写成投诉人自己在网页上确认。",
                "Entered by staff, it was not said on the portal.",
                field="how",
            )
        if act.by.is_person and self.proof is None:
            raise refuse("员工录入同意须写明凭证。", "Entered by staff, agreement needs its proof.", field="proof")
        why = why_not_agreed(c, "settle") if act.by.is_person else None
        if why is not None:
            raise Refused(why)
        whole = self._is_whole(offer.amount_fen, offer.given_fen)
        promise, made = self._promised(c, offer.words or offer.basis, act)
        agreed = e.Agreed(
            offer=self.offer,
            how=self.how,
            whole=whole,
            amount_fen=None if whole else self.amount_fen,
            words=ref(self.words),
            proof=ref(self.proof),
            promise=promise,
        )
        return [agreed, *made]

    def _is_whole(self, offered: int | None, given: int) -> bool:
        if self.amount_fen is None or offered is None:
            if self.amount_fen is not None:
                raise refuse("这个方案没有金额。", "This offer has no amount.", field="amount_fen")
            return True
        if self.amount_fen < given:
            raise refuse(
                "已给付的比这多，同意的金额不能少于已给付的。",
                "More than that was given already; what is agreed to is not less.",
                field="amount_fen",
            )
        if self.amount_fen > offered:
            raise refuse(
                "同意的金额高于方案；要提高请重新提出方案。",
                "That is more than was offered; to give more, offer anew.",
                field="amount_fen",
            )
        return self.amount_fen == offered

    def _promised(self, c: Complaint, what: e.Ref | None, act: Act) -> tuple[int | None, list[e.Event]]:
        """A day that was named is a promise, in the same ledger as every other."""
        if self.due_at is None:
            return None, []
        if self.due_at <= act.at:
            raise refuse("给付的时间已经过去。", "The time named has passed already.", field="due_at")
        what = ref(self.words) or what
        assert what is not None  # an offer always has its basis
        number = len(c.promises) + 1
        return number, [e.Promised(promise=number, to="complainant", what=what, due_at=self.due_at)]
