"""erase: forget a person's data on request, or only lock it while the law keeps it (个人信息保护法 art. 47)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Erase(Verb):
    """Erase kept content: the contact data alone, or everything."""

    title: ClassVar[Text] = Text("删除个人信息", "Erase")
    what: Literal["contact", "all"] = F("删除范围", "what", "all")
    ground: Words = F("依据", "ground")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if c.held:
            raise refuse("此投诉处于法定保全，不能删除。", "A legal hold stands; nothing may be erased.")
        kept_by_law = act.policy.retention
        if kept_by_law is not None and c.closed_at is not None:
            until = act.policy.calendar.add(c.closed_at, kept_by_law[0], "y").due_at
            if until > act.at:
                return [e.Locked(ground=must(self.ground), until=until.date())]
        refs = tuple(
            sorted(
                ref
                for ref in c.refs
                if ref not in c.erased and (self.what == "all" or ref.startswith("p") or ref in c.addresses)
            )
        )
        if not refs:
            raise refuse("没有可删除的内容。", "There is nothing left to erase.")
        return [e.Erased(ground=must(self.ground), refs=refs, count=len(refs))]
