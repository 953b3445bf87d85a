"""supervise: a head or a regulator presses for it (督办): counted, seen in the queue."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Moment, Verb, Words, must


class Supervise(Verb):
    """Supervise."""

    title: ClassVar[Text] = Text("督办", "Supervise")
    words: Words = F("督办要求", "what is required")
    source: Literal["head", "unit_above", "regulator", "hotline"] = F("谁督办", "by whom", "head")
    due_at: Moment | None = F("要求时间", "by when", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.Supervised(source=self.source, words=must(self.words), due_at=self.due_at)]
