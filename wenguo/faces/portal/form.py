"""The complainant's form: what was typed, read into the verb that begins a complaint, or what is missing and how to mend it."""

from __future__ import annotations

import re
import uuid
from datetime import date

import msgspec
from django.core.exceptions import ValidationError as BadAddress
from django.core.validators import validate_email
from django.http import QueryDict
from pydantic import ValidationError

from wenguo.faces.portal.holding import Held
from wenguo.queries import office
from wenguo.queries.receiving import Receiver
from wenguo.reading.amounts import read_amount
from wenguo.text import Text
from wenguo.verbs import Contact, Record, Wish
from wenguo.verbs.filled import plain

MOST_WORDS = 20_000
_DIGIT = re.compile(r"\d")

# what one may wish, in the words of people; the codes are the taxonomy's
WISHES: dict[str, Text] = {
    "RM03": Text("退款", "Money back"),
    "RM15": Text("退货", "Take it back"),
    "RM04": Text("换一个", "Exchange it"),
    "RM05": Text("修好", "Repair it"),
    "RM06": Text("按约定做到", "Do what was agreed"),
    "RM08": Text("赔偿", "Compensation"),
    "RM02": Text("说清楚", "An explanation"),
    "RM01": Text("道歉", "An apology"),
    "RM13": Text("别再这样做", "Stop doing it"),
    "RM11": Text("更正或删除我的信息", "Correct or delete my data"),
    "RM14": Text("改进", "Do it better in future"),
}
_OF_MONEY = ("RM03", "RM08", "RM15")
_OTHER = "RM99"

# every plain field, with the most that may be typed
FIELDS: dict[str, int] = {
    "words": MOST_WORDS,
    "wish_words": 2_000,
    "amount": 40,
    "phone": 60,
    "email": 320,
    "name": 200,
    "product": 200,
    "contract": 200,
    "event_date": 10,
    "unit": 60,
    "vulnerability": 1_000,
    "their_name": 200,
    "basis": 2_000,
}
LABELS: dict[str, Text] = {
    "words": Text("发生了什么", "What happened"),
    "files": Text("照片或文件", "Photographs or files"),
    "wish_words": Text("您希望", "What you wish"),
    "amount": Text("金额", "Amount"),
    "reach": Text("怎么联系您", "How to reach you"),
    "phone": Text("电话", "Telephone"),
    "email": Text("邮箱", "E-mail"),
    "event_date": Text("哪一天", "Which day"),
    "basis": Text("代理依据", "Basis of authority"),
    "website": Text("请留空的一格", "The field to leave empty"),
}


class Filled(msgspec.Struct, kw_only=True):
    """The form as it stands: everything typed, the files held, and what is wrong, field by field."""

    values: dict[str, str]
    wishes: tuple[str, ...] = ()
    come_back: bool = False
    for_other: bool = False
    key: str = ""
    website: str = ""
    files: list[Held] = []
    wrong: dict[str, Text] = {}

    def mistakes(self) -> list[tuple[str, Text, Text]]:
        """What is wrong, in the order of the page: field, its name, the words."""
        order = (*LABELS, *self.values)
        listed = sorted(self.wrong.items(), key=lambda one: order.index(one[0]) if one[0] in order else 99)
        return [(field, LABELS.get(field, Text(field, field)), text) for field, text in listed]


def empty() -> Filled:
    """A form nobody has typed into."""
    return Filled(values=dict.fromkeys(FIELDS, ""), key=str(uuid.uuid4()))


def read(posted: QueryDict, files: list[Held]) -> Filled:
    """What was typed, whatever it is worth."""
    try:
        key = str(uuid.UUID(posted.get("key", "")))
    except ValueError:
        key = str(uuid.uuid4())
    return Filled(
        values={name: posted.get(name, "").strip()[: most + 1] for name, most in FIELDS.items()},
        wishes=tuple(code for code in posted.getlist("wish") if code in WISHES),
        come_back=posted.get("come_back") == "1",
        for_other=posted.get("for_other") == "1",
        key=key,
        website=posted.get("website", ""),
        files=files,
        wrong={},
    )


def offered_wishes() -> list[tuple[str, Text]]:
    """The wishes to choose from, those that the taxonomy still has in use."""
    known = {one.code for one in office.taxonomy().facet("RM")}
    return [(code, text) for code, text in WISHES.items() if code in known]


def check(form: Filled, *, anonymous: bool, today: date) -> None:
    """Write down what is wrong, with what can be done about it."""
    values, wrong = form.values, form.wrong
    for name, most in FIELDS.items():
        if len(values[name]) > most:
            wrong[name] = Text(
                f"最多 {most} 个字；其余的可以作为文件附上。", f"At most {most} characters; attach the rest as a file."
            )
    if not values["words"]:
        wrong["words"] = Text("请写几个字，说说发生了什么。", "Write a few words: what happened?")
    _check_reach(form, anonymous=anonymous)
    if values["amount"]:
        read_as = read_amount(values["amount"])
        if read_as.minor is None or read_as.minor < 0:
            wrong["amount"] = Text("请写成数字，如 1299 或 1299.50。", "Write it in figures, such as 1299 or 1299.50.")
    if values["event_date"]:
        day = _day(values["event_date"])
        if day is None:
            wrong["event_date"] = Text("请写成 2026-11-22 这样的日期。", "Write the date as 2026-11-22.")
        elif day > today:
            wrong["event_date"] = Text("日期在将来，请核对。", "This date lies in the future; check it.")
    if form.for_other and not values["basis"]:
        wrong["basis"] = Text(
            "请写明您凭什么代为投诉，如：女儿、律师、受托人。",
            "Say by what right you act: daughter, lawyer, person entrusted.",
        )
    if form.website:
        wrong["website"] = Text(
            "这一格是用来识别机器的，请清空后再提交；您的其他内容都还在。",
            "This field tells machines from people: empty it and send again. Everything else is still here.",
        )


def _check_reach(form: Filled, *, anonymous: bool) -> None:
    values, wrong = form.values, form.wrong
    if values["email"]:
        try:
            validate_email(values["email"])
        except BadAddress:
            wrong["email"] = Text(
                "邮箱好像写错了，应像 name@example.com。",
                "This does not look like an e-mail address: name@example.com.",
            )
    if values["phone"] and len(_DIGIT.findall(values["phone"])) < 5:
        wrong["phone"] = Text("电话好像少了几位，请核对。", "Some digits seem to be missing from this number.")
    if values["phone"] or values["email"]:
        return
    if not anonymous:
        wrong["reach"] = Text(
            "请留下电话或邮箱，我们要能答复您。",
            "Leave a telephone number or an e-mail address, so that we can answer.",
        )
    elif not form.come_back:
        wrong["reach"] = Text(
            "请留下电话或邮箱；不想留的，请勾选“我自己凭编号回来看”。",
            "Leave a telephone number or an e-mail address, or tick “I will come back with my number”.",
        )


def record(form: Filled, to: Receiver, language: str) -> Record | None:
    """The verb that the form says; None where it is wrong, and then the form knows why."""
    values = form.values
    reach = Contact(name=values["name"], phone=values["phone"], email=values["email"], language=language)
    known = any((values["name"], values["phone"], values["email"]))
    theirs = Contact(name=values["their_name"]) if form.for_other and values["their_name"] else None
    try:
        return Record(
            words=values["words"],
            subject=values["product"] or None,
            unit=to.unit.id,
            owner=to.owner,
            channel="web",
            complainant=theirs if form.for_other else (reach if known else None),
            agent=reach if form.for_other and known else None,
            authority=values["basis"] or None if form.for_other else None,
            contract=values["contract"] or None,
            event_date=_day(values["event_date"]),
            vulnerability=values["vulnerability"] or None,
            demands=_demands(form),
        )
    except ValidationError as error:
        for field, text in plain(error.errors(include_url=False, include_input=False)):
            form.wrong.setdefault(_field(field or ""), text)
        return None


def _demands(form: Filled) -> tuple[Wish, ...]:
    words = form.values["wish_words"] or None
    fen = read_amount(form.values["amount"]).minor if form.values["amount"] else None
    codes = form.wishes or ((_OTHER,) if words or fen is not None else ())
    priced = next((code for code in codes if code in _OF_MONEY), codes[0] if codes else "")
    return tuple(
        Wish(remedy=code, amount_fen=fen if code == priced else None, words=words if place == 0 else None)
        for place, code in enumerate(codes)
    )


def _field(path: str) -> str:
    """The form's field for a field of the verb."""
    first, _, rest = path.partition(".")
    known = {"complainant": rest, "agent": rest, "subject": "product", "authority": "basis", "demands": "wish_words"}
    found = known.get(first, first)
    return found if found in FIELDS else "words"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
