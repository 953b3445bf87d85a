"""The clock's round: everything that ran out is written once, whoever else ticks; nothing is looked at for ever."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.stories import T0, Office, Story, founded
from wenguo import models, ticking
from wenguo.perform import CLOCK, folded, perform
from wenguo.ticking import Ticked, tick
from wenguo.verbs import Lapse, Refused

LONG = timedelta(days=100)


def log_lines() -> int:
    return models.Line.objects.count()


def away(office: Office, name: str, deputy: str, begins: datetime, **span: float) -> None:
    account = office.people[name]
    account.away_from, account.away_until = begins, begins + timedelta(**span)
    account.deputy = office.people[deputy]
    account.save()


def disable(office: Office, name: str) -> None:
    models.Account.objects.filter(pk=office.people[name].pk).update(is_active=False)


@pytest.mark.row("M14")
def test_clocks_and_promises_run_out_in_one_tick_and_the_second_finds_nothing(story: Story) -> None:
    story.recorded().promised(hours=2)
    at = T0 + LONG
    first = tick(at)
    assert (first.looked, first.lapsed, first.broken) == (1, 1, [])
    assert story.happened.count("PromiseBroken") == 1
    assert story.happened.count("ClockOverrun") == len([c for c in story.complaint.clocks if c.ours])
    lines = log_lines()
    assert first.events == lines - story.happened.index("Promised") - 1
    assert tick(at) == Ticked()
    assert log_lines() == lines


def test_history_lapses_silently(story: Story) -> None:
    story.recorded(by="bob", live=False)
    assert tick(T0 + LONG).lapsed == 1
    assert not models.Reaction.objects.exists()


def test_an_idle_tick_writes_nothing_and_asks_three_small_questions(story: Story) -> None:
    story.recorded()
    with CaptureQueriesContext(connection) as asked:
        assert tick(story.at) == Ticked()
    assert len(asked) == 3
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # a table of one row is read whole whatever its indexes
        cursor.execute(explain + asked[0]["sql"])
        plan = str(cursor.fetchall())
    assert "next_moments" in plan


def test_a_limit_is_kept_and_the_rest_comes_next(office: Office) -> None:
    for _ in range(7):
        Story(office).recorded()
    assert [tick(T0 + LONG, limit=5).looked, tick(T0 + LONG, limit=5).looked, tick(T0 + LONG).looked] == [5, 2, 0]


def test_a_stop_ends_the_round_between_two_batches(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "BATCH", 2)
    for _ in range(5):
        Story(office).recorded()
    rounds: list[int] = []
    tick(T0 + LONG, progress=lambda done: rounds.append(done.looked), stopped=lambda: bool(rounds))
    assert rounds == [2]


def test_a_broken_complaint_is_told_of_once_and_hinders_no_other(office: Office) -> None:
    broken, whole = Story(office).recorded(), Story(office).recorded()
    models.Complaint.objects.filter(number=broken.number).update(head="0" * 64)
    first = tick(T0 + LONG)
    assert (first.looked, first.lapsed) == (2, 1)
    assert len(first.broken) == 1
    assert first.broken[0].startswith(f"{broken.number}: Broken")
    assert whole.complaint.clocks[0].overrun_at is not None
    assert tick(T0 + LONG).looked == 1


def test_a_moment_that_stays_past_is_looked_at_once_a_call(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lapse, "decide", lambda *_: [])
    story.recorded()
    assert tick(T0 + LONG) == Ticked(looked=1)


@pytest.mark.row("M37")
class TestOwnership:
    def test_a_disabled_owners_complaint_passes_to_the_head_once(self, story: Story, office: Office) -> None:
        story.recorded()
        disable(office, "ann")
        assert tick(story.at).events == 1
        assert story.complaint.owner == office.bob.pk
        assert tick(story.at) == Ticked()

    def test_two_machines_do_not_pass_it_up_twice(self, story: Story, office: Office) -> None:
        office.main.head = office.dan
        office.main.save()
        story.recorded()
        disable(office, "ann")
        one, other = ticking._Owners(story.at), ticking._Owners(story.at)
        other._owners = [office.ann.pk, office.bob.pk]  # it saw them before the first acted
        done = Ticked()
        assert one.batch(10, done)
        assert not other.batch(10, done)
        with pytest.raises(Refused):
            story.does("devolve", "clock")
        assert story.complaint.owner == office.bob.pk

    def test_where_there_is_no_head_nothing_is_tried(self, story: Story, office: Office) -> None:
        story.does("record", "tom", words="保养后有异响")
        disable(office, "tom")
        assert tick(story.at) == Ticked()

    def test_closed_complaints_stay_with_who_owned_them(self, story: Story, office: Office) -> None:
        story.recorded().answered().accepted().closed()
        disable(office, "ann")
        assert tick(story.at) == Ticked()

    def test_what_falls_due_in_an_absence_is_offered_to_the_deputy_at_once(self, story: Story, office: Office) -> None:
        story.recorded()
        away(office, "ann", "eve", story.at, days=3)
        assert tick(story.at).events == 1
        assert story.row.offered_to == office.eve.pk
        assert story.complaint.owner == office.ann.pk
        assert tick(story.at) == Ticked()

    def test_what_falls_due_after_it_is_left_alone(self, story: Story, office: Office) -> None:
        story.recorded()
        away(office, "ann", "eve", story.at, hours=1)
        assert tick(story.at) == Ticked()

    def test_an_offer_turned_back_by_the_deputy_is_not_made_again_at_every_tick(
        self, story: Story, office: Office
    ) -> None:
        story.recorded()
        away(office, "ann", "eve", story.at, days=3)
        tick(story.at)
        story.turned_back(by="eve")
        assert tick(story.at) == Ticked()
        assert perform(Lapse(), story.number, CLOCK, story.at).events == []

    def test_a_deputy_complained_of_is_not_offered_it(self, story: Story, office: Office) -> None:
        story.recorded(concerned=(office.eve.pk,))
        away(office, "ann", "eve", story.at, days=3)
        assert tick(story.at).events == 0

    def test_a_promise_broken_after_closing_offers_nothing(self, story: Story, office: Office) -> None:
        story.recorded().answered().accepted().closed().promised(hours=1)
        away(office, "ann", "eve", story.at, days=3)
        tick(story.at + timedelta(hours=2))
        assert story.happened[-1] == "PromiseBroken"

    def test_an_unanswered_offer_goes_up_head_by_head_and_then_back(self, story: Story, office: Office) -> None:
        office.main.head = office.dan
        office.main.save()
        story.recorded().handed_over(to="eve")
        offered = []
        for day in range(1, 6):
            tick(story.at + timedelta(days=day, hours=day))
            offered.append(story.row.offered_to)
        assert offered == [office.bob.pk, office.dan.pk, None, None, None]
        assert story.complaint.owner == office.ann.pk
        assert story.happened.count("TurnedBack") == 1

    def test_an_offer_to_the_head_goes_to_the_head_above(self, story: Story, office: Office) -> None:
        office.main.head = office.dan
        office.main.save()
        story.recorded().handed_over(to="bob")
        tick(story.at + timedelta(days=2))
        assert story.row.offered_to == office.dan.pk

    def test_without_any_head_an_unanswered_offer_ends(self, story: Story, office: Office) -> None:
        story.does("record", "tom", words="保养后有异响").does("hand_over", "tom", to=office.local.pk)
        tick(story.at + timedelta(days=2))
        assert story.happened[-1] == "TurnedBack"
        assert story.complaint.hand_over is None

    def test_an_owner_complained_of_does_not_get_it_back(self, story: Story, office: Office) -> None:
        story.recorded(concerned=(office.ann.pk,))
        assert story.row.offered_to == office.bob.pk
        tick(story.at + timedelta(days=2))
        assert story.complaint.owner == office.bob.pk


def test_a_tick_agrees_with_the_door(story: Story) -> None:
    story.recorded()
    at = T0 + LONG
    tick(at)
    assert perform(Lapse(), story.number, CLOCK, at).events == []


@pytest.mark.all
def test_many_processes_tick_at_once_and_each_thing_is_written_once(committing: Path | None) -> None:
    office = founded()
    stories = [Story(office).recorded().promised(hours=2) for _ in range(60)]
    at = T0 + LONG
    code = (
        "import django; django.setup()\n"
        "from datetime import datetime\n"
        "from wenguo.ticking import tick\n"
        "import sys\n"
        "done = tick(datetime.fromisoformat(sys.argv[1]))\n"
        "print(done.events, len(done.broken))\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "wenguo.settings", "WENGUO_DATABASE_URL": _url(committing)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, at.isoformat()],
            env=environment,
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    told = [one.communicate(timeout=100)[0].split() for one in running]
    assert [one.returncode for one in running] == [0, 0, 0]
    before = 60 * sum(name not in {"ClockOverrun", "PromiseBroken", "ClockWarned"} for name in stories[0].happened)
    assert sum(int(events) for events, _ in told) == log_lines() - before
    assert all(broken == "0" for _, broken in told)
    for story in stories:
        assert story.happened.count("PromiseBroken") == 1
        c = folded(story.row.pk)
        assert c is not None
        assert story.happened.count("ClockOverrun") == sum(clock.ours for clock in c.clocks)


def _url(file: Path | None) -> str:
    if file is not None:
        return f"sqlite://{file}"
    s = connection.settings_dict
    return f"postgres://{s['USER']}:{s['PASSWORD']}@{s['HOST']}:{s['PORT']}/{s['NAME']}"
