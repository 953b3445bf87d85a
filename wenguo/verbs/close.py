"""close: end the complaint with its outcome, what was told, and the lesson (ISO 10002:2018 7.9)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.offering import unperformed
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, ref, refuse

UNREACHABLE = "OC09"


class Close(Verb):
    """Close the complaint; as 无法联系 only after the pack's attempts on different days and a written notice."""

    title: ClassVar[Text] = Text("办结", "Close")
    outcome: str = F("结果代码", "outcome code", max_length=60)
    relief: Literal["money", "other", "explanation"] | None = F("救济种类", "kind of relief", None)
    lesson: Words | None = F("经验教训", "lesson", None)
    unperformed: Words | None = F("补救未给付完的原因", "why redress agreed to is not performed", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if not act.taxonomy.known(self.outcome):
            listed = ", ".join(act.taxonomy.codes("OC"))
            raise refuse(
                f"没有结果代码 {self.outcome}；可选：{listed}。",
                f"There is no outcome {self.outcome}; there are: {listed}.",
                field="outcome",
            )
        if not c.live:
            pass  # history was closed as it was closed; what was done before may stand in no file
        elif self.outcome == UNREACHABLE:
            self._check_unreachable(c, act)
        elif c.stage in {"received", "acknowledged", "assessed", "investigated", "disputed", "reopened"}:
            raise refuse(
                "尚未答复，不能办结；请先答复（answer）。",
                "It has not been answered yet; answer first.",
                field="outcome",
            )
        owed = self._check_performed(c)
        waiting = [one.id for one in c.promises if one.state in {"open", "broken"} and one.id not in owed]
        if c.live and c.major is not None and c.major.open:
            raise refuse(
                "本件是重大投诉，尚未平息：先由责任人以外的负责人或审批人平息（calm）再办结。",
                "It is still a major complaint: a head or approver other than its owner calls it calm first.",
            )
        if waiting and c.live:
            listed = ", ".join(map(str, waiting))
            raise refuse(
                f"承诺 {listed} 还没有兑现，先兑现（keep）再办结。", f"Promise {listed} is not kept yet; keep it first."
            )
        return [
            e.Closed(
                outcome=self.outcome,
                relief=self.relief,
                lesson=ref(self.lesson),
                unperformed=ref(self.unperformed),
            )
        ]

    def _check_performed(self, c: Complaint) -> set[int]:
        """Redress agreed to is performed first, or it is told why not; gives the promises that this excuses."""
        owed = unperformed(c) if c.live else []
        if owed and self.unperformed is None:
            listed = ", ".join(str(one.id) for one in owed)
            raise refuse(
                f"方案 {listed} 投诉人已同意但还没有给付完：先给付（redress），或写明未给付的原因。",
                f"Offer {listed} was agreed to and is not performed: redress it first, or say why not.",
                field="unperformed",
            )
        return {one.promise for one in owed if one.promise is not None}

    def _check_unreachable(self, c: Complaint, act: Act) -> None:
        needed = act.policy.unreachable_attempts
        if len(c.contact_days) < needed:
            raise refuse(
                f"以“无法联系”办结须在 {needed} 个不同日期尝试联系，目前 {len(c.contact_days)} 个。",
                f"Closing as unreachable needs attempts on {needed} different days; there are {len(c.contact_days)}.",
                field="outcome",
            )
        since = min(c.contact_days, default=None)
        ways = {"letter", "email", "sms"}
        sent = [one for one in c.notices if one.way in ways and one.event != "Acknowledged"]
        written = [one for one in sent if one.delivered is not False]  # what came back told nobody anything
        # a notice that came before the first attempt cannot say that there was no reaching them
        if since is not None and not any(act.policy.calendar.local(one.sent_at).date() >= since for one in written):
            raise refuse(
                "以“无法联系”办结须先发出书面通知。",
                "Closing as unreachable needs a written notice first.",
                field="outcome",
            )
