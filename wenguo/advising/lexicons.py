"""The organisation's own cues: what it added to the lexicons of the packs or took out of them.

They stand in the database, with every change written down, and are drawn into a file of the home for the advice
process, which knows no database.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from wenguo.advising import asking
from wenguo.advising.trying import REPLIES, read_by_lexicons, replies_of
from wenguo.advising.words import LEXICONS, OWN
from wenguo.models import Setting
from wenguo.queries.administrators import Settler
from wenguo.queries.house import changed
from wenguo.text import Text
from wenguo.verbs import Refused

__all__ = ["REPLIES", "Difference", "Preview", "Said", "change", "check", "draw", "own", "preview", "preview_replies"]

type Changes = dict[str, dict[str, dict[str, Any]]]  # lexicon → code → {add_zh, remove_zh, add_en, …}

_NAME = "lexicons"  # of the row among the organisation's settings
MOST_TEXTS = 500  # of one preview


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What a change of cues would do to one text: the topic, and the label before and after."""

    at: int  # which of the texts
    topic: str
    before: str | None
    after: str | None


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What a change would do: as people would then see it with the learned models in force, and by the lexicons alone."""

    seen: list[Difference]
    alone: list[Difference]
    models: list[str]  # topics that a learned model speaks about


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A finding of the reply check that a change of wordings would make or take away."""

    at: int  # which of the replies
    code: str
    words: str
    name: tuple[str, str]
    comes: bool


def own() -> Changes:
    """The organisation's changes."""
    row = Setting.objects.filter(name=_NAME).values_list("value", flat=True).first()
    return row if isinstance(row, dict) else {}


def change(who: Settler, at: datetime, lexicon: str, code: str, cues: Mapping[str, Sequence[str]]) -> None:
    """Set what is added to and taken from one code's cues (all empty: as in the pack). Refused where a cue is no good."""
    who.must_administer(None)
    with transaction.atomic():
        before = own()
        after = {name: dict(codes) for name, codes in before.items()}
        kept = {key: list(values) for key, values in cues.items() if values}
        after.setdefault(lexicon, {}).pop(code, None)
        if kept:
            after[lexicon][code] = kept
        after = {name: codes for name, codes in after.items() if codes}
        check(after)
        if after == before:
            return
        Setting.objects.update_or_create(name=_NAME, defaults={"value": after, "changed_at": at})
        was = before.get(lexicon, {}).get(code)
        changed("lexicon", f"{lexicon}/{code}", was, kept or None, who.account, at)
    draw()


def check(changes: Changes) -> None:
    """Refused, with what to mend, where a cue cannot be read."""
    from wenguo.advice.cues import BadCue  # late: a server process needs no lexicons but for this
    from wenguo.advice.lexicons import Lexicons
    from wenguo.advice.replies.wording import Wordings

    try:
        Lexicons.load(read_by_lexicons(changes))
        Wordings.load(replies_of(changes))
    except (BadCue, AttributeError, TypeError) as error:
        text = str(error)
        raise Refused(
            Text(f"线索写法有误：{text}", f"A cue cannot be read: {text}"), code="field", field="cues"
        ) from error


def preview(changes: Changes, texts: Sequence[str], seconds: float = 10.0) -> Preview | None:
    """What these cues, in place of those in force, would change in past texts; None where no advice is to be had."""
    check(changes)
    found = asking.asked("preview", {"changes": changes, "texts": list(texts[:MOST_TEXTS])}, seconds)
    return msgspec.convert(found, Preview) if isinstance(found, dict) else None


def preview_replies(changes: Changes, texts: Sequence[str], seconds: float = 10.0) -> list[Said] | None:
    """What these wordings would change in the check of past replies; None where no advice is to be had."""
    check(changes)
    found = asking.asked("preview_replies", {"changes": changes, "texts": list(texts[:MOST_TEXTS])}, seconds)
    return msgspec.convert(found, list[Said]) if isinstance(found, list) else None


def draw() -> None:
    """Write the file that the advice process reads, where it is not so already; whole or not at all."""
    path = Path(settings.WENGUO_HOME) / LEXICONS / OWN
    content = msgspec.json.encode(own(), order="sorted")
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        if content == b"{}":
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{OWN}-{os.getpid()}")
    made.write_bytes(content)
    made.replace(path)
