"""What a form knows beforehand, and the few fields that a page asks for in another way than the verb does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from wenguo.pages import forms_belonging, forms_conduct, forms_danger, forms_evidence, forms_others, forms_words
from wenguo.pages.forms import Field, Values, hushed
from wenguo.pages.forms_answering import settled, unneeded
from wenguo.pages.forms_choices import Option, Place
from wenguo.text import Text
from wenguo.verbs.record import Record

# Promises as people make them on the telephone: code, words, minutes ("" = by a time of the day).
SPANS: tuple[tuple[str, Text], ...] = (
    ("10m", Text("10 分钟内", "in 10 minutes")),
    ("30m", Text("半小时内", "in half an hour")),
    ("2h", Text("2 小时内", "in 2 hours")),
    ("today", Text("今天 18 点前", "by 6 pm today")),
    ("tomorrow", Text("明天 12 点前", "by noon tomorrow")),
    ("3d", Text("3 天内", "in 3 days")),
)
_LENGTHS = {
    "10m": timedelta(minutes=10),
    "30m": timedelta(minutes=30),
    "2h": timedelta(hours=2),
    "3d": timedelta(days=3),
}
_CLOCKS = {"today": (0, time(18)), "tomorrow": (1, time(12))}

# the way that answers a channel
_WAYS = {
    "face": "face", "passing": "face", "letter": "letter", "email": "email", "hotline": "phone", "ivr": "phone",
    "web": "portal", "chat": "chat", "wechat": "wechat",
}  # fmt: skip

KEPT_AS_WORDS = frozenset("subject words contract referrer_number vulnerability authority consent".split())
KEPT_AS_CONTACT = frozenset({"complainant", "agent"})


def spans(at: datetime, place: Place) -> list[Option]:
    """The quick choices of a promise that still lie ahead."""
    return [Option(code, text.said(place.language)) for code, text in SPANS if until(code, at, place.zone) is not None]


def until(code: str, at: datetime, zone: str) -> datetime | None:
    """The moment a quick choice means; None where it has passed today or is none."""
    if code in _LENGTHS:
        return at + _LENGTHS[code]
    if code not in _CLOCKS:
        return None
    days, hour = _CLOCKS[code]
    local = at.astimezone(ZoneInfo(zone))
    moment = datetime.combine(local.date() + timedelta(days=days), hour, local.tzinfo)
    return moment if moment > at else None


def read_specially(verb: str, data: dict[str, list[str]], place: Place) -> dict[str, list[str]]:
    """The page's values as the verb's fields take them: a quick choice becomes its moment, yuan become fen."""
    at, zone = place.at, place.zone
    if verb == "assess":  # only what was changed is assessed anew
        known = _assessed(place)
        changed = {
            name: values for name, values in data.items() if [one for one in values if one] != known.get(name, [])
        }
        return changed if any("".join(values) for name, values in changed.items() if "." not in name) else data
    if verb == "promise" and not "".join(data.get("due_at", ())).strip():
        moment = until("".join(data.get("due_in", ())), at, zone)
        if moment is not None:
            return {**data, "due_at": [moment.isoformat()]}
    if verb == "correct" and data.get("field") == ["price_fen"]:
        return {**data, "value": [_as_fen(text) for text in data.get("value", ())]}
    return data


def _as_fen(text: str) -> str:
    whole, _, rest = text.strip().replace(",", "").partition(".")
    is_amount = whole.isdigit() and (not rest or (rest.isdigit() and len(rest) <= 2))
    return f"{whole}{rest.ljust(2, '0')}" if is_amount else text


# -- what is known beforehand ----------------------------------------------------------------------------------------


def prefilled(verb: str, place: Place, asked: Values) -> dict[str, list[str]]:
    """The values a form opens with: what the link says (`?promise=2`), else what follows from the complaint."""
    found = _KNOWN[verb](place) if verb in _KNOWN else {}
    if verb == "correct":
        found |= _present("".join(asked.get("field", ())), place)
    found |= forms_others.known(verb, place, {name: list(values) for name, values in asked.items()})
    return found | {name: list(values) for name, values in asked.items()}


def _way(place: Place) -> dict[str, list[str]]:
    way = _WAYS.get(place.c.channel)
    return {"way": [way]} if way else {}


def _submitted(place: Place) -> dict[str, list[str]]:
    """What was turned down stands in the form again, to be mended; nothing of it where it was approved or sent."""
    c, texts = place.c, place.whole.texts
    if c.approval != "rejected":
        return {}
    found = {"words": texts.get(c.drafted.id, "") if c.drafted is not None else ""}
    said = c.submitted
    for one in said.decisions if said is not None else ():
        found[f"decisions.{one.demand - 1}.decision"] = one.decision
        found[f"decisions.{one.demand - 1}.basis"] = texts.get(one.basis.id, "") if one.basis is not None else ""
    if said is not None and said.basis is not None:
        found["rule"] = texts.get(said.basis.id, "")
    made = {name: [text] for name, text in found.items() if text}
    return made | ({"articles": list(said.articles)} if said is not None and said.articles else {})


def _outcome(place: Place) -> dict[str, list[str]]:
    ended = {"withdrawn": "OC06", "declined": "OC07", "referred": "OC08"}.get(place.c.stage)
    made = {one.decision for one in place.c.demands if one.decision}
    judged = "OC01" if made == {"support"} else "OC03" if made == {"not"} else "OC02" if made else None
    found = ended or judged
    return {"outcome": [found]} if found else {}


def _approver(place: Place) -> dict[str, list[str]]:
    return {"approver": [str(place.account)]} if "head" in place.roles else {}


def _judged(place: Place) -> dict[str, list[str]]:
    return {"what": ["answer"]} if place.c.approval == "asked" else {"what": [""]}


def _followed(place: Place) -> dict[str, list[str]]:
    return {"stopped": ["yes"]} if place.account in place.c.followers else {}


def _held(place: Place) -> dict[str, list[str]]:
    return {"lifted": ["yes"]} if place.c.held else {}


def _assessed(place: Place) -> dict[str, list[str]]:
    c = place.c
    plain = {"severity": c.severity, "complexity": c.complexity, "kind": c.kind, "dissatisfaction": c.dissatisfaction,
             "product": c.product, "event_date": c.event_date}  # fmt: skip
    found = {name: [str(value)] for name, value in plain.items() if value is not None}
    lists = {"causes": c.causes, "concerned": c.concerned, "tags": c.tags}
    found |= {name: [str(one) for one in values] for name, values in lists.items() if values}
    if c.price_fen is not None:
        found["price_fen"] = [f"{c.price_fen // 100}.{c.price_fen % 100:02d}"]
    return found


_KNOWN: dict[str, Callable[[Place], dict[str, list[str]]]] = {
    "acknowledge": _way,
    "assess": _assessed,
    "inform": _way,
    "submit": _submitted,
    "close": _outcome,
    "extend": _approver,
    "approve": _judged,
    "reject": _judged,
    "follow": _followed,
    "hold": _held,
    "escalate": forms_danger.escalated,
    "report": forms_danger.reported,
}


def _present(field: str, place: Place) -> dict[str, list[str]]:
    """The recorded fact to be corrected, as the person may see it: what is masked is not put into a form."""
    value = getattr(place.c, field, None)
    if value is None or field not in {name for name, _ in facts_of(place)}:
        return {}
    if field in KEPT_AS_CONTACT:
        person = {} if place.whole.masked else place.whole.persons.get(value.id, {})
        return {f"contact.{name}": [text] for name, text in person.items()}
    if field in KEPT_AS_WORDS:
        return {"words": [place.whole.texts.get(value.id, "")]}
    if field == "price_fen":
        return {"value": [f"{value // 100}.{value % 100:02d}"]}
    return {"value": [str(value)]}


def facts_of(place: Place) -> list[tuple[str, str]]:
    """The facts that can be corrected, each with how it is recorded now, in words."""
    names = [
        *("words", "subject", "complainant", "agent", "authority", "contract", "product", "price_fen", "event_date"),
        *("channel", "referrer", "referrer_number", "vulnerability", "consent"),
    ]
    return [(name, _told(name, place)) for name in names]


def _told(name: str, place: Place) -> str:
    value = getattr(place.c, name)
    if value is None:
        return ""
    if name in KEPT_AS_CONTACT:
        return " · ".join(place.whole.persons.get(value.id, {}).values())
    if name in KEPT_AS_WORDS:
        return place.words(value)
    if name == "price_fen":
        return f"¥{value // 100:,}.{value % 100:02d}"
    return forms_words.code("correct", "channel", str(value), place.language) if name == "channel" else str(value)


# -- fields asked for in another way ---------------------------------------------------------------------------------


def adapted(verb: str, fields: list[Field], place: Place, given: Values | None = None) -> list[Field]:
    """The fields as this verb's page shows them."""
    if verb in {"answer", "submit"}:
        fields = _answered(fields, place, verb)
    elif verb == "hear" and place.account in place.c.concerned:
        fields = _own_statement(fields, place)
    elif verb in {"tell", "hear"}:
        fields = [one for one in fields if one.name != "person" or any(p.account is None for p in place.c.persons)]
    elif verb == "investigate":
        fields = [one for one in fields if one.name not in {"against", "demands"} or one.options]
    elif verb == "take_back":  # the one that waits is meant
        fields = []
    elif verb == "describe":  # consent and transcript are a recording's
        chosen = "".join((given or {}).get("item", ()))
        if not forms_evidence.is_recording(chosen, place):
            fields = [one for one in fields if one.name not in forms_evidence.OF_RECORDINGS]
    elif verb == "promise":
        fields = [_promised(one, place, (given or {}).get("due_in", ())) for one in fields]
    elif verb == "correct":
        fields = _corrected(fields, place)
    return hushed(
        forms_belonging.adapted(
            verb, forms_others.adapted(verb, forms_conduct.adapted(verb, fields, place), place), place
        )
    )


def _answered(fields: list[Field], place: Place, verb: str) -> list[Field]:
    """What was approved goes out as it is; else words are asked for, and a decision on every demand that has none."""
    asked = set() if verb == "submit" else settled(place.c)
    made = [one for one in fields if one.name not in asked]
    made = [one for one in made if not unneeded(one.name, place)]
    for field in made:
        field.required = field.required or field.name in {"words", "decisions"}
        for block, demand in zip(field.fields, place.c.demands, strict=False):
            if demand.decision is not None:
                was = forms_words.code("answer", "decision", demand.decision, place.language)
                block.label += " · " + place.say(f"上次：{was}", f"before: {was}")
                block.folded = not any(part.values for part in block.fields if part.kind != "hidden")
                for part in block.fields:
                    part.required = False
    return made


def _own_statement(fields: list[Field], place: Place) -> list[Field]:
    """Who is complained of speaks here for themselves: nothing is asked but their own words."""
    made = [one for one in fields if one.name in {"words", "who"}]
    for one in made:
        if one.name == "who":
            one.kind, one.values, one.options = "hidden", ["employee"], []
        else:
            one.label = place.say("您的陈述", "Your own statement")
            one.help = place.say(
                "事情经过、您的说法和能证明的东西；处理人会读到，认定之前必须听取。",
                "What happened, how you see it, and what shows it; whoever decides must hear it first.",
            )
    return made


def _promised(field: Field, place: Place, quick: Sequence[str]) -> Field:
    if field.name == "due_at":
        field.quick = list(quick)
        field.kind, field.required = "due", True
        field.options = spans(place.at, place)
    return field


def _corrected(fields: list[Field], place: Place) -> list[Field]:
    """Only the place that the chosen fact is written in."""
    by_name = {one.name: one for one in fields}
    which = by_name["field"].value
    if which not in {name for name, _ in facts_of(place)}:
        return []
    by_name["field"].kind = "hidden"
    place_of_it = "contact" if which in KEPT_AS_CONTACT else "words" if which in KEPT_AS_WORDS else "value"
    field = by_name[place_of_it]
    field.label = forms_words.code("correct", "field", which, place.language)
    field.required = which in {"words", "channel"}
    field.help = ""
    if which == "event_date":
        field.kind = "date"
    elif which == "price_fen":
        field.kind = "money"
    elif which == "channel":
        channels: tuple[str, ...] = Record.model_fields["channel"].annotation.__args__  # type: ignore[union-attr]
        field.kind = "chips"
        field.options = [Option(one, forms_words.code("correct", "channel", one, place.language)) for one in channels]
    return [by_name["field"], field]
