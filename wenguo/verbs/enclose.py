"""enclose: add words or evidence to the complaint, unaltered (M03, M16)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Upload, Verb, Words, must, ref, refuse


class Enclose(Verb):
    """Enclose material."""

    title: ClassVar[Text] = Text("附入材料", "Enclose")
    words: Words | None = F("说明", "words", None)
    files: tuple[Upload, ...] = F("文件", "files", (), max_length=50)
    kind: Literal[
        "goods",
        "voucher",
        "contract",
        "picture",
        "video",
        "sound",
        "screen",
        "chat",
        "statement",
        "appraisal",
        "press",
        "telemetry",
        "original",
        "other",
    ] = F("种类", "kind", "other")
    whose: Literal["theirs", "ours"] = F("谁提供的", "whose it is", "theirs")

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.words is None and not self.files:
            raise refuse("请附上文字或文件。", "Give words or a file.", field="words")
        return [
            e.Enclosed(
                words=ref(self.words),
                evidence=tuple(must(file) for file in self.files),
                kind=self.kind,
                whose=self.whose,
            )
        ]
