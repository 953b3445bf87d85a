"""The learned models: which is in force for each topic, its card in plain words, put in force or taken back with one word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from wenguo.advising import switches, training_now, versions
from wenguo.advising.wording import said, topic_said
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.models import Taught
from wenguo.pages.asking import is_part
from wenguo.text import Text
from wenguo.verbs import Refused

if TYPE_CHECKING:
    from wenguo.advice.learning.card import Card

TOPICS = ("cause", "kind", "dissatisfaction", "product")  # as training.TOPICS, which no server process loads
NEEDED, NEEDED_OF_CLASS = 60, 8  # as learning/training.py has them (a test compares)
_WIDE, _HIGH = 300, 150  # of the drawing of coverage
SHOWN_LINES = 6  # of the table of coverage
_RIVALS = {
    "lexicon": Text("只用词库", "the lexicons alone"),
    "commonest": Text("总说最常见的一类", "always saying the commonest class"),
}


@section("models")
def models(here: Here) -> HttpResponse:
    """Every topic: what answers now, how well, and how much there is to learn from."""
    every = versions.versions()
    counted = _confirmed()
    rows = []
    for topic in TOPICS:
        mine = [one for one in every if one.topic == topic]
        rows.append(
            {
                "topic": topic,
                "name": topic_said(topic, here.language),
                "now": next((one for one in mine if one.in_force), None),
                "better": next((one for one in mine if one.better and one.there and not one.in_force), None),
                "made": len(mine),
                "records": counted.get(topic, 0),
                "full": min(100, 100 * counted.get(topic, 0) // NEEDED),
            }
        )
    return here.page(
        "models",
        rows=rows,
        needed=NEEDED,
        needed_of_class=NEEDED_OF_CLASS,
        nothing=not every,
        learns=switches.is_on("learn", None),
        promotes=switches.is_on("promote", None),
        **_progress(here),
    )


@section("models")
def model(here: Here) -> HttpResponse:
    """One topic: the card of one of its models, and all its versions."""
    asked = here.request.GET
    topic = asked.get("topic", "")
    mine = versions.versions(topic) if topic in TOPICS else []
    if not mine:
        return seen(reverse("office_models"))
    wanted = asked.get("version") or next((one.version for one in mine if one.in_force), mine[0].version)
    shown = next((one for one in mine if one.version == wanted), None)
    if shown is None:
        raise Refused(Text("没有这个版本。", "There is no such version."), code="unseen")
    return here.page(
        "model",
        topic=topic,
        name=topic_said(topic, here.language),
        shown=shown,
        versions=mine,
        any_in_force=any(one.in_force for one in mine),
        may=here.who.may_change(None),
        **card_shown(shown, here.language),
    )


@section("models")
def settle(here: Here) -> HttpResponse:
    """Put a model in force or take back what is; asked once more before it is done."""
    given = here.request.POST if here.is_post else here.request.GET
    topic, version, act = given.get("topic", ""), given.get("version", ""), given.get("act", "")
    if topic not in TOPICS or act not in {"promote", "back"}:
        return seen(reverse("office_models"))
    here.who.must_administer(None)
    to = f"{reverse('office_model')}?{urlencode({'topic': topic, 'version': version} if version else {'topic': topic})}"
    if here.is_post and act == "promote":
        return here.act(
            lambda: versions.promote(topic, version, here.who.account, here.at),
            to,
            "已启用；新的建议由它给出。",
            "In force: new proposals come from it.",
        )
    if here.is_post:
        return here.act(
            lambda: versions.back(topic, here.who.account, here.at),
            f"{reverse('office_model')}?{urlencode({'topic': topic})}",
            "已退回。",
            "Taken back.",
        )
    return here.page("model_settle", topic=topic, version=version, act=act, back=to, **_asked(here, topic))


@section("models")
def train(here: Here) -> HttpResponse:
    """Begin training in the background, or say how far it is."""
    to = reverse("office_models")
    if here.is_post:
        here.who.must_administer(None)
        return here.act(
            lambda: training_now.begin(here.who.account, here.at),
            to,
            "已开始训练，可以离开这一页。",
            "Training has begun; you may leave this page.",
        )
    if not is_part(here.request):
        return seen(to)
    shown = _progress(here)
    answer = here.page("training", **shown)
    if not shown["running"]:
        answer["HX-Refresh"] = "true"  # what was learned stands on the whole page
    return answer


def card_shown(one: versions.Version, language: str) -> dict[str, Any]:
    """A card as a page shows it: sentences, classes by name, the curve of coverage, comparisons."""
    from wenguo.advice.learning.card import NOT_FOR, sentences

    card = _worded(one, language)
    if card is None:
        return {"card": None, "not_for": NOT_FOR}
    return {
        "card": card,
        "sentences": [text for text in sentences(card) if text not in NOT_FOR],
        "not_for": NOT_FOR,
        "classes": sorted(card.classes, key=lambda each: -each.n),
        "lines": _lines(card.coverage),
        "curve": " ".join(f"{_WIDE * c:.1f},{_HIGH * (1 - r):.1f}" for _, c, r in sorted(card.coverage)),
        # how sure it was, how often it was right, of how many, and where that lies in the drawing
        "reliability": [
            (sure, right, n, round(_WIDE * sure, 1), round(_HIGH * (1 - right), 1))
            for sure, right, n in card.reliability
        ],
        "at": (round(_WIDE * card.covered, 1), round(_HIGH * (1 - card.covered_right), 1)),
    }


def _worded(one: versions.Version, language: str) -> Card | None:
    """The card with names for codes, so that what it says can be read; None where it is no card that we know."""
    from wenguo.advice.learning.card import Card

    try:
        card = msgspec.convert(one.card, Card)
    except msgspec.ValidationError:
        return None
    names = {label: said(one.topic, label, language) for label in (*card.left_out, *(c.label for c in card.classes))}
    replace = msgspec.structs.replace
    why = card.why
    for version, rival in _RIVALS.items():
        why = Text(why.zh.replace(version, rival.zh), why.en.replace(version, rival.en))
    return replace(
        card,
        classes=tuple(replace(each, label=names[each.label]) for each in card.classes),
        left_out={names[label]: n for label, n in card.left_out.items()},
        comparisons=tuple(replace(each, with_=_rival(each.with_).said(language)) for each in card.comparisons),
        why=why,
    )


def _rival(version: str) -> Text:
    return _RIVALS.get(version, Text(f"上一个模型 {version}", f"the model before it, {version}"))


def _lines(coverage: Any) -> list[tuple[float, float, float]]:
    """A few points of the curve, evenly spread."""
    ordered = sorted(coverage)
    if len(ordered) <= SHOWN_LINES:
        return ordered
    step = (len(ordered) - 1) / (SHOWN_LINES - 1)
    return [ordered[round(at * step)] for at in range(SHOWN_LINES)]


def _confirmed() -> dict[str, int]:
    rows = Taught.objects.exclude(said="").filter(topic__in=TOPICS)
    return dict(rows.values_list("topic").annotate(n=Count("pk")).order_by())


def _asked(here: Here, topic: str) -> dict[str, Any]:
    """What is asked before it is done: what answers now, and what would."""
    return {"name": topic_said(topic, here.language), "now": versions.in_force().get(topic)}


def _progress(here: Here) -> dict[str, Any]:
    found = training_now.progress()
    running = found is not None and found.finished_at is None and not found.failed
    done = [(topic_said(one.topic, here.language), one, Text(one.zh, one.en)) for one in found.done] if found else []
    return {
        "progress": found,
        "running": running,
        "done": done,
        "learning": topic_said(found.topic, here.language) if found is not None and found.topic else "",
        "topics": len(TOPICS),
    }
