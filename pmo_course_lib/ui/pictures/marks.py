"""Small signs that several pictures share: a status or a finding, told apart by shape before colour."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pmo_course_lib.ui.pictures.style import EDGE, GREEN, INK, ORANGE, PAPER, QUIET, VERMILION, Line
from pmo_course_lib.ui.pictures.svg import Drawing
from pmo_course_lib.ui.pictures.words import measure


class Status(StrEnum):
    """How a month stands against its target and its minimum."""

    MET = "met"
    AT_RISK = "at risk"
    MISSED = "missed"
    NO_DATA = "no data"


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"


WHITE = Line(PAPER, 2)
OUTLINE = Line(INK, 1.3)


def status_mark(d: Drawing, x: float, y: float, status: Status, r: float = 8) -> None:
    """Met: a disc with a tick. At risk: a triangle. Missed: a square with a cross. No data: an empty dashed ring."""
    if status is Status.MET:
        d.circle(x, y, r, GREEN, Line(GREEN, 1))
        d.lines(((x - r * 0.5, y), (x - r * 0.1, y + r * 0.42), (x + r * 0.55, y - r * 0.42)), WHITE)
    elif status is Status.AT_RISK:
        warning_mark(d, x, y, r)
    elif status is Status.MISSED:
        d.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, VERMILION, Line(VERMILION, 1))
        for side in (-1, 1):
            d.lines(((x - r * 0.45, y - r * 0.45 * side), (x + r * 0.45, y + r * 0.45 * side)), WHITE)
    else:
        d.circle(x, y, r * 0.85, PAPER, Line(EDGE, 1.5, "3 2.4"))


def warning_mark(d: Drawing, x: float, y: float, r: float = 8) -> None:
    """A triangle with an exclamation mark."""
    d.shape(((x, y - r * 1.1), (x + r * 1.1, y + r * 0.85), (x - r * 1.1, y + r * 0.85)), ORANGE, OUTLINE)
    d.lines(((x, y - r * 0.4), (x, y + r * 0.2)), Line(INK, 1.8))
    d.circle(x, y + r * 0.52, 1, INK, Line(INK, 0.4))


def finding_mark(d: Drawing, x: float, y: float, severity: Severity, r: float = 7) -> None:
    """Error: an octagon with a cross. Warning: the triangle."""
    if severity is Severity.WARNING:
        return warning_mark(d, x, y, r)
    a = r * 0.42
    d.shape(
        (
            (x - a, y - r),
            (x + a, y - r),
            (x + r, y - a),
            (x + r, y + a),
            (x + a, y + r),
            (x - a, y + r),
            (x - r, y + a),
            (x - r, y - a),
        ),
        VERMILION,
        Line(VERMILION, 1),
    )
    for side in (-1, 1):
        d.lines(((x - r * 0.4, y - r * 0.4 * side), (x + r * 0.4, y + r * 0.4 * side)), WHITE)
    return None


def status_key(d: Drawing, x: float, y: float, counts: dict[Status, int] | None = None) -> float:
    """The four marks with their words, and how often each occurs; where it ends."""
    for status in Status:
        words = status.capitalize() + (f": {counts[status]}" if counts is not None else "")
        status_mark(d, x + 8, y + 9, status)
        d.text(x + 22, y + 1, words, QUIET)
        x += 46 + measure(words, QUIET)
    return y + 22


def counted(statuses: Iterable[Status]) -> dict[Status, int]:
    """How often each status occurs."""
    seen = list(statuses)
    return {status: seen.count(status) for status in Status}
