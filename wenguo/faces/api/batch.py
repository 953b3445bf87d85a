"""Many acts in one request: JSON lines in, one JSON line of result out for each, in order.

A line is {"verb": …, "number"?: …, "key"?: …, "expected"?: …, and the verb's fields}. Lines that begin complaints and
carry no key are written together, a few hundred a transaction; every other line is a transaction of its own. A line that
is refused is answered with its problem and hinders no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from django.db import IntegrityError
from django.http import HttpRequest, StreamingHttpResponse

from wenguo.faces.api import bodies
from wenguo.faces.api.acts import OFFERED, acted, begun, result
from wenguo.faces.api.keys import Caller, caller
from wenguo.faces.api.problems import Problem, document, of
from wenguo.perform import Done, perform_many
from wenguo.text import Text
from wenguo.verbs import Refused, Verb
from wenguo.verbs.filled import Malformed, filled

LINES = "application/x-ndjson"
MOST_LINES = 10_000
TOGETHER = 500


class _Head(msgspec.Struct):
    verb: str
    number: str | None = None
    key: str | None = None
    expected: int | None = None


class _Asked(msgspec.Struct):
    """One line understood: the verb, or what is wrong with it."""

    head: _Head
    verb: Verb | None = None
    wrong: Exception | None = None
    own: bytes = b""

    @property
    def together(self) -> bool:
        """May it be written together with its neighbours?"""
        return self.verb is not None and self.verb.begins and self.head.key is None


def batch(request: HttpRequest) -> StreamingHttpResponse:
    """Do the acts of JSON lines in order; each is answered by its own line, with its status."""
    who = caller(request)
    bodies.media_type(request, LINES, "application/jsonl", "application/x-jsonlines", bodies.JSON)
    lines = [line for line in request.body.split(b"\n") if line.strip()]
    if len(lines) > MOST_LINES:
        raise Problem("too_large", Text(f"一次最多 {MOST_LINES} 行。", f"At most {MOST_LINES} lines at once."))
    return StreamingHttpResponse(_answers(lines, who), content_type=LINES)


def _answers(lines: Sequence[bytes], who: Caller) -> Iterator[bytes]:
    waiting: list[_Asked] = []
    for line in lines:
        asked = _read(line, who)
        if waiting and (not asked.together or len(waiting) >= TOGETHER):
            yield from _many(waiting, who)
            waiting = []
        if asked.together:
            waiting.append(asked)
        else:
            yield _one(asked, who)
    if waiting:
        yield from _many(waiting, who)


def _read(line: bytes, who: Caller) -> _Asked:
    """One line as a verb; its scope is checked here."""
    head = _Head(verb="")
    try:
        try:
            head = msgspec.json.decode(line, type=_Head)
            fields: dict[str, Any] = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise Malformed(
                Text(f"此行不是正确的 JSON 对象：{error}", f"This line is no correct JSON object: {error}")
            ) from error
        kind = OFFERED.get(head.verb)
        if kind is None:
            raise Problem("field", Text(f"没有动作 {head.verb}。", f"There is no verb {head.verb}."), field="verb")
        who.may(head.verb)
        if head.key is not None and not 1 <= len(head.key) <= 200:
            raise Problem("field", Text("幂等键应为 1 至 200 字。", "A key has 1 to 200 characters."), field="key")
        own = {name: value for name, value in fields.items() if name not in _Head.__struct_fields__}
        raw = msgspec.json.encode(own)
        return _Asked(head, filled(kind, raw), own=raw)
    except (Problem, Refused, Malformed) as wrong:
        return _Asked(head, wrong=wrong)


def _one(asked: _Asked, who: Caller) -> bytes:
    try:
        if asked.wrong is not None or asked.verb is None:
            raise asked.wrong or RuntimeError("neither a verb nor what is wrong")
        head = asked.head
        if asked.verb.begins:
            done = begun(asked.verb, who, head.key)
        else:
            done = acted(asked.verb, head.number or "", who, head.expected, head.key)
        return _line(done, who, begins=asked.verb.begins)
    except Exception as error:  # noqa: BLE001 — each line is answered, whatever happened to it
        return _problem(error)


def _many(waiting: Sequence[_Asked], who: Caller) -> Iterator[bytes]:
    try:
        results = perform_many([[(asked.verb, who.at)] for asked in waiting if asked.verb is not None], who.by)
    except IntegrityError:  # a source key known already: nothing of this lot was written, each is asked alone
        for asked in waiting:
            again = filled(OFFERED[asked.head.verb], asked.own)  # the door has taken the words out of the first form
            yield _one(_Asked(asked.head, again), who)
        return
    except Exception as error:  # noqa: BLE001 — each line is answered, whatever happened to its lot
        for _ in waiting:
            yield _problem(error)
        return
    for one in results:
        yield _problem(one) if isinstance(one, Refused) else _line(one, who, begins=True)


def _line(done: Done, who: Caller, *, begins: bool) -> bytes:
    value, status = result(done, who, begins=begins)
    return msgspec.json.encode({"status": status, **value}) + b"\n"


def _problem(error: Exception) -> bytes:
    return msgspec.json.encode(document(of(error))) + b"\n"
