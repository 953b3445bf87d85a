"""rekey: a person has made sure who asks; a new secret goes to the contact on file and the old one ends."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, ref, refuse


class Rekey(Verb):
    """Give the complainant a new secret. The face that asks makes it: the secret itself never comes to the log.

    It has no field for an address on purpose: a new secret never goes to a new address.
    """

    title: ClassVar[Text] = Text("换发查询码", "Give a new secret")
    offered: ClassVar[bool] = False
    verified: Literal["callback", "document", "facts"] = F("如何核实身份", "how it was verified who asks")
    way: Literal["email", "sms", "letter", "face"] = F("新查询码如何交给投诉人", "how the new secret goes to them")
    words: Words | None = F("核实经过", "how the verification went", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.verified == "facts" and self.words is None:
            raise refuse(
                "凭所述事实核实的，请写明核对了哪些内容。",
                "Verified by facts they knew: write down which ones were checked.",
                field="words",
            )
        if self.way == "face" and self.verified != "document":
            raise refuse(
                "当面交给的，须先查验证件；否则请寄到在案地址。",
                "Handed over in person only after checking a document; else post it to the address on file.",
                field="verified",
            )
        return [e.Rekeyed(verified=self.verified, way=self.way, words=ref(self.words))]
