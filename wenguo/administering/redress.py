"""The table of redress kept by the organisation: its own rows, who approves up to how much; every version stays to go back to.

Law is not edited here: it comes along with its articles. A row of the house may stand beside it, never below it.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from wenguo.models import Change, Setting
from wenguo.queries import office, redress
from wenguo.queries.administrators import Settler
from wenguo.queries.house import changed
from wenguo.rules.permissions import ROLES
from wenguo.rules.redress import YEAR_DAYS
from wenguo.rules.redress_table import BASES, HOLDS, Level, Row
from wenguo.text import Text
from wenguo.verbs import Refused

ROW, LEVELS = "redress", "redress_levels"
OURS = tuple(one for one in BASES if one != "law")
FORMS = ("fixed", "price", "loss", "price_or_loss", "principal")  # what a house may count by
APPROVERS = ("head", "approver", "quality", "legal")
_MOST = 10**12
_MOST_PERCENT = 10_000
_MOST_LEVELS = 8


def save(who: Settler, at: datetime, row_id: str | None, given: dict[str, Any]) -> Row:
    """A row written or changed. Refused where it has a wrong field, or is law."""
    who.must_administer(None)
    every = redress.table()
    if row_id is not None:
        old = every.row(row_id)
        if old is None:
            raise unseen()
        if not old.ours:
            raise Refused(Text("法律规定的标准不能更改。", "What law gives is not changed here."), code="field")
    row = checked(row_id or _free_id(every, given), given)
    _keep(who, at, row)
    return row


def set_active(who: Settler, at: datetime, row_id: str, *, active: bool) -> None:
    """Offer a row no longer, or again; law stays."""
    who.must_administer(None)
    row = redress.table().row(row_id)
    if row is None:
        raise unseen()
    if not row.ours:
        raise Refused(Text("法律规定的标准不能停用。", "What law gives stays in use."), code="field")
    _keep(who, at, msgspec.structs.replace(row, active=active))


def restore(who: Settler, at: datetime, row_id: str, change: Change) -> None:
    """The row as it was before a change."""
    who.must_administer(None)
    if change.what != ROW or change.target != row_id or not change.before:
        raise unseen()
    _keep(who, at, msgspec.convert(change.before, Row))


def save_levels(who: Settler, at: datetime, levels: list[Level], expires_days: int) -> None:
    """Who says yes up to how much; each level reaches further than the one before, the last has no limit."""
    who.must_administer(None)
    if not 1 <= expires_days <= YEAR_DAYS:
        raise _wrong("expires_days", "请填 1 到 365 天。", "Between 1 and 365 days.")
    _check_levels(levels)
    ours = redress.settled()
    now = redress.table()
    before = {"levels": msgspec.to_builtins(now.levels), "expires_days": now.expires_days}
    after = {"levels": msgspec.to_builtins(levels), "expires_days": expires_days}
    if before == after:
        return
    with transaction.atomic():
        _store({**ours, **after}, at)
        changed(LEVELS, "levels", before, after, who.account, at)


def restore_levels(who: Settler, at: datetime, change: Change) -> None:
    """The levels as they were before a change."""
    if change.what != LEVELS or not change.before:
        raise unseen()
    levels = [msgspec.convert(one, Level) for one in change.before["levels"]]
    save_levels(who, at, levels, change.before["expires_days"])


def _check_levels(levels: list[Level]) -> None:
    if not 1 <= len(levels) <= _MOST_LEVELS:
        raise _wrong("level", f"请设 1 到 {_MOST_LEVELS} 级。", f"Between 1 and {_MOST_LEVELS} levels.")
    for number, (one, after) in enumerate(zip(levels, [*levels[1:], None], strict=True), 1):
        unknown = [role for role in one.steps if role not in APPROVERS]
        if unknown or len(set(one.steps)) < len(one.steps):
            names = "、".join(ROLES[role].zh for role in APPROVERS)
            raise _wrong(f"steps_{number}", f"审批人只能是：{names}，各一次。", "Each approving role once at the most.")
        if (one.up_to_fen is None) != (after is None):
            raise _wrong(
                f"up_to_{number}", "只有最后一级不设上限，其余都要填。", "The last level, and it alone, has no limit."
            )
        if after is not None and after.up_to_fen is not None and (one.up_to_fen or 0) >= after.up_to_fen:
            raise _wrong(
                f"up_to_{number + 1}", "每级的上限要高于前一级。", "Each level reaches further than the one before."
            )
    if not levels[-1].steps:
        raise _wrong(f"steps_{len(levels)}", "最高一级须有人审批。", "The highest level needs somebody to say yes.")


def checked(row_id: str, given: dict[str, Any]) -> Row:
    """A row from what was filled in. Refused with the field that is wrong."""
    zh, en = str(given["zh"]).strip(), str(given["en"]).strip()
    if not zh or not en:
        raise _wrong("zh" if not zh else "en", "中英文名称都要填写。", "A name in both languages.")
    if given["basis"] not in OURS:
        raise _wrong("basis", "请选择依据的种类。", "Choose what it rests on.")
    if given["formula"] not in FORMS:
        raise _wrong("formula", "请选择计算方式。", "Choose how it is counted.")
    if not str(given["instrument"]).strip():
        raise _wrong("instrument", "请写明依据的文件，例如《售后服务管理办法》。", "Name the paper it rests on.")
    if not given["remedies"]:
        raise _wrong("remedies", "至少选一种补救方式。", "Choose one remedy at the least.")
    if [one for one in given["needs"] if one not in HOLDS]:
        raise _wrong("needs", "请从列表中选择。", "Choose from the list.")
    low, high, floor, cap = given["low"] or 0, given["high"] or 0, given["floor"] or 0, given["cap"]
    if not 0 <= low <= high <= _MOST_PERCENT and given["formula"] in {"price", "loss"}:
        raise _wrong("high", "百分比从低到高，最多 10000。", "Per cent from low to high, 10000 at the most.")
    if given["formula"] == "fixed" and cap is None:
        raise _wrong("cap", "固定区间要有上限。", "A fixed range has an end.")
    if not 0 <= floor <= (cap if cap is not None else _MOST) <= _MOST:
        raise _wrong("cap", "上限不能低于下限。", "The upper bound lies below the lower one.")
    _check_causes(given["causes"])
    note_zh, note_en, tax = (str(given.get(name, "")).strip() for name in ("note_zh", "note_en", "tax"))
    raw = {
        "id": row_id,
        "name": {"zh": zh, "en": en},
        "basis": given["basis"],
        "source": {"instrument": str(given["instrument"]).strip(), "article": str(given["article"]).strip()},
        "grade": "design",
        "remedies": list(given["remedies"]),
        "formula": given["formula"],
        "low": low,
        "high": high,
        "loss": given.get("loss") or 0,
        "floor": floor,
        "cap": cap,
        "causes": list(given["causes"]),
        "units": list(given["units"]),
        "dissatisfaction": list(given["dissatisfaction"]),
        "needs": list(given["needs"]),
        "note": {"zh": note_zh or note_en, "en": note_en or note_zh} if note_zh or note_en else None,
        "tax": {"zh": tax, "en": tax} if tax else None,
        "limits": _limits(given),
    }
    return msgspec.convert(raw, Row)


def _limits(given: dict[str, Any]) -> dict[str, Any] | None:
    """The row's own limits, None where it names none. Refused where they bind nobody."""
    up_to, year, steps = given.get("own_up_to"), given.get("own_year"), list(given.get("own_steps") or ())
    if up_to is None and year is None and not steps:
        return None
    if [role for role in steps if role not in APPROVERS]:
        raise _wrong("own_steps", "请从列表中选择。", "Choose from the list.")
    for name, fen in (("own_up_to", up_to), ("own_year", year)):
        if fen is not None and not 0 <= fen <= _MOST:
            raise _wrong(name, "请填金额，例如 200。", "Give an amount, such as 200.")
    if up_to is not None and year is not None and year < up_to:
        raise _wrong("own_year", "一年的限额不能低于一件的。", "The limit of a year lies below that of one complaint.")
    return {"up_to_fen": up_to, "year_fen": year, "steps": steps, "parallel": False}


def _check_causes(causes: list[str]) -> None:
    for one in causes:
        if not office.taxonomy().known(one):
            raise _wrong("causes", f"没有原因代码 {one}。", f"There is no cause {one}.")


def _free_id(every: redress.Table, given: dict[str, Any]) -> str:
    """A name of its own: from the English name, with a number where there is one already."""
    plain = re.sub(r"[^a-z0-9]+", "_", str(given.get("en", "")).lower()).strip("_")[:40] or "row"
    taken = {one.id for one in every.rows}
    return next(name for name in (plain, *(f"{plain}_{n}" for n in range(2, 1000))) if name not in taken)


def _keep(who: Settler, at: datetime, row: Row) -> None:
    ours = redress.settled()
    rows = dict(ours.get("rows", {}))
    standing = redress.table().row(row.id)
    before = msgspec.to_builtins(standing) if standing is not None else None
    after = msgspec.to_builtins(row)
    if before == after:
        return
    rows[row.id] = after
    with transaction.atomic():
        _store({**ours, "rows": rows}, at)
        changed(ROW, row.id, before, after, who.account, at)


def _store(value: dict[str, Any], at: datetime) -> None:
    Setting.objects.update_or_create(name=redress.SETTING, defaults={"value": value, "changed_at": at})


def unseen() -> Refused:
    """What is said of a row or a version that is not there."""
    return Refused(Text("没有这条标准或旧版本。", "There is no such row or version."), code="unseen")


def _wrong(field: str, zh: str, en: str) -> Refused:
    return Refused(Text(zh, en), code="field", field=field)
