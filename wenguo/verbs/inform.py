"""inform: tell the complainant how it stands (ISO 10002:2018 7.3; the right to know, M26)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._outgoing import Outgoing
from wenguo.verbs._verb import Act, F, Way, Words, must, ref


class Inform(Outgoing):
    """Tell of progress."""

    title: ClassVar[Text] = Text("告知进展", "Inform")
    words: Words = F("告知内容", "what was told")
    way: Way = F("方式", "way", "phone")
    address: Words | None = F("送达地址", "address it went to", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        self.check_waiver(c, act)
        return [e.Informed(words=must(self.words), way=self.way, address=ref(self.address))]
