"""Who says yes to redress up to how much, level by level; every older version stays to go back to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import redress as acts
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.faces.web.office.redress import changes_of
from wenguo.models import Change
from wenguo.queries import redress
from wenguo.queries.people import names
from wenguo.reading.amounts import read_amount
from wenguo.rules.permissions import ROLES
from wenguo.rules.redress import yuan
from wenguo.rules.redress_table import Level
from wenguo.text import Text
from wenguo.verbs import Refused

SPARE_LEVELS = 1


@section("redress")
def levels(here: Here) -> HttpResponse:
    """Who says yes up to how much, level by level."""
    here.who.must_administer(None)
    table, post = redress.table(), here.request.POST
    refused: Refused | None = None
    if here.is_post:
        try:
            acts.save_levels(here.who, here.at, _levels(post), _days(post.get("expires_days", "")))
        except Refused as no:
            if no.code in {"permission", "unseen"}:
                raise
            refused = no
        else:
            return here.done("审批层级已保存。", "The levels are saved.", reverse("office_redress"))
    shown = _typed(post) if refused is not None else [_shown(one) for one in table.levels]
    changes = changes_of(acts.LEVELS, "levels")
    return here.page(
        "redress_levels",
        status=422 if refused is not None else 200,
        levels=[(n, one) for n, one in enumerate([*shown, *[_EMPTY] * SPARE_LEVELS], 1)],
        roles=[(role, ROLES[role]) for role in acts.APPROVERS],
        expires_days=post.get("expires_days") or table.expires_days,
        refused=refused,
        changes=changes,
        names=names(one.account_id for one in changes),
    )


_EMPTY: dict[str, Any] = {"up_to": "", "year": "", "steps": [], "parallel": False, "used": False}


def _shown(one: Level) -> dict[str, Any]:
    def plain(fen: int | None) -> str:
        return "" if fen is None else yuan(fen).replace(",", "")

    return {
        "up_to": plain(one.up_to_fen),
        "year": plain(one.year_fen),
        "steps": list(one.steps),
        "parallel": one.parallel,
        "used": True,
    }


def _typed(post: Any) -> list[dict[str, Any]]:
    return [
        {
            "up_to": post.get(f"up_to_{n}", ""),
            "year": post.get(f"year_{n}", ""),
            "steps": post.getlist(f"steps_{n}"),
            "parallel": f"parallel_{n}" in post,
            "used": True,
        }
        for n in range(1, 10)
        if f"used_{n}" in post
    ]


def _levels(post: Any) -> list[Level]:
    return [
        Level(
            up_to_fen=_fen(one["up_to"], f"up_to_{n}"),
            year_fen=_fen(one["year"], f"year_{n}"),
            steps=tuple(role for role in acts.APPROVERS if role in one["steps"]),
            parallel=one["parallel"],
        )
        for n, one in enumerate(_typed(post), 1)
    ]


def _fen(text: str, field: str) -> int | None:
    if not text.strip():
        return None
    found = read_amount(text.strip()).minor
    if found is None:
        raise Refused(Text("请填金额，例如 2000。", "Give an amount, such as 2000."), code="field", field=field)
    return found


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4):
        raise Refused(Text("请填天数。", "Give a number of days."), code="field", field="expires_days")
    return int(text)


@section("redress")
def restore_levels(here: Here, change: int) -> HttpResponse:
    """Go back to the levels as they were before a change."""
    to = reverse("office_redress")
    found = Change.objects.filter(pk=change, what=acts.LEVELS).first()
    if found is None:
        raise acts.unseen()
    if not here.is_post:
        return seen(to)
    return here.act(
        lambda: acts.restore_levels(here.who, here.at, found), to, "已恢复旧版本。", "The older version is back."
    )
