"""The case file 案卷: everything held about one complaint, in sections that can be found by a table of contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from wenguo import packs
from wenguo.complaint import Clock, DemandState
from wenguo.line import read
from wenguo.paper import dates
from wenguo.paper.records import ERASED, Row, people, record
from wenguo.queries.history import Entry, Whole
from wenguo.rules.labels import label
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.policy import Policy, Taxonomy, find
from wenguo.text import Text

_OFFERS = {
    "offered": Text("已提出", "offered"),
    "approved": Text("已批准", "approved"),
    "rejected": Text("未批准", "not approved"),
    "agreed": Text("已同意", "agreed"),
    "turned_down": Text("投诉人未同意", "turned down"),
    "lapsed": Text("已过有效期", "lapsed"),
    "performed": Text("已履行", "performed"),
}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log in words, as the face tells it: who did it, and the sentence."""

    by: str
    sentence: str


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """What making a case file takes besides the complaint."""

    house: str
    unit: str
    names: Mapping[int, str]
    told: Mapping[int, Told]
    policy: Policy
    codes: Taxonomy
    language: str
    zone: str
    at: datetime
    by: str
    reason: str = ""

    def said(self, zh: str, en: str) -> str:
        """One saying in the language of the file."""
        return Text(zh, en).said(self.language)

    def moment(self, at: datetime | None) -> str:
        """A moment where the unit is."""
        return dates.moment(at, self.language, self.zone) if at else ""

    def name(self, account: int) -> str:
        """How an account is called."""
        return self.names.get(account, str(account))

    def label(self, code: str) -> str:
        """A code in words: of the taxonomy, or one of ours."""
        return self.codes.label(code, self.language) if self.codes.known(code) else label(code, self.language)


def case_file(whole: Whole, making: Making) -> dict[str, Any]:
    """What the pages show, section by section; `lines` stand in the order in which things happened."""
    c, m = whole.complaint, making
    return {
        "zh": m.language.startswith("zh"),
        "house": m.house,
        "number": c.number,
        "subject": whole.texts.get(c.subject.id, "") if c.subject else "",
        "cover": _cover(whole, m),
        "secret": _secret(whole, m),
        "head": c.head,
        "length": c.length,
        "record": record(whole, m),
        "people": people(whole, m),
        "timeline": [_happened(entry, m) for entry in whole.entries],
        "messages": [one for entry in whole.entries if (one := _message(whole, entry, m))],
        "demands": [_demand(whole, demand, m) for demand in c.demands],
        "offers": [
            (m.label(one.remedy), _yuan(one.amount_fen), _OFFERS[one.state].said(m.language)) for one in c.offers
        ],
        "promises": [
            (whole.texts.get(one.what.id, ERASED.said(m.language)), m.moment(one.due_at), m.label(one.state))
            for one in c.promises
        ],
        "clocks": [_clock(one, m) for one in c.clocks],
        "evidence": [(ref, *_file(file, m)) for ref, file in whole.files.items()],
        "log": [(entry.position, m.moment(entry.at), entry.event, entry.hash, entry.data) for entry in whole.entries],
    }


def _cover(whole: Whole, m: Making) -> list[Row]:
    c = whole.complaint
    return [
        Row(m.said("承办单位", "Unit"), m.unit),
        Row(m.said("收到", "Received"), m.moment(c.received_at)),
        Row(m.said("阶段", "Stage"), STAGES[c.stage].said(m.language)),
        Row(m.said("责任人", "Owner"), m.name(c.owner)),
        Row(m.said("首问人", "First responder"), m.name(c.first_responder)),
        Row(m.said("答复", "Answered"), m.moment(c.answered_at)),
        Row(m.said("办结", "Closed"), m.moment(c.closed_at)),
        Row(m.said("制作", "Made"), f"{m.moment(m.at)}　{m.by}"),
        *([Row(m.said("制作理由", "Reason given"), m.reason)] if m.reason else []),
    ]


def _secret(whole: Whole, m: Making) -> str:
    if whole.masked:
        return m.said("内部资料 · 联系方式已隐去", "Confidential · contact data masked")
    return m.said(
        "内部资料 · 含个人信息，限办理此案使用", "Confidential · holds personal data, for this complaint only"
    )


def _happened(entry: Entry, m: Making) -> dict[str, Any]:
    told = m.told[entry.position]
    return {"position": entry.position, "at": m.moment(entry.at), "by": told.by, "sentence": told.sentence}


def _message(whole: Whole, entry: Entry, m: Making) -> dict[str, Any] | None:
    """The words of one line in full, each under its own paragraph."""
    event = read(entry.data).event
    refs = [value for value in msgspec.structs.astuple(event) if hasattr(value, "fp")]
    words = [ref.id for ref in refs if ref.id.startswith("m")]
    if not words:
        return None
    told = m.told[entry.position]
    texts = [whole.texts.get(ref, ERASED.said(m.language)) for ref in words]
    return {
        "position": entry.position,
        "at": m.moment(entry.at),
        "by": told.by,
        "label": entry.label.said(m.language),
        "texts": [[line for line in text.split("\n") if line.strip()] for text in texts],
    }


def _demand(whole: Whole, one: DemandState, m: Making) -> dict[str, str]:
    return {
        "asked": m.label(one.remedy),
        "amount": _yuan(one.amount_fen),
        "words": whole.texts.get(one.words.id, "") if one.words else "",
        "decision": m.label(one.decision) if one.decision else m.said("未决定", "not decided"),
        "basis": whole.texts.get(one.basis.id, "") if one.basis else "",
    }


def _clock(clock: Clock, m: Making) -> dict[str, str]:
    found = find(m.policy.valid, clock.pack, clock.rule)
    pack = packs.load().get(clock.pack)
    name = (found.name.zh if m.language.startswith("zh") else found.name.en) if found else clock.rule
    source = ""
    if found is not None:
        own = found.source
        source = " ".join(part for part in (own.instrument, own.number, own.article) if part)
    elif pack is not None:
        source = pack.name.zh if m.language.startswith("zh") else pack.name.en
    state = m.label(clock.state)
    if clock.overrun_at is not None:
        state += m.said("（曾超时）", " (ran out)")
    return {
        "name": name,
        "started": m.moment(clock.started_at),
        "due": m.moment(clock.due_at),
        "state": state,
        "ended": m.moment(clock.ended_at),
        "source": source,
    }


def _file(file: Mapping[str, Any], m: Making) -> tuple[str, str, str, str]:
    name = str(file["name"] or ERASED.said(m.language))
    return name, str(file["media_type"]), f"{int(file['size']):,}", str(file["sha256"] or "—")


def _yuan(fen: int | None) -> str:
    return "" if fen is None else f"¥{fen // 100:,}.{fen % 100:02d}"


def told(lines: Sequence[Mapping[str, Any]]) -> dict[int, Told]:
    """What a face's story says of each line, by position."""
    return {int(one["position"]): Told(by=str(one["by"]), sentence=str(one["sentence"])) for one in lines}


def accounts(whole: Whole) -> set[int]:
    """The accounts that events name."""
    found: set[int] = set()
    for entry in whole.entries:
        event = read(entry.data).event
        values = (getattr(event, field, None) for field in ("to", "owner", "account", "approver"))
        found |= {value for value in values if isinstance(value, int)}
    return found
