"""Asking over many: the queue and the search."""

from __future__ import annotations

from typing import Any, Literal

import click

from wenguo.faces.cli.acting import Desk, at_the_desk, usernames
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.contracted import promised
from wenguo.faces.cli.filtering import chosen, filtered
from wenguo.faces.cli.moments import told
from wenguo.faces.cli.output import emit, line, note, table
from wenguo.faces.cli.speaking import command, language, option, said
from wenguo.queries import contract, finding
from wenguo.queries import queue as queueing
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text

_PAGE = 500
_LIMIT = Text("最多几件", "how many at most")
# A person reads a screenful; a program wants all there is, up to a bound that keeps its answer in memory.
_FOR_PEOPLE, _FOR_PROGRAMS = 20, 10_000
_LIMIT_FOUND = Text(
    f"最多几件，缺省 {_FOR_PEOPLE}，--json 时 {_FOR_PROGRAMS:,}",
    f"how many at most; {_FOR_PEOPLE} where none is named, {_FOR_PROGRAMS:,} with --json",
)
_AFTER = Text("接上一页：上次给出的续页标记", "the next page: the mark the last one gave")
_WHERE = Text(
    "在哪些文字中找：投诉人写的、我方写的、全部",
    "in which words: the complainant's, ours, all",
)
_BEST = Text("最新命中中最相关的在前", "the best of the newest first")


@command("queue", ENTRIES["queue"].text)
@filtered
@option("--limit", type=click.IntRange(1, queueing.MOST_ROWS), default=50, show_default=True, text=_LIMIT)
@option("--after", metavar="MARK", text=_AFTER)
@at_the_desk
def queue(desk: Desk, limit: int, after: str | None, **given: Any) -> None:
    """Open complaints in order of urgency."""
    filters = chosen(given)
    try:
        page = queueing.queue(desk.asker, desk.at, filters=filters, limit=limit, after=after)
    except ValueError as error:
        raise click.BadParameter(
            said(Text("不是本列表的续页标记。", "This is no mark of this list.")), param_hint="--after"
        ) from error
    if desk.json:
        if page.after:
            note(Text(f"续页：--after {page.after}", f"Next page: --after {page.after}"))
        emit(promised("queue", contract.queued(page, language())))
        return
    names = usernames()
    table(
        (
            Text("编号", "Number"),
            Text("分", "Points"),
            Text("应于", "Due"),
            Text("阶段", "Stage"),
            Text("责任人", "Owner"),
            Text("内容", "Words"),
            Text("理由", "Because"),
        ),
        (
            (
                row.number,
                row.points,
                told(row.next_due, desk.at),
                said(STAGES[row.stage]),
                names.get(row.owner, row.owner),
                row.words[:16],
                said(Text("；", "; ")).join(f"{said(one.text)} ({one.points:+d})" for one in row.because),
            )
            for row in page.rows
        ),
        empty=Text("没有待办投诉。", "No open complaints."),
    )
    if page.after:
        note(Text(f"还有更多：--after {page.after}", f"There are more: --after {page.after}"))


@command("search", ENTRIES["search"].text)
@click.argument("q")
@option("--in", "where", type=click.Choice(["theirs", "ours", "all"]), default="theirs", show_default=True, text=_WHERE)
@filtered
@option("--limit", type=click.IntRange(min=0), text=_LIMIT_FOUND)
@option("--best", is_flag=True, text=_BEST)
@at_the_desk
def search(
    desk: Desk, q: str, where: Literal["theirs", "ours", "all"], limit: int | None, best: bool, **given: Any
) -> None:
    """Complaints whose texts hold what was asked, newest first."""
    if limit is None:
        limit = _FOR_PROGRAMS if desk.json else _FOR_PEOPLE
    filters = chosen(given)
    asker = desk.asker
    hits: list[finding.Hit] = []
    page = finding.find(asker, q, desk.at, column=where, filters=filters, limit=max(1, min(limit, _PAGE)), best=best)
    total = page.total
    hits += page.results
    while page.after is not None and len(hits) < limit:
        # count_to=1: the total is known already
        step = min(limit - len(hits), _PAGE)
        page = finding.find(asker, q, desk.at, column=where, filters=filters, limit=step, after=page.after, count_to=1)
        hits += page.results
    hits = hits[:limit]
    if desk.json:
        emit(promised("search", contract.found(finding.Found(total=total, counted_to=None, results=hits, after=None))))
        return
    line(Text(f"共 {total:,} 件", f"{total:,} found"))
    if hits:
        table(
            (Text("编号", "Number"), Text("收到", "Received"), Text("阶段", "Stage"), Text("片段", "Snippet")),
            (
                (hit.number, told(hit.received_at, desk.at), said(STAGES[hit.stage]), " ".join(hit.snippet.split()))
                for hit in hits
            ),
        )
