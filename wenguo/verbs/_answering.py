"""What an answer says beside its words: decisions, findings, basis and redress; the same for a draft and for what is sent."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from wenguo import events as e
from wenguo.complaint import Complaint, Submitted
from wenguo.rules.answering import Links
from wenguo.verbs._linking import check_links, linked, overridden
from wenguo.verbs._outgoing import Outgoing
from wenguo.verbs._verb import Act, F, Words, ref, refuse


class Judgement(BaseModel):
    """What is decided of one demand."""

    model_config = ConfigDict(extra="forbid")
    demand: int = F("诉求序号", "ordinal of the demand", ge=1)
    decision: Literal["support", "part", "not", "not_ours"] = F("支持／部分／不支持／非本单位", "decision")
    basis: Words | None = F("依据", "basis", None)


class Answering(Outgoing):
    """An answer, whether it is sent or first put before a second person."""

    words: Words | None = F(
        "答复内容；经审核的不填，发出的就是批准稿", "the answer; left out when it was approved", None
    )
    decisions: tuple[Judgement, ...] = F("对各项诉求的决定", "decision on each demand", (), max_length=50)
    findings: tuple[int, ...] | None = F(
        "随答复告知的认定；不填即全部", "findings told with it; all where left out", None, max_length=100
    )
    articles: tuple[str, ...] = F("依据的条款（包/条目）", "articles it rests on, as pack/rule", (), max_length=50)
    rule: Words | None = F("依据的公司规定", "our own rule it rests on, where it stands", None)
    offers: tuple[int, ...] | None = F(
        "随答复告知的方案；不填即全部已批准的", "offers told with it; all approved where left out", None, max_length=50
    )
    no_remedy: bool = F("不提供补救", "nothing is put right, and the answer says so", False)
    override: Words | None = F(
        "缺要件仍要发出的理由（限负责人、审批人、法务）",
        "why it goes out though a part is missing; heads, approvers, legal",
        None,
    )

    def given(self) -> Submitted:
        """What this form decides and links; what it leaves open is filled in by `complete`."""
        return Submitted(
            decisions=tuple(
                e.Decision(demand=one.demand, decision=one.decision, basis=ref(one.basis)) for one in self.decisions
            ),
            findings=self.findings or (),
            articles=self.articles,
            basis=ref(self.rule),
            offers=self.offers or (),
            no_remedy=self.no_remedy,
        )

    def complete(self, c: Complaint, act: Act, known: Iterable[str] = ()) -> tuple[Links, tuple[str, ...]]:
        """What the answer links, and the parts let go for a reason; refused where a required part is missing."""
        said = self.given()
        return complete(c, act, said, self.findings, self.offers, self.override, known)


def complete(
    c: Complaint,
    act: Act,
    said: Submitted,
    findings: tuple[int, ...] | None,
    offers: tuple[int, ...] | None,
    override: Words | None,
    known: Iterable[str] = (),
) -> tuple[Links, tuple[str, ...]]:
    """The one check of an answer, whatever way it takes; findings and offers not chosen are all that are on record."""
    for one in said.decisions:
        if one.demand > len(c.demands):
            raise refuse(f"没有第 {one.demand} 项诉求。", f"There is no demand {one.demand}.", field="decisions")
    decided = {demand.id for demand in c.demands if demand.decision} | {one.demand for one in said.decisions}
    missing = [str(demand.id) for demand in c.demands if demand.id not in decided]
    if missing and c.live:
        listed = ", ".join(missing)
        raise refuse(f"诉求 {listed} 还没有决定。", f"Demand {listed} is not decided yet.", field="decisions")
    check_links(c, act, findings, offers, said.articles)
    links = linked(
        c,
        act,
        findings=findings,
        offers=offers,
        articles=said.articles,
        basis=said.basis is not None,
        no_remedy=said.no_remedy,
        decided={one.demand: (one.decision, one.basis is not None) for one in said.decisions},
    )
    return links, overridden(c, act, links, override, known)
