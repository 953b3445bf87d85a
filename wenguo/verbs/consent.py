"""consent: what one who is represented in a group agreed to themselves, or did not (总局令第121号 art. 12)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Consent(Verb):
    """Note what the complainant, represented by others, says for themselves."""

    title: ClassVar[Text] = Text("登记本人意见", "Note their own consent")
    what: Literal["represent", "change", "waive", "settle"] = F("对什么", "to what", "represent")
    agreed: bool = F("本人同意", "the complainant agrees", False)
    words: Words = F("本人怎么说的，凭证在哪", "in their own words, and where the proof is")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if c.group is None:
            raise refuse("本件不在任何已确认的群体里。", "It is in no confirmed group.")
        if self.what == "represent" and c.group_role == "representative":
            raise refuse(
                "本人就是代表，不由他人代表。", "They are a representative themselves and represented by nobody.",
                field="what",
            )  # fmt: skip
        return [e.Consented(group=c.group, what=self.what, agreed=self.agreed, words=must(self.words))]
