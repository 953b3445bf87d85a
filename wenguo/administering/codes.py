"""The taxonomy's editor: codes added, renamed, retired, merged; every one of these can be undone, and no code ever goes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import transaction

from wenguo.models import Change, Code
from wenguo.queries import office
from wenguo.queries.administrators import Settler
from wenguo.queries.house import changed
from wenguo.rules.taxonomy import Reason, Taxonomy
from wenguo.text import Text
from wenguo.verbs import Refused

# Facets that grow, prefix → name; a severity is a word of the rules and can only be renamed.
FACETS = {
    "RS": Text("原因", "Causes"),
    "RM": Text("诉求", "Remedies asked for"),
    "OC": Text("结果", "Outcomes"),
    "RL": Text("救济方式", "Kinds of relief"),
    "T": Text("严重程度", "Severities"),
}
PRODUCTS = Text("产品与服务", "Products and services")
_LONGEST = 100


def facet_of(code: str) -> str:
    """The facet a code belongs to: a key of FACETS, or "" for a product."""
    return next((prefix for prefix in FACETS if re.fullmatch(rf"{prefix}\d+", code)), "")


def add_code(who: Settler, at: datetime, *, parent: str, zh: str, en: str) -> str:
    """A new code under a class or facet, with the next number that was never used; returns it."""
    who.must_administer(None)
    codes = office.taxonomy()
    if parent not in {"RS", "RM", "OC", "RL"} and not _is_class(codes, parent):
        raise _wrong("parent", "请选择它归入的类别。", "Choose the class it belongs to.")
    _check_names(codes, zh, en, parent)
    code = _next(codes, parent)
    _keep(who, at, code, zh=zh.strip(), en=en.strip(), parent=parent if codes.known(parent) else "")
    return code


def rename(who: Settler, at: datetime, code: str, *, zh: str, en: str) -> None:
    """Another name for a code, in both languages."""
    who.must_administer(None)
    entry = _entry(code)
    _check_names(office.taxonomy(), zh, en, entry.parent or "", but=code)
    _keep(who, at, code, zh=zh.strip(), en=en.strip())


def retire(who: Settler, at: datetime, code: str, *, retired: bool) -> None:
    """Offer a code no longer to new records, or offer it again."""
    who.must_administer(None)
    entry = _entry(code)
    if retired and facet_of(code) == "T":
        raise Refused(
            Text("严重程度由规则使用，不能停用。", "Severities are used by the rules and stay."), code="field"
        )
    if retired and code.endswith("99"):
        raise Refused(Text("“其他”要一直可选，不能停用。", "“Other” must stay open to choose."), code="field")
    if retired and office.taxonomy().children(code):
        raise Refused(
            Text("其下还有在用的代码，请先停用或合并它们。", "Codes below it are in use; retire or merge them first."),
            code="field",
        )
    if retired != entry.retired:
        _keep(who, at, code, retired=retired)


def merge(who: Settler, at: datetime, code: str, into: str) -> None:
    """From now on `code` means `into`; what has it keeps it and says what it is now."""
    who.must_administer(None)
    codes, entry, target = office.taxonomy(), _entry(code), office.taxonomy().get(into.strip().upper())
    if target is None or not target.in_use:
        raise _wrong(
            "into", f"没有在用的代码 {into}，请从列表中选择。", f"No code in use is {into}; choose one of the list."
        )
    if target.code == code or codes.now(target.code) == code:
        raise _wrong("into", "不能合并到自己。", "A code is not merged into itself; choose another.")
    if facet_of(code) != facet_of(target.code) or facet_of(code) == "T":
        raise _wrong("into", "只能合并到同一分面的代码。", "Merge only into a code of the same kind.")
    if bool(entry.parent) != bool(target.parent) or codes.children(code):
        raise _wrong(
            "into",
            "类别只能在没有在用的下级时合并，且只并入类别。",
            "A class merges only into a class, and only when no code below it is in use.",
        )
    _keep(who, at, code, merged_into=target.code)


def undo(who: Settler, at: datetime, change: Change) -> None:
    """Take back one change of a code, where nothing was changed since; one that was added is retired, never removed."""
    who.must_administer(None)
    entry = _entry(change.target)
    if change.before is None:
        retire(who, at, change.target, retired=True)
        return
    now, after = _shown(entry), change.after or {}
    if any(now[name] != value for name, value in after.items()):
        raise Refused(
            Text("此后又改过，请先撤销较新的更改。", "It was changed again since; undo the newer change first."),
            code="field",
        )
    back = {name: value for name, value in change.before.items() if name in now}
    _keep(who, at, change.target, **back)


def _keep(who: Settler, at: datetime, code: str, **values: Any) -> None:
    entry = office.taxonomy().get(code)
    row = Code.objects.filter(code=code).first()
    if row is None:
        shown = _shown(entry) if entry is not None else {}
        row = Code(code=code, parent=(entry.parent or "") if entry is not None else "", **shown)
    before = _shown(entry) if entry is not None else None
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = at
    after = {"zh": row.zh, "en": row.en, "retired": row.retired, "merged_into": row.merged_into}
    if after == before:
        return
    with transaction.atomic():
        row.save()
        if before is None:
            changed("code", code, None, after, who.account, at)
        else:
            names = [name for name in after if after[name] != before[name]]
            changed("code", code, {n: before[n] for n in names}, {n: after[n] for n in names}, who.account, at)
    office.forget_codes()


def _shown(entry: Reason) -> dict[str, Any]:
    return {"zh": entry.zh, "en": entry.en, "retired": entry.retired, "merged_into": entry.merged_into or ""}


def _entry(code: str) -> Reason:
    found = office.taxonomy().get(code)
    if found is None:
        raise Refused(Text(f"没有代码 {code}。", f"There is no code {code}."), code="unseen")
    return found


def _is_class(codes: Taxonomy, code: str) -> bool:
    entry = codes.get(code)
    return entry is not None and entry.parent is None and facet_of(code) in {"RS", ""} and entry.in_use


def _next(codes: Taxonomy, parent: str) -> str:
    used = {entry.code for entry in codes.entries}
    for number in range(1, 99):
        code = f"{parent}{number:02d}"
        if code not in used:
            return code
    raise _wrong("parent", "这一类的编号已用完。", "This class has no number left; use another.")


def _check_names(codes: Taxonomy, zh: str, en: str, parent: str, but: str = "") -> None:
    for field, name in (("zh", zh.strip()), ("en", en.strip())):
        if not name or len(name) > _LONGEST:
            raise _wrong(
                field,
                f"中英文名称都要填写，最多 {_LONGEST} 字。",
                f"A name in both languages, {_LONGEST} characters at the most.",
            )
    beside = [entry for entry in codes.entries if (entry.parent or "") == parent and entry.code != but and entry.in_use]
    for entry in beside:
        if parent and entry.zh == zh.strip():
            raise _wrong("zh", f"同类中已有“{zh.strip()}”（{entry.code}）。", f"{entry.code} has this name already.")


def _wrong(field: str, zh: str, en: str) -> Refused:
    return Refused(Text(zh, en), code="field", field=field)
