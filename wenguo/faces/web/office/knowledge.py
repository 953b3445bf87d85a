"""Published answers: what self-service quotes; written here, tried with a question, published, and taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from wenguo import packs
from wenguo.administering import knowledge as acts
from wenguo.administering.versions import ARTICLES
from wenguo.advising import answering
from wenguo.faces.web.office import versions
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section
from wenguo.faces.web.office.me import LANGUAGES
from wenguo.models import Article
from wenguo.queries import office
from wenguo.queries.administrators import not_yours
from wenguo.queries.people import names
from wenguo.text import Text


@section("knowledge")
def knowledge(here: Here) -> HttpResponse:
    """What there is, published first; and a question to try them with, as a complainant would ask it."""
    rows = Article.objects.select_related("unit").order_by("-published", "language", "title")[:1000]
    mine = [row for row in rows if row.unit_id is None or row.unit_id in here.who.sees]
    question = here.request.GET.get("q", "").strip()[:2000]
    return here.page(
        "knowledge",
        published=[row for row in mine if row.published],
        waiting=[row for row in mine if not row.published],
        may_add=bool(here.who.administers),
        question=question,
        found=answering.answered(question, None, here.language) if question else None,
    )


@section("knowledge")
def add(here: Here) -> HttpResponse:
    """A new answer; it is quoted nowhere until it is published."""
    if not here.who.administers:
        raise not_yours()
    return _edit(here, None)


@section("knowledge")
def article(here: Here, number: int) -> HttpResponse:
    """One answer, to be read or changed."""
    return _edit(here, article_of(here, number))


def _fields(here: Here) -> list[Field]:
    whole = (("", Text("全机构", "the whole organisation")),) if here.who.whole else ()
    return [
        Field(name="language", label=Text("语言", "Language"), kind="choice", options=LANGUAGES),
        Field(
            name="unit",
            label=Text("适用单位（含下属）", "Unit, with those below"),
            kind="choice",
            options=(*whole, *here.unit_options()),
        ),
        Field(
            name="title",
            label=Text("问题或标题", "Question or title"),
            required=True,
            most=200,
            help=Text(
                "用来问的人的话写，如“退款多久到账”", "in the words of those who ask: “how long does a refund take”"
            ),
        ),
        Field(
            name="body",
            label=Text("解答", "Answer"),
            kind="words",
            required=True,
            most=acts.LONGEST,
            help=Text("一段说一件事：引用时整段引用", "one thing a paragraph: whole paragraphs are quoted"),
        ),
        Field(
            name="internal",
            label=Text(
                "内部标准或规程：只给员工看，不对外引用", "A standard or procedure for staff: never quoted outside"
            ),
            kind="yes",
        ),
        Field(
            name="causes",
            label=Text("钉在哪些原因上", "Pinned to which causes"),
            kind="many",
            options=_causes(),
            help=Text(
                "办这些原因的投诉时，它就在页面上；选大类即含其下各项",
                "it stands on the page of complaints with these causes; a class holds all below it",
            ),
        ),
        Field(
            name="rules",
            label=Text("随附的规则条款", "Rules of packs it stands with"),
            kind="many",
            options=_rules(),
        ),
    ]


def _causes() -> tuple[tuple[str, Text], ...]:
    """The causes in use, each under its class; a class stands for all below it."""
    codes = office.taxonomy()
    found = []
    for one in codes.facet("RS"):
        above = codes.get(one.parent or "")
        whole = Text(f"{one.zh}（全部）", f"{one.en} (all)")
        found.append(
            (one.code, Text(f"{above.zh} › {one.zh}", f"{above.en} › {one.en}") if above is not None else whole)
        )
    return tuple(found)


def _rules() -> tuple[tuple[str, Text], ...]:
    """The duties, bounds and forms of all packs, each once, as what a standard can stand with."""
    found: dict[str, Text] = {}
    for pack in packs.load().values():
        for rule in pack.rules:
            if rule.kind in {"duty", "bound", "form"} and rule.key not in found:
                found[rule.key] = Text(f"{pack.name.zh}：{rule.name.zh}", f"{pack.name.en}: {rule.name.en}")
    return tuple(found.items())


def _edit(here: Here, row: Article | None) -> HttpResponse:
    given = (
        {one: getattr(row, one) for one in ("language", "title", "body", "internal", "causes", "rules")}
        if row is not None
        else {}
    )
    start = {"language": "zh-hans", "title": "", "body": "", **given}
    form = Form(_fields(here), {**start, "unit": (row.unit_id or "") if row is not None else ""})
    if here.is_post and form.submit(here.request.POST, lambda given: _save(here, row, given)):
        return here.done("解答已保存。", "The answer is saved.", reverse("office_article", args=[form.result.pk]))
    changes = ARTICLES.changes(row) if row is not None else []
    return here.page(
        "article",
        status=form.status,
        form=form,
        row=row,
        may=here.who.may_change(row.unit_id) if row is not None else True,
        changes=changes,
        names=names(one.account_id for one in changes),
    )


def _save(here: Here, row: Article | None, given: dict[str, Any]) -> Article:
    unit = int(given["unit"]) if given["unit"] else None
    return acts.save(
        here.who,
        here.at,
        row,
        unit=unit,
        language=given["language"],
        title=given["title"],
        body=given["body"],
        internal=given["internal"],
        causes=given["causes"],
        rules=given["rules"],
    )


@section("knowledge")
def state(here: Here, number: int) -> HttpResponse:
    """Let it be quoted, or no longer."""
    row = article_of(here, number)
    on = Text("已发布，自助解答可以引用。", "Published: self-service may quote it.")
    off = Text("已撤下，不再引用。", "Taken back: it is quoted no longer.")
    return versions.turned(here, ARTICLES, row, reverse("office_article", args=[row.pk]), on, off)


@section("knowledge")
def restore(here: Here, number: int, change: int) -> HttpResponse:
    """Go back to the words before a change."""
    row = article_of(here, number)
    return versions.restored(here, ARTICLES, row, change, reverse("office_article", args=[row.pk]))


def article_of(here: Here, number: int) -> Article:
    """An answer one may see."""
    row = Article.objects.select_related("unit").filter(pk=number).first()
    return versions.found(here, row, Text("没有这条解答。", "There is no such answer."))
