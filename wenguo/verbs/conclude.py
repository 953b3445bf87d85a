"""conclude: what came of a third party, what it cost; the clocks it had stopped run on (M04)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.others import Party
from wenguo.rules import parties
from wenguo.rules.permissions import standing
from wenguo.text import Text
from wenguo.verbs._clocks import resumed
from wenguo.verbs._others import party_of
from wenguo.verbs._verb import Act, F, Refused, Upload, Verb, Way, Words, must, ref, refuse


class Conclude(Verb):
    """Write down what a third party concluded."""

    title: ClassVar[Text] = Text("第三方结论", "Conclude with a third party")
    party: int = F("哪个第三方", "ordinal of the third party", ge=1)
    outcome: Literal[
        "agreed", "not_agreed", "finding", "accepted", "refused", "we_refused", "they_refused", "no_answer"
    ] = F("结果", "outcome")
    words: Words = F("结论内容", "the conclusion in words")
    cost_fen: int | None = F("实际费用（分）", "what it cost, in fen", None, ge=0, le=10**15)
    files: tuple[Upload, ...] = F("材料", "papers and files", ())
    told: Words | None = F("告知投诉人的话", "what the complainant was told", None)
    way: Way | None = F("告知投诉人的方式", "way the complainant was told", None)
    address: Words | None = F("送达地址", "address it went to", None)
    professional: bool = F("投诉人是专业投资者", "the complainant is a professional investor", default=False)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        party = party_of(c, self.party)
        if party.outcome is not None:
            raise refuse("这个第三方已有结论。", "This third party has concluded already.", field="party")
        why = parties.may_not(party.kind, standing(act.by, c), c, danger=party.danger, about=party.about)
        if why is not None:
            raise Refused(why, code="permission")
        self._check_duty(party, act)
        if self.told is not None and self.way is None:
            raise refuse("请选告知投诉人的方式。", "Say by which way the complainant was told.", field="way")
        lines = _runs_on(c, party, act)
        return [
            e.Concluded(
                party=party.id,
                kind=party.kind,
                outcome=self.outcome,
                words=must(self.words),
                cost_fen=self.cost_fen,
                evidence=tuple(must(one) for one in self.files),
                told=ref(self.told),
                way=self.way,
                address=ref(self.address),
                clocks=tuple(line.clock for line in lines if isinstance(line, e.ClockResumed)),
            ),
            *lines,
        ]

    def _check_duty(self, party: Party, act: Act) -> None:
        """A firm may not refuse the mediation that an ordinary investor asks for (证券法 art. 94; 期货和衍生品法 art. 56)."""
        if party.kind != "mediator" or party.asked_by != "complainant" or self.outcome != "we_refused":
            return
        if parties.mediation_duty(act.policy) and not self.professional:
            raise refuse(
                "普通投资者提出调解请求的，公司不得拒绝（证券法第94条；期货和衍生品法第56条）。",
                "Mediation that an ordinary investor asks for may not be refused (Securities Law art. 94; Futures and "
                "Derivatives Law art. 56).",
                field="outcome",
            )


def _runs_on(c: Complaint, party: Party, act: Act) -> list[e.Event]:
    """Its clocks run on, save those that another third party still holds; what that one holds it holds on its ground."""
    ground = parties.KINDS[party.kind].pause
    lines: list[e.Event] = []
    for clock in c.clocks:
        if not ground or clock.state != "paused" or clock.pause != ground:
            continue
        held = parties.still_pausing(c, clock, act.policy, without=party.id)
        if held == ground:
            continue
        lines.append(resumed(clock, act, act.at))
        if held is not None:
            other = next(one for one in c.parties if one.outcome is None and parties.KINDS[one.kind].pause == held)
            lines.append(e.ClockPaused(clock=clock.id, ground=held, paused_at=act.at, reason=other.question))
    return lines
