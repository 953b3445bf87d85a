"""take_over: accept a hand-over: only now does ownership move (M37)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, Verb, refuse


class TakeOver(Verb):
    """Take the complaint over."""

    title: ClassVar[Text] = Text("接手", "Take over")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        taker = act.by.account
        if taker is None:
            raise refuse("只有员工可以接手。", "Only a member of staff can take over.")
        if taker == c.owner:
            raise refuse("您已经是责任人。", "You own it already.")
        if taker in c.interested():
            raise refuse("您已声明有利害关系，须回避。", "You declared an interest and must stay out.")
        if taker in c.concerned:
            raise refuse("您是被投诉的当事人，须回避。", "You are complained of here and must stay out.")
        return [e.TakenOver(owner=taker)]
