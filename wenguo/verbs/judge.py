"""judge: somebody of authority, who did not propose it, decides about conduct, an appeal or a review (M40)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._conduct import check_another, the_flag, the_restriction
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Judge(Verb):
    """Decide about conduct."""

    title: ClassVar[Text] = Text("就行为作决定", "Decide about conduct")
    decision: Literal["upheld", "not_upheld", "stands", "falls", "more_facts"] = F(
        "决定：提议成立或不成立；申诉、复查的措施维持或取消；需补充事实",
        "a proposal is upheld or not_upheld; a measure appealed against or reviewed stands or falls; or more_facts",
    )
    words: Words = F("理由", "reasons")
    flag: int | None = F("行为提议序号", "ordinal of the proposal", None, ge=1)
    appeal: int | None = F("申诉序号", "ordinal of the appeal", None, ge=1)
    restriction: int | None = F("复查的安排序号", "ordinal of the arrangement that is reviewed", None, ge=1)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if sum(one is not None for one in (self.flag, self.appeal, self.restriction)) != 1:
            raise refuse(
                "请选定一项：行为提议、申诉或安排的复查。",
                "Name one thing to judge: a proposal, an appeal, or an arrangement under review.",
                field="flag",
            )
        fitting = {"upheld", "not_upheld"} if self.flag is not None else {"stands", "falls"}
        if self.decision not in {*fitting, "more_facts"}:
            raise refuse(
                "提议写成立或不成立；申诉和复查写措施维持或取消。",
                "A proposal is upheld or not upheld; on appeal or review the measure stands or falls.",
                field="decision",
            )
        if self.appeal is not None:
            return self._of_appeal(c, act, self.appeal)
        if self.restriction is not None:
            return self._of_review(c, act, self.restriction)
        assert self.flag is not None
        found = the_flag(c, self.flag)
        if found.state not in {"proposed", "more_facts"}:
            raise refuse("这项提议已有决定。", "This proposal is decided already.", field="flag")
        check_another(act, found.by)
        return [e.Judged(of="flag", flag=found.id, decision=self.decision, words=must(self.words))]

    def _of_appeal(self, c: Complaint, act: Act, number: int) -> list[e.Event]:
        if number > len(c.appeals):
            raise refuse(f"没有第 {number} 项申诉。", f"There is no appeal {number}.", field="appeal")
        found = c.appeals[number - 1]
        if found.decision in {"stands", "falls"}:
            raise refuse("这项申诉已有决定。", "This appeal is decided already.", field="appeal")
        flag = c.flags[found.flag - 1]
        measure = c.restrictions[found.restriction - 1] if found.restriction is not None else None
        check_another(act, flag.by, flag.judged_by, flag.warned_by, measure.by if measure is not None else None)
        words = must(self.words)
        judged: e.Event = e.Judged(
            of="appeal", flag=flag.id, decision=self.decision, words=words, appeal=number, restriction=found.restriction
        )
        if measure is None or measure.ended_at is not None or self.decision != "falls":
            return [judged]
        return [judged, e.Lifted(restriction=measure.id, why="appeal", words=words)]

    def _of_review(self, c: Complaint, act: Act, number: int) -> list[e.Event]:
        found = the_restriction(c, number)
        check_another(act, found.by)
        words = must(self.words)
        judged = e.Judged(of="review", flag=found.flag, decision=self.decision, words=words, restriction=number)
        if self.decision != "falls":
            return [judged]
        return [judged, e.Lifted(restriction=number, why="review", words=words)]
