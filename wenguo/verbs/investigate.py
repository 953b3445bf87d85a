"""investigate: write down a finding, its evidence and its standard of proof (ISO 10002:2018 7.6; M13)."""

from typing import ClassVar, Literal

from pydantic import field_validator

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules import fairness
from wenguo.text import Text
from wenguo.verbs._concerned import check_proof
from wenguo.verbs._verb import Act, F, Verb, Words, must, ref, refuse

Held = Literal[
    "our_fault",
    "nonconforming",
    "fraud",
    "unsafe_food",
    "knowing_defect",
    "serious_harm",
    "return_for_quality",
    "refused_to_perform",
    "serious_consequence",
    "operator_cause",
    "consumer_cause",
    "knowing_buyer",
    "harmless_label",
    "fabricated",
]


class Investigate(Verb):
    """Investigate: a finding, and what it rests on; against a named person only after they were told and heard."""

    title: ClassVar[Text] = Text("调查认定", "Investigate")
    needs: ClassVar[dict[str, tuple[str, str]]] = {"my_heads": ("my_heads", "number")}
    finding: Words = F("认定的事实", "the finding")
    basis: Words | None = F("依据", "basis: evidence, article, record", None)
    standard: Literal["established", "probable", "not_established", "refuted"] | None = F(
        "认定程度", "standard of proof", None
    )
    evidence: tuple[str, ...] = F(
        "依据的证据：材料（e12）或日志行（line:7）",
        "evidence: items e12 or lines of the log line:7",
        (),
        max_length=100,
    )
    against: tuple[str, ...] = F(
        "针对的当事人（account:12 或 person:2）", "against whom: account:12 or person:2", (), max_length=20
    )
    demands: tuple[int, ...] = F("涉及的诉求序号", "ordinals of the demands it answers", (), max_length=50)
    holds: tuple[Held, ...] = F(
        "认定了什么（补救以此为据）", "what it holds, for redress to rest on: fraud, unsafe_food, …", (), max_length=20
    )

    @field_validator("against", "evidence")
    @classmethod
    def _is_written_so(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.strip() for one in value))

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        unknown = fairness.unknown_subject(c, self.against)
        if unknown is not None:
            raise refuse(
                f"{unknown} 没有列为本件的当事人；请先列入（involve）。",
                f"{unknown} is not named as concerned here: name them first (involve).",
                field="against",
            )
        if fairness.stands_in_it(c, act.by.account):
            raise refuse(
                "您是本件的当事人（被反映人、证人或代表），不能调查；请由他人调查（银保监令2020-3 第17条）。",
                "You are a person concerned here yourself: another must investigate (银保监令2020-3 art. 17).",
            )
        self._check_heads(c, act)
        check_proof(c, self.evidence, "evidence")
        for demand in self.demands:
            if not 0 < demand <= len(c.demands):
                raise refuse(f"没有第 {demand} 项诉求。", f"There is no demand {demand}.", field="demands")
        self._check_fair(c, act)
        return [
            e.Investigated(
                finding=must(self.finding),
                basis=ref(self.basis),
                against=self.against,
                standard=self.standard,
                evidence=self.evidence,
                demands=self.demands,
                holds=tuple(dict.fromkeys(self.holds)),
            )
        ]

    def _check_heads(self, c: Complaint, act: Act) -> None:
        """Nobody investigates the head of their own unit (回避, 银保监令2020-3 art. 17)."""
        named = {int(one.removeprefix("account:")) for one in self.against if one.startswith("account:")}
        if c.live and set(act.facts["my_heads"]) & (named | set(c.concerned)):
            raise refuse(
                "被投诉的是您本部门或上级的负责人，您不能调查；请转交其他部门或上级指定的人（银保监令2020-3 第17条）。",
                "Your own unit's head is complained of: somebody outside must investigate (银保监令2020-3 art. 17).",
            )

    def _check_fair(self, c: Complaint, act: Act) -> None:
        for subject in self.against:
            one = fairness.Proposed(
                against=subject, standard=self.standard, evidence=self.evidence, finder=act.by.account
            )
            lacking = fairness.missing(c, one, act.policy)
            if lacking:
                zh = "；".join(step.missing.zh for step in lacking)
                en = "; ".join(step.missing.en for step in lacking)
                raise refuse(
                    f"还不能作出针对个人的认定：{zh}。",
                    f"No finding against a person yet: {en}.",
                    field=_FIELDS.get(lacking[0].code, "against"),
                )


_FIELDS = {"evidence": "evidence", "standard": "standard"}
