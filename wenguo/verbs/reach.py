"""reach: record an attempt to contact the complainant: when, by which way, and the result (银保监令2020-3 art. 21)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Moment, Verb, Way, Words, ref, refuse


class Reach(Verb):
    """Record a contact attempt."""

    title: ClassVar[Text] = Text("联系", "Reach")
    reached: bool = F("是否联系到", "was the complainant reached?")
    way: Way = F("方式", "way", "phone")
    tried_at: Moment | None = F("时间，缺省为现在", "when, else now", None)
    result: Words | None = F("结果", "result", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        tried_at = self.tried_at or act.at
        if tried_at > act.at:
            raise refuse("联系时间在将来。", "The attempt lies in the future.", field="tried_at")
        tried_at = act.policy.calendar.local(tried_at)  # attempts are counted by the unit's days
        kind = e.Reached if self.reached else e.NotReached
        return [kind(way=self.way, tried_at=tried_at, result=ref(self.result))]
