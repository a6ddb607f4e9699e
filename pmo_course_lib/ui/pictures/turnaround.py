"""How long requests took: a dot for each, or bars when there are many, with the target and the percentile that was promised."""

from __future__ import annotations

from math import ceil

from attrs import frozen

from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    EDGE,
    GREEN,
    HAIR,
    INK,
    MARGIN,
    PAPER,
    QUIET,
    SMALL,
    SMALL_STRONG,
    VERMILION,
    WIDTH,
    Line,
    Type,
    on_lines,
)
from pmo_course_lib.ui.pictures.svg import Drawing, empty
from pmo_course_lib.ui.pictures.words import measure, number, opening, ordinal, plural


@frozen
class Turnaround:
    """Working hours of each request, the target in hours, and a percentile (0 to 100) with its value in hours."""

    title: str
    hours: tuple[float, ...]
    target: float
    percentile: int
    percentile_hours: float
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences; all hours in ascending order."""
        return (
            opening(self.title, self.note),
            f"{_within(self)}.",
            f"{ordinal(self.percentile)} percentile: {number(self.percentile_hours)} hours, {_verdict(self)}.",
            "Hours of all requests: " + ", ".join(map(number, sorted(self.hours))) + ".",
        )


def _within(t: Turnaround) -> str:
    met = sum(hours <= t.target for hours in t.hours)
    return f"{met} of {plural(len(t.hours), 'request')} within the target of {number(t.target)} hours"


def _verdict(t: Turnaround) -> str:
    return "within the target" if t.percentile_hours <= t.target else "over the target"


BINS = (0.25, 0.5, 1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100, 200, 250, 500, 1000, 2500, 5000, 10000)
LEFT, RIGHT, PLOT, R, DOTS = 46, WIDTH - 24, 170, 7, 60


def turnaround_distribution(t: Turnaround, prefix: str = "") -> str:
    """Discs are within the target, squares beyond it."""
    if not t.hours:
        return empty(t.title, t.as_text(), prefix, "No requests to show yet.")
    d = Drawing(t.title, t.as_text(), prefix)
    late = VERMILION if len(t.hours) <= DOTS else d.pattern("stripes", VERMILION, PAPER)
    top = _key(d, t, d.head(t.note), late) + 52
    width = _bin(t)
    end = width * ceil(max(*t.hours, t.target, t.percentile_hours) / width + 0.5)
    dots = _dots(t, end) if len(t.hours) <= DOTS else ()
    bottom = top + (max(2 * R * max(level for _, _, level in dots) + 40, 90) if dots else PLOT)
    _axis(d, end, width, bottom)
    if not dots:
        _bars(d, t, (width, end), bottom, late)
    _mark_lines(d, t, end, (top, bottom))
    for hours, x, level in dots:
        _dot(d, x, bottom - R - 3 - level * 2 * R, hours <= t.target)
    d.text((LEFT + RIGHT) / 2, bottom + 24, "Working hours from receipt to delivery", QUIET, anchor="middle")
    return d.svg(bottom + 52)


def _bin(t: Turnaround) -> float:
    span = max(*t.hours, t.target, t.percentile_hours)
    return next((width for width in BINS if span / width <= 36), span / 36)


def _columns(t: Turnaround, width: float) -> dict[int, list[float]]:
    columns: dict[int, list[float]] = {}
    for hours in sorted(t.hours):
        columns.setdefault(max(ceil(hours / width) - 1, 0), []).append(hours)
    return columns


def _x(hours: float, end: float) -> float:
    return LEFT + (RIGHT - LEFT) * max(hours, 0) / end


def _axis(d: Drawing, end: float, width: float, bottom: float) -> None:
    d.lines(((LEFT, bottom), (RIGHT, bottom)), Line(EDGE, 1.5))
    every = next(step for step in (width, 2 * width, 4 * width, 5 * width, 10 * width) if end / step <= 12)
    for index in range(int(end / every) + 1):
        x = _x(index * every, end)
        d.lines(((x, bottom), (x, bottom + 5)), Line(EDGE, 1.5))
        d.text(x, bottom + 6, number(index * every), QUIET, anchor="middle")


def _dots(t: Turnaround, end: float) -> tuple[tuple[float, float, int], ...]:
    """Hours, place and level of each dot: exactly at its hours, above those it would touch."""
    last: list[float] = []
    dots = []
    for hours in sorted(t.hours):
        x = _x(hours, end)
        level = next((n for n, used in enumerate(last) if used + 2 * R <= x), len(last))
        last[level : level + 1] = [x]
        dots.append((hours, x, level))
    return tuple(dots)


def _dot(d: Drawing, x: float, y: float, met: bool) -> None:
    if met:
        d.circle(x, y, R - 1, GREEN, Line(PAPER, 1))
    else:
        d.rect(x - R + 1.5, y - R + 1.5, 2 * R - 3, 2 * R - 3, VERMILION, Line(PAPER, 1))


def _bars(d: Drawing, t: Turnaround, scale: tuple[float, float], bottom: float, late: str) -> None:
    """A bar for each bin (above its start, up to its end); what is beyond the target is striped."""
    width, end = scale
    columns = _columns(t, width)
    most = 2 * ceil(max(map(len, columns.values())) / 2)
    for count in (0, most // 2, most):
        y = bottom - PLOT * count / most
        if count:
            d.lines(((LEFT, y), (RIGHT, y)), Line(HAIR, 1))
        d.text(LEFT - 6, y, number(count), QUIET, anchor="end", centred=True)
    for column, values in columns.items():
        met = sum(hours <= t.target for hours in values)
        y, w = bottom, (RIGHT - LEFT) * width / end
        for part, fill, ink in ((met, GREEN, GREEN), (len(values) - met, late, VERMILION)):
            if part:
                y -= PLOT * part / most
                d.rect(_x(column * width, end) + 0.5, y, w - 1, PLOT * part / most, fill, Line(ink, 1))


def _mark_lines(d: Drawing, t: Turnaround, end: float, span: tuple[float, float]) -> None:
    """Target and percentile, each with its label on the side away from the other where there is room."""
    top, bottom = span
    said = f"{ordinal(t.percentile)} percentile {number(t.percentile_hours)} h"
    first = t.target <= t.percentile_hours
    _mark_line(d, (_x(t.target, end), top - 46, bottom), Line(INK, 2.5), f"Target {number(t.target)} h", SMALL_STRONG, not first)
    _mark_line(d, (_x(t.percentile_hours, end), top - 26, bottom), Line(ACCENT, 2, "5 4"), said, SMALL, first)


def _mark_line(d: Drawing, place: tuple[float, float, float], line: Line, said: str, style: Type, right: bool) -> None:
    x, y, bottom = place
    width = measure(said, style) + 6
    right = x + width < WIDTH - MARGIN if right else x - width < MARGIN
    d.lines(((x, y + 2), (x, bottom)), line)
    d.text(x + (6 if right else -6), y, said, on_lines(style), anchor="start" if right else "end")


def _key(d: Drawing, t: Turnaround, y: float, late: str) -> float:
    d.text(
        MARGIN,
        y,
        f"{_within(t)}; {ordinal(t.percentile)} percentile {_verdict(t)}",
        SMALL_STRONG,
        width=WIDTH - 2 * MARGIN,
        lines=2,
    )
    y += 24
    d.circle(MARGIN + 7, y + 8, 6, GREEN, Line(GREEN, 1))
    d.text(MARGIN + 20, y, "within the target", QUIET)
    d.rect(MARGIN + 150, y + 2, 12, 12, late, Line(VERMILION, 1))
    return d.text(MARGIN + 169, y, "over the target", QUIET)
