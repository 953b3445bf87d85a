"""rate: the complainant says how well the handling was, and apart from it the result (ISO 10002:2018 8.3; no faked satisfaction)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, ref, refuse


class Rate(Verb):
    """Rate the handling and the outcome, each by itself; only the complainant can, and no face of the staff offers it."""

    title: ClassVar[Text] = Text("评价", "Rate")
    offered: ClassVar[bool] = False
    handling: int | None = F("处理过程，1 最差 5 最好", "the handling, 1 worst to 5 best", None, ge=1, le=5)
    handling_words: Words | None = F("对处理过程的话", "about the handling, in their words", None)
    outcome: int | None = F("处理结果，1 最差 5 最好", "the outcome, 1 worst to 5 best", None, ge=1, le=5)
    outcome_words: Words | None = F("对处理结果的话", "about the outcome, in their words", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.handling is None and self.outcome is None:
            raise refuse("请至少给其中一项打分。", "Give a mark to at least one of the two.", field="handling")
        return [
            e.Rated(
                handling=self.handling,
                handling_words=ref(self.handling_words),
                outcome=self.outcome,
                outcome_words=ref(self.outcome_words),
            )
        ]
