"""Module T6: the error budget: how much of the permitted misses is used, how fast, and whether an exception report is due."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.sla import Budget, burn_rate, error_budget, exception_reason, facts
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.modules.sla_figures import cut, percent
from pmo_course_lib.ui.modules.sliders import Slider, moved, slide
from pmo_course_lib.ui.view.blocks import Block, Note, Row, Table, Text
from pmo_course_lib.workbook.model import Workbook

EXPECTED = Slider("t6-budget-expected", "Requests in the whole period", 200, 1, 100_000, whole=True)
TARGET = Slider("t6-budget-target", "Target", 90, 1, 100, "%")
GONE = Slider("t6-budget-gone", "Part of the period gone", 50, 1, 100, "%", help="Requests are assumed to come evenly.")
MISSED = Slider("t6-budget-missed", "Missed so far", 13, 0, 100_000, whole=True)
SLIDERS = (EXPECTED, TARGET, GONE, MISSED)


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    expected, missed = int(EXPECTED.value(workbook)), int(MISSED.value(workbook))
    share, gone = TARGET.value(workbook) / 100, GONE.value(workbook) / 100
    so_far = max(round(expected * gone), 1)
    return (
        Text("A target permits misses: that is the error budget. Move the numbers: when would you write to the customer? "
             "*Course model*: when an exception report is due."),
        Row((EXPECTED.block(workbook), TARGET.block(workbook))),
        Row((GONE.block(workbook), MISSED.block(workbook))),
        *_figures(expected, so_far, missed, round(share, 6), gone),
    )


def _figures(expected: int, so_far: int, missed: int, share: float, gone: float) -> tuple[Block, ...]:
    if missed > so_far:
        return (Note(f"{missed} misses among {so_far} requests so far: that cannot be. Lower the misses, or let more of the "
                     "period be gone.", "warning"),)
    budget, burn = error_budget(expected, missed, share), burn_rate(missed, so_far, share)
    if budget is None or budget.consumed is None or budget.remaining is None or burn is None:
        return (Note("A target of 100 per cent has no budget: any miss breaks it.", "warning" if missed else "info"),
                _report(missed == 0, None))
    return (Table("Where the budget stands", ("Figure", "Value", "What it says"), _rows(budget, so_far, burn), (1,)),
            _speed(burn, gone), _report(None if gone < 1 else burn <= 1, max(budget.remaining, 0)))


def _rows(budget: Budget, so_far: int, burn: float) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Permitted misses", cut(budget.allowed), f"of {budget.counted} requests in the whole period"),
        ("Attainment so far", percent((so_far - budget.missed) / so_far), f"of {so_far} requests"),
        ("Budget used", f"{100 * (budget.consumed or 0):.0f} %", f"{budget.missed} of the permitted misses"),
        ("Budget left", f"{100 * max(budget.remaining or 0, 0):.0f} %", "for the rest of the period"),
        ("Burn rate", f"{burn:.2f}", "1 uses the budget up exactly at the end"),
    )


def _speed(burn: float, gone: float) -> Note:
    if gone == 1:
        kept = burn <= 1
        return Note(f"The period is over, and the budget was {'kept' if kept else 'overspent'}.", "good" if kept else "error")
    if burn > 1:
        return Note(f"Too fast: at this speed the budget runs out after {100 / burn:.0f} per cent of the period.", "warning")
    return Note("At this speed the budget lasts to the end of the period.", "good")


def _report(reached: bool | None, remaining: float | None) -> Note:
    """A target is missed in its period only: before the end (None) it is the budget that calls for the report."""
    if reason := exception_reason("attainment", reached, remaining):
        days = facts().cadence.exception_working_days
        return Note(f"**Exception report due** within {days} working days: {reason}.", "warning")
    return Note("No exception report is due yet.")


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    return slide(workbook, SLIDERS, id, value)


PANEL = Panel("Error budget and burn rate", _draw, lambda workbook: moved(workbook, SLIDERS), _change)
