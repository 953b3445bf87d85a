"""Learning from what people confirmed: each topic fitted, tried, written down with its card, and put in force if better.

Runs in a process of its own (`wenguo train`): it loads numpy and scikit-learn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from wenguo.advice.suggestion import Message
from wenguo.advising import lexicons, switches, teaching, versions
from wenguo.advising.trying import flat
from wenguo.advising.words import Room, model_key
from wenguo.text import Text

# severity is not learned: what people judged grave before must not make a grave word light now
TOPICS = ("cause", "kind", "dissatisfaction", "product")
LEXICON = "lexicon"


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one topic."""

    topic: str
    records: int
    version: str | None  # None: too little to learn from
    better: bool
    promoted: bool
    why: Text
    card: dict[str, Any] | None = None


def train(
    at: datetime,
    account: int | None,
    *,
    topics: Sequence[str] = TOPICS,
    promote: bool = False,
    keep: bool = True,
    said: Callable[[str], None] = lambda _: None,
) -> list[Learned]:
    """Learn each topic anew; `promote` puts what is better in force, `keep` False writes nothing down at all."""
    if keep:
        teaching.catch_up()
    found = []
    for topic in topics:
        said(topic)
        found.append(_learn(topic, at, account, promote=promote, keep=keep))
    return found


def nightly(at: datetime) -> list[Learned]:
    """The night's training: in force by itself only where the organisation switched that on."""
    return train(at, None, promote=switches.is_on("promote", None))


def _learn(topic: str, at: datetime, account: int | None, *, promote: bool, keep: bool) -> Learned:
    from wenguo.advice.learning import storing, training

    rows = list(teaching.records(topic))
    version = f"{at.astimezone(UTC):%Y%m%dT%H%M%S}"
    key = model_key(settings.SECRET_KEY)
    done = training.train(
        [
            training.Record(text=(one.subject, one.text), label=one.label, person=one.person, at=_aware(one.said_at))
            for one in reversed(rows)
        ],
        _present(topic, key),
        name=topic,
        version=version,
        at=at,
        language=_language(rows),
        lexicon=_lexicon(topic),
    )
    if done.classifier is None or done.card is None:
        return Learned(topic=topic, records=len(rows), version=None, better=False, promoted=False, why=done.why)
    card = msgspec.to_builtins(done.card)
    if keep:
        storing.write(
            versions.folder() / topic / version, done.classifier, name=topic, version=version, key=key, card=card
        )
        versions.add(topic, version, card, better=done.promoted, at=at)
    promoted = keep and promote and done.promoted
    if promoted:
        versions.promote(topic, version, account, at)
    if keep:
        versions.tidy(topic)
    return Learned(
        topic=topic,
        records=len(rows),
        version=version,
        better=done.promoted,
        promoted=promoted,
        why=done.why,
        card=card,
    )


def _present(topic: str, key: bytes) -> Any:
    """The model in force, as the one to beat; None where the lexicons alone are, or it cannot be read any more."""
    from wenguo.advice.learning import storing, training

    version = versions.in_force().get(topic)
    if version is None:
        return None
    folder: Path = versions.folder() / topic / version
    try:
        classifier = storing.read(folder, key)
        until = storing.card_of(folder, key).get("until")
    except storing.BadModel:
        return None
    return training.Present(
        version=version, says=classifier.predict, until=datetime.fromisoformat(until) if until else None
    )


def _lexicon(topic: str) -> Any:
    """What the lexicons alone would say, so that a card tells whether learning is worth anything at all."""
    from wenguo.advice.learning import training

    adviser = Room.of_settings().loaded(lexicons.own())

    def says(texts: Sequence[Any]) -> list[str]:
        found = []
        for subject, text in texts:
            every = flat(adviser.advise(Message(text=text, subject=subject)))
            mine = [one for one in every if one.topic == topic]
            found.append(max(mine, key=lambda one: one.score).label if mine else "")
        return found

    return training.Present(version=LEXICON, says=says, is_learned=False)


def _language(rows: Sequence[teaching.Record]) -> str:
    """What most of the texts are written in, by their first characters."""
    han = sum(any("\u3400" <= char <= "\u9fff" for char in one.text[:200]) for one in rows)
    return "zh" if 2 * han >= len(rows) else "en"


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
