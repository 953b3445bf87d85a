"""Forms as tables of fields: read from what was sent, shown again as it was typed, each refusal beside its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.http import QueryDict

from wenguo.pages.asking import language
from wenguo.text import Text
from wenguo.verbs import Refused

type Options = Sequence[tuple[str, str | Text]]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field; `kind` is line, words, number, yes, choice, many, moment, day or file."""

    name: str
    label: Text
    kind: str = "line"
    help: Text | None = None
    options: Options = ()
    required: bool = False
    most: int = 200
    list: str = ""  # the id of a datalist
    autocomplete: str = "off"


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A field as a page shows it."""

    field: Field
    value: Any
    wrong: Text | None
    options: list[tuple[str, str, bool]]

    @property
    def id(self) -> str:
        """Its id on the page."""
        return f"f-{self.field.name}"


class Form:
    """A form being filled in."""

    def __init__(self, fields: Sequence[Field], values: Mapping[str, Any] | None = None) -> None:
        """`values` as the fields mean them: texts, numbers, yes and no, lists, moments."""
        self.fields = tuple(fields)
        self.values: dict[str, Any] = {one.name: _as_typed(one, (values or {}).get(one.name)) for one in fields}
        self.refused: Refused | None = None
        self.result: Any = None

    def __iter__(self) -> Iterator[Shown]:
        """The fields to be shown, in order."""
        return (self._shown(one) for one in self.fields)

    def __getitem__(self, name: str) -> Shown:
        """One field by name, for a template that lays them out itself; KeyError, which templates understand."""
        found = {one.name: one for one in self.fields}
        return self._shown(found[name])

    @property
    def multipart(self) -> bool:
        """Does it take a file?"""
        return any(one.kind == "file" for one in self.fields)

    @property
    def status(self) -> int:
        """The status of the page that shows it."""
        return 422 if self.refused is not None else 200

    @property
    def trouble(self) -> Text | None:
        """What is wrong with the whole of it, where it is with no field."""
        names = {one.name for one in self.fields}
        refused = self.refused
        return refused.text if refused is not None and refused.field not in names else None

    def submit(self, post: QueryDict, act: Callable[[dict[str, Any]], Any]) -> bool:
        """Read and act; False where it was refused, and then it is as it was typed, with the reason."""
        self.values = {one.name: _typed(one, post) for one in self.fields}
        try:
            self.result = act(self.read(post))
        except Refused as refused:
            if refused.code in {"permission", "unseen"}:
                raise
            self.refused = refused
            return False
        return True

    def read(self, post: QueryDict) -> dict[str, Any]:
        """What was sent, as the fields mean it. Refused with the field where one cannot be read."""
        return {one.name: _read(one, post) for one in self.fields if one.kind != "file"}

    def _shown(self, field: Field) -> Shown:
        value = self.values.get(field.name)
        chosen = set(map(str, value)) if isinstance(value, list) else {str(value if value is not None else "")}
        options = [
            (code, text.said(language()) if isinstance(text, Text) else text, code in chosen)
            for code, text in field.options
        ]
        refused = self.refused
        wrong = refused.text if refused is not None and refused.field == field.name else None
        return Shown(field=field, value=value, wrong=wrong, options=options)


def _as_typed(field: Field, value: Any) -> Any:
    """A value as its field shows it."""
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if field.kind in {"yes", "many"}:
        return bool(value) if field.kind == "yes" else [str(one) for one in value or ()]
    return "" if value is None else str(value)


def _typed(field: Field, post: QueryDict) -> Any:
    if field.kind == "yes":
        return field.name in post
    return post.getlist(field.name) if field.kind == "many" else post.get(field.name, "")


def _read(field: Field, post: QueryDict) -> Any:
    text = post.get(field.name, "").replace("\r\n", "\n").replace("\x00", "").strip()
    if field.kind == "yes":
        return field.name in post
    if field.kind == "many":
        known = {code for code, _ in field.options}
        return [one for one in post.getlist(field.name) if one in known]
    if field.required and not text:
        raise _wrong(field, f"请填写“{field.label.zh}”。", f"Please fill in “{field.label.en}”.")
    if field.kind in {"line", "words"} and len(text) > field.most:
        raise _wrong(field, f"最多 {field.most} 字。", f"{field.most} characters at the most.")
    read = _READ.get(field.kind)
    return read(field, text) if read is not None else text


def _number(field: Field, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise _wrong(field, "请填一个整数。", "Give a whole number.") from error


def _choice(field: Field, text: str) -> str:
    if text not in {code for code, _ in field.options}:
        raise _wrong(field, "请从列表中选择。", "Choose one of the list.")
    return text


def _moment(field: Field, text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _wrong(field, "请写成 2026-11-22 14:20 这样的时间。", "Write a time such as 2026-11-22 14:20.") from error


def _day(field: Field, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _wrong(field, "请写成 2026-11-22 这样的日期。", "Write a date such as 2026-11-22.") from error


_READ: dict[str, Callable[[Field, str], Any]] = {
    "number": _number,
    "choice": _choice,
    "moment": _moment,
    "day": _day,
}


def _wrong(field: Field, zh: str, en: str) -> Refused:
    return Refused(Text(zh, en), code="field", field=field.name)
