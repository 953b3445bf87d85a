"""Evidence as the room shows it: each item in words, with its way through hands, its statements, and its like."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from wenguo.complaint import Custody
from wenguo.events import Ref
from wenguo.faces.web.complaint.sides import sized
from wenguo.pages import telling
from wenguo.queries.evidence import Item, stated_value
from wenguo.queries.history import Whole
from wenguo.queries.look_alikes import Alike
from wenguo.queries.readings import Reading
from wenguo.rules import evidence as rules
from wenguo.rules.contradictions import Contradiction
from wenguo.rules.evidence_said import clock, value_said, when
from wenguo.text import Text

_ICONS = {
    "goods": "package", "voucher": "receipt", "contract": "file-text", "picture": "photo", "video": "video",
    "sound": "microphone", "screen": "device-mobile", "chat": "messages", "statement": "quote", "appraisal": "certificate",
    "press": "news", "telemetry": "map-pin", "original": "mail", "other": "paperclip",
}  # fmt: skip
_LOOKS = {
    "preview": Text("看了预览", "looked at a preview"),
    "listened": Text("听看了录音录像", "listened to the recording"),
    "data": Text("下载了自己的全部资料", "downloaded all data about themselves"),
}
_EXIF = {
    "taken": Text("拍摄时间", "taken"), "digitized": Text("数字化时间", "digitized"), "changed": Text("修改时间", "changed"),
    "zone": Text("时区", "zone"), "place": Text("拍摄地点", "place"), "make": Text("厂商", "make"),
    "model": Text("机型", "model"), "software": Text("软件", "software"),
}  # fmt: skip


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One moment of an item's custody: it came, went, or somebody looked at it."""

    at: datetime
    what: str
    by: str
    more: str = ""
    look: bool = False


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """One item ready to be read."""

    item: Item
    icon: str
    kind: str
    name: str
    size: str
    whose: str
    by: str
    title: str
    happened: str
    facts: list[tuple[str, str]]
    consent: str
    consent_words: str
    listeners: str
    derived: str
    transcript: list[tuple[int, str, str]]
    exif: list[tuple[str, str]]
    steps: list[Step]
    looks: int
    alike: list[tuple[Alike, str]]
    place: str
    state: str


def exhibits(
    whole: Whole,
    found: list[Item],
    alike: Mapping[str, list[Alike]],
    names: Mapping[int, str],
    language: str,
    zone: str,
) -> list[Exhibit]:
    """Every item ready to be read, in the order of arrival."""
    called = {one.ref: name_of(one, whole, language) for one in found}
    return [_exhibit(one, whole, alike.get(one.ref, []), called, names, language, zone) for one in found]


def name_of(one: Item, whole: Whole, language: str) -> str:
    """What an item is called: what was said of it, else its file's name, else its number."""
    title = whole.texts.get(one.described.title.id, "") if one.described.title is not None else ""
    if one.erased:
        return Text(f"材料 {one.ref}", f"file {one.ref}").said(language)
    return title or one.name or Text(f"材料 {one.ref}", f"file {one.ref}").said(language)


def _exhibit(
    one: Item,
    whole: Whole,
    alike: list[Alike],
    called: Mapping[str, str],
    names: Mapping[int, str],
    language: str,
    zone: str,
) -> Exhibit:
    d = one.described
    steps = _steps(one, whole, names, language)

    def text(ref: Ref | None) -> str:
        return whole.texts.get(ref.id, "") if ref is not None else ""

    return Exhibit(
        item=one,
        icon=_ICONS.get(one.kind, "paperclip"),
        kind=rules.KINDS[one.kind].said(language),
        name=called[one.ref],
        size=sized(one.file["size"]) if one.file is not None else "",
        whose={
            "theirs": Text("投诉人的", "theirs"),
            "ours": Text("我方的", "ours"),
            "others": Text("他人的", "somebody else's"),
        }[one.whose].said(language),
        by=telling.who(one.by, names, language),
        title=text(d.title),
        happened=when(d, language, zone),
        facts=[
            (rules.FACTS[stated.fact][0].said(language), value_said(value, stated.fact))
            for stated in d.stated
            if stated.fact in rules.FACTS and (value := stated_value(stated, whole)) is not None
        ],
        consent=rules.CONSENTS[d.consent].said(language) if d.consent else "",
        consent_words=text(d.consent_words),
        listeners="、".join(rules.named(word).said(language) for word in d.listeners)
        if language.startswith("zh")
        else ", ".join(rules.named(word).en for word in d.listeners),
        derived=called.get(d.of or "", ""),
        transcript=[(mark.second, clock(mark.second), text(mark.words)) for mark in d.moments],
        exif=[
            (label.said(language), one.examined.exif[key])
            for key, label in _EXIF.items()
            if one.examined is not None and one.closed is None and one.examined.exif.get(key)
        ],
        steps=steps,
        looks=sum(step.look for step in steps),
        alike=[(other, called.get(other.ref, other.ref)) for other in alike] if one.closed is None else [],
        place=text(one.thing.place) if one.thing is not None else "",
        state=rules.STATES[one.thing.state].said(language) if one.thing is not None else "",
    )


def _steps(one: Item, whole: Whole, names: Mapping[int, str], language: str) -> list[Step]:
    """Through whose hands and under whose eyes it went, oldest first."""
    found = [Step(at=one.at, what=Text("收到", "arrived").said(language), by=telling.who(one.by, names, language))]
    found += [_moved(step, whole, names, language) for step in one.custody]
    found += [
        Step(at=look.at, what=_looked(look.reason).said(language), by=looker(look, names, language), look=True)
        for look in one.looks
    ]
    return sorted(found, key=lambda step: step.at)


def _looked(reason: str) -> Text:
    """What somebody did who looked."""
    if reason.startswith("bundle "):
        return Text("导出证据包", "taken out in a bundle")
    return _LOOKS.get(reason, Text("打开", "opened"))


def looker(look: Reading, names: Mapping[int, str], language: str) -> str:
    """Who looked: one of ours by name, or the complainant through the portal."""
    if look.account is None:
        return Text("投诉人（自助查询）", "the complainant (portal)").said(language)
    return names.get(look.account, str(look.account))


def _moved(step: Custody, whole: Whole, names: Mapping[int, str], language: str) -> Step:
    person = whole.persons.get(step.to.id, {}) if step.to is not None else {}
    parts = [
        "→ " + (person.get("name") or next(iter(person.values()), "—")) if step.to is not None else "",
        whole.texts.get(step.place.id, "") if step.place is not None else "",
        whole.texts.get(step.reason.id, "") if step.reason is not None else "",
    ]
    return Step(
        at=step.at,
        what=rules.MOVES[step.act].said(language),
        by=telling.who(step.by, names, language),
        more=" · ".join(part for part in parts if part),
    )


def disagreeing(found: list[Contradiction], called: Mapping[str, str], language: str) -> list[dict[str, Any]]:
    """Each fact on which items disagree: its name, and each value with the items that state it."""
    return [
        {
            "fact": rules.FACTS[one.fact][0].said(language),
            "sides": [
                (value_said(value, one.fact), [(ref, called.get(ref, ref)) for ref in refs])
                for value, refs in one.sides
            ],
        }
        for one in found
        if one.fact in rules.FACTS
    ]
