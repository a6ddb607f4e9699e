"""Exact arithmetic on figures as people write them: 1 - 0.9 is 0.1, so nothing falls on the wrong side of a limit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import isfinite

#: No target is larger: hours, requests, shares.
MOST = 10**9


def exact(value: float) -> Fraction:
    """The decimal number that is written, not the nearest binary one. Raises ``ValueError`` for what is no number.

    >>> 1 - 0.9 == 0.1, 1 - exact(0.9) == exact(0.1)
    (False, True)
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return Fraction(str(value))


def number(name: str, value: float, low: float = 0, high: float | None = None) -> Fraction:
    """``value`` exactly, if it lies from ``low`` to ``high``; ``ValueError`` naming it if not."""
    found = exact(value)
    if found < low or (high is not None and found > high):
        raise ValueError(f"{name} is {value}; allowed: {low} {'or more' if high is None else f'to {high}'}")
    return found


def ratio(name: str, part: float, whole: float) -> float | None:
    """``part / whole`` for a part that cannot exceed the whole; None (*no data*) when there is no whole."""
    all_of_it = number(f"whole of {name}", whole)
    found = number(name, part, 0, whole)
    return float(found / all_of_it) if all_of_it else None


def ratios(name: str, values: Iterable[float]) -> tuple[Fraction, ...]:
    """Values from 0 to 1, at least one."""
    found = tuple(number(name, value, 0, 1) for value in values)
    if not found:
        raise ValueError(f"{name} is empty; give at least one value from 0 to 1")
    return found
