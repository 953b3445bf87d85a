"""recall: a part is no longer asked for, and why (M28)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._others import open_part
from wenguo.verbs._verb import Act, F, Verb, Words, must


class Recall(Verb):
    """Recall a part."""

    title: ClassVar[Text] = Text("撤销所请部分", "Recall a part")
    part: int = F("第几部分", "ordinal of the part", ge=1)
    reason: Words = F("理由", "reason")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.Recalled(part=open_part(c, self.part).id, reason=must(self.reason))]
