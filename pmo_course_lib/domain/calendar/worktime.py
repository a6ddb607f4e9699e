"""Working time between two moments, and due moments (rules K2 to K9, K13).

A moment is a ``datetime``. With an offset it is taken as it is. Without one it is read as local time of the calendar, since
that is what people write into a log beside a wall clock: a time shown twice when clocks go back is its first showing (unless
``fold`` is 1), a time jumped over when they go forward is the moment of the jump. Results carry the calendar's offset.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum

from pmo_course_lib.domain.calendar.model import Calendar
from pmo_course_lib.domain.calendar.timetable import LAST_YEAR, Timetable, merged, timetable

Pauses = Iterable[tuple[datetime, datetime]]


class ClosedDay(Enum):
    """Rule K5: what a request received on a non-working day counts as; public practice differs, so the agreement says."""

    DAY_ONE = "next working day is day one"  #: the reading of the course
    RECEIVED = "received on the next working day"  #: day one is then a day later


def working_seconds(calendar: Calendar, start: datetime, end: datetime, pauses: Pauses = ()) -> int:
    """Working seconds from ``start`` to ``end``, less the working part of the pauses (rules K2, K9); never negative.

    Raises ``ValueError`` when an end lies before its start, and for years outside the timetable.
    """
    pauses = tuple(pauses)
    table = _table(calendar, start, end, *(moment for pause in pauses for moment in pause))
    begins, ends = _instants(table, "end", start, end)
    stops = [_instants(table, "end of the pause", *pause) for pause in pauses]
    whole = table.worked(ends) - table.worked(begins)
    return whole - sum(table.worked(b) - table.worked(a) for a, b in merged(stops, begins, ends))


def working_hours(calendar: Calendar, start: datetime, end: datetime, pauses: Pauses = ()) -> float:
    """As ``working_seconds``, in hours."""
    return working_seconds(calendar, start, end, pauses) / 3600


def due_in_hours(calendar: Calendar, received: datetime, hours: float) -> datetime:
    """When ``hours`` of working time have passed since receipt or, outside working time, since the next opening (K7, K8)."""
    if not 0 < hours < 1e6:
        raise ValueError(f"hours is {hours}; allowed: more than 0")
    table: Timetable | None = _table(calendar, received)
    while table:
        due = table.reached(table.worked(table.clock.instant(received)) + round(hours * 3600))
        if due is not None:
            return table.clock.moment(due)
        table = _longer(calendar, table, received)
    raise ValueError(f"the calendar {calendar.id} has no {hours} working hours after {received}; allowed: due by {LAST_YEAR}")


def due_in_days(calendar: Calendar, received: datetime, days: int, closed: ClosedDay = ClosedDay.DAY_ONE) -> datetime:
    """Close of the last of ``days`` working days (K4, K6); the day of receipt is not counted. ``closed``: rule K5."""
    if days < 1 or days != int(days):
        raise ValueError(f"days is {days}; allowed: whole working days from 1")
    table: Timetable | None = _table(calendar, received)
    while table:
        day = table.clock.day(table.clock.instant(received))
        later = closed is ClosedDay.RECEIVED and not table.is_open(day)
        due = table.close_after(day, int(days) + later)
        if due is not None:
            return table.clock.moment(due)
        table = _longer(calendar, table, received)
    raise ValueError(f"the calendar {calendar.id} has no {days} working days after {received}; allowed: due by {LAST_YEAR}")


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Is the calendar open at some time of the day?"""
    return timetable(calendar, day.year, day.year).is_open((day - date(1970, 1, 1)).days)


def uncovered_hours(promise: Calendar, part: Calendar, year: int) -> float:
    """Hours of ``year`` that the calendar of a promise holds and the calendar of a part beneath it does not.

    0: the hours of an OLA or contract carry those of the SLA (*Course model*, time chain check).

    >>> weekend = Calendar("SLA", "UTC", ("Mon-Sat 09:00-17:00",)), Calendar("OLA", "UTC", ("Mon-Fri 09:00-17:00",))
    >>> uncovered_hours(*weekend, 2026)
    416.0
    """
    whole, below = timetable(promise, year, year), timetable(part, year, year)
    begin, end = (whole.clock.first(_seconds(y)) for y in (year, year + 1))
    spans = ((max(a, begin), min(b, end)) for a, b in zip(whole.starts, whole.ends, strict=True) if a < end and b > begin)
    return sum(b - a - below.worked(b) + below.worked(a) for a, b in spans) / 3600


def _seconds(year: int) -> int:
    return (date(year, 1, 1) - date(1970, 1, 1)).days * 86400


def _table(calendar: Calendar, *moments: datetime) -> Timetable:
    years = [moment.year for moment in moments]
    return timetable(calendar, min(years), max(years))


def _longer(calendar: Calendar, table: Timetable, received: datetime) -> Timetable | None:
    """A timetable twice as long; None when the last year was in this one."""
    ahead = min(2 * table.last - received.year, LAST_YEAR)
    return timetable(calendar, received.year, ahead) if table.last < LAST_YEAR else None


def _instants(table: Timetable, what: str, start: datetime, end: datetime) -> tuple[int, int]:
    begins, ends = table.clock.instant(start), table.clock.instant(end)
    if ends < begins:
        raise ValueError(f"{what} is {end}; allowed: {start} or later")
    return begins, ends


