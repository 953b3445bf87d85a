"""The API described (OpenAPI 3.1): bodies from the verbs themselves, answers and problems the same everywhere."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from wenguo.faces.api.acts import BEGINNING, OFFERED
from wenguo.faces.api.advice import AdviceAsked, DraftAsked, ReplyAsked, SelfServiceAsked
from wenguo.faces.api.bodies import JSON
from wenguo.faces.api.described_advice import ADVICE, MOMENT, TEXT, WHOLE, Node, thing
from wenguo.faces.api.groups import FORMS as GROUP_FORMS
from wenguo.faces.api.problems import KINDS, MEDIA_TYPE
from wenguo.models.incoming import MOST_BYTES
from wenguo.verbs import Verb
from wenguo.verbs._verb import MOST_CHARACTERS

_TEMPLATE = "#/components/schemas/{model}"
_MAYBE_MOMENT = {"type": ["string", "null"], "format": "date-time"}
_MAYBE_TEXT = {"type": ["string", "null"]}

CLOCK: Node = {
    "type": "object",
    "required": ["id", "pack", "rule", "due", "due_rolled", "state", "provisional"],
    "properties": {
        "id": WHOLE,
        "pack": TEXT,
        "rule": TEXT,
        "obligor": TEXT,
        "started_at": MOMENT,
        "due": MOMENT,
        "due_rolled": MOMENT,
        "state": {"enum": ["running", "paused", "met", "stopped"]},
        "ended_at": _MAYBE_MOMENT,
        "overrun_at": _MAYBE_MOMENT,
        "provisional": {"type": "boolean"},
        "fallback": {"type": "boolean"},
    },
}
_CLOCKS: Node = {"type": "array", "items": {"$ref": "#/components/schemas/Clock"}}


ANSWERS: dict[str, Node] = {
    "Clock": CLOCK,
    "Recorded": thing("number position owner owner_id stage clocks", position=WHOLE, owner_id=WHOLE, clocks=_CLOCKS),
    "Acted": thing("number position stage events", position=WHOLE, events={"type": "array", "items": TEXT}),
    "Whole": thing(
        "number stage owner first_responder words demands clocks promises log",
        words=_MAYBE_TEXT,
        demands={"type": "array", "items": {"type": "object"}},
        clocks=_CLOCKS,
        promises={"type": "array", "items": {"type": "object"}},
        log={"type": "array", "items": thing("position at by event data prev hash", position=WHOLE, at=MOMENT)},
        person_position=WHOLE,
        masked={"type": "boolean"},
        missing={"type": "array", "items": thing("field zh en")},
        notices={"type": "array", "items": thing("position event way sent_at", position=WHOLE, sent_at=MOMENT)},
        retention={"type": "object"},
    ),
    "Queue": thing(
        "rows next",
        rows={
            "type": "array",
            "items": thing(
                "number points because next_due",
                points=WHOLE,
                because={"type": "array", "items": thing("text points", points=WHOLE)},
                next_due=_MAYBE_MOMENT,
            ),
        },
        next=_MAYBE_TEXT,
    ),
    "Found": thing(
        "total results next",
        total=WHOLE,
        results={"type": "array", "items": thing("number snippet")},
        next=_MAYBE_TEXT,
    ),
    "Counts": thing(
        "total open overdue by_stage by_unit",
        total=WHOLE,
        open=WHOLE,
        overdue=WHOLE,
        by_stage={"type": "object", "additionalProperties": WHOLE},
        by_unit={"type": "object", "additionalProperties": WHOLE},
    ),
    "Evidence": thing(
        "number items happened contradictions",
        items={"type": "array", "items": {"type": "object"}},
        happened={"type": "array", "items": {"type": "string"}},
        contradictions={"type": "array", "items": {"type": "object"}},
    ),
    "Bounds": thing(
        "number bounds usual nearest offered_fen given_within_a_year_fen offers unoffered",
        bounds={"type": "array", "items": {"type": "object"}},
        usual={"type": "object"},
        nearest={"type": "object"},
        offered_fen=WHOLE,
        given_within_a_year_fen=WHOLE,
        offers={"type": "array", "items": {"type": "object"}},
        unoffered={"type": "array", "items": {"type": "object"}},
    ),
    "Consistency": thing(
        "month n whole causes",
        n=WHOLE,
        whole={"type": "boolean"},
        causes={"type": "array", "items": {"type": "object"}},
    ),
    "Packs": thing("packs", packs={"type": "array", "items": {"type": "object"}}),
    "Due": thing("due due_rolled provisional source", provisional={"type": "boolean"}),
    **ADVICE,
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail", "field", "remedy"],
        "properties": {
            "type": {"enum": [f"urn:wenguo:problem:{code}" for code in KINDS]},
            "title": TEXT,
            "status": {"enum": sorted({status for status, _, _ in KINDS.values()})},
            "detail": TEXT,
            "field": _MAYBE_TEXT,
            "remedy": TEXT,
            "errors": {"type": "array", "items": thing("detail", field=_MAYBE_TEXT)},
            "changes": {"type": "array", "items": thing("position at by event label", position=WHOLE, at=MOMENT)},
            "number": TEXT,
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
        own["headers"] = {"ETag": {"schema": TEXT, "description": "position of the last line a person acted by"}}
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


def bytes_of(word: str) -> Node:
    """The responses of an address that answers with a file: a bundle, or one item of evidence as it arrived."""
    kind = "application/zip" if word == "bundle" else "application/octet-stream"
    found = answers("Evidence")
    body = {"content": {kind: {"schema": {"type": "string", "format": "binary"}}}, "description": "OK"}
    return {"responses": {**found, "200": body}}


def _header(name: str, said: str, schema: Node, *, required: bool = False) -> Node:
    return {"in": "header", "name": name, "required": required, "schema": schema, "description": said}


_SPOKEN = _header("Tus-Resumable", "tus 的版本 | the version of tus", {"type": "string", "enum": ["1.0.0"]})
_BYTES: Node = {"type": "integer", "minimum": 0, "maximum": MOST_BYTES}
_TAKES: dict[str, Node] = {
    "POST": {
        "parameters": [
            _SPOKEN,
            _header("Upload-Length", "文件的字节数 | bytes of the file", _BYTES, required=True),
            _header(
                "Upload-Metadata",
                "filename 和 filetype，值为 base64，逗号分隔 | filename and filetype, values in base64, by commas",
                {"type": "string", "pattern": r"^(filename [A-Za-z0-9+/]{4,200}={0,2}(,filetype [A-Za-z0-9+/]{4,80}={0,2})?)?$"},
            ),
        ]
    },
    "HEAD": {"parameters": [_SPOKEN]},
    "PATCH": {
        "parameters": [
            _SPOKEN,
            _header("Upload-Offset", "这一段从哪个字节起 | the byte at which this part begins", _BYTES, required=True),
            _header("Upload-Checksum", "sha256 或 sha1 加空格加 base64 | sha256 or sha1, a space, base64", {"type": "string", "pattern": "^sha256 [A-Za-z0-9+/]{43}=$"}),
        ],
        "requestBody": {
            "required": True,
            "content": {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        },
    },
    "DELETE": {"parameters": [_SPOKEN]},
}  # fmt: skip


def tus(method: str) -> Node:
    """What an upload's address takes and answers: the protocol's headers and no body; refusals are words."""
    status = {"POST": "201", "HEAD": "200"}.get(method, "204")
    heads = ("Tus-Resumable", "Upload-Offset", "Upload-Expires", "Upload-Key", "Location")
    fine = {"description": "tus 1.0", "headers": {name: {"schema": {"type": "string"}} for name in heads}}
    said = {"description": "tus 1.0", "content": {"text/plain": {"schema": {"type": "string"}}}}
    refused = {str(code): said for code in (400, 404, 409, 412, 413, 415, 423, 429, 460, 507)}
    known = {code: one for code, one in answers("Evidence").items() if code in {"401", "403", "422", "500", "503"}}
    return _TAKES[method] | {"responses": {**known, **refused, "200": fine, status: fine}}


BATCH: Node = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-ndjson": {
                "schema": TEXT,
                "example": '{"verb": "record", "words": "…"}\n{"verb": "note", "number": "…", "words": "…"}\n',
            }
        },
    },
    "responses": {
        **answers("Acted", writes=True),
        "200": {
            "description": "one line of result for each line, in order | 逐行结果",
            "content": {"application/x-ndjson": {"schema": TEXT}},
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
