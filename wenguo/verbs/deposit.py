"""deposit: a physical thing is taken into our keeping: what it is, whose, and where it lies (M03)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, Contact, F, Verb, Words, must, ref


class Deposit(Verb):
    """Take a physical thing into keeping."""

    title: ClassVar[Text] = Text("收存实物", "Take in a thing")
    kind: Literal["goods", "voucher", "contract", "press", "telemetry", "original", "other"] = F(
        "种类", "kind", "goods"
    )
    description: Words = F(
        "是什么、什么状态（外观、数量、编号）", "what it is and in which state (looks, number, marks)"
    )
    place: Words = F("放在哪里", "where it lies")
    giver: Contact | None = F("谁交来的", "who handed it in", None)
    whose: Literal["theirs", "ours", "others"] = F("归谁所有", "whose it is", "theirs")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [
            e.Deposited(
                thing=len(c.things) + 1,
                kind=self.kind,
                description=must(self.description),
                place=must(self.place),
                giver=ref(self.giver),
                whose=self.whose,
            )
        ]
