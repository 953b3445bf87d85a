"""The helper of an apology: proposed words for each form, what law says of its manner and scope, what is looked at once more."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

import msgspec

from wenguo.packs import FOLDER
from wenguo.pages import prepared
from wenguo.pages.forms_choices import Place
from wenguo.rules import apology


class Helped(msgspec.Struct, frozen=True):
    """Proposed words of one form, for one of the two."""

    form: str
    of: str
    language: str
    body: str


@lru_cache(maxsize=1)
def words() -> tuple[Helped, ...]:
    """The proposed words that come with the program."""
    raw = tomllib.loads((FOLDER / "apologies.toml").read_text(encoding="utf-8"))
    return tuple(Helped(one["form"], one["of"], one["language"], one["body"].strip("\n")) for one in raw["apology"])


def helped(form: str, of: str, place: Place) -> str:
    """The proposed words, filled with what is known: no fault stands in those for the experience."""
    spoken = "zh-hans" if place.language.startswith("zh") else "en"
    body = next(one.body for one in words() if (one.form, one.of, one.language) == (form, of, spoken))
    values = prepared.values_of(place.whole, place.language)
    if "*" in values["complainant"]:  # covered here: whoever writes puts the name in
        values["complainant"] = prepared.blank("complainant", place.language)
    return prepared.fill(body, values)


def helper() -> dict[str, Any]:
    """What stands above the form of an apology: the law, the forms with who decides each, and links to proposed words."""
    return {
        "apology_says": (apology.NO_ADMISSION, apology.LAW),
        "apology_forms": [(code, one, apology.who_decides(code)) for code, one in apology.FORMS.items()],
        "apology_of": list(apology.OF.items()),
        "apology_fits": [
            (one, [apology.FORMS[form].name for form in apology.fitting(scope)])
            for scope, one in apology.SCOPES.items()
        ],
    }


def slips(verb: str, data: dict[str, list[str]]) -> list[apology.Slip]:
    """What is looked at once more before an apology goes out: words of the other kind, a reach short of the harm."""
    if verb != "apologise":
        return []
    of = "".join(data.get("of", ())) or "experience"
    found = apology.slips(of, "".join(data.get("words", ()))) if of in apology.OF else []
    form, scope = "".join(data.get("form", ())), "".join(data.get("scope", ())) or "private"
    short = apology.falls_short(form, scope) if form in apology.FORMS and scope in apology.SCOPES else None
    return [*found, *([apology.Slip("", 0, short)] if short is not None and not data.get("proposed") else [])]
