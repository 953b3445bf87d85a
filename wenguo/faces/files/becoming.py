"""How a row of a file becomes a complaint: the verbs that would have been done, at the times the file tells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from wenguo.faces.files import meaning
from wenguo.reading import Attachment, Calendar, Row, Source
from wenguo.reading.amounts import read_amount
from wenguo.reading.defusing import restored
from wenguo.reading.values import is_nothing, read_moment, tidy_number
from wenguo.text import Text
from wenguo.verbs import Answer, Close, Contact, Enclose, Record, Upload, Verb, Wish, Words
from wenguo.verbs._verb import MOST_BYTES, MOST_CHARACTERS

type Steps = list[tuple[Verb, datetime]]
CUT = {"name": 200, "phone": 60, "email": 320, "address": 1000, "referrer": 60, "product": 60}
MOST_FEN = 10**15
MOST_FILES = 50
_NO_ANSWER = "（来源文件只有答复时间，没有答复内容）"
_PLAIN = frozenset({"id", "words", "subject", "received_at", "name", "phone"})
_WORDS = (
    ("contract", "order"), ("referrer_number", "referrer_number"), ("vulnerability", "vulnerability"),
    ("authority", "agent_authority"),
)  # fmt: skip
_encode = msgspec.json.encode


class Unfit(Exception):
    """A row that cannot become a complaint, with the reason in plain words."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.text = Text(zh, en)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the person asked for with the whole import."""

    owner: int | None
    unit: int | None
    live: bool
    at: datetime
    units: Mapping[str, int]  # code or name, case-folded → unit
    enclosing: bool = True  # a rehearsal encloses nothing


class Becoming:
    """Turns the rows of one file into verbs."""

    def __init__(self, source: Source, name: str, wanted: Wanted, calendar: Calendar) -> None:
        self._wanted, self._calendar, self._file = wanted, calendar, source.name
        self._salt = name.encode() + b"\0"
        self.ours = "log_head" in source.columns  # our own ledger
        self._defused = self.ours and source.kind != "JSONL"  # made for spreadsheets, so restored here

    def key(self, row: Row) -> str:
        """The key by which the same row is known again: source and id, else source and all cells."""
        said = row.id.encode("utf-8", "surrogatepass") if row.id else b"\0" + _json(row.cells).encode()
        return hashlib.sha256(self._salt + said).hexdigest()

    def steps(self, row: Row, key: str) -> tuple[Steps, list[str]]:
        """The verbs, each with its moment, the first is `record`; and what was odd about the row. Raises Unfit."""
        steps = _Steps(row, key, self._wanted, self._calendar, file=self._file, is_defused=self._defused)
        return steps.all(), steps.notes


class _Steps:
    """One row on its way."""

    def __init__(self, row: Row, key: str, wanted: Wanted, calendar: Calendar, *, file: str, is_defused: bool) -> None:
        self.row, self.key, self.wanted, self.calendar, self.file = row, key, wanted, calendar, file
        fields = row.fields
        if is_defused:
            fields = {name: restored(text) for name, text in fields.items()}
        self.fields = fields
        self.notes = [note.zh for note in row.notes]

    def all(self) -> Steps:
        """Everything that happened, as far as the row tells."""
        received = self._moment(self.row.received_at, "received_at", None)
        if received is None:
            received = self.wanted.at
            self._note("没有收到时间，按导入时间登记")
        later = [*self._answer_and_close(received)]
        enclosed = [(verb, received) for verb in self._enclosures()] if self.wanted.enclosing else []
        live = self.wanted.live and not later  # what was answered elsewhere is history: nothing follows from it
        return [(self._record(received, live=live), received), *enclosed, *later]

    # -- record --------------------------------------------------------------------------------------------------

    def _record(self, received: datetime, *, live: bool) -> Record:
        fields = self.fields
        words, subject = fields.get("words"), fields.get("subject")
        given: dict[str, Any] = {"words": Words(words or subject), "received_at": received, "source": self.key}
        if words and subject:
            given["subject"] = Words(subject)
        if len(words or subject or "") > MOST_CHARACTERS:
            raise Unfit(
                f"内容超过 {MOST_CHARACTERS:,} 字，请拆开后重新导入",
                f"The words are longer than {MOST_CHARACTERS:,} characters; split them and import again",
            )
        wanted = self.wanted
        if not live:
            given["live"] = False
        if wanted.owner is not None:
            given["owner"] = wanted.owner
        unit = self._unit()
        if unit is not None:
            given["unit"] = unit
        self._person(given)
        if not fields.keys() <= _PLAIN:
            self._details(given, received)
        given["original"] = Words(self._original())
        return Record(**given)

    def _unit(self) -> int | None:
        named = self.fields.get("unit")
        found = self.wanted.units.get(named.strip().casefold()) if named else None
        if found is None and named:
            branch = self.fields.get("branch")
            found = self.wanted.units.get(branch.strip().casefold()) if branch else None
        return self.wanted.unit if found is None else found

    def _person(self, given: dict[str, Any]) -> None:
        fields = self.fields
        contact = {name: self._cut(name) for name in ("name", "phone", "email", "address") if name in fields}
        if "phone" in contact:
            contact["phone"] = tidy_number(contact["phone"])[: CUT["phone"]]
        contact = {name: text for name, text in contact.items() if not is_nothing(text)}
        if contact:
            given["complainant"] = Contact(**contact)

    def _details(self, given: dict[str, Any], received: datetime) -> None:
        fields = self.fields
        for name, field, read in (
            ("channel", "channel", meaning.channel), ("kind", "kind", meaning.kind),
            ("severity", "severity", meaning.severity),
        ):  # fmt: skip
            code = read(fields[field]) if field in fields else None
            if code is not None:
                given[name] = code
        causes = meaning.cause(fields["reasons"]) if "reasons" in fields else ()
        if not causes and "category" in fields:
            causes = meaning.cause(fields["category"])
        if causes:
            given["causes"] = causes[:20]
        for name, field in (("referrer", "referrer"), ("product", "product")):
            if field in fields and not is_nothing(fields[field]):
                given[name] = self._cut(field).strip()
        for name, field in _WORDS:
            if field in fields and not is_nothing(fields[field]):
                given[name] = Words(fields[field].strip())
        if "agent" in fields and not is_nothing(fields["agent"]):
            given["agent"] = Contact(name=fields["agent"].strip()[: CUT["name"]])
        if "event_date" in fields:
            day = self._event_date(received)
            if day is not None:
                given["event_date"] = day
        if "price" in fields:
            price = read_amount(fields["price"]).minor
            if price is not None and price <= MOST_FEN:
                given["price_fen"] = price
        self._demand(given)

    def _demand(self, given: dict[str, Any]) -> None:
        wish = self.fields.get("wish")
        amount = self.row.amount_fen
        if amount is not None and not 0 <= amount <= MOST_FEN:
            self._note("金额过大，原文已保留")
            amount = None
        if wish is not None and not is_nothing(wish):
            given["demands"] = (Wish(remedy=meaning.remedy(wish), amount_fen=amount, words=Words(wish)),)
        elif amount is not None:
            given["demands"] = (Wish(amount_fen=amount),)

    def _event_date(self, received: datetime) -> date | None:
        moment, _ = read_moment(self.fields["event_date"].strip(), self.calendar)
        if moment is None:
            return None
        day = moment.astimezone(self.calendar.zone).date()
        if day > received.astimezone(self.calendar.zone).date():
            self._note(f"事发日期 {day} 晚于收到时间，原文已保留")
            return None
        return day

    # -- what came later -----------------------------------------------------------------------------------------

    def _answer_and_close(self, received: datetime) -> Steps:
        fields, row = self.fields, self.row
        answer, outcome = fields.get("answer"), fields.get("outcome")
        if answer is not None and is_nothing(answer):
            answer = None
        said_closed = "stage" in fields and meaning.is_closed(fields["stage"])
        answered = self._moment(row.answered_at, "answered_at", received)
        closed = self._moment(row.closed_at, "closed_at", answered or received)
        if not (answer or answered or closed or said_closed):
            return []
        code, bare = meaning.outcome(outcome) if outcome and not is_nothing(outcome) else (None, True)
        if answer is None and outcome and not bare:
            answer = outcome  # what others call the result is what they told
        steps: Steps = []
        if answer or answered:
            when = answered or closed or received
            if answered is None:
                self._note("没有答复时间，按办结或收到时间登记")
            steps.append((Answer(words=Words(answer or _NO_ANSWER), way="other"), when))
        if closed or said_closed:
            if code is None:
                self._note("没有写明处理结果，按“予以解释”登记")
            when = closed or answered or received
            steps.append((Close(outcome=code or meaning.UNSAID_OUTCOME), when))
        return steps

    def _moment(self, moment: datetime | None, field: str, earliest: datetime | None) -> datetime | None:
        """The moment as it can be recorded: not later than now, not before what it follows."""
        if moment is None:
            return None
        moment = moment.astimezone(UTC)
        name = {"received_at": "收到时间", "answered_at": "答复时间", "closed_at": "办结时间"}[field]
        if moment > self.wanted.at:
            self._note(f"{name} {self.fields.get(field, moment)} 在将来，按导入时间登记")
            return self.wanted.at
        if earliest is not None and moment < earliest:
            self._note(f"{name} {self.fields.get(field, moment)} 早于此前的步骤，按前一步的时间登记")
            return earliest
        return moment

    def _enclosures(self) -> list[Enclose]:
        """The message as it arrived and everything that came with it."""
        row, found = self.row, []
        if row.original is not None and self._fits(row.original, "original"):
            name = f"{(row.id or 'message').strip('<>')[:200]}.eml"
            found.append(
                Enclose(kind="original", files=(Upload(name=name, media_type="message/rfc822", data=row.original),))
            )
        files = [_upload(one) for one in row.attachments if self._fits(one.data, one.name)]
        found += [Enclose(files=tuple(files[begin : begin + MOST_FILES])) for begin in range(0, len(files), MOST_FILES)]
        return found

    def _fits(self, data: bytes, name: str) -> bool:
        if len(data) <= MOST_BYTES:
            return True
        self._note(f"附件 {name} 超过 {MOST_BYTES // 1_000_000} MB，没有保存，请另行附入")
        return False

    # -- the original --------------------------------------------------------------------------------------------

    def _note(self, zh: str) -> None:
        self.notes.append(zh)

    def _cut(self, field: str) -> str:
        text = self.fields[field]
        most = CUT.get(field, 60)
        if len(text) <= most:
            return text
        self._note(f"{field} 超过 {most} 字，只登记开头，原文已保留")
        return text[:most]

    def _original(self) -> str:
        """The row as the file had it, with what was odd about it."""
        row = self.row
        whole: dict[str, Any] = {"file": self.file, "line": row.line, "cells": row.cells}
        if row.sheet:
            whole["sheet"] = row.sheet
        if self.notes:
            whole["notes"] = self.notes
        return _json(whole)


def _upload(one: Attachment) -> Upload:
    return Upload(name=one.name[-300:], media_type=one.media_type[:200], data=one.data)


def _json(value: Any) -> str:
    try:
        return _encode(value).decode()
    except UnicodeEncodeError:  # half a character pair, as broken files have it
        return json.dumps(value, ensure_ascii=True)
