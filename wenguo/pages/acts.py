"""What one person can do to one complaint now: the actions with their reasons, and what is on its way.

A page that includes web/acting/actions.html, composer.html or sending.html puts `acting(request, whole, at)` into its
context, includes web/acting/head.html in its block `head` and web/acting/scripts.html in its block `scripts`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.http import HttpRequest
from django.urls import reverse

from wenguo.complaint import Complaint
from wenguo.pages import forms_composer
from wenguo.pages.asking import account
from wenguo.pages.forms_choices import policy_of
from wenguo.queries import office
from wenguo.queries import sending as on_the_way
from wenguo.queries.history import Whole
from wenguo.rules import likely, permissions
from wenguo.rules.approval import needs_second_person
from wenguo.rules.permissions import Actor
from wenguo.rules.policy import find
from wenguo.text import Text
from wenguo.verbs import VERBS

# How the actions are told apart where there are many: every verb that faces offer stands in one group.
GROUPS: tuple[tuple[Text, str], ...] = (
    (
        Text("办理", "Work"),
        "acknowledge assess declare investigate clarify offer agree turn_down redress submit approve reject answer promise keep",
    ),
    (Text("沟通", "Talk"), "ask hear tell inform reach attest enclose deposit describe move note protect"),
    (Text("他人", "Others"), "request remind recall deliver bring_in exchange conclude brief apologise"),
    (Text("归属", "Ownership"), "hand_over take_back take_over turn_back devolve follow"),
    (Text("时限", "Clocks"), "extend pause resume chase supervise weigh escalate report calm"),
    (Text("结果", "Outcome"), "accept dispute rate ask_review review decline refer withdraw close reopen"),
    (Text("行为", "Conduct"), "observe flag judge warn restrict lift appeal"),
    (
        Text("记录", "Record"),
        "involve withhold correct link unlink join leave consent split confirm overrule hold rekey erase",
    ),
)
AT_ONCE = 3  # how many likely ones stand as buttons before the list


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One verb as this person finds it: open, or closed with the reason; likely next, with the reason of that."""

    verb: str
    title: Text
    open: bool
    href: str
    why: Text | None = None
    likely: bool = False
    because: Text | None = None


def seen_by(actor: Actor, c: Complaint, at: datetime) -> likely.Seen:
    """The complaint as this actor stands to it."""
    policy = policy_of(c)
    rules = [(k, find(policy.valid, k.pack, k.rule)) for k in c.clocks if k.state == "running"]
    return likely.Seen(
        c=c,
        at=at,
        standings=permissions.standing(actor, c),
        ref=actor.ref,
        second=needs_second_person(c, policy),
        extendable=any(rule is not None and clock.extended < len(rule.extensions) for clock, rule in rules),
        pausable=any(rule is not None and rule.pauses for _, rule in rules),
    )


def actions(actor: Actor, c: Complaint, at: datetime) -> list[Action]:
    """Every verb offered to people: the likely first, then the open ones, then those not open, with the reason."""
    seen = seen_by(actor, c, at)
    nexts = {one.verb: one.because for one in likely.likely(seen)}
    listed = (word for _, words in GROUPS for word in words.split())
    order = [word for word in dict.fromkeys([*nexts, *listed]) if VERBS[word].offered]
    to = reverse("act", args=(c.number, "note")).removesuffix(
        "note/"
    )  # once: the addresses of the others differ in their word alone
    found = [_action(verb, actor, seen, nexts.get(verb), f"{to}{verb}/") for verb in order]
    return sorted(found, key=lambda one: (not one.likely, not one.open))


def closed_because(verb: str, actor: Actor, seen: likely.Seen) -> Text | None:
    """Why this actor cannot do this verb now; None where it can be tried."""
    closed = permissions.why_closed(verb, actor, seen.c)
    return _titled(closed.text, verb) if closed is not None else likely.waits(verb, seen)


def _titled(why: Text, verb: str) -> Text:
    """The reason with the verb's title for its word: people read titles."""
    title = VERBS[verb].title
    return Text(why.zh.replace(f" {verb}", f"“{title.zh}”"), why.en.replace(f" {verb} ", f" {title.en.lower()} "))


def _action(verb: str, actor: Actor, seen: likely.Seen, because: Text | None, href: str) -> Action:
    why = closed_because(verb, actor, seen)
    return Action(
        verb=verb,
        title=VERBS[verb].title,
        open=why is None,
        href=href,
        why=why,
        likely=why is None and because is not None,
        because=because if why is None else None,
    )


def grouped(found: list[Action]) -> list[tuple[Text, list[Action]]]:
    """These actions by group."""
    rest = {one.verb: one for one in found}
    return [
        (title, listed) for title, words in GROUPS if (listed := [rest[word] for word in words.split() if word in rest])
    ]


def acting(request: HttpRequest, whole: Whole, at: datetime, actor: Actor | None = None) -> dict[str, Any]:
    """The context of the parts above: `actions`, `sending`, and what the composer needs."""
    c, me = whole.complaint, account(request)
    actor = actor if actor is not None else office.actor(me, office.units()[c.unit], "web")
    found = actions(actor, c, at) if actor is not None else []
    first = [one for one in found if one.likely][:AT_ONCE]
    return {
        "c": c,
        "now": at,
        "actions": found,
        "likely_actions": first,
        "action_groups": grouped([one for one in found if one.open and one not in first]),
        "closed_actions": [one for one in found if not one.open],
        "sending": on_the_way.on_their_way(me, at, whole.id),
        "composer": forms_composer.composer(
            whole, me, at, {one.verb: one for one in found}, asked=request.GET.get("say", ""), actor=actor
        ),
    }


def sending(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """What I am sending, and what could not be sent, on all complaints: for the desk's banner."""
    return {"sending": on_the_way.on_their_way(account(request), at), "now": at}
