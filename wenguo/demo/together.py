"""The kettles handled as one matter: made a group, one voice told apart from what each wants, a position, call-backs."""

from __future__ import annotations

from datetime import datetime, timedelta

from wenguo import verbs as v
from wenguo.advising import grouping
from wenguo.advising import together as doing
from wenguo.demo.batch import BUYERS
from wenguo.demo.organisation import Cast
from wenguo.demo.telling import Change, Telling
from wenguo.models import Complaint, Group
from wenguo.queries.seeing import asker

_FIRST = (
    "K-17 第二批的温控片装反了，是我们的错。这一批全部下架；退全款，不用寄回；烫伤的凭票赔医药费。"
    "退一赔三、精神损失由各人自己提出，逐件按事实和法律答复，不一概答应，也不一概拒绝。"
)
_NOW = (
    "K-17 第二批（底部批号 0925 起）的温控片装反了，是我们的错。全部下架，供应商已停线；退全款，不用寄回；烫伤的凭票赔医药费。"
    "其他诉求由各人自己提出，逐件按事实和法律答复：不因为谁说得多就多，说得少就少。"
)
_CHANGED = "K-17 第二批已全部下架，改装合格的温控片，每只出厂前加测三次断电。旧壶请不要再插电。"
_ANOTHER = "kettle-22"  # bought before the batch that is at fault
_CALLED = {20: "tang.yi", 23: "song.jie", 26: "tang.yi"}


def changes(cast: Cast, now: datetime) -> list[Change]:
    """What the head of the shop did, some days ago and since."""
    first = now - timedelta(days=2, hours=12)
    return [
        Change(first, lambda telling: _gathered(telling, cast, first)),
        Change(now - timedelta(hours=20), lambda telling: _went_on(telling, cast, now - timedelta(hours=20))),
    ]


def _ids(telling: Telling) -> dict[int, int]:
    numbers = {n: telling.numbers[f"kettle-{n:02d}"] for n in range(1, BUYERS + 1)}
    found = dict(Complaint.objects.filter(number__in=numbers.values()).values_list("number", "pk"))
    return {n: found[number] for n, number in numbers.items()}


def _gathered(telling: Telling, cast: Cast, at: datetime) -> None:
    head = asker(cast.id("luo.qing"), "web")
    ids = _ids(telling)
    group = grouping.begin(head, at, list(ids.values()))
    doing.say(head, at, group, doing.POSITION, _FIRST)
    for number, role in ((19, "spokesperson"), (3, "representative"), (8, "affected")):
        telling.act(
            v.Join(group=group, role=role),
            telling.numbers[f"kettle-{number:02d}"],
            telling.by("luo.qing"),
            at + timedelta(minutes=3),
        )


def _went_on(telling: Telling, cast: Cast, at: datetime) -> None:
    head = asker(cast.id("luo.qing"), "web")
    ids = _ids(telling)
    group = Group.objects.get(state="confirmed", members__complaint=ids[1]).pk
    doing.say(head, at, group, doing.POSITION, _NOW)
    doing.say(head, at, group, doing.FIX, _CHANGED)
    wanted = [(ids[n], cast.id(who), at + timedelta(hours=26)) for n, who in _CALLED.items()]
    doing.call_back(head, at, group, wanted, "回电说明批号怎么看、退款何时到账，听听还有什么没说到")
    telling.act(
        v.Consent(what="represent", agreed=True, words="电话里说：小郝代表我就行，钱的事问我本人。（录音 7731）"),
        telling.numbers["kettle-05"],
        telling.by("tang.yi"),
        at + timedelta(minutes=20),
    )
    telling.act(
        v.Leave(reason="not_this_matter"),
        telling.numbers[_ANOTHER],
        telling.by("luo.qing"),
        at + timedelta(minutes=35),
    )
