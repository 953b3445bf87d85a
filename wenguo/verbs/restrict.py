"""restrict: arrange contact for a time – who, what, when, how – after a decision and a warning (M40; NSW Ombudsman [S])."""

from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.conduct import Flag
from wenguo.rules import restriction as rule
from wenguo.text import Text
from wenguo.verbs._conduct import InWriting, the_flag
from wenguo.verbs._verb import Act, F, Verb, Way, Words, must, ref, refuse


class Restrict(Verb):
    """Arrange contact for a time."""

    title: ClassVar[Text] = Text("定联系安排", "Arrange contact")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"contact": ("account", "contact")}
    flag: int = F("行为提议序号", "ordinal of the proposal", ge=1)
    ways: tuple[Way, ...] = F("可以用哪些方式联系", "the ways that stay open", min_length=1, max_length=9)
    until_date: date = F("到哪一天为止", "last day")
    review_date: date = F("复查日期", "day of the review")
    words: Words = F(
        "告知投诉人的全文：行为、日期、安排、理由", "what they are told: conduct, dates, arrangement, reasons"
    )
    appeal: Words = F("怎样申诉、由谁决定", "how to appeal, and who decides")
    way: InWriting = F("怎样书面送达", "how it is given in writing")
    contact: int | None = F("由谁一人联系（账号）", "account of the one contact", None, ge=1)
    subject: Words | None = F("限于哪件事", "on which matter only", None)
    hours: Words | None = F("什么时间", "at which times", None)
    from_date: date | None = F("从哪一天起，缺省为今天", "first day, else today", None)
    unwarned: Words | None = F(
        "未先提醒的理由（仅限危及人身）", "why without a warning: only where somebody's safety was at stake", None
    )

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        flag = the_flag(c, self.flag)
        if flag.state != "upheld":
            raise refuse("先由有权的人认定行为，再定安排。", "The proposal must be upheld first.", field="flag")
        self._check_warned(c, flag)
        self._check_measure(c, act)
        zone = act.policy.calendar.time_zone
        first = self.from_date or act.at.astimezone(ZoneInfo(zone)).date()
        today, most = act.at.astimezone(ZoneInfo(zone)).date(), rule.longest(act.policy)
        wrong = rule.why_not_dates(first, self.until_date, self.review_date, today, most)
        if wrong is not None:
            raise refuse(wrong[1].zh, wrong[1].en, field=wrong[0])
        span = rule.bounds(first, self.until_date, act.at, zone)
        return [
            e.Restricted(
                restriction=len(c.restrictions) + 1,
                flag=flag.id,
                ways=tuple(dict.fromkeys(self.ways)),
                from_date=first,
                until_date=self.until_date,
                review_date=self.review_date,
                begins_at=span.begins_at,
                ends_at=span.ends_at,
                words=must(self.words),
                appeal=must(self.appeal),
                way=self.way,
                contact=self.contact,
                subject=ref(self.subject),
                hours=ref(self.hours),
                unwarned=ref(self.unwarned),
            )
        ]

    def _check_warned(self, c: Complaint, flag: Flag) -> None:
        if flag.warned_at is not None:
            return
        at_once = flag.conduct == "behaviour" and any(c.observations[n - 1].sign in rule.AT_ONCE for n in flag.signs)
        if not at_once:
            raise refuse(
                "先书面提醒一次，再定安排；只有危及人身的举止可以不先提醒。",
                "Warn in writing first; only conduct that endangers somebody's safety needs no warning.",
                field="unwarned" if self.unwarned is not None else "flag",
            )
        if self.unwarned is None:
            raise refuse("请写明为什么不先提醒。", "Say why no warning came first.", field="unwarned")

    def _check_measure(self, c: Complaint, act: Act) -> None:
        if not rule.WRITTEN & set(self.ways):
            raise refuse(
                "至少留一种书面方式（信函、邮件或查询页）。",
                "At least one way in writing stays open: letter, e-mail or the portal.",
                field="ways",
            )
        if self.contact is not None:
            contact = act.facts["contact"]
            if contact is None or not contact.active:
                raise refuse("没有这个账号，或已停用。", "There is no such active account.", field="contact")
            if self.contact in c.avoiding():
                raise refuse(
                    "被投诉的人须回避，不能作唯一联系人。",
                    "Who is complained of cannot be the one contact.",
                    field="contact",
                )
