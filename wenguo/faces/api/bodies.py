"""What a request carries besides its address: the body, the position it was made from, and the key of a repeated write."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from wenguo.faces.api.problems import Problem
from wenguo.text import Text
from wenguo.verbs import Verb
from wenguo.verbs.filled import filled

JSON = "application/json"
_TAG = re.compile(r'\s*(?:W/)?"?(\d{1,9})"?\s*')
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def form(request: HttpRequest, kind: type[Verb]) -> Verb:
    """The verb that the body fills in; no body at all is an empty form."""
    raw = request.body
    if raw:
        media_type(request, JSON)
    return filled(kind, raw or b"{}")


def media_type(request: HttpRequest, *allowed: str) -> None:
    """Refuse a body that says it is something else."""
    said = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if said not in allowed and not (said.endswith("+json") and JSON in allowed):
        raise Problem(
            "media_type",
            Text(f"不认识 Content-Type：{said or '（空）'}。", f"This Content-Type is not taken: {said or '(none)'}."),
            field="Content-Type",
        )


def expected(request: HttpRequest) -> int | None:
    """The position in If-Match: what the asker saw; `*` and none ask for no check."""
    header = request.META.get("HTTP_IF_MATCH")
    if header is None or header.strip() in {"", "*"}:
        return None
    found = _TAG.fullmatch(header)
    if found is None:
        raise Problem(
            "malformed",
            Text('If-Match 应为 ETag 所给的数，如 "3"。', 'If-Match must be a number as ETag gave it, such as "3".'),
            field="If-Match",
        )
    return int(found[1])


def key(request: HttpRequest) -> str | None:
    """The Idempotency-Key, where there is one."""
    header: str | None = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if header is None:
        return None
    if not _KEY.fullmatch(header):
        raise Problem(
            "malformed",
            Text(
                "Idempotency-Key 应为 1 至 200 个 ASCII 字符，不含空格。",
                "An Idempotency-Key has 1 to 200 visible ASCII characters.",
            ),
            field="Idempotency-Key",
        )
    return header


def answer(value: Any, *, status: int = 200, tag: int | None = None, repeated: bool = False) -> HttpResponse:
    """A JSON response; `tag` is the position of the last line a person acted by."""
    response = HttpResponse(msgspec.json.encode(value), content_type=JSON, status=status)
    if tag is not None:
        response["ETag"] = f'"{tag}"'
    if repeated:
        response["Idempotency-Replayed"] = "true"
    return response
