"""describe: what an item of evidence is, when what it shows happened, what it states, and on what consent it rests (M03)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.evidence import FACTS
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Moment, Verb, Words, must, ref, refuse
from wenguo.verbs.move import check_item

Fact = Literal[
    "paid",
    "price",
    "loss",
    "promised_amount",
    "happened_on",
    "bought_on",
    "delivered_on",
    "told_on",
    "where",
    "who_served",
    "who_said",
    "which_product",
    "which_number",
    "how_many",
    "reading",
]
Listener = Literal["owner", "front_line", "handler", "head", "approver", "quality", "legal", "auditor"]


class Statement(BaseModel):
    """One fact that the item states: of which kind, and its value."""

    model_config = ConfigDict(extra="forbid")
    fact: Fact = Field(description="哪个事实 | which fact")
    amount_fen: int | None = Field(None, ge=0, le=10**15, description="金额（分） | amount in fen")
    day: date | None = Field(None, description="日期 | date")
    number: int | None = Field(None, description="数 | number")
    words: Words | None = Field(None, description="地点、人员或文字 | place, person or words")


class Mark(BaseModel):
    """A moment of a recording and what is said there: a line of its transcript."""

    model_config = ConfigDict(extra="forbid")
    second: int = Field(ge=0, le=10**6, description="第几秒 | second")
    words: Words = Field(description="说了什么 | what is said")


_FIELD_OF = {"amount": "amount_fen", "date": "day", "number": "number", "place": "words", "person": "words"}


class Describe(Verb):
    """Say what an item of evidence is and states."""

    title: ClassVar[Text] = Text("说明证据", "Describe evidence")
    item: str = F("哪一项证据", "which item", pattern=r"^[et][0-9]{1,15}$")
    heading: Words | None = F("一句话说明", "in one line", None)
    kind: (
        Literal[
            "goods",
            "voucher",
            "contract",
            "picture",
            "video",
            "sound",
            "screen",
            "chat",
            "statement",
            "appraisal",
            "press",
            "telemetry",
            "original",
            "other",
        ]
        | None
    ) = F("种类", "kind", None)
    happened_at: Moment | None = F("所证明的事发生在何时", "when what it shows happened", None)
    precision: Literal["minute", "hour", "day", "month", "year"] = F("时间精确到", "how exact the time is", "minute")
    stated: tuple[Statement, ...] = F("它说明了哪些事实", "facts it states", (), max_length=20)
    consent: Literal["none_needed", "recorded_notice", "written", "oral", "law"] | None = F(
        "录音录像的同意依据", "consent a recording rests on", None
    )
    consent_words: Words | None = F("依据在哪里（谁、何时、条款）", "where it is found: who, when, article", None)
    listeners: tuple[Listener, ...] = F("只让谁听看（缺省按同意依据）", "who alone may listen", (), max_length=8)
    of: str | None = F("由哪一项得来（副本、文字记录）", "derived from which item", None, pattern=r"^[et][0-9]{1,15}$")
    moments: tuple[Mark, ...] = F("文字记录：第几秒说了什么", "transcript by moments", (), max_length=500)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        check_item(self.item, c)
        if self.of is not None:
            check_item(self.of, c)
            if self.of == self.item:
                raise refuse("证据不能由它自己得来。", "An item is not derived from itself.", field="of")
        if self.consent is not None and self.consent_words is None:
            raise refuse(
                "请写明同意依据在哪里：谁、何时、怎样同意，或哪一条规定。",
                "Say where the consent is found: who gave it, when and how, or which article.",
                field="consent_words",
            )
        if self.happened_at is not None and self.happened_at > act.at:
            raise refuse("事情不会发生在将来。", "It cannot have happened in the future.", field="happened_at")
        told = (getattr(self, name) for name in self.model_fields_set - {"item", "precision"})
        if all(one is None or one == () for one in told):
            raise refuse("请至少说明一点。", "Say at least one thing about it.", field="heading")
        return [
            e.Described(
                item=self.item,
                kind=self.kind,
                title=ref(self.heading),
                happened_at=self.happened_at,
                precision=self.precision,
                stated=tuple(_stated(one, n) for n, one in enumerate(self.stated)),
                consent=self.consent,
                consent_words=ref(self.consent_words),
                listeners=tuple(dict.fromkeys(self.listeners)),
                of=self.of,
                moments=tuple(e.Marked(second=one.second, words=must(one.words)) for one in self.moments),
            )
        ]


def _stated(one: Statement, place: int) -> e.Stated:
    """The statement with the one value its fact is stated by."""
    name, kind = FACTS[one.fact]
    wanted = _FIELD_OF.get(kind, "words")
    if getattr(one, wanted) is None:
        zh = {"amount_fen": "金额", "day": "日期", "number": "数", "words": "文字"}[wanted]
        en = {"amount_fen": "an amount", "day": "a date", "number": "a number", "words": "words"}[wanted]
        raise refuse(f"“{name.zh}”请填{zh}。", f"“{name.en}” is stated by {en}.", field=f"stated.{place}.{wanted}")
    extra = [n for n in ("amount_fen", "day", "number", "words") if n != wanted and getattr(one, n) is not None]
    if extra:
        raise refuse(
            f"“{name.zh}”只填一个值。", f"“{name.en}” takes one value only.", field=f"stated.{place}.{extra[0]}"
        )
    return e.Stated(fact=one.fact, amount_fen=one.amount_fen, day=one.day, number=one.number, words=ref(one.words))
