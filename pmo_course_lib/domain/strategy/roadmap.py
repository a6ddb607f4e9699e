"""Moves on the calendar: bars for a picture, and the first steps of next Monday. *Course model*."""

from __future__ import annotations

import datetime

from attrs import frozen

from pmo_course_lib.domain.strategy.plan import MoveKind, StrategyPlan


@frozen
class RoadmapRow:
    """A bar of the roadmap: ``lane`` (service or capability), ``label``, first and last day, and their quarters."""

    lane: str
    label: str
    start: datetime.date
    end: datetime.date
    quarters: tuple[str, str]


def quarter(day: datetime.date) -> str:
    """The quarter of a day.

    >>> quarter(datetime.date(2027, 4, 1))
    '2027 Q2'
    """
    return f"{day.year} Q{(day.month + 2) // 3}"


def roadmap(plan: StrategyPlan) -> tuple[RoadmapRow, ...]:
    """Bars for a picture: service lane first, each lane by date. Moves without a due day have no place yet.

    A move without a start is drawn from the first day of the quarter in which it is due.
    """
    dated = [(move, move.starts or datetime.date(move.due.year, (move.due.month - 1) // 3 * 3 + 1, 1), move.due)
             for move in plan.moves if move.due]
    rows = (RoadmapRow(move.kind.value, move.what or move.id, start, end, (quarter(start), quarter(end)))
            for move, start, end in dated)
    return tuple(sorted(rows, key=lambda row: (row.lane != MoveKind.SERVICE.value, row.start, row.end)))


def next_monday(today: datetime.date) -> datetime.date:
    """The Monday after ``today``; a week later when today is one.

    >>> next_monday(datetime.date(2026, 11, 22))
    datetime.date(2026, 11, 23)
    """
    return today + datetime.timedelta(days=7 - today.weekday())


def first_steps(plan: StrategyPlan) -> tuple[tuple[str, str], ...]:
    """Owner and first step of each move that has one, for next Monday."""
    return tuple((move.owner, move.first_step) for move in plan.moves if move.first_step.strip())
