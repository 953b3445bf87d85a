"""note: write something down for ourselves; the complainant does not see it."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must


class Note(Verb):
    """Write a note."""

    title: ClassVar[Text] = Text("备注", "Note")
    words: Words = F("内容", "words")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.Noted(words=must(self.words))]
