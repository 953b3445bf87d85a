"""link: say that two complaints belong together: duplicate of, related, part of. Both logs tell it."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, refuse

Relation = Literal["duplicate", "original", "related", "part", "whole"]
REVERSE: dict[Relation, Relation] = {
    "duplicate": "original",
    "original": "duplicate",
    "related": "related",
    "part": "whole",
    "whole": "part",
}


class Link(Verb):
    """Link with another complaint."""

    title: ClassVar[Text] = Text("关联", "Link")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"other": ("number", "other")}
    other: str = F("另一件的编号", "the other's number", max_length=60)
    relation: Relation = F("关系", "relation", "related")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        other = act.facts["other"]
        if other is None:
            raise refuse(f"没有编号为 {self.other} 的投诉。", f"There is no complaint {self.other}.", field="other")
        if other == c.number:
            raise refuse("不能与自己关联。", "It cannot be linked with itself.", field="other")
        if c.links.get(other) == self.relation:
            raise refuse("已经这样关联。", "They are linked so already.", field="other")
        return [e.Linked(other=other, relation=self.relation)]

    def mirrored(self, number: str) -> "Link":
        """The same link as the other complaint's log tells it."""
        return Link.model_construct({"other", "relation"}, other=number, relation=REVERSE[self.relation])
