"""The composer's own acts: keep what is written, change what it is, put prepared words in and take them out, send."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from wenguo.access import log_access
from wenguo.faces.web.acting import holding, looking_over, showing
from wenguo.faces.web.acting.views import OURS, gone, key_of, number_of, told
from wenguo.models import Draft
from wenguo.pages import acts, drafting
from wenguo.pages.asking import account, by, is_part, language, who
from wenguo.pages.forms_answering import sentence
from wenguo.pages.forms_choices import Place, place_of
from wenguo.pages.forms_composer import KINDS, composer, filled_template
from wenguo.pages.forms_reading import Wrong, read_form
from wenguo.pages.refusing import STATUS
from wenguo.perform import perform
from wenguo.queries.history import Whole, history
from wenguo.reactions.send_drafts import as_seen
from wenguo.text import Text
from wenguo.verbs import VERBS, Refused

_OWN = OURS | {"kind", "do", "template"}


class Written(msgspec.Struct, kw_only=True):
    """What came from the composer: the draft's key and kind, its values, and what lay about prepared words before."""

    key: uuid.UUID
    kind: str
    expected: int | None
    values: dict[str, list[str]]
    body: dict[str, Any]

    @property
    def words(self) -> str:
        """What stands in the box."""
        return "".join(self.values.get("words", ())).replace("\r\n", "\n")

    def puts(self, words: str) -> None:
        """Put other words into the box."""
        self.values["words"] = [words]

    def switch(self, what: str) -> None:
        """The same words as another kind of message."""
        self.kind = what if what in KINDS else self.kind
        self.body.pop("offered", None)
        self.body.pop("drafted", None)

    def prepare(self, filled: str) -> None:
        """Prepared words: into an empty box at once, else offered beside what the person wrote."""
        before = self.words.rstrip()
        if before:
            self.body["offered"] = {"before": before, "after": f"{before}\n\n{filled}", "filled": filled}
        else:
            self.body["undo"] = ""
            self.puts(filled)

    def add(self, sentence: str) -> None:
        """A sentence to complete, behind what was written; it can be taken out again."""
        self.body["undo"] = self.words
        self.puts("\n".join(part for part in (self.words.rstrip(), sentence) if part))

    def offer(self, after: str) -> None:
        """A better wording, shown before and after: it waits for a yes."""
        self.body["offered"] = {"before": self.words, "after": after, "filled": after, "replaces": True, "better": True}

    def instead(self) -> None:
        """Show the prepared words in the place of what was written, or behind it again."""
        offered = self.body.get("offered")
        if offered:
            replaces = not offered.get("replaces")
            after = offered["filled"] if replaces else f"{offered['before']}\n\n{offered['filled']}"
            self.body["offered"] = {**offered, "after": after, "replaces": replaces}

    def accept(self) -> None:
        """Take the prepared words; what was written can still be had back."""
        offered = self.body.pop("offered", None)
        if offered:
            self.body["undo"] = self.words
            self.puts(offered["after"])

    def refuse(self) -> None:
        """Leave the words as the person wrote them."""
        self.body.pop("offered", None)
        self.body.pop("drafted", None)

    def undo(self) -> None:
        """The words as they stood before the prepared ones came."""
        if "undo" in self.body:
            self.puts(self.body.pop("undo"))
            self.body.pop("drafted", None)

    def clear(self) -> None:
        """Begin anew."""
        self.values, self.body = {}, {}


CHANGES: dict[str, Callable[[Written], None]] = {
    "instead": Written.instead,
    "accept": Written.accept,
    "refuse": Written.refuse,
    "undo": Written.undo,
    "clear": Written.clear,
}


@require_POST
@login_required
def compose(request: HttpRequest, number: str) -> HttpResponse:
    """One act of the composer, named by the button that was pressed; saving is what happens without one."""
    at = datetime.now(UTC)
    whole = history(who(request), number, cover=True)
    place = place_of(whole, account(request), at, language())
    written = _written(request, whole)
    do, _, what = request.POST.get("do", "save").partition(":")
    if do == "send":
        return _send(request, place, written)
    if do == "switch":
        written.switch(what)
    elif do == "template":
        _prepared(request, whole, written, at)
    elif do == "draft":
        _drafted(request, whole, written, at)
    elif do == "reword":
        _reworded(request, whole, written, at)
    elif do == "better":
        better = looking_over.bettered(whole, written.kind, written.words, what, language(), at)
        if better is not None:
            written.offer(better)
    elif do == "sentence":
        written.add(sentence(what, language()))
    elif do in CHANGES:
        CHANGES[do](written)
    written.body["values"] = written.values
    draft = holding.save(account(request), whole, written.key, written.kind, written.body, written.expected, at)
    if do == "save" and is_part(request):
        check = looking_over.looked_over(whole, written.kind, written.words, language(), at)
        return render(request, "web/acting/saved.html", {"draft": draft, "now": at, "check": check})
    return _shown(request, whole, at, written.kind, alone=do == "check")


def _written(request: HttpRequest, whole: Whole) -> Written:
    values = {name: [str(one) for one in found] for name, found in request.POST.lists() if name not in _OWN}
    key, kind = key_of(request.POST.get("key")), request.POST.get("kind", "")
    known = Draft.objects.filter(key=key, account_id=account(request), complaint_id=whole.id, state="open").first()
    body = dict(known.body) if known is not None else {}
    expected = number_of(request.POST.get("expected"))
    kind = kind if kind in KINDS else "note"
    return Written(key=key, kind=kind, expected=expected, values=values, body=body)


def _prepared(request: HttpRequest, whole: Whole, written: Written, at: datetime) -> None:
    """Put a template's words in; where the complainant's name stands plainly in them, that is written down."""
    plain = history(who(request), whole.complaint.number)
    filled = filled_template(request.POST.get("template", ""), written.kind, plain)
    if filled is None:
        return
    shown = plain.plain_fields()
    if shown:
        log_access(account(request), whole.id, whole.complaint.number, shown, "", "web", at)
    written.prepare(filled)


def _drafted(request: HttpRequest, whole: Whole, written: Written, at: datetime) -> None:
    """Put a draft in, with where every stretch of it comes from; a name that stands plainly in it is written down."""
    plain = history(who(request), whole.complaint.number)
    what = drafting.what_for(written.kind, plain.complaint)
    made = drafting.drafted(plain, what, language(), at, written.values) if what is not None else None
    if made is None:
        messages.info(request, _NO_DRAFT.said(language()))
        return
    shown = plain.plain_fields()
    if shown:
        log_access(account(request), whole.id, whole.complaint.number, shown, "", "web", at)
    written.prepare(made.text)
    written.body["drafted"] = msgspec.to_builtins(made)


def _reworded(request: HttpRequest, whole: Whole, written: Written, at: datetime) -> None:
    """Offer the words as the language model would say them, before and after; or say why there are none."""
    plain = history(who(request), whole.complaint.number)  # names must be known here to be taken out before they leave
    made = drafting.reworded(plain, written.words, account(request), at, language())
    if made is None or made.why_not is not None:
        why = made.why_not if made is not None and made.why_not is not None else _NO_MODEL
        messages.info(request, why.said(language()))
    else:
        written.offer(made.text)


_NO_MODEL = Text("现在没有可用的语言模型，或框里还没有字。", "There is no language model to ask, or nothing to reword.")
_NO_DRAFT = Text(
    "现在拟不出草稿：可能已关闭，或建议服务暂时没有应答。可以用现成的话，或直接写。",
    "There is no draft just now: drafts are off, or advice does not answer. Use prepared words, or write freely.",
)


# -- sending ---------------------------------------------------------------------------------------------------------


def _send(request: HttpRequest, place: Place, written: Written) -> HttpResponse:
    """Hold it for its seconds where it goes to the complainant, else do it; refused, everything stays as it was typed."""
    kind, number, at = VERBS[written.kind], place.c.number, place.at
    try:
        verb = read_form(kind, written.values, place.zone)
        if written.kind in holding.HELD:
            holding.hold(verb, place.whole, by(request), at, written.expected, written.key, written.values)
            return gone(request, showing.where_held(number, written.key))
        seen = as_seen(place.whole.id, written.expected, place.account)
        done = perform(verb, number, by(request), at, expected=seen, key=f"draft:{written.key}")
    except Wrong as wrong:
        return _again(request, place, written, showing.said(wrong.errors), 422)
    except Refused as refused:
        if refused.code == "unseen":
            raise
        return _stopped(request, place, written, refused)
    holding.spent(place.account, place.whole, written.key, written.kind, at)
    messages.success(request, told(request, done, place))
    return gone(request, reverse("complaint", args=(number,)))


def _stopped(request: HttpRequest, place: Place, written: Written, refused: Refused) -> HttpResponse:
    status = STATUS.get(refused.code, 409)
    if refused.code != "stale":
        return _again(request, place, written, showing.said(refused.by_field()), status)
    changes = showing.changed_since(place.whole, written.expected or 0, place.account)
    written.expected = place.c.length
    return _again(request, place, written, {}, status, changes=changes, late=True)


def _again(
    request: HttpRequest, place: Place, written: Written, errors: dict[str, list[str]], status: int, **more: Any
) -> HttpResponse:
    """The composer with what was typed, kept as a draft, and the words of the refusal."""
    written.body["values"] = written.values
    saved = holding.save(
        place.account, place.whole, written.key, written.kind, written.body, written.expected, place.at
    )
    if saved is None:
        raise Refused(Text("这条消息已经发出。", "This has gone out already."))
    return _shown(request, place.whole, place.at, written.kind, errors=errors, status=status, **more)


def _shown(
    request: HttpRequest,
    whole: Whole,
    at: datetime,
    kind: str,
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
    alone: bool = False,
    **more: Any,
) -> HttpResponse:
    """The composer: a part where htmx asked, a page of its own where it was refused or checked, else the complaint's."""
    if not is_part(request) and status == 200 and not alone:
        address = reverse("complaint", args=(whole.complaint.number,))
        return HttpResponseRedirect(f"{address}?say={kind}#composer", status=303)
    actor = showing.actor_of(request, whole)
    found = {one.verb: one for one in acts.actions(actor, whole.complaint, at)} if actor is not None else {}
    made = composer(whole, account(request), at, found, asked=kind, errors=errors or {})
    placed = {part.name for one in (made.fields if made else ()) for part in one.all()}
    shown = {
        "c": whole.complaint,
        "now": at,
        "composer": made,
        "check": looking_over.looked_over(whole, made.kind, made.words, language(), at) if made else None,
        "whole_errors": [text for name, texts in (errors or {}).items() if name not in placed for text in texts],
        **more,
    }
    if is_part(request):
        return render(request, "web/acting/composer.html", shown, status=status)
    place = place_of(whole, account(request), at, language())
    return render(request, "web/acting/compose.html", {**showing.summary(place), **shown}, status=status)
