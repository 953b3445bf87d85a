"""reject: a second person returns an answer or an offer; never its own author (答复审核)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._judging import check_judge
from wenguo.verbs._verb import Act, F, Verb, Words, must


class Reject(Verb):
    """Reject what waits for a second person."""

    title: ClassVar[Text] = Text("退回修改", "Reject")
    what: str = F(
        "对象：answer 或 offer:序号", "answer, or offer:ordinal", "answer", pattern="^(answer|offer:[1-9][0-9]{0,5})$"
    )
    reason: Words = F("修改意见", "what must change")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        check_judge(self.what, c, act)
        return [e.Rejected(what=self.what, reason=must(self.reason))]
