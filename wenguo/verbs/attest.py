"""attest: record whether a notice arrived, with its proof (银保监令2020-3 art. 21)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, ref, refuse


class Attest(Verb):
    """Attest a notice's delivery."""

    title: ClassVar[Text] = Text("送达回执", "Attest")
    notice: int = F("通知所在行号", "position of the notice's line", ge=1)
    delivered: bool = F("是否送达", "did it arrive?")
    proof: Words | None = F("凭证", "proof", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if not any(notice.position == self.notice for notice in c.notices):
            raise refuse(f"第 {self.notice} 行不是通知。", f"Line {self.notice} is no notice.", field="notice")
        kind = e.NoticeDelivered if self.delivered else e.NoticeFailed
        return [kind(notice=self.notice, proof=ref(self.proof))]
