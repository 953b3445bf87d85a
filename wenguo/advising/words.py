"""What the advice process can be asked: one function a word, from what was given as JSON to an answer that JSON can say.

The same functions answer in a process of one's own, where no advice process runs (tests, the command line).
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from wenguo.advice.suggestion import Message
from wenguo.advising import learned, trying
from wenguo.advising.trying import flat, read_by_lexicons, replies_of
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.advice.adviser import Advice, Adviser
    from wenguo.advice.lexicons import Lexicons
    from wenguo.advice.replies.wording import Wordings

MODELS, LEXICONS = "models", "lexicons"  # folders of the home: learned models, and the organisation's own cues
IN_FORCE = "in-force.json"  # in MODELS: topic → version
OWN = "own.json"  # in LEXICONS
_LOOKED_EVERY = 1.0  # seconds between looks at the folders
MOST_CHARACTERS = trying.MOST_CHARACTERS


log = logging.getLogger(__name__)


class Giving:
    """An adviser and the learned models that speak beside it."""

    def __init__(self, adviser: Adviser, models: Mapping[str, learned.Model]) -> None:
        self._adviser, self.models = adviser, models

    def advise(self, message: Message) -> Advice:
        """Everything that is proposed for a message."""
        return learned.overlaid(self._adviser.advise(message), message, self.models)


class Room:
    """What is kept loaded, and loaded anew as soon as lexicons or models are others."""

    def __init__(self, home: Path, key: bytes) -> None:
        """`key` proves that a model was made here (a model folder is read only where its signature holds)."""
        self.home, self.key = home, key
        self._lock = threading.Lock()
        self._adviser: Giving | None = None
        self._lexicons: Lexicons | None = None
        self._wordings: tuple[tuple[Any, ...], Wordings] | None = None
        self._stamp: tuple[Any, ...] = ()
        self._looked = -_LOOKED_EVERY

    @classmethod
    def of_settings(cls) -> Room:
        """The room of this installation."""
        from django.conf import settings

        return cls(Path(settings.WENGUO_HOME), model_key(settings.SECRET_KEY))

    def adviser(self) -> Giving:
        """The adviser as lexicons and models now stand; where new ones cannot be read the old one goes on."""
        with self._lock:
            now = time.monotonic()
            if self._adviser is not None and now - self._looked < _LOOKED_EVERY:
                return self._adviser
            self._looked = now
            stamp = self._look()
            if self._adviser is None or stamp != self._stamp:
                self._adviser = self._load()
                self._stamp = stamp
            return self._adviser

    def loaded(self, changes: Mapping[str, Any], models: Mapping[str, learned.Model] | None = None) -> Giving:
        """An adviser with other cues than those in force, beside the one that answers; with learned models or without."""
        from wenguo.advice.adviser import Adviser
        from wenguo.advice.lexicons import Lexicons

        return Giving(Adviser(Lexicons.load(read_by_lexicons(changes)), (models or {}).get("cause")), models or {})

    def models(self) -> Mapping[str, learned.Model]:
        """The learned models in force, by topic."""
        return getattr(self.adviser(), "models", {})

    def wordings(self) -> Wordings:
        """What replies are checked by, with the organisation's own; where those cannot be read, as it comes."""
        from wenguo.advice.replies.wording import Wordings

        stamp = self._look()
        if self._wordings is None or self._wordings[0] != stamp:
            try:
                found = Wordings.load(replies_of(self.own()))
            except (AttributeError, TypeError, ValueError) as error:  # a file that somebody changed by hand
                log.error("%s/%s is not used: %s", LEXICONS, OWN, type(error).__name__)  # noqa: TRY400 — the sentence says all
                found = Wordings.load()
            self._wordings = (stamp, found)
        return self._wordings[1]

    def _load(self) -> Giving:
        from wenguo.advice.adviser import Adviser

        models = learned.load(self.home / MODELS, self._in_force(), self.key)
        self._lexicons = self._cues()
        return Giving(Adviser(self._lexicons, models.get("cause")), models)

    def _cues(self) -> Lexicons:
        """The lexicons with the organisation's own cues; where those cannot be read, as they were before."""
        from wenguo.advice.lexicons import Lexicons

        try:
            return Lexicons.load(read_by_lexicons(self.own()))
        except (AttributeError, TypeError, ValueError) as error:  # a file that somebody changed by hand
            log.error("%s/%s is not used: %s", LEXICONS, OWN, type(error).__name__)  # noqa: TRY400 — the sentence says all
            return self._lexicons if self._lexicons is not None else Lexicons.load({})

    def _in_force(self) -> dict[str, str]:
        try:
            return msgspec.json.decode((self.home / MODELS / IN_FORCE).read_bytes(), type=dict[str, str])
        except (OSError, msgspec.DecodeError):
            return {}

    def own(self) -> Any:
        """The organisation's own cues, as they were last drawn."""
        try:
            return msgspec.json.decode((self.home / LEXICONS / OWN).read_bytes())
        except (OSError, msgspec.DecodeError):
            return {}

    def _look(self) -> tuple[Any, ...]:
        files = [self.home / MODELS / IN_FORCE, self.home / LEXICONS / OWN]
        return tuple((one.name, stat.st_mtime_ns, stat.st_size) for one in files if (stat := _stat(one)) is not None)


def _stat(path: Path) -> Any:
    try:
        return path.stat()
    except OSError:
        return None


def model_key(secret: str) -> bytes:
    """The key that signs models: derived, so that a model's signature tells nothing of the secret."""
    return hmac.new(secret.encode(), b"wenguo models", hashlib.sha256).digest()


def message(given: dict[str, Any]) -> Message:
    """The message of a question."""
    received = given.get("received_at")
    return Message(
        text=str(given.get("text") or "")[:MOST_CHARACTERS],
        subject=str(given.get("subject") or "")[:MOST_CHARACTERS],
        received_at=datetime.fromisoformat(received) if received else None,
    )


def _advise(room: Room, given: dict[str, Any]) -> Any:
    language = given["language"]
    advice = room.adviser().advise(message(given))
    whole = advice.to_dict(language)
    named = names()
    whole["suggestions"] = [
        {**spoken(one, language), "said": name.said(language)}
        if (name := named.get((one.topic, one.label)))
        else spoken(one, language)
        for one in flat(advice)
    ]
    return whole


def _suggest(room: Room, given: dict[str, Any]) -> Any:
    return msgspec.to_builtins(flat(room.adviser().advise(message(given))))


@lru_cache(maxsize=1)
def names() -> dict[tuple[str, str], Text]:
    """The labels in words, of topics that have no codes in the taxonomy."""
    from wenguo.advice import abnormal, danger, feelings, kinds, strategy, urgent

    tables: dict[str, Mapping[str, Text]] = {
        "danger": {code: name for code, (name, _) in danger.KINDS.items()},
        "kind": kinds.KINDS,
        "complaint": {
            "yes": Text("按投诉对待", "to be treated as a complaint"),
            "no": Text("不像投诉", "does not read like one"),
            "unclear": Text("看不出来，请人来看", "cannot be told: for a person"),
        },
        "dissatisfaction": kinds.SIDES,
        "feeling": feelings.FEELINGS,
        "need": feelings.NEEDS,
        "state": {code: card.name for code, card in strategy.CARDS.items()},
        "threat": {"wants_help": Text("话说得重，往往是想要帮助", "strong words, often a wish for help")},
        "major": urgent.CRITERIA,
        "sign": abnormal.SIGNS,
        "counter": abnormal.COUNTERS,
    }
    return {(topic, code): name for topic, table in tables.items() for code, name in table.items()}


def _check_reply(room: Room, given: dict[str, Any]) -> Any:
    from wenguo.advice.replies import check

    taken = {name: value for name, value in given.get("about", {}).items() if name in _ABOUT}
    found = check(given["reply"], given.get("complaint", ""), wordings=room.wordings(), **taken)
    return spoken(found, given["language"])


_ABOUT = frozenset({"demands", "kind", "required", "authority_fen", "own_names"})  # of check's arguments those in JSON


def _rising(_: Room, given: dict[str, Any]) -> Any:
    """Which words rise, for a manager: cut here, where the dictionary is loaded already."""
    import rjieba

    from wenguo.advice import cleaning, signals

    def cut(text: str) -> list[str]:
        return list(rjieba.cut(cleaning.normal(text)))

    before = [str(one) for one in given["before"]]
    found = signals.rising(map(str, given["now"]), before, times_before=float(given["times_before"]), cut=cut)
    return msgspec.to_builtins(found)


def _restate(room: Room, given: dict[str, Any]) -> Any:
    found = room.adviser().advise(message(given)).restated
    return found.said(given["language"]) if found is not None else None


def _draft(_: Room, given: dict[str, Any]) -> Any:
    from wenguo.advice.drafts.drafting import draft
    from wenguo.advice.drafts.given import Given

    language = given["language"]
    return spoken(draft(given["what"], msgspec.convert(given["given"], Given), language), language)


def spoken(value: Any, language: str) -> Any:
    """A value as JSON can say it, every saying in the reader's language."""
    if isinstance(value, Text):
        return value.said(language)
    if isinstance(value, msgspec.Struct):
        return {name: spoken(getattr(value, name), language) for name in value.__struct_fields__}
    if isinstance(value, Mapping):
        return {str(name): spoken(one, language) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [spoken(one, language) for one in value]
    return msgspec.to_builtins(value)


WORDS: dict[str, Callable[[Room, dict[str, Any]], Any]] = {
    "advise": _advise,
    "suggest": _suggest,
    "restate": _restate,
    "check_reply": _check_reply,
    "preview": trying.preview,
    "preview_replies": trying.preview_replies,
    "rising": _rising,
    "draft": _draft,
}
