"""The criteria of major complaints, as major.toml lists them."""

from __future__ import annotations

import tomllib
from functools import lru_cache

import msgspec

from wenguo.packs import FOLDER
from wenguo.rules.major import Criterion


@lru_cache(maxsize=1)
def criteria() -> dict[str, Criterion]:
    """Every criterion by its code, in the order in which they are to be shown."""
    raw = tomllib.loads((FOLDER / "major.toml").read_text(encoding="utf-8"))
    found: dict[str, Criterion] = {}
    for entry in raw["criterion"]:
        whole = dict(entry)
        source = dict(raw["sources"][whole["source"]])
        article = whole.pop("article", "")
        whole["source"] = {**source, "article": article} if article else source
        found[whole["code"]] = msgspec.convert(whole, Criterion)
    return found
