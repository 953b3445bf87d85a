"""What other cues would change in past texts, before anybody keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wenguo.advice.suggestion import Message, Suggestion

if TYPE_CHECKING:
    from wenguo.advising.words import Giving, Room

MOST_CHARACTERS = 100_000  # of one text; what lies behind is not looked at
REPLIES = "replies"  # of an organisation's own cues: what the reply check goes by


def preview(room: Room, given: dict[str, Any]) -> Any:
    """What other cues would change in texts: as people would then see it, and by the lexicons alone.

    A learned model in force may say the same whatever the lexicons say: then only the second differs.
    """
    models = room.models()
    alone = _differences(room.loaded(room.own(), {}), room.loaded(given["changes"], {}), given["texts"])
    seen = alone
    if models:
        seen = _differences(room.loaded(room.own(), models), room.loaded(given["changes"], models), given["texts"])
    return {"seen": seen, "alone": alone, "models": sorted(models)}


def _differences(before: Giving, after: Giving, texts: list[str]) -> list[dict[str, Any]]:
    """The surest label of each topic, before and after, where it is another."""
    found: list[dict[str, Any]] = []
    for number, text in enumerate(texts):
        was, now = _surest(before, text), _surest(after, text)
        found += [
            {"at": number, "topic": topic, "before": was.get(topic), "after": now.get(topic)}
            for topic in sorted({*was, *now})
            if was.get(topic) != now.get(topic)
        ]
    return found


def preview_replies(room: Room, given: dict[str, Any]) -> Any:
    """What other wordings would change in the check of past replies: findings that would come, and that would go."""
    from wenguo.advice.replies import check
    from wenguo.advice.replies.wording import Wordings

    before, after = room.wordings(), Wordings.load(replies_of(given["changes"]))
    found: list[dict[str, Any]] = []
    for number, text in enumerate(given["texts"]):
        was, now = (
            {
                (one.code, one.span.text): one.name
                for one in check(text, kind="message", wordings=each).findings
                if one.span
            }
            for each in (before, after)
        )
        found += [
            {"at": number, "code": key[0], "words": key[1], "name": list({**was, **now}[key]), "comes": key in now}
            for key in sorted(was.keys() ^ now.keys())
        ]
    return found


def _surest(giving: Giving, text: str) -> dict[str, str]:
    best: dict[str, Suggestion] = {}
    for one in flat(giving.advise(Message(text=str(text)[:MOST_CHARACTERS]))):
        if one.topic not in best or one.score > best[one.topic].score:
            best[one.topic] = one
    return {topic: one.label for topic, one in best.items()}


def flat(value: Any) -> list[Suggestion]:
    """Every suggestion within an advice, in its order, each once."""
    if isinstance(value, Suggestion):
        return [value]
    if isinstance(value, msgspec.Struct):
        value = [getattr(value, name) for name in value.__struct_fields__]
    if not isinstance(value, list | tuple):
        return []
    found: dict[tuple[str, str], Suggestion] = {}
    for part in value:
        for one in flat(part):
            found.setdefault((one.topic, one.label), one)
    return list(found.values())


def read_by_lexicons(changes: Any) -> Any:
    """An organisation's own cues without those that replies are checked by, which are read apart."""
    return {name: codes for name, codes in changes.items() if name != REPLIES}


def replies_of(changes: Any) -> Any:
    """Those that replies are checked by."""
    return changes.get(REPLIES, {})
