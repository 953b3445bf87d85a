"""brief: agree on the line to press and public, who may speak, and until when (M04)."""

from typing import Annotated, ClassVar

from pydantic import Field

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Moment, Verb, Words, must, refuse


class Brief(Verb):
    """Agree on the line and on who speaks."""

    title: ClassVar[Text] = Text("定对外口径", "Agree on the line")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"accounts": ("accounts", "speakers")}
    words: Words = F("口径", "the line")
    speakers: Annotated[tuple[int, ...], Field(min_length=1, max_length=20)] = F(
        "谁可以发言", "who may speak: account ids"
    )
    until: Moment | None = F("有效至", "holds until", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.until is not None and self.until <= act.at:
            raise refuse("这个时间已经过去。", "That time has passed already.", field="until")
        for one in act.facts["accounts"]:
            if not one.active:
                raise refuse("发言人账号已停用。", "That account is disabled.", field="speakers")
            if one.id in c.concerned:
                raise refuse("被投诉的员工不作发言人。", "Who is complained of does not speak.", field="speakers")
        return [e.Briefed(words=must(self.words), speakers=tuple(dict.fromkeys(self.speakers)), until=self.until)]
