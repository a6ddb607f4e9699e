"""A working calendar: time zone, weekly hours, holidays (rules K1, K12, K14)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from attrs import Attribute, field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import not_empty

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = "|".join(DAYS)
_TIME = r"([01]\d|2[0-3]):([0-5]\d)|24:00"
_HOURS = re.compile(rf"({_DAY})(?:-({_DAY}))? ((?:{_TIME}))-((?:{_TIME}))")

#: Minutes of the day, from and to; the end does not count.
Span = tuple[int, int]


def _is_zone(_calendar: Any, _attribute: Attribute[Any], value: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError, TypeError):  # OSError: a folder of the zone files, such as "Europe"
        raise ValueError(f"time_zone is {value!r}; write a name of the IANA list, such as Europe/Zurich or UTC") from None


def _is_week(_calendar: Any, _attribute: Attribute[Any], value: tuple[str, ...]) -> None:
    if not value:
        raise ValueError("week is empty; write at least one line such as Mon-Fri 09:00-17:00 (rule K12: round the clock is "
                         "written Mon-Sun 00:00-24:00)")
    week_spans(value)


def _are_dates(_calendar: Any, attribute: Attribute[Any], value: tuple[datetime.date, ...]) -> None:
    for day in value:
        if type(day) is not datetime.date:
            raise ValueError(f"{attribute.name} has {day!r}; write dates such as 2026-01-01")


def _texts(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(lines)


def _dates(days: Iterable[datetime.date]) -> tuple[datetime.date, ...]:
    return tuple(days)


@frozen(cache_hash=True)
class Calendar:
    """One version of a working calendar (*Course model*, rule K1; an empty week is refused, rule K12).

    ``week`` holds lines such as ``Mon-Fri 09:00-12:00``: local time of ``time_zone``, any number of lines for a day, not
    overlapping, ``24:00`` allowed as end. The start counts, the end does not. Work past midnight takes two lines
    (``Mon 22:00-24:00`` and ``Tue 00:00-06:00``). On ``holidays`` nothing is open. ``valid_from`` is the first day on which
    this version holds; None: always has (rule K14: a change makes a new version and leaves the old one as it was).

    >>> Calendar("SHOP", "UTC", ("Mon-Fri 09:00-12:00", "Mon 11:00-13:00"))
    Traceback (most recent call last):
    ValueError: week has hours on Mon that overlap: 09:00-12:00 and 11:00-13:00; let one end before the next begins
    """

    id: str = field(validator=not_empty)
    time_zone: str = field(validator=_is_zone)
    week: tuple[str, ...] = field(converter=_texts, validator=_is_week)
    holidays: tuple[datetime.date, ...] = field(default=(), converter=_dates, validator=_are_dates)
    valid_from: datetime.date | None = None


def week_spans(week: Iterable[str]) -> tuple[tuple[Span, ...], ...]:
    """Seven days from Monday, each with its open spans in minutes of the day. Raises ``ValueError`` that names the line."""
    days: list[list[Span]] = [[] for _ in DAYS]
    for line in week:
        for day, span in _line(line):
            days[day].append(span)
    return tuple(_apart(name, sorted(spans)) for name, spans in zip(DAYS, days, strict=True))


def _line(line: str) -> Iterator[tuple[int, Span]]:
    found = _HOURS.fullmatch(line)
    if not found:
        raise ValueError(f"week has {line!r}; write it like Mon-Fri 09:00-17:00 or Sat 10:00-24:00")
    first, last, begins, ends = found[1], found[2] or found[1], _minutes(found[3]), _minutes(found[6])
    if begins >= ends:
        raise ValueError(f"week has {line!r}; the end must lie after the start: write hours past midnight as two lines")
    start = DAYS.index(first)
    for step in range((DAYS.index(last) - start) % 7 + 1):  # Sun-Thu is a week too
        yield (start + step) % 7, (begins, ends)


def _apart(day: str, spans: list[Span]) -> tuple[Span, ...]:
    for one, two in pairwise(spans):
        if two[0] < one[1]:
            raise ValueError(f"week has hours on {day} that overlap: {_shown(one)} and {_shown(two)}; "
                             "let one end before the next begins")
    return tuple(spans)


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _shown(span: Span) -> str:
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in span)


def version_on(versions: Iterable[Calendar], day: datetime.date) -> Calendar:
    """The version that holds on ``day`` (rule K14). Raises ``ValueError`` when none does."""
    begun = [one for one in versions if one.valid_from is None or one.valid_from <= day]
    if not begun:
        raise ValueError(f"no version of the calendar holds on {day}; add one with an earlier valid_from, or none")
    return max(begun, key=lambda one: one.valid_from or datetime.date.min)


@frozen(kw_only=True)
class _Named(Stated):
    calendars: tuple[Calendar, ...]


def named_calendars() -> dict[str, Calendar]:
    """The sample calendars of the course by id (*Course model*; the holidays are those of a made-up company)."""
    return {one.id: one for one in load("calendars", _Named).calendars}
