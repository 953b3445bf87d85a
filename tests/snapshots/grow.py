"""Append a golden line for every event, or new field of one, that has none yet: `python -m tests.snapshots.grow`.

Then put the count and the head it prints into HEADS.
"""

from __future__ import annotations

import types
import typing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from tests.snapshots.lines import FILE, TEXTS
from wenguo.events import EVENTS, Event
from wenguo.folding import fold
from wenguo.line import Line, digest, read, write

FROM = datetime(2026, 3, 2, 2, tzinfo=UTC)


def main() -> None:
    """Write the lines that are missing, each after what it speaks of, and print the new head."""
    written: dict[str, set[str]] = {}
    for text in TEXTS:
        raw = msgspec.json.decode(text)
        written.setdefault(raw["event"], set()).update(raw["data"])
    texts = list(TEXTS)
    waiting = [name for name, kind in EVENTS.items() if not set(kind.__struct_fields__) <= written.get(name, set())]
    for _ in range(len(waiting) ** 2):
        if not waiting:
            break
        name = waiting.pop(0)
        text = _line(EVENTS[name], texts)
        try:
            fold((read(one), one) for one in (*texts, text))
        except (IndexError, KeyError, StopIteration):
            waiting.append(name)
        else:
            texts.append(text)
    FILE.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    print(f'    {len(texts)}: "{digest(texts[-1])}",', *waiting)


def _line(kind: type[Event], texts: list[str]) -> str:
    """The next line: this event with every field filled."""
    last = read(texts[-1])
    position = last.position + 1
    hints = typing.get_type_hints(kind)
    filled = {one.name: _filled(hints[one.name], one.name, position) for one in msgspec.structs.fields(kind)}
    for one in msgspec.structs.fields(kind):
        if filled[one.name] == one.default:
            filled[one.name] = _other(one.default)  # what is as by default is not written
    at = FROM + timedelta(minutes=position)
    event = kind(**filled)
    line = Line(
        number=last.number, position=position, at=at, by="account:3", via="web", event=event, prev=digest(texts[-1])
    )
    return write(line)


def _other(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else f"{value} too"


def _filled(kind: Any, field: str, position: int) -> Any:
    """A value of this type that is not the field's default."""
    if isinstance(kind, types.UnionType):
        kind = next(one for one in kind.__args__ if one is not types.NoneType)
    if typing.get_origin(kind) is tuple:
        return (_filled(kind.__args__[0], field, position),)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if kind.__name__ == "Ref":
            return kind(id=f"m{position}", fp=digest(f"{field} {position}"))
        hints = typing.get_type_hints(kind)
        return kind(**{one.name: _filled(hints[one.name], one.name, position) for one in msgspec.structs.fields(kind)})
    plain: dict[Any, Any] = {str: "other", int: 1, bool: True, datetime: FROM, date: FROM.date()}
    return plain[kind]


if __name__ == "__main__":
    main()
