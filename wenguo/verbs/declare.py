"""declare: say whether one has an interest in the matter; who has stays out of deciding it (银保监令2020-3 art. 17; 121号 art. 21)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.ownership import offered, outside
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, ref, refuse


class Declare(Verb):
    """Declare an interest in the matter, or none."""

    title: ClassVar[Text] = Text("利害关系声明", "Declare an interest or none")
    needs: ClassVar[dict[str, tuple[str, str]]] = {
        "account": ("account", "account"),
        "heads": ("heads_of_unit", "unit"),
    }
    interest: bool = F("与此事有利害关系吗", "is there an interest?")
    ground: Literal["none", "self", "relative", "own_unit", "money", "other"] = F(
        "什么关系", "what kind of interest", "none"
    )
    words: Words | None = F("说明", "in words", None)
    account: int | None = F(
        "关于哪位同事；不填就是本人，为他人作决定限负责人和法务",
        "about whom: yourself; of others heads and legal decide",
        None,
    )

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        about = self.account if self.account is not None else act.by.account
        if about is None:
            raise refuse("声明须由员工本人作出。", "Only a member of staff can declare.")
        is_other = about != act.by.account
        if is_other and act.facts["account"] is None:
            raise refuse("没有这个账号。", "There is no such account.", field="account")
        if is_other and not act.by.roles & {"head", "legal"}:
            raise refuse(
                "只能为本人声明；他人是否回避由负责人或法务决定。",
                "Declare for yourself; of others heads and legal decide.",
                field="account",
            )
        if self.interest == (self.ground == "none"):
            raise refuse(
                "有利害关系的，请写明是什么关系；没有的，不填。",
                "Name the interest where there is one, and none where there is not.",
                field="ground",
            )
        before = c.declarations.get(about)
        if not self.interest and about in c.concerned:
            raise refuse(
                "被投诉的当事人不能声明没有利害关系。",
                "Who is complained of cannot declare no interest.",
                field="interest",
            )
        if before is not None and before.interest and not self.interest and not is_other:
            raise refuse(
                "已声明有利害关系的，不能自己收回；由负责人或法务决定。",
                "A declared interest cannot be taken back by oneself: a head or legal decides.",
                field="interest",
            )
        said: list[e.Event] = [
            e.Declared(interest=self.interest, account=about, ground=self.ground, words=ref(self.words))
        ]
        if self.interest and about == c.owner and c.is_open():
            head = outside(act.facts["heads"], c.owner, tuple(c.avoiding() | {about}))
            waits = c.hand_over is not None and c.hand_over.to not in c.avoiding()
            if head is not None and not waits:
                said.append(offered(head, act.at, act.policy, why="avoid"))
        return said
