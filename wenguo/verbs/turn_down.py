"""turn_down: the complainant's no to an offer; nothing they have a right to is touched by it."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._offers import offer_in
from wenguo.verbs._verb import Act, F, Verb, Words, ref


class TurnDown(Verb):
    """Turn an offer down."""

    title: ClassVar[Text] = Text("不同意方案", "Turn an offer down")
    offer: int = F("方案序号", "ordinal of the offer", ge=1)
    words: Words | None = F("投诉人的说法", "in the complainant's words", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        offer_in(c, self.offer, "approved")
        return [e.TurnedDown(offer=self.offer, words=ref(self.words))]
