"""Forms that programs fill in as JSON: a verb out of a text, or what is wrong with it in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from wenguo.text import Text
from wenguo.verbs._verb import Refused


class Malformed(Exception):
    """What came is not a form at all; the text is for the person who sent it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Unfilled(Refused):
    """A form with wrong or missing fields; `errors` names each."""

    def __init__(self, errors: Sequence[tuple[str | None, Text]]) -> None:
        field, text = errors[0]
        super().__init__(text, code="field", field=field)
        self.errors = list(errors)


def filled[Form: BaseModel](kind: type[Form], raw: bytes | str, *, strict: bool = True) -> Form:
    """The verb (or question) that a JSON object says. Raises Malformed or Unfilled.

    `strict` takes no number for a text and no text for a number; people and assistants are forgiven that.
    """
    try:
        return kind.model_validate_json(raw, strict=strict)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
    if errors[0]["type"] == "json_invalid":
        why = str(errors[0].get("ctx", {}).get("error", ""))
        raise Malformed(Text(f"不是正确的 JSON：{why}", f"This is not correct JSON: {why}"))
    if not errors[0]["loc"]:
        raise Malformed(Text("应是一个 JSON 对象。", "This must be one JSON object."))
    raise Unfilled(plain(errors))


def plain(errors: Sequence[Mapping[str, Any]]) -> list[tuple[str | None, Text]]:
    """Pydantic's errors as (field, words)."""
    return [(".".join(map(str, error["loc"])) or None, _said(error)) for error in errors]


def _said(error: Mapping[str, Any]) -> Text:
    kind, known = str(error["type"]), error.get("ctx") or {}
    said = _WORDS.get(kind)
    if said is not None:
        return said(known)
    if kind.startswith(("datetime_", "timezone_")):
        return Text(
            "时间写作 2026-11-22T09:30:00+08:00，须带时区。",
            "Write moments as 2026-11-22T09:30:00+08:00, with the time zone.",
        )
    if kind.startswith("date_"):
        return Text("日期写作 2026-11-22。", "Write dates as 2026-11-22.")
    zh, _, en = str(error["msg"]).removeprefix("Value error, ").partition(" | ")
    return Text(zh, en or zh)


def _always(zh: str, en: str) -> Callable[[Mapping[str, Any]], Text]:
    return lambda _: Text(zh, en)


def _with(name: str, zh: str, en: str) -> Callable[[Mapping[str, Any]], Text]:
    return lambda known: Text(zh.format(known.get(name)), en.format(known.get(name)))


def _choices(expected: str) -> Text:
    """The codes that may stand there, as each language lists them."""
    return Text(f"只能是：{expected.replace(' or ', '、').replace(', ', '、')}。", f"Choose one of: {expected}.")


_WORDS: dict[str, Callable[[Mapping[str, Any]], Text]] = {
    "missing": _always("此项必填。", "This is required."),
    "extra_forbidden": _always("没有这一项。", "There is no such field."),
    "string_type": _always("应是文字。", "This must be text."),
    "string_unicode": _always("含有不成字的编码。", "This holds a code that is no character."),
    "bytes_type": _always("应是 base64 文字。", "This must be base64 text."),
    "bytes_invalid_encoding": _always("不是正确的 base64。", "This is not correct base64."),
    "bool_type": _always("只能是 true 或 false。", "This must be true or false."),
    "bool_parsing": _always("只能是 true 或 false。", "This must be true or false."),
    "int_type": _always("应是整数。", "This must be a whole number."),
    "int_parsing": _always("应是整数。", "This must be a whole number."),
    "int_parsing_size": _always("数太大。", "This number is too large."),
    "int_from_float": _always("应是整数。", "This must be a whole number."),
    "tuple_type": _always("应是列表。", "This must be a list."),
    "list_type": _always("应是列表。", "This must be a list."),
    "model_type": _always("应是一个对象。", "This must be an object."),
    "model_attributes_type": _always("应是一个对象。", "This must be an object."),
    "literal_error": lambda known: _choices(str(known.get("expected"))),
    "greater_than_equal": _with("ge", "不能小于 {}。", "This must be at least {}."),
    "less_than_equal": _with("le", "不能大于 {}。", "This must be at most {}."),
    "string_too_long": _with("max_length", "最多 {} 个字。", "At most {} characters."),
    "string_too_short": _with("min_length", "至少 {} 个字。", "At least {} characters."),
    "bytes_too_long": _with("max_length", "最多 {} 字节。", "At most {} bytes."),
    "too_long": _with("max_length", "最多 {} 项。", "At most {} items."),
    "too_short": _with("min_length", "至少 {} 项。", "At least {} items."),
}
