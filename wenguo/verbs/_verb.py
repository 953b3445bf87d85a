"""What every verb is: a form a person fills in, and a decision from (complaint, act) to events.

A verb is a pydantic model, so that the API's body, the MCP tool's schema, the command line's options and the form's
fields all come from it. It cannot query: what it must know beyond the complaint it names in `needs`, and the door
answers that inside the transaction into `act.facts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar, Literal, Self

import msgspec
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PrivateAttr,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from wenguo.complaint import Complaint
from wenguo.events import Event, Ref
from wenguo.rules.permissions import Actor
from wenguo.rules.policy import Policy, Taxonomy
from wenguo.text import Text
from wenguo.verbs._refused import Refused as Refused  # noqa: PLC0414  (verbs take all they share from here)
from wenguo.verbs._refused import refuse as refuse  # noqa: PLC0414

MOST_CHARACTERS = 1_000_000
MOST_BYTES = 50_000_000
# what JSON readers and both databases hold exactly, and the years that calendars and time zones can be counted in
MOST_NUMBER = 2**53 - 1
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)

Channel = Literal[
    "face",
    "passing",
    "box",
    "letter",
    "email",
    "hotline",
    "ivr",
    "web",
    "chat",
    "wechat",
    "social",
    "referral",
    "other",
]
Way = Literal["face", "phone", "sms", "email", "letter", "portal", "chat", "wechat", "other"]
Kind = Literal["complaint", "report", "consultation", "suggestion", "praise"]
Dissatisfaction = Literal["outcome", "process", "both"]
Severity = Literal["T1", "T2", "T3"]
Moment = AwareDatetime
# A tag is a word of the packs, never a person's words.
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


class Words:
    """Words a person wrote: kept erasably; once the door has stored them only `ref` is left here."""

    __slots__ = ("ref", "text")
    table = "m"

    def __init__(self, text: str | None, ref: Ref | None = None) -> None:
        self.text = _storable(text) if text is not None else None
        self.ref = ref

    def __repr__(self) -> str:
        return f"Words({self.ref.id if self.ref else '…'})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.text, self.ref) == (other.text, other.ref)

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.no_info_after_validator_function(
            cls._from_text, core_schema.str_schema(max_length=MOST_CHARACTERS)
        )
        return core_schema.json_or_python_schema(
            json_schema=text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), text]),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda words: words.text),
        )

    @classmethod
    def _from_text(cls, text: str) -> Words:
        if not text.strip():
            raise ValueError("不能为空 | must not be blank")
        return cls(text)


def _storable(text: str) -> str:
    """Text that both databases can hold: NUL made visible, lone surrogates replaced."""
    if "\x00" in text:
        text = text.replace("\x00", "\N{SYMBOL FOR NULL}")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _check_storable(value: Any) -> None:
    """Refuse plain values that a database, a calendar or another program's JSON could not hold."""
    if isinstance(value, str):
        if "\x00" in value:
            raise ValueError("不能含有 NUL 字符。 | NUL characters cannot be kept.")
    elif isinstance(value, int):
        if abs(value) > MOST_NUMBER:
            raise ValueError("数太大。 | This number is too large.")
    elif isinstance(value, date):
        try:
            day = value.astimezone(UTC).date() if isinstance(value, datetime) else value
        except OverflowError:
            day = date.min
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError("日期须在 1900 至 2200 年之间。 | Dates lie between the years 1900 and 2200.")
    elif isinstance(value, tuple | list):
        for item in value:
            _check_storable(item)
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            _check_storable(getattr(value, name))


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    _ref: Ref | None = PrivateAttr(default=None)

    @property
    def ref(self) -> Ref | None:
        """Where the door stored it; None before."""
        return self._ref

    def seal(self, ref: Ref) -> None:
        """Say where it is stored: the door's business."""
        self._ref = ref


class Contact(_Kept):
    """Who a person is and how to reach them: kept erasably, masked by role."""

    table: ClassVar[str] = "p"
    name: str = Field("", max_length=200, description="姓名 | name")
    phone: str = Field("", max_length=60, description="电话 | telephone")
    email: str = Field("", max_length=320, description="邮箱 | e-mail")
    address: str = Field("", max_length=1000, description="地址 | address")
    identity: str = Field("", max_length=60, description="证件号码（仅在必要时） | identity number, only where needed")
    language: str = Field("", max_length=20, description="语言 | language")


class Upload(_Kept):
    """A file as it arrived: name, media type and bytes (base64 in JSON), or the key of one that was sent in parts."""

    model_config = ConfigDict(extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")
    table: ClassVar[str] = "e"
    name: str = Field("", max_length=300, description="文件名 | file name")
    media_type: str = Field("application/octet-stream", max_length=200, description="类型 | media type")
    data: bytes = Field(b"", max_length=MOST_BYTES, description="内容（base64） | content, base64")
    upload: str = Field(
        "",
        max_length=40,
        pattern=r"^([0-9a-f]{40})?$",
        description="分段上传后得到的键，代替内容 | key of a file sent in parts, in place of content",
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.upload) == ("data" in self.model_fields_set):
            raise ValueError("data 与 upload 二者给一个。 | Give either data or upload.")
        if not self.upload and not self.name:
            raise ValueError("请给出文件名。 | Give the file's name.")
        return self


type Kept = Words | Contact | Upload


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a decision may know beyond the complaint: who, when, by which policy, and the answered needs."""

    by: Actor
    at: datetime
    policy: Policy
    taxonomy: Taxonomy
    facts: Mapping[str, Any] = {}


class Verb(BaseModel):
    """One thing a person can do to a complaint."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, val_json_bytes="base64")
    title: ClassVar[Text]
    # fact → (query of queries/needs.py, the field of the verb, or else of the complaint, that it is asked with)
    needs: ClassVar[dict[str, tuple[str, str]]] = {}
    begins: ClassVar[bool] = False  # does it begin a complaint?
    offered: ClassVar[bool] = True  # do faces offer it to people?

    @field_validator("*", mode="after")
    @classmethod
    def _is_storable(cls, value: Any) -> Any:
        _check_storable(value)
        return value

    @classmethod
    def word(cls) -> str:
        """The verb's one word: its file, URL, permission, command and tool."""
        return _snake(cls.__name__)

    def decide(self, c: Complaint, act: Act) -> list[Event]:
        """The events that follow, or Refused. `c` is not to be changed."""
        raise NotImplementedError

    def kept(self) -> Iterator[tuple[str, Kept]]:
        """Every piece of content in this form that must be stored erasably, with the field it stands in."""
        for name in self.model_fields_set:
            whole = getattr(self, name)
            if isinstance(whole, str | int | date | None):
                continue
            for value in _each(whole):
                yield name, value


class Beginning(Verb):
    """A verb that begins a complaint: it has no earlier one to decide about."""

    begins: ClassVar[bool] = True

    def begin(self, act: Act) -> list[Event]:
        """The first events of a new complaint, or Refused."""
        raise NotImplementedError


def _each(value: Any) -> Iterator[Kept]:
    if isinstance(value, Words | Contact | Upload):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _each(item)
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield from _each(getattr(value, name))


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def F(zh: str, en: str, default: Any = ..., **limits: Any) -> Any:  # noqa: N802 — reads like pydantic's Field
    """A field with its description in both languages."""
    return Field(default, description=f"{zh} | {en}", **limits)


def ref(kept: Kept | None) -> Ref | None:
    """Where kept content went, or None where there was none."""
    return kept.ref if kept is not None else None


def must(kept: Kept) -> Ref:
    """Where obligatory kept content went."""
    found = kept.ref
    if found is None:
        raise RuntimeError("kept content was not stored before decide")
    return found
