"""join: this complaint belongs to a confirmed group, and in which role; its clocks, words and redress stay its own (M06)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.joint import cited, most_representatives
from wenguo.text import Text
from wenguo.verbs._verb import MOST_NUMBER, Act, F, Verb, refuse

Role = Literal["member", "representative", "spokesperson", "organiser", "affected"]


class Join(Verb):
    """Put the complaint into a confirmed group, or say its complainant's role there."""

    title: ClassVar[Text] = Text("归入群体", "Join a group")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"found": ("group", "group")}
    group: int = F("群体编号", "the group's id", ge=1, le=MOST_NUMBER)
    role: Role = F("在群体中的角色", "role in the group", "member")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        found = act.facts["found"]
        if found is None:
            raise refuse(
                "没有这个群体，或您看不到它。", "There is no such group, or you may not see it.", field="group"
            )
        if found.state != "confirmed":
            raise refuse(
                "这个群体还没有确认；先由负责人或质量人员确认是一件事。",
                "This group is not confirmed yet; a head or quality says first that it is one matter.",
                field="group",
            )
        if c.group == self.group and c.group_role == self.role:
            raise refuse("没有变化。", "Nothing would change.")
        if self.role == "representative":
            self._check_number(c, act, found.representatives)
        left = [e.Left(group=c.group, reason="moved")] if c.group not in {None, self.group} else []
        return [*left, e.Joined(group=self.group, role=self.role)]

    def _check_number(self, c: Complaint, act: Act, representatives: tuple[str, ...]) -> None:
        most = most_representatives(act.policy)
        if most is not None and len(set(representatives) - {c.number}) >= most.number:
            source = cited(most.rule)
            raise refuse(
                f"代表至多 {most.number} 名，已经有 {most.number} 名。依据：{source.zh}。",
                f"There may be {most.number} representatives at most, and there are. Source: {source.en}.",
                field="role",
            )
