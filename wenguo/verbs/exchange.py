"""exchange: one word to a third party or from it; outward to the press only by those who may speak (M04)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._others import party_of
from wenguo.verbs._verb import Act, F, Upload, Verb, Way, Words, must, refuse


class Exchange(Verb):
    """Write down an exchange with a third party."""

    title: ClassVar[Text] = Text("与第三方往来", "Exchange with a third party")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"speakers": ("speakers", "brief")}
    party: int = F("哪个第三方", "ordinal of the third party", ge=1)
    direction: Literal["out", "in"] = F("发出还是收到", "outward or inward", "out")
    words: Words = F("内容", "words")
    way: Way = F("方式", "way")
    files: tuple[Upload, ...] = F("材料", "papers and files", ())

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        party = party_of(c, self.party)
        if party.kind == "press" and self.direction == "out":
            _check_speaker(c, act)
        return [
            e.Exchanged(
                party=party.id,
                kind=party.kind,
                direction=self.direction,
                way=self.way,
                words=must(self.words),
                evidence=tuple(must(one) for one in self.files),
            )
        ]


def _check_speaker(c: Complaint, act: Act) -> None:
    """To press and public speak only those named, on the line agreed, while it holds."""
    if c.brief is None:
        raise refuse(
            "还没有定下对外口径和发言人；请负责人或法务先定。",
            "No line was agreed on and nobody named to speak; the head or legal does that first.",
            code="permission",
        )
    who = "、".join(act.facts["speakers"]) or "—"
    if c.brief.until is not None and c.brief.until < act.at:
        raise refuse(
            "对外口径已过期，请负责人或法务重新确定。",
            "The agreed line has run out; the head or legal renews it.",
            code="permission",
        )
    if act.by.account not in c.brief.speakers:
        raise refuse(
            f"对媒体和公众只由指定的人发言：{who}。",
            f"Only those named speak to press and public: {who.replace('、', ', ')}.",
            code="permission",
        )
