"""alert: one cause of escalation shows in the log and is warned of, once for each line that shows it (the clock only; M38)."""

from typing import ClassVar, Literal

from pydantic import Field

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.escalation import Symptom
from wenguo.rules.escalation_words import CAUSES, SIGNS
from wenguo.rules.warned import is_new
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, refuse


class Alert(Verb):
    """Warn of a cause of escalation; said already of this line, it writes nothing."""

    title: ClassVar[Text] = Text("预警", "Alert")
    offered: ClassVar[bool] = False
    cause: str = F("升级的苗头", "cause of escalation", max_length=40)
    level: Literal["early", "now"] = F("程度", "how pressing")
    sign: str = F("迹象", "the sign", max_length=40)
    line: int = F("见第几行", "the line that shows it", ge=1)
    other: int | None = Field(None, ge=1, description="对照第几行 | the line it is compared with")
    n: int = F("次数", "how often", 0, ge=0)
    bound: int = F("提醒界限", "the limit", 0, ge=0)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.cause not in CAUSES or self.sign not in SIGNS:
            raise refuse("没有这种预警。", "There is no such warning.", field="cause")
        if max(self.line, self.other or 0) > c.length:
            raise refuse("没有这一行。", "There is no such line.", field="line")
        fields = self.model_dump()
        return [e.Alerted(**fields)] if is_new(c, Symptom(**fields)) else []
