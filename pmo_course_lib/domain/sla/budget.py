"""Error budget and burn rate (MS16, MS17), and when an exception report is due."""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.domain.sla.exact import exact, number
from pmo_course_lib.domain.sla.facts import facts


@frozen
class Budget:
    """The misses that a target allows; ``consumed`` and ``remaining`` are None for a target of 1, which allows none."""

    counted: int
    missed: int
    allowed: float
    consumed: float | None
    remaining: float | None
    burn_rate: float | None


def error_budget(counted: int, missed: int, target: float) -> Budget | None:
    """The budget of ``counted`` requests; None (*no data*) when there are none.

    >>> error_budget(200, 13, 0.9)
    Budget(counted=200, missed=13, allowed=20.0, consumed=0.65, remaining=0.35, burn_rate=0.65)
    """
    number("missed", missed, 0, counted)
    allowed = number("counted", counted) * (1 - number("target", target, 0, 1))
    if not counted:
        return None
    if not allowed:
        return Budget(counted, missed, 0.0, None, None, None)
    consumed = missed / allowed
    # Over the same requests the burn rate is what is consumed; it tells more when asked for before the period's end.
    return Budget(counted, missed, float(allowed), float(consumed), float(1 - consumed), float(consumed))


def burn_rate(missed: int, counted: int, target: float) -> float | None:
    """MS17: speed of use, 1 uses the budget up exactly; None when nothing counts or the target allows no miss.

    >>> burn_rate(13, 100, 0.9)
    1.3
    """
    found = error_budget(counted, missed, target)
    return found.burn_rate if found else None


def exception_reason(name: str, reached: bool | None, remaining: float | None) -> str:
    """Why an exception report is due, or an empty text (*Course model*): a breach, or a budget below 25 per cent.

    ``reached``: the target is reached in its period (None: no data). One late request within the budget is no breach.

    >>> exception_reason("attainment", True, 0.2)
    'attainment: 20 per cent of the error budget is left'
    """
    if reached is False:
        return f"{name}: the target is not reached"
    if remaining is not None and exact(remaining) < exact(facts().cadence.exception_budget_below):
        return f"{name}: {100 * remaining:.0f} per cent of the error budget is left"
    return ""
