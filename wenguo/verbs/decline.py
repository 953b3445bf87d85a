"""decline: refuse to take the complaint on, for a ground of the pack, telling the other routes (不予受理; 121号 art. 15-16)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Way, Words, must, ref, refuse


class Decline(Verb):
    """Decline: a ground from the unit's packs, and the words told, which name the other routes."""

    title: ClassVar[Text] = Text("不予受理", "Decline")
    ground: str = F("依据代码", "ground of the pack", max_length=60)
    words: Words = F("告知内容（含其他途径）", "what was told, with the other routes")
    way: Way = F("告知方式", "way")
    address: Words | None = F("送达地址", "address it went to", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        known = [ground.code for ground in act.policy.grounds()]
        if self.ground not in known:
            listed = ", ".join(known)
            raise refuse(
                f"本单位的规则包没有依据 {self.ground}；可选：{listed}。",
                f"No pack of this unit has the ground {self.ground}; there are: {listed}.",
                field="ground",
            )
        return [e.Declined(ground=self.ground, words=must(self.words), way=self.way, address=ref(self.address))]
