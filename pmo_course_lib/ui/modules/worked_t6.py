"""Worked examples of module T6; every figure is computed by the library."""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.domain.sla import Counts, burn_rate, error_budget
from pmo_course_lib.domain.sla.measures import mean, percentile, percentile_linear

#: The ten turnarounds of the text, in working hours, against a promise of 90 per cent within 16.
TEN = (6, 7, 9.5, 11, 12, 14, 15.5, 16, 16.5, 20)
LIMIT = 16


@frozen
class Worked:
    """A small table that a notebook shows: head, rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def _repr_markdown_(self) -> str:
        lines = (self.head, ("---",) * len(self.head), *self.rows)
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def __repr__(self) -> str:
        return "\n".join(": ".join(row) for row in self.rows)


def attainment_example() -> Worked:
    """Ten requests: what attainment, mean, median and percentiles make of them.

    >>> attainment_example()
    attainment within 16 hours: 0.80
    mean: 12.75 hours
    median (50th percentile, nearest rank): 12 hours
    80th percentile, nearest rank: 16 hours
    90th percentile, nearest rank: 16.5 hours
    90th percentile, interpolated: 16.85 hours
    """
    met = sum(hours <= LIMIT for hours in TEN)
    return Worked(("Figure", "Value"), (
        (f"attainment within {LIMIT} hours", f"{Counts(met=met, late=len(TEN) - met).attainment or 0:.2f}"),
        ("mean", f"{mean(TEN):g} hours"),
        ("median (50th percentile, nearest rank)", f"{percentile(TEN, 50):g} hours"),
        ("80th percentile, nearest rank", f"{percentile(TEN, 80):g} hours"),
        ("90th percentile, nearest rank", f"{percentile(TEN, 90):g} hours"),
        ("90th percentile, interpolated", f"{percentile_linear(TEN, 90):g} hours"),
    ))


def budget_example() -> Worked:
    """200 requests, target 0.9, 13 missed: at the end of the period, and half-way.

    >>> budget_example()
    permitted misses of 200: 20
    used by 13 misses: 65 per cent
    left: 35 per cent
    burn rate at the end, after 200 requests: 0.65
    burn rate half-way, after 100 requests: 1.30
    """
    budget = error_budget(200, 13, 0.9)
    assert budget and budget.consumed is not None and budget.remaining is not None
    return Worked(("Figure", "Value"), (
        ("permitted misses of 200", f"{budget.allowed:g}"),
        ("used by 13 misses", f"{100 * budget.consumed:.0f} per cent"),
        ("left", f"{100 * budget.remaining:.0f} per cent"),
        ("burn rate at the end, after 200 requests", f"{burn_rate(13, 200, 0.9):.2f}"),
        ("burn rate half-way, after 100 requests", f"{burn_rate(13, 100, 0.9):.2f}"),
    ))
