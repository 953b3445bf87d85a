"""reopen: take a closed complaint up again, with the reason (ISO 10002:2018 7.9)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must


class Reopen(Verb):
    """Reopen."""

    title: ClassVar[Text] = Text("重开", "Reopen")
    reason: Words = F("理由", "reason")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.Reopened(reason=must(self.reason))]
