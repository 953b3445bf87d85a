"""request: ask another unit for a part of the work by a time; whoever owns the complaint stays responsible (M28)."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Moment, Verb, Words, must, refuse

PART_DAYS = 3  # working days where no pack says how long (design)
# A standard at hand: an article of ours (article:3) or a rule of a pack (cn.bank.decision_simple).
Standard = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.:-]{0,99}$")]


class Request(Verb):
    """Ask another unit for a part."""

    title: ClassVar[Text] = Text("请其他单位办理", "Ask a unit for a part")
    needs: ClassVar[dict[str, tuple[str, str]]] = {
        "unit": ("unit", "unit"),
        "heads": ("heads_of_unit", "unit"),
        "account": ("account", "account"),
    }
    unit: int = F("哪个单位", "which unit: its id", ge=1)
    what: Words = F("请办什么", "what is asked for")
    account: int | None = F("具体请谁，缺省为该单位负责人", "of whom there, else of its head", None, ge=1)
    due_at: Moment | None = F("何时之前，缺省按规则包的工作日数", "by when, else after the pack's working days", None)
    standards: tuple[Standard, ...] = F("适用的标准和规程", "standards that apply", (), max_length=20)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        unit = act.facts["unit"]
        if unit.id == c.unit:
            raise refuse(
                "这是本件所在的单位；问本单位同事请用“询问”。",
                "That is the complaint's own unit; ask a colleague there instead.",
                field="unit",
            )
        days = act.policy.part_days or PART_DAYS
        due_at = self.due_at or act.policy.calendar.add(act.at, days, "wd").due_at
        if due_at <= act.at:
            raise refuse("这个时间已经过去。", "That time has passed already.", field="due_at")
        return [
            e.Requested(
                part=len(c.parts) + 1,
                unit=unit.id,
                above=tuple(unit.path[1:]),
                account=self._of_whom(c, act),
                what=must(self.what),
                due_at=due_at,
                standards=self.standards,
            )
        ]

    def _of_whom(self, c: Complaint, act: Act) -> int | None:
        """The person named, else the nearest head there who is not complained of."""
        if self.account is None:
            return next((one for one in act.facts["heads"] if one not in c.concerned), None)
        named = act.facts["account"]
        if named is None or not named.active:
            raise refuse("账号不存在或已停用。", "That account does not exist or is disabled.", field="account")
        if named.unit not in act.facts["unit"].path:
            raise refuse("此人不在该单位。", "That person is not of this unit.", field="account")
        if named.id in c.concerned:
            raise refuse("被投诉的员工须回避。", "Who is complained of stays out of it.", field="account")
        return named.id  # type: ignore[no-any-return]
