"""hold: set or lift a legal hold: while it stands nothing is erased."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Hold(Verb):
    """Set or lift a legal hold."""

    title: ClassVar[Text] = Text("法定保全", "Hold")
    reason: Words = F("理由", "reason")
    lifted: bool = F("解除", "lift it", False)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if c.held != self.lifted:
            raise refuse("没有变化。", "Nothing would change.", field="lifted")
        return [e.Held(reason=must(self.reason), lifted=self.lifted)]
