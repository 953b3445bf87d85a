"""answer: tell the complainant the decision, its basis and reasons (ISO 10002:2018 7.8; 银保监令2020-3 art. 19)."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.approval import needs_second_person
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Way, Words, must, ref, refuse


class Judgement(BaseModel):
    """What is decided of one demand."""

    model_config = ConfigDict(extra="forbid")
    demand: int = F("诉求序号", "ordinal of the demand", ge=1)
    decision: Literal["support", "part", "not", "not_ours"] = F("支持／部分／不支持／非本单位", "decision")
    basis: Words | None = F("依据", "basis", None)


class Answer(Verb):
    """Answer the complaint, deciding each demand."""

    title: ClassVar[Text] = Text("答复", "Answer")
    words: Words | None = F(
        "答复内容；经审核的不填，发出的就是批准稿", "the answer; left out when it was approved", None
    )
    way: Way = F("答复方式", "way", "letter")
    address: Words | None = F("送达地址", "address it went to", None)
    decisions: tuple[Judgement, ...] = F("对各项诉求的决定", "decision on each demand", (), max_length=50)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if c.approval == "asked":
            raise refuse("答复正在审核，批准后才能发出。", "The answer waits for approval; it can go out after that.")
        if c.live and c.approval != "approved" and needs_second_person(c, act.policy):
            raise refuse(
                "此类投诉的答复须先经另一人审核（submit → approve）。",
                "Answers to complaints of this kind need a second person first (submit, then approve).",
            )
        words = self._words(c)
        for judgement in self.decisions:
            if judgement.demand > len(c.demands):
                raise refuse(
                    f"没有第 {judgement.demand} 项诉求。", f"There is no demand {judgement.demand}.", field="decisions"
                )
        decided = {demand.id for demand in c.demands if demand.decision} | {j.demand for j in self.decisions}
        missing = [str(demand.id) for demand in c.demands if demand.id not in decided]
        if missing and c.live:
            listed = ", ".join(missing)
            raise refuse(f"诉求 {listed} 还没有决定。", f"Demand {listed} is not decided yet.", field="decisions")
        return [
            e.Answered(
                words=words,
                way=self.way,
                address=ref(self.address),
                decisions=tuple(
                    e.Decision(demand=j.demand, decision=j.decision, basis=ref(j.basis)) for j in self.decisions
                ),
            )
        ]

    def _words(self, c: Complaint) -> e.Ref:
        """What was approved is what goes out; else the words given."""
        if c.approval == "approved" and c.drafted is not None:
            if self.words is not None:
                raise refuse(
                    "答复已经批准，发出的就是批准稿：不填内容即可；要改动请重新送审（submit）。",
                    "The answer was approved and goes out as it is: leave the words out, or submit a new one.",
                    field="words",
                )
            return c.drafted
        if self.words is None:
            raise refuse("请填写答复内容。", "Give the answer's words.", field="words")
        return must(self.words)
