"""The bundle of evidence: one ZIP with every file, an index, the log and a manifest, that proves itself.

What the reader may not open is named in it and left out, with the reason; contact data are as their role sees them. That
it was taken out, and its digest, go to the access log first.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from wenguo.access import log_access
from wenguo.models import store
from wenguo.paper import printing
from wenguo.paper.bundle_proof import EPOCH, FORMAT, LOG, MANIFEST, SUMS, sealed
from wenguo.queries import evidence, office, people
from wenguo.queries.evidence import Item, files_closed
from wenguo.queries.history import Whole
from wenguo.rules import evidence as rules
from wenguo.rules.evidence_said import clock, value_said, when
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import Refused

README = """证据包 {number}

files/        收到时的原件，一字节不改；文件名前是收到的次序
index         目录：每一项证据从哪里来、经过谁的手、说明什么
log.jsonl     这件投诉的完整日志，一行一事；每行含上一行的 SHA-256，改一行则其后各行都不相连
manifest.json 清单：每个文件的长度和 SHA-256、收到和发生的次序、流转
SHA256SUMS    可用 sha256sum -c SHA256SUMS 核对

用 wenguo verify-bundle 文件名 核对全部（不需要数据库）。本包的 SHA-256 记在出具单位的查阅日志里。

Bundle of evidence {number}

files/        the originals as they arrived, not a byte changed; before each name its place in the order of arrival
index         what each item is, where it came from, through whose hands it went, what it states
log.jsonl     the complaint's whole log; each line holds the SHA-256 of the one before
manifest.json every file's length and SHA-256, the orders of arrival and of happening, custody
SHA256SUMS    for sha256sum -c SHA256SUMS

wenguo verify-bundle FILE checks all of it, without a database. The bundle's own SHA-256 stands in the access log of the
house that made it.
"""
_UNSAFE = re.compile(r"[^\w.()\[\]-]+")


def made(whole: Whole, actor: Actor, account: int, via: str, at: datetime, language: str) -> IO[bytes]:
    """The bundle as an open file at its beginning, gone when it is closed. Raises Refused."""
    closed = rules.closed_to_bundles(actor, whole.complaint) or files_closed(whole, actor)
    if closed is not None:
        raise Refused(closed, code="permission")
    found = evidence.items(whole, actor, looks=True)
    by = people.names([account]).get(account, "")
    out = tempfile.TemporaryFile(dir=_place())  # noqa: SIM115 — handed on to whoever sends it
    try:
        seal = _pack(out, whole, found, by, at, language)
        out.seek(0)
        digest = hashlib.sha256()
        while piece := out.read(store.PIECE):
            digest.update(piece)
    except BaseException:
        out.close()
        raise
    fields = [one.ref for one in found if one.file is not None and one.closed is None]
    log_access(
        account,
        whole.id,
        whole.complaint.number,
        [*fields, *whole.plain_fields()],
        f"bundle sha256:{digest.hexdigest()} {seal}",
        via,
        at,
    )
    out.seek(0)
    return out


def _place() -> str:
    folder = Path(settings.WENGUO_HOME) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return str(folder)


def _pack(out: IO[bytes], whole: Whole, found: list[Item], by: str, at: datetime, language: str) -> str:
    """Write everything, each entry measured as it is written; returns the manifest's seal."""
    entries: list[dict[str, Any]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as packed:

        def add(name: str, content: bytes) -> None:
            with packed.open(_info(name), "w") as target:
                target.write(content)
            entries.append({"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})

        add("README.txt", README.format(number=whole.complaint.number).encode())
        paths: dict[str, str] = {}
        for one in found:
            if one.file is None or one.closed is not None:
                continue
            path = f"files/{one.arrival:03d}-{one.ref}-{_safe(one.name)}"
            try:
                file = store.open_(one.file["path"])
            except OSError:  # lost: the manifest says so, and verify-bundle finds it missing
                one.closed = Text("材料库里找不到这份文件。", "The store does not hold this file.")
                continue
            size, digest = 0, hashlib.sha256()
            with packed.open(_info(path), "w", force_zip64=one.file["size"] > 1 << 31) as target:
                for piece in store.pieces(file):
                    target.write(piece)
                    digest.update(piece)
                    size += len(piece)
            entries.append({"path": path, "size": size, "sha256": digest.hexdigest()})
            paths[one.ref] = path
        lines = [entry.data for entry in whole.entries]
        add(LOG, "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))
        items = _items(whole, found, paths, language)
        told = _told(whole, items, by, at, language)
        html = printing.page("bundle.html", told)
        try:
            add("index.pdf", printing.pdf(html))
        except printing.NoPrinter as missing:
            add("index.html", printing.page("bundle.html", told | {"needed": missing.text.said(language)}).encode())
        add(SUMS, "".join(f"{one['sha256']}  {one['path']}\n" for one in entries).encode())
        c = whole.complaint
        manifest = {
            "format": FORMAT,
            "number": c.number,
            "made_at": at.isoformat(),
            "made_by": by,
            "contact_data": "masked" if whole.masked else "plain",
            "stage": c.stage,
            "received_at": c.received_at.isoformat() if c.received_at else None,
            "log": {"lines": len(lines), "head": whole.entries[-1].hash},
            "entries": entries,
            "items": items,
            "contradictions": told["contradictions"],
        }
        raw = json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "replace")
        with packed.open(_info(MANIFEST), "w") as target:
            target.write(raw)
        packed.comment = sealed(raw).encode()
        return sealed(raw).rpartition(" ")[2]


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def _safe(name: str) -> str:
    """A file name that leads nowhere and that every system takes."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, ending) if dot and len(ending) <= 8 else (name, "")
    stem = _UNSAFE.sub("_", stem).strip("._")[:80] or "file"
    ending = _UNSAFE.sub("", ending)
    return f"{stem}.{ending}" if ending else stem


def _items(whole: Whole, found: list[Item], paths: dict[str, str], language: str) -> list[dict[str, Any]]:
    """Every item in the order of arrival, as plain data for people and programs."""
    order = {one.ref: n for n, one in enumerate(evidence.happenings(found), 1)}
    accounts = {look.account for one in found for look in one.looks}
    accounts |= {
        int(ref[8:]) for one in found for ref in (one.by, *(s.by for s in one.custody)) if ref[:8] == "account:"
    }
    names = people.names(accounts)
    zone = office.units()[whole.complaint.unit].time_zone
    theirs = Text("投诉人", "the complainant").said(language)  # who looks without an account

    def who(ref: str) -> str:
        return names.get(int(ref[8:]), ref) if ref.startswith("account:") else ref

    def text(ref: Any) -> str:
        return whole.texts.get(ref.id, "") if ref is not None else ""

    return [
        {
            "ref": one.ref,
            "arrival": one.arrival,
            "kind": one.kind,
            "kind_said": rules.KINDS[one.kind].said(language),
            "name": one.name,
            "title": text(one.described.title),
            "words": one.words,
            "whose": one.whose,
            "arrived_at": one.at.isoformat(),
            "arrived_by": who(one.by),
            "line": one.position,
            "path": paths.get(one.ref),
            "withheld": one.closed.said(language) if one.closed is not None else None,
            "size": one.file["size"] if one.file is not None else None,
            "sha256": (one.file["sha256"] or None) if one.file is not None else None,
            "media_type": one.media_type if one.file is not None else None,
            "happened": {"order": order[one.ref], "said": when(one.described, language, zone)}
            if one.ref in order
            else None,
            "states": [
                {"fact": s.fact, "fact_said": rules.FACTS[s.fact][0].said(language), "value": value_said(value, s.fact)}
                for s in one.described.stated
                if (value := evidence.stated_value(s, whole)) is not None and s.fact in rules.FACTS
            ],
            "consent": {
                "basis": rules.CONSENTS[one.described.consent].said(language),
                "found": text(one.described.consent_words),
            }
            if one.described.consent
            else None,
            "derived_from": one.described.of,
            "transcript": [{"at": clock(m.second), "words": text(m.words)} for m in one.described.moments]
            if one.closed is None
            else [],
            "camera_says": one.examined.exif if one.examined is not None and one.closed is None else {},
            "place": text(one.thing.place) if one.thing is not None else None,
            "custody": [
                {
                    "at": s.at.isoformat(),
                    "act": s.act,
                    "act_said": rules.MOVES[s.act].said(language),
                    "by": who(s.by),
                    "to": (whole.persons.get(s.to.id, {}).get("name") or "") if s.to is not None else "",
                    "place": text(s.place),
                    "reason": text(s.reason),
                    "line": s.position,
                }
                for s in one.custody
            ],
            "looks": [
                {
                    "at": look.at.isoformat(),
                    "by": names.get(look.account or 0, theirs),
                    "why": look.reason,
                    "via": look.via,
                }
                for look in sorted(one.looks, key=lambda look: look.at)
            ],
        }
        for one in found
    ]


def _told(whole: Whole, items: list[dict[str, Any]], by: str, at: datetime, language: str) -> dict[str, Any]:
    """What the index shows."""
    c = whole.complaint
    called = {one["ref"]: one["title"] or one["name"] or one["ref"] for one in items}
    contradictions = [
        {
            "fact": rules.FACTS[one.fact][0].said(language),
            "sides": [
                {
                    "value": value_said(value, one.fact),
                    "items": [{"ref": ref, "name": called.get(ref, ref)} for ref in refs],
                }
                for value, refs in one.sides
            ],
        }
        for one in evidence.disagreements(whole)
        if one.fact in rules.FACTS
    ]
    return {
        "zh": language.startswith("zh"),
        "number": c.number,
        "made_at": at.strftime("%Y-%m-%d %H:%M UTC"),
        "by": by,
        "items": items,
        "happened": sorted((one for one in items if one["happened"]), key=lambda one: one["happened"]["order"]),
        "contradictions": contradictions,
        "lines": len(whole.entries),
        "head": whole.entries[-1].hash,
        "masked": whole.masked,
    }
