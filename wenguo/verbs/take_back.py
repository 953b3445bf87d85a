"""take_back: withdraw an offer of ownership that nobody has answered yet; it stays with its owner (M37)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, refuse


class TakeBack(Verb):
    """Take an offered hand-over back."""

    title: ClassVar[Text] = Text("收回转交", "Take back")
    to: int | None = F("只在仍是转交给此账号时收回", "only if it is still offered to this account", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        waiting = c.hand_over
        if waiting is None:
            raise refuse("没有等待接手的转交，不用收回。", "No hand-over is waiting: there is nothing to take back.")
        if self.to is not None and waiting.to != self.to:
            raise refuse(
                "现在的转交是给别人的，没有收回。",
                "It is offered to somebody else by now, and was left so.",
                field="to",
            )
        if not waiting.by.startswith("account:"):  # the clock asked in the owner's place, or around one who must avoid
            raise refuse(
                "这是系统按规则提出的转交，请由接手人接手或退回。",
                "The clock offered it by a rule: its taker takes it over or turns it back.",
            )
        return [e.TakenBack(to=waiting.to)]
