"""leave: this complaint no longer belongs to its group; nothing else of it changes (M06)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, refuse

Reason = Literal["not_this_matter", "own_wish", "dismissed", "undone", "erased"]


class Leave(Verb):
    """Take the complaint out of its group."""

    title: ClassVar[Text] = Text("移出群体", "Leave a group")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"found": ("group", "group")}
    reason: Reason = F("原因", "why", "not_this_matter")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if c.group is None:
            raise refuse("本件不在任何已确认的群体里。", "It is in no confirmed group.")
        found = act.facts["found"]
        if self.reason in {"dismissed", "undone"} and found is not None and found.state == "confirmed":
            raise refuse(
                "群体仍是确认的；单独一件离开，请选其他原因。",
                "The group is still confirmed; for one complaint to leave choose another reason.",
                field="reason",
            )
        return [e.Left(group=c.group, reason=self.reason)]
