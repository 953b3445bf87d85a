"""keep: mark a promise as kept; after its time it is kept late, in the open (M14)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, ref, refuse


class Keep(Verb):
    """Keep a promise."""

    title: ClassVar[Text] = Text("兑现承诺", "Keep")
    promise: int = F("承诺序号", "ordinal of the promise", ge=1)
    words: Words | None = F("如何兑现", "how it was kept", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        promise = c.promise(self.promise)
        if promise is None:
            raise refuse(f"没有第 {self.promise} 个承诺。", f"There is no promise {self.promise}.", field="promise")
        if promise.state in {"kept", "kept_late"}:
            raise refuse("这个承诺已经兑现。", "This promise was kept already.", field="promise")
        paid = next((one for one in c.offers if one.promise == promise.id and one.state == "agreed"), None)
        if paid is not None and c.live:
            raise refuse(
                f"这是方案 {paid.id} 的给付：请登记给付和凭证（redress）。",
                f"This is what offer {paid.id} gives: write down that it was given, with its proof (redress).",
                field="promise",
            )
        late = promise.state == "broken" or promise.due_at < act.at
        return [e.PromiseKept(promise=self.promise, late=late, words=ref(self.words))]
