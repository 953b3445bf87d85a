"""refer: send the complaint to whom it belongs outside, with the complainant's consent (移送)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must


class Refer(Verb):
    """Refer outside."""

    title: ClassVar[Text] = Text("移送", "Refer")
    to: str = F("移送至", "to whom", min_length=1, max_length=200)
    words: Words = F("移送说明", "words")
    consent: Words = F("投诉人同意的方式", "how the complainant agreed")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.Referred(to=self.to, words=must(self.words), consent=must(self.consent))]
