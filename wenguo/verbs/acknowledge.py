"""acknowledge: tell the complainant at once that the complaint was received (ISO 10002:2018 7.4)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Way, Words, ref, refuse


class Acknowledge(Verb):
    """Acknowledge receipt: the way it was told, and the words sent."""

    title: ClassVar[Text] = Text("告知收到", "Acknowledge")
    way: Way = F("告知方式", "way", "phone")
    words: Words | None = F("告知内容", "what was told", None)
    address: Words | None = F("送达地址", "address it went to", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if any(notice.event == "Acknowledged" for notice in c.notices):
            raise refuse("已经告知过收到。", "Receipt was acknowledged already.")
        return [e.Acknowledged(way=self.way, words=ref(self.words), address=ref(self.address))]
