"""Worked examples of module T7; every figure is computed by the library."""

from __future__ import annotations

from pmo_course_lib.domain.sla import Counts, error_budget, exception_reason, status
from pmo_course_lib.domain.sla.measures import csat, response_rate, workload_ratio
from pmo_course_lib.ui.modules.worked_t6 import Worked


def pilot_example() -> Worked:
    """The pilot of the intake check: 26 of 30 requests in time, and what one more would have made.

    >>> pilot_example()
    26 of 30 in time: 86.7 per cent: missed
    27 of 30 in time: 90.0 per cent: met
    """
    rows = []
    for met in (26, 27):
        share = Counts(met=met, late=30 - met).attainment
        rows.append((f"{met} of 30 in time", _percent(share), status(share, 0.9).value))
    return Worked(("Pilot", "Attainment", "Against 90 per cent"), tuple(rows))


def review_example() -> Worked:
    """The watermelon: 48 health checks, 44 in time, of which 12 at the last moment; 13 of 22 answers content.

    >>> review_example()
    attainment: 91.7 per cent
    met with less than a tenth of the time left: 25.0 per cent
    workload ratio: 1.07
    satisfied: 59.1 per cent
    response rate: 50.0 per cent
    """
    return Worked(("Figure", "Value"), (
        ("attainment", _percent(Counts(met=44, late=4).attainment)),
        ("met with less than a tenth of the time left", _percent(12 / 48)),
        ("workload ratio", f"{workload_ratio(48, 45):.2f}"),
        ("satisfied", _percent(csat(13, 22))),
        ("response rate", _percent(response_rate(22, 44))),
    ))


def exception_example() -> Worked:
    """120 requests expected in the quarter, 90 per cent promised: the ninth and the tenth miss.

    >>> exception_example()
    9 misses: 75.0 per cent: 25.0 per cent: no
    10 misses: 83.3 per cent: 16.7 per cent: yes
    """
    rows = []
    for missed in (9, 10):
        budget = error_budget(120, missed, 0.9)
        assert budget
        due = exception_reason("attainment", None, budget.remaining)
        rows.append((f"{missed} misses", _percent(budget.consumed), _percent(budget.remaining), "yes" if due else "no"))
    return Worked(("So far", "Budget used", "Budget left", "Exception report due"), tuple(rows))


def _percent(share: float | None) -> str:
    return "no data" if share is None else f"{100 * share:.1f} per cent"
