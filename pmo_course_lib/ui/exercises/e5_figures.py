"""The figures of E5: seven fields for what a team counted, and what its figures say when they are put together."""

from __future__ import annotations

from math import isfinite
from typing import Any

from attrs import evolve, frozen

from pmo_course_lib.exercises.answers import number
from pmo_course_lib.exercises.checks.sla_lab import ALLOWED, ATTAINMENT, COUNTED, LEFT, MEDIAN, NEAR, P90
from pmo_course_lib.ui.exercises.words import GONE, plain
from pmo_course_lib.ui.modules.kept import forget
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Note, Number, Row, Table, Text
from pmo_course_lib.workbook.model import Workbook


@frozen
class Figure:
    """A figure that a team states: its key, what it is called, its unit, and the range in which it can lie."""

    key: str
    name: str
    unit: str
    low: float = 0
    high: float = 10_000
    whole: bool = False
    help: str = ""

    def block(self, workbook: Workbook) -> Number:
        """Its field."""
        return Number(at("values", self.key), self.name, number(workbook, self.key), self.low, self.high, 1, self.unit, self.help)

    def fits(self, value: Any) -> bool:
        """Can the figure be this?"""
        return (not isinstance(value, bool) and isinstance(value, int | float) and isfinite(value)
                and self.low <= value <= self.high and (not self.whole or value == int(value)))


FIGURES = (
    Figure(COUNTED, "Requests that count", "requests", whole=True),
    Figure(ATTAINMENT, "Attainment", "%", high=100),
    Figure(MEDIAN, "Median of the turnaround", "h"),
    Figure(P90, "90th percentile of the turnaround", "h"),
    Figure(NEAR, "Near misses", "requests", whole=True),
    Figure(ALLOWED, "Permitted misses", "requests", help="May have a decimal."),
    Figure(LEFT, "Error budget that is left", "%", low=-10_000, high=100))
#: How the fields stand beside each other.
_TOGETHER = ((0, 1), (2, 3, 4), (5, 6))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("For the requests **received in January to March 2026**. Share the work: one counts, another checks.")
    fields = tuple(Row(tuple(FIGURES[place].block(workbook) for place in places)) for places in _TOGETHER)
    return (intro, *fields, *_together(workbook))


def _together(workbook: Workbook) -> tuple[Block, ...]:
    """What follows from the stated figures alone; the log is not looked at."""
    rows = tuple(_read(*(number(workbook, one.key) for one in FIGURES)))
    if not rows:
        return (Note("State two figures, and you read here what they say together."),)
    return (Table("Your figures, put together", ("You say", "So"), rows), Text("Does this agree with what you see in the log?"))


def _read(counted: float | None, attainment: float | None, median: float | None, p90: float | None, near: float | None,
          allowed: float | None, left: float | None) -> list[tuple[str, str]]:
    found = []
    if counted is not None and attainment is not None:
        kept = counted * attainment / 100
        of = "" if near is None else f"; {plain(near)} of those in time were near misses"
        found.append((f"{plain(attainment)} % of {plain(counted)} requests",
                      f"{kept:.1f} were in time and {counted - kept:.1f} were not{of}"))
    if median is not None and p90 is not None:
        found.append((f"median {plain(median)} h, 90th percentile {plain(p90)} h",
                      f"half took up to {plain(median)} h, nine in ten up to {plain(p90)} h"))
    if counted and allowed is not None:
        found.append((f"{plain(allowed)} permitted misses of {plain(counted)} requests",
                      f"one request in {counted / allowed:.1f} may be late" if allowed > 0 else "no request may be late"))
    if allowed is not None and left is not None:
        found.append((f"{plain(left)} % left of {plain(allowed)} permitted misses",
                      f"{allowed * left / 100:.1f} misses are left, {allowed - allowed * left / 100:.1f} are used"))
    return found


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    figure = next((one for one in FIGURES if id == at("values", one.key)), None)
    if figure is None:
        raise ValueError(GONE)
    if value is None:
        return forget(workbook, figure.key)
    if not figure.fits(value):
        kind = "a whole number" if figure.whole else "a number"
        raise ValueError(f"{figure.name}: write {kind} from {figure.low:g} to {figure.high:g}.")
    return evolve(workbook, values={**workbook.values, figure.key: value})


def _done(workbook: Workbook) -> bool:
    return all(number(workbook, one.key) is not None for one in FIGURES)


PANEL = Panel("Your figures of the quarter", _draw, _done, _change)
