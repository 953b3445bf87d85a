"""review: someone else than the handler checks process, time and result, and tells (核查; 银保监令2020-3 art. 20)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Way, Words, must, refuse


class Review(Verb):
    """Decide a review."""

    title: ClassVar[Text] = Text("核查结论", "Review")
    outcome: Literal["upheld", "changed"] = F("维持或变更", "upheld or changed")
    words: Words = F("核查结论及理由", "the conclusion and its reasons")
    way: Way = F("告知方式", "way", "letter")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        handled = {c.answered_by, f"account:{c.owner}", *c.investigators}
        if act.by.ref in handled:
            raise refuse("核查须由处理人以外的人作出。", "A review is made by someone other than the handler.")
        return [e.Reviewed(outcome=self.outcome, words=must(self.words), way=self.way)]
