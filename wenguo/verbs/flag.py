"""flag: ask for a decision about conduct, with its signs and with what speaks against them (M40; NSW Ombudsman [S])."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.abnormal import SIGNS
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, ref, refuse


class Flag(Verb):
    """Propose a decision about conduct."""

    title: ClassVar[Text] = Text("就行为提请决定", "Propose a decision about conduct")
    conduct: Literal["persistence", "demands", "cooperation", "arguments", "behaviour"] = F(
        "哪一种行为", "which kind of conduct"
    )
    signs: tuple[int, ...] = F("依据的迹象（序号）", "ordinals of the signs it rests on", min_length=1, max_length=50)
    words: Words = F("发生了什么（只写行为）", "what happened: conduct only, nothing about the person")
    considered: Words = F("相反的迹象和我方的责任怎样考虑", "how counter-signs and our own part were weighed")
    purpose: Words | None = F("是否另有目的（只是假设）", "another purpose, as a hypothesis only", None)
    purpose_for: Words | None = F("支持这一假设的事实", "facts for the hypothesis", None)
    purpose_against: Words | None = F("反对这一假设的事实", "facts against the hypothesis", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        self._check_signs(c)
        if self.purpose is not None and (self.purpose_for is None or self.purpose_against is None):
            raise refuse(
                "假设不是结论：支持和反对的事实都要写。",
                "A hypothesis is no finding: state the facts for it and those against it.",
                field="purpose_for" if self.purpose_for is None else "purpose_against",
            )
        if self.purpose is None and (self.purpose_for or self.purpose_against):
            raise refuse("先写假设是什么。", "Say first what the hypothesis is.", field="purpose")
        return [
            e.Flagged(
                flag=len(c.flags) + 1,
                conduct=self.conduct,
                signs=tuple(dict.fromkeys(self.signs)),
                words=must(self.words),
                considered=must(self.considered),
                purpose=ref(self.purpose),
                purpose_for=ref(self.purpose_for),
                purpose_against=ref(self.purpose_against),
            )
        ]

    def _check_signs(self, c: Complaint) -> None:
        for number in self.signs:
            if not 1 <= number <= len(c.observations):
                raise refuse(f"没有第 {number} 个迹象。", f"There is no sign {number}.", field="signs")
            one = c.observations[number - 1]
            if one.counter:
                raise refuse(
                    f"第 {number} 个是相反的迹象，不能作为依据。",
                    f"Sign {number} is a counter-sign: nothing can rest on it.",
                    field="signs",
                )
            if one.quote.id in c.erased:
                raise refuse(
                    f"第 {number} 个迹象的引文已删除。", f"The quote of sign {number} was erased.", field="signs"
                )
            if one.sign == "self_endangerment":
                raise refuse(
                    f"“{SIGNS[one.sign].name.zh}”只意味着先救人，不能作为任何限制的依据。",
                    "That somebody may harm themselves calls for rescue; it is never a ground for a measure.",
                    field="signs",
                )
