"""The API described (OpenAPI 3.1): bodies from the verbs themselves, answers and problems the same everywhere."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from wenguo.faces.api.acts import BEGINNING, OFFERED
from wenguo.faces.api.advice import AdviceAsked, DraftAsked, ReplyAsked, SelfServiceAsked
from wenguo.faces.api.bodies import JSON
from wenguo.faces.api.groups import FORMS as GROUP_FORMS
from wenguo.faces.api.problems import KINDS, MEDIA_TYPE
from wenguo.verbs import Verb
from wenguo.verbs._verb import MOST_CHARACTERS

type Node = dict[str, Any]

_TEMPLATE = "#/components/schemas/{model}"
_TEXT, _WHOLE, _MOMENT = {"type": "string"}, {"type": "integer"}, {"type": "string", "format": "date-time"}
_MAYBE_MOMENT = {"type": ["string", "null"], "format": "date-time"}
_MAYBE_TEXT = {"type": ["string", "null"]}

CLOCK: Node = {
    "type": "object",
    "required": ["id", "pack", "rule", "due", "due_rolled", "state", "provisional"],
    "properties": {
        "id": _WHOLE,
        "pack": _TEXT,
        "rule": _TEXT,
        "obligor": _TEXT,
        "started_at": _MOMENT,
        "due": _MOMENT,
        "due_rolled": _MOMENT,
        "state": {"enum": ["running", "paused", "met", "stopped"]},
        "ended_at": _MAYBE_MOMENT,
        "overrun_at": _MAYBE_MOMENT,
        "provisional": {"type": "boolean"},
        "fallback": {"type": "boolean"},
    },
}
_CLOCKS: Node = {"type": "array", "items": {"$ref": "#/components/schemas/Clock"}}


def _thing(required: str, **more: Node) -> Node:
    names = required.split()
    return {"type": "object", "required": names, "properties": {**dict.fromkeys(names, _TEXT), **more}}


_MAYBE_NUMBER: Node = {"type": ["number", "null"]}
_SUGGESTIONS: Node = {"type": "array", "items": {"type": "object"}}
_ONE_ALIKE: dict[str, Node] = {"received_at": _MOMENT, "score": {"type": "number"}}
_GROUP: Node = _thing(
    "id state size people first_at last_at growth shared why numbers",
    **dict.fromkeys(("id", "size", "people"), _WHOLE),
    **dict.fromkeys(("first_at", "last_at"), _MOMENT),
    **{key: {"type": "array", "items": _TEXT} for key in ("shared", "numbers")},
    state={"enum": ["forming", "confirmed", "dismissed"]},
    growth={"type": "number", "description": "近两周每天几件 | complaints a day over the last two weeks"},
)
_WHOLE_GROUP: Node = _thing(
    "may_settle members near_misses by_day lessons",
    may_settle={"type": "boolean", "description": "您可否确认和调整 | may you settle it"},
    members={"type": "array", "items": _thing("number received_at stage how score why words", **_ONE_ALIKE)},
    near_misses={"type": "array", "items": _thing("number received_at score why_not words", **_ONE_ALIKE)},
    by_day={
        "type": "array",
        "items": _thing("date count", date={"type": "string", "format": "date"}, count=_WHOLE),
    },
    lessons={"type": "array", "items": _thing("at by act", at=_MOMENT)},
)
_ADVISED: Node = _thing("advised suggestions", advised={"type": "boolean"}, suggestions=_SUGGESTIONS)


ANSWERS: dict[str, Node] = {
    "Clock": CLOCK,
    "Recorded": _thing("number position owner owner_id stage clocks", position=_WHOLE, owner_id=_WHOLE, clocks=_CLOCKS),
    "Acted": _thing("number position stage events", position=_WHOLE, events={"type": "array", "items": _TEXT}),
    "Whole": _thing(
        "number stage owner first_responder words demands clocks promises log",
        words=_MAYBE_TEXT,
        demands={"type": "array", "items": {"type": "object"}},
        clocks=_CLOCKS,
        promises={"type": "array", "items": {"type": "object"}},
        log={"type": "array", "items": _thing("position at by event data prev hash", position=_WHOLE, at=_MOMENT)},
        person_position=_WHOLE,
        masked={"type": "boolean"},
        missing={"type": "array", "items": _thing("field zh en")},
        notices={"type": "array", "items": _thing("position event way sent_at", position=_WHOLE, sent_at=_MOMENT)},
        retention={"type": "object"},
    ),
    "Queue": _thing(
        "rows next",
        rows={
            "type": "array",
            "items": _thing(
                "number points because next_due",
                points=_WHOLE,
                because={"type": "array", "items": _thing("text points", points=_WHOLE)},
                next_due=_MAYBE_MOMENT,
            ),
        },
        next=_MAYBE_TEXT,
    ),
    "Found": _thing(
        "total results next",
        total=_WHOLE,
        results={"type": "array", "items": _thing("number snippet")},
        next=_MAYBE_TEXT,
    ),
    "Counts": _thing(
        "total open overdue by_stage by_unit",
        total=_WHOLE,
        open=_WHOLE,
        overdue=_WHOLE,
        by_stage={"type": "object", "additionalProperties": _WHOLE},
        by_unit={"type": "object", "additionalProperties": _WHOLE},
    ),
    "Packs": _thing("packs", packs={"type": "array", "items": {"type": "object"}}),
    "Due": _thing("due due_rolled provisional source", provisional={"type": "boolean"}),
    "Advised": _ADVISED,
    "ReplyChecked": _thing("advised findings", advised={"type": "boolean"}, findings=_SUGGESTIONS, score=_MAYBE_NUMBER),
    "ComplaintAdvice": _thing(
        "number proposals settled now",
        proposals={
            "type": "array",
            "items": _thing(
                "position topic value said score because model kept",
                position=_WHOLE,
                score={"type": "number"},
                kept={"type": "boolean"},
            ),
        },
        settled={"type": "array", "items": _thing("position topic value state", position=_WHOLE)},
        now={"$ref": "#/components/schemas/Advised"},
    ),
    "Drafted": _thing(
        "advised what text sources missing left_out",
        advised={"type": "boolean"},
        sources={"type": "array", "items": _thing("origin name words")},
        missing={"type": "array", "items": _TEXT},
        left_out={"type": "array", "items": _TEXT},
    ),
    "SelfServed": _thing(
        "advised known quotes",
        advised={"type": "boolean"},
        known={"type": "boolean"},
        quotes={
            "type": "array",
            "items": _thing("article title start end text", article=_WHOLE, start=_WHOLE, end=_WHOLE),
        },
    ),
    "Group": _GROUP,
    "Groups": _thing(
        "advised groups",
        advised={"type": "boolean"},
        groups={"type": "array", "items": {"$ref": "#/components/schemas/Group"}},
    ),
    "WholeGroup": {"allOf": [{"$ref": "#/components/schemas/Group"}, _WHOLE_GROUP]},
    "GroupSaid": _thing(
        "act id group",
        id=_WHOLE,
        group={"anyOf": [{"$ref": "#/components/schemas/WholeGroup"}, {"type": "null"}]},
    ),
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail", "field", "remedy"],
        "properties": {
            "type": {"enum": [f"urn:wenguo:problem:{code}" for code in KINDS]},
            "title": _TEXT,
            "status": {"enum": sorted({status for status, _, _ in KINDS.values()})},
            "detail": _TEXT,
            "field": _MAYBE_TEXT,
            "remedy": _TEXT,
            "errors": {"type": "array", "items": _thing("detail", field=_MAYBE_TEXT)},
            "changes": {"type": "array", "items": _thing("position at by event label", position=_WHOLE, at=_MOMENT)},
            "number": _TEXT,
        },
    },
}
_POSITION: Node = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string", "pattern": r'^\s*((W/)?"?[0-9]{1,9}"?|\*)?\s*$'},
    "description": "您看到的 ETag；其后有人操作则回 412 | the ETag you saw; 412 where somebody has acted since",
}
_KEY: Node = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    "description": "重发同一写操作时带同一键，只做一次 | send a write again under the same key and it is done once",
}


def answers(name: str, *, status: int = 200, writes: bool = False, tag: bool = False) -> Node:
    """The responses of an address: its own, and every problem it may answer with."""
    own: Node = {
        "description": KINDS["field"][1].en if status >= 400 else "OK",
        "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{name}"}}},
    }
    if tag:
        own["headers"] = {"ETag": {"schema": _TEXT, "description": "position of the last line a person acted by"}}
    codes = {400, 401, 403, 404, 422, 429, 500, 503} | ({409, 412, 413, 415} if writes else set())
    problem: Node = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    titles = {number: title for number, title, _ in KINDS.values()}
    return {
        str(status): own,
        **{str(code): {"description": f"{titles[code].zh} | {titles[code].en}", **problem} for code in sorted(codes)},
    }


def act(kind: type[Verb]) -> Node:
    """What ninja cannot know of a verb's address: its body, its headers and its responses."""
    word = kind.word()
    needed = any(field.is_required() for field in kind.model_fields.values())
    beginning = word in BEGINNING
    return {
        "requestBody": {
            "required": needed,
            "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}},
        },
        "parameters": [_KEY] if beginning else [_POSITION, _KEY],
        "responses": answers(
            "Recorded" if beginning else "Acted", status=201 if beginning else 200, writes=True, tag=True
        ),
    }


def question(form: str, name: str, *, required: bool = True) -> Node:
    """A question that is posted: its form, and its responses."""
    body = {"required": required, "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{form}"}}}}
    return {"requestBody": body, "responses": answers(name, writes=True)}


def asked(name: str, *, tag: bool = False) -> Node:
    """The responses of a question's address."""
    return {"responses": answers(name, tag=tag)}


BATCH: Node = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-ndjson": {
                "schema": _TEXT,
                "example": '{"verb": "record", "words": "…"}\n{"verb": "note", "number": "…", "words": "…"}\n',
            }
        },
    },
    "responses": {
        **answers("Acted", writes=True),
        "200": {
            "description": "one line of result for each line, in order | 逐行结果",
            "content": {"application/x-ndjson": {"schema": _TEXT}},
        },
    },
}


def _complete(field: Node) -> None:
    """What pydantic does not tell of our own types."""
    if field.get("format") == "base64url":  # both alphabets are taken
        del field["format"]
        field["contentEncoding"] = "base64"
    if field.get("maxLength") == MOST_CHARACTERS:  # somebody's words are never blank
        field["minLength"] = 1


@cache
def schemas() -> Node:
    """Every component: the verbs' forms and the answers."""
    kinds: list[type[BaseModel]] = sorted(
        [*OFFERED.values(), AdviceAsked, ReplyAsked, DraftAsked, SelfServiceAsked, *GROUP_FORMS],
        key=lambda kind: kind.__name__,
    )
    _, defined = models_json_schema([(kind, "validation") for kind in kinds], ref_template=_TEMPLATE)
    forms = defined["$defs"]
    for form in forms.values():
        for field in form.get("properties", {}).values():
            for one in (field, *field.get("anyOf", ())):
                _complete(one)
    return dict(sorted({**forms, **ANSWERS}.items()))
