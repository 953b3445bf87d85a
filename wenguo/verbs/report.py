"""report: those who must know are told how a major complaint stands; the next day's report is due from here on (M39)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Report(Verb):
    """Report how a major complaint stands."""

    title: ClassVar[Text] = Text("报告情况", "Report")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"informed": ("accounts", "informed")}
    words: Words = F("情况：发生了什么，接下来做什么", "how it stands: what happened, what comes next")
    informed: tuple[int, ...] = F("报告给谁（账号编号）", "to whom, by account id")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if c.major is None or not c.major.open:
            raise refuse("本件不是重大投诉，无需报告。", "It is no major complaint: nothing is to be reported.")
        informed = tuple(one for one in dict.fromkeys(self.informed) if one not in c.concerned)
        if not informed:
            raise refuse(
                "请选择报告给谁（被投诉的当事人除外）。",
                "Say to whom it is reported (not to those complained of).",
                field="informed",
            )
        return [e.Reported(words=must(self.words), informed=informed)]
