"""Reading a filled-in form: what the page sent becomes the verb, or words beside each field that is not right.

And the way back: a verb (or its draft) becomes the values of the page again, so that nothing typed is ever lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from wenguo.pages.forms import Values, may_lack, shape
from wenguo.pages.forms_evidence import BLOCKS
from wenguo.text import Text
from wenguo.verbs import Contact, Verb, Wish
from wenguo.verbs._answering import Judgement
from wenguo.verbs._verb import MOST_BYTES
from wenguo.verbs.filled import plain

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

type Errors = dict[str, list[Text]]

_MONEY = re.compile(r"^(-?)(\d+)(?:\.(\d{1,2}))?$")
_NOT_MONEY = Text("金额写作 1234.50。", "Write amounts as 1234.50.")
_TOO_LARGE = Text(
    f"文件太大，每个最多 {MOST_BYTES // 1_000_000} MB。",
    f"This file is too large: at most {MOST_BYTES // 1_000_000} MB.",
)


class Wrong(Exception):
    """A form that is not right; `errors` says what, by the field's name ("" for the whole form)."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


def read_form[Form: Verb](
    kind: type[Form], data: Values, zone: str, files: Mapping[str, Sequence[UploadedFile[Any]]] | None = None
) -> Form:
    """The verb that was filled in; moments are read in the time zone `zone`. Raises Wrong."""
    reading = _Reading(zone, files or {})
    raw = reading.model(kind, "", data)
    if reading.errors:
        raise Wrong(reading.errors)
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        found: Errors = {}
        for path, text in plain(error.errors(include_url=False, include_input=False)):
            found.setdefault(reading.named(path or "", kind), []).append(text)
        raise Wrong(found) from None


class _Reading:
    """One form's reading: `rows` remembers which block on the page a place in a tuple came from."""

    def __init__(self, zone: str, files: Mapping[str, Sequence[UploadedFile[Any]]]) -> None:
        self.zone, self.files = ZoneInfo(zone), files
        self.errors: Errors = {}
        self.rows: dict[str, list[str]] = {}

    def model(self, kind: type[BaseModel], prefix: str, data: Values) -> dict[str, Any]:
        """What was filled in of one model; what was left empty is left out."""
        raw: dict[str, Any] = {}
        for name, info in kind.model_fields.items():
            value = self._value(name, f"{prefix}{name}", info, data)
            if value is not None:
                raw[name] = value
        return raw

    def named(self, path: str, kind: type[Verb]) -> str:
        """The name on the page of a place that pydantic names: blocks left empty do not count there."""
        first, _, rest = path.partition(".")
        number, _, last = rest.partition(".")
        if first in self.rows and number.isdigit():
            return f"{first}.{self.rows[first][int(number)]}.{last}" if last else first
        return (
            path
            if first in kind.model_fields and shape(first, kind.model_fields[first].annotation) == "contact"
            else first
        )

    def _value(self, name: str, path: str, info: FieldInfo, data: Values) -> Any:
        kind = shape(name, info.annotation)
        if kind == "contact":
            return self.model(Contact, f"{path}.", data) or None
        if kind in {"wishes", "judgements", *BLOCKS}:
            model = BLOCKS[kind][0] if kind in BLOCKS else Judgement if kind == "judgements" else Wish
            return self._blocks(path, model, data)
        if kind == "files":
            return self._uploads(path)
        given = [one for one in data.get(path, ()) if one.strip()]
        if kind in {"numbers", "codes"}:
            return list(dict.fromkeys(one.strip() for one in given)) or None
        if kind == "yes":
            return self._yes(given, info)
        if not given:
            return None
        return self._one(kind, path, given[0])

    def _one(self, kind: str, path: str, text: str) -> Any:
        if kind == "words":
            return text.replace("\r\n", "\n")
        text = text.strip()
        if kind == "money":
            return self._fen(path, text)
        if kind == "moment":
            return self._moment(text)
        return text

    def _yes(self, given: list[str], info: FieldInfo) -> bool | str | None:
        if not given:
            return None
        known = {"yes": True, "no": False, "on": True, "1": True}
        return (
            known.get(given[0], given[0])
            if info.is_required() or may_lack(info)
            else known.get(given[0], False) or None
        )

    def _fen(self, path: str, text: str) -> int | None:
        found = _MONEY.match(unicodedata.normalize("NFKC", text).replace(",", "").strip("¥￥元 "))
        if found is None:
            self.errors.setdefault(path, []).append(_NOT_MONEY)
            return None
        sign, yuan, rest = found.groups()
        return int(f"{sign}{yuan}{(rest or '').ljust(2, '0')}")

    def _moment(self, text: str) -> str:
        """A local moment of the page, with the unit's time zone put to it."""
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            return text
        return (local if local.tzinfo is not None else local.replace(tzinfo=self.zone)).isoformat()

    def _blocks(self, path: str, model: type[BaseModel], data: Values) -> list[dict[str, Any]] | None:
        rows = sorted({name.split(".")[1] for name in data if name.startswith(f"{path}.")}, key=_numbered)
        found, kept = [], []
        for row in rows:
            raw = self.model(model, f"{path}.{row}.", data)
            begun = raw.keys() - {"demand"} if model is Judgement else raw
            if begun:
                found.append(raw)
                kept.append(row)
        self.rows[path] = kept
        return found or None

    def _uploads(self, path: str) -> list[dict[str, Any]] | None:
        found = []
        for file in self.files.get(path, ()):
            if (file.size or 0) > MOST_BYTES:
                self.errors.setdefault(path, []).append(_TOO_LARGE)
                continue
            media = file.content_type or "application/octet-stream"
            found.append({"name": (file.name or "")[-300:], "media_type": media[:200], "data": file.read()})
        return found or None


def _numbered(row: str) -> tuple[bool, int, str]:
    return (not row.isdigit(), int(row) if row.isdigit() else 0, row)


def values_of(verb: Verb, zone: str) -> dict[str, list[str]]:
    """The verb as the values of its form; files are left out, a page cannot choose them for anybody."""
    found: dict[str, list[str]] = {}
    _spread(verb, "", ZoneInfo(zone), found)
    return found


def _spread(model: BaseModel, prefix: str, zone: ZoneInfo, found: dict[str, list[str]]) -> None:
    for name, info in type(model).model_fields.items():
        value, path = getattr(model, name), f"{prefix}{name}"
        if value is None or value == () or shape(name, info.annotation) == "files":
            continue
        if isinstance(value, BaseModel):
            _spread(value, f"{path}.", zone, found)
        elif isinstance(value, tuple) and isinstance(value[0], BaseModel):
            for number, item in enumerate(value):
                row = item.demand - 1 if isinstance(item, Judgement) else number
                _spread(item, f"{path}.{row}.", zone, found)
        elif isinstance(value, tuple):
            found[path] = [str(one) for one in value]
        else:
            text = _text(shape(name, info.annotation), value, zone)
            if text:
                found[path] = [text]


def _text(kind: str, value: Any, zone: ZoneInfo) -> str:
    if kind == "words":
        return value.text or ""
    if kind == "money":
        return f"{value // 100}.{value % 100:02d}"
    if kind == "yes":
        return "yes" if value else "no"
    if kind == "moment":
        local: str = value.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")
        return local
    return str(value)
