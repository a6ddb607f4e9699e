"""Local time of a zone as arithmetic on whole seconds: much faster than dates with a zone, and exact at clock changes."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from attrs import frozen

EPOCH = datetime(1970, 1, 1)
DAY = 86400


@frozen
class LocalClock:
    """Periods of equal offset between ``first`` and ``last`` year.

    An *instant* is in seconds since 1970 in UTC; a *wall* time is what the local clock shows, counted in the same way.
    ``moments[k]`` is the instant at which ``offsets[k]`` begins, ``walls[k]`` the wall time that the offset before it reaches.
    """

    zone: ZoneInfo
    moments: tuple[int, ...]
    walls: tuple[int, ...]
    offsets: tuple[int, ...]

    def first(self, wall: int) -> int:
        """The first instant at which the clock shows ``wall`` or a later time.

        So a time that the clock shows twice is its first showing, and a time that it jumps over is the jump.
        """
        k = bisect_right(self.walls, wall) - 1
        instant, begins = wall - self.offsets[k], self.moments[k]
        return instant if instant > begins else begins

    def day(self, instant: int) -> int:
        """The local day of an instant, in days since 1970-01-01."""
        return (instant + self.offsets[bisect_right(self.moments, instant) - 1]) // DAY

    def instant(self, moment: datetime) -> int:
        """Whole seconds of a date and time; one without an offset is read as local time, a fraction is dropped."""
        if moment.tzinfo is not None:
            return int(moment.timestamp())
        gone = moment - EPOCH
        wall = gone.days * DAY + gone.seconds
        k = bisect_right(self.walls, wall) - 1  # as in first, written out: a large log spends a third of its time here
        instant, begins = wall - self.offsets[k], self.moments[k]
        if instant < begins:
            instant = begins
        return max(instant, int(moment.replace(tzinfo=self.zone).timestamp())) if moment.fold else instant

    def moment(self, instant: int) -> datetime:
        """Date and time in the zone, with offset."""
        return datetime.fromtimestamp(instant, self.zone)


@lru_cache(maxsize=64)
def local_clock(zone: str, first: int, last: int) -> LocalClock:
    """The clock of a zone from the start of the year ``first`` to the end of the year ``last``."""
    info = ZoneInfo(zone)
    begin, end = (int((datetime(year, 1, 1) - EPOCH) / timedelta(seconds=1)) for year in (first, last + 1))
    moments, offsets = [begin - DAY], [_offset(info, begin - DAY)]
    walls = [begin - 3 * DAY]
    for noon in range(begin, end + 2 * DAY, DAY):
        if (offset := _offset(info, noon)) != offsets[-1]:
            moments.append(_change(info, noon - DAY, noon))
            walls.append(moments[-1] + offsets[-1])
            offsets.append(offset)
    return LocalClock(info, tuple(moments), tuple(walls), tuple(offsets))


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """The instant between two at which the offset changes."""
    old = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return after


def _offset(zone: ZoneInfo, instant: int) -> int:
    local = datetime.fromtimestamp(instant, UTC).astimezone(zone)
    return round((local.utcoffset() or timedelta()).total_seconds())
