"""Which person concerned a form means: checked in one place for every verb that names one."""

from wenguo.complaint import Complaint
from wenguo.rules import fairness
from wenguo.verbs._verb import refuse


def check_person(c: Complaint, person: int | None) -> None:
    """Refused where there is no person of that number."""
    if person is not None and person > len(c.persons):
        raise refuse(f"没有第 {person} 位当事人。", f"There is no person {person}.", field="person")


def check_subject(c: Complaint, account: int | None, person: int | None) -> str:
    """The one person meant, as rules name them; refused where nobody or two are meant, or nobody concerned."""
    if (account is None) == (person is None):
        raise refuse(
            "请指明一位当事人：账号或序号。", "Name one person concerned: an account or a number.", field="account"
        )
    if person is not None:
        own = c.persons[person - 1].account
        return f"person:{person}" if own is None else f"account:{own}"
    subject = f"account:{account}"
    if subject not in fairness.subjects(c):
        raise refuse(
            "这位同事还没有列为当事人；请先列入（involve）。",
            "This colleague is not named as concerned: name them first (involve).",
            field="account",
        )
    return subject


def check_proof(c: Complaint, proof: tuple[str, ...], field: str) -> None:
    """Refused where a proof points at nothing on record."""
    unknown = fairness.unknown_proof(c, proof)
    if unknown is not None:
        raise refuse(
            f"没有证据 {unknown}：写材料编号（e12）或日志行号（line:7）。",
            f"There is no evidence {unknown}: give an item (e12) or a line of the log (line:7).",
            field=field,
        )


def check_finding(c: Complaint, finding: int | None) -> None:
    """Refused where there is no finding of that number."""
    if finding is not None and finding > len(c.findings):
        raise refuse(f"没有第 {finding} 项认定。", f"There is no finding {finding}.", field="finding")
