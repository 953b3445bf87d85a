"""correct: put a wrong fact right; the log says which, the old value is kept outside it (ISO 10002:2018 4.9)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal, get_args

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, Channel, Contact, F, Kept, Verb, Words, ref, refuse

_KEPT = {"subject", "words", "contract", "referrer_number", "vulnerability", "authority", "consent"}
_CONTACTS = {"complainant", "agent"}
_CHOICES = {"channel": get_args(Channel)}


class Correct(Verb):
    """Correct one recorded fact; the complainant's original words stay kept as they were."""

    title: ClassVar[Text] = Text("更正", "Correct")
    field: Literal[
        "subject", "words", "contract", "referrer_number", "vulnerability", "authority", "consent", "complainant", "agent",
        "channel", "product", "referrer", "event_date", "price_fen",
    ] = F("更正哪一项", "which fact")  # fmt: skip
    value: str | None = F("正确的值（代码、日期、金额）", "the right value: code, date, amount", None, max_length=200)
    words: Words | None = F("正确的文字", "the right words", None)
    contact: Contact | None = F("正确的人员信息", "the right contact data", None)

    def kept(self) -> Iterator[tuple[str, Kept]]:
        """What is put right stands under the fact's own name: a corrected order number is found like a recorded one."""
        return ((self.field, value) for _, value in super().kept())

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        old = getattr(c, self.field)
        self._check_only()
        if self.field in _CONTACTS:
            if self.contact is None:
                raise refuse("请填写正确的人员信息。", "Give the right contact data.", field="contact")
            return [e.Corrected(field=self.field, old=old, new=ref(self.contact))]
        if self.field in _KEPT:
            if self.words is None and self.field == "words":
                raise refuse("投诉内容不能删去。", "The words cannot be removed.", field="words")
            return [e.Corrected(field=self.field, old=old, new=ref(self.words))]
        self._check(self.value)
        return [e.Corrected(field=self.field, value=self.value)]

    def _check_only(self) -> None:
        """Refused where content was given that this fact has no place for: kept, it would never be erased."""
        wanted = "contact" if self.field in _CONTACTS else "words" if self.field in _KEPT else "value"
        for name in ("value", "words", "contact"):
            if name != wanted and getattr(self, name) is not None:
                raise refuse(
                    f"更正 {self.field} 请填写 {wanted}，不用 {name}。",
                    f"To correct {self.field} give {wanted}, not {name}.",
                    field=name,
                )

    def _check(self, plain: str | None) -> None:
        try:
            if self.field == "event_date" and plain:
                date.fromisoformat(plain)
            elif self.field == "price_fen" and plain and int(plain) < 0:
                raise ValueError
        except ValueError:
            raise refuse(
                "日期写作 2026-11-22，金额写作整数分。",
                "Write dates as 2026-11-22 and amounts as whole fen.",
                field="value",
            ) from None
        allowed = _CHOICES.get(self.field)
        if allowed is not None and plain not in allowed:
            listed = ", ".join(sorted(allowed))
            raise refuse(f"可选：{listed}。", f"Choose one of: {listed}.", field="value")
