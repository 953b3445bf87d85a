"""suggest: advice proposes something, with its reason; a person decides (M43)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, ref


class Suggest(Verb):
    """Propose a reading."""

    title: ClassVar[Text] = Text("建议", "Suggest")
    offered: ClassVar[bool] = False
    topic: str = F("项目", "what it is about", max_length=60)
    value: str = F("建议值", "the proposed value", max_length=200)
    score: int = F("把握（千分比）", "confidence, per mille", ge=0, le=1000)
    because: Words | None = F("理由", "reason", None)
    model: str = F("模型版本", "model and version", max_length=100)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        return [
            e.Suggested(
                topic=self.topic, value=self.value, score=self.score, because=ref(self.because), model=self.model
            )
        ]
