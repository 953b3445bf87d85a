"""The composer: one box for every word that goes to or comes from somebody, kept as a draft while it is written."""

from __future__ import annotations

import difflib
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import msgspec

from wenguo.advising import language_model, switches
from wenguo.models import Draft, Template
from wenguo.pages import prepared
from wenguo.pages.asking import language
from wenguo.pages.drafting import Drafted, what_for
from wenguo.pages.forms import Field, Values, fields
from wenguo.pages.forms_answering import Part, parts
from wenguo.pages.forms_arranged import Hint, hints
from wenguo.pages.forms_choices import Place, place_of
from wenguo.pages.forms_special import adapted, prefilled
from wenguo.pages.forms_templates import DEFAULTS
from wenguo.queries import office
from wenguo.queries.history import Whole
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import VERBS

# What can be written here, in the order of the switch.
KINDS: dict[str, Text] = {
    "inform": Text("告知进展", "Tell of progress"),
    "answer": Text("答复", "Answer"),
    "submit": Text("送审答复", "Submit an answer"),
    "ask": Text("询问", "Ask"),
    "hear": Text("记下对方的话", "What they said"),
    "note": Text("备注", "Note"),
}
_REWORDED = frozenset({"inform", "answer", "submit", "ask"})
_MOVEMENTS_OF = frozenset({"answer", "submit"})
_TOKENS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
MOST_COMPARED = 20_000


class Openness(Protocol):
    """What the composer must know of an action."""

    @property
    def open(self) -> bool:
        """Can it be tried?"""

    @property
    def why(self) -> Text | None:
        """Why not."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of message in the switch."""

    verb: str
    title: Text
    open: bool
    why: Text | None
    chosen: bool


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a comparison: kept, put in or taken out."""

    text: str
    change: str = ""


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """Prepared words that wait for a yes: the person's own before, all of it after."""

    before: list[Piece]
    after: list[Piece]
    replaces: bool
    better: bool  # a better wording of what stands there: it can only take its place


class Composer(msgspec.Struct, frozen=True, kw_only=True):
    """What the part web/acting/composer.html shows."""

    key: str
    number: str
    kind: str
    kinds: list[Kind]
    fields: list[Field]
    templates: list[tuple[str, str]]
    expected: int
    saved_at: datetime | None
    offered: Offered | None
    can_undo: bool
    drafts: bool  # can a letter be drafted as this kind of message?
    rewords: bool  # may a language model be asked to reword it?
    drafted: Drafted | None  # the draft that was put in, with its sources
    movements: bool
    parts: list[Part]  # what the answer must hold
    arranged: list[Hint]  # what an arrangement of contact asks of these words
    words: str


def composer(
    whole: Whole,
    account: int,
    at: datetime,
    actions: Mapping[str, Openness],
    *,
    asked: str = "",
    errors: Mapping[str, list[str]] | None = None,
    actor: Actor | None = None,
) -> Composer | None:
    """The composer of this person on this complaint, with the draft where one was begun; None where nothing can be said."""
    draft = draft_of(account, whole.id)
    usable = [verb for verb in KINDS if verb in actions and actions[verb].open]
    if not usable:
        return None
    begun = draft.kind if draft is not None else ""
    kind = next((one for one in (asked, begun, *usable) if one in usable), usable[0])
    body: dict[str, Any] = draft.body if draft is not None else {}
    given: Values = body.get("values", {})
    said = "".join(given.get("words", ()))
    place = place_of(whole, account, at, language(), actor)
    asked_for = _fields(kind, place, given, errors or {})
    return Composer(
        key=str(draft.key) if draft is not None else str(uuid.uuid4()),
        number=whole.complaint.number,
        kind=kind,
        kinds=[_kind(verb, actions, verb == kind) for verb in KINDS if _is_shown(verb, actions)],
        fields=asked_for,
        arranged=hints(kind, asked_for, place),
        templates=[(ref, name) for ref, name, _ in templates(kind, whole)],
        expected=draft.expected if draft is not None and draft.expected is not None else whole.complaint.length,
        saved_at=draft.changed_at if draft is not None else None,
        offered=_offered(body.get("offered")),
        can_undo="undo" in body,
        drafts=what_for(kind, whole.complaint) is not None and switches.is_on("draft", whole.complaint.unit),
        rewords=kind in _REWORDED and bool(said.strip()) and language_model.is_open(whole.complaint.unit),
        drafted=msgspec.convert(body["drafted"], Drafted) if "drafted" in body else None,
        movements=kind in _MOVEMENTS_OF,
        parts=parts(whole, kind, given),
        words=said,
    )


def draft_of(account: int, complaint_id: int) -> Draft | None:
    """What this person was writing about this complaint, the newest."""
    return (
        Draft.objects.filter(account_id=account, complaint_id=complaint_id, state="open", kind__in=KINDS)
        .order_by("-changed_at")
        .first()
    )


def _is_shown(verb: str, actions: Mapping[str, Openness]) -> bool:
    """Submitting stands in the switch only where it can be done; the others are greyed with the reason."""
    return verb in actions and (verb != "submit" or actions[verb].open)


def _kind(verb: str, actions: Mapping[str, Openness], chosen: bool) -> Kind:
    return Kind(verb=verb, title=KINDS[verb], open=actions[verb].open, why=actions[verb].why, chosen=chosen)


def _fields(kind: str, place: Place, given: Values, errors: Mapping[str, list[str]]) -> list[Field]:
    made = adapted(kind, fields(VERBS[kind], place, prefilled(kind, place, given), errors), place)
    for field in made:  # ids of their own: the same form may stand open beside it
        for part in field.all():
            part.scope = "c-"
    return made


# -- prepared words --------------------------------------------------------------------------------------------------


def templates(verb: str, whole: Whole) -> list[tuple[str, str, str]]:
    """(id, name, words) of the templates for a verb: the nearest unit's own, else what comes with the program."""
    path = office.units()[whole.complaint.unit].path
    mine = "zh-hans" if language().startswith("zh") else "en"
    own = Template.objects.filter(verb=verb, active=True, language=mine)
    rows = [one for one in own if one.unit_id is None or one.unit_id in path]
    near = {unit: rank for rank, unit in enumerate(path)}
    found: dict[str, tuple[str, str, str]] = {}
    for one in sorted(rows, key=lambda one: near.get(one.unit_id or 0, len(near))):
        found.setdefault(one.name, (str(one.pk), one.name, one.body))
    if found:
        return list(found.values())
    return [
        (f"d{n}", name.said(language()), body.said(language()))
        for n, (of, name, body) in enumerate(DEFAULTS)
        if of == verb
    ]


def filled_template(ref: str, verb: str, whole: Whole) -> str | None:
    """A template's words with its places filled; None where there is no such template."""
    body = next((body for one, _, body in templates(verb, whole) if one == ref), None)
    return prepared.fill(body, prepared.values_of(whole, language())) if body is not None else None


def _offered(body: Mapping[str, Any] | None) -> Offered | None:
    if not body:
        return None
    before, after = compared(body["before"], body["after"])
    return Offered(before=before, after=after, replaces=bool(body.get("replaces")), better=bool(body.get("better")))


def compared(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Two texts side by side: what is taken out of the first, what is put into the second; by characters and words."""
    if len(before) + len(after) > MOST_COMPARED:
        return [Piece(before, "out")], [Piece(after, "in")]
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            left.append(Piece("".join(old[a:b])))
            right.append(Piece("".join(new[c:d])))
            continue
        if b > a:
            left.append(Piece("".join(old[a:b]), "out"))
        if d > c:
            right.append(Piece("".join(new[c:d]), "in"))
    return left, right
