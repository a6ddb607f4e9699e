"""How fast services come and change. Course model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from pmo_course_lib.domain.lifecycle.framework import State
from pmo_course_lib.domain.lifecycle.record import ServiceRecord

#: From one date to another: a calendar counts working days, a plain difference counts days.
Days = Callable[[date, date], int]


def calendar_days(start: date, end: date) -> int:
    """The plain number of days between two dates."""
    return (end - start).days


def _until(record: ServiceRecord, word: str, days: Days) -> int | None:
    """Days from the first go at G1 to the first decision ``word`` after it."""
    chosen = next((n for n, one in enumerate(record.history) if (one.gate, one.word) == ("G1", "go")), None)
    if chosen is None:
        return None
    found = next((one.on for one in record.history[chosen:] if one.word == word), None)
    return None if found is None else days(record.history[chosen].on, found)


def time_to_pilot(record: ServiceRecord, days: Days = calendar_days) -> int | None:
    """Days from the go at G1 to the start of the first pilot (G3); ``None`` before it. *Course model*."""
    return _until(record, "start_pilot", days)


def time_to_offer(record: ServiceRecord, days: Days = calendar_days) -> int | None:
    """Days from the go at G1 to the first go-live (G4); ``None`` before it. *Course model*.

    Pass a function that counts working days of a calendar to have working days.

    >>> from pmo_course_lib.domain.lifecycle.record import Decision
    >>> steps = [("go", "G1", 2), ("start", "", 3), ("go", "G2", 10), ("start_pilot", "G3", 17), ("go_live", "G4", 30)]
    >>> record = ServiceRecord("planning", history=tuple(Decision(date(2026, 3, day), word, gate=at) for word, at, day in steps))
    >>> time_to_offer(record), time_to_pilot(record)
    (28, 15)
    """
    return _until(record, "go_live", days)


def renewal_rate(records: Iterable[ServiceRecord], start: date) -> float | None:
    """Services transformed or retired in the 12 months from ``start``, divided by the services live at the start.

    A service counts once, with the decision to transform it or with its closure; ``None`` when none was live. It may pass
    1 when services that started later were renewed too. *Course model*.
    """
    given = tuple(records)
    live = sum(one.position_on(start).state is State.LIVE for one in given)
    return sum(_renewed(one, start) for one in given) / live if live else None


def _renewed(record: ServiceRecord, start: date) -> bool:
    # 29 February has no anniversary: its twelve months end with February.
    end = start.replace(year=start.year + 1) if (start.month, start.day) != (2, 29) else date(start.year + 1, 3, 1)
    at, renewed = record.position_on(start), False
    for decision in record.history:
        if start < decision.on < end:
            at = at.after(decision)
            renewed |= at.state in (State.TRANSFORMING, State.RETIRED)
    return renewed
