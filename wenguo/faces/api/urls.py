"""The API's addresses, all under /api/v1/."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.docs import Swagger

from wenguo.faces.api import acts, advice, asking, batch, described, evidence, groups, problems, redress
from wenguo.faces.api.keys import Key
from wenguo.faces.api.problems import Problem
from wenguo.pages import bounding
from wenguo.text import Text

PREFIX = "/api/v1/"
VERSION = "1"


class _Api(NinjaAPI):
    """Ninja, with the verbs' own forms among the components."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The description, its components completed."""
        schema = super().get_openapi_schema(**{**kwargs, "path_prefix": PREFIX})
        components = schema["components"]
        components["schemas"] = dict(sorted({**components.get("schemas", {}), **described.schemas()}.items()))
        schema.pop("servers", None)
        for operation in (one for methods in schema["paths"].values() for one in methods.values()):
            # ninja names its default answer by a number; ours stand beside it by name
            operation["responses"] = {k: v for k, v in operation["responses"].items() if isinstance(k, str)}
        return schema


api = _Api(
    title="闻过 Wenguo",
    version=VERSION,
    description=(
        "每个动作一个地址，查询在旁；拒绝以 problem+json 说明。 | "
        "One address for each verb, queries beside; refusals are problem+json."
    ),
    auth=Key(),
    urls_namespace="api",
    openapi_url=None,
    docs=Swagger(settings={"persistAuthorization": False, "tryItOutEnabled": True}),
)
api.add_exception_handler(Exception, problems.on_exception)
for _known in tuple(api._exception_handlers):  # noqa: SLF001 — every kind ninja answers itself is answered by us
    api.add_exception_handler(_known, problems.on_exception)


def _offer() -> None:
    for word, kind in acts.OFFERED.items():
        make = acts.begins if kind.begins else acts.goes_on
        place = acts.BEGINNING.get(word, f"/complaints/{{number}}/{word}")
        view: Callable[..., Any] = make(kind)
        title = f"{kind.title.zh} | {kind.title.en}"
        api.post(
            place,
            operation_id=word,
            summary=title,
            description=kind.__doc__ or "",
            tags=["verbs"],
            openapi_extra=described.act(kind),
        )(view)


def _ask() -> None:
    asked = (
        ("/complaints/{number}", "show", asking.show, "一件投诉 | one complaint", described.asked("Whole", tag=True)),
        ("/queue", "queue", asking.show_queue, "待办 | the queue", described.asked("Queue")),
        ("/search", "search", asking.search, "查找 | search", described.asked("Found")),
        ("/counts", "counts", asking.show_counts, "计数 | counts", described.asked("Counts")),
        (
            "/complaints/{number}/bounds",
            "bounds",
            redress.show_redress,
            "补救的依据 | what redress rests on",
            described.asked("Bounds"),
        ),
        (
            "/consistency",
            "consistency",
            redress.show_consistency,
            "补救一致性 | consistency of redress",
            described.asked("Consistency"),
        ),
        ("/packs", "packs", asking.show_packs, "规则包 | policy packs", described.asked("Packs")),
        (
            "/packs/{pack}/{rule}/due",
            "pack_due",
            asking.show_due,
            "时限试算 | when a limit ends",
            described.asked("Due"),
        ),
    )
    for place, word, view, title, extra in asked:
        api.get(place, operation_id=word, summary=title, tags=["queries"], openapi_extra=extra)(view)


def _propose() -> None:
    for place, word, view, title, form, name in (
        ("/advice", "advise", advice.advise, "建议 | advice for a text", "AdviceAsked", "AdvisedText"),
        (
            "/reply-check",
            "check_reply",
            advice.check_reply,
            "答复检查 | check of a reply",
            "ReplyAsked",
            "ReplyChecked",
        ),
        ("/complaints/{number}/draft", "draft", advice.draft, "草拟 | a draft", "DraftAsked", "Drafted"),
        (
            "/self-service",
            "self_service",
            advice.self_service,
            "自助答复 | what published answers say",
            "SelfServiceAsked",
            "SelfServed",
        ),
    ):
        extra = described.question(form, name)
        api.post(place, operation_id=word, summary=title, tags=["advice"], openapi_extra=extra)(view)
    api.get(
        "/complaints/{number}/advice",
        operation_id="advice",
        summary="一件投诉的建议 | advice for one complaint",
        tags=["advice"],
        openapi_extra=described.asked("ComplaintAdvice", tag=True),
    )(advice.of_complaint)
    api.get(
        "/signals",
        operation_id="signals",
        summary="给主管的信号 | signals to the manager",
        tags=["advice"],
        openapi_extra=described.asked("Signals"),
    )(advice.show_signals)
    api.post("/batch", operation_id="batch", summary="批量 | many acts", tags=["verbs"], openapi_extra=described.BATCH)(
        batch.batch
    )


def _prove() -> None:
    for place, word, view, title in (
        ("/complaints/{number}/evidence", "evidence", evidence.show_evidence, "证据 | the evidence of a complaint"),
        ("/complaints/{number}/evidence/{ref}", "evidence_file", evidence.file, "一份材料 | one file as it arrived"),
        ("/complaints/{number}/bundle", "bundle", evidence.bundle, "证据包 | the bundle of evidence"),
    ):
        answered = described.asked("Evidence", tag=True) if word == "evidence" else described.bytes_of(word)
        api.get(place, operation_id=word, summary=title, tags=["evidence"], openapi_extra=answered)(view)
    api.post(
        "/uploads",
        operation_id="create_upload",
        summary="分段上传 | begin an upload (tus 1.0)",
        tags=["evidence"],
        openapi_extra=described.tus("POST"),
    )(evidence.create_upload)
    for method, word, title in (
        ("HEAD", "upload_arrived", "已到多少 | how far it is"),
        ("PATCH", "upload", "续传 | go on with an upload"),
        ("DELETE", "drop_upload", "不传了 | never mind"),
    ):
        api.api_operation(
            [method],
            "/uploads/{key}",
            operation_id=word,
            summary=title,
            tags=["evidence"],
            openapi_extra=described.tus(method),
        )(evidence.upload)


def _gather() -> None:
    for place, word, view, title, name in (
        ("/groups", "groups", groups.show_groups, "一事多人 | groups of one matter", "Groups"),
        ("/groups/{group}", "group", groups.show_group, "一个群体 | one group", "WholeGroup"),
    ):
        api.get(place, operation_id=word, summary=title, tags=["groups"], openapi_extra=described.asked(name))(view)
    api.post(
        "/groups",
        operation_id="group_begin",
        summary="归成一个群体 | make a group by hand",
        description=groups.GroupBegin.__doc__ or "",
        tags=["groups"],
        openapi_extra=described.question("GroupBegin", "GroupSaid"),
    )(groups.begin_group)
    for word, (kind, said) in groups.ACTS.items():
        extra = described.question(kind.__name__, "GroupSaid", required=bool(kind.model_fields))
        api.post(
            f"/groups/{{group}}/{word}",
            operation_id=f"group_{word}",
            summary=f"{said.zh} | {said.en}",
            description=kind.__doc__ or "",
            tags=["groups"],
            openapi_extra=extra,
        )(groups.says(word))


bounding.TOO_LARGE[PREFIX] = lambda words: problems.answer(Problem("too_large", words))
_offer()
_ask()
_propose()
_prove()
_gather()


@cache
def description() -> bytes:
    """The OpenAPI description as bytes, made once a process."""
    return msgspec.json.encode(dict(api.get_openapi_schema()), order="sorted")


def openapi(_: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 description."""
    return HttpResponse(description(), content_type="application/json")


def docs(request: HttpRequest) -> HttpResponse:
    """The description as a page to read and try, from files of our own only."""
    from django.shortcuts import render
    from django.urls import reverse

    settings = {"url": reverse("api-openapi"), "layout": "BaseLayout", "deepLinking": True, "validatorUrl": None}
    text = msgspec.json.encode(settings).decode()
    return render(request, "ninja/swagger.html", {"swagger_settings": text, "api": api, "add_csrf": True})


@csrf_exempt  # nothing happens there, and a program that mistyped an address must learn so
def unknown(_: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 — the address names it
    """What is said of an address that is none."""
    return problems.answer(Problem("unseen", Text("没有这个地址。", "There is no such address.")))


def _plainly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The same view, its last refusals — method, broken session, lost database — problem documents as well."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 — the API answers nothing but JSON
            return problems.answer(problems.of(error))
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refused = problems.answer(
            Problem("method", Text(f"这里不支持 {request.method}。", f"{request.method} is not for this address."))
        )
        refused["Allow"] = ", ".join(sorted(response["Allow"].split(", ")))
        return refused

    return answered


def _patterns() -> list[URLPattern]:
    found, _, _ = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = _plainly(pattern.callback)
    plain = [pattern for pattern in found if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
    return [
        path("openapi.json", openapi, name="api-openapi"),
        path("docs", docs, name="api-docs"),
        *plain,
        path("<path:rest>", unknown),
    ]


urlpatterns = _patterns()
