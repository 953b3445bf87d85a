"""A verb's fields as options: one reading of a pydantic field, so that the command line asks what the form asks."""

from __future__ import annotations

import json
import mimetypes
import re
import sys
import types
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import click
from pydantic import AwareDatetime, BaseModel

from wenguo.faces.cli.acting import Desk, account_id, unit_id
from wenguo.faces.cli.moments import Day, Moment, settled
from wenguo.faces.cli.speaking import Option
from wenguo.text import Text
from wenguo.verbs import Contact, Refused, Upload, Verb, Wish, Words
from wenguo.verbs._answering import Judgement
from wenguo.verbs._verb import MOST_BYTES

# Fields that hold ids: people name the account or unit.
ACCOUNTS = frozenset({"owner", "to", "account", "approver", "concerned"})
UNITS = frozenset({"unit"})
# Repeatable fields are given one at a time, so the option's name is the singular.
_SINGULAR = {"causes": "cause", "demands": "demand", "tags": "tag", "files": "file", "decisions": "decision"}
_WISH = re.compile(r"(?P<remedy>[A-Z]{2}\d+)(?::(?P<amount>\d*))?(?::(?P<words>.*))?", re.DOTALL)
_JUDGEMENT = re.compile(r"(?P<demand>\d+)\s*[=:：]\s*(?P<decision>\w+)(?::(?P<basis>.*))?", re.DOTALL)

_WORDS_MORE = Text("（- 读标准输入，@文件 读文件）", " (- reads stdin, @file a file)")
_WISH_MORE = Text("，如 RM03:120000:原话（金额为分），或直接写原话，或 JSON", ": RM03:120000:words (amount in fen), or their words alone, or JSON")  # fmt: skip
_JUDGEMENT_MORE = Text("，如 1=support 或 1=part:依据，或 JSON", ": 1=support, or 1=part:basis, or JSON")
_NAMED = Text("（用户名或编号）", " (username or id)")
_UNIT_NAMED = Text("（单位代码或编号）", " (code or id)")


class Shape(NamedTuple):
    """What a field takes: its type without None, whether many of it, and its choices."""

    kind: type
    many: bool
    choices: tuple[str, ...]


def shape(annotation: Any) -> Shape:
    """The shape of an annotation such as `tuple[Wish, ...] | None`."""
    many = False
    while True:
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin in {Union, types.UnionType}:
            annotation = next(one for one in inner if one is not type(None))
        elif origin is tuple:
            many, annotation = True, inner[0]
        elif origin is Annotated:
            annotation = inner[0]
        elif origin is Literal:
            return Shape(str, many, inner)
        else:
            return Shape(annotation, many, ())


def described(description: str | None) -> Text:
    """A field's description, written as 中文 | English."""
    zh, _, en = (description or "").partition(" | ")
    return Text(zh.strip(), (en or zh).strip())


def options(kind: type[Verb]) -> list[Option]:
    """The options of a verb, in the order of its fields."""
    found: list[Option] = []
    for name, field in kind.model_fields.items():
        text = described(field.description)
        one = shape(field.annotation)
        if one.kind is Contact:
            found += [_part(name, part, text) for part in Contact.model_fields]
        else:
            found.append(_option(name, one, text, required=field.is_required()))
    return found


def _part(name: str, part: str, text: Text) -> Option:
    said = described(Contact.model_fields[part].description)
    more = Text(f"{text.zh}：{said.zh}", f"{text.en}: {said.en}")
    return Option([f"--{name}-{part}", f"{name}__{part}"], text=more, metavar="TEXT")


def _option(name: str, one: Shape, text: Text, *, required: bool) -> Option:
    dashed = name.replace("_", "-")
    names = [f"--{_SINGULAR[name]}", f"--{dashed}"] if name in _SINGULAR else [f"--{dashed}"]
    given: dict[str, Any] = {"required": required, "multiple": one.many}
    if one.kind is bool:
        return Option([f"--{dashed}/--no-{dashed}", f"field_{name}"], text=text, required=required, default=None)
    if one.choices:
        given["type"] = click.Choice(one.choices)
    elif one.kind is int and name in ACCOUNTS | UNITS:
        text = _joined(text, _UNIT_NAMED if name in UNITS else _NAMED)
        given["metavar"] = "UNIT" if name in UNITS else "USER"
    elif one.kind is int:
        given["type"] = int
    elif one.kind is AwareDatetime:
        given |= {"type": Moment(end_of_day=name.startswith("due")), "metavar": "TIME"}
    elif one.kind is date:
        given |= {"type": Day(), "metavar": "DATE"}
    elif one.kind is Words:
        text = _joined(text, _WORDS_MORE)
    elif one.kind is Wish:
        text = _joined(text, _WISH_MORE)
    elif one.kind is Judgement:
        text = _joined(text, _JUDGEMENT_MORE)
    elif one.kind is Upload:
        given |= {"type": click.Path(exists=True, dir_okay=False, path_type=Path), "metavar": "PATH"}
    return Option([*names, f"field_{name}"], text=text, **given)


def _joined(text: Text, more: Text) -> Text:
    return Text(text.zh + more.zh, text.en + more.en)


def values(kind: type[Verb], given: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """What was filled in: field → value, without what was not given."""
    found: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        one = shape(field.annotation)
        if one.kind is Contact:
            parts = {part: given.get(f"{name}__{part}") for part in Contact.model_fields}
            if any(part is not None for part in parts.values()):
                found[name] = {part: value for part, value in parts.items() if value is not None}
            continue
        value = given.get(f"field_{name}")
        if value is None or (one.many and not value):
            continue
        found[name] = tuple(_each(name, one, value, desk)) if one.many else _value(name, one, value, desk)
    return found


def _each(name: str, one: Shape, given: tuple[Any, ...], desk: Desk) -> list[Any]:
    split = one.kind is str or name in ACCOUNTS  # codes and accounts hold no comma
    each = [part.strip() for text in given for part in text.split(",") if part.strip()] if split else given
    return [_value(name, one, value, desk) for value in each]


def _value(name: str, one: Shape, value: Any, desk: Desk) -> Any:
    if one.kind is AwareDatetime:
        return settled(value, desk.at)
    if one.kind is int and name in UNITS:
        return unit_id(value, name)
    if one.kind is int and name in ACCOUNTS:
        return account_id(value, name)
    if one.kind is Words:
        return words(value)
    if one.kind is Upload:
        return _upload(value)
    if one.kind is Wish or one.kind is Judgement:
        return _model(name, one.kind, value)
    return value


def words(given: str) -> str:
    """Words as they are, from stdin (-) or from a file (@path; @@ stands for one @)."""
    if given == "-":
        return _decoded(sys.stdin.buffer.read())
    if given.startswith("@@"):
        return given[1:]
    if given.startswith("@"):
        path = Path(given[1:])
        if not path.is_file():
            raise click.BadParameter(_no_file(path))
        return _decoded(path.read_bytes())
    return given


def _no_file(path: Path) -> str:
    from wenguo.faces.cli.speaking import said

    return said(
        Text(
            f"没有文件 {path}；若原话以 @ 开头，请写 @@。",
            f"There is no file {path}; words that begin with @ are written @@.",
        )
    )


def _decoded(data: bytes) -> str:
    from wenguo.reading.encoding import decode

    return decode(data).replace("\r\n", "\n").removesuffix("\n")


def _upload(path: Path) -> Upload:
    if path.stat().st_size > MOST_BYTES:
        raise Refused(
            Text(
                f"{path.name} 超过 {MOST_BYTES // 10**6} MB。", f"{path.name} is larger than {MOST_BYTES // 10**6} MB."
            ),
            field="files",
            code="field",
        )
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Upload(name=path.name, media_type=media_type, data=path.read_bytes())


def _model(name: str, kind: type[BaseModel], given: str) -> BaseModel:
    """A demand or a judgement, in JSON or in its short form."""
    if given.lstrip().startswith("{"):
        try:
            return kind.model_validate(json.loads(given))
        except json.JSONDecodeError as error:
            raise Refused(
                Text(f"不是有效的 JSON：{error}", f"This is no JSON: {error}"), field=name, code="field"
            ) from error
    match = (_WISH if kind is Wish else _JUDGEMENT).fullmatch(given.strip())
    if match is None and kind is Wish:
        return Wish(words=Words(given))
    if match is None:
        raise Refused(Text("请写作 1=support。", "Write it as 1=support."), field=name, code="field")
    parts = {("amount_fen" if key == "amount" else key): text for key, text in match.groupdict().items() if text}
    return kind.model_validate({key: int(v) if key in {"amount_fen", "demand"} else v for key, v in parts.items()})
