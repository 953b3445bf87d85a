"""Who calls: a program by its token, or a person by the session of the screens (with CSRF), and how often it may."""

from __future__ import annotations

import time
import zlib
from datetime import UTC, datetime
from typing import Any, cast

import msgspec
from django.conf import settings
from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from wenguo import rates, tokens
from wenguo.faces.api.problems import Problem
from wenguo.perform import By
from wenguo.text import Text

_TOKEN, _SESSION, _ADDRESS = 0, 1, 2  # sorts of counters


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """The account that acts, what it may through this door, and the one moment that this request is."""

    account: int
    username: str
    scopes: frozenset[str]
    at: datetime

    @property
    def by(self) -> By:
        """The same as the door wants it."""
        return By(account=self.account, via="api")

    def may(self, word: str) -> None:
        """Refuse what the token's scopes leave out; `word` is a verb's or "read"."""
        if not tokens.allows(self.scopes, word):
            listed = ", ".join(sorted(self.scopes))
            raise Problem(
                "scope",
                Text(
                    f"令牌的权限是 {listed}，不含 {word}。",
                    f"The token's scopes are {listed}; {word} is not among them.",
                ),
            )


class Key(AuthBase):
    """A bearer token, or a session of ours."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller, or a problem."""
        now = time.time()
        at = datetime.fromtimestamp(now, UTC)
        header = request.META.get("HTTP_AUTHORIZATION", "")
        kind, _, token = header.partition(" ")
        if kind.lower() == "bearer":
            holder = tokens.holder_of(token.strip(), at)
            if holder is not None:
                _count(_TOKEN, holder.token, settings.WENGUO_RATE, now)
                return Caller(account=holder.account, username=holder.username, scopes=holder.scopes, at=at)
        elif settings.SESSION_COOKIE_NAME in request.COOKIES and not header:
            found = _of_session(request, at, now)
            if found is not None:
                return found
        _count(_ADDRESS, zlib.crc32(request.META.get("REMOTE_ADDR", "").encode()), settings.WENGUO_RATE_PUBLIC, now)
        raise Problem("no_token", Text("没有令牌，或令牌无效。", "There is no token, or it is not valid."))


def _of_session(request: HttpRequest, at: datetime, now: float) -> Caller | None:
    user = cast("Any", request).user
    if not user.is_authenticated:
        return None
    if request.method not in {"GET", "HEAD"} and check_csrf(request) is not None:
        raise Problem("permission", Text("缺少 CSRF 令牌。", "The CSRF token is missing."), field="X-CSRFToken")
    _count(_SESSION, user.pk, settings.WENGUO_RATE, now)
    return Caller(account=user.pk, username=user.username, scopes=frozenset({"all"}), at=at)


def _count(sort: int, who: int, most: int, now: float) -> None:
    seconds = rates.wait(sort, who, most, now)
    if seconds:
        raise Problem(
            "too_many",
            Text(f"每分钟最多 {most} 次。", f"At most {most} requests a minute."),
            retry_after=seconds,
        )


def caller(request: HttpRequest) -> Caller:
    """Who was let in."""
    return cast("Caller", cast("Any", request).auth)
