"""Status of a measure and the near miss (*Course model*)."""

from __future__ import annotations

from enum import Enum

from pmo_course_lib.domain.sla.exact import exact
from pmo_course_lib.domain.sla.facts import Better, facts


class Status(Enum):
    """The four words of a report."""

    MET = "met"
    AT_RISK = "at risk"
    MISSED = "missed"
    NO_DATA = "no data"


def status(value: float | None, target: float, minimum: float | None = None, better: Better = Better.HIGHER) -> Status:
    """Met at the target or better, at risk down to the minimum, missed beyond; without a minimum the target is it.

    >>> [status(value, 0.9, 0.85).value for value in (0.9, 0.87, 0.85, 0.82, None)]
    ['met', 'at risk', 'at risk', 'missed', 'no data']
    """
    if value is None:
        return Status.NO_DATA
    sign = 1 if better is Better.HIGHER else -1
    reached = sign * exact(value)
    if reached >= sign * exact(target):
        return Status.MET
    return Status.AT_RISK if minimum is not None and reached >= sign * exact(minimum) else Status.MISSED


def left(value: float, target: float, better: Better) -> float | None:
    """Share of the allowance that is left: of the time up to a target in hours, of the misses that a ratio allows.

    None where the target allows nothing.

    >>> left(15.5, 16, Better.LOWER), left(0.905, 0.9, Better.HIGHER)
    (0.03125, 0.05)
    """
    aim = exact(target)
    room, spare = (1 - aim, exact(value) - aim) if better is Better.HIGHER else (aim, aim - exact(value))
    return float(spare / room) if room > 0 else None


def near_miss(value: float | None, target: float, better: Better = Better.HIGHER) -> bool:
    """Met, with less than 10 per cent of the allowed time or budget left."""
    if value is None or status(value, target, None, better) is not Status.MET:
        return False
    spare = left(value, target, better)
    return spare is not None and exact(spare) < exact(facts().near_miss_below)
