"""approve: a second person approves an answer or an offer; never its own author (答复审核)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs import _apologies
from wenguo.verbs._judging import check_judge, step_of
from wenguo.verbs._verb import Act, F, Verb, Words, ref


class Approve(Verb):
    """Approve what waits for a second person."""

    title: ClassVar[Text] = Text("批准", "Approve")
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
    words: Words | None = F("意见", "remark", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.what.startswith(_apologies.WHAT):
            return _apologies.approved(self.what, c, act, ref(self.words))
        check_judge(self.what, c, act)
        step, whose = step_of(self.what, c, act)
        return [e.Approved(what=self.what, words=ref(self.words), step=step, for_account=whose)]
