"""The form of one verb: shown with what is known beforehand, done through the door, shown again where it is refused."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wenguo.access import log_access
from wenguo.advising import deciding
from wenguo.faces.web.acting import beside_offer, holding, looking_over, showing
from wenguo.pages import forms_apologies, forms_arranged
from wenguo.pages.acts import closed_because, seen_by
from wenguo.pages.asking import account, by, is_part, language, who, whole_number
from wenguo.pages.forms import Values, fields
from wenguo.pages.forms_answering import parts, submitted
from wenguo.pages.forms_choices import Place, place_of
from wenguo.pages.forms_reading import Errors, Wrong, read_form
from wenguo.pages.forms_special import adapted, facts_of, prefilled, read_specially
from wenguo.pages.forms_words import code
from wenguo.pages.refusing import STATUS
from wenguo.pages.telling import sentence
from wenguo.perform import Done
from wenguo.queries import people, presence
from wenguo.queries.history import Whole, history
from wenguo.reactions.send_drafts import as_seen
from wenguo.rules import likely, permissions
from wenguo.rules.abnormal import UNSEEN
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import VERBS, Refused, Verb

OURS = frozenset(
    {"csrfmiddlewaretoken", "expected", "key", "next", "reviewed"}
)  # fields of the page that are none of the verb's


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """One verb's form; POST does it."""
    kind = VERBS.get(verb)
    if kind is None or not kind.offered or kind.begins:
        raise Http404
    at = datetime.now(UTC)
    whole = _read(request, number, verb, at)
    place = place_of(whole, account(request), at, language())
    return _post(request, kind, place) if request.method == "POST" else _get(request, kind, place)


def _read(request: HttpRequest, number: str, verb: str, at: datetime) -> Whole:
    """The complaint; contact data stands plainly only in the form that corrects it, and that is written down."""
    plainly = verb == "correct" and request.GET.get("field") in {"complainant", "agent"}
    whole = history(who(request), number, cover=not plainly)
    shown = whole.plain_fields()
    if plainly and shown:
        log_access(account(request), whole.id, whole.complaint.number, shown, "", "web", at)
    return whole


def _get(request: HttpRequest, kind: type[Verb], place: Place) -> HttpResponse:
    asked = {name: values for name, values in request.GET.lists() if name not in OURS}
    given = prefilled(kind.word(), place, asked)
    doing = (
        "" if kind.word() in UNSEEN else kind.word()
    )  # a colleague may see that one is here, not that it is about conduct
    presence.look(place.account, place.whole.id, place.c.length, doing, place.at)  # others see who writes what
    return _shown(request, kind, place, given, {}, expected=place.c.length, key=uuid.uuid4())


def _post(request: HttpRequest, kind: type[Verb], place: Place) -> HttpResponse:
    data = {name: [str(one) for one in values] for name, values in request.POST.lists() if name not in OURS}
    expected, key = number_of(request.POST.get("expected")), key_of(request.POST.get("key"))
    files = {name: request.FILES.getlist(name) for name in request.FILES}
    if request.POST.get("do") and kind.word() in looking_over.FORMS:
        _reword(request.POST["do"], kind.word(), place, data)
        return _shown(request, kind, place, data, {}, expected=expected, key=key)
    try:
        verb = read_form(kind, read_specially(kind.word(), data, place), place.zone, files)
        slips = _slips(kind.word(), data, place) if "reviewed" not in request.POST else []
        if slips:  # a proposal: sent once more it goes
            return _shown(request, kind, place, data, {}, expected=expected, key=key, status=422, slips=slips)
        if kind.word() in holding.HELD:
            holding.hold(verb, place.whole, by(request), place.at, expected, key, data)
            return gone(request, showing.where_held(place.c.number, key))
        seen = as_seen(place.whole.id, expected, place.account)
        done = deciding.act(verb, place.c.number, by(request), place.at, expected=seen, key=str(key))
    except Wrong as wrong:
        return _shown(request, kind, place, data, wrong.errors, expected=expected, key=key, status=422)
    except Refused as refused:
        if refused.code == "unseen":
            raise
        return _refused(request, kind, place, data, refused, expected, key)
    messages.success(request, told(request, done, place))
    return gone(request, _after(request, done, place))


def _slips(verb: str, data: dict[str, list[str]], place: Place) -> list[Any]:
    return [*forms_apologies.slips(verb, data), *looking_over.off_record(place.whole, verb, data)]


def _reword(do: str, verb: str, place: Place, data: dict[str, list[str]]) -> None:
    """The better wording of one finding in its place; a mere check changes nothing."""
    act, _, what = do.partition(":")
    field = looking_over.FIELD.get(verb, "words")
    words = "".join(data.get(field, ())).replace("\r\n", "\n")
    better = (
        looking_over.bettered(place.whole, verb, words, what, place.language, place.at) if act == "better" else None
    )
    if better is not None:
        data[field] = [better]


def _wording(kind: str, place: Place, given: Values) -> looking_over.Check | None:
    if kind not in looking_over.FORMS:
        return None
    words = "".join(given.get(looking_over.FIELD.get(kind, "words"), ())).replace("\r\n", "\n")
    return looking_over.looked_over(place.whole, kind, words, place.language, place.at)


def _refused(
    request: HttpRequest,
    kind: type[Verb],
    place: Place,
    data: Values,
    refused: Refused,
    expected: int | None,
    key: uuid.UUID,
) -> HttpResponse:
    """The form again, filled in as it was; behind a late write stands what was changed, and the choice to go on."""
    status = STATUS.get(refused.code, 409)
    if refused.code == "stale":
        changes = showing.changed_since(place.whole, expected or 0, place.account)
        return _shown(
            request, kind, place, data, {}, expected=place.c.length, key=key, status=status, changes=changes, late=True
        )
    return _shown(request, kind, place, data, refused.by_field(), expected=expected, key=key, status=status)


def _shown(
    request: HttpRequest,
    kind: type[Verb],
    place: Place,
    given: Values,
    errors: Errors,
    *,
    expected: int | None,
    key: uuid.UUID,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form with everything that stands around it."""
    verb, actor = kind.word(), showing.actor_of(request, place.whole)
    said = showing.said(errors)
    made = adapted(verb, fields(kind, place, given, said), place, given)
    placed = {part.name for one in made for part in one.all()}
    for one in made:
        one.again = one.kind == "files" and status != 200
    shown = {
        **showing.summary(place),
        "room": "desk",
        "verb": verb,
        "title": kind.title,
        "fields": made,
        "arranged": forms_arranged.hints(verb, made, place),
        "whole_errors": [text for name, texts in said.items() if name not in placed for text in texts],
        "submitted": submitted(place) if verb in {"approve", "reject", "answer"} else [],
        "parts": parts(place.whole, verb, given),
        "check": _wording(verb, place, given),
        "checks": verb in looking_over.FORMS,
        "has_files": any(one.kind == "files" for one in made),
        "facts": _facts(place) if verb == "correct" and not made else None,
        "expected": expected if expected is not None else "",
        "key": key,
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "closed": showing.why_closed(verb, actor, place) if actor is not None and request.method == "GET" else None,
        "held": verb in holding.HELD,
        "seconds": holding.SECONDS,
        "part": is_part(request),
        **(forms_apologies.helper() if verb == "apologise" else {}),
        "redress": beside_offer.beside(place, given) if verb in beside_offer.VERBS else None,
        **more,
    }
    template = "web/acting/form.html" if is_part(request) else "web/acting/act.html"
    return render(request, template, shown, status=status)


def _facts(place: Place) -> list[tuple[str, str, str]]:
    """What can be corrected: the field, its name, and how it is recorded now."""
    return [(name, code("correct", "field", name, place.language), known) for name, known in facts_of(place)]


def told(request: HttpRequest, done: Done, place: Place) -> str:
    """What happened in one sentence, and what is likely next."""
    events = [event for event in done.events if not event.quiet] or done.events
    named = [value for event in events[:1] for name in ("to", "owner", "account", "approver")
             if isinstance(value := getattr(event, name, None), int)]  # fmt: skip
    happened = sentence(events[0], people.names(named), language(), done.complaint.clocks)
    actor = showing.actor_of(request, place.whole)
    first = _next(actor, done, place) if actor is not None else None
    happened = happened[:1].upper() + happened[1:]
    if first is None:
        return Text(f"{happened}。", f"{happened}.").said(language())
    title, why = VERBS[first.verb].title, first.because
    return Text(
        f"{happened}。接下来可以：{title.zh}（{why.zh}）。", f"{happened}. Next: {title.en.lower()} – {why.en}."
    ).said(language())


def _next(actor: Actor, done: Done, place: Place) -> likely.Next | None:
    """The first likely act that this person can do."""
    seen = seen_by(actor, done.complaint, place.at)
    return next((one for one in likely.likely(seen) if closed_because(one.verb, actor, seen) is None), None)


def _after(request: HttpRequest, done: Done, place: Place) -> str:
    """Where one goes after the act: to the desk where the complaint can no longer be seen, as after turning it back."""
    actor = showing.actor_of(request, place.whole)
    if actor is None or not permissions.sees(actor, done.complaint):
        return reverse("desk")
    return showing.back_to(request, done.number)


def gone(request: HttpRequest, address: str) -> HttpResponse:
    """Done: on to that page, also where the form stood in a sheet."""
    if is_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address, status=303)


def number_of(text: str | None) -> int | None:
    """A whole number of the page, if it is one."""
    return whole_number(text, digits=9)


def key_of(text: str | None) -> uuid.UUID:
    """The key of a form; a new one where none came with it."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()
