"""record: take in a complaint — any expression of dissatisfaction (M15; ISO 10002:2018 7.2). Only words are obligatory."""

from datetime import date
from typing import ClassVar

from wenguo import events as e
from wenguo.rules.ownership import must_avoid, offered, outside
from wenguo.text import Text
from wenguo.verbs._verb import (
    Act,
    Beginning,
    Channel,
    Contact,
    Dissatisfaction,
    F,
    Kind,
    Moment,
    Severity,
    Tag,
    Words,
    must,
    ref,
    refuse,
)
from wenguo.verbs._wishes import Wish, check_remedies

# History starts no alarm and needs no approval, so not everybody may say that a complaint is history.
TAKES_HISTORY = frozenset({"head", "quality", "administrator", "integration"})


class Record(Beginning):
    """Record a complaint; whoever records it owns it from now on (首问负责, M37)."""

    title: ClassVar[Text] = Text("登记投诉", "Record a complaint")
    needs: ClassVar[dict[str, tuple[str, str]]] = {
        "unit": ("unit", "unit"),
        "owner": ("owner", "owner"),
        "heads": ("heads_of_unit", "unit"),
        "concerned": ("accounts", "concerned"),
    }
    words: Words = F("投诉人说了什么（原话）", "what was said, in the complainant's words")
    subject: Words | None = F("标题", "subject", None)
    unit: int | None = F("被投诉单位编号，缺省为登记人所在单位", "unit id, else the recorder's", None)
    owner: int | None = F("责任人账号编号，缺省为登记人", "owner's account id, else the recorder", None)
    received_at: Moment | None = F("收到时间，缺省为现在", "moment of receipt, else now", None)
    channel: Channel = F("渠道", "channel", "other")
    kind: Kind = F("性质", "kind", "complaint")
    complainant: Contact | None = F("投诉人", "complainant", None)
    agent: Contact | None = F("代理人", "agent or representative", None)
    authority: Words | None = F("代理权限说明", "the agent's authority", None)
    contract: Words | None = F("合同或订单号", "contract or order number", None)
    referrer: str | None = F("转办来源，如 12386", "referrer, such as 12386", None, max_length=60)
    referrer_number: Words | None = F("转办编号", "the referrer's number", None)
    product: str | None = F("产品代码", "product code", None, max_length=60)
    price_fen: int | None = F("价款（分）", "price paid, in fen", None, ge=0, le=10**15)
    event_date: date | None = F("事发日期", "date of the event", None)
    causes: tuple[str, ...] = F("原因代码，第一个为主因", "cause codes, the first is primary", (), max_length=20)
    dissatisfaction: Dissatisfaction | None = F("结果／过程不满", "outcome, process or both", None)
    severity: Severity = F("严重程度", "severity", "T3")
    vulnerability: Words | None = F("需特别关照的情形", "a vulnerability need", None)
    consent: Words | None = F("录音等的同意依据", "basis of consent for recordings", None)
    concerned: tuple[int, ...] = F("被投诉员工账号编号", "accounts of the employees complained of", (), max_length=50)
    demands: tuple[Wish, ...] = F("诉求", "demands", (), max_length=50)
    tags: tuple[Tag, ...] = F("适用情形标签", "tags that packs ask for", (), max_length=20)
    grumble: bool = F("随手记", "a grumble heard in passing", False)
    live: bool = F("实时受理（历史导入为否）", "taken in live, not history", True)
    original: Words | None = F("原始内容", "the original as it arrived", None)
    source: str | None = F("来源去重键", "key of the source, for duplicates", None, max_length=64)
    part_of: str | None = F("分自哪件投诉", "the complaint it was split from", None, max_length=60)

    def begin(self, act: Act) -> list[e.Event]:
        received_at = self.received_at or act.at
        if received_at > act.at:
            raise refuse(
                "收到时间晚于登记时间，请改正。", "It cannot be received after it is recorded.", field="received_at"
            )
        owner = act.facts["owner"]
        if not owner.active:
            raise refuse(
                "责任人账号已停用，请另选责任人。", "The owner's account is disabled; name another.", field="owner"
            )
        # whoever receives it first owns it until another has accepted (M37): a colleague is asked by hand_over
        may_place = not act.by.is_person or not self.live or act.by.roles & {"head", "quality", "integration"}
        if owner.id != act.by.account and not may_place:
            raise refuse(
                "谁登记谁负责；请先登记，再转交（hand_over）。",
                "Whoever records it owns it; record it and then hand it over.",
                field="owner",
            )
        if not self.live and act.by.is_person and not act.by.roles & TAKES_HISTORY:
            raise refuse(
                "只有负责人、质量管理、管理员或系统对接账号可以录入历史投诉。",
                "Only heads, quality, administrators and integrations take history in.",
                field="live",
            )
        for code in self.causes:
            if not act.taxonomy.known(code):
                raise refuse(f"没有原因代码 {code}。", f"There is no cause code {code}.", field="causes")
        check_remedies(self.demands, act)
        if self.event_date is not None and self.event_date > act.policy.calendar.local(act.at).date():
            raise refuse("事发日期在将来，请核对。", "The date of the event lies in the future.", field="event_date")
        happened: list[e.Event] = [
            e.Recorded(
                unit=act.facts["unit"].id,
                owner=owner.id,
                received_at=received_at,
                kind=self.kind,
                channel=self.channel,
                words=must(self.words),
                subject=ref(self.subject),
                original=ref(self.original),
                complainant=ref(self.complainant),
                agent=ref(self.agent),
                authority=ref(self.authority),
                contract=ref(self.contract),
                referrer=self.referrer,
                referrer_number=ref(self.referrer_number),
                product=self.product,
                price_fen=self.price_fen,
                event_date=self.event_date,
                causes=self.causes,
                dissatisfaction=self.dissatisfaction,
                severity=self.severity,
                vulnerability=ref(self.vulnerability),
                consent=ref(self.consent),
                concerned=self.concerned,
                demands=tuple(
                    e.Demand(remedy=wish.remedy, amount_fen=wish.amount_fen, words=ref(wish.words))
                    for wish in self.demands
                ),
                tags=self.tags,
                grumble=self.grumble,
                live=self.live,
                source=self.source,
                part_of=self.part_of,
            )
        ]
        head = outside(act.facts["heads"], owner.id, self.concerned)
        if must_avoid(owner.id, self.concerned) and head is not None:
            happened.append(offered(head, act.at, act.policy, why="avoid"))
        return happened
