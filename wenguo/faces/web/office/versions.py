"""The buttons that templates and answers share: offered or not, back to an older version; and who may see a row."""

from __future__ import annotations

from django.http import HttpResponse

from wenguo.administering.versions import Kept
from wenguo.faces.web.office.here import Here, seen
from wenguo.models import Article, Template
from wenguo.text import Text
from wenguo.verbs import Refused


def found[Row: (Article, Template)](here: Here, row: Row | None, none: Text) -> Row:
    """A row one may see. Refused as if it were not there."""
    if row is None or not (row.unit_id is None or row.unit_id in here.who.sees):
        raise Refused(none, code="unseen")
    return row


def turned(here: Here, kept: Kept, row: Article | Template, to: str, on: Text, off: Text) -> HttpResponse:
    """Offer it, or no longer, and say so."""
    if not here.is_post:
        return seen(to)
    is_on = here.request.POST.get(kept.switch) == "1"
    says = on if is_on else off
    return here.act(lambda: kept.turn(here.who, here.at, row, on=is_on), to, says.zh, says.en)


def restored(here: Here, kept: Kept, row: Article | Template, change: int, to: str) -> HttpResponse:
    """Go back to the words before a change."""
    if not here.is_post:
        return seen(to)
    return here.act(
        lambda: kept.restore(here.who, here.at, row, change), to, "已恢复旧版本。", "The older version is back."
    )
