"""review: someone else than the handler checks process, time and result, and tells (核查; 银保监令2020-3 art. 20)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules import answering, fairness
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Way, Words, must, ref, refuse


class Review(Verb):
    """Decide a review."""

    title: ClassVar[Text] = Text("核查结论", "Review")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"my_heads": ("my_heads", "number")}
    outcome: Literal["upheld", "changed"] = F("维持或变更", "upheld or changed")
    words: Words = F("核查结论及理由", "the conclusion and its reasons")
    way: Way = F("告知方式", "way", "letter")
    basis: Words | None = F("依据", "basis: law, contract or rule", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        handled = {c.answered_by, f"account:{c.owner}", *c.investigators}
        if act.by.ref in handled:
            raise refuse("核查须由处理人以外的人作出。", "A review is made by someone other than the handler.")
        if c.live and act.by.ref == c.answer_approved_by:
            raise refuse(
                "这份答复是您批准的，须由另一人核查（银保监令2020-3 第20条）。",
                "You approved this answer: another person reviews it (银保监令2020-3 art. 20).",
            )
        if fairness.stands_in_it(c, act.by.account):
            raise refuse(
                "您是本件的当事人，不能核查（银保监令2020-3 第17条）。",
                "You are a person concerned here yourself: another must review it (银保监令2020-3 art. 17).",
            )
        if c.live and set(act.facts["my_heads"]) & set(c.concerned):
            raise refuse(
                "被投诉的是您本部门或上级的负责人，须由上级另行指定的人核查（银保监令2020-3 第17、20条）。",
                "Your own unit's head is complained of: somebody outside must review it (银保监令2020-3 arts. 17, 20).",
            )
        return [
            e.Reviewed(
                outcome=self.outcome,
                words=must(self.words),
                way=self.way,
                findings=tuple(one.id for one in c.findings),
                basis=ref(self.basis),
                routes=answering.routes_of(act.policy) if c.live else (),
            )
        ]
