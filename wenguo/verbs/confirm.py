"""confirm: a person confirms a suggestion; every correction teaches (M43)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, refuse


class Confirm(Verb):
    """Confirm a suggestion."""

    title: ClassVar[Text] = Text("采纳建议", "Confirm")
    suggestion: int = F("建议所在行号", "position of the suggestion's line", ge=1)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if not any(s.position == self.suggestion and s.state == "open" for s in c.suggestions):
            raise refuse(
                f"第 {self.suggestion} 行没有待定的建议。",
                f"Line {self.suggestion} holds no open suggestion.",
                field="suggestion",
            )
        return [e.Confirmed(suggestion=self.suggestion)]
