"""The optional language model (WENGUO_LLM_URL, an OpenAI-compatible address): off unless configured and switched on.

It rewords a letter or sums a complaint up, never decides, and is never the only way. Personal data are tokens before
anything leaves and are put back after; every use is written down without its words; what does not pass is not shown.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import msgspec
from django.conf import settings

from wenguo.advice.language_model.sentence import Sentence
from wenguo.advising import switches
from wenguo.models import ModelUse
from wenguo.text import Text

SECONDS = 20.0  # a person waits for it, and it is never the only way
MOST_SENT, MOST_BYTES = 20_000, 200_000
_MOST_WRITTEN = 2_000  # tokens of the model's answer

log = logging.getLogger(__name__)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """For whom and about what the model is asked."""

    account: int | None
    unit: int | None
    complaint: int | None
    at: datetime
    language: str = "zh-hans"


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What the model wrote, its tokens put back; empty with the reason where it was not fit to be shown."""

    text: str
    why_not: Text | None
    replaced: int
    host: str
    sent: str = ""  # the material as it left, with its tokens
    came: str = ""  # the answer as it came, with its tokens; empty where it was not fit
    rests_on: tuple[Sentence, ...] = ()  # of a summary: each sentence, and the words of the complaint behind it


def is_open(unit: int | None) -> bool:
    """Is a model configured and switched on here?"""
    return bool(settings.WENGUO_LLM_URL) and switches.is_on("language_model", unit)


def reworded(
    asked: Asked,
    letter: str,
    words: str,
    *,
    names: Sequence[str] = (),
    also: Mapping[str, str] | None = None,
    demands: Sequence[str] = (),
) -> Written | None:
    """A letter in better words, every fact of it as it was; None where no model may be asked. `words` never leave."""
    from wenguo.advice.language_model import checking

    def unfit(text: str) -> Text | None:
        return checking.unfit(text, words, demands, names)

    return _written(asked, "draft", letter, names, also or {}, unfit)


def summarised(
    asked: Asked, words: str, *, names: Sequence[str] = (), also: Mapping[str, str] | None = None
) -> Written | None:
    """A complaint in three sentences, nothing in them that it does not say; None where no model may be asked."""
    from wenguo.advice.language_model import checking

    def unfit(text: str) -> Text | None:
        return checking.unfit(text, words, (), names, kind="note") or checking.unfounded(text, words)

    found = _written(asked, "summary", words, names, also or {}, unfit)
    if found is None or not found.text:
        return found
    return msgspec.structs.replace(found, rests_on=checking.sources(found.text, words[:MOST_SENT]))


def _written(
    asked: Asked, purpose: Any, text: str, names: Sequence[str], also: Mapping[str, str], unfit: Any
) -> Written | None:
    from wenguo.advice.language_model import checking, masking, prompting

    if not is_open(asked.unit) or not text.strip():
        return None
    cleaned, _ = prompting.cleaned(text[:MOST_SENT])
    masked = masking.mask(cleaned, names, also)
    messages = prompting.messages(purpose, masked.text, asked.language)
    host = urlsplit(settings.WENGUO_LLM_URL).hostname or ""
    failed, out = "", ""
    try:
        out = _chat(messages)
    except (OSError, URLError, http.client.HTTPException, ValueError, KeyError, IndexError, TypeError) as error:
        failed = type(error).__name__
        log.warning("no answer of the language model: %s", failed)
    why_not = _NO_ANSWER if failed else checking.refused(purpose, out, masked.text)
    restored = masking.restore(out, masked.tokens)
    why_not = why_not or unfit(restored)
    _log(asked, purpose, host, messages, len(out), len(masked.tokens), failed or (why_not.en if why_not else ""))
    return Written(
        text="" if why_not else restored,
        why_not=why_not,
        replaced=len(masked.tokens),
        host=host,
        sent=masked.text,
        came="" if why_not else out,
    )


_NO_ANSWER = Text("语言模型没有应答。", "The language model did not answer.")


class _NoRedirect(HTTPRedirectHandler):
    """Nobody sends our words on to another address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _chat(messages: list[dict[str, str]]) -> str:
    """One question and its answer, the way /v1/chat/completions speaks. Raises OSError, ValueError and the like."""
    body = {"model": settings.WENGUO_LLM_MODEL, "messages": messages, "temperature": 0, "max_tokens": _MOST_WRITTEN}
    headers = {"Content-Type": "application/json"}
    if settings.WENGUO_LLM_KEY:
        headers["Authorization"] = f"Bearer {settings.WENGUO_LLM_KEY}"
    address = f"{settings.WENGUO_LLM_URL.rstrip('/')}/chat/completions"
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError("WENGUO_LLM_URL is no http address")
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    opener = build_opener(ProxyHandler({}), _NoRedirect())
    request = Request(address, data=data, headers=headers)  # noqa: S310 — the scheme is looked at above
    with opener.open(request, timeout=SECONDS) as response:
        read = response.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise ValueError("the answer is too long")
    found = json.loads(read)["choices"][0]["message"]["content"]
    if not isinstance(found, str):
        raise TypeError("the answer is no text")
    return found.strip()


def _log(
    asked: Asked, purpose: str, host: str, messages: list[dict[str, str]], received: int, replaced: int, failed: str
) -> None:
    """Who asked for what, when, of whom, and how much: never the words, which a keyed digest can prove but not tell."""
    sent = "\n".join(one["content"] for one in messages).encode("utf-8", "replace")
    ModelUse.objects.create(
        at=asked.at,
        account_id=asked.account,
        unit_id=asked.unit,
        complaint_id=asked.complaint,
        purpose=purpose,
        model=settings.WENGUO_LLM_MODEL[:100],
        host=host[:200],
        digest=hmac.new(settings.SECRET_KEY.encode(), sent, hashlib.sha256).hexdigest(),
        sent=len(sent),
        received=received,
        replaced=replaced,
        passed=not failed,
        failed=_wordless(failed),
    )


def _wordless(failed: str) -> str:
    """The reason without what was quoted in it."""
    return failed.partition(":")[0][:200]
