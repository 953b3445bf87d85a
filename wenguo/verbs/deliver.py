"""deliver: give back the part one's unit was asked for, in words and papers (M28)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.permissions import standing
from wenguo.text import Text
from wenguo.verbs._others import open_part
from wenguo.verbs._verb import Act, F, Upload, Verb, Words, must, refuse


class Deliver(Verb):
    """Deliver a part."""

    title: ClassVar[Text] = Text("交回所请部分", "Deliver a part")
    part: int = F("第几部分", "ordinal of the part", ge=1)
    words: Words = F("结果", "the result")
    files: tuple[Upload, ...] = F("材料", "papers and files", ())

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        part = open_part(c, self.part)
        if "concerned" in standing(act.by, c):
            raise refuse(
                "您是被投诉的当事人，须回避；您的陈述请用“听取”。",
                "You are complained of here: give your own statement instead.",
                code="permission",
            )
        owes = act.by.account == part.account or bool(act.by.desks & part.units)
        enters = standing(act.by, c) & {"owner", "handler", "head", "quality"}
        if not owes and not enters:
            raise refuse("这一部分不是请您或您的单位办的。", "That part was asked of somebody else.", code="permission")
        return [
            e.Delivered(
                part=part.id,
                words=must(self.words),
                evidence=tuple(must(one) for one in self.files),
                late=act.at > part.due_at,
            )
        ]
