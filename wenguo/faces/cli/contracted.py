"""The contract for scripts: of each answer exactly the keys that were promised, in the shape all faces share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# answer → its keys; lists of objects name theirs after a dot
KEYS: dict[str, tuple[str, ...]] = {
    "record": ("number", "position", "owner", "clocks"),
    "queue": ("rows",),
    "queue.rows": ("number", "points", "because", "next_due"),
    "search": ("total", "results"),
    "search.results": ("number", "snippet"),
    "counts": ("total", "open", "overdue", "by_stage", "by_unit"),
    "show": ("number", "stage", "owner", "first_responder", "words", "demands", "clocks", "promises", "log"),
    "show.log": ("position", "at", "by", "event", "data", "prev", "hash"),
    "verify": ("ok", "complaints", "lines", "problems"),
    "verify.problems": ("kind", "number", "position", "what"),
    "pack due": ("due", "due_rolled", "provisional", "source"),
}


def promised(answer: str, whole: Mapping[str, Any]) -> dict[str, Any]:
    """The promised part of an answer."""
    found: dict[str, Any] = {}
    for key in KEYS[answer]:
        value = whole[key]
        inner = KEYS.get(f"{answer}.{key}")
        found[key] = [{name: one[name] for name in inner} for one in value] if inner is not None else value
    return found
