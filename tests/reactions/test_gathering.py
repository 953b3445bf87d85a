"""What nothing follows from is read for groups in small steps; by night the old is forgotten."""

import threading
from datetime import datetime, timedelta

import pytest

from tests.faces.api.test_groups import LIFTS, OTHERS
from tests.stories import T0, Office, Story
from wenguo.advising import arriving, switches
from wenguo.models import Alarm, GroupMember, GroupPrint, GroupTie, Reaction
from wenguo.models.prints import forget_rarity
from wenguo.queries.administrators import settler
from wenguo.reactions import gathering
from wenguo.reactions.gathering import gather
from wenguo.reactions.work import run_due

pytestmark = pytest.mark.row("M06")

DAY = timedelta(days=1)
SOON = T0 + DAY
ALL = len(OTHERS) + len(LIFTS)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_rarity()
    monkeypatch.setattr(gathering, "BREATH", 0.0)


def imported(office: Office) -> None:
    """Complaints as an import leaves them: nothing is planned of them."""
    for subject, words in (*OTHERS, *LIFTS):
        Story(office).recorded(words, subject=subject)
    Reaction.objects.all().delete()


def steps(at: datetime) -> int:
    """How many steps until there is nothing to do."""
    done = 0
    while gather(at, threading.Event()):
        done += 1
        assert done < 50
    return done


def test_an_import_is_grouped_step_by_step_and_then_nothing_is_done(
    office: Office, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: object
) -> None:
    imported(office)
    monkeypatch.setattr(gathering, "STEP", 6)
    stop = threading.Event()
    assert gather(SOON, stop), "the night's forgetting comes first"
    assert gather(SOON, stop)
    assert GroupPrint.objects.count() == 6
    assert steps(SOON) == 1
    assert GroupMember.objects.count() == 3
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert not gather(SOON, stop)


def test_what_came_since_is_read_and_what_reactions_will_read_is_left_to_them(office: Office) -> None:
    imported(office)
    steps(SOON)
    Story(office).recorded("快递把我的包裹弄丢了")
    assert not gather(SOON, threading.Event())
    assert GroupPrint.objects.count() == ALL
    Reaction.objects.all().delete()
    steps(SOON)
    assert GroupPrint.objects.count() == ALL + 1


def test_every_night_all_is_gone_through_anew(office: Office) -> None:
    imported(office)
    steps(SOON)
    one = GroupPrint.objects.order_by("pk").values_list("pk", flat=True)[0]
    arriving.forget(one, SOON)  # as a complaint that could not be read then
    assert steps(SOON + timedelta(hours=1)) == 0
    steps(SOON + DAY)
    assert GroupPrint.objects.filter(pk=one).exists()


def test_old_complaints_are_forgotten_and_their_groups_stay(office: Office) -> None:
    imported(office)
    steps(SOON)
    assert GroupTie.objects.exists()
    steps(SOON + 800 * DAY)
    assert not GroupPrint.objects.exists()
    assert not GroupTie.objects.exists()
    assert GroupMember.objects.count() == 3


def test_a_unit_that_switches_groups_off_is_not_read_and_forgotten_by_night(office: Office) -> None:
    imported(office)
    steps(SOON)
    who = settler(office.adm.pk)
    switches.switch(who, SOON, "groups", office.sec.pk, False)
    steps(SOON + DAY)
    assert not GroupMember.objects.exists()
    assert not GroupPrint.objects.exists()
    switches.switch(who, SOON, "groups", office.sec.pk, True)
    steps(SOON + 2 * DAY)
    assert GroupMember.objects.count() == 3


def test_one_that_cannot_be_read_stops_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(office)
    take, seen = arriving.take, []

    def breaks(one: int, at: datetime) -> int | None:
        seen.append(one)
        if len(seen) == 1:
            raise RuntimeError
        return take(one, at)

    monkeypatch.setattr(arriving, "take", breaks)
    steps(SOON)
    assert GroupPrint.objects.count() == ALL - 1
    assert len(seen) == ALL


def test_two_workers_do_not_take_the_same_step(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(office)
    steps(SOON)
    Story(office).recorded("快递把我的包裹弄丢了")
    Reaction.objects.all().delete()
    ran = []

    def step(place: object, at: datetime) -> bool:
        ran.append(gather(at, threading.Event()))  # the other worker, meanwhile
        return False

    monkeypatch.setattr(gathering, "_step", step)
    gather(SOON, threading.Event())
    assert ran == [False]


NEARLY = {
    "words": (
        "北湖花园3号楼停水三天了，物业不管",
        "北湖花园停水第三天，物业没人管",
        "我们北湖花园小区停水三天，物业电话打不通",
        "北湖花园3号楼又停水，三天没来水了",
        "停水三天了，北湖花园物业推脱",
    ),
    "copies": ("营业部系统升级导致无法登录，交易不了",) * 5,
    "english": (
        "The lift in Harbour House has been broken for a week",
        "Lift broken at Harbour House for over a week now",
        "Harbour House lift still broken, a week already",
        "The Harbour House lift does not work since last week",
        "Broken lift in Harbour House, nobody comes",
    ),
}
APART = (
    "北湖花园停水三天了，物业不管",
    "北湖花园电梯坏了一个月没人修",
    "北湖花园车位收费不合理，涨了一倍",
    "北湖花园门口垃圾成堆没人清",
)


@pytest.mark.parametrize("name", NEARLY)
def test_in_an_empty_house_the_first_arrivals_of_one_matter_come_together(office: Office, name: str) -> None:
    for words in NEARLY[name]:
        Story(office).recorded(words)
    Reaction.objects.all().delete()
    steps(SOON)
    assert GroupMember.objects.count() == 5
    assert GroupMember.objects.values("group").distinct().count() == 1


def test_in_an_empty_house_one_estate_is_not_one_matter(office: Office) -> None:
    for words in APART:
        Story(office).recorded(words)
    Reaction.objects.all().delete()
    steps(SOON)
    assert not GroupMember.objects.exists()


def test_heads_are_told_once_when_a_group_reaches_a_threshold(office: Office) -> None:
    """Twelve write of one lift: from ten people on it is told, by the tenth, and by none after."""
    forget_rarity()
    for at, (subject, words) in enumerate(OTHERS):
        arriving.take(Story(office, T0 + at * DAY).recorded(words, subject=subject).row.pk, T0 + at * DAY)
    Reaction.objects.all().delete()
    told = []
    for n in range(12):
        subject, words = LIFTS[n % len(LIFTS)]
        story = Story(office, T0 + 9 * DAY + timedelta(hours=3 * n)).recorded(words, subject=subject)
        run_due(story.at)
        told.append(Alarm.objects.filter(kind="GroupGrows", complaint__number=story.number).count())
    assert GroupMember.objects.count() == 12
    assert (sum(told), told[9]) == (1, 1)
    assert Alarm.objects.get(kind="GroupGrows").account == office.bob
