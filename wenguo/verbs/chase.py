"""chase: the complainant asks again where it stands (催办): counted, seen in the queue."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Way, Words, ref


class Chase(Verb):
    """Chase."""

    title: ClassVar[Text] = Text("催办", "Chase")
    words: Words | None = F("原话", "their words", None)
    way: Way | None = F("方式", "way", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.Chased(words=ref(self.words), way=self.way)]
