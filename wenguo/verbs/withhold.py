"""withhold: keep something from the complainant, and name the ground they are told (M27: honest, though not everything is told)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._concerned import check_finding
from wenguo.verbs._verb import Act, F, Verb, Words, must


class Withhold(Verb):
    """Withhold something from the complainant; they are told the ground."""

    title: ClassVar[Text] = Text("不予告知（写明理由）", "Withhold, with its ground")
    what: Words = F("不告知的是什么（内部）", "what is withheld, for us")
    ground: Literal["privacy", "trade_secret", "investigation", "law", "safety"] = F(
        "告知投诉人的理由", "the ground the complainant is told"
    )
    words: Words = F("为什么（内部）", "why, for us")
    finding: int | None = F("不告知哪项认定的内容", "the finding whose words are withheld", None, ge=1)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        check_finding(c, self.finding)
        return [e.Withheld(what=must(self.what), ground=self.ground, words=must(self.words), finding=self.finding)]
