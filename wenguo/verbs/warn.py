"""warn: say in writing which conduct makes work impossible, and what would follow, before anything follows (M40)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._conduct import InWriting, the_flag
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Warn(Verb):
    """Warn about conduct, in writing."""

    title: ClassVar[Text] = Text("书面提醒", "Warn in writing")
    flag: int = F("行为提议序号", "ordinal of the proposal", ge=1)
    words: Words = F("提醒的全文", "the warning, as it is given")
    way: InWriting = F("怎样书面送达", "how it is given in writing")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        found = the_flag(c, self.flag)
        if found.state != "upheld":
            raise refuse(
                "先由有权的人认定，再提醒。", "Somebody of authority decides first; then one warns.", field="flag"
            )
        return [e.Warned(flag=found.id, words=must(self.words), way=self.way)]
