"""submit: put an answer before a second person (答复审核)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Submit(Verb):
    """Submit the answer for approval."""

    title: ClassVar[Text] = Text("送审", "Submit")
    words: Words = F("拟答复内容", "the answer as it would be sent")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if c.approval == "asked":
            raise refuse("答复已在审核中。", "The answer is already waiting for approval.")
        return [e.ApprovalAsked(what="answer", words=must(self.words))]
