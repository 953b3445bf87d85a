"""Nobody is alarmed at night, whatever the clocks of the zone do; programs do not sleep; history stays silent."""

from datetime import UTC, datetime, time
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wenguo.complaint import Complaint
from wenguo.events import EVENTS, Chased, ClockOverrun, Followed
from wenguo.rules import following

ZONES = (
    *("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo"),
    *("Asia/Tehran", "Pacific/Apia", "Africa/Casablanca", "UTC"),
)
MOMENTS = st.integers(946_684_800, 2_051_222_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
HOURS = st.times(timezones=st.none()).map(lambda t: f"{t.hour:02}:{t.minute:02}")


def policy(hours: tuple[str, str] | None, zone: str) -> Any:
    return SimpleNamespace(quiet_hours=hours, calendar=SimpleNamespace(time_zone=zone))


@given(MOMENTS, st.tuples(HOURS, HOURS), st.sampled_from(ZONES))
@example(datetime(2025, 11, 2, 6, 10, tzinfo=UTC), ("22:00", "01:30"), "America/New_York")  # 01:10 for the second time
@example(datetime(2025, 3, 9, 4, 0, tzinfo=UTC), ("22:00", "02:30"), "America/New_York")  # ends in the hour left out
def test_no_alarm_sounds_in_quiet_hours_and_none_before_its_time(
    at: datetime, hours: tuple[str, str], zone: str
) -> None:
    begins, ends = (time.fromisoformat(one) for one in hours)
    moment = following.not_before("alarm", at, policy(hours, zone))
    assert moment >= at
    assert not following.is_quiet(moment.astimezone(ZoneInfo(zone)).time(), begins, ends)
    if not following.is_quiet(at.astimezone(ZoneInfo(zone)).time(), begins, ends):
        assert moment == at
    assert (moment - at).total_seconds() <= 26 * 3600


@given(MOMENTS, st.sampled_from(ZONES))
def test_webhooks_do_not_sleep(at: datetime, zone: str) -> None:
    assert following.not_before("webhook", at, policy(("00:00", "23:59"), zone)) == at


def test_a_pack_without_quiet_hours_alarms_at_once() -> None:
    at = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
    assert following.not_before("alarm", at, policy(None, "Asia/Shanghai")) == at


def test_an_evening_alarm_waits_for_the_morning() -> None:
    at = datetime(2026, 3, 2, 23, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    morning = datetime(2026, 3, 3, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert following.not_before("report_up", at, policy(("21:00", "08:00"), "Asia/Shanghai")) == morning


def test_history_starts_nothing() -> None:
    assert following.follows(Chased(), Complaint(number="n", live=True), webhooks=True) == ("alarm", "watch", "webhook")
    assert following.follows(Chased(), Complaint(number="n", live=False), webhooks=True, later=False) == ()


def test_quiet_lines_stay_inside_but_for_what_partners_want_to_know() -> None:
    live = Complaint(number="n", live=True)
    assert following.follows(Followed(account=1), live, webhooks=True) == ()
    assert following.follows(ClockOverrun(clock=1), live, webhooks=True) == ("alarm", "watch", "webhook")
    assert following.follows(ClockOverrun(clock=1), live, webhooks=False) == ("alarm", "watch")


@pytest.mark.parametrize("name", sorted({*following.FOLLOWS, *following.TOLD_OUTSIDE}))
def test_the_table_names_only_events_there_are(name: str) -> None:
    assert name in EVENTS
