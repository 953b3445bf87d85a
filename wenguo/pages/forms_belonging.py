"""Forms of what concerns a group: our shared position stands beside an offer."""

from __future__ import annotations

from wenguo.models import GroupWord
from wenguo.pages.forms import Field
from wenguo.pages.forms_choices import Place

_WIDTH = 160


def adapted(verb: str, fields: list[Field], place: Place) -> list[Field]:
    """The fields as these verbs' pages show them."""
    if verb == "offer" and place.c.group is not None:
        position = _position(place.c.group)
        for field in fields:
            if field.name == "basis" and position:
                field.help = place.say(
                    f"本件属于一个群体，共同立场：“{position}”。与它不同的，请在这里写明理由；只是提醒，各人的补救各按各的定。",
                    f"It belongs to a group. Our position: “{position}”. Where you offer otherwise, say here why; "
                    "it is a reminder only – redress is decided for each.",
                )
    return fields


def _position(group: int) -> str:
    newest = GroupWord.objects.filter(group=group, kind="position").order_by("-version").first()
    words = (newest.words or "") if newest is not None else ""
    return words if len(words) <= _WIDTH else words[:_WIDTH] + "…"
