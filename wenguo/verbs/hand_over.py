"""hand_over: offer the complaint to another owner; it stays with its owner until taken over (首问负责, M37)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.ownership import offered
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, ref, refuse

NEVER_OWN = frozenset({"auditor", "integration"})


class HandOver(Verb):
    """Offer ownership to a colleague."""

    title: ClassVar[Text] = Text("转交", "Hand over")
    needs: ClassVar[dict[str, tuple[str, str]]] = {
        "taker": ("account", "to"),
        "deputy": ("deputy", "to"),
        "standing": ("standing", "to"),
    }
    to: int = F("接手人账号编号", "account id of the taker")
    reason: Words | None = F("理由", "reason", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        taker = act.facts["taker"]
        if c.hand_over is not None:
            raise refuse("已有一个转交在等待接手。", "A hand-over is already waiting to be taken.")
        if taker is None or not taker.active:
            raise refuse("接手人账号不存在或已停用。", "The taker's account does not exist or is disabled.", field="to")
        roles = act.facts["standing"].roles
        if roles and roles <= NEVER_OWN:
            raise refuse(
                "接手人只读或是系统账号，不能负责投诉。",
                "The taker only reads, or is a program: neither can own it.",
                field="to",
            )
        if taker.id == c.owner:
            raise refuse("接手人就是现责任人。", "The taker is the owner already.", field="to")
        if taker.id in c.interested():
            raise refuse(
                "接手人已声明有利害关系，须回避。", "The taker declared an interest and must stay out.", field="to"
            )
        if taker.id in c.concerned:
            raise refuse(
                "接手人是被投诉的当事人，须回避。", "The taker is complained of here and must stay out.", field="to"
            )
        deputy = act.facts["deputy"]  # active, and only while the taker is away
        if deputy is not None and deputy.id not in {c.owner, *c.avoiding()}:
            return [offered(deputy.id, act.at, act.policy, why="deputy", reason=ref(self.reason))]
        return [offered(taker.id, act.at, act.policy, reason=ref(self.reason))]
