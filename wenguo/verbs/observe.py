"""observe: state a sign, or what speaks against one, with the words that show it (M02)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules.abnormal import COUNTERS, SIGNS
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Observe(Verb):
    """State a sign with its quote."""

    title: ClassVar[Text] = Text("记下迹象", "State a sign")
    sign: str = F("哪个迹象", "which sign", max_length=40)
    quote: Words = F("原话或记录摘录", "the words or the record that show it")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"shows": ("shows", "line")}
    line: int | None = F("所在行号", "position of the line it stands in", None, ge=1)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        counter = self.sign in COUNTERS
        found = COUNTERS.get(self.sign) or SIGNS.get(self.sign)
        if found is None:
            listed = ", ".join([*SIGNS, *COUNTERS])
            raise refuse(
                f"没有迹象 {self.sign}；可选：{listed}。",
                f"There is no sign {self.sign}; there are: {listed}.",
                field="sign",
            )
        if found.known == "log":
            raise refuse(
                "这一项由日志自己算出，不由人填写。", "The log itself shows this one; nobody states it.", field="sign"
            )
        if self.line is not None and self.line > c.length:
            raise refuse(f"没有第 {self.line} 行。", f"There is no line {self.line}.", field="line")
        if self.line is not None and not act.facts["shows"]:
            raise refuse(
                f"第 {self.line} 行没有可以引用的话或材料；请选当时的记录，或不填行号。",
                f"No words or material stand in line {self.line}: name the record itself, or no line.",
                field="line",
            )
        return [e.Observed(sign=self.sign, quote=must(self.quote), counter=counter, line=self.line)]
