"""remind: ask a unit again for the part it owes (M28)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._others import open_part
from wenguo.verbs._verb import Act, F, Verb, Words, ref


class Remind(Verb):
    """Remind a unit of its part."""

    title: ClassVar[Text] = Text("催交", "Remind of a part")
    part: int = F("第几部分", "ordinal of the part", ge=1)
    words: Words | None = F("催交的话", "words", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.Reminded(part=open_part(c, self.part).id, words=ref(self.words))]
