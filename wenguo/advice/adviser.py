"""Reads one message and proposes everything advice can propose about it; changes nothing (M43)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from wenguo.advice import abnormal, causes, danger, feelings, kinds, strategy, urgent
from wenguo.advice.lexicons import Lexicons, Reading
from wenguo.advice.suggestion import Message, Suggestion
from wenguo.text import Text


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """All proposals for one message; each with its reason and the words it rests on."""

    version: str
    language: str  # of the message: zh or en
    danger: tuple[danger.Danger, ...]
    kind: Suggestion
    complaint: Suggestion
    dissatisfaction: Suggestion | None
    causes: causes.Causes
    products: tuple[Suggestion, ...]
    feelings: tuple[Suggestion, ...]
    needs: tuple[Suggestion, ...]
    situation: strategy.Situation
    urgency: urgent.Urgency
    abnormal: abnormal.Abnormal
    facts: tuple[Any, ...] = ()
    missing: tuple[Any, ...] = ()
    next_question: Any = None
    restated: Text | None = None

    def to_dict(self, language: str = "zh") -> dict[str, Any]:
        """For programs: stable keys (docs/advice.md), reasons in `language`."""
        return {name: told(getattr(self, name), language) for name in self.__struct_fields__}


class Adviser:
    """Everything needed to advise, loaded once; two advisers of one version say the same of the same text."""

    def __init__(self, lexicons: Lexicons, learned: causes.Learned | None = None) -> None:
        """`learned` knows the causes of an organisation's own records."""
        self.lexicons = lexicons
        self.learned = learned
        self.version = f"advice@{_package()}+{lexicons.fingerprint}"
        self._facts = _facts()

    @classmethod
    def load(
        cls, folder: Path | None = None, extra: Mapping[str, Any] | None = None, key: bytes | None = None
    ) -> Adviser:
        """With the packs' lexicons, an organisation's own cues (`extra`) and the learned causes of `folder`, if any.

        `key` is the one the model folder was signed with; without it no model is read. Raises BadModel where it is not ours.
        """
        return cls(Lexicons.load(extra), _learned(folder, key))

    def with_changes(self, changes: Mapping[str, Any]) -> Adviser:
        """The adviser as it would be with these changes to the lexicons."""
        return Adviser(self.lexicons.with_changes(changes), self.learned)

    def advise(
        self, message: str | Message, today: datetime | None = None, families: frozenset[str] | None = None
    ) -> Advice:
        """All proposals; `today` is the moment of receipt where the message tells none, `families` limits products."""
        heard = Message(text=message, received_at=today) if isinstance(message, str) else message
        if heard.received_at is None and today is not None:
            heard = msgspec.structs.replace(heard, received_at=today)
        reading = self.lexicons.read(heard)
        return self.of_reading(reading, families)

    def of_reading(self, reading: Reading, families: frozenset[str] | None = None) -> Advice:
        """All proposals about a message that was read already."""
        version = self.version
        kind = kinds.propose(reading, version)
        felt = feelings.propose(reading, version)
        dangers = danger.propose(reading, version)
        caused = causes.propose(reading, version, self.learned)
        facts, missing, question, restated = self._told(reading.message, caused)
        return Advice(
            version=version,
            language=reading.language,
            danger=dangers,
            kind=kind.kind,
            complaint=kind.complaint,
            dissatisfaction=kind.dissatisfaction,
            causes=caused,
            products=causes.products(reading, version, families),
            feelings=felt.feelings,
            needs=felt.needs,
            situation=strategy.propose(reading, version),
            urgency=urgent.propose(reading, dangers, version),
            abnormal=abnormal.propose(reading, version),
            facts=facts,
            missing=missing,
            next_question=question,
            restated=restated,
        )

    def _told(
        self, message: Message, caused: causes.Causes
    ) -> tuple[tuple[Any, ...], tuple[Any, ...], Any, Text | None]:
        """Facts, what is missing, the next question and the restatement."""
        if self._facts is None:
            return (), (), None, None
        facts = tuple(self._facts.extract(message))
        codes = caused.codes
        missing = tuple(self._facts.missing(facts, codes))
        question = self._facts.next_question(missing) if hasattr(self._facts, "next_question") else None
        return facts, missing, question, _restated(message, facts, codes)


def told(value: Any, language: str) -> Any:
    """A proposal as plain values: Text in one language, structs as objects, spans as start, end, text."""
    if isinstance(value, Text):
        return value.said(language)
    if isinstance(value, msgspec.Struct):
        return {name: told(getattr(value, name), language) for name in value.__struct_fields__}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: told(getattr(value, name), language) for name in value._fields}
    if isinstance(value, Mapping):
        return {str(key): told(one, language) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [told(one, language) for one in value]
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return str(value)


@lru_cache(maxsize=1)
def _package() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("wenguo")
    except PackageNotFoundError:
        return "0"


def _facts() -> Any:
    """The room of facts, where it is built."""
    try:
        from wenguo.advice import facts
    except ImportError:
        return None
    return facts if hasattr(facts, "extract") and hasattr(facts, "missing") else None


def _restated(message: Message, facts: tuple[Any, ...], codes: tuple[str, ...]) -> Text | None:
    try:
        from wenguo.advice import restating
    except ImportError:
        return None
    found: Text | None = restating.restated(message, facts, codes)
    return found


class _Read:
    """A classifier of wenguo/advice/learning as causes.py asks for it."""

    def __init__(self, classifier: Any) -> None:
        self._classifier = classifier

    def predict_proba(self, texts: Sequence[str]) -> tuple[Sequence[str], Any]:
        return self._classifier.classes, self._classifier.predict_proba(texts)

    def explain(self, text: str) -> Any:
        return self._classifier.explain(text)


def _learned(folder: Path | None, key: bytes | None) -> causes.Learned | None:
    """The learned cause model of a folder; None where there is none."""
    if folder is None or key is None or not folder.is_dir():
        return None
    from wenguo.advice.learning import storing

    return _Read(storing.read(folder, key))
