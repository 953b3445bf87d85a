"""escalate: list a complaint as a major one by stated criteria; its stricter clocks begin (银保监会令2020年第3号 art. 29)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.major import CODES, GRAVER
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Tag, Verb, Words, must, refuse


class Escalate(Verb):
    """List it as a major complaint, or raise the state of one that is."""

    title: ClassVar[Text] = Text("列为重大投诉", "Escalate")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"informed": ("accounts", "informed")}
    criteria: tuple[Tag, ...] = F("依据哪些标准", "by which criteria", ())
    state: Literal["opportunity", "crisis", "disaster"] = F("当前状态", "its state", "crisis")
    words: Words = F("发生了什么，为什么重大", "what happened, and why it is major")
    informed: tuple[int, ...] = F("已经告知谁（账号编号）", "who was told already, by account id", ())

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        unknown = [one for one in self.criteria if one not in CODES]
        if unknown:
            raise refuse(
                f"没有标准 {unknown[0]}；可选：{'、'.join(CODES)}。",
                f"There is no criterion {unknown[0]}; there are {', '.join(CODES)}.",
                field="criteria",
                code="field",
            )
        listed = c.major is not None and c.major.open
        known = c.major.criteria if c.major is not None and listed else ()
        if not self.criteria and not known:
            raise refuse(
                "请至少选一项标准：列为重大投诉须有依据。",
                "Choose at least one criterion: a major complaint has a reason.",
                field="criteria",
            )
        if c.major is not None and listed and not set(self.criteria) - set(known):
            if GRAVER.index(self.state) < GRAVER.index(c.major.state):
                raise refuse(
                    "状态回落请用“平息”，并写明理由。", "To bring it back, use calm, with the reasons.", field="state"
                )
            if self.state == c.major.state and not set(self.informed) - set(c.major.told):
                raise refuse(
                    "本件已按这些标准列为重大投诉。", "It is listed by these criteria already.", field="criteria"
                )
        criteria = tuple(dict.fromkeys(self.criteria))
        return [e.Escalated(criteria=criteria, state=self.state, words=must(self.words), informed=_each(self.informed))]


def _each(accounts: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(accounts))
