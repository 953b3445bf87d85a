"""withdraw: the complainant takes the complaint back; it ends the same day (银保监令2020-3 art. 15)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.joint import why_not_agreed
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Moment, Refused, Verb, Words, ref, refuse


class Withdraw(Verb):
    """Withdraw."""

    title: ClassVar[Text] = Text("撤回", "Withdraw")
    words: Words | None = F("撤回的表示（原话）", "how it was said", None)
    received_at: Moment | None = F("收到撤回的时间，缺省为现在", "moment it was received, else now", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        received_at = self.received_at or act.at
        if received_at > act.at:
            raise refuse("撤回时间在将来。", "The withdrawal lies in the future.", field="received_at")
        why = why_not_agreed(c, "waive") if act.by.is_person else None
        if why is not None:
            raise Refused(why)
        return [e.Withdrawn(words=ref(self.words), received_at=received_at)]
