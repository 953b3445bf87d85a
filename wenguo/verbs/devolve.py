"""devolve: pass ownership to the unit's head when the owner's account is disabled, so that none is without an owner (M37)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, refuse


class Devolve(Verb):
    """Pass ownership to the unit's head."""

    title: ClassVar[Text] = Text("归属上移", "Devolve")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"heir": ("heir", "number"), "owner": ("account", "owner")}
    why: Literal["disabled", "left", "absent", "avoid"] = F("原因", "why", "disabled")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        heir, owner = act.facts["heir"], act.facts["owner"]
        if self.why == "disabled" and owner is not None and owner.active:
            # also what stops two clocks that saw the same disabled owner from passing it up twice
            raise refuse("责任人账号并未停用。", "The owner's account is not disabled.", field="why")
        if heir is None or heir.id == c.owner:
            raise refuse(
                "本单位没有其他在岗负责人可以接收，请先指定负责人。",
                "The unit has no other active head to receive it; name one first.",
            )
        return [e.Devolved(owner=heir.id, why=self.why)]
