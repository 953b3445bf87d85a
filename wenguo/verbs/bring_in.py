"""bring_in: turn to a third party with a question; appraisal and mediation stop the clocks whose rule says so (M04)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules import parties
from wenguo.rules.permissions import standing
from wenguo.rules.policy import Pause
from wenguo.text import Text
from wenguo.verbs._verb import Act, Contact, F, Moment, Refused, Verb, Way, Words, must, ref, refuse

PartyKind = Literal[
    "superior",
    "appraisal",
    "mediator",
    "regulator",
    "arbitration",
    "court",
    "lawyer",
    "police",
    "procuratorate",
    "rescue",
    "press",
    "expert",
    "other",
]


class BringIn(Verb):
    """Bring in a third party."""

    title: ClassVar[Text] = Text("引入第三方", "Bring in a third party")
    kind: PartyKind = F("哪一类", "which kind")
    body: Words = F("机构或人的名称", "name of the body or person")
    question: Words = F("请其做什么，或对方提出了什么", "what is asked of it, or what it asks")
    who: Contact | None = F("联系人", "contact person there", None)
    due_at: Moment | None = F("何时之前", "by when", None)
    cost_fen: int | None = F("预计费用（分）", "expected cost in fen", None, ge=0, le=10**15)
    asked_by: Literal["ours", "complainant"] = F("谁提出的", "whose wish it is", "ours")
    personal: bool = F("会把个人信息交给对方", "personal data go to it", default=False)
    consent: Words | None = F("投诉人怎样同意的", "how the complainant consented", None)
    told: Words | None = F("告知投诉人的话", "what the complainant was told", None)
    way: Way | None = F("告知投诉人的方式", "way the complainant was told", None)
    address: Words | None = F("送达地址", "address it went to", None)
    danger: bool = F("有人身危险，立即求助", "somebody's life is in danger: help at once", default=False)
    about: Literal["conduct", "outsider", "accident"] = F(
        "报案事由：投诉人的言行／外人的违法行为／事故",
        "police: the complainant's conduct, an outsider's offence, or an accident",
        "conduct",
    )

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        danger = self.danger and self.kind in parties.RESCUE
        why = parties.may_not(self.kind, standing(act.by, c), c, danger=danger, about=self.about)
        if why is not None:
            raise Refused(why, code="permission")
        if self.personal and parties.KINDS[self.kind].consent and self.consent is None:
            raise refuse(
                "把个人信息交给对方之前，须写明投诉人怎样同意的（个人信息保护法第13条）；否则请隐去。",
                "Before personal data go there, say how the complainant consented (PIPL art. 13); else leave them out.",
                field="consent",
            )
        if self.due_at is not None and self.due_at <= act.at:
            raise refuse("这个时间已经过去。", "That time has passed already.", field="due_at")
        paused = parties.pausing(c, self.kind, act.policy)
        self._check_told(next((pause for _, pause in paused if pause.must_notify), None))
        told = must(self.told) if self.told is not None else must(self.question)
        return [
            e.BroughtIn(
                party=len(c.parties) + 1,
                kind=self.kind,
                body=must(self.body),
                question=must(self.question),
                who=ref(self.who),
                due_at=self.due_at,
                cost_fen=self.cost_fen,
                consent=ref(self.consent),
                personal=self.personal,
                danger=danger,
                about=self.about,
                asked_by=self.asked_by,
                told=ref(self.told),
                way=self.way,
                address=ref(self.address),
                clocks=tuple(clock.id for clock, _ in paused),
            ),
            *(
                e.ClockPaused(clock=clock.id, ground=pause.reason, paused_at=act.at, reason=told)
                for clock, pause in paused
            ),
        ]

    def _check_told(self, pause: Pause | None) -> None:
        """That time stands still is told to the complainant, in words and by a way, where the rule says so."""
        if pause is not None and (self.way is None or self.told is None):
            raise refuse(
                f"这会中止计时（{pause.label.zh}），须告知投诉人：请写明告知的话和方式。",
                f"This stops clocks ({pause.label.en}), which the complainant must be told: give the words and the way.",
                field="told" if self.told is None else "way",
            )
        if self.told is not None and self.way is None:
            raise refuse("请选告知投诉人的方式。", "Say by which way the complainant was told.", field="way")
