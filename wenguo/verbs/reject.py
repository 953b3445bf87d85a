"""reject: a second person returns an answer or an offer; never its own author (答复审核)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs import _apologies
from wenguo.verbs._judging import check_judge, step_of
from wenguo.verbs._verb import Act, F, Verb, Words, must


class Reject(Verb):
    """Reject what waits for a second person."""

    title: ClassVar[Text] = Text("退回修改", "Reject")
    needs: ClassVar[dict[str, tuple[str, str]]] = {
        "stands_in": ("stands_in", "number"),
        "redress": ("redress", "number"),
    }
    what: str = F(
        "对象：answer、offer:序号或 apology:序号",
        "answer, offer:ordinal or apology:ordinal",
        "answer",
        pattern="^(answer|(offer|apology):[1-9][0-9]{0,5})$",
    )
    reason: Words = F("修改意见", "what must change")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.what.startswith(_apologies.WHAT):
            return _apologies.rejected(self.what, c, act, must(self.reason))
        check_judge(self.what, c, act)
        step_of(self.what, c, act, returning=True)
        return [e.Rejected(what=self.what, reason=must(self.reason))]
