"""Working time of the case company, in minutes, by the plainest means: the independent check on the library's own calendar."""

from __future__ import annotations

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

CASE = Path(__file__).parents[2] / "course" / "case"
OPENING, CLOSING = time(9), time(17)
TEXTBOOK = frozenset(date.fromisoformat(d) for d in ("2025-05-01", "2025-12-25", "2025-12-26", "2026-01-01"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of the case."""
    with (CASE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HOLIDAYS = frozenset(date.fromisoformat(row["date"]) for row in rows("holidays.csv"))


def is_open(day: date, holidays: frozenset[date] = HOLIDAYS) -> bool:
    """Is the day a working day?"""
    return day.weekday() < 5 and day not in holidays


def worktime(start: datetime, end: datetime, holidays: frozenset[date] = HOLIDAYS) -> int:
    """Working minutes between two local moments; 0 when the end does not lie after the start."""
    minutes, day = 0, start.date()
    while day <= end.date():
        if is_open(day, holidays):
            begin, stop = max(start, datetime.combine(day, OPENING)), min(end, datetime.combine(day, CLOSING))
            minutes += max(0, int((stop - begin).total_seconds()) // 60)
        day += timedelta(days=1)
    return minutes


def after(start: datetime, minutes: int) -> datetime:
    """The moment when so many working minutes have passed; exactly at closing stays at closing (rule K8)."""
    day, left = start.date(), minutes
    while True:
        if is_open(day):
            begin, close = max(start, datetime.combine(day, OPENING)), datetime.combine(day, CLOSING)
            room = max(0, int((close - begin).total_seconds()) // 60)
            if left <= room and begin < close:
                return begin + timedelta(minutes=left)
            left -= room
        day += timedelta(days=1)


Pause = tuple[datetime, datetime, str]


def pauses_of(text: str) -> list[Pause]:
    """The pauses written as ``reason start/end | reason start/end``."""
    found = []
    for part in filter(None, (piece.strip() for piece in text.split("|"))):
        reason, span = part.split(" ", 1)
        start, end = span.split("/")
        found.append((datetime.fromisoformat(start), datetime.fromisoformat(end), reason))
    return found


def turnaround(received: datetime, end: datetime, pauses: list[Pause], holidays: frozenset[date] = HOLIDAYS) -> int:
    """Working minutes from receipt to the end, less the merged pauses that wait for the customer (rules K9, K10)."""
    waits = sorted((start, stop) for start, stop, reason in pauses if reason == "customer")
    merged, reached = 0, received
    for start, stop in waits:
        merged += worktime(max(start, reached), min(stop, end), holidays)
        reached = max(reached, stop)
    return worktime(received, end, holidays) - merged
