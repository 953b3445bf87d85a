"""What addresses of advice answer with, described (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

type Node = dict[str, Any]

TEXT, WHOLE, MOMENT = {"type": "string"}, {"type": "integer"}, {"type": "string", "format": "date-time"}


def thing(required: str, **more: Node) -> Node:
    """An object whose named fields are all there; text, unless said otherwise."""
    names = required.split()
    return {"type": "object", "required": names, "properties": {**dict.fromkeys(names, TEXT), **more}}


_MAYBE_NUMBER: Node = {"type": ["number", "null"]}
_SUGGESTIONS: Node = {"type": "array", "items": {"type": "object"}}
_ONE_ALIKE: dict[str, Node] = {"received_at": MOMENT, "score": {"type": "number"}}
_GROUP: Node = thing(
    "id state size people first_at last_at growth shared why numbers",
    **dict.fromkeys(("id", "size", "people"), WHOLE),
    **dict.fromkeys(("first_at", "last_at"), MOMENT),
    **{key: {"type": "array", "items": TEXT} for key in ("shared", "numbers")},
    state={"enum": ["forming", "confirmed", "dismissed"]},
    growth={"type": "number", "description": "近两周每天几件 | complaints a day over the last two weeks"},
)
_WHOLE_GROUP: Node = thing(
    "may_settle members near_misses by_day lessons",
    may_settle={"type": "boolean", "description": "您可否确认和调整 | may you settle it"},
    members={"type": "array", "items": thing("number received_at stage how score why words", **_ONE_ALIKE)},
    near_misses={"type": "array", "items": thing("number received_at score why_not words", **_ONE_ALIKE)},
    by_day={
        "type": "array",
        "items": thing("date count", date={"type": "string", "format": "date"}, count=WHOLE),
    },
    lessons={"type": "array", "items": thing("at by act", at=MOMENT)},
)
_ADVISED: Node = thing("advised suggestions", advised={"type": "boolean"}, suggestions=_SUGGESTIONS)


_LIKES: Node = {
    "type": "array",
    "items": thing(
        "number outcome outcome_said remedies amount_fen days score shared because",
        **{key: {"type": ["string", "null"]} for key in ("outcome", "outcome_said")},
        **{key: {"type": "array", "items": TEXT} for key in ("remedies", "shared")},
        **{key: {"type": ["integer", "null"]} for key in ("amount_fen", "days")},
        score={"type": "number"},
    ),
}


ADVICE: dict[str, Node] = {
    "Advised": _ADVISED,
    "AdvisedText": {"allOf": [{"$ref": "#/components/schemas/Advised"}, thing("likes", likes=_LIKES)]},
    "ReplyChecked": thing("advised findings", advised={"type": "boolean"}, findings=_SUGGESTIONS, score=_MAYBE_NUMBER),
    "ComplaintAdvice": thing(
        "number proposals settled now",
        proposals={
            "type": "array",
            "items": thing(
                "position topic value said score because model kept",
                position=WHOLE,
                score={"type": "number"},
                kept={"type": "boolean"},
            ),
        },
        settled={"type": "array", "items": thing("position topic value state", position=WHOLE)},
        now={"$ref": "#/components/schemas/Advised"},
    ),
    "Drafted": thing(
        "advised what text sources missing left_out",
        advised={"type": "boolean"},
        sources={"type": "array", "items": thing("origin name words")},
        missing={"type": "array", "items": TEXT},
        left_out={"type": "array", "items": TEXT},
    ),
    "SelfServed": thing(
        "advised known quotes",
        advised={"type": "boolean"},
        known={"type": "boolean"},
        quotes={
            "type": "array",
            "items": thing("article title start end text", article=WHOLE, start=WHOLE, end=WHOLE),
        },
    ),
    "Signals": thing(
        "unit advised texts rising drift disagreed weeks coached",
        advised={"type": "boolean", "description": "有没有比较词 | were words compared"},
        texts={"type": "object", "additionalProperties": WHOLE},
        rising={"type": "array", "items": thing("word now because", now=WHOLE)},
        drift=thing(
            "state index because then now moved",
            state={"enum": ["steady", "watch", "drifted", "too_few"]},
            index=_MAYBE_NUMBER,
            then=WHOLE,
            now=WHOLE,
            moved={
                "type": "array",
                "items": thing("code said before now", before={"type": "number"}, now={"type": "number"}),
            },
        ),
        disagreed={
            "type": "array",
            "items": thing(
                "topic topic_said code said proposed otherwise because instead",
                proposed=WHOLE,
                otherwise=WHOLE,
                instead={"type": "array", "items": thing("code said count", count=WHOLE)},
            ),
        },
        weeks={"type": "array", "items": thing("week topic decided otherwise", decided=WHOLE, otherwise=WHOLE)},
        coached={
            "type": "array",
            "items": thing("week replies authors mean", replies=WHOLE, authors=WHOLE, mean=WHOLE),
        },
    ),
    "Group": _GROUP,
    "Groups": thing(
        "advised groups",
        advised={"type": "boolean"},
        groups={"type": "array", "items": {"$ref": "#/components/schemas/Group"}},
    ),
    "WholeGroup": {"allOf": [{"$ref": "#/components/schemas/Group"}, _WHOLE_GROUP]},
    "GroupSaid": thing(
        "act id group",
        id=WHOLE,
        group={"anyOf": [{"$ref": "#/components/schemas/WholeGroup"}, {"type": "null"}]},
    ),
}
