"""clarify: set a misunderstanding right: what was said, what is so, and what shows it (M27)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._concerned import check_finding, check_proof
from wenguo.verbs._verb import Act, F, Verb, Words, must, refuse


class Clarify(Verb):
    """Explain a misunderstanding: claim, fact and proof side by side; the answer takes it up."""

    title: ClassVar[Text] = Text("澄清误解", "Clear up a misunderstanding")
    claim: Words = F("投诉人的理解", "what was understood or said")
    fact: Words = F("实际情况", "what is so")
    proof: tuple[str, ...] = F(
        "证明：材料（e12）或日志行（line:7）", "proof: evidence e12 or a line of the log line:7", (), max_length=50
    )
    finding: int | None = F("对应哪项认定", "the finding it rests on", None, ge=1)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        check_finding(c, self.finding)
        check_proof(c, self.proof, "proof")
        if not self.proof and self.finding is None:
            raise refuse(
                "澄清须附证明：选一份材料、日志的一行，或一项认定。",
                "Attach proof to every explanation: an item of evidence, a line of the log, or a finding.",
                field="proof",
            )
        return [e.Clarified(claim=must(self.claim), fact=must(self.fact), proof=self.proof, finding=self.finding)]
