"""protect: an abusive contact and the steps that protect our people: conduct, not the person; no right is touched (M23)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse

Step = Literal["end_call", "two_people", "security", "no_visit", "change_owner", "police", "legal", "rest"]


class Protect(Verb):
    """Write down an abusive contact, and what protects whoever met with it."""

    title: ClassVar[Text] = Text("保护员工", "Protect an employee")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"person": ("account", "account")}
    contact: Literal["threat", "insult", "harassment", "violence", "other"] = F("遇到了什么", "what was met with")
    quote: Words = F("原话或经过（只写言行，不评价人）", "what was said or done: conduct, no judgement of the person")
    steps: tuple[Step, ...] = F("保护措施", "protective steps", min_length=1, max_length=8)
    account: int | None = F("哪位同事，缺省为本人", "which colleague, else yourself", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        met = self.account if self.account is not None else act.by.account
        if met is None or (self.account is not None and act.facts["person"] is None):
            raise refuse("没有这个账号。", "There is no such account.", field="account")
        steps = tuple(dict.fromkeys(self.steps))
        return [e.Protected(account=met, contact=self.contact, steps=steps, quote=must(self.quote))]
