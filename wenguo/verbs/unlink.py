"""unlink: undo a link, in both logs."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, refuse


class Unlink(Verb):
    """Undo a link."""

    title: ClassVar[Text] = Text("取消关联", "Unlink")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"other": ("number", "other")}
    other: str = F("另一件的编号", "the other's number", max_length=60)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        other = act.facts["other"]
        if other not in c.links:
            raise refuse("两件没有关联。", "They are not linked.", field="other")
        return [e.Unlinked(other=other)]

    def mirrored(self, number: str) -> "Unlink":
        """The same act as the other complaint's log tells it."""
        return Unlink(other=number)
