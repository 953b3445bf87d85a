"""From a draft to a complaint: the acts in their order, each by a key of its own, so that a broken row can be finished.

Once recording has begun, the draft says so (`begun`): what to do, when it was promised, and which acts are done. The
fields stand still from then on: pressing again repeats the same acts, and what was done already is only answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction
from pydantic import ValidationError

from wenguo.faces.web.intake import drafts
from wenguo.faces.web.intake.form import FEELINGS, NEEDS, Reading, Unread, one, several, wishes
from wenguo.models import Complaint as Row
from wenguo.models import Draft, store
from wenguo.models.turn import turn
from wenguo.perform import By, perform
from wenguo.queries import office
from wenguo.text import Text
from wenguo.verbs import Acknowledge, Enclose, Hear, Note, Promise, Record, Refused, Upload, Verb
from wenguo.verbs.settle import Settle

# how the complainant was spoken to, by the channel it came through
WAY = {"hotline": "phone", "ivr": "phone", "face": "face", "passing": "face", "email": "email", "chat": "chat", "wechat": "wechat", "letter": "letter"}  # fmt: skip
STEPS: dict[str, Text] = {
    "record": Text("登记投诉", "record the complaint"),
    "settle": Text("当场解决", "settle it on the spot"),
    "hear": Text("补充到已有的投诉", "add it to the complaint that is there"),
    "note": Text("记下我们的理解", "note our reading"),
    "promise": Text("记下承诺", "record the promise"),
    "enclose": Text("附入材料", "enclose the files"),
    "acknowledge": Text("记下已告知收到", "record that receipt was told"),
}


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a draft: the complaint's number, and the acts that were refused, with the reason."""

    number: str
    undone: tuple[tuple[Text, Text], ...] = ()


def begin(draft: Draft, do: str, number: str, promised: tuple[str, datetime] | None, at: datetime) -> None:
    """Write down what is to be done before the first act, so that a break in between can be finished."""
    with turn(), transaction.atomic():  # two windows may begin it at once, each to another end: the first one counts
        held = Draft.objects.select_for_update().get(pk=draft.pk)
        if held.state in {"open", "failed"} and "begun" not in held.body:
            held.body["begun"] = {
                "do": do,
                "number": number,
                "what": promised[0] if promised is not None else "",
                "due_at": promised[1].isoformat() if promised is not None else "",
                "done": [],
            }
            held.changed_at = at
            held.save()
    draft.refresh_from_db()


def finish(draft: Draft, zone: str, language: str, by: By, at: datetime) -> Ended:
    """Do what is left to do. Raises Refused or Unread where the first act cannot be done: then nothing has happened."""
    begun = draft.body["begun"]
    undone: list[tuple[Text, Text]] = []
    for name, make in _steps(draft, zone, language):
        if name in begun["done"]:
            continue
        is_first = name == begun["do"]
        try:
            done = perform(
                make(),
                None if name in {"record", "settle"} else begun["number"],
                by,
                at,
                key=f"intake:{draft.key}:{name}",
            )
        except (Refused, Unread, ValidationError) as refused:
            if is_first:
                _unbegin(draft)
                raise
            undone.append((STEPS[name], told(refused)))
            continue
        except FileNotFoundError:  # pressed twice: the other press was sooner and has emptied the draft
            if Draft.objects.filter(pk=draft.pk, state="sent").exists():
                return Ended(number=begun["number"])
            raise
        begun["number"] = done.number
        begun["done"].append(name)
        if is_first:
            draft.complaint_id = Row.objects.values_list("pk", flat=True).get(number=done.number)
        draft.save()
    if undone:
        _keep_undone(draft, undone, at)
    else:
        drafts.end(draft, at)
    return Ended(number=begun["number"], undone=tuple(undone))


def told(refused: Exception) -> Text:
    """Why an act was refused, in words for the person."""
    if isinstance(refused, Refused):
        return refused.text
    if isinstance(refused, Unread):
        return next(iter(refused.wrong.values()))
    return Text(
        "有一项填写得太长或不合格式，请检查后再试。",
        "One of the fields is too long or cannot be read; check it and try again.",
    )


def _unbegin(draft: Draft) -> None:
    del draft.body["begun"]
    draft.save()


def _keep_undone(draft: Draft, undone: list[tuple[Text, Text]], at: datetime) -> None:
    draft.state, draft.changed_at = "failed", at
    draft.error = "\n".join(f"{what.zh}｜{what.en}｜{why.zh}｜{why.en}" for what, why in undone)
    draft.save()


def undone_of(draft: Draft) -> list[tuple[Text, Text]]:
    """The acts that were refused, as `finish` wrote them down."""
    rows = [line.split("｜") for line in draft.error.splitlines()]
    return [(Text(row[0], row[1]), Text(row[2], row[3])) for row in rows if len(row) == 4]


def _steps(draft: Draft, zone: str, language: str) -> Iterator[tuple[str, Callable[[], Verb]]]:
    """The acts of this draft in their order; each verb is made when its turn comes."""
    fields, begun = draft.body["fields"], draft.body["begun"]
    way = WAY.get(one(fields, "channel"), "other")
    yield begun["do"], lambda: _first(begun["do"], fields, zone, way)
    note = reading(fields, language, also_facts=begun["do"] == "hear")
    if note:
        yield "note", lambda: Note.model_validate({"words": note})
    if begun["due_at"]:
        due_at = datetime.fromisoformat(begun["due_at"])
        yield "promise", lambda: Promise.model_validate({"what": begun["what"], "due_at": due_at})
    if draft.body.get("files"):
        yield "enclose", lambda: Enclose(files=tuple(_upload(file) for file in draft.body["files"]))
    if begun["do"] == "record" and one(fields, "acknowledged"):
        yield "acknowledge", lambda: Acknowledge.model_validate({"way": way})


def _first(do: str, fields: dict[str, Any], zone: str, way: str) -> Verb:
    if do == "hear":
        if not one(fields, "words"):
            raise Unread({"words": Text("请先写下对方这次说了什么。", "First write down what they say now.")})
        return Hear.model_validate({"words": one(fields, "words"), "way": way})
    found = Reading(fields, zone).read()
    if do == "record":
        return Record.model_validate(found)
    if not one(fields, "answer"):
        raise Unread({"answer": Text("请写下当场怎么解决的。", "Write down what was done to put it right.")})
    more = {name: one(fields, name) for name in ("answer", "how", "outcome", "lesson") if one(fields, name)}
    return Settle.model_validate({**found, **more, "way": way})


def reading(fields: dict[str, Any], language: str, *, also_facts: bool = False) -> str:
    """Our reading of the person, marked as ours; empty where nothing of it was put down (M07)."""
    feelings = [FEELINGS[code].said(language) for code in several(fields, "feelings") if code in FEELINGS]
    needs = [NEEDS[code].said(language) for code in several(fields, "needs") if code in NEEDS]
    between = Text("、", ", ").said(language)
    parts = [
        (Text("感受", "Feelings"), between.join([*feelings, *filter(None, [one(fields, "feeling")])])),
        (Text("弦外之音", "What may be meant"), one(fields, "meaning")),
        (Text("可能的需要", "Likely need"), between.join(needs)),
    ]
    if also_facts:
        parts += _facts(fields, between)
    lines = [f"{name.said(language)}{Text('：', ': ').said(language)}{said}" for name, said in parts if said]
    if not lines:
        return ""
    heading = Text("【我们的理解，不是投诉人的原话】", "[Our reading, not the complainant's words]")
    return "\n".join([heading.said(language), *lines])


def _facts(fields: dict[str, Any], between: str) -> list[tuple[Text, str]]:
    """What was typed beside the words, where they are added to a complaint that has its own facts already."""
    codes = office.taxonomy()
    wished = [" ".join(filter(None, (codes.label(code), amount, words))) for code, amount, words in wishes(fields)]
    return [
        (Text("合同或订单", "Contract or order"), one(fields, "contract")),
        (Text("产品", "Product"), one(fields, "product")),
        (Text("事发日期", "Date of the event"), one(fields, "event_date")),
        (Text("价款", "Price paid"), one(fields, "price")),
        (Text("诉求", "Wishes"), between.join(wished)),
    ]


def _upload(file: dict[str, Any]) -> Upload:
    return Upload(
        name=file["name"],
        media_type=file["media_type"] or "application/octet-stream",
        data=store.get(file["path"]),
    )
