"""turn_back: refuse a hand-over, with the reason; the owner stays owner (M37)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must


class TurnBack(Verb):
    """Turn the hand-over back."""

    title: ClassVar[Text] = Text("退回转交", "Turn back")
    reason: Words = F("理由", "reason")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.TurnedBack(reason=must(self.reason))]
