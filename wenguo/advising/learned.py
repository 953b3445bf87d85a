"""The learned models in force, as the adviser takes them: each read only where its signature holds, each proposal with its words."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from wenguo.advice.suggestion import Message, Span, Suggestion
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.advice.adviser import Advice
    from wenguo.advice.learning.classifier import Classifier

log = logging.getLogger(__name__)
_FIELDS = {"kind": "kind", "dissatisfaction": "dissatisfaction"}  # topic → field of an advice


class Model:
    """One classifier with the line above which it is sure enough."""

    def __init__(self, topic: str, version: str, classifier: Classifier, threshold: float) -> None:
        self.topic, self.version, self.threshold = topic, version, threshold
        self._classifier = classifier

    def predict_proba(self, texts: Sequence[str]) -> tuple[Sequence[str], Any]:
        """Labels, and a row of probabilities for each text: as wenguo/advice/causes.py asks."""
        return self._classifier.classes, self._classifier.predict_proba([("", text) for text in texts])

    def explain(self, text: str) -> Any:
        """The words that speak for the label."""
        return self._classifier.explain(("", text))

    def proposed(self, message: Message) -> Suggestion | None:
        """The label of a message where it is sure enough, with the words that carried it."""
        text = (message.subject, message.text)
        row = self._classifier.predict_proba([text])[0]
        at = int(row.argmax())
        score, label = float(row[at]), self._classifier.classes[at]
        if score < self.threshold:
            return None
        carried = [one for one in self._classifier.explain(text, label, 3) if one.field == 1]
        spans = tuple(Span(one.start, one.end, one.text) for one in carried)
        words = "、".join(f"“{one.text}”" for one in carried), ", ".join(f"“{one.text}”" for one in carried)
        because = Text(
            f"{words[0]}：与以往由人这样归类的投诉相像" if carried else "与以往由人这样归类的投诉相像",
            f"{words[1]}: it reads like earlier ones that people put there"
            if carried
            else "it reads like earlier ones",
        )
        model = f"learned-{self.topic}-{self.version}"
        return Suggestion(
            topic=self.topic, label=label, score=round(score, 3), because=because, spans=spans, model=model
        )


def load(folder: Path, in_force: Mapping[str, str], key: bytes) -> dict[str, Model]:
    """The models in force by topic; one that cannot be read, or was not made here, is left out, and that is logged."""
    if not in_force:
        return {}
    from wenguo.advice.learning import storing

    found: dict[str, Model] = {}
    for topic, version in in_force.items():
        where = folder / topic / version
        try:
            classifier = storing.read(where, key)
            threshold = float(storing.card_of(where, key).get("threshold", 1.0))
        except (storing.BadModel, ValueError, TypeError) as error:
            log.error("the model %s %s is not used: %s", topic, version, error)  # noqa: TRY400 — the sentence says all
            continue
        found[topic] = Model(topic, version, classifier, threshold)
    return found


def overlaid(advice: Advice, message: Message, models: Mapping[str, Model]) -> Advice:
    """An advice with what learned models are sure of in the place of what the lexicons say (causes blend by themselves)."""
    changes: dict[str, Any] = {}
    for topic, field in _FIELDS.items():
        model = models.get(topic)
        said = model.proposed(message) if model is not None else None
        if said is not None:
            changes[field] = said
    model = models.get("product")
    said = model.proposed(message) if model is not None else None
    if said is not None:
        others = tuple(one for one in advice.products if one.label != said.label)
        changes["products"] = (said, *others[:2])
    return msgspec.structs.replace(advice, **changes) if changes else advice
