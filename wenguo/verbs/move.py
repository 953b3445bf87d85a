"""move: an item of evidence goes to another hand or place, is copied, given back or destroyed: its custody (M03)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules import permissions
from wenguo.text import Text
from wenguo.verbs._verb import Act, Contact, F, Verb, Words, ref, refuse


def check_item(item: str, c: Complaint) -> None:
    """Refused where the complaint has no such item, or it was erased."""
    if c.thing(item) is None and not (item.startswith("e") and item in c.refs):
        raise refuse(f"这件投诉没有证据 {item}。", f"This complaint has no evidence {item}.", field="item")
    if item in c.erased:
        raise refuse("这份材料已依请求删除。", "This file was erased on request.", field="item")


class Move(Verb):
    """Write down where an item of evidence went."""

    title: ClassVar[Text] = Text("证据流转", "Move evidence")
    item: str = F("哪一项证据", "which item", pattern=r"^[et][0-9]{1,15}$")
    act: Literal["handed", "copied", "returned", "stored", "destroyed"] = F("做了什么", "what was done")
    to: Contact | None = F("交给谁", "to whom", None)
    place: Words | None = F("放到哪里", "where it lies now", None)
    reason: Words | None = F("为什么", "why", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        check_item(self.item, c)
        thing = c.thing(self.item)
        if thing is not None and thing.state == "destroyed":
            raise refuse("这件实物已经销毁。", "This thing was destroyed.", field="item")
        if self.act in {"handed", "returned"} and self.to is None:
            raise refuse("请写明交给了谁。", "Say to whom it was given.", field="to")
        if self.act == "stored" and self.place is None:
            raise refuse("请写明放到了哪里。", "Say where it lies now.", field="place")
        if self.act in {"handed", "copied", "destroyed"} and self.reason is None:
            raise refuse("请写明理由。", "Say why.", field="reason")
        if self.act == "destroyed":
            self._check_destroying(c, act)
        if self.act in {"returned", "stored"} and thing is None:
            raise refuse(
                "文件存在材料库里，不会换地方；交出的是它的副本，请记为“复制”或“交给他人”。",
                "A file stays in the store; what goes out is a copy: write it down as copied or handed.",
                field="act",
            )
        return [e.Moved(item=self.item, act=self.act, to=ref(self.to), place=ref(self.place), reason=ref(self.reason))]

    def _check_destroying(self, c: Complaint, act: Act) -> None:
        if self.item.startswith("e"):
            raise refuse(
                "文件不能这样销毁；依请求删除个人信息请用“删除”。",
                "A file is not destroyed so; personal data are erased by `erase`.",
                field="act",
            )
        if not permissions.standing(act.by, c) & {"owner", "head"}:
            raise refuse(
                "销毁证据须由责任人或部门负责人记录。",
                "Only the owner or the head writes down that evidence is destroyed.",
                field="act",
                code="permission",
            )
        if c.held:
            raise refuse(
                "本件已设法定保全，证据不得销毁。", "It is under a legal hold: no evidence is destroyed.", field="act"
            )
        if c.is_open():
            raise refuse(
                "投诉还在办，证据不得销毁；易腐或危险的，请先拍照附入并交专门机构处理（记为“交给他人”）。",
                "The complaint is still open: its evidence is not destroyed. What is perishable or dangerous is "
                "photographed, enclosed, and handed to whoever can keep it.",
                field="act",
            )
