"""SLA attainment month by month against target and minimum, and the SLAM chart: the same for many agreements over a year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from pmo_course_lib.ui.pictures.marks import Status, counted, status_key, status_mark
from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    EDGE,
    HAIR,
    MARGIN,
    QUIET,
    SMALL,
    SMALL_STRONG,
    VERMILION,
    WIDTH,
    Line,
    on_lines,
)
from pmo_course_lib.ui.pictures.svg import Drawing, empty
from pmo_course_lib.ui.pictures.words import named, number, opening


@frozen
class Month:
    """A month's name, its attainment in percent (None: nothing to count), and its status."""

    name: str
    percent: float | None
    status: Status


@frozen
class Attainment:
    """Months in order, with target and minimum in percent."""

    title: str
    months: tuple[Month, ...]
    target: float
    minimum: float
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences, a month each."""
        return (
            opening(self.title, self.note),
            f"Target {number(self.target)} per cent, minimum {number(self.minimum)} per cent.",
            *(f"{named(month.name)}: {_percent(month)}." for month in self.months),
            _totals(self.months),
        )


@frozen
class Agreement:
    """A row of the SLAM chart."""

    name: str
    months: tuple[Month, ...]


@frozen
class Slam:
    """Agreements over the same months, which ``months`` names."""

    title: str
    months: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences, an agreement each."""
        return (
            opening(self.title, self.note),
            "Months: " + ", ".join(map(named, self.months)) + ".",
            *(
                f"{named(row.name)}: "
                + ", ".join(f"{named(m.name)} {_percent(m)}" for m in row.months)
                + f"; {_totals(row.months)}"
                for row in self.agreements
            ),
        )


def _percent(month: Month) -> str:
    return month.status.value if month.percent is None else f"{number(month.percent)} per cent, {month.status.value}"


def _shown(percent: float) -> str:
    """One decimal, cut and not rounded, so that a month just below a line never shows the line's number."""
    return number(int(percent * 10 + 1e-6) / 10)


def _totals(months: tuple[Month, ...]) -> str:
    return ", ".join(f"{count} {status}" for status, count in counted(month.status for month in months).items()) + "."


LEFT, RIGHT, PLOT = 56, WIDTH - 84, 210


def attainment_chart(chart: Attainment, prefix: str = "") -> str:
    """A point for each month on a scale that need not begin at 0 (it says where it begins)."""
    if not chart.months:
        return empty(chart.title, chart.as_text(), prefix, "No months to show yet.")
    d = Drawing(chart.title, chart.as_text(), prefix)
    top = status_key(d, MARGIN, d.head(chart.note), counted(month.status for month in chart.months)) + 18
    low = _low(chart)
    _scale(d, chart, top, low)
    step = (RIGHT - LEFT) / len(chart.months)
    spots = [
        None if m.percent is None else (LEFT + step * (i + 0.5), _y(m.percent, top, low)) for i, m in enumerate(chart.months)
    ]
    for one, other in pairwise(spots):
        if one and other:
            d.lines((one, other), Line(EDGE, 1.5))
    every = 1 if step >= 34 else 2 if step >= 18 else 3
    bottom = max(
        _month(d, month, LEFT + step * (i + 0.5), (top, low, max(step * every - 4, 30)), i % every == 0, _valley(spots, i))
        for i, month in enumerate(chart.months)
    )
    return d.svg(bottom + 12)


def _valley(spots: Sequence[tuple[float, float] | None], index: int) -> bool:
    """Whether the line comes down to this month from its neighbours, so that its number stands better beneath."""
    here = spots[index]
    beside = [spot[1] for spot in (*spots[max(index - 1, 0) : index], *spots[index + 1 : index + 2]) if spot]
    return here is not None and bool(beside) and sum(beside) / len(beside) < here[1] - 4


def _low(chart: Attainment) -> float:
    """The start of the scale: the full ten below everything shown."""
    values = [chart.target, chart.minimum, *(month.percent for month in chart.months if month.percent is not None)]
    return float(max(10 * int((min(values) - 3) // 10), 0))


def _y(percent: float, top: float, low: float) -> float:
    return top + PLOT * (1 - (min(max(percent, low), 100) - low) / (100 - low))


def _scale(d: Drawing, chart: Attainment, top: float, low: float) -> None:
    for percent in range(int(low), 101, 10 if low >= 30 else 20):
        y = _y(percent, top, low)
        d.lines(((LEFT, y), (RIGHT, y)), Line(HAIR, 1))
        d.text(LEFT - 8, y, f"{percent} %", QUIET, anchor="end", centred=True)
    target, minimum = _y(chart.target, top, low), _y(chart.minimum, top, low)
    d.lines(((LEFT, target), (RIGHT, target)), Line(ACCENT, 2))
    d.lines(((LEFT, minimum), (RIGHT, minimum)), Line(VERMILION, 2, "7 4"))
    at_target, at_minimum = _spread(target, minimum)
    for y, word, value in ((at_target, "Target", chart.target), (at_minimum, "Minimum", chart.minimum)):
        d.text(RIGHT + 8, y - 7, word, SMALL_STRONG, centred=True)
        d.text(RIGHT + 8, y + 8, f"{number(value)} %", SMALL, centred=True)


def _spread(target: float, minimum: float) -> tuple[float, float]:
    """Heights of the two labels: at their lines, or 36 apart round their middle."""
    if minimum - target >= 36:
        return target, minimum
    middle = (target + minimum) / 2
    return middle - 18, middle + 18


def _month(d: Drawing, month: Month, x: float, frame: tuple[float, float, float], named_here: bool, valley: bool) -> float:
    top, low, room = frame
    bottom = top + PLOT
    if month.percent is None:
        status_mark(d, x, bottom - 12, month.status)
    else:
        y = _y(month.percent, top, low)
        status_mark(d, x, y, month.status)
        if named_here:
            below = y < top + 14 or (valley and y < bottom - 26)
            d.text(x, y + 11 if below else y - 26, _shown(month.percent), on_lines(SMALL), anchor="middle")
    if not named_here:
        return bottom
    bottom = d.text(x, bottom + 8, named(month.name), SMALL_STRONG, width=room, lines=2, anchor="middle")
    return d.text(x, bottom, month.status.capitalize(), QUIET, width=room, lines=2, anchor="middle")


NAME, CELL = 168, 44


def slam_chart(slam: Slam, prefix: str = "") -> str:
    """A row for each agreement: a mark and the percentage in each month."""
    if not slam.agreements or not slam.months:
        return empty(slam.title, slam.as_text(), prefix, "No agreements to show yet.")
    d = Drawing(slam.title, slam.as_text(), prefix)
    y = status_key(d, MARGIN, d.head(slam.note), counted(m.status for row in slam.agreements for m in row.months)) + 8
    step = (WIDTH - MARGIN - 48 - MARGIN - NAME) / len(slam.months)
    for index, name in enumerate(slam.months):
        d.text(MARGIN + NAME + step * (index + 0.5), y, named(name), SMALL_STRONG, anchor="middle", width=step - 4)
    d.text(WIDTH - MARGIN, y, "Met", SMALL_STRONG, anchor="end")
    y += 22
    for row in slam.agreements:
        _row(d, row, y, step)
        y += CELL
    d.lines(((MARGIN, y), (WIDTH - MARGIN, y)), Line(EDGE, 1))
    return d.svg(y + 12)


def _row(d: Drawing, row: Agreement, y: float, step: float) -> None:
    d.lines(((MARGIN, y), (WIDTH - MARGIN, y)), Line(HAIR, 1))
    d.text(MARGIN, y + CELL / 2, named(row.name), SMALL, width=NAME - 12, lines=2, centred=True)
    for index, month in enumerate(row.months):
        x = MARGIN + NAME + step * (index + 0.5)
        status_mark(d, x, y + 14, month.status, 7.5)
        d.text(x, y + 25, "–" if month.percent is None else _shown(month.percent), SMALL, anchor="middle")
    met = sum(month.status is Status.MET for month in row.months)
    d.text(WIDTH - MARGIN, y + CELL / 2, f"{met} of {len(row.months)}", SMALL, anchor="end", centred=True)
