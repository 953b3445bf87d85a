"""accept: the complainant's own yes; entered by staff it names how it was said (no faked satisfaction)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.joint import why_not_agreed
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Refused, Verb, Words, ref, refuse


class Accept(Verb):
    """Accept the answer."""

    title: ClassVar[Text] = Text("认可", "Accept")
    how: Literal["portal", "recording", "signature", "chat", "email", "said"] = F("如何表示", "how it was said")
    proof: Words | None = F("凭证（录音号、聊天原文）", "proof: recording, signature, chat line", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if act.by.is_person and self.how == "portal":
            raise refuse(
                "员工录入的认可不能写成投诉人自己在网页上确认。",
                "Entered by staff, it was not said on the portal.",
                field="how",
            )
        if act.by.is_person and self.proof is None:
            raise refuse("员工录入认可须写明凭证。", "Entered by staff, acceptance needs its proof.", field="proof")
        why = why_not_agreed(c, "settle") if act.by.is_person else None
        if why is not None:
            raise Refused(why)
        return [e.Accepted(how=self.how, proof=ref(self.proof))]
