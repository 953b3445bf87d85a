"""The short page: read the form, record the complaint, enclose what came with it, and say what happens next."""

from __future__ import annotations

from datetime import UTC, datetime
from hmac import compare_digest
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenguo import tries
from wenguo.faces.portal import form as forms
from wenguo.faces.portal import holding, self_service, sessions
from wenguo.faces.portal.shown import page, too_many, wait_of
from wenguo.models import Complaint, Site, Tracking
from wenguo.models.door import digest_of, issue, secret_for
from wenguo.models.turn import turn
from wenguo.pages.asking import language, outside
from wenguo.perform import COMPLAINANT, Done, perform
from wenguo.queries import house
from wenguo.queries.receiving import choices, receiver
from wenguo.queries.tracking import Opened, contact_on_file, followed
from wenguo.reactions import outgoing
from wenguo.text import Text
from wenguo.verbs import Enclose, Refused


@csrf_exempt  # it acts for nobody who is signed in, and must not fail a browser that keeps no cookies
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    """The page, and what is sent by it."""
    if request.method != "POST":
        return form_page(request, forms.empty())
    if "look" in request.POST:
        return looked_for(request)
    at = datetime.now(UTC)
    seconds = wait_of(request, "complain", at.timestamp())
    if seconds:
        return too_many(request, seconds)
    sent = send(request, at)
    if not isinstance(sent, Sent):
        return sent
    if not request.COOKIES:  # this browser would have forgotten number and secret at the next page
        return page(request, "portal/done.html", {**next_steps(request, sent.number, sent.secret), "ways": []})
    response = HttpResponseRedirect(reverse("portal-done"), status=303)
    sessions.keep_sent(response, sent.number, sent.secret)
    sessions.open_for(response, sent.opened)
    return response


def looked_for(request: HttpRequest) -> HttpResponse:
    """The form as it was typed, with what published answers say to it ("look=no": without)."""
    now = datetime.now(UTC).timestamp()
    seconds = wait_of(request, "ask", now)
    if seconds:
        return too_many(request, seconds)
    form = forms.read(request.POST, holding.held(request.POST.getlist("held")))
    answer = self_service.answered(form.values["words"]) if request.POST["look"] != "no" else None
    return form_page(request, form, answer=answer, returned=True)


class Sent:
    """A complaint that was taken in: its number, the secret that opens it, and what could not be enclosed."""

    def __init__(self, opened: Opened, secret: str) -> None:
        self.opened, self.number, self.secret = opened, opened.number, secret


def send(request: HttpRequest, at: datetime, site: Site | None = None) -> Sent | HttpResponse:
    """Take the posted complaint in; or the page again, with everything typed and what is to be mended."""
    before = holding.held(request.POST.getlist("held"))
    drop = request.POST.get("drop", "")
    files, refused = holding.hold_all(request.FILES.getlist("files"), before, at.timestamp())
    files = [one for one in files if one.token != drop]
    form = forms.read(request.POST, files)
    if drop:
        holding.drop([drop])
        return form_page(request, form, site=site)
    to = receiver(form.values["unit"], site)
    if to is None:
        return page(request, "portal/nobody.html", {}, status=503)
    today = at.astimezone(ZoneInfo(to.unit.time_zone)).date()
    forms.check(form, anonymous=house.settled("anonymous"), today=today)
    if refused:
        form.wrong["files"] = refused[0]
    verb = forms.record(form, to, language()) if not form.wrong else None
    if verb is None:
        return form_page(request, form, site=site, status=422)
    try:
        opened, secret = _record(verb, form.key, at)
        _enclose(form, opened.number, at)
    except Refused as refusal:
        form.wrong[refusal.field if refusal.field in forms.LABELS else "words"] = refusal.text
        if refusal.field == "key":  # sent before with other words: this is another complaint, if it is sent again
            form.key, form.wrong = forms.empty().key, {"words": _SENT_BEFORE}
        return form_page(request, form, site=site, status=422)
    holding.drop(one.token for one in files)
    return Sent(opened, secret)


_SENT_BEFORE = Text(
    "这份投诉您刚才已经提交过一次。内容有改动的，再点一次“提交”会另成一件；只想补充的，请到查询页补充。",
    "You have sent this one already. Changed since, it becomes another complaint if you press “Send” again; "
    "to add something, use the page where you follow it.",
)


def _record(verb: Any, key: str, at: datetime) -> tuple[Opened, str]:
    """The complaint and the secret that opens it, or neither."""
    secret = secret_for(key)
    with turn(), transaction.atomic():
        done: Done = perform(verb, None, COMPLAINANT, at, key=f"portal {key}")
        known = Tracking.objects.filter(complaint__number=done.number).values_list("complaint_id", flat=True).first()
        if known is None:
            issue(_id(done.number), secret, at)
    found = Tracking.objects.values_list("complaint_id", "complaint__number", "digest").get(
        complaint__number=done.number
    )
    if not compare_digest(found[2], digest_of(secret)):  # another one was issued since: the old form opens nothing
        raise Refused(_SECRET_ENDED)
    return Opened(*found), secret


_SECRET_ENDED = Text(
    "这份投诉先前已经提交，查询码后来换发过。请用新的查询码到查询页查看。",
    "You have sent this one already, and a new secret was given out since: follow it with that one.",
)


def _id(number: str) -> int:
    return int(Complaint.objects.values_list("pk", flat=True).get(number=number))


def _enclose(form: forms.Filled, number: str, at: datetime) -> None:
    for kind, files in holding.uploads(form.files).items():
        verb = Enclose(files=files, kind=kind, whose="theirs")
        perform(verb, number, COMPLAINANT, at, key=f"portal {form.key} {kind}")


def form_page(
    request: HttpRequest, form: forms.Filled, *, site: Site | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The page with the form as it stands."""
    shown = {
        "form": form,
        "value": form.values,
        "wishes": forms.offered_wishes(),
        "units": [] if site is not None else choices(),
        "anonymous": house.settled("anonymous"),
        "accept": holding.ACCEPT,
        "most_files": holding.MOST_FILES,
        "most_mb": holding.MOST_BYTES // 10**6,
        "most_words": forms.MOST_WORDS,
        "site": site,
        "today": datetime.now(UTC).date().isoformat(),
        "asks": site is None and self_service.is_open(),
        **more,
    }
    return page(request, "portal/framed.html" if site else "portal/complain.html", shown, status=status)


@csrf_exempt  # it acts for nobody: it only holds a file under a token that this browser alone is told
@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Hold one file while the form is still being written; or forget one."""
    now = datetime.now(UTC).timestamp()
    seconds = wait_of(request, "hold", now)
    if seconds:
        response = JsonResponse({"wrong": _wait(seconds)}, status=429)
        response["Retry-After"] = str(seconds)
        return response
    if request.POST.get("drop"):
        holding.drop([request.POST["drop"]])
        return JsonResponse({})
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"wrong": _NO_FILE.said(language())}, status=422)
    try:
        held = holding.hold(file, now)
    except Refused as refusal:
        return JsonResponse({"wrong": refusal.text.said(language())}, status=422)
    return JsonResponse({"token": held.token, "name": held.name, "size": held.size})


_NO_FILE = Text("没有收到文件，请重新选择。", "No file arrived; choose it again.")


def _wait(seconds: int) -> str:
    return Text(f"上传得太快了，请等 {seconds} 秒再试。", f"Too many at once; try again in {seconds} seconds.").said(
        language()
    )


@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """Number and secret, shown to this browser only, and what happens next by when."""
    given = sessions.sent(request)
    if given is None:
        return HttpResponseRedirect(reverse("track"))
    return page(request, "portal/done.html", {**next_steps(request, *given), "note": request.GET.get("sent", "")})


def next_steps(request: HttpRequest, number: str, secret: str) -> dict[str, Any]:
    """What the end page shows."""
    complaint_id = _id(number)
    whole = followed(complaint_id)
    return {
        "number": number,
        "secret": secret,
        "link": outside(request, f"/track/{number}/") + f"#{secret}",
        "limits": soonest(whole.limits),
        "unit": whole.unit,
        "whole": whole,
        "now": datetime.now(UTC),
        "ways": [one for one in outgoing.ways() if contact_on_file(whole.id, one)],
    }


def soonest(limits: Any) -> list[Any]:
    """Of the limits that run, the first of each thing that must happen, in order of time."""
    found: dict[Any, Any] = {}
    for one in sorted((one for one in limits if one.state in {"running", "paused", "missed"}), key=lambda one: one.by):
        found.setdefault(one.what, one)
    return list(found.values())


@require_GET
def written(request: HttpRequest) -> HttpResponse:
    """Number and secret as a small text file to keep."""
    given = sessions.sent(request)
    if given is None:
        return HttpResponseRedirect(reverse("track"))
    number, secret = given
    link = outside(request, "/track/")
    lines = Text(
        f"投诉编号：{number}\r\n查询码：{secret}\r\n查询：{link}\r\n",
        f"Complaint number: {number}\r\nSecret: {secret}\r\nFollow it at: {link}\r\n",
    ).said(language())
    response = HttpResponse("\ufeff" + lines, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{number}.txt"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def send_link(request: HttpRequest) -> HttpResponse:
    """Send the link to the contact that the complaint names, and to no other."""
    given, way = sessions.sent(request), request.POST.get("way", "")
    if given is None or way not in outgoing.ways():
        return HttpResponseRedirect(reverse("track"), status=303)
    number, secret = given
    to = contact_on_file(_id(number), way)
    at, knocked = datetime.now(UTC), f"link {to}"  # counted by whom it goes to: nobody is to be flooded by us
    if not to or wait_of(request, f"link {number}", at.timestamp(), most=2) or tries.wait(knocked, at):
        return HttpResponseRedirect(f"{reverse('portal-done')}?sent=wait", status=303)
    tries.wrong(knocked, at)
    link = outside(request, f"/track/{number}/") + f"#{secret}"
    name = house.called(language())
    subject = Text(f"您的投诉 {number}", f"Your complaint {number}").said(language())
    text = Text(
        f"{name}：您的投诉编号 {number}。凭此链接查询进展，请勿转发：{link}",
        f"{name}: your complaint {number}. Follow it by this link, and do not pass it on: {link}",
    ).said(language())
    result = outgoing.hand_over(way, to, subject, text, f"{number}/link")
    return HttpResponseRedirect(f"{reverse('portal-done')}?sent={'yes' if result.ok else 'no'}", status=303)
