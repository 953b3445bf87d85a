"""How many there are: a room of its own, so that the quickest question loads no verb."""

from __future__ import annotations

from msgspec import structs

from wenguo.faces.cli.acting import Desk, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.contracted import promised
from wenguo.faces.cli.output import emit, line, table
from wenguo.faces.cli.speaking import command, said
from wenguo.queries.counts import counts as asked
from wenguo.queries.office import units
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text


@command("counts", ENTRIES["counts"].text)
@at_the_desk
def counts(desk: Desk) -> None:
    """All, open, overdue; by stage and by unit."""
    found = asked(desk.asker, desk.at)
    if desk.json:
        emit(promised("counts", structs.asdict(found)))
        return
    line(
        Text(
            f"共 {found.total:,} 件，在办 {found.open:,} 件，逾期 {found.overdue:,} 件",
            f"{found.total:,} in all, {found.open:,} open, {found.overdue:,} overdue",
        )
    )
    if found.total:
        names = {unit.code: said(Text(unit.name, unit.name_en or unit.name)) for unit in units().values()}
        stages = ((said(STAGES[stage]), f"{count:,}") for stage, count in found.by_stage.items())
        table((Text("阶段", "Stage"), Text("件数", "Count")), stages)
        rows = ((f"{names.get(code, code)} ({code})", f"{count:,}") for code, count in found.by_unit.items())
        table((Text("单位", "Unit"), Text("件数", "Count")), rows)
