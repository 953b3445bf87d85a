"""Working time and due dates: 民法典 200-204, the State Council's notices, clock changes, the table's end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenguo.rules.calendar import ROLLOVERS, Calendar, Hours
from wenguo.rules.days import china_table

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = Calendar()
BRITAIN = Calendar("GB-ENG", "Europe/London")
DAYS = st.dates(date(2024, 1, 1), date(2026, 9, 30))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 9, 30), timezones=st.just(SHANGHAI))


def received(day: str, at: str = "10:00", zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=zone)


def days(calendar: Calendar, start: datetime, amount: int, unit: str, **how: object) -> tuple[str, str, bool]:
    due = calendar.add(start, amount, unit, **how)  # type: ignore[arg-type]
    zone = ZoneInfo(calendar.time_zone)
    return (
        due.due_at.astimezone(zone).date().isoformat(),
        due.due_rolled_at.astimezone(zone).date().isoformat(),
        due.provisional,
    )


@pytest.mark.parametrize(
    ("day", "amount", "unit", "due", "rolled"),
    [
        ("2026-02-10", 7, "wd", "2026-02-26", "2026-02-26"),
        ("2026-02-10", 15, "cd", "2026-02-25", "2026-02-25"),
        ("2026-04-29", 7, "wd", "2026-05-12", "2026-05-12"),
        ("2026-04-29", 60, "cd", "2026-06-28", "2026-06-29"),
        ("2026-09-28", 7, "wd", "2026-10-13", "2026-10-13"),
        ("2026-09-28", 15, "cd", "2026-10-13", "2026-10-13"),
        ("2026-09-18", 10, "cd", "2026-09-28", "2026-09-28"),
        ("2026-09-16", 15, "cd", "2026-10-01", "2026-10-08"),
        ("2026-02-07", 7, "cd", "2026-02-14", "2026-02-14"),  # a Saturday worked in exchange is no rest day
    ],
)
def test_the_days_of_the_facts_sheet_come_out(day: str, amount: int, unit: str, due: str, rolled: str) -> None:
    assert days(CHINA, received(day), amount, unit) == (due, rolled, False)


def test_the_table_agrees_with_an_independent_library_day_by_day() -> None:
    found = holidays.country_holidays("CN", years=range(2023, 2028))
    day = date(2024, 1, 1)
    while day <= date(2026, 12, 31):
        assert CHINA.is_working(day) == found.is_working_day(day), day
        statutory = day in found and not found[day].startswith("休息日")
        assert CHINA.is_statutory_holiday(day) == statutory, day
        day += timedelta(days=1)


def test_each_year_names_its_notice() -> None:
    table = china_table()
    assert set(table.years) == {"2024", "2025", "2026"}
    for year, entry in table.years.items():
        assert year in entry.notice.title
        assert entry.notice.number.startswith("国办发明电")
        assert entry.notice.dated.year == int(year) - 1


def test_a_make_up_day_is_always_a_weekend_and_never_off() -> None:
    for year in china_table().years.values():
        for day in year.make_up:
            assert day.weekday() in {5, 6}
            assert not any(period.first <= day <= period.last for period in year.periods)


def test_a_statutory_holiday_roll_ignores_weekends_and_moved_rest_days() -> None:
    # 2026-10-04 is a Sunday inside the holiday, but no statutory day.
    assert days(CHINA, received("2026-09-16"), 15, "cd", rollover="statutory_holiday_only")[1] == "2026-10-04"
    assert days(CHINA, received("2026-04-29"), 60, "cd", rollover="statutory_holiday_only")[1] == "2026-06-28"


def test_both_dates_are_the_same_without_rolling() -> None:
    assert days(CHINA, received("2026-04-29"), 60, "cd", rollover="none")[:2] == ("2026-06-28", "2026-06-28")


def test_the_first_day_counts_only_when_inclusive() -> None:
    assert days(CHINA, received("2026-03-02"), 5, "wd", inclusive=True)[0] == "2026-03-06"
    assert days(CHINA, received("2026-03-02"), 5, "wd")[0] == "2026-03-09"
    assert days(CHINA, received("2026-03-02"), 7, "cd", inclusive=True)[0] == "2026-03-08"
    assert days(CHINA, received("2026-03-02"), 1, "m", inclusive=True)[0] == "2026-04-01"


@pytest.mark.parametrize(
    ("day", "amount", "unit", "due"),
    [
        ("2026-01-31", 1, "m", "2026-02-28"),
        ("2024-01-31", 1, "m", "2024-02-29"),
        ("2024-02-29", 1, "y", "2025-02-28"),
        ("2026-11-30", 3, "m", "2027-02-28"),
        ("2026-03-31", 6, "m", "2026-09-30"),
    ],
)
def test_a_month_without_that_day_ends_on_its_last(day: str, amount: int, unit: str, due: str) -> None:
    assert days(CHINA, received(day), amount, unit, rollover="none")[0] == due


def test_nothing_is_added_for_the_same_day() -> None:
    assert days(CHINA, received("2026-10-04"), 0, "cd", rollover="none")[0] == "2026-10-04"
    assert days(CHINA, received("2026-10-04"), 0, "wd")[0] == "2026-10-04"


def test_a_day_limit_ends_with_the_last_second_of_its_local_day() -> None:
    due = CHINA.add(received("2026-03-02"), 1, "cd")
    assert due.due_at == datetime(2026, 3, 3, 15, 59, 59, tzinfo=UTC)


def test_the_day_of_receipt_is_the_local_one() -> None:
    late = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # already 3 March in Shanghai
    assert days(CHINA, late, 1, "cd")[0] == "2026-03-04"


def test_hours_are_exact_across_a_clock_change() -> None:
    start = received("2026-03-28", "12:00", ZoneInfo("Europe/London"))
    due = BRITAIN.add(start, 24, "h")
    assert due.due_at - start.astimezone(UTC) == timedelta(hours=24)
    assert due.due_at.astimezone(ZoneInfo("Europe/London")).hour == 13
    assert not due.provisional


@pytest.mark.parametrize(("day", "utc_hour"), [("2026-03-28", 22), ("2026-10-24", 23)])
def test_a_day_of_a_clock_change_ends_at_its_own_midnight(day: str, utc_hour: int) -> None:
    due = BRITAIN.add(received(day, zone=ZoneInfo("Europe/London")), 1, "cd", rollover="none")
    assert due.due_at.hour == utc_hour
    assert due.due_at.astimezone(ZoneInfo("Europe/London")).strftime("%H:%M:%S") == "23:59:59"


def test_a_midnight_that_comes_twice_ends_the_day_the_second_time() -> None:
    zone = ZoneInfo("America/Havana")  # clocks go back from 01:00 to 00:00
    santiago = Calendar("CL", "America/Santiago")  # clocks go back from 24:00 to 23:00
    due = santiago.add(received("2026-04-03", zone=ZoneInfo("America/Santiago")), 1, "cd", rollover="none")
    assert due.due_at.astimezone(ZoneInfo("America/Santiago")).fold == 1
    assert Calendar("CU", zone.key).add(received("2026-10-31", zone=zone), 1, "cd", rollover="none")


def test_bank_holidays_count_in_britain() -> None:
    start = received("2026-04-02", zone=ZoneInfo("Europe/London"))  # Maundy Thursday
    assert days(BRITAIN, start, 3, "bd") == ("2026-04-09", "2026-04-09", False)


def test_beyond_the_published_notices_a_date_is_provisional() -> None:
    assert CHINA.covers(date(2026, 12, 31))
    assert not CHINA.covers(date(2027, 1, 1))
    assert days(CHINA, received("2026-12-28"), 7, "wd")[2]
    assert days(CHINA, received("2026-12-28"), 15, "cd")[2]
    assert not days(CHINA, received("2026-12-01"), 15, "cd")[2]
    assert days(CHINA, received("2019-05-05"), 7, "wd")[2]


def test_a_date_that_needs_no_working_days_is_never_provisional() -> None:
    assert not days(CHINA, received("2026-12-28"), 20, "y", rollover="none")[2]
    assert not CHINA.add(received("2027-03-01"), 24, "h").provisional


def test_the_unit_s_own_days_move_its_business_days_but_not_the_law_s() -> None:
    own = Calendar(extra={date(2026, 3, 7): True, date(2026, 3, 9): False})
    assert own.is_working(date(2026, 3, 7))
    assert not own.is_working(date(2026, 3, 9))
    friday = received("2026-03-06")
    assert days(own, friday, 1, "bd")[0] == "2026-03-07"
    assert days(own, friday, 2, "bd")[0] == "2026-03-10"
    assert days(own, friday, 1, "wd")[0] == "2026-03-09"
    assert days(own, received("2026-03-02"), 7, "cd")[1] == "2026-03-09"


SPLIT = Hours(weekdays=((("09:00", "12:00"), ("13:30", "17:30")),) * 5 + ((("10:00", "12:00"),), ()))


def test_a_unit_open_on_saturdays_works_then_but_not_in_a_holiday() -> None:
    shop = Calendar(hours=SPLIT)
    assert shop.is_working(date(2026, 3, 7))
    assert not shop.is_working(date(2026, 3, 8))
    assert not shop.is_working(date(2026, 10, 3))
    assert shop.is_working(date(2026, 9, 20))  # a Sunday worked in exchange
    assert shop.next_working(date(2026, 3, 7)) == date(2026, 3, 9)


def test_working_minutes_leave_out_lunch_nights_and_holidays() -> None:
    office = Calendar(hours=SPLIT)
    assert office.working_minutes_between(received("2026-03-02", "11:00"), received("2026-03-02", "14:00")) == 90
    assert office.working_minutes_between(received("2026-03-02", "17:00"), received("2026-03-03", "09:30")) == 60
    assert office.working_minutes_between(received("2026-09-30", "17:00"), received("2026-10-08", "10:00")) == 90
    assert office.working_minutes_between(received("2026-03-03", "10:00"), received("2026-03-03", "09:30")) == -30
    assert office.working_minutes_between(received("2026-09-20", "08:00"), received("2026-09-20", "20:00")) == 420


def test_working_minutes_are_real_minutes_when_the_clocks_change() -> None:
    night = Calendar("GB-ENG", "Europe/London", Hours(weekdays=((("00:00", "24:00"),),) * 7))
    zone = ZoneInfo("Europe/London")
    sunday = (received("2026-03-29", "00:00", zone), received("2026-03-30", "00:00", zone))
    assert night.working_minutes_between(*sunday) == 23 * 60


@pytest.mark.parametrize(
    "bad",
    [
        ((("09:00", "12:00"),),) * 6,
        ((("18:00", "09:00"),),) * 7,
        ((("09:00", "13:00"), ("12:00", "18:00")),) * 7,
        ((("9am", "18:00"),),) * 7,
    ],
)
def test_impossible_opening_hours_are_refused(bad: tuple[tuple[tuple[str, str], ...], ...]) -> None:
    with pytest.raises(ValueError, match="opening"):
        Hours(weekdays=bad)


@pytest.mark.parametrize(("amount", "unit", "roll"), [(1, "days", "none"), (-1, "cd", "none"), (1, "cd", "later")])
def test_a_limit_that_cannot_be_counted_is_refused(amount: int, unit: str, roll: str) -> None:
    with pytest.raises(ValueError, match="cannot count"):
        CHINA.add(received("2026-03-02"), amount, unit, rollover=roll)


def test_a_moment_without_zone_an_unknown_zone_and_an_unknown_country_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CHINA.add(datetime(2026, 3, 2), 1, "cd")
    with pytest.raises(ValueError, match="Mars"):
        Calendar("CN", "Mars/Olympus")
    with pytest.raises(ValueError, match="QQ"):
        Calendar("QQ", "UTC").is_working(date(2026, 3, 2))
    for unit in ("y", "cd", "h"):
        with pytest.raises(ValueError, match="beyond the last date"):
            CHINA.add(received("2026-03-02"), 10**9, unit)


def test_calendars_with_the_same_contents_are_equal() -> None:
    assert Calendar(extra={date(2026, 1, 10): True}) == Calendar(extra={date(2026, 1, 10): True})
    assert hash(Calendar()) == hash(Calendar())
    assert Calendar() != Calendar("US", "America/New_York")


@given(start=MOMENTS, amount=st.integers(0, 60), unit=st.sampled_from(["cd", "wd", "bd", "week", "m", "y"]))
def test_the_rolled_date_never_lies_before_the_other(start: datetime, amount: int, unit: str) -> None:
    for rollover in ROLLOVERS:
        due = CHINA.add(start, amount, unit, rollover=rollover)
        assert start <= due.due_at + timedelta(seconds=1)
        assert due.due_at <= due.due_rolled_at


@given(start=MOMENTS, amount=st.integers(1, 60))
def test_exactly_so_many_working_days_lie_between(start: datetime, amount: int) -> None:
    last = CHINA.add(start, amount, "wd").due_at.astimezone(SHANGHAI).date()
    span = ((start.date() + timedelta(days=n + 1)) for n in range((last - start.date()).days))
    assert sum(CHINA.is_working(day) for day in span) == amount
    assert CHINA.is_working(last)


@given(start=MOMENTS, amount=st.integers(1, 400))
def test_a_rolled_day_limit_ends_on_a_working_day(start: datetime, amount: int) -> None:
    assert CHINA.is_working(CHINA.add(start, amount, "cd").due_rolled_at.astimezone(SHANGHAI).date())


@given(start=MOMENTS, amount=st.integers(1, 60), unit=st.sampled_from(["cd", "wd", "week", "m"]))
def test_a_longer_limit_never_ends_sooner(start: datetime, amount: int, unit: str) -> None:
    assert CHINA.add(start, amount, unit).due_at < CHINA.add(start, amount + 1, unit).due_at


@given(one=MOMENTS, other=MOMENTS, third=MOMENTS)
def test_working_minutes_add_up(one: datetime, other: datetime, third: datetime) -> None:
    first, middle, last = sorted(moment.replace(second=0, microsecond=0) for moment in (one, other, third))
    between = CHINA.working_minutes_between
    assert between(first, middle) + between(middle, last) == between(first, last)


@given(day=DAYS)
def test_the_next_working_day_is_the_first_after(day: date) -> None:
    following = CHINA.next_working(day)
    assert following > day
    assert CHINA.is_working(following)
