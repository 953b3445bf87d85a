"""appeal: the complainant's no to an arrangement or a warning; another person looks at it (M40; NSW Ombudsman [S])."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules import restriction as rule
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Appeal(Verb):
    """Ask another person to look at the arrangement or warning."""

    title: ClassVar[Text] = Text("对安排提出申诉", "Appeal")
    words: Words = F("申诉理由（原话）", "why, in the complainant's words")
    restriction: int | None = F("哪项安排，缺省为最近的安排或提醒", "which arrangement, else the latest", None, ge=1)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        about = self._about(c)
        if rule.appeal_waits(c, about):
            raise refuse(
                "申诉已经收到，正在由另一位有权的人查看。",
                "An appeal against it has arrived already, and another person is looking at it.",
            )
        return [e.Appealed(appeal=len(c.appeals) + 1, flag=about[0], words=must(self.words), restriction=about[1])]

    def _about(self, c: Complaint) -> tuple[int, int | None]:
        """The proposal and the arrangement (None: only a warning) that this appeal is about."""
        if self.restriction is not None:
            if self.restriction > len(c.restrictions):
                raise refuse(
                    f"没有第 {self.restriction} 项联系安排。",
                    f"There is no arrangement {self.restriction}.",
                    field="restriction",
                )
            return c.restrictions[self.restriction - 1].flag, self.restriction
        found = rule.appealable(c)
        if found is None:
            raise refuse("没有可以申诉的安排或提醒。", "There is no arrangement or warning to appeal against.")
        return found
