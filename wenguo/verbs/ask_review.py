"""ask_review: the complainant asks the unit above to check the decision (核查; 银保监令2020-3 art. 20)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Moment, Verb, Words, must, refuse


class AskReview(Verb):
    """Ask for a review."""

    title: ClassVar[Text] = Text("申请核查", "Ask for review")
    words: Words = F("申请理由（原话）", "why, in the complainant's words")
    asked_at: Moment | None = F("收到申请的时间", "moment the request was received, else now", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        asked_at = self.asked_at or act.at
        if asked_at > act.at:
            raise refuse("申请时间在将来。", "The request lies in the future.", field="asked_at")
        return [e.ReviewAsked(words=must(self.words), asked_at=asked_at)]
