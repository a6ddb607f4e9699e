"""Working calendars: the 22 vectors, the course's worked examples, clock changes, what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from pmo_course_lib.domain.calendar import (
    Calendar,
    ClosedDay,
    due_in_days,
    due_in_hours,
    is_working_day,
    merged,
    named_calendars,
    uncovered_hours,
    version_on,
    working_hours,
    working_seconds,
)

AT = datetime.fromisoformat
ELAPSED = [
    ("TV01", "CAL-STD", "2025-09-01T10:00", "2025-09-01T15:30", [], 5.5),
    ("TV02", "CAL-STD", "2025-09-01T16:00", "2025-09-02T10:00", [], 2.0),
    ("TV03", "CAL-STD", "2025-09-05T16:00", "2025-09-08T10:00", [], 2.0),
    ("TV04", "CAL-STD", "2025-04-30T16:00", "2025-05-02T10:00", [], 2.0),
    ("TV05", "CAL-STD", "2025-09-06T11:00", "2025-09-08T11:00", [], 2.0),
    ("TV06", "CAL-STD", "2025-09-01T09:00", "2025-09-02T12:00", [("2025-09-01T11:00", "2025-09-01T15:00")], 7.0),
    ("TV07", "CAL-STD", "2025-09-01T09:00", "2025-09-02T12:00", [("2025-09-01T16:00", "2025-09-02T10:00")], 9.0),
    ("TV08", "CAL-STD", "2025-09-01T09:00", "2025-09-01T17:00",
     [("2025-09-01T10:00", "2025-09-01T13:00"), ("2025-09-01T12:00", "2025-09-01T14:00")], 4.0),
    ("TV09", "CAL-BREAK", "2025-09-01T11:00", "2025-09-01T14:30", [], 2.5),
    ("TV10", "CAL-STD", "2025-09-01T10:00", "2025-09-01T10:00", [], 0.0),
    ("TV11", "CAL-STD", "2025-09-06T08:00", "2025-09-07T20:00", [], 0.0),
    ("TV12", "CAL-STD", "2025-09-05T16:00", "2025-09-08T10:00", [("2025-09-06T09:00", "2025-09-07T17:00")], 2.0),
    ("TV21", "CAL-24X7", "2025-03-30T00:00", "2025-03-31T00:00", [], 23.0),
    ("TV22", "CAL-24X7", "2025-10-26T00:00", "2025-10-27T00:00", [], 25.0),
]
DUE_HOURS = [
    ("TV13", "CAL-STD", "2025-09-01T15:00", 8, "2025-09-02T15:00"),
    ("TV14", "CAL-STD", "2025-09-01T09:00", 8, "2025-09-01T17:00"),
    ("TV15", "CAL-STD", "2025-09-06T11:00", 4, "2025-09-08T13:00"),
    ("TV16", "CAL-ATL", "2025-09-01T11:00", 16, "2025-09-04T11:00"),
]
DUE_DAYS = [
    ("TV17", "CAL-STD", "2025-09-05T14:00", 3, "2025-09-10T17:00"),
    ("TV18", "CAL-STD", "2025-09-06T11:00", 3, "2025-09-10T17:00"),
    ("TV19", "CAL-STD", "2025-04-29T14:00", 3, "2025-05-05T17:00"),
    ("TV20", "CAL-STD", "2025-12-23T10:00", 5, "2026-01-02T17:00"),
]


def cal(*week: str, zone: str = "Europe/Zurich", holidays: tuple[date, ...] = ()) -> Calendar:
    return Calendar("C", zone, week, holidays)


def local(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def test_no_vector_is_missing() -> None:
    """Are all 22 vectors here?"""
    assert sorted(one[0] for one in [*ELAPSED, *DUE_HOURS, *DUE_DAYS]) == [f"TV{n:02}" for n in range(1, 23)]


@pytest.mark.parametrize(("vector", "name", "start", "end", "pauses", "hours"), ELAPSED)
def test_elapsed(vector: str, name: str, start: str, end: str, pauses: list[tuple[str, str]], hours: float) -> None:
    """Are working hours those of the vectors?"""
    assert working_hours(named_calendars()[name], AT(start), AT(end), [(AT(a), AT(b)) for a, b in pauses]) == hours


@pytest.mark.parametrize(("vector", "name", "start", "hours", "due"), DUE_HOURS)
def test_due_in_hours(vector: str, name: str, start: str, hours: float, due: str) -> None:
    """Are due moments of targets in hours those of the vectors?"""
    assert local(due_in_hours(named_calendars()[name], AT(start), hours)) == due


@pytest.mark.parametrize(("vector", "name", "start", "days", "due"), DUE_DAYS)
def test_due_in_days(vector: str, name: str, start: str, days: int, due: str) -> None:
    """Are due moments of targets in working days those of the vectors?"""
    assert local(due_in_days(named_calendars()[name], AT(start), days)) == due


def test_examples_of_the_course_text() -> None:
    """Do the worked examples of module 6 hold (week of 2025-09-01; holiday on a Thursday)?"""
    std = named_calendars()["CAL-STD"]
    shown = [f"{due_in_hours(std, AT(start), hours):%a %H:%M}" for start, hours in
             [("2025-09-01T15:00", 8), ("2025-09-01T09:00", 8), ("2025-09-06T11:00", 4)]]
    assert shown == ["Tue 15:00", "Mon 17:00", "Mon 13:00"]
    shown = [f"{due_in_days(std, AT(start), 3):%a %H:%M}" for start in
             ["2025-09-05T14:00", "2025-09-06T11:00", "2025-04-29T14:00"]]
    assert shown == ["Wed 17:00", "Wed 17:00", "Mon 17:00"]


def test_other_reading_of_rule_k5() -> None:
    """Does the other reading put day one a day later, and only for receipt on a closed day?"""
    std = named_calendars()["CAL-STD"]
    assert local(due_in_days(std, AT("2025-09-06T11:00"), 3, ClosedDay.RECEIVED)) == "2025-09-11T17:00"
    assert local(due_in_days(std, AT("2025-09-05T23:00"), 3, ClosedDay.RECEIVED)) == "2025-09-10T17:00"


def test_saturday_and_a_holiday_in_midweek() -> None:
    """Four working days from a Saturday with a holiday on Wednesday: Friday at close?"""
    week = cal("Mon-Fri 09:00-17:00", holidays=(date(2025, 9, 10),))
    assert local(due_in_days(week, AT("2025-09-06T14:20"), 4)) == "2025-09-12T17:00"


@pytest.mark.parametrize(("start", "end", "hours"), [
    ("2025-09-01T08:59", "2025-09-01T09:00", 0), ("2025-09-01T17:00", "2025-09-02T09:00", 0),
    ("2025-09-01T16:59", "2025-09-01T17:01", 1 / 60), ("2024-02-28T09:00", "2024-03-01T09:00", 16),
    ("2025-12-31T16:00", "2026-01-02T10:00", 2), ("2024-02-29T00:00", "2024-03-01T00:00", 8),
    ("2025-01-01T00:00", "2026-01-01T00:00", 258 * 8),
])
def test_borders(start: str, end: str, hours: float) -> None:
    """Do start and end of intervals, leap days, year ends and a whole year (261 weekdays, 3 holidays) come out right?"""
    assert working_hours(named_calendars()["CAL-STD"], AT(start), AT(end)) == pytest.approx(hours, abs=1e-9)


@pytest.mark.parametrize(("line", "day", "hours"), [
    ("Sun 01:00-05:00", "2025-03-30", 3),  # holds the gap 02:00-03:00
    ("Sun 02:00-03:00", "2025-03-30", 0),  # is the gap
    ("Sun 02:30-05:00", "2025-03-30", 2),  # opens when the clock jumps to 03:00
    ("Sun 01:00-02:30", "2025-03-30", 1),  # closes at the jump
    ("Sun 01:00-05:00", "2025-10-26", 5),  # holds the hour that comes twice
    ("Sun 02:00-03:00", "2025-10-26", 2),  # is that hour, both times
    ("Sun 02:30-05:00", "2025-10-26", 3.5),  # opens at the first 02:30
    ("Sun 01:00-02:30", "2025-10-26", 1.5),  # closes at the first 02:30
    ("Sun 00:00-24:00", "2025-03-30", 23), ("Sun 00:00-24:00", "2025-10-26", 25),
])
def test_clock_changes(line: str, day: str, hours: float) -> None:
    """Are working intervals that hold or touch a clock change counted by the doors: open when the clock first shows the time?"""
    start = AT(day)
    assert working_hours(cal(line), start, start + timedelta(days=1)) == hours


def test_zones_that_change_at_midnight_or_skip_a_day() -> None:
    """Is midnight swallowed by a change, a half-hour change, and a day that a zone left out, right?"""
    def day(zone: str, text: str) -> float:
        return working_hours(cal("Mon-Sun 00:00-24:00", zone=zone), AT(text), AT(text) + timedelta(days=1))

    assert day("America/Sao_Paulo", "2018-11-04") == 23
    assert day("America/Sao_Paulo", "2018-02-17") == 25
    assert day("Australia/Lord_Howe", "2025-10-05") == 23.5
    assert day("Pacific/Apia", "2011-12-30") == 0


def test_local_times_that_are_not_or_are_twice() -> None:
    """Is a naive time in the gap the jump, one in the fold the first showing, and the second with fold=1 or an offset?"""
    round_the_clock, noon = named_calendars()["CAL-24X7"], AT("2025-10-26T12:00")
    assert working_hours(round_the_clock, AT("2025-03-30T02:10"), AT("2025-03-30T04:00")) == 1
    assert working_hours(round_the_clock, AT("2025-03-30T02:10"), AT("2025-03-30T02:50")) == 0
    assert working_hours(round_the_clock, AT("2025-10-26T02:30"), noon) == 10.5
    assert working_hours(round_the_clock, AT("2025-10-26T02:30").replace(fold=1), noon) == 9.5
    assert working_hours(round_the_clock, AT("2025-10-26T02:30+01:00"), noon) == 9.5


def test_offsets_are_honoured_and_results_carry_them() -> None:
    """Is the same instant the same in any notation, and is a result aware, in the calendar's zone?"""
    std = named_calendars()["CAL-STD"]
    tokyo = timezone(timedelta(hours=9))
    for start in (AT("2025-09-01T10:00"), AT("2025-09-01T08:00+00:00"), AT("2025-09-01T17:00").replace(tzinfo=tokyo)):
        assert working_hours(std, start, AT("2025-09-01T15:30")) == 5.5
    assert due_in_hours(std, AT("2025-09-01T08:00+00:00"), 1).isoformat() == "2025-09-01T11:00:00+02:00"
    assert due_in_days(std, datetime(2025, 9, 1, 23, tzinfo=UTC), 1).isoformat() == "2025-09-03T17:00:00+02:00"  # 2 Sep, local


def test_week_that_wraps_and_day_that_ends_at_midnight() -> None:
    """May a week run from Sunday to Thursday, and are hours past midnight two lines that join without a seam?"""
    gulf = cal("Sun-Thu 08:00-16:00", zone="Asia/Dubai")
    assert [is_working_day(gulf, date(2025, 9, day)) for day in range(1, 8)] == [True, True, True, True, False, False, True]
    night = cal("Mon 22:00-24:00", "Tue 00:00-06:00")
    assert working_hours(night, AT("2025-09-01T23:00"), AT("2025-09-02T01:00")) == 2
    assert local(due_in_hours(night, AT("2025-09-01T22:00"), 2)) == "2025-09-02T00:00"
    assert local(due_in_hours(night, AT("2025-09-01T22:00"), 2.5)) == "2025-09-02T00:30"


def test_due_after_a_long_closed_time() -> None:
    """Is a due moment found decades ahead, and its absence said?"""
    rare = cal("Mon 09:00-10:00")
    assert due_in_hours(rare, AT("2025-09-01T09:00"), 2000).year == 2063
    assert due_in_days(rare, AT("2025-09-01T09:00"), 2000).year == 2063
    with pytest.raises(ValueError, match="allowed: due by 2179"):
        due_in_hours(rare, AT("2025-09-01T09:00"), 9000)
    with pytest.raises(ValueError, match="allowed: due by 2179"):
        due_in_days(rare, AT("2025-09-01T09:00"), 9000)


def test_versions() -> None:
    """Does a new holiday hold from its version on, and leave the earlier one as it was (rule K14)?"""
    old = Calendar("C", "UTC", ("Mon-Fri 09:00-17:00",))
    new = Calendar("C", "UTC", ("Mon-Fri 09:00-17:00",), (date(2025, 9, 2),), valid_from=date(2025, 9, 1))
    assert version_on([new, old], date(2025, 8, 31)) is old
    assert version_on([old, new], date(2025, 9, 1)) is new
    with pytest.raises(ValueError, match="no version of the calendar holds on 2025-08-31"):
        version_on([new], date(2025, 8, 31))


@pytest.mark.parametrize(("fields", "said"), [
    ({"week": ()}, "week is empty.*K12"), ({"week": ("Mon-Fri 9-17",)}, "write it like Mon-Fri 09:00-17:00"),
    ({"week": ("Mon 17:00-09:00",)}, "past midnight as two lines"), ({"week": ("Mon 09:00-09:00",)}, "after the start"),
    ({"week": ("Mon 09:00-25:00",)}, "write it like"), ({"week": ("Mon 24:00-24:00",)}, "after the start"),
    ({"week": ("Mon-Wed 09:00-12:00", "Tue 11:59-13:00")}, "overlap: 09:00-12:00 and 11:59-13:00"),
    ({"time_zone": "Mars/Olympus"}, "time_zone is 'Mars/Olympus'"), ({"time_zone": "../etc/passwd"}, "time_zone is"),
    ({"time_zone": "Europe"}, "time_zone is 'Europe'"), ({"id": " "}, "id is empty"),
    ({"holidays": ("2025-12-25",)}, "holidays has '2025-12-25'"), ({"holidays": (datetime(2025, 1, 1),)}, "holidays has"),
])
def test_refused(fields: dict[str, Any], said: str) -> None:
    """Does a calendar that cannot be say which field, which value, and what is allowed?"""
    with pytest.raises(ValueError, match=said):
        Calendar(**{"id": "C", "time_zone": "UTC", "week": ("Mon-Fri 09:00-17:00",), **fields})


def test_touching_intervals_are_allowed() -> None:
    """Do intervals that touch count as one?"""
    assert working_hours(cal("Mon 09:00-12:00", "Mon 12:00-17:00"), AT("2025-09-01T00:00"), AT("2025-09-02T00:00")) == 8


def test_moments_that_cannot_be() -> None:
    """Are an end before its start, an impossible year and an empty target refused?"""
    std, noon = named_calendars()["CAL-STD"], AT("2025-09-01T12:00")
    with pytest.raises(ValueError, match="end is 2025-09-01 11:00:00; allowed: 2025-09-01 12:00:00 or later"):
        working_hours(std, noon, AT("2025-09-01T11:00"))
    with pytest.raises(ValueError, match="end of the pause"):
        working_hours(std, noon, AT("2025-09-02T11:00"), [(noon, AT("2025-09-01T11:00"))])
    with pytest.raises(ValueError, match="year is 206; allowed: 1980 to 2179"):
        working_hours(std, AT("0206-09-01T11:00"), noon)
    for hours in (0, -1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match=r"hours is .*more than 0"):
            due_in_hours(std, noon, hours)
    for days in (0, 1.5):
        with pytest.raises(ValueError, match=r"days is .*whole working days from 1"):
            due_in_days(std, noon, days)  # type: ignore[arg-type]


def test_fractions_of_a_second_are_dropped() -> None:
    """Is everything in whole seconds, so that sums come out even?"""
    std = named_calendars()["CAL-STD"]
    assert working_seconds(std, AT("2025-09-01T10:00:00.900"), AT("2025-09-01T10:00:01.100")) == 1
    assert working_seconds(std, AT("2025-09-01T08:00:00.900+00:00"), AT("2025-09-01T10:00:01.100")) == 1


def test_hours_that_a_part_does_not_carry() -> None:
    """Is Saturday missed in a contract from Monday to Friday, also in another zone, and nothing else?"""
    week, six = cal("Mon-Fri 09:00-17:00"), cal("Mon-Sat 09:00-17:00")
    assert uncovered_hours(six, week, 2026) == 52 * 8
    assert uncovered_hours(week, six, 2026) == 0
    assert uncovered_hours(week, cal("Mon-Fri 08:00-16:00", zone="Europe/London"), 2026) == 0
    assert uncovered_hours(week, cal("Mon-Fri 09:00-17:00", zone="Europe/London"), 2026) == 261


def test_merged_spans() -> None:
    """Are spans cut, joined, and dropped when nothing is left?"""
    assert merged([], 0, 9) == []
    assert merged([(5, 5), (1, 3), (3, 4), (20, 30)], 2, 9) == [(2, 4)]
    assert merged([(0, 100), (10, 20), (30, 40)], 5, 50) == [(5, 50)]


def test_named_calendars() -> None:
    """Are the four calendars of the course there, as it describes them?"""
    found = named_calendars()
    assert {name: one.week for name, one in found.items()} == {
        "CAL-STD": ("Mon-Fri 09:00-17:00",), "CAL-BREAK": ("Mon-Fri 09:00-12:00", "Mon-Fri 13:00-17:00"),
        "CAL-ATL": ("Mon 09:00-17:00", "Tue 09:00-16:00", "Thu 08:00-17:00"), "CAL-24X7": ("Mon-Sun 00:00-24:00",)}
    assert found["CAL-STD"].holidays == (date(2025, 5, 1), date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1))
    assert {one.time_zone for one in found.values()} == {"Europe/Zurich"}
