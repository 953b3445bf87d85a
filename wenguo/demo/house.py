"""What the demonstration group has settled for itself: telephone, hours, address and published procedure, both languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from wenguo.demo.organisation import ROOT, Cast
from wenguo.models import Complaint, Line, Reaction, Site, Unit
from wenguo.models.door import issue
from wenguo.queries import house

SETTLED: dict[str, Any] = {
    "name_zh": "闻过示范集团",
    "name_en": "Wenguo Demonstration Group",
    "portal_unit": ROOT,
    "phone": "400-000-0000",
    "email": "complaints@example.com",
    "address_zh": "示范市北湖路 1 号闻过示范集团 6 层客户关系部",
    "address_en": "Customer Relations, 6th floor, 1 Beihu Road, Model City",
    "hours_zh": "每日 8:30–20:30（节假日照常）",
    "hours_en": "daily 8:30–20:30, holidays included",
    "procedure_zh": "收到后一个工作日内告知您编号和负责单位。\n"
    "查明事实，十五日内答复；情况复杂的，最长三十日，并提前告诉您。\n"
    "答复会逐项说明决定、依据和理由，以及您还可以走的途径。\n"
    "不同意答复的，可以申请核查，由原处理人以外的人作出结论。",
    "procedure_en": "Within one working day we tell you the number and which unit looks after it.\n"
    "We establish the facts and answer within 15 days; where it is complex within 30, and we tell you beforehand.\n"
    "The answer gives the decision on each point, its basis and reasons, and where else you can turn.\n"
    "If you disagree, ask for a review: somebody who did not handle it decides.",
}
SITE = "demo-shop"
SECRET = "DEM0-DEM0-DEM0-DEM0"  # noqa: S105 — known to everybody, as the demonstration's password is


def settle(cast: Cast, at: datetime) -> None:
    """Settle it all, and let the shop's own web site show the form in a frame."""
    for name, value in SETTLED.items():
        house.settle(name, value, cast.id("gu.an"), at)
    Site.objects.create(
        key=SITE,
        name="示范优选网店",
        origin="http://127.0.0.1:8080",
        unit=Unit.objects.get(code="shop"),
        created_at=at,
    )


def posted(at: datetime) -> None:
    """What the demonstration's past told by mail or SMS went out then: nothing of it is sent now.

    Whoever complained by the web page follows it there, and whoever a contact arrangement binds reads and appeals it
    there: these complaints open with the demonstration's secret.
    """
    Reaction.objects.filter(name="send", state="waiting").update(state="done")
    # of each complaint the last line is enough to be watched: what it shows by then stands in its log
    waiting = Reaction.objects.filter(name="watch", state="waiting")
    last = waiting.exclude(line__complaint__stage="closed").values("line__complaint").annotate(last=Max("pk"))
    keep = list(last.values_list("last", flat=True))
    waiting.exclude(pk__in=keep).update(state="done")
    arranged = Line.objects.filter(data__contains='"event":"Restricted"').values("complaint")
    for complaint_id in Complaint.objects.filter(Q(channel="web") | Q(pk__in=arranged)).values_list("pk", flat=True):
        issue(complaint_id, SECRET, at)
