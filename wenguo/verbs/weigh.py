"""weigh: a person says of an early warning whether it holds and what follows, or why it does not; counted later (M38)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.warned import may_be_weighed
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Weigh(Verb):
    """Weigh an early warning: it holds, or it does not."""

    title: ClassVar[Text] = Text("回应预警", "Weigh a warning")
    warning: int = F("预警所在行号", "position of the warning's line", ge=1)
    found: Literal["holds", "unfounded"] = F("预警属实（holds）还是不成立（unfounded）", "does it hold")
    words: Words = F("属实的，写下怎么办；不成立的，写明理由", "what is done about it, or why it does not hold")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.warning not in {one.position for one in may_be_weighed(c)}:
            raise refuse(
                f"第 {self.warning} 行没有待回应的预警。",
                f"Line {self.warning} holds no warning that waits to be weighed.",
                field="warning",
            )
        return [e.Weighed(warning=self.warning, found=self.found, words=must(self.words))]
