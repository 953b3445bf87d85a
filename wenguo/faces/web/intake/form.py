"""The intake form: what was typed, as fields of the verbs; what cannot be read is told beside its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from wenguo.models import Account
from wenguo.pages.asking import whole_number
from wenguo.queries import office
from wenguo.reading.amounts import read_amount
from wenguo.text import Text

# every field there is, as it is typed: one value, or several
SINGLE = (
    "words name phone email contract event_date product price channel received_at unit kind subject severity "
    "dissatisfaction vulnerability consent feeling meaning agent_name agent_phone agent_email authority referrer "
    "referrer_number address identity language promise promise_at promise_what acknowledged answer how outcome lesson"
).split()
SEVERAL = "feelings needs causes concerned wish wish_amount wish_words dismissed".split()
CONTACT = ("name", "phone", "email", "address", "identity", "language")

FEELINGS: dict[str, Text] = {
    "angry": Text("愤怒", "angry"),
    "anxious": Text("焦急", "anxious"),
    "disappointed": Text("失望", "disappointed"),
    "humiliated": Text("委屈、难堪", "humiliated"),
    "tired": Text("疲惫", "tired"),
    "calm": Text("平静", "calm"),
}
NEEDS: dict[str, Text] = {
    "taken_seriously": Text("被重视", "to be taken seriously"),
    "respected": Text("被尊重", "to be respected"),
    "understood": Text("被理解", "to be understood"),
    "helped": Text("得到帮助", "to be helped"),
}
_CODE = re.compile(r"^([A-Za-z]{1,2}\d{1,6})\b")


class Unread(Exception):
    """Some fields cannot be read: field → what to do about it."""

    def __init__(self, wrong: dict[str, Text]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = wrong


def typed(post: QueryDict) -> dict[str, Any]:
    """Everything typed, unaltered: what a draft keeps."""
    fields: dict[str, Any] = {name: post.get(name, "") for name in SINGLE if post.get(name, "").strip()}
    for name in SEVERAL:
        values = post.getlist(name)
        if any(value.strip() for value in values):
            fields[name] = values
    return fields


def one(fields: Mapping[str, Any], name: str) -> str:
    """One typed value, trimmed."""
    return str(fields.get(name, "")).strip()


def several(fields: Mapping[str, Any], name: str) -> list[str]:
    """The typed values of one name."""
    return [str(value).strip() for value in fields.get(name, [])]


def contact(fields: Mapping[str, Any], prefix: str = "") -> dict[str, str] | None:
    """A person's contact data; None where nothing was typed. Full-width digits become digits, so they can be dialled."""
    found = {name: one(fields, prefix + name) for name in CONTACT if one(fields, prefix + name)}
    if "phone" in found:
        found["phone"] = unicodedata.normalize("NFKC", found["phone"])
    return found if set(found) - {"language"} else None


def fen(text: str) -> int | None:
    """A sum as people write it (298, 1,298.50, 1.2万), in fen; None where it cannot be read."""
    found = read_amount(text)
    return found.minor if found.currency in {None, "CNY"} and found.minor is not None and found.minor >= 0 else None


class Reading:
    """Reads one form; `wrong` gathers what could not be read."""

    def __init__(self, fields: Mapping[str, Any], zone: str) -> None:
        self.fields, self.zone = fields, ZoneInfo(zone)
        self.wrong: dict[str, Text] = {}

    def record(self) -> dict[str, Any]:
        """The fields of `record`; only those that were filled in."""
        found: dict[str, Any] = {}
        for name in "words subject authority contract referrer referrer_number product vulnerability consent".split():
            found[name] = one(self.fields, name)
        for name in ("channel", "kind", "severity", "dissatisfaction"):
            found[name] = one(self.fields, name)
        found["complainant"], found["agent"] = contact(self.fields), contact(self.fields, "agent_")
        found["unit"] = whole_number(one(self.fields, "unit"))
        found["received_at"] = self.moment("received_at")
        found["event_date"] = self._day("event_date")
        found["price_fen"] = self._sum("price", one(self.fields, "price"))
        found["causes"] = self._causes()
        found["concerned"] = self._concerned()
        found["demands"] = self._demands()
        if not found["words"]:
            self.wrong["words"] = Text(
                "请写下投诉人说了什么，一句也可以。", "Write down what was said; one sentence will do."
            )
        return {name: value for name, value in found.items() if value not in (None, "", ())}

    def read(self) -> dict[str, Any]:
        """The same, or Unread."""
        found = self.record()
        if self.wrong:
            raise Unread(self.wrong)
        return found

    def moment(self, name: str) -> datetime | None:
        """A moment typed by the unit's wall clock."""
        text = one(self.fields, name)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=self.zone)
        except ValueError:
            self.wrong[name] = Text("时间请写成 2026-11-22 14:20。", "Write the time like 2026-11-22 14:20.")
            return None

    def _day(self, name: str) -> date | None:
        text = one(self.fields, name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.wrong[name] = Text("日期请写成 2026-11-22。", "Write the date like 2026-11-22.")
            return None

    def _sum(self, name: str, text: str) -> int | None:
        found = fen(text) if text else None
        if text and found is None:
            self.wrong[name] = Text(
                f"没有读懂金额“{text}”，请写成 298 或 1298.50（元）。",
                f"“{text}” is not an amount; write 298 or 1298.50 (yuan).",
            )
        return found

    def _causes(self) -> tuple[str, ...]:
        codes = office.taxonomy()
        found = []
        for text in filter(None, several(self.fields, "causes")):
            code = _CODE.match(text)
            entry = codes.get(code[1].upper()) if code else codes.parse(text, "RS")
            if entry is None:
                self.wrong["causes"] = Text(
                    f"没有“{text}”这个原因，请从列表里选。", f"There is no cause “{text}”; choose from the list."
                )
            else:
                found.append(entry.code)
        return tuple(dict.fromkeys(found))

    def _concerned(self) -> tuple[int, ...]:
        known = {row["username"]: row["pk"] for row in colleagues()}
        found = []
        for text in filter(None, several(self.fields, "concerned")):
            name = text.split()[0]
            if name not in known:
                self.wrong["concerned"] = Text(
                    f"没有找到员工“{text}”，请从列表里选。", f"There is no colleague “{text}”; choose from the list."
                )
            else:
                found.append(known[name])
        return tuple(dict.fromkeys(found))

    def _demands(self) -> tuple[dict[str, Any], ...]:
        """The wishes: each with what was chosen, asked for in money, and said."""
        found = []
        for code, amount, words in wishes(self.fields):
            wish: dict[str, Any] = {"remedy": code or "RM99"}
            if amount:
                wish["amount_fen"] = self._sum("wish_amount", amount)
            if words:
                wish["words"] = words
            found.append(wish)
        return tuple(found)


def wishes(fields: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The wishes typed, (code, amount, words), empty ones left out."""
    codes, amounts, words = (several(fields, name) for name in ("wish", "wish_amount", "wish_words"))
    longest = max(len(codes), len(amounts), len(words))
    rows = [[*column, *[""] * (longest - len(column))] for column in (codes, amounts, words)]
    return [row for row in zip(*rows, strict=True) if any(row)]


def colleagues() -> list[dict[str, Any]]:
    """Everybody who can be complained of, by name."""
    rows = Account.objects.filter(is_active=True).order_by("username").values("pk", "username", "display_name")
    return [dict(row) for row in rows[:2000]]
