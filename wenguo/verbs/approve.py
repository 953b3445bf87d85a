"""approve: a second person approves an answer or an offer; never its own author (答复审核)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._judging import check_judge
from wenguo.verbs._verb import Act, F, Verb, Words, ref


class Approve(Verb):
    """Approve what waits for a second person."""

    title: ClassVar[Text] = Text("批准", "Approve")
    what: str = F(
        "对象：answer 或 offer:序号", "answer, or offer:ordinal", "answer", pattern="^(answer|offer:[1-9][0-9]{0,5})$"
    )
    words: Words | None = F("意见", "remark", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        check_judge(self.what, c, act)
        return [e.Approved(what=self.what, words=ref(self.words))]
