"""Every question as an address: one complaint, the queue, search, counts, the policy packs."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import AwareDatetime, BeforeValidator, Field

from wenguo.access import log_access
from wenguo.faces.api import bodies
from wenguo.faces.api.keys import Caller, caller
from wenguo.faces.api.problems import Problem, language
from wenguo.queries import contract
from wenguo.queries.counts import counts
from wenguo.queries.filters import Filters
from wenguo.queries.finding import Column, find
from wenguo.queries.history import Whole, history
from wenguo.queries.queue import MOST_ROWS, queue
from wenguo.queries.seeing import Asker, asker
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text
from wenguo.verbs._verb import MOST_NUMBER, Channel, Kind, Severity

Id = Annotated[int, Field(ge=1, le=MOST_NUMBER)]
if TYPE_CHECKING:
    Stage = str
else:
    Stage = Literal[tuple(STAGES)]


def _written(value: object) -> object:
    """Days and moments are written out: a bare number is no date."""
    if isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).isdecimal():
        raise ValueError(
            "日期写作 2026-11-22，时间写作 2026-11-22T09:30:00+08:00。 | Write 2026-11-22 or 2026-11-22T09:30:00+08:00."
        )
    return value


Day = Annotated[date, BeforeValidator(_written)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written)]


class Wanted(Schema):
    """The filters that queue and search share."""

    unit: Id | None = Field(None, description="单位编号（含下级） | unit id, with the units below it")
    owner: Id | None = Field(None, description="责任人账号编号 | owner's account id")
    stage: Stage | None = Field(None, description="阶段 | stage")
    cause: str | None = Field(None, max_length=20, description="原因代码 | cause code")
    channel: Channel | None = Field(None, description="渠道 | channel")
    severity: Severity | None = Field(None, description="严重程度 | severity")
    kind: Kind | None = Field(None, description="性质 | kind")
    received_from: Moment | None = Field(None, description="收到时间自 | received from")
    received_to: Moment | None = Field(None, description="收到时间至（不含） | received before")
    overdue: bool | None = Field(None, description="已超时 | overdue")

    def filters(self, *, open_only: bool | None = None) -> Filters:
        """The same as queries want it."""
        for name in ("received_from", "received_to"):
            moment: datetime | None = getattr(self, name)
            if moment is not None and not 1900 <= moment.year <= 2200:
                text = Text("日期须在 1900 至 2200 年之间。", "Dates lie between the years 1900 and 2200.")
                raise Problem("field", text, field=name)
        return Filters(
            unit=self.unit,
            owner=self.owner,
            stage=self.stage,
            cause=self.cause,
            channel=self.channel,
            severity=self.severity,
            kind=self.kind,
            received_from=self.received_from,
            received_to=self.received_to,
            overdue=self.overdue,
            open=open_only,
        )


class WantedQueue(Wanted):
    """A page of the queue."""

    limit: int = Field(50, ge=1, le=MOST_ROWS, description="条数 | how many")
    after: str | None = Field(None, max_length=200, description="上一页的 next | next of the page before")


class WantedHits(Wanted):
    """A page of a search."""

    q: str = Field(max_length=500, description="要找的字；AND OR NOT 和引号可用 | what to find; AND OR NOT and quotes")
    within: Literal["theirs", "all"] = Field(
        "theirs", alias="in", description="投诉人的话，或全部 | their words, or all"
    )
    limit: int = Field(20, ge=1, le=100, description="条数 | how many")
    after: str | None = Field(None, pattern=r"^[0-9]{1,15}$", description="上一页的 next | next of the page before")
    open: bool | None = Field(None, description="未办结 | still open")


class Look(Schema):
    """How plainly a complaint is to be shown."""

    unmask: bool = Field(False, description="显示完整联系方式 | show contact data plainly")
    reason: str = Field("", max_length=500, description="为何须看（会被记录） | why; it is logged")


def _reader(request: HttpRequest) -> tuple[Caller, Asker]:
    who = caller(request)
    who.may("read")
    if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path_info:
        raise Problem("field", Text("不能含有 NUL 字符。", "NUL characters cannot be asked for."))
    return who, asker(who.account, "api")


def show(request: HttpRequest, number: str, look: Query[Look]) -> HttpResponse:
    """One complaint with its words, clocks, promises and log.

    Contact data is masked by role; `unmask=1` shows it to whoever may see the complaint, with a reason that is logged.
    """
    who, ask = _reader(request)
    why, unmask = look.reason.strip(), look.unmask
    if unmask and not why:
        text = Text("查看完整联系方式须说明理由。", "Seeing contact data unmasked needs a reason.")
        raise Problem("field", text, field="reason")
    whole = history(ask, number, unmask=unmask)
    if unmask and whole.masked:
        text = Text("您不能查看此投诉的完整联系方式。", "You may not see this complaint's contact data unmasked.")
        raise Problem("permission", text)
    _log(who, whole, why)
    return bodies.answer(contract.shown(whole), tag=whole.complaint.person_position)


def _log(who: Caller, whole: Whole, why: str) -> None:
    """Contact data shown plainly is written to the access log, before it is shown."""
    fields = whole.plain_fields()
    if fields:
        log_access(who.account, whole.id, whole.complaint.number, fields, why, "api", who.at)


def show_queue(request: HttpRequest, wanted: Query[WantedQueue]) -> HttpResponse:
    """The most urgent open complaints, each with the reasons of its place; `next` is the cursor of the next page."""
    who, ask = _reader(request)
    try:
        page = queue(ask, who.at, filters=wanted.filters(), limit=wanted.limit, after=wanted.after)
    except ValueError as error:
        raise _bad_cursor() from error
    return bodies.answer(contract.queued(page, language()))


def search(request: HttpRequest, wanted: Query[WantedHits]) -> HttpResponse:
    """Complaints whose words hold what is asked, newest first; `total` is exact."""
    who, ask = _reader(request)
    filters = wanted.filters(open_only=wanted.open)
    column: Column = wanted.within
    place = int(wanted.after) if wanted.after else None
    result = find(ask, wanted.q, who.at, column=column, filters=filters, limit=wanted.limit, after=place)
    return bodies.answer(contract.found(result))


def show_counts(request: HttpRequest) -> HttpResponse:
    """How many complaints there are that you may see, by stage and unit."""
    who, ask = _reader(request)
    return bodies.answer(contract.counted(counts(ask, who.at)))


def show_packs(request: HttpRequest) -> HttpResponse:
    """Every policy pack, each rule with its source."""
    _reader(request)
    return bodies.answer(contract.listed_packs())


def show_due(request: HttpRequest, pack: str, rule: str, received: Day) -> HttpResponse:
    """When a rule's limit ends for a complaint received on a day, with its source."""
    _reader(request)
    if not 1900 <= received.year <= 2200:
        text = Text("日期须在 1900 至 2200 年之间。", "Dates lie between the years 1900 and 2200.")
        raise Problem("field", text, field="received")
    try:
        return bodies.answer(contract.pack_due(pack, rule, received))
    except LookupError as error:
        raise Problem("unseen", Text(f"没有这条规则：{error.args[0]}", str(error.args[0]))) from error


def _bad_cursor() -> Problem:
    return Problem("field", Text("after 不是本列表的页标。", "after is not a cursor of this list."), field="after")
