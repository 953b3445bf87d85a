"""The tools: one loop over THE LIST, and the queries; what a seat's scopes leave out it does not even see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from mcp.types import Tool, ToolAnnotations
from pydantic import Field

from wenguo import tokens
from wenguo.access import log_access
from wenguo.advising.deciding import act
from wenguo.faces.mcp import advice, redress
from wenguo.faces.mcp.asked import VIA, Asked, Seat
from wenguo.perform import By, perform
from wenguo.queries import contract
from wenguo.queries.counts import counts
from wenguo.queries.filters import Filters
from wenguo.queries.finding import find
from wenguo.queries.history import history
from wenguo.queries.queue import queue
from wenguo.queries.seeing import asker
from wenguo.text import Text
from wenguo.verbs import VERBS, Refused, Verb
from wenguo.verbs.filled import filled

DESTROYS = frozenset({"erase"})  # every other act adds to the log and can be answered by another act
OFFERED = {word: kind for word, kind in VERBS.items() if kind.offered}


class Show(Asked):
    """One complaint: its words, demands, clocks, promises and log. Contact data stays masked unless a reason is given."""

    title_ = Text("查看投诉", "Show a complaint")
    number: str = Field(max_length=60, description="投诉编号 | complaint number")
    unmask_reason: str = Field(
        "", max_length=500, description="须看联系方式的理由（会被记录） | why contact data is needed; logged"
    )


class Queue(Asked):
    """Open complaints in order of urgency, each with the reasons of its place."""

    title_ = Text("待办", "The queue")
    limit: int = Field(20, ge=1, le=100, description="条数 | how many")
    after: str | None = Field(None, max_length=200, description="上一页的 next | next of the page before")
    overdue: bool | None = Field(None, description="只看（或不看）已超时 | overdue only, or not")
    stage: str | None = Field(None, max_length=20, description="阶段 | stage")


class Search(Asked):
    """Complaints whose words hold a phrase exactly; AND, OR, NOT and quotes are understood."""

    title_ = Text("查找", "Search")
    q: str = Field(max_length=500, description="要找的字 | what to find")
    within: Literal["theirs", "all"] = Field(
        "theirs", description="投诉人的话，或全部 | the complainants' words, or all"
    )
    limit: int = Field(20, ge=1, le=100, description="条数 | how many")
    after: int | None = Field(None, ge=0, le=2**53 - 1, description="上一页的 next | next of the page before")


class Count(Asked):
    """How many complaints there are, by stage and unit."""

    title_ = Text("计数", "Counts")


class PackDue(Asked):
    """When a rule of a policy pack ends for a complaint received on a day, with its source."""

    title_ = Text("时限试算", "When a limit ends")
    pack: str = Field(max_length=60, description="规则包，如 cn-bank-insurance | pack")
    rule: str = Field(max_length=60, description="规则，如 decision_simple | rule")
    received: date = Field(ge=date(1900, 1, 1), le=date(2200, 1, 1), description="收到日期 | day of receipt")


def _show(asked: Show, seat: Seat, at: datetime) -> dict[str, Any]:
    why = asked.unmask_reason.strip()
    # an assistant needs contact data only for a reason, even where the person would see it
    whole = history(asker(seat.account, VIA), asked.number, unmask=bool(why), cover=not why)
    fields = whole.plain_fields()
    if fields:
        log_access(seat.account, whole.id, whole.complaint.number, fields, why, VIA, at)
    return contract.shown(whole)


def _queue(asked: Queue, seat: Seat, at: datetime) -> dict[str, Any]:
    filters = Filters(overdue=asked.overdue, stage=asked.stage)
    try:
        page = queue(asker(seat.account, VIA), at, filters=filters, limit=asked.limit, after=asked.after)
    except ValueError as error:
        text = Text("after 不是本列表的页标。", "after is not a cursor of this list.")
        raise Refused(text, code="field", field="after") from error
    return contract.queued(page, seat.language)


def _search(asked: Search, seat: Seat, at: datetime) -> dict[str, Any]:
    who = asker(seat.account, VIA)
    return contract.found(find(who, asked.q, at, column=asked.within, limit=asked.limit, after=asked.after))


def _counts(_: Count, seat: Seat, at: datetime) -> dict[str, Any]:
    return contract.counted(counts(asker(seat.account, VIA), at))


def _pack_due(asked: PackDue, _: Seat, __: datetime) -> dict[str, Any]:
    try:
        return contract.pack_due(asked.pack, asked.rule, asked.received)
    except LookupError as error:
        text = Text(f"没有这条规则：{error.args[0]}", str(error.args[0]))
        raise Refused(text, code="field", field="rule") from error


QUESTIONS: dict[str, tuple[type[Asked], Callable[[Any, Seat, datetime], dict[str, Any]]]] = {
    "show": (Show, _show),
    "queue": (Queue, _queue),
    "search": (Search, _search),
    "counts": (Count, _counts),
    "pack_due": (PackDue, _pack_due),
    "bounds": (redress.Bounds, redress.bounds),
    "consistency": (redress.Consistency, redress.consistent),
    "advise": (advice.Advise, advice.advise),
    "check_reply": (advice.CheckReply, advice.check_reply),
    "draft": (advice.Draft, advice.draft),
    "self_service": (advice.SelfService, advice.self_service),
    "like_complaints": (advice.LikeComplaints, advice.like_complaints),
    "groups": (advice.Groups, advice.groups),
    "signals": (advice.Signals, advice.signals),
}


def offered(seat: Seat) -> list[Tool]:
    """The tools that this seat may use."""
    found = [_question(name, kind) for name, (kind, _) in QUESTIONS.items() if tokens.allows(seat.scopes, "read")]
    return found + [_verb(word, kind) for word, kind in OFFERED.items() if tokens.allows(seat.scopes, word)]


def _question(name: str, kind: type[Asked]) -> Tool:
    title = kind.title_
    return Tool(
        name=name,
        title=f"{title.zh} {title.en}",
        description=kind.__doc__,
        input_schema=kind.model_json_schema(),
        annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _verb(word: str, kind: type[Verb]) -> Tool:
    schema = kind.model_json_schema()
    own: dict[str, Any] = {
        "key": {"type": "string", "maxLength": 200, "description": "重发时用同一键 | same key for a retry"}
    }
    if not kind.begins:
        own["number"] = {"type": "string", "maxLength": 60, "description": "投诉编号 | complaint number"}
        own["expected"] = {"type": "integer", "description": "所见的 person_position | person_position as you saw it"}
        schema["required"] = ["number", *schema.get("required", [])]
    schema["properties"] = {**own, **schema.get("properties", {})}
    return Tool(
        name=word,
        title=f"{kind.title.zh} {kind.title.en}",
        description=kind.__doc__,
        input_schema=schema,
        annotations=ToolAnnotations(
            read_only_hint=False, destructive_hint=word in DESTROYS, idempotent_hint=False, open_world_hint=False
        ),
    )


def call(name: str, arguments: dict[str, Any], seat: Seat, at: datetime) -> dict[str, Any]:
    """Use one tool. Raises Refused, Malformed, BadQuery or Broken, each with words for whoever asked."""
    word = "read" if name in QUESTIONS else name
    if name not in QUESTIONS and name not in OFFERED:
        raise Refused(Text(f"没有工具 {name}。", f"There is no tool {name}."), code="unseen")
    if not tokens.allows(seat.scopes, word):
        text = Text(f"令牌的权限不含 {word}。", f"The token's scopes do not hold {word}.")
        raise Refused(text, code="permission")
    if name in QUESTIONS:
        kind, answer = QUESTIONS[name]
        return answer(filled(kind, _json(arguments), strict=False), seat, at)
    return _act(OFFERED[name], dict(arguments), seat, at)


def _act(kind: type[Verb], arguments: dict[str, Any], seat: Seat, at: datetime) -> dict[str, Any]:
    number, expected, key = (arguments.pop(name, None) for name in ("number", "expected", "key"))
    verb = filled(kind, _json(arguments), strict=False)
    by = By(account=seat.account, via=VIA)
    if kind.begins:
        done = perform(verb, None, by, at, key=_text(key, "key"))
        return contract.recorded(done.complaint, seat.username if done.complaint.owner == seat.account else None)
    if expected is not None and not isinstance(expected, int):
        raise Refused(Text("应是整数。", "This must be a whole number."), code="field", field="expected")
    done = act(verb, _text(number, "number") or "", by, at, expected=expected, key=_text(key, "key"))
    return contract.acted(done.complaint, [type(event).__name__ for event in done.events], done.position)


def _text(value: Any, field: str) -> str | None:
    if value is None or (isinstance(value, str) and len(value) <= 200 and "\x00" not in value):
        return value
    raise Refused(
        Text("应是文字，至多 200 字。", "This must be text of at most 200 characters."), code="field", field=field
    )


def _json(arguments: dict[str, Any]) -> bytes:
    return msgspec.json.encode(arguments)
