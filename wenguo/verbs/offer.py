"""offer: offer redress on a stated basis, within its bounds and like other cases, or with the reason (ISO 10002:2018 7.7; M05)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from pydantic import field_validator

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.limits import binding, chain, steps_taken
from wenguo.rules.offering import offered_fen, reasons_wanted
from wenguo.rules.redress import Bound, bounds, facts_of
from wenguo.rules.redress_table import HOLDS
from wenguo.text import Text
from wenguo.verbs._offers import lawful
from wenguo.verbs._verb import Act, F, Verb, Words, must, ref, refuse


class Offer(Verb):
    """Offer redress: in force once everybody said yes whom its amount asks for."""

    title: ClassVar[Text] = Text("提出方案", "Offer")
    needs: ClassVar[dict[str, tuple[str, str]]] = {
        "redress": ("redress", "number"),
        "usual": ("usual", "remedy"),
        "nearest": ("nearest", "remedy"),
        "given": ("given", "number"),
    }
    remedy: str = F("救济方式代码", "remedy code", max_length=60)
    rule: str | None = F("所依据的补救标准", "the row of the table of redress it rests on", None, max_length=60)
    amount_fen: int | None = F("金额（分）", "amount in fen", None, ge=0, le=10**15)
    loss_fen: int | None = F("已查明的损失（分）", "the loss that was found, in fen", None, ge=0, le=10**15)
    basis: Words = F("依据（法律、行业或公司标准）", "basis: law, industry or company standard")
    words: Words | None = F("方案内容", "the offer in words", None)
    demand: int | None = F("对应诉求序号", "ordinal of the demand", None, ge=1)
    valid_until: date | None = F("有效期至", "valid until", None)
    reason: Words | None = F(
        "理由：超出标准或同类范围时", "reason, where it leaves its bounds or the usual range", None
    )

    _lawful = field_validator("basis", "words", "reason")(lawful)

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
                valid_until=self.valid_until,
                rule=self.rule,
                reason=ref(self.reason),
                **(self._answered_for(c, act) if c.live else {}),
            )
        ]

    def _answered_for(self, c: Complaint, act: Act) -> dict[str, Any]:
        """Checked against bounds and like cases; who must say yes, until when, and when it ends."""
        local = act.policy.calendar.local(act.at)
        if self.valid_until is not None and self.valid_until < local.date():
            raise refuse("有效期已经过去。", "That day has passed.", field="valid_until")
        table, every = act.facts["redress"], self._bounds(c, act)
        rested = self._rested_on(every, act)
        like = (act.facts["usual"], act.facts["nearest"])
        wanted = reasons_wanted(self.amount_fen, self.remedy, rested, every, *like)
        if wanted and self.reason is None:
            raise refuse(
                f"请写明理由：{'；'.join(one.zh for one in wanted)}。",
                f"Give the reason: it is {'; '.join(one.en for one in wanted)}.",
                field="reason",
            )
        if self.amount_fen is None:
            return {"lapses_at": self._ends(local)}
        if self.amount_fen == 0:
            raise refuse("不给钱的方案请不填金额。", "An offer of no money names no amount.", field="amount_fen")
        whole = offered_fen(c) + self.amount_fen
        asks = chain(table, binding(self.rule, self.remedy, every), whole, act.facts["given"] + whole)
        out = frozenset({act.by.account or 0, *c.avoiding()})
        steps = steps_taken(asks.steps, table, out)
        by = act.at + timedelta(days=table.expires_days) if steps else None
        return {"steps": steps, "parallel": asks.parallel, "approve_by": by, "lapses_at": self._ends(local)}

    def _ends(self, local: datetime) -> datetime | None:
        """The end of the last day, as the unit counts days."""
        if self.valid_until is None:
            return None
        ends = datetime.combine(self.valid_until + timedelta(days=1), time(0), local.tzinfo)
        return ends.astimezone(UTC)

    def _bounds(self, c: Complaint, act: Act) -> list[Bound]:
        facts = facts_of(
            c, packs=(one.id for one in act.policy.packs), units=act.facts["redress"].units, loss_fen=self.loss_fen
        )
        return bounds(facts, act.facts["redress"].rows)

    def _rested_on(self, every: list[Bound], act: Act) -> Bound | None:
        """The bound of the row named; Refused where it does not bear on this, or a finding is still wanting."""
        if self.rule is None:
            return None
        found = next((one for one in every if one.row.id == self.rule), None)
        if found is None or found.row.pays != "us":
            raise refuse(
                f"补救标准 {self.rule} 不适用于这件投诉。", f"The row {self.rule} does not bear on this.", field="rule"
            )
        if self.remedy not in found.row.remedies:
            names = [act.taxonomy.get(one) for one in found.row.remedies]
            zh = "、".join(one.zh for one in names if one is not None)
            en = ", ".join(one.en for one in names if one is not None)
            raise refuse(f"该标准只适用于：{zh}。", f"That row is for: {en}.", field="remedy")
        if not found.met:
            wanting = [HOLDS[one] for one in found.unmet or found.barred]
            zh, en = "、".join(one.zh for one in wanting), ", ".join(one.en for one in wanting)
            if found.unmet:
                raise refuse(
                    f"须先认定：{zh}（investigate）。", f"It needs the finding first: {en} (investigate).", field="rule"
                )
            raise refuse(f"已认定“{zh}”，该标准不适用。", f"It does not apply: {en} was found.", field="rule")
        return found
