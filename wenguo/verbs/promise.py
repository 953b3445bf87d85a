"""promise: record every promise made: to whom, what, by when (M14)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Moment, Verb, Words, must, refuse


class Promise(Verb):
    """Promise something by a time."""

    title: ClassVar[Text] = Text("承诺", "Promise")
    what: Words = F("承诺了什么", "what is promised")
    due_at: Moment = F("何时之前", "by when")
    to: Literal["complainant", "agent", "employee", "referrer"] = F("向谁", "to whom", "complainant")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.due_at <= act.at:
            raise refuse("承诺的时间已经过去。", "The promised time has passed already.", field="due_at")
        return [e.Promised(promise=len(c.promises) + 1, to=self.to, what=must(self.what), due_at=self.due_at)]
