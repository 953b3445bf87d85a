"""hear: write down any later word of the complainant or of a person concerned (ISO 10002:2018 7.1)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules import clocks
from wenguo.text import Text
from wenguo.verbs._concerned import check_person
from wenguo.verbs._verb import Act, F, Verb, Way, Words, must, refuse


class Hear(Verb):
    """Hear someone: in their words."""

    title: ClassVar[Text] = Text("听取", "Hear")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"account": ("account", "account")}
    words: Words = F("陈述（原话）", "what was said, in their words")
    who: Literal["complainant", "agent", "employee", "witness", "third_party"] = F("谁说的", "who spoke", "complainant")
    way: Way | None = F("方式", "way", None)
    account: int | None = F("员工账号编号", "account id, where an employee spoke", None)
    person: int | None = F("哪位当事人（序号）", "which person concerned, by number", None, ge=1)
    new_facts: bool = F("有新事实", "brings new facts", False)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.account is not None and act.facts["account"] is None:
            raise refuse("没有这个账号。", "There is no such account.", field="account")
        check_person(c, self.person)
        if act.by.account in c.concerned and act.by.account != c.owner and not self._is_own(act):
            raise refuse(
                "您是被投诉的当事人：这里只写您自己的陈述，他人的话由他人记下。",
                "You are complained of here: write your own statement; what others say is taken down by others.",
                field="who",
            )
        if self.person is not None and self.who in {"complainant", "agent"}:
            raise refuse(
                "投诉人的话不归到其他当事人名下。", "The complainant's words are nobody else's.", field="person"
            )
        happened: list[e.Event] = [
            e.Heard(
                who=self.who,
                words=must(self.words),
                way=self.way,
                account=self.account,
                new_facts=self.new_facts,
                person=self.person,
            )
        ]
        if self.new_facts and self.who in {"complainant", "agent"}:
            happened += clocks.restarted(c, "new_facts", act.at, act.policy)
        return happened

    def _is_own(self, act: Act) -> bool:
        """Do they speak as the employee they are, of nobody else?"""
        return self.who == "employee" and self.person is None and self.account in {None, act.by.account}
