"""settle: put it right on the spot — recorded, answered, accepted and closed in one act (M11, M15)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.rules import answering
from wenguo.rules.approval import needs_second_person
from wenguo.rules.ownership import must_avoid
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Way, Words, must, ref, refuse
from wenguo.verbs.record import Record


class Settle(Record):
    """Resolve a grumble on the spot: a log line for each step, the pack's short form."""

    title: ClassVar[Text] = Text("当场解决", "Settle on the spot")
    answer: Words = F("怎么当场解决的", "what was done and said")
    way: Way = F("答复方式", "way", "face")
    how: Literal["said", "signature", "recording", "chat"] = F("投诉人如何表示认可", "how acceptance was said", "said")
    outcome: str = F("结果代码", "outcome code", "OC01")
    lesson: Words | None = F("经验教训", "lesson", None)

    def begin(self, act: Act) -> list[e.Event]:
        if must_avoid(act.by.account, self.concerned):
            raise refuse(
                "您是被投诉的当事人，须回避，只能登记（record）。",
                "You are complained of here: record it, another must settle it.",
                field="concerned",
            )
        if self.live and needs_second_person(self, act.policy):
            raise refuse(
                "此类投诉的答复须先经另一人审核，不能当场办结；请先登记（record）。",
                "Answers to complaints of this kind need a second person first: record it.",
            )
        if not act.taxonomy.known(self.outcome):
            raise refuse(f"没有结果代码 {self.outcome}。", f"There is no outcome {self.outcome}.", field="outcome")
        return [
            *super().begin(act),
            # accepted on the spot: the record is what was verified, and nothing was decided against the complainant
            e.Answered(
                words=must(self.answer),
                way=self.way,
                short_form=True,
                routes=answering.routes_of(act.policy) if self.live else (),
                limits=answering.limits_of(act.policy) if self.live else (),
            ),
            e.Accepted(how=self.how),
            e.Closed(outcome=self.outcome, lesson=ref(self.lesson), short_form=True),
        ]
