"""The lexicon editor: a code's cues shown, changed, tried on past texts before they are kept, and put back."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from wenguo.advice import cues as writing
from wenguo.advising import lexicons as kept
from wenguo.advising.wording import said, topic_said
from wenguo.advising.words import names as named
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.faces.web.office.lexicons import LEXICONS, LISTS, Entry, entries, entry, word_lists, wrong
from wenguo.models import Change
from wenguo.pages.asking import who, whole_number
from wenguo.queries import past_words
from wenguo.queries.people import names
from wenguo.text import Text
from wenguo.verbs import Refused

LOOKED_AT = 300  # past texts that a change is tried on
SHOWN = 50  # of those that would change
SECONDS = 15.0
MOST_NEW, LONGEST_CUE = 200, 400


@section("cues")
def cues(here: Here) -> HttpResponse:
    """All codes of a lexicon, or those that somebody looks for."""
    asked = here.request.GET
    wanted = asked.get("q", "").strip()[:100]
    lexicon = asked.get("of", "") if asked.get("of", "") in LEXICONS else "causes"
    found = entries(kept.own(), None if wanted else lexicon)
    if wanted:
        found = [one for one in found if one.has(wanted.lower())]
    groups = [(LEXICONS[name], name, [one for one in found if one.lexicon == name]) for name in LEXICONS]
    return here.page(
        "cues",
        groups=[group for group in groups if group[2]],
        lexicon=lexicon,
        lexicons=list(LEXICONS.items()),
        wanted=wanted,
    )


@section("cues")
def code(here: Here) -> HttpResponse:
    """One code's cues; what is sent is tried on past texts, then kept."""
    given = here.request.POST if here.is_post else here.request.GET
    own = kept.own()
    found = entry(own, given.get("lexicon", ""), given.get("code", ""))
    if found is None:
        if not here.is_post:
            return seen(reverse("office_cues"))
        raise Refused(Text("没有这个代码。", "There is no such code."), code="unseen")
    if not here.is_post:
        return _page(here, found, _lists(found, found.own, {}, {}))
    here.who.must_administer(None)
    return _tried(here, found, own)


@section("cues")
def undo(here: Here) -> HttpResponse:
    """Put a code's cues back as they were before one change."""
    if not here.is_post:
        return seen(reverse("office_cues"))
    here.who.must_administer(None)
    number = whole_number(here.request.POST.get("number"))
    row = Change.objects.filter(pk=number or 0, what="lexicon").first()
    if row is None:
        raise Refused(Text("没有这条更改。", "There is no such change."), code="unseen")
    lexicon, _, name = row.target.partition("/")
    to = _to(lexicon, name)
    return here.act(
        lambda: kept.change(here.who, here.at, lexicon, name, row.before or {}), to, "已改回。", "It is as it was."
    )


def _tried(here: Here, found: Entry, own: kept.Changes) -> HttpResponse:
    """What was sent: refused beside its field, shown with what it would change, or kept."""
    post = here.request.POST
    typed = {name: post.get(f"add_{name}", "").replace("\x00", "") for name in LISTS}
    wanted, troubles = _wanted(here, found, typed)
    lists = _lists(found, wanted, typed if troubles else {}, troubles)
    if troubles:
        return _page(here, found, lists, status=422)
    mark = _mark(wanted)
    if wanted == found.own:
        here.tell("没有改动。", "Nothing was changed.")
        return seen(_to(found.lexicon, found.code))
    if post.get("act") == "save" and post.get("seen") == mark:
        kept.change(here.who, here.at, found.lexicon, found.code, wanted)
        return here.done("已保存，新的建议按它来。", "Saved; new proposals go by it.", _to(found.lexicon, found.code))
    after = {name: dict(codes) for name, codes in own.items()}
    after.setdefault(found.lexicon, {})[found.code] = wanted
    try:
        shown = (_preview_replies if found.lexicon == kept.REPLIES else _preview)(here, after)
    except Refused as refused:
        return _page(here, found, lists, trouble=refused.text, status=422)
    return _page(here, found, lists, preview=shown, seen=mark, again=post.get("act") == "save")


def _wanted(here: Here, found: Entry, typed: dict[str, str]) -> tuple[dict[str, list[str]], dict[str, Text]]:
    """The organisation's changes to a code as the form has them, and what is wrong with which list."""
    wanted: dict[str, list[str]] = {}
    troubles: dict[str, Text] = {}
    for name in LISTS:
        keep = list(dict.fromkeys(here.request.POST.getlist(f"keep_{name}")))
        pack = found.pack.get(name, [])
        mine = [one for one in keep if one not in pack]  # kept before, or tried just now
        new = list(dict.fromkeys([*mine, *writing.split(typed[name])]))
        added = [one for one in new if one not in pack]
        if added:
            wanted[f"add_{name}"] = added
        if removed := [one for one in pack if one not in keep and one not in new]:
            wanted[f"remove_{name}"] = removed
        if len(new) > MOST_NEW or any(len(one) > LONGEST_CUE for one in new):
            troubles[name] = Text(
                f"一次最多 {MOST_NEW} 条，每条最多 {LONGEST_CUE} 字；用逗号或换行分开。",
                f"At most {MOST_NEW} at a time, of {LONGEST_CUE} characters; put commas or new lines between.",
            )
        elif (trouble := wrong(found.lexicon, name, new)) is not None:
            troubles[name] = trouble
    return wanted, troubles


def _preview(here: Here, after: kept.Changes) -> dict[str, Any]:
    """What these cues would propose otherwise in past texts, as a page shows it."""
    past = past_words.latest(who(here.request), LOOKED_AT)
    found = kept.preview(after, [one.words for one in past], SECONDS)
    if found is None:
        return {"looked_at": len(past), "unknown": True}
    shown = _rows(
        past, {at: [_line(here, one) for one in found.seen if one.at == at] for at in {one.at for one in found.seen}}
    )
    models = [topic_said(one, here.language) for one in found.models]
    return {**shown, "models": models, "alone": len({one.at for one in found.alone})}


def _preview_replies(here: Here, after: kept.Changes) -> dict[str, Any]:
    """What these wordings would find otherwise in replies that were sent."""
    past = past_words.latest_replies(who(here.request), LOOKED_AT)
    found = kept.preview_replies(after, [one.words for one in past], SECONDS)
    if found is None:
        return {"looked_at": len(past), "unknown": True, "replies": True}
    lines: dict[int, list[tuple[str, str, str]]] = {}
    for one in found:
        says, none = f"“{one.words}”", here.say(Text("不提", "not told"))
        line = (here.say(Text(*one.name)), none, says) if one.comes else (here.say(Text(*one.name)), says, none)
        lines.setdefault(one.at, []).append(line)
    return {**_rows(past, lines), "replies": True}


def _rows(past: list[past_words.Past], lines: dict[int, list[tuple[str, str, str]]]) -> dict[str, Any]:
    rows = [{"past": past[at], "lines": lines[at]} for at in sorted(lines)[:SHOWN]]
    return {"looked_at": len(past), "changed": len(lines), "rows": rows, "more": max(0, len(lines) - SHOWN)}


def _line(here: Here, one: kept.Difference) -> tuple[str, str, str]:
    def words(label: str | None) -> str:
        if label is None:
            return here.say(Text("没有建议", "no proposal"))
        name = named().get((one.topic, label))
        return here.say(name) if name is not None else said(one.topic, label, here.language)

    return topic_said(one.topic, here.language), words(one.before), words(one.after)


def _lists(
    found: Entry, wanted: dict[str, list[str]], typed: dict[str, str], troubles: dict[str, Text]
) -> list[dict[str, Any]]:
    """Each list as the page shows it: its cues, which are struck out, which are the organisation's own."""
    shown = []
    for name, title in LISTS.items():
        pack, gone = found.pack.get(name, []), set(wanted.get(f"remove_{name}", []))
        # what stands in the field again, because it cannot be read, is not shown as a cue as well
        held = writing.split(typed.get(name, ""))
        added = [one for one in wanted.get(f"add_{name}", []) if one not in held]
        known = found.own.get(f"add_{name}", [])
        added += [one for one in known if one not in added]
        shown.append(
            {
                "name": name,
                "title": title,
                "english": name.endswith("en"),
                "plain": name in {"zh", "en"},
                "cues": [{"cue": one, "own": True, "on": one in wanted.get(f"add_{name}", [])} for one in added]
                + [{"cue": one, "own": False, "on": one not in gone} for one in pack],
                "typed": typed.get(name, ""),
                "wrong": troubles.get(name),
            }
        )
    return shown


def _page(
    here: Here,
    found: Entry,
    lists: list[dict[str, Any]],
    *,
    status: int = 200,
    trouble: Text | None = None,
    preview: dict[str, Any] | None = None,
    seen: str = "",
    again: bool = False,
) -> HttpResponse:
    changes = list(Change.objects.filter(what="lexicon", target=f"{found.lexicon}/{found.code}").order_by("-id")[:10])
    rarer = [one for one in lists if not one["plain"]]
    return here.page(
        "cue",
        status=status,
        entry=found,
        lexicon_name=LEXICONS[found.lexicon],
        lists=[one for one in lists if one["plain"]],
        rarer=rarer,
        rarer_open=any(one["wrong"] for one in rarer),
        word_lists=[(name, ", ".join(words[:12]), len(words)) for name, words in word_lists(found.lexicon).items()],
        preview=preview,
        seen=seen,
        again=again,
        trouble=trouble,
        may=here.who.may_change(None),
        changes=[_change(one) for one in changes],
        names=names(one.account_id for one in changes),
        looked_at=LOOKED_AT,
    )


def _change(row: Change) -> dict[str, Any]:
    """One change as cues that came and cues that went."""
    before, after = row.before or {}, row.after or {}
    came: list[str] = []
    went: list[str] = []
    for name in LISTS:
        added, removed = f"add_{name}", f"remove_{name}"
        came += [one for one in after.get(added, []) if one not in before.get(added, [])]
        came += [one for one in before.get(removed, []) if one not in after.get(removed, [])]
        went += [one for one in before.get(added, []) if one not in after.get(added, [])]
        went += [one for one in after.get(removed, []) if one not in before.get(removed, [])]
    return {"row": row, "came": came, "went": went}


def _mark(wanted: dict[str, list[str]]) -> str:
    """Tells one change from another, so that nothing is kept but what was tried."""
    return hashlib.sha256(msgspec.json.encode(wanted, order="sorted")).hexdigest()[:16]


def _to(lexicon: str, name: str) -> str:
    return f"{reverse('office_cue')}?{urlencode({'lexicon': lexicon, 'code': name})}"
