"""Figures of service levels in words and pictures, the same in every view."""

from __future__ import annotations

from datetime import datetime
from math import ceil, floor

from pmo_course_lib.domain.sla import Better, Month, Report, Result, Target
from pmo_course_lib.domain.sla.exact import exact
from pmo_course_lib.ui.pictures import Attainment, Status, Turnaround, attainment_chart, turnaround_distribution
from pmo_course_lib.ui.pictures import Month as Point
from pmo_course_lib.ui.view.blocks import Picture, Tone

#: Measures whose value is a share, shown in per cent.
SHARES = ("MS03", "MS04", "MS08", "MS09", "MS11", "MS14")
TONES: dict[str, Tone] = {"met": "good", "at risk": "warning", "missed": "error", "no data": "info"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def cut(value: float, better: Better = Better.HIGHER, places: int = 1) -> str:
    """A number to so many places, never rounded to the good side.

    >>> cut(89.99), cut(16.01, Better.LOWER), cut(90.0)
    ('89.9', '16.1', '90')
    """
    scale = 10**places
    whole = (floor if better is Better.HIGHER else ceil)(exact(round(value, 9)) * scale)
    return f"{whole / scale:.{places}f}".rstrip("0").rstrip(".") if places else str(whole)


def percent(share: float | None) -> str:
    """A share in per cent to one place; never rounded up to a full or half per cent, such as a promise; *no data* for none.

    >>> percent(26 / 30), percent(0.8999), percent(None)
    ('86.7 %', '89.9 %', 'no data')
    """
    if share is None:
        return "no data"
    value = round(100 * share, 9)
    near = round(value, 1)
    return f"{cut(value) if near > value and 2 * near == int(2 * near) else cut(near)} %"


def figure(target: Target, value: float | None) -> str:
    """A value in the unit of the target's measure."""
    if value is None:
        return "no data"
    if target.measure in SHARES:
        return percent(value)
    return f"{cut(value, target.better, 2)}{' h' if target.measure in ('MS02', 'MS12') else ''}"


def moment(value: datetime | None) -> str:
    """A moment as people say it: Mon 1 Sep 2025, 15:00."""
    if value is None:
        return "too far ahead to say"
    return f"{value:%a} {value.day} {_MONTHS[value.month - 1]} {value.year}, {value:%H:%M}"


def counted(result: Result) -> str:
    """What an attainment is made of."""
    found = result.counts
    if found is None:
        return result.remark
    named = {"met": found.met, "late": found.late, "open and overdue": found.overdue, "not yet due": found.not_due,
             "cancelled": found.cancelled, "agreed exceptions": found.exceptions, "beyond the workload limit": found.surplus}
    return ", ".join(f"{count} {name}" for name, count in named.items() if count) or "no requests"


def months_picture(report: Report, title: str) -> Picture | None:
    """Attainment by month of receipt against the first target of the report; nothing without one."""
    first = next((n for n, one in enumerate(report.results) if one.target.measure == "MS03"), None)
    if first is None or report.results[first].target.target is None:
        return None
    aim = report.results[first].target
    points = tuple(Point(_month(one, named=not n), _percent(one.results[first]), Status(one.results[first].status.value))
                   for n, one in enumerate(report.months))
    wanted = aim.target or 0
    least = wanted if aim.minimum is None else aim.minimum
    chart = Attainment(title, points, 100 * wanted, 100 * least, "By month of receipt")
    return Picture(attainment_chart(chart), "Attainment by month", listed(chart.as_text()))


def _month(month: Month, named: bool) -> str:
    """The month, with its year when it is the first shown or a January."""
    year, number = month.month.split("-")
    return _MONTHS[int(number) - 1] + (f" {year[2:]}" if named or number == "01" else "")


def _percent(result: Result) -> float | None:
    return None if result.value is None else 100 * result.value


def hours_picture(hours: tuple[float, ...], limit: float, percentile: int, at: float, title: str) -> Picture:
    """How long requests took, with the promise and the percentile that it names."""
    shown = Turnaround(title, tuple(round(one, 2) for one in hours), limit, percentile, float(cut(at, Better.LOWER, 2)))
    return Picture(turnaround_distribution(shown), "How long requests took", listed(shown.as_text()))


def listed(lines: tuple[str, ...]) -> str:
    """Sentences as a list."""
    return "\n".join(f"- {line}" for line in lines)
