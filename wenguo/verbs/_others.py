"""What the verbs on parts and third parties share: finding them, and telling the complainant that time stands still."""

from wenguo.complaint import Complaint
from wenguo.complaint.others import Part, Party
from wenguo.verbs._verb import refuse


def open_part(c: Complaint, number: int) -> Part:
    """The part of that ordinal, where it is still to come; Refused else."""
    part = c.parts[number - 1] if 0 < number <= len(c.parts) else None
    if part is None:
        raise refuse(f"没有第 {number} 部分。", f"There is no part {number}.", field="part")
    if not part.is_open:
        raise refuse(
            f"第 {number} 部分已经交回或撤销。", f"Part {number} was delivered or recalled already.", field="part"
        )
    return part


def party_of(c: Complaint, number: int) -> Party:
    """The third party of that ordinal; Refused where there is none."""
    party = c.parties[number - 1] if 0 < number <= len(c.parties) else None
    if party is None:
        raise refuse(f"没有第 {number} 个第三方。", f"There is no third party {number}.", field="party")
    return party
