"""The two ways by which words leave by themselves: mail by SMTP, and text messages by one HTTP gateway.

Both are set by the environment (WENGUO_MAIL_…, WENGUO_SMS_…); a way that is not set is not there, and whoever wanted it is
told to print or to call.
"""

from __future__ import annotations

import contextlib
import json
import re
import smtplib
import ssl
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from wenguo.reactions.deliver import Letter
from wenguo.reactions.deliver import send as post

TIMEOUT = 10
# what says that nothing was handed over, so that trying again cannot send it twice
_NOT_CONNECTED = ("ConnectionRefusedError", "gaierror", "ConnectTimeout", "NetworkUnreachable")
_LATER = frozenset({429, 503})
_CONTACT = re.compile(r"\S+@\S+|\+?\d[\d -]{6,}\d")


class Sent(NamedTuple):
    """What became of it: `ok` where the server took it; `again` where it surely did not and may be asked again."""

    ok: bool
    said: str
    again: bool = False


def configured(way: str) -> bool:
    """Is there a server for this way?"""
    if way == "email":
        return bool(settings.WENGUO_MAIL_URL and settings.WENGUO_MAIL_FROM)
    return way == "sms" and bool(settings.WENGUO_SMS_URL)


def ways() -> list[str]:
    """The ways there are."""
    return [way for way in ("email", "sms") if configured(way)]


def hand_over(way: str, to: str, subject: str, text: str, key: str) -> Sent:
    """Give a message to the server of its way; `key` is the same whenever the same message is given."""
    if not configured(way):
        return Sent(ok=False, said=f"{way}: not configured")
    return _mail(to, subject, text, key) if way == "email" else _text_message(to, text, key)


def _mail(to: str, subject: str, text: str, key: str) -> Sent:
    try:
        message = EmailMessage(subject, text, settings.WENGUO_MAIL_FROM, [to], headers={"X-Wenguo-Key": key}).message()
        server = _server()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Sent(ok=False, said=_told(error), again=isinstance(error, OSError | smtplib.SMTPConnectError))
    try:
        server.send_message(message, settings.WENGUO_MAIL_FROM, [to])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return Sent(ok=False, said=f"{code} {_plain(said)}", again=400 <= code < 500)
    except smtplib.SMTPResponseException as error:
        return Sent(ok=False, said=f"{error.smtp_code} {_plain(error.smtp_error)}", again=400 <= error.smtp_code < 500)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Sent(ok=False, said=_told(error))  # the line broke while it was handed over: it may have arrived
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.quit()
    return Sent(ok=True, said=f"SMTP {urlsplit(settings.WENGUO_MAIL_URL).hostname}: accepted")


def _server() -> smtplib.SMTP:
    """The server of WENGUO_MAIL_URL, signed in to; a password goes over an open line only where ?tls=none says so."""
    parts = urlsplit(settings.WENGUO_MAIL_URL)
    host, context = parts.hostname or "localhost", ssl.create_default_context()
    may_be_open = parse_qs(parts.query).get("tls") == ["none"]
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT)
    try:
        is_open = parts.scheme != "smtps"
        if is_open and not may_be_open:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                is_open = False
        if parts.username:
            if is_open and not may_be_open:
                raise ValueError("the server offers no TLS, and the password is not sent without it")
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _text_message(to: str, text: str, key: str) -> Sent:
    try:
        body = _filled(json.loads(settings.WENGUO_SMS_BODY), {"to": to, "text": text, "key": key})
        headers = {str(name): str(value) for name, value in json.loads(settings.WENGUO_SMS_HEADERS or "{}").items()}
    except (ValueError, AttributeError) as error:
        return Sent(ok=False, said=f"WENGUO_SMS_BODY or WENGUO_SMS_HEADERS is no JSON: {error}")
    whole = {"Content-Type": "application/json", "User-Agent": "Wenguo", **headers}
    answer = post(Letter(settings.WENGUO_SMS_URL, whole, json.dumps(body, ensure_ascii=False).encode()))
    if answer.status is None:
        return Sent(ok=False, said=_plain(answer.error), again=answer.error.startswith(_NOT_CONNECTED))
    said = f"HTTP {answer.status}"
    return Sent(ok=200 <= answer.status < 300, said=said, again=answer.status in _LATER)


def _filled(value: Any, words: dict[str, str]) -> Any:
    """A template with its places filled, text by text, so that no word can break out of its own."""
    if isinstance(value, dict):
        return {name: _filled(one, words) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, words) for one in value]
    if not isinstance(value, str):
        return value
    at = 0
    found: list[str] = []
    while at < len(value):  # walked once: a brace within the words put in is not looked at again
        place = next((name for name in words if value.startswith("{" + name + "}", at)), None)
        found.append(words[place] if place else value[at])
        at += len(place) + 2 if place else 1
    return "".join(found)


def _plain(said: bytes | str) -> str:
    """What a server said, without the addresses and numbers that servers like to repeat."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _CONTACT.sub("…", text)[:200]


def _told(error: Exception) -> str:
    return _plain(f"{type(error).__name__}: {error}")
