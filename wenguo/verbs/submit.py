"""submit: put an answer before a second person, whole: every part that the answer must hold is asked for here (答复审核)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._answering import Answering
from wenguo.verbs._verb import Act, F, Words, must, ref, refuse


class Submit(Answering):
    """Submit the answer for approval: its words, what it decides and what it rests on."""

    title: ClassVar[Text] = Text("送审", "Submit")
    words: Words = F("拟答复内容", "the answer as it would be sent")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        self.check_waiver(c, act)
        if c.approval == "asked":
            raise refuse("答复已在审核中。", "The answer is already waiting for approval.")
        links, left_out = self.complete(c, act)
        said = self.given()
        return [
            e.ApprovalAsked(
                what="answer",
                words=must(self.words),
                override=ref(self.override),
                overridden=left_out,
                decisions=said.decisions,
                findings=links.findings,
                articles=links.articles,
                basis=said.basis,
                offers=links.offers,
                no_remedy=links.no_remedy,
            )
        ]
