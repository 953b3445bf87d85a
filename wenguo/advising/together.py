"""A confirmed group handled as one matter: what we say of it, in versions; call-backs; one message told to all.

Each member keeps their own clocks, words and redress: what is done here is done to each complaint by its own verbs,
through the door, by whoever has the standing there; nothing is sent that somebody has not looked at.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from wenguo.advising import grouping
from wenguo.models import Complaint, Draft, GroupLesson, GroupWord
from wenguo.models.turn import turn
from wenguo.perform import By, perform
from wenguo.queries.seeing import Asker
from wenguo.text import Text
from wenguo.verbs import Inform, Promise, Refused

HELD_SECONDS = 15  # in which all of it can be taken back, as with a single message
MOST_TOLD = 200
MOST_WORDS = 8000
POSITION, FIX = "position", "fix"


class Message(NamedTuple):
    """What one member is told: the words as somebody looked at them, and by which way."""

    complaint: int
    number: str
    words: str
    way: str


class Refusal(NamedTuple):
    """A member to whom it could not be done, and why."""

    number: str
    why: Text


@transaction.atomic
def say(who: Asker, at: datetime, group: int, kind: str, words: str) -> GroupWord:
    """A new version of our position, or of what we changed; earlier versions stay, with who wrote them when."""
    row, _ = grouping.settled(who, group)
    text = words.strip()
    if not text or len(text) > MOST_WORDS:
        raise Refused(Text("请写 1 到 8000 字。", "Write between 1 and 8,000 characters."), code="field", field="words")
    newest = GroupWord.objects.filter(group=row, kind=kind).aggregate(newest=Max("version"))["newest"] or 0
    made = GroupWord.objects.create(group=row, kind=kind, version=newest + 1, words=text, at=at, account_id=who.account)
    grouping.told_lesson(who, at, "position" if kind == POSITION else "change", row, word=made.pk)
    return made


@transaction.atomic
def blank(who: Asker, at: datetime, group: int, word: int) -> None:
    """Erase the words of a version, as where somebody's name slipped in; that it was there stays."""
    row, _ = grouping.settled(who, group)
    if not GroupWord.objects.filter(pk=word, group=row).exclude(words=None).update(words=None):
        raise Refused(Text("没有这一版，或已删除。", "There is no such version, or it is erased."), code="field")
    grouping.told_lesson(who, at, "blank", row, word=word)


@transaction.atomic
def draft_each(who: Asker, at: datetime, group: int, texts: dict[int, str]) -> tuple[int, int]:
    """A draft of an answer for each owner in their own composer: (made, left alone because one was begun)."""
    row, members = grouping.settled(who, group)
    made = kept = 0
    owners = dict(Complaint.objects.filter(pk__in=set(texts) & members).values_list("pk", "owner_id"))
    for one in sorted(owners):
        if Draft.objects.filter(account=owners[one], complaint=one, state__in=("open", "sending")).exists():
            kept += 1
            continue
        Draft.objects.create(
            key=uuid.uuid4(),
            account_id=owners[one],
            complaint_id=one,
            kind="answer",
            body={"values": {"words": [texts[one]]}},
            created_at=at,
            changed_at=at,
        )
        made += 1
    grouping.told_lesson(who, at, "draft", row, complaints=sorted(owners))
    return made, kept


def call_back(
    who: Asker, at: datetime, group: int, wanted: Sequence[tuple[int, int, datetime]], what: str
) -> tuple[int, list[Refusal]]:
    """Promise each of these members a call, by whom and by when; gives how many, and who could not be promised one."""
    done, refused = [], []
    with turn(), transaction.atomic():
        row, members = grouping.settled(who, group)
        numbers = dict(Complaint.objects.filter(pk__in=members).values_list("pk", "number"))
        for one, caller, due_at in sorted(wanted):
            if one not in numbers:
                raise grouping.unseen()
            try:
                promised = perform(Promise(what=what, due_at=due_at), numbers[one], _by(who), at)
            except Refused as why:
                refused.append(Refusal(numbers[one], why.text))
                continue
            done.append({"complaint": one, "promise": len(promised.complaint.promises), "caller": caller})
        if done:
            grouping.told_lesson(who, at, "call", row, calls=done)
    return len(done), refused


def tell_all(
    who: Asker, at: datetime, group: int, key: uuid.UUID, messages: Sequence[Message]
) -> tuple[int, list[Refusal]]:
    """Hold these messages for their seconds; sent twice by one key, it is one. Gives how many, and who could not be told."""
    if len(messages) > MOST_TOLD:
        raise Refused(Text(f"一次至多告知 {MOST_TOLD} 件。", f"At most {MOST_TOLD} at once."), code="field")
    with turn(), transaction.atomic():
        row, members = grouping.settled(who, group)
        if GroupLesson.objects.filter(group=row, act="fix", body__key=str(key)).exists():
            return 0, []
        if {one.complaint for one in messages} - members:
            raise grouping.unseen()
        refused, held = [], []
        for one in sorted(messages):
            why = _why_not(one, who, at)
            if why is not None:
                refused.append(Refusal(one.number, why))
                continue
            held.append(_hold(one, who, at, key))
        if held:
            grouping.told_lesson(who, at, "fix", row, key=str(key), drafts=held)
    return len(held), refused


def take_back(who: Asker, group: int, key: uuid.UUID) -> tuple[int, int]:
    """Take back what has not gone out yet: (taken back, gone already). Only who sent it can."""
    with turn(), transaction.atomic():
        lesson = GroupLesson.objects.filter(group=group, act="fix", body__key=str(key), account=who.account).first()
        if lesson is None:
            raise grouping.unseen()
        drafts = Draft.objects.select_for_update().filter(key__in=lesson.body["drafts"], account=who.account)
        gone = sum(one.state == "sent" for one in drafts)
        back, _ = drafts.filter(state__in=("sending", "failed")).delete()
    return back, gone


def _why_not(one: Message, who: Asker, at: datetime) -> Text | None:
    """Do it and undo it at once: whatever would be refused is refused while its author is looking."""
    try:
        with transaction.atomic():
            perform(Inform(words=one.words, way=one.way), one.number, _by(who), at)
            transaction.set_rollback(True)
    except Refused as refused:
        return refused.text
    return None


def draft_key(key: uuid.UUID, number: str) -> uuid.UUID:
    """The key of one member's message in a telling: one key, one message."""
    return uuid.uuid5(key, number)


def _hold(one: Message, who: Asker, at: datetime, key: uuid.UUID) -> str:
    made = draft_key(key, one.number)
    Draft.objects.get_or_create(
        key=made,
        defaults={
            "account_id": who.account,
            "complaint_id": one.complaint,
            "kind": "inform",
            "body": {
                "values": {"words": [one.words], "way": [one.way]},
                "verb": {"words": one.words, "way": one.way},
            },
            "state": "sending",
            "send_at": at + timedelta(seconds=HELD_SECONDS),
            "created_at": at,
            "changed_at": at,
        },
    )
    return str(made)


def _by(who: Asker) -> By:
    return By(account=who.account, via=who.via)
