"""answer: tell the complainant the decision, its basis and reasons (ISO 10002:2018 7.8; 银保监令2020-3 art. 19)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint, Submitted
from wenguo.rules.approval import needs_second_person
from wenguo.text import Text
from wenguo.verbs._answering import Answering, complete
from wenguo.verbs._verb import Act, F, Way, Words, must, ref, refuse


class Answer(Answering):
    """Answer the complaint, deciding each demand."""

    title: ClassVar[Text] = Text("答复", "Answer")
    way: Way = F("答复方式", "way", "letter")
    address: Words | None = F("送达地址", "address it went to", None)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        self.check_waiver(c, act)
        if c.approval == "asked":
            raise refuse("答复正在审核，批准后才能发出。", "The answer waits for approval; it can go out after that.")
        if c.live and c.approval != "approved" and needs_second_person(c, act.policy):
            raise refuse(
                "此类投诉的答复须先经另一人审核（submit → approve）。",
                "Answers to complaints of this kind need a second person first (submit, then approve).",
            )
        words = self._words(c)
        said, findings, offers = self.given(), self.findings, self.offers
        if c.approval == "approved" and c.submitted is not None:
            self._check_as_approved(c.submitted)
            said, findings, offers = c.submitted, c.submitted.findings, c.submitted.offers
        links, left_out = complete(c, act, said, findings, offers, self.override, c.overridden)
        return [
            e.Answered(
                words=words,
                way=self.way,
                address=ref(self.address),
                decisions=said.decisions,
                findings=links.findings,
                articles=links.articles,
                basis=said.basis,
                offers=links.offers,
                no_remedy=links.no_remedy,
                clarifications=links.clarifications,
                routes=links.routes if c.live else (),
                limits=links.limits if c.live else (),
                override=ref(self.override) or (said.override if left_out else None),
                overridden=left_out,
            )
        ]

    def _words(self, c: Complaint) -> e.Ref:
        """What was approved is what goes out; else the words given."""
        if c.approval == "approved" and c.drafted is not None:
            if self.words is not None:
                raise _approved_already("words")
            return c.drafted
        if self.words is None:
            raise refuse("请填写答复内容。", "Give the answer's words.", field="words")
        return must(self.words)

    def _check_as_approved(self, approved: Submitted) -> None:
        """Nothing is decided or linked otherwise than the second person read it; the same said again does no harm."""
        was = {one.demand: one.decision for one in approved.decisions}
        if any(was.get(one.demand) != one.decision or one.basis is not None for one in self.decisions):
            raise _approved_already("decisions")
        if self.rule is not None:
            raise _approved_already("rule")
        for name in ("findings", "articles", "offers", "no_remedy"):
            mine = getattr(self, name)
            if mine and mine != getattr(approved, name):
                raise _approved_already(name)


def _approved_already(field: str) -> Exception:
    return refuse(
        "答复已经批准，发出的就是批准稿：不填内容、决定和依据即可；要改动请重新送审（submit）。",
        "The answer was approved and goes out as it is: leave words, decisions and basis out, or submit a new one.",
        field=field,
    )
