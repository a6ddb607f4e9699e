"""Working calendars: what counts as working time, and when a request is due (*Course model*, rules K1 to K15).

>>> from datetime import datetime
>>> std = named_calendars()["CAL-STD"]
>>> working_hours(std, datetime(2025, 9, 5, 16), datetime(2025, 9, 8, 10))
2.0
>>> f"{due_in_hours(std, datetime(2025, 9, 1, 15), 8):%a %H:%M}, {due_in_days(std, datetime(2025, 9, 5, 14), 3):%a %H:%M}"
'Tue 15:00, Wed 17:00'
"""

from __future__ import annotations

from pmo_course_lib.domain.calendar.model import Calendar, named_calendars, version_on
from pmo_course_lib.domain.calendar.timetable import FIRST_YEAR, LAST_YEAR, Timetable, merged, timetable
from pmo_course_lib.domain.calendar.worktime import (
    ClosedDay,
    due_in_days,
    due_in_hours,
    is_working_day,
    uncovered_hours,
    working_hours,
    working_seconds,
)

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Calendar", "ClosedDay", "Timetable", "due_in_days", "due_in_hours", "is_working_day",
           "merged", "named_calendars", "timetable", "uncovered_hours", "version_on", "working_hours", "working_seconds"]
