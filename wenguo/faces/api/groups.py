"""Groups of one matter over the API: which there are, one with its reasons, and what a head or quality says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from wenguo.advising import grouping, together
from wenguo.advising.together import MOST_TOLD, MOST_WORDS
from wenguo.faces.api import bodies
from wenguo.faces.api.keys import Caller, caller
from wenguo.faces.api.problems import Problem, language
from wenguo.pages import telling_each
from wenguo.queries import groups as found
from wenguo.queries import people
from wenguo.queries.groups_told import handled, told, told_whole
from wenguo.queries.numbers import normalised
from wenguo.queries.seeing import Asker, asker
from wenguo.text import Text
from wenguo.verbs import Refused
from wenguo.verbs._verb import MOST_NUMBER
from wenguo.verbs.filled import filled

MOST_LISTED, MOST_PARTED = 100, 400
Number = Annotated[str, Field(min_length=1, max_length=60, description="投诉编号 | complaint number")]


class WantedGroups(Schema):
    """Which groups are asked for."""

    state: Literal["forming", "confirmed", "dismissed"] | None = Field(
        None, description="状态，缺省为不含“不再关注” | state; else all but the dismissed"
    )
    limit: int = Field(20, ge=1, le=MOST_LISTED, description="条数 | how many")


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid")


class GroupConfirm(_Said):
    """These complaints are one matter: later ones that are alike are put with them."""


class GroupDismiss(_Said):
    """This is no group worth watching: it is announced no more."""


class GroupMerge(_Said):
    """Another group is the same matter; it goes into this one."""

    other: int = Field(ge=1, le=MOST_NUMBER, description="另一个群体 | the other group's id")


class GroupSplit(_Said):
    """Some complaints are another matter; they become a group of their own."""

    numbers: list[Number] = Field(
        min_length=1, max_length=MOST_PARTED, description="另成一个群体的投诉 | complaints to part from the rest"
    )


class GroupRemove(_Said):
    """One complaint does not belong here, and will not come back by itself."""

    number: Number


class GroupAdd(_Said):
    """One more complaint belongs here, whatever its words."""

    number: Number


class GroupBegin(_Said):
    """These complaints are one matter, whatever advice found: a group of them, confirmed at once."""

    numbers: list[Number] = Field(
        min_length=2, max_length=MOST_PARTED, description="归成一个群体的投诉 | complaints that are one matter"
    )


class GroupReopen(_Said):
    """The last word on it is taken back: it forms again, and each complaint's log tells that it left."""


class GroupPosition(_Said):
    """What we say of the matter, the same to everybody; earlier versions stay."""

    words: str = Field(min_length=1, max_length=MOST_WORDS, description="共同立场 | our position")


class GroupChange(_Said):
    """What we changed; told to members by `tell`."""

    words: str = Field(min_length=1, max_length=MOST_WORDS, description="我们改了什么 | what we changed")


class GroupCall(_Said):
    """One call-back: to which complaint, by whom (else you)."""

    number: Number
    caller: int | None = Field(None, ge=1, le=MOST_NUMBER, description="谁打，缺省为本人 | who calls, else you")


class GroupCalls(_Said):
    """Call-backs until one moment, each a promise in that complaint's own ledger."""

    calls: list[GroupCall] = Field(min_length=1, max_length=MOST_TOLD, description="给谁打 | whom to call")
    due_at: AwareDatetime = Field(description="最晚何时 | by when")
    what: str = Field(min_length=1, max_length=500, description="说什么 | what the call is about")


class GroupTell(_Said):
    """The newest word of what we changed, put into each member's own words and held for some seconds; one key, one telling."""

    key: UUID = Field(description="幂等键 | key of this telling")
    way: Literal["email", "sms", "portal"] | None = Field(
        None, description="方式，缺省为各人自己的联系方式 | way, else each one's own"
    )
    numbers: list[Number] | None = Field(
        None, max_length=MOST_TOLD, description="告知哪些，缺省为全部 | whom, else all you see"
    )


ACTS: dict[str, tuple[type[_Said], Text]] = {
    "confirm": (GroupConfirm, Text("确认是一件事", "confirm that it is one matter")),
    "dismiss": (GroupDismiss, Text("不再关注", "watch it no more")),
    "merge": (GroupMerge, Text("与另一个群体合并", "merge with another group")),
    "split": (GroupSplit, Text("分出另一件事", "part another matter from it")),
    "remove": (GroupRemove, Text("移出一件投诉", "take one complaint out")),
    "add": (GroupAdd, Text("加入一件投诉", "put one complaint in")),
    "reopen": (GroupReopen, Text("撤回上一次的决定", "take the last word back")),
    "position": (GroupPosition, Text("写下共同立场", "write down our position")),
    "change": (GroupChange, Text("写下我们改了什么", "write down what we changed")),
    "calls": (GroupCalls, Text("安排回电", "plan call-backs")),
    "tell": (GroupTell, Text("统一告知", "tell each member")),
}
FORMS: tuple[type[BaseModel], ...] = (*(form for form, _ in ACTS.values()), GroupBegin)
SCOPES = {
    "confirm": "confirm",
    "calls": "promise",
    "tell": "inform",
    "position": "join",
    "change": "join",
    "reopen": "join",
}


def show_groups(request: HttpRequest, wanted: Query[WantedGroups]) -> HttpResponse:
    """Groups with at least two complaints that you may see, those that grew last first; counts are of what you see."""
    who, ask = _asker(request, "read")
    is_on = grouping.is_given(who.account)
    rows = found.groups(ask, wanted.state, wanted.limit) if is_on else []
    return bodies.answer({"advised": is_on, "groups": [told(one, language()) for one in rows]})


def show_group(request: HttpRequest, group: str) -> HttpResponse:
    """One group: members with why each is in, near misses with why not, the words they share, how it grows."""
    who, ask = _asker(request, "read")
    _must_be_given(who)
    return bodies.answer(_shown(ask, _whole(ask, _number(group))))


def says(word: str) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view of one act on a group."""
    form, _ = ACTS[word]

    def view(request: HttpRequest, group: str) -> HttpResponse:
        # who may confirm advice may confirm this; every other act corrects what advice proposed
        who, ask = _asker(request, SCOPES.get(word, "overrule"))
        if request.body:
            bodies.media_type(request, bodies.JSON)
        said = filled(form, request.body or b"{}")
        _must_be_given(who)
        before = _whole(ask, _number(group))
        each: list[telling_each.Outcome] | None = None
        stays = before.group.id
        if isinstance(said, GroupCalls):
            each = _call(said, ask, who, before)
        elif isinstance(said, GroupTell):
            each = _tell(said, ask, who, before)
        else:
            stays = _done(said, ask, who, stays)
        whole = found.group(ask, stays)  # none where it dissolved: nothing but one complaint was left
        shown = _shown(ask, whole) if whole is not None else None
        answered = {"act": word, "id": stays, "group": shown}
        if each is not None:
            answered["each"] = [one.said(language()) for one in each]
        return bodies.answer(answered)

    view.__doc__ = form.__doc__
    return view


def _done(said: _Said, ask: Asker, who: Caller, group: int) -> int:
    """Do it; gives the group to go on with."""
    match said:
        case GroupMerge(other=other):
            theirs = found.group(ask, other)
            if theirs is None:
                raise Problem("field", grouping.unseen().text, field="other")
            return grouping.merge(ask, who.at, group, theirs.group.id)
        case GroupSplit(numbers=numbers):
            return grouping.split(ask, who.at, group, _named(ask, numbers, "numbers"))
        case GroupRemove(number=number):
            grouping.remove(ask, who.at, group, *_named(ask, [number], "number"))
        case GroupAdd(number=number):
            grouping.add(ask, who.at, group, *_named(ask, [number], "number"))
        case GroupReopen():
            grouping.reopen(ask, who.at, group)
        case GroupPosition(words=words):
            together.say(ask, who.at, group, together.POSITION, words)
        case GroupChange(words=words):
            together.say(ask, who.at, group, together.FIX, words)
        case GroupConfirm():
            grouping.confirm(ask, who.at, group)
        case _:
            grouping.dismiss(ask, who.at, group)
    return group


def begin_group(request: HttpRequest) -> HttpResponse:
    """A group made by hand."""
    who, ask = _asker(request, "join")
    bodies.media_type(request, bodies.JSON)
    said = filled(GroupBegin, request.body or b"{}")
    _must_be_given(who)
    made = grouping.begin(ask, who.at, _named(ask, said.numbers, "numbers"))
    return bodies.answer({"act": "begin", "id": made, "group": _shown(ask, _whole(ask, made))})


def _call(said: GroupCalls, ask: Asker, who: Caller, whole: found.Whole) -> list[telling_each.Outcome]:
    """Each call promised, or refused with its reason."""
    due_at = said.due_at.astimezone(UTC)
    wanted = [(_named(ask, [one.number], "calls")[0], one.caller or who.account, due_at) for one in said.calls]
    known = people.names(caller for _, caller, _ in wanted)
    if any(caller not in known for _, caller, _ in wanted):
        raise Problem("field", Text("没有这个账号。", "There is no such account."), field="caller")
    numbers = {one.id: one.number for one in whole.members}
    if any(one not in numbers for one, _, _ in wanted):
        raise Problem("field", Text("这件投诉不在群体里。", "That complaint is not in the group."), field="calls")
    return telling_each.call_each(ask, who.at, whole.group.id, wanted, said.what, numbers)


def _tell(said: GroupTell, ask: Asker, who: Caller, whole: found.Whole) -> list[telling_each.Outcome]:
    """Each one's message held, or refused with its reason."""
    members = {one.number: one.id for one in whole.members}
    chosen = {normalised(one) for one in said.numbers} if said.numbers is not None else set(members)
    if chosen - members.keys():
        raise Problem("field", Text("这件投诉不在群体里。", "That complaint is not in the group."), field="numbers")
    wanted = {number: members[number] for number in chosen}
    return telling_each.tell_each(ask, who.at, whole.group.id, said.key, wanted, said.way)


def _named(ask: Asker, numbers: list[str], field: str) -> list[int]:
    """The complaints of these numbers; what is not there is a fault of the field, not of the address."""
    try:
        return grouping.seen_by_number(ask, numbers)
    except Refused as refused:
        raise Problem("field", refused.text, field=field) from refused


def _whole(ask: Asker, group: int) -> found.Whole:
    whole = found.group(ask, group)
    if whole is None:
        raise grouping.unseen()
    return whole


def _shown(ask: Asker, whole: found.Whole) -> dict[str, Any]:
    ids = [one.id for one in whole.members]
    return {**told_whole(whole, language(), may_settle=grouping.may_settle(ask, ids)), "handling": handled(whole)}


def _asker(request: HttpRequest, scope: str) -> tuple[Caller, Asker]:
    who = caller(request)
    who.may(scope)
    if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path_info:
        raise Problem("field", Text("不能含有 NUL 字符。", "NUL characters cannot be asked for."))
    return who, asker(who.account, "api")


def _number(group: str) -> int:
    """The id in an address; what is none is an address of nothing."""
    if not (group.isascii() and group.isdecimal() and len(group) <= 15):
        raise grouping.unseen()
    return int(group)


def _must_be_given(who: Caller) -> None:
    if not grouping.is_given(who.account):
        raise Problem("unseen", Text("本单位已关闭群体的发现。", "Finding groups is switched off in your unit."))
