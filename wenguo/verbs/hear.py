"""hear: write down any later word of the complainant or of a person concerned (ISO 10002:2018 7.1)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules import clocks
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Way, Words, must, refuse


class Hear(Verb):
    """Hear someone: in their words."""

    title: ClassVar[Text] = Text("听取", "Hear")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"account": ("account", "account")}
    words: Words = F("陈述（原话）", "what was said, in their words")
    who: Literal["complainant", "agent", "employee", "witness", "third_party"] = F("谁说的", "who spoke", "complainant")
    way: Way | None = F("方式", "way", None)
    account: int | None = F("员工账号编号", "account id, where an employee spoke", None)
    new_facts: bool = F("有新事实", "brings new facts", False)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.account is not None and act.facts["account"] is None:
            raise refuse("没有这个账号。", "There is no such account.", field="account")
        happened: list[e.Event] = [
            e.Heard(who=self.who, words=must(self.words), way=self.way, account=self.account, new_facts=self.new_facts)
        ]
        if self.new_facts and self.who in {"complainant", "agent"}:
            happened += clocks.restarted(c, "new_facts", act.at, act.policy)
        return happened
