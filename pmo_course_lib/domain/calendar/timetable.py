"""A calendar worked out for some decades: sums of working seconds, so that a question costs one search."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from pmo_course_lib.domain.calendar.model import Calendar, week_spans
from pmo_course_lib.domain.calendar.zone import DAY, LocalClock, local_clock

#: Years that can be asked for; a date outside them is a slip of the pen.
FIRST_YEAR, LAST_YEAR = 1980, 2179
_EPOCH_DAY = datetime.date(1970, 1, 1).toordinal()


@frozen
class Timetable:
    """Working time in whole seconds; instants are seconds since 1970 in UTC.

    ``starts`` and ``ends`` are the working intervals in rising order, ``sums[i]`` is the working time before the i-th and
    ``sums[i + 1]`` that after it; ``days`` are the working days (since 1970-01-01) and ``closes`` the instants of their close.
    """

    clock: LocalClock
    last: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sums: tuple[int, ...]
    days: tuple[int, ...]
    closes: tuple[int, ...]

    def worked(self, instant: int) -> int:
        """Working seconds from the beginning of the timetable to an instant."""
        i = bisect_right(self.starts, instant) - 1
        if i < 0:
            return 0
        end = self.ends[i]
        return self.sums[i] + (instant if instant < end else end) - self.starts[i]

    def reached(self, worked: int) -> int | None:
        """The first instant by which ``worked`` seconds have been worked (rule K8: a closing, not the next opening).

        None: not within this timetable.
        """
        i = bisect_left(self.sums, worked) - 1
        return None if i == len(self.starts) else self.starts[max(i, 0)] + worked - self.sums[max(i, 0)]

    def close_after(self, day: int, count: int) -> int | None:
        """Close of the ``count``-th working day after ``day``; None: not within this timetable."""
        i = bisect_right(self.days, day) + count - 1
        return self.closes[i] if i < len(self.closes) else None

    def is_open(self, day: int) -> bool:
        """Is it a working day?"""
        i = bisect_left(self.days, day)
        return i < len(self.days) and self.days[i] == day


def timetable(calendar: Calendar, first: int, last: int) -> Timetable:
    """The timetable from the year ``first`` to ``last``. Raises ``ValueError`` for a year that cannot be asked for."""
    for year in (first, last):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"year is {year}; allowed: {FIRST_YEAR} to {LAST_YEAR}")
    # Whole decades with a year to spare on either side, so that few different timetables are kept.
    return _built(calendar, (first - 1) // 10 * 10, (last + 1) // 10 * 10 + 9)


@lru_cache(maxsize=64)
def _built(calendar: Calendar, first: int, last: int) -> Timetable:
    clock = local_clock(calendar.time_zone, first, last)
    week, closed = week_spans(calendar.week), {day.toordinal() - _EPOCH_DAY for day in calendar.holidays}
    starts: list[int] = []
    ends: list[int] = []
    days: list[int] = []
    sums = [0]
    for day in range(_day(first), _day(last + 1)):
        for begins, closes in () if day in closed else week[(day + 3) % 7]:  # 1970 began on a Thursday
            start, end = clock.first(day * DAY + begins * 60), clock.first(day * DAY + closes * 60)
            if start < end:  # a clock that is put forward can swallow an interval
                starts.append(start)
                ends.append(end)
                days.append(day)
                sums.append(sums[-1] + end - start)
    closing = dict(zip(days, ends, strict=True))
    return Timetable(clock, last, tuple(starts), tuple(ends), tuple(sums), tuple(closing), tuple(closing.values()))


def _day(year: int) -> int:
    return datetime.date(year, 1, 1).toordinal() - _EPOCH_DAY


def merged(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Spans of instants cut to ``start`` and ``end``, in order, overlapping and touching ones joined (rule K9).

    >>> merged([(20, 40), (10, 25), (60, 90)], 0, 80)
    [(10, 40), (60, 80)]
    """
    joined: list[tuple[int, int]] = []
    for begins, stops in sorted(spans):
        begins, stops = begins if begins > start else start, stops if stops < end else end
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], stops))
        elif begins < stops:
            joined.append((begins, stops))
    return joined
