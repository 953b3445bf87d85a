"""Doors to the outside: addresses that are told what happens, sites that show the form, tokens of programs."""

from __future__ import annotations

import ipaddress
import secrets
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from wenguo import tokens
from wenguo.events import EVENTS
from wenguo.models import Account, Site, Token, Webhook
from wenguo.queries.administrators import Settler
from wenguo.queries.house import changed
from wenguo.text import Text
from wenguo.verbs import Refused


def wrong_address(url: str) -> Text | None:
    """What is wrong with an address outside: it must be https, save on this machine."""
    try:
        parts = urlsplit(url.strip())
        good = bool(parts.hostname) and (parts.port is None or parts.port > 0) and len(url) <= 2000
    except ValueError:
        good = False
    if not good or parts.scheme not in {"http", "https"}:
        return Text(
            "请写完整地址，如 https://example.org/hook。", "Write a whole address, as https://example.org/hook."
        )
    if parts.username or parts.password:
        return Text("地址中不能含用户名或密码。", "The address must not hold a user name or password.")
    if parts.scheme == "http" and not is_this_machine(str(parts.hostname)):
        return Text("对外须用 https；http 只可用于本机。", "Use https; http is only for this machine.")
    return None


def is_this_machine(host: str) -> bool:
    """Is this the name or address of the machine itself?"""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def add_webhook(
    who: Settler, at: datetime, *, url: str, events: list[str], unit: int | None, with_words: bool
) -> tuple[Webhook, str]:
    """An address that is told; returns it with its secret, shown once."""
    who.must_administer(unit)
    wrong = wrong_address(url)
    if wrong is not None:
        raise Refused(wrong, code="field", field="url")
    if set(events) - EVENTS.keys():
        raise _wrong("events", "请从列表中选择事件。", "Choose events of the list.")
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Webhook.objects.create(
            url=url.strip(), secret=secret, events=events, unit_id=unit, with_words=with_words, created_at=at
        )
        changed("webhook", str(made.pk), None, _hook(made), who.account, at, unit)
    return made, secret


def set_webhook(who: Settler, at: datetime, row: Webhook, *, active: bool) -> None:
    """Stop telling an address, or tell it again."""
    _switch(who, at, row, "webhook", str(row.pk), active=active)


def add_site(who: Settler, at: datetime, *, name: str, origin: str, unit: int) -> Site:
    """A site that may show the form; its key names the unit that receives."""
    who.must_administer(unit)
    origin = origin.strip().rstrip("/").lower()
    wrong = wrong_address(origin)
    if wrong is not None or urlsplit(origin).path or urlsplit(origin).query or urlsplit(origin).fragment:
        raise Refused(
            wrong
            or Text(
                "只写来源，不带路径，如 https://www.example.org。",
                "Only the origin, without a path: https://www.example.org.",
            ),
            code="field",
            field="origin",
        )
    if not name.strip() or len(name) > 100 or len(origin) > 200:
        raise _wrong("name", "请起一个名称，最多 100 字。", "Give it a name, 100 characters at the most.")
    with transaction.atomic():
        made = Site.objects.create(
            key=secrets.token_urlsafe(18), name=name.strip(), origin=origin, unit_id=unit, created_at=at
        )
        changed("site", made.name, None, {"origin": origin, "active": True}, who.account, at, unit)
    return made


def set_site(who: Settler, at: datetime, row: Site, *, active: bool) -> None:
    """Stop a site's form, or let it be shown again."""
    _switch(who, at, row, "site", row.name, active=active)


def _switch(who: Settler, at: datetime, row: Webhook | Site, what: str, target: str, *, active: bool) -> None:
    who.must_administer(row.unit_id)
    if row.active == active:
        return
    with transaction.atomic():
        row.active = active
        row.save()
        changed(what, target, {"active": not active}, {"active": active}, who.account, at, row.unit_id)


def issue_token(who: Settler, at: datetime, *, name: str, scopes: list[str]) -> str:
    """A token for oneself, returned for the only time."""
    account, named = Account.objects.get(pk=who.account), name.strip()[:100]
    with transaction.atomic():
        try:
            made = tokens.issue(account, scopes, named, at)
        except ValueError as error:
            raise _wrong("scopes", *_scopes_wrong(scopes)) from error
        after = {"name": named, "scopes": sorted(set(scopes))}
        changed("token", account.username, None, after, who.account, at, account.unit_id)
    return made


def _scopes_wrong(scopes: list[str]) -> tuple[str, str]:
    if not scopes:
        return "请至少选择一项权限。", "Choose at least one thing it may do."
    words = ", ".join(scopes)
    return (
        f"没有这样的权限：{words}；可用 all、read 或动作的名称。",
        f"There is no such scope among {words}; there are all, read and the words of the verbs.",
    )


def revoke_token(who: Settler, at: datetime, row: Token) -> None:
    """End a token: one's own, or one of a person whose unit is administered."""
    if row.account_id != who.account and not who.may_change(row.account.unit_id):
        raise unseen_token(row.pk)
    if row.revoked_at is not None:
        return
    with transaction.atomic():
        tokens.revoke(row.pk, at)
        before = {"name": row.name, "scopes": list(row.scopes)}
        changed("token", row.account.username, before, None, who.account, at, row.account.unit_id)


def unseen_token(number: int) -> Refused:
    """What is said of a token that is not there, or not for one's eyes."""
    return Refused(Text(f"没有令牌 {number}。", f"There is no token {number}."), code="unseen", field="id")


def unseen_webhook(number: int) -> Refused:
    """What is said of an address that is not there, or not for one's eyes."""
    return Refused(Text(f"没有地址 {number}。", f"There is no webhook {number}."), code="unseen", field="id")


def _hook(row: Webhook) -> dict[str, Any]:
    return {"url": row.url, "events": row.events, "with_words": row.with_words, "active": row.active}


def _wrong(field: str, zh: str, en: str) -> Refused:
    return Refused(Text(zh, en), code="field", field=field)
