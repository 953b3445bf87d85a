"""follow: keep following a complaint one no longer owns, or stop to."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, refuse


class Follow(Verb):
    """Follow, or stop following."""

    title: ClassVar[Text] = Text("关注", "Follow")
    stopped: bool = F("停止关注", "stop following", False)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if act.by.account is None:
            raise refuse("只有员工可以关注。", "Only a member of staff can follow.")
        if self.stopped == (act.by.account not in c.followers):
            raise refuse("没有变化。", "Nothing would change.")
        return [e.Followed(account=act.by.account, stopped=self.stopped)]
