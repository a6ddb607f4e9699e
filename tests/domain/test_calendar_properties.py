"""Working time for any calendar and any moments, against a counter that goes through the minutes one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.calendar import Calendar, due_in_days, due_in_hours, is_working_day, working_seconds
from pmo_course_lib.domain.calendar.model import DAYS

ZONES = ("UTC", "Europe/Zurich", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia")
#: Days round clock changes of these zones, a leap day, a year end, and a day that Apia left out.
DATES = (date(2025, 3, 29), date(2025, 10, 25), date(2025, 3, 8), date(2025, 11, 1), date(2025, 10, 4), date(2018, 11, 3),
         date(2018, 2, 16), date(2024, 2, 28), date(2025, 12, 31), date(2011, 12, 29), date(2025, 9, 1))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Up to two intervals a day on quarter hours, at least one in the week."""
    lines = []
    for day in DAYS:
        edges = sorted(draw(st.sets(st.integers(0, 96), max_size=4)))
        lines += [f"{day} {_time(a)}-{_time(b)}" for a, b in zip(edges[::2], edges[1::2], strict=False)]
    holidays = draw(st.sets(st.sampled_from(DATES), max_size=2))
    return Calendar("C", draw(st.sampled_from(ZONES)), tuple(lines or ["Mon-Sun 00:00-24:00"]), tuple(holidays))


def _time(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """Aware moments, to the minute, within days of something remarkable."""
    day = draw(st.sampled_from(DATES))
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=draw(st.integers(-1440, 5 * 1440)))


def near(start: datetime) -> st.SearchStrategy[datetime]:
    return st.integers(0, 4 * 1440).map(lambda minutes: start + timedelta(minutes=minutes))


def open_minutes(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Minutes from ``start`` to ``end`` on which the doors are open, counted one by one.

    The doors go by the latest time that the clock has shown that day, so they do not open or close twice when it is put back.
    """
    zone, count = ZoneInfo(calendar.time_zone), 0
    latest = datetime.min
    moment = start - timedelta(days=2)
    while moment < end:
        latest = max(latest, moment.astimezone(zone).replace(tzinfo=None, fold=0))
        count += moment >= start and is_open(calendar, latest)
        moment += timedelta(minutes=1)
    return count


def is_open(calendar: Calendar, local: datetime) -> bool:
    shown = f"{local:%H:%M}"
    return local.date() not in calendar.holidays and any(
        _on(days, local.weekday()) and hours[:5] <= shown < hours[6:]
        for days, hours in (line.split() for line in calendar.week))


def _on(days: str, weekday: int) -> bool:
    first, _, last = days.partition("-")
    return DAYS.index(first) <= weekday <= DAYS.index(last or first)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_agrees_with_counting_minutes(data: st.DataObject) -> None:
    """Is working time the number of open minutes, also through clock changes?"""
    calendar, start = data.draw(calendars()), data.draw(moments())
    end = data.draw(near(start))
    assert working_seconds(calendar, start, end) == 60 * open_minutes(calendar, start, end)


@given(st.data())
def test_adds_up_and_grows(data: st.DataObject) -> None:
    """Is time from a to c that from a to b and from b to c, never negative, and never less for a later end?"""
    calendar, start = data.draw(calendars()), data.draw(moments())
    middle = data.draw(near(start))
    end = data.draw(near(middle))
    first, second, whole = (working_seconds(calendar, *pair) for pair in ((start, middle), (middle, end), (start, end)))
    assert first >= 0 and second >= 0
    assert first + second == whole <= (end - start).total_seconds()


@given(st.data())
def test_local_and_aware_moments_agree(data: st.DataObject) -> None:
    """Does a local time without offset mean the same as with it, but for the second showing of an hour?"""
    calendar, start = data.draw(calendars()), data.draw(moments())
    end = data.draw(near(start))
    local = [moment.astimezone(ZoneInfo(calendar.time_zone)).replace(tzinfo=None) for moment in (start, end)]
    assert working_seconds(calendar, *local) == working_seconds(calendar, start, end)


@given(st.data())
def test_due_is_the_inverse_of_elapsed(data: st.DataObject) -> None:
    """Is exactly the target used up at the due moment, and less a second before it?"""
    calendar, start = data.draw(calendars()), data.draw(moments())
    seconds = data.draw(st.integers(1, 200 * 3600))
    due = due_in_hours(calendar, start, seconds / 3600)
    assert working_seconds(calendar, start, due) == seconds
    assert working_seconds(calendar, start, due - timedelta(seconds=1)) == seconds - 1


@given(st.data())
def test_due_in_days_counts_working_days(data: st.DataObject) -> None:
    """Are there exactly so many working days after the day of receipt up to the due moment, which is a close?"""
    calendar, start, days = data.draw(calendars()), data.draw(moments()), data.draw(st.integers(1, 12))
    zone = ZoneInfo(calendar.time_zone)
    due = due_in_days(calendar, start, days)
    first, last = start.astimezone(zone).date(), (due - timedelta(seconds=1)).astimezone(zone).date()
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert sum(is_working_day(calendar, day) for day in between) == days
    midnight = datetime.combine(last + timedelta(days=1), datetime.min.time())
    assert working_seconds(calendar, due, max(midnight.replace(tzinfo=zone), due)) == 0


@given(st.data())
def test_pauses_are_their_union(data: st.DataObject) -> None:
    """Do pauses, however they overlap, take off the seconds that lie in any of them, and leave the rest?"""
    calendar, start = data.draw(calendars()), data.draw(moments())
    end = data.draw(near(start))
    pauses = []
    for _ in range(data.draw(st.integers(0, 4))):
        begin = data.draw(near(start - timedelta(days=1)))
        pauses.append((begin, data.draw(near(begin))))
    net = working_seconds(calendar, start, end, pauses)
    edges = sorted({start, end, *(min(max(moment, start), end) for pause in pauses for moment in pause)})
    free = [(a, b) for a, b in pairwise(edges) if not any(p <= a and b <= q for p, q in pauses)]
    assert net == sum(working_seconds(calendar, a, b) for a, b in free)
    assert net == working_seconds(calendar, start, end, [*pauses, *reversed(pauses)]) >= 0
