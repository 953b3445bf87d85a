"""What an answer links by itself, and the check that no required part is missing: the same for `answer` and `submit`."""

from collections.abc import Iterable

from wenguo.complaint import Complaint
from wenguo.rules import answering
from wenguo.verbs._verb import Act, Refused, Words, refuse


def check_links(
    c: Complaint, act: Act, findings: Iterable[int] | None, offers: Iterable[int] | None, articles: Iterable[str]
) -> None:
    """Refused where an answer links what is not on record."""
    for finding in findings or ():
        if not 0 < finding <= len(c.findings):
            raise refuse(f"没有第 {finding} 项认定。", f"There is no finding {finding}.", field="findings")
    for offer in offers or ():
        if not 0 < offer <= len(c.offers) or c.offers[offer - 1].state != "approved":
            raise refuse(
                f"方案 {offer} 不存在或未批准，不能写进答复。",
                f"Offer {offer} is not there or not approved.",
                field="offers",
            )
    unknown = answering.unknown_article(act.policy, articles)
    if unknown is not None:
        raise refuse(
            f"规则包里没有 {unknown}：写作 包/条目，如 cn-retail/defect_6m；公司规定写进“依据的公司规定”。",
            f"No rule {unknown} is in force: write pack/rule; our own rules are written as `rule`.",
            field="articles",
        )


def linked(
    c: Complaint,
    act: Act,
    *,
    findings: tuple[int, ...] | None,
    offers: tuple[int, ...] | None,
    articles: tuple[str, ...],
    basis: bool,
    no_remedy: bool,
    decided: dict[int, tuple[str, bool]],
) -> answering.Links:
    """The links of an answer: what is on record where nothing else was chosen, and always the packs' routes and limits."""
    return answering.Links(
        findings=findings if findings is not None else tuple(one.id for one in c.findings),
        offers=offers if offers is not None else tuple(one.id for one in c.offers if one.state == "approved"),
        articles=articles,
        basis=basis,
        no_remedy=no_remedy,
        clarifications=tuple(one.id for one in c.clarifications),
        routes=answering.routes_of(act.policy),
        limits=answering.limits_of(act.policy),
        decided={one.id: (one.decision, one.basis is not None) for one in c.demands if one.decision} | decided,
    )


def overridden(
    c: Complaint, act: Act, links: answering.Links, override: Words | None, known: Iterable[str] = ()
) -> tuple[str, ...]:
    """The parts that may be missing because somebody of authority said why; refused where a part is missing otherwise.

    `known` are parts that were let go when the answer was submitted. What was taken in as history is not asked again.
    """
    if not c.live:
        return ()
    lacking = answering.missing(c, act.policy, links)
    left = [part for part in lacking if part.code not in set(known)]
    if not left:
        return tuple(part.code for part in lacking)
    if override is None:
        raise refuse_missing(c, act, left)
    if not act.by.roles & answering.OVERRIDERS:
        raise refuse(
            "缺要件仍要发出，须由负责人、审批人或法务决定并写明理由。",
            "Only a head, approver or legal may let an answer go out without a part.",
            field="override",
        )
    return tuple(part.code for part in lacking)


def refuse_missing(c: Complaint, act: Act, left: list[answering.Part]) -> Refused:
    """The refusal that names what is missing beside the field that brings it, with the sentence to complete."""
    errors = [(answering.field_of(one, c), answering.why_this(one)) for one in left]
    if act.by.roles & answering.OVERRIDERS:
        errors.append(("override", answering.OVERRIDE))
    return Refused(
        answering.why_missing(left), field=errors[0][0], errors=tuple(errors), remedy=answering.remedy_of(left)
    )
