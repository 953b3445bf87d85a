"""lift: end an arrangement of contact before its time."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._conduct import the_restriction
from wenguo.verbs._verb import Act, F, Verb, Words, must


class Lift(Verb):
    """End an arrangement of contact."""

    title: ClassVar[Text] = Text("提前结束安排", "End the arrangement")
    restriction: int = F("安排序号", "ordinal of the arrangement", ge=1)
    words: Words = F("理由（投诉人可见）", "reasons, which the complainant reads")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        found = the_restriction(c, self.restriction)
        return [e.Lifted(restriction=found.id, why="lifted", words=must(self.words))]
