"""involve: name a person concerned beside the complainant: representative, employee, witness, other (M13)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.ownership import offered, outside
from wenguo.text import Text
from wenguo.verbs._verb import Act, Contact, F, Verb, ref, refuse


class Involve(Verb):
    """Name a person concerned, by account where they have one."""

    title: ClassVar[Text] = Text("列入当事人", "Name a person concerned")
    needs: ClassVar[dict[str, tuple[str, str]]] = {
        "account": ("account", "account"),
        "heads": ("heads_of_unit", "unit"),
    }
    role: Literal["employee", "witness", "representative", "other"] = F("在本件中的身份", "what they are here")
    account: int | None = F("员工账号编号", "account id, where they have one", None)
    who: Contact | None = F("没有账号的：姓名和联系方式", "who they are, where they have no account", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.account is None and self.who is None:
            raise refuse(
                "请指明是哪位当事人：账号，或姓名和联系方式。", "Say who it is: an account, or a name.", field="account"
            )
        if self.account is not None and act.facts["account"] is None:
            raise refuse("没有这个账号。", "There is no such account.", field="account")
        known = {one.account for one in c.persons if one.account is not None} | set(c.concerned)
        if self.account is not None and self.account in known:
            raise refuse("这位同事已列为当事人。", "This person is named already.", field="account")
        named: list[e.Event] = [
            e.Involved(person=len(c.persons) + 1, role=self.role, account=self.account, who=ref(self.who))
        ]
        if self.role == "employee" and self.account == c.owner:
            head = outside(act.facts["heads"], c.owner, (*c.concerned, self.account))
            if head is not None:
                # the owner turns out to be the person complained of: the head is offered it at once
                named.append(offered(head, act.at, act.policy, why="avoid"))
        return named
