"""ask: ask the complainant, a colleague or another unit for what is missing (ISO 10002:2018 7.1)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Verb, Way, Words, must, ref, refuse


class Ask(Verb):
    """Ask a question."""

    title: ClassVar[Text] = Text("询问", "Ask")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"account": ("account", "account")}
    words: Words = F("问题", "the question")
    to: Literal["complainant", "colleague", "unit", "outside"] = F("问谁", "whom", "complainant")
    account: int | None = F("被询问人账号编号", "account id of the person asked", None)
    way: Way | None = F("方式", "way", None)
    address: Words | None = F("送达地址", "address it went to", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        if self.to == "colleague" and act.facts["account"] is None:
            raise refuse("请指明询问哪位同事。", "Say which colleague is asked.", field="account")
        if self.account is not None and not getattr(act.facts["account"], "active", False):
            raise refuse("被询问人账号不存在或已停用。", "That account does not exist or is disabled.", field="account")
        return [
            e.Asked(to=self.to, words=must(self.words), account=self.account, way=self.way, address=ref(self.address))
        ]
