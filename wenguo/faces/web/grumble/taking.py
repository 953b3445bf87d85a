"""A grumble as it comes from the form: to the verb that takes it in, and where it may be taken in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from wenguo.models import Membership, Reply
from wenguo.pages.asking import language, whole_number
from wenguo.queries import office
from wenguo.rules.permissions import MAY
from wenguo.verbs import Record, Settle, Verb
from wenguo.verbs._verb import refuse

REMEMBERED = "grumble_unit"  # a cookie: the unit of the last grumble from this machine
MOST = 20_000  # characters: more than anybody says in passing
# What waited on a device without a network was heard when it was typed, not when it was sent.
WAITED = timedelta(minutes=1)
LONGEST_WAIT = timedelta(days=30)


def units(account: int) -> list[tuple[int, str]]:
    """The units whose complaints this account may record, by name."""
    roles = Membership.objects.filter(account_id=account, role__in=MAY["record"])
    tops = set(roles.values_list("unit_id", flat=True))
    zh = language().startswith("zh")
    found = [one for one in office.units().values() if one.active and tops & set(one.path)]
    return sorted(((one.id, one.name if zh else one.name_en or one.name) for one in found), key=lambda pair: pair[1])


def usual(request: HttpRequest, open_ones: list[tuple[int, str]]) -> int | None:
    """The unit that stands in the form before anybody chose: the last one from this machine, else one's own."""
    ids = [one for one, _ in open_ones]
    last = request.COOKIES.get(REMEMBERED, "")
    for one in (whole_number(last), request.user.unit_id):  # type: ignore[union-attr]
        if one in ids:
            return one
    return ids[0] if ids else None


def taken(request: HttpRequest, at: datetime) -> Verb:
    """`record` in its short form, or `settle` where it was put right already. Raises Refused naming the field."""
    given = request.POST
    fields: dict[str, object] = {"grumble": True, "channel": "passing"}
    unit = whole_number(given.get("unit"))
    if unit is not None:
        fields["unit"] = unit
    heard_at = _heard_at(given.get("heard_at", ""), at)
    if heard_at is not None:
        fields["received_at"] = heard_at
    words, answer = given.get("words", "").strip(), given.get("answer", "").strip()
    if not words:
        raise refuse(
            "写下对方说了什么，一句话就够。",
            "Write down what was said; one line is enough.",
            field="words",
            code="field",
        )
    if max(len(words), len(answer)) > MOST:
        raise refuse(
            f"最多 {MOST} 个字；更长的请用“登记投诉”。",
            f"At most {MOST} characters: use intake for more.",
            field="words",
            code="field",
        )
    fields["words"] = words
    return Settle(answer=answer, **fields) if answer else Record(**fields)


def _heard_at(typed: str, at: datetime) -> datetime | None:
    """When it was heard, where that is long enough before now to be worth saying; a wrong clock says nothing."""
    try:
        heard = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if heard.tzinfo is None:
        return None
    return heard.astimezone(UTC) if WAITED < at - heard < LONGEST_WAIT else None


def key_of(request: HttpRequest) -> str | None:
    """The key made with the form, so that a double tap is one complaint; None where it is none of ours."""
    try:
        return f"grumble {UUID(request.POST.get('key', ''))}"
    except ValueError:
        return None


def recorded_before(account: int, key: str | None) -> str | None:
    """The number that this key was answered with, where it was."""
    found = Reply.objects.filter(actor=f"account:{account}", key=key or "").select_related("complaint").first()
    return found.complaint.number if found is not None and found.complaint is not None else None
