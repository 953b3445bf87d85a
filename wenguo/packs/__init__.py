"""Policy packs on disk: every number with its source and grade, read once and checked before use."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from wenguo.rules.calendar import Calendar
from wenguo.rules.policy import BadPack, Pack, Policy, Reason, Taxonomy, check, check_together, resolved

FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=8)
def load(folder: Path | None = None) -> dict[str, Pack]:
    """All packs of a folder by id; raises BadPack naming every problem, and then none of them is used."""
    problems: list[str] = []
    packs: list[tuple[str, Pack]] = []
    for path in sorted((folder or FOLDER).glob("*.toml")):
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(f"{path.name}: not readable as TOML in UTF-8 ({error}); mend that line")
            continue
        if not isinstance(raw.get("pack"), dict):
            continue
        try:
            whole = assembled(raw)
            found = check(whole, path.name)
        except (TypeError, ValueError, AttributeError) as error:
            problems.append(f"{path.name}: a table is not of the form packs have ({error}); compare it with house.toml")
            continue
        problems += found
        if not found:
            packs.append((path.name, msgspec.convert(whole, Pack)))
    problems += check_together(packs)
    if problems:
        raise BadPack(problems)
    return {pack.id: pack for _, pack in packs}


def assembled(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A file's tables as one pack: each rule gets its pack's id, its named source and its named shared entries.

    In the file `source = "name"` points into [sources], and `pauses`, `extensions` may point by name into
    [pauses] and [extensions], so that what many rules share is written once.
    """
    pack = dict(raw["pack"])
    sources = raw.get("sources", {})
    rules = [_entry({"pack": pack.get("id", ""), **rule}, sources) for rule in raw.get("rule", ())]
    for rule in rules:
        for field in ("pauses", "extensions"):
            shared = raw.get(field, {})
            if field in rule:
                rule[field] = [shared.get(one, {"reason": one}) if isinstance(one, str) else one for one in rule[field]]
    pack["rules"] = rules
    pack["grounds"] = [_entry(ground, sources) for ground in raw.get("ground", ())]
    if "retention_source" in pack:
        pack["retention_source"] = _source(pack["retention_source"], pack.pop("retention_article", ""), sources)
    return pack


def _entry(entry: Mapping[str, Any], sources: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(entry)
    whole["source"] = _source(entry.get("source"), whole.pop("article", ""), sources)
    return whole


def _source(given: object, article: str, sources: Mapping[str, Any]) -> dict[str, Any]:
    named = sources.get(given, {}) if isinstance(given, str) else given
    whole = dict(named) if isinstance(named, Mapping) else {}
    return {**whole, "article": article} if article else whole


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """The codes of `reasons.toml`."""
    raw = tomllib.loads((FOLDER / "reasons.toml").read_text(encoding="utf-8"))
    return Taxonomy(raw["version"], _codes(raw))


def _codes(raw: Mapping[str, Any]) -> Iterable[Reason]:
    for code, top in raw["reasons"].items():
        whole = msgspec.convert({"code": code, **{key: top[key] for key in top if key != "items"}}, Reason)
        yield whole
        items = {"99": {"zh": "其他", "en": "Other"}} | top["items"]  # 99 = other, the habit of JR/T 0169
        for number in sorted(items):
            yield msgspec.convert({"code": code + number, "parent": code, **items[number]}, Reason)
    for facet in ("remedies", "outcomes", "reliefs", "severities"):
        for code, entry in raw[facet].items():
            yield msgspec.convert({"code": code, **entry}, Reason)
    for prefix, products in raw["products"].items():
        yield Reason(code=prefix, zh=products["zh"], en=products["en"])
        for number, entry in products["items"].items():
            yield msgspec.convert({"code": prefix + number, "parent": prefix, **entry}, Reason)


@lru_cache(maxsize=8192)
def policy_for(pack_ids: tuple[str, ...], on: date, calendar: Calendar) -> Policy:
    """The policy of a unit that lists these packs, for a complaint received `on` that (local) day."""
    known = load()
    unknown = [one for one in pack_ids if one not in known]
    if unknown:
        text = f"no pack is called {', '.join(unknown)}; there are: {', '.join(sorted(known))}"
        raise LookupError(text)
    packs = tuple(known[one] for one in pack_ids)
    house = known.get("house")
    return Policy(packs=packs, house=house, calendar=calendar, on=on, valid=resolved(packs, house, on))
