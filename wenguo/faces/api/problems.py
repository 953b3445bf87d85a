"""Refusals as problem documents (RFC 9457): what is wrong, in which field, and what to do about it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.translation import get_language
from ninja.errors import AuthenticationError, ValidationError

from wenguo.line import Unreadable
from wenguo.perform import Broken
from wenguo.search import BadQuery
from wenguo.text import Text
from wenguo.verbs import Refused
from wenguo.verbs.filled import Malformed, Unfilled, plain

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("wenguo.api")

# code → (status, title, remedy)
KINDS: dict[str, tuple[int, Text, Text]] = {
    "malformed": (
        400,
        Text("请求格式不对", "Malformed request"),
        Text("请按 /api/v1/openapi.json 的说明改正后再发。", "Correct it by /api/v1/openapi.json and send it again."),
    ),
    "no_token": (
        401,
        Text("没有有效的令牌", "No valid token"),
        Text(
            "请在 Authorization 头中写 Bearer 加令牌；令牌由 wenguo token 签发。",
            "Send the header Authorization: Bearer TOKEN; wenguo token issues one.",
        ),
    ),
    "scope": (
        403,
        Text("令牌无此权限", "Not in the token's scope"),
        Text("请换用包含此权限的令牌。", "Use a token with this scope."),
    ),
    "permission": (
        403,
        Text("您无权这样做", "Not yours to do"),
        Text("请由有权者办理，或请管理员授予角色。", "Ask one who may, or ask the administrator for the role."),
    ),
    "unseen": (
        404,
        Text("没有找到", "Not found"),
        Text("请核对编号和地址。", "Check the number and the address."),
    ),
    "method": (
        405,
        Text("不支持这种方法", "Method not allowed"),
        Text("请用 Allow 头列出的方法。", "Use a method that the Allow header lists."),
    ),
    "stage": (
        409,
        Text("现阶段不能这样做", "Not open in this stage"),
        Text("请先查看投诉现在的阶段（stage）。", "Look at the complaint's present stage first."),
    ),
    "refused": (
        409,
        Text("现在不能这样做", "Refused as things stand"),
        Text("请先做完说明中要求的事。", "Do first what the detail asks for."),
    ),
    "duplicate": (
        409,
        Text("已经登记过", "Recorded already"),
        Text("同一来源键（source）只登记一次。", "One source key is recorded only once."),
    ),
    "stale": (
        412,
        Text("您看到的已不是最新", "What you saw is no longer the latest"),
        Text("请看 changes，重新读取后再试。", "Look at changes, read it again and retry with the new ETag."),
    ),
    "too_large": (
        413,
        Text("内容太大", "Too large"),
        Text("请分成几次发送。", "Send it in several parts."),
    ),
    "media_type": (
        415,
        Text("内容类型不对", "Unsupported media type"),
        Text("请用 Content-Type: application/json。", "Use Content-Type: application/json."),
    ),
    "field": (
        422,
        Text("有一项填得不对", "A field is not right"),
        Text("请改正该项后再发。", "Correct that field and send it again."),
    ),
    "too_many": (
        429,
        Text("请求太频繁", "Too many requests"),
        Text("请等 Retry-After 所说的秒数。", "Wait the seconds that Retry-After says."),
    ),
    "broken": (
        500,
        Text("此投诉的记录对不上", "This complaint's log does not prove"),
        Text("请管理员运行 wenguo verify。", "Ask the administrator to run wenguo verify."),
    ),
    "error": (
        500,
        Text("系统出错", "Something went wrong here"),
        Text(
            "什么都没有写入；请稍后再试，仍不行请告知管理员。",
            "Nothing was written; try again later or tell the administrator.",
        ),
    ),
    "busy": (
        503,
        Text("数据库暂时不可用", "The database is not available now"),
        Text(
            "请稍后再试；写操作带 Idempotency-Key 可放心重发。",
            "Try again; with an Idempotency-Key a repeated write is safe.",
        ),
    ),
}


class Problem(Exception):
    """A refusal of the face itself: `code` is a row of the table above."""

    def __init__(self, code: str, detail: Text, *, field: str | None = None, **more: Any) -> None:
        super().__init__(detail.en)
        self.code, self.detail, self.field, self.more = code, detail, field, more


def language() -> str:
    """The language of the reader."""
    return get_language() or "zh-hans"


def of(error: Exception) -> Problem:
    """The problem that an exception is; what nobody foresaw is logged and told as nothing but an error."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Unfilled):
        return _fields(error.errors)
    if isinstance(error, Refused):
        code = "field" if error.code == "refused" and error.field else error.code
        return Problem(code if code in KINDS else "refused", error.text, field=error.field, **_by_field(error))
    if isinstance(error, Malformed):
        return Problem("malformed", error.text)
    if isinstance(error, ValidationError):
        return _fields(plain([{**one, "loc": one["loc"][1:]} for one in error.errors]))
    if isinstance(error, BadQuery):
        return Problem("field", Text(error.zh, error.en), field="q")
    if isinstance(error, AuthenticationError):
        return Problem("no_token", Text("没有令牌，或令牌无效。", "There is no token, or it is not valid."))
    if isinstance(error, Http404):
        return Problem("unseen", Text("没有这个地址。", "There is no such address."))
    if isinstance(error, PermissionDenied):
        return Problem("permission", Text("不允许。", "Not allowed."))
    return _failed(error)


def _failed(error: Exception) -> Problem:
    if isinstance(error, RequestDataTooBig):
        return Problem("too_large", Text("请求体超过上限。", "The body is larger than what is taken at once."))
    if isinstance(error, UnreadablePostError | SuspiciousOperation):
        return Problem("malformed", Text("请求不完整。", "The request is not whole."))
    if isinstance(error, Broken | Unreadable):
        log.error("a log does not prove: %s", error)
        return Problem(
            "broken", Text("记录与校验不符，已停止写入。", "Log and row do not agree; nothing more is written.")
        )
    if isinstance(error, IntegrityError):
        return Problem("duplicate", Text("同样的内容已经登记过。", "The same was recorded before."))
    if isinstance(error, OperationalError):
        log.warning("database: %s", error)
        return Problem("busy", Text("数据库忙或连接不上。", "The database is busy or cannot be reached."))
    if isinstance(error, DataError):
        return Problem("field", Text("有一项超出数据库所能存。", "A value is beyond what can be stored."))
    log.error("not foreseen", exc_info=error)
    return Problem("error", Text("出现未预料的错误，已记录。", "Something not foreseen happened; it was logged."))


def _by_field(error: Refused) -> dict[str, Any]:
    """What a refusal says of each field, and its own remedy, where it says more than one sentence."""
    said = language()
    found: dict[str, Any] = {}
    if len(error.errors) > 1 or error.remedy is not None:
        found["errors"] = [{"field": name, "detail": text.said(said)} for name, text in error.errors]
    if error.remedy is not None:
        found["remedy"] = error.remedy.said(said)
    return found


def _fields(errors: Iterable[tuple[str | None, Text]]) -> Problem:
    found = list(errors)
    field, text = found[0]
    said = language()
    return Problem(
        "field", text, field=field, errors=[{"field": name, "detail": words.said(said)} for name, words in found]
    )


def document(problem: Problem) -> dict[str, Any]:
    """The problem as its document, in the reader's language."""
    status, title, remedy = KINDS[problem.code]
    said = language()
    return {
        "type": f"urn:wenguo:problem:{problem.code}",
        "title": title.said(said),
        "status": status,
        "detail": problem.detail.said(said),
        "field": problem.field,
        "remedy": remedy.said(said),
        **{name: value for name, value in problem.more.items() if name != "retry_after"},
    }


def answer(problem: Problem) -> HttpResponse:
    """The problem as a response."""
    status = KINDS[problem.code][0]
    response = HttpResponse(msgspec.json.encode(document(problem)), content_type=MEDIA_TYPE, status=status)
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 — a refusal is no event for Django's log
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="wenguo"'
    if status in {429, 503}:
        response["Retry-After"] = str(problem.more.get("retry_after", 1))
    return response


def on_exception(_: HttpRequest, error: Any) -> HttpResponse:
    """What ninja calls for every exception."""
    return answer(of(error))
