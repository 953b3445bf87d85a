"""Tokens: how a program shows whom it acts for — 256 random bits, of which only the SHA-256 is stored."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.db import connection

from wenguo.models import Account, Token
from wenguo.models.writing import stored
from wenguo.verbs import VERBS

PREFIX = "wg_"
# last_used_at is a minute's matter: a write a request would make every reader a writer
MINUTE = timedelta(minutes=1)


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who a token speaks for; `scopes` are all, read, or words of verbs."""

    token: int
    account: int
    username: str
    scopes: frozenset[str]


def issue(account: Account, scopes: Iterable[str], name: str, at: datetime) -> str:
    """Make a token and return it, for the only time; ValueError where a scope is none of all, read or a verb's word."""
    wanted = sorted(set(scopes))
    unknown = [scope for scope in wanted if scope not in {"all", "read", *VERBS}]
    if unknown or not wanted:
        raise ValueError(f"no such scope: {', '.join(unknown) or '(none given)'}; there are all, read and every verb")
    token = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(account=account, name=name[:100], digest=_digest(token), scopes=wanted, created_at=at)
    return token


def holder_of(token: str, at: datetime) -> Holder | None:
    """Whom a token speaks for, in one statement; None where it is unknown, revoked, or its account disabled."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.id, t.account_id, a.username, t.scopes, t.last_used_at FROM wenguo_token t "
            "JOIN wenguo_account a ON a.id = t.account_id "
            "WHERE t.digest = %s AND t.revoked_at IS NULL AND a.is_active",
            [_digest(token)],
        )
        row = cursor.fetchone()
        if row is None:
            return None
        number, account, username, scopes, used = row
        if used is None or at - MINUTE >= _aware(used):
            cursor.execute("UPDATE wenguo_token SET last_used_at = %s WHERE id = %s", [stored(at), number])
    listed = json.loads(scopes) if isinstance(scopes, str) else scopes
    return Holder(token=number, account=account, username=username, scopes=frozenset(listed))


def account_of(token: str, at: datetime) -> tuple[int, frozenset[str]] | None:
    """The account a token speaks for and its scopes."""
    found = holder_of(token, at)
    return (found.account, found.scopes) if found is not None else None


def allows(scopes: frozenset[str], word: str) -> bool:
    """May a token with these scopes do the verb `word`, or ask ("read")?"""
    return "all" in scopes or word in scopes


def revoke(token: int, at: datetime) -> None:
    """End a token by its id; doing it twice keeps the first moment."""
    Token.objects.filter(pk=token, revoked_at=None).update(revoked_at=at)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _aware(value: Any) -> datetime:
    """A moment as a raw statement gave it: SQLite gives it without zone, or as text."""
    moment: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
