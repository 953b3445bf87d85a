"""The taxonomy editor: codes by class, searched and counted; added, renamed, retired, merged, each to be undone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import codes as acts
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.models import Change
from wenguo.queries import office
from wenguo.queries.codes import COUNTED_TO, usage
from wenguo.queries.people import names
from wenguo.rules.taxonomy import Reason
from wenguo.text import Text
from wenguo.verbs import Refused

_NAMES = (
    Field(name="zh", label=Text("中文名称", "Name in Chinese"), required=True, most=100),
    Field(name="en", label=Text("英文名称", "Name in English"), required=True, most=100),
)


def _facets() -> list[tuple[str, Text]]:
    return [*acts.FACETS.items(), ("P", acts.PRODUCTS)]


def _of_facet(facet: str) -> list[Reason]:
    wanted = "" if facet == "P" else facet
    return [entry for entry in office.taxonomy().entries if acts.facet_of(entry.code) == wanted]


@section("codes")
def codes(here: Here) -> HttpResponse:
    """One facet, class by class, or what a search finds in all of them."""
    facet = here.request.GET.get("facet", "RS")
    facet = facet if facet in dict(_facets()) else "RS"
    asked = here.request.GET.get("q", "").strip()
    entries = list(office.taxonomy().entries) if asked else _of_facet(facet)
    if asked:
        folded = asked.casefold()
        entries = [one for one in entries if folded in f"{one.code} {one.zh} {one.en} {one.word}".casefold()]
    counted = usage(one.code for one in entries) if facet == "RS" or asked else {}
    families: dict[str, dict[str, Any]] = {}
    for one in entries:
        top = one.parent or (one.code if _has_items(one) else "")
        family = families.setdefault(top, {"head": None, "items": []})
        if one.code == top:
            family["head"] = _shown(one, counted)
        else:
            family["items"].append(_shown(one, counted))
    return here.page(
        "codes",
        facets=_facets(),
        facet=facet,
        facet_name=dict(_facets())[facet],
        wanted=asked,
        found=len(entries),
        families=[
            {"code": top, "name": _name(top), **family, "used": _sum(family)} for top, family in families.items()
        ],
        counts_causes=bool(counted) or facet == "RS",
        counted_to=COUNTED_TO,
    )


def _has_items(entry: Reason) -> bool:
    return entry.parent is None and acts.facet_of(entry.code) in {"RS", ""}


def _name(code: str) -> Text | None:
    entry = office.taxonomy().get(code)
    return Text(entry.zh, entry.en) if entry is not None else None


def _sum(family: dict[str, Any]) -> int:
    return sum(one["used"] for one in (*family["items"], *([family["head"]] if family["head"] else [])))


def _shown(entry: Reason, counted: dict[str, int]) -> dict[str, Any]:
    now = office.taxonomy().now(entry.code)
    return {
        "entry": entry,
        "name": Text(entry.zh, entry.en),
        "now": now if now != entry.code else "",
        "now_name": _name(now) if now != entry.code else None,
        "used": counted.get(entry.code, 0),
    }


@section("codes")
def add(here: Here) -> HttpResponse:
    """A new code under a class."""
    here.who.must_administer(None)
    classes = [one for one in office.taxonomy().entries if _has_items(one) and one.in_use]
    tops = [(prefix, Text(f"{text.zh}：新的一类", f"{text.en}: a new class")) for prefix, text in acts.FACETS.items() if prefix == "RS"]  # fmt: skip
    tops += [(prefix, text) for prefix, text in acts.FACETS.items() if prefix in {"RM", "OC", "RL"}]
    parent = Field(
        name="parent",
        label=Text("归入", "Under"),
        kind="choice",
        options=(*((one.code, Text(f"{one.code} {one.zh}", f"{one.code} {one.en}")) for one in classes), *tops),
    )
    form = Form([parent, *_NAMES], {"parent": here.request.GET.get("under", "RS01")})
    if here.is_post and form.submit(here.request.POST, lambda given: acts.add_code(here.who, here.at, **given)):
        return here.done(
            f"已新增代码 {form.result}。",
            f"The code {form.result} is there.",
            reverse("office_code", args=[form.result]),
        )
    return here.page(
        "form",
        status=form.status,
        form=form,
        title=Text("新增代码", "A new code"),
        says=Text(
            "编号自动取下一个从未用过的；中英文都要有", "the next number never used is taken; a name in both languages"
        ),
        submit=Text("新增", "Add"),
        back=reverse("office_codes"),
    )


@section("codes")
def code(here: Here, code: str) -> HttpResponse:
    """One code: its names, what became of it, who changed it."""
    entry = _entry(code)
    form = Form(_NAMES, {"zh": entry.zh, "en": entry.en})
    if here.is_post and form.submit(
        here.request.POST, lambda given: acts.rename(here.who, here.at, entry.code, **given)
    ):
        return here.done("已改名；历史记录随之显示新名称。", "Renamed; old records show the new name.", _to(entry.code))
    return _code_page(here, entry, form, _merge_form(entry))


def _code_page(here: Here, entry: Reason, form: Form, merging: Form) -> HttpResponse:
    changes = list(Change.objects.filter(what="code", target=entry.code).order_by("-id")[:20])
    taxonomy = office.taxonomy()
    return here.page(
        "code",
        status=max(form.status, merging.status),
        shown=_shown(entry, usage([entry.code])),
        form=form,
        merging=merging,
        may=here.who.may_change(None),
        is_severity=acts.facet_of(entry.code) == "T",
        parent=_name(entry.parent) if entry.parent else None,
        children=taxonomy.children(entry.code),
        changes=changes,
        names=names(one.account_id for one in changes),
        merged_here=[one for one in taxonomy.entries if one.merged_into == entry.code],
        counted_to=COUNTED_TO,
    )


def _merge_form(entry: Reason) -> Form:
    facet = acts.facet_of(entry.code)
    like = [
        one
        for one in office.taxonomy().entries
        if one.in_use and one.code != entry.code and acts.facet_of(one.code) == facet and bool(one.parent) == bool(entry.parent)
    ]  # fmt: skip
    options = [(one.code, Text(f"{one.code} {one.zh}", f"{one.code} {one.en}")) for one in like]
    return Form([Field(name="into", label=Text("合并到", "Merge into"), kind="choice", options=options)])


@section("codes")
def merge(here: Here, code: str) -> HttpResponse:
    """Let one code mean another from now on."""
    entry = _entry(code)
    if not here.is_post:
        return seen(_to(entry.code))
    merging = _merge_form(entry)
    if merging.submit(here.request.POST, lambda given: acts.merge(here.who, here.at, entry.code, given["into"])):
        return here.done(
            "已合并；历史投诉保留原代码，检索新代码时一并找到。可在下方撤销。",
            "Merged; old complaints keep their code and are found with the new one. It can be undone below.",
            _to(entry.code),
        )
    return _code_page(here, entry, Form(_NAMES, {"zh": entry.zh, "en": entry.en}), merging)


@section("codes")
def retire(here: Here, code: str) -> HttpResponse:
    """Offer a code no longer, or again."""
    entry, retired = _entry(code), here.request.POST.get("retired") == "1"
    if not here.is_post:
        return seen(_to(entry.code))
    zh, en = ("已停用；历史投诉不变，可在下方撤销。", "Retired; old complaints stay as they are. It can be undone below.") if retired else ("已恢复使用。", "In use again.")  # fmt: skip
    return here.act(lambda: acts.retire(here.who, here.at, entry.code, retired=retired), _to(entry.code), zh, en)


@section("codes")
def undo(here: Here, number: int) -> HttpResponse:
    """Take one change of a code back."""
    change = Change.objects.filter(pk=number, what="code").first()
    if change is None:
        raise Refused(Text("没有这条更改。", "There is no such change."), code="unseen")
    if not here.is_post:
        return seen(_to(change.target))
    return here.act(lambda: acts.undo(here.who, here.at, change), _to(change.target), "已撤销。", "Undone.")


def _to(code: str) -> str:
    return reverse("office_code", args=[code])


def _entry(code: str) -> Reason:
    found = office.taxonomy().get(code)
    if found is None:
        raise Refused(Text(f"没有代码 {code}。", f"There is no code {code}."), code="unseen")
    return found
