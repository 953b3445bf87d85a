"""investigate: write down a finding and its basis (ISO 10002:2018 7.6)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, ref


class Investigate(Verb):
    """Investigate: a finding, and the basis it rests on."""

    title: ClassVar[Text] = Text("调查认定", "Investigate")
    finding: Words = F("认定的事实", "the finding")
    basis: Words | None = F("依据", "basis: evidence, article, record", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [e.Investigated(finding=must(self.finding), basis=ref(self.basis))]
