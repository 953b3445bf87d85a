"""tell: tell a person concerned what is said of them, or write down that they could not be reached (M13)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._concerned import check_person, check_subject
from wenguo.verbs._verb import Act, F, Verb, Way, Words, ref, refuse


class Tell(Verb):
    """Tell an employee or another person what is said of them."""

    title: ClassVar[Text] = Text("告知当事人", "Tell a person concerned")
    account: int | None = F("哪位员工（账号编号）", "which employee, account id", None)
    person: int | None = F("哪位当事人（序号）", "which person concerned, by number", None, ge=1)
    way: Way = F("方式", "way", "face")
    words: Words | None = F("告知了什么，或怎样没联系上", "what they were told, or how they could not be reached", None)
    arrived: bool = F("告知到了吗", "did they learn of it?", True)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        check_person(c, self.person)
        subject = check_subject(c, self.account, self.person)
        if c.kind == "report" and subject.startswith("account:"):
            raise refuse(
                "举报件不得让被举报人知道举报的存在（121号 第9、37条）；须听取时由负责人另行安排。",
                "A report stays hidden from the person reported (121号 arts. 9, 37).",
            )
        kind = e.Told if self.arrived else e.NotTold
        return [kind(way=self.way, account=self.account, person=self.person, words=ref(self.words))]
