"""overrule: a person overrules a suggestion; every correction teaches (M43)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, refuse


class Overrule(Verb):
    """Overrule a suggestion."""

    title: ClassVar[Text] = Text("不采纳建议", "Overrule")
    suggestion: int = F("建议所在行号", "position of the suggestion's line", ge=1)
    value: str | None = F("应为", "what it should be", None, max_length=200)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if not any(s.position == self.suggestion and s.state == "open" for s in c.suggestions):
            raise refuse(
                f"第 {self.suggestion} 行没有待定的建议。",
                f"Line {self.suggestion} holds no open suggestion.",
                field="suggestion",
            )
        return [e.Overruled(suggestion=self.suggestion, value=self.value)]
