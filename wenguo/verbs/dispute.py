"""dispute: the complainant's own no: it returns to investigation (ISO 10002:2018 7.9)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must


class Dispute(Verb):
    """Dispute the answer."""

    title: ClassVar[Text] = Text("不认可", "Dispute")
    words: Words = F("不认可的理由（原话）", "why, in the complainant's words")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.Disputed(words=must(self.words))]
