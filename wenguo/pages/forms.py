"""The form of every verb, made from the verb itself: its fields, their words, and the widget each type asks for.

A field's name on the page is its place in the verb ("words", "decisions.2.basis"), so that what pydantic says of a
place can be shown beside it. forms_reading.py reads what was filled in; forms_choices.py knows what there is to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from wenguo.pages import forms_evidence, forms_words
from wenguo.pages.forms_choices import Option, Place, choices
from wenguo.text import Text
from wenguo.verbs import Contact, Upload, Verb, Wish, Words
from wenguo.verbs._answering import Judgement
from wenguo.verbs._verb import MOST_BYTES

type Values = Mapping[str, Sequence[str]]

SPARE_WISHES = 2  # empty blocks for further demands
SPARE_CAUSES = 3
_MOST_CHIPS = 9
_ROWS = {"address": 1, "basis": 2, "proof": 2, "consent": 2, "finding": 6}
_ZH = re.compile(r"[；，：（]")
_EN = re.compile(r"; |: |, (?=else )|, in fen|, where |, such as ")


class Field(msgspec.Struct, kw_only=True):
    """One field as a page shows it; `kind` names its widget, `fields` are the parts of a block."""

    name: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    options: list[Option] = []
    values: list[str] = []
    errors: list[str] = []
    most: int | None = None
    fields: list[Field] = []
    scope: str = ""  # before ids where two forms stand on one page
    quick: list[str] = []  # the quick choice of a promise
    quiet: bool = False  # optional without saying so, as everything around it is
    folded: bool = False  # a block that is opened where it is wanted
    again: bool = False  # files that were chosen have to be chosen once more

    @property
    def value(self) -> str:
        """What stands in it."""
        return self.values[0] if self.values else ""

    @property
    def id(self) -> str:
        """Its id in the page."""
        return f"{self.scope}f-" + self.name.replace(".", "-")

    @property
    def described(self) -> str:
        """The ids of what explains it: its help and what is wrong with it."""
        parts = [f"{self.id}-help"] * bool(self.help) + [f"{self.id}-wrong"] * bool(self.errors)
        return " ".join(parts)

    @property
    def megabytes(self) -> int:
        """How large a file may be."""
        return MOST_BYTES // 1_000_000

    @property
    def three(self) -> list[str]:
        """The places for causes: what is chosen, and empty ones up to a few."""
        return [*self.values, *[""] * max(0, SPARE_CAUSES - len(self.values))]

    @property
    def rows(self) -> int:
        """How tall a field for words is."""
        last = self.name.rpartition(".")[2]
        return _ROWS.get(last, 4 if self.required else 3)

    def all(self) -> Iterator[Field]:
        """This field and its parts."""
        yield self
        for part in self.fields:
            yield from part.all()


def shape(name: str, annotation: Any) -> str:
    """What kind of value a field takes: the key of its widget and of its reading."""
    kind = plain_type(annotation)
    if name.endswith("_fen"):
        return "money"
    if get_origin(kind) is Literal:
        return "choice"
    if get_origin(kind) is tuple:
        item = plain_type(get_args(kind)[0])
        return forms_evidence.SHAPES.get(item) or {
            Upload: "files",
            Wish: "wishes",
            Judgement: "judgements",
            int: "numbers",
        }.get(item, "codes")
    known: dict[Any, str] = {
        Words: "words", Contact: "contact", bool: "yes", int: "number", date: "date", datetime: "moment",
        AwareDatetime: "moment",
    }  # fmt: skip
    return known.get(kind, "line")


def plain_type(annotation: Any) -> Any:
    """The type without "or None" and without its limits."""
    while True:
        origin = get_origin(annotation)
        if origin in {Union, UnionType}:
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        elif origin is Annotated:
            annotation = get_args(annotation)[0]
        else:
            return annotation


def may_lack(info: FieldInfo) -> bool:
    """May the field be left out as None?"""
    return type(None) in get_args(info.annotation)


def fields(kind: type[Verb], place: Place, given: Values, errors: Mapping[str, Sequence[str]]) -> list[Field]:
    """The verb's fields, filled in with what was given, each with what is wrong beside it."""
    made = [_field(kind.word(), "", name, info, place, given) for name, info in kind.model_fields.items()]
    for field in (part for one in made if one is not None for part in one.all()):
        field.errors = list(errors.get(field.name, ()))
    return [one for one in made if one is not None]


def hushed(fields: list[Field]) -> list[Field]:
    """Where nothing is obligatory, nothing says that it is optional."""
    if not any(one.required and one.kind != "hidden" for one in fields):
        for part in (part for one in fields for part in one.all()):
            part.quiet = True
    return fields


def _field(verb: str, prefix: str, name: str, info: FieldInfo, place: Place, given: Values) -> Field | None:
    path = f"{prefix}{name}"
    label, help_ = _said(verb, name, info, place.language)
    kind = shape(name, info.annotation)
    options = choices(verb, name, place)
    field = Field(
        name=path,
        kind=kind,
        label=label,
        help=help_,
        required=info.is_required() or forms_words.asked_for(verb, name),
        values=list(given.get(path, ())),
        most=next((one.max_length for one in info.metadata if hasattr(one, "max_length")), None),
    )
    if kind in {"wishes", "judgements", *forms_evidence.BLOCKS}:
        return _blocks(verb, field, kind, place, given)
    if kind == "contact":
        field.fields = _parts(verb, f"{path}.", Contact, place, given)
        if verb in forms_evidence.NAMED_BRIEFLY:
            field.fields = [one for one in field.fields if one.name.endswith((".name", ".phone"))]
        return field
    if kind == "choice" and options is None:
        options = _literals(verb, name, info, place)
    if kind == "yes" and (info.is_required() or may_lack(info)):
        field.kind, options = "choice", _yes_no(place)
    if options is not None:
        _choose(field, kind, options, info, place)
    return field


def _choose(field: Field, kind: str, options: list[Option], info: FieldInfo, place: Place) -> None:
    """Turn it into a choice: chips where there are few, a list where there are many."""
    several = kind in {"numbers", "codes"}
    field.options = options
    if several:
        field.kind = "causes" if field.name == "causes" else "several"
        return
    default = info.default if isinstance(info.default, str | int) and not isinstance(info.default, bool) else None
    if field.name.startswith("demands."):  # a spare block that is left alone is no demand
        default = None
    if not field.values and default is not None and info.default is not PydanticUndefined:
        field.values = [str(default)]
    if not field.required and default is None:
        field.options = [Option("", place.say("不填", "Leave open")), *options]
    few = len(options) <= _MOST_CHIPS and not any(one.group for one in options)
    field.kind = "chips" if few else "pick"
    if len(options) == 1 and field.required and not field.values:
        field.values = [options[0].value]


def _literals(verb: str, name: str, info: FieldInfo, place: Place) -> list[Option]:
    codes = get_args(plain_type(info.annotation))
    return [Option(code, forms_words.code(verb, name, code, place.language)) for code in codes]


def _yes_no(place: Place) -> list[Option]:
    return [Option("yes", place.say("是", "Yes")), Option("no", place.say("否", "No"))]


def _blocks(verb: str, field: Field, kind: str, place: Place, given: Values) -> Field | None:
    """One block per demand to be decided, or spare blocks for further demands."""
    model, spare_ones = forms_evidence.BLOCKS.get(kind, (Judgement if kind == "judgements" else Wish, SPARE_WISHES))
    if kind == "judgements":
        rows = [(str(n), place.demand(demand)) for n, demand in enumerate(place.c.demands)]
    else:
        spare = {path.split(".")[1] for path in given if path.startswith(f"{field.name}.")}
        rows = [(str(n), "") for n in range(max(spare_ones, len(spare)))]
    if not rows:
        return None
    field.kind, field.folded = (
        "blocks",
        kind != "judgements" and not any(path.startswith(f"{field.name}.") for path in given),
    )
    for row, title in rows:
        parts = _parts(verb, f"{field.name}.{row}.", model, place, given)
        for part in parts:
            if part.name.endswith(".demand"):
                part.kind, part.values, part.options = "hidden", [str(int(row) + 1)], []
            elif part.name.endswith(".decision"):
                part.options = [one for one in part.options if one.value]
        field.fields.append(Field(name=f"{field.name}.{row}", kind="block", label=title, fields=parts))
    return field


def _parts(verb: str, prefix: str, model: type[BaseModel], place: Place, given: Values) -> list[Field]:
    made = (_field(verb, prefix, name, info, place, given) for name, info in model.model_fields.items())
    return [one for one in made if one is not None]


def _said(verb: str, name: str, info: FieldInfo, language: str) -> tuple[str, str]:
    """A field's label and help in the reader's language."""
    own = forms_words.label(verb, name)
    if own is not None:
        return own[0].said(language), own[1].said(language) if own[1] else ""
    zh, _, en = (info.description or name).partition(" | ")
    said, parts = Text(zh, en or zh).said(language), _ZH if language.startswith("zh") else _EN
    found = parts.search(said)
    if found is None or not found.start():
        return _raised(said), ""
    return _raised(said[: found.start()]), _raised(said[found.end() :].rstrip("）"))


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]
