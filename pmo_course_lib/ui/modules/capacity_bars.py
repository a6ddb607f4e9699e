"""Capacity of PMOs as bars: hours of their services, the reserve on top, and the line that both have to stay within."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from pmo_course_lib.domain.topology import Index, Load, loads
from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    BODY,
    EDGE,
    INK,
    MARGIN,
    PAPER,
    QUIET,
    SKY,
    SMALL,
    STRONG,
    VERMILION,
    WIDTH,
    Line,
)
from pmo_course_lib.ui.pictures.svg import Drawing
from pmo_course_lib.ui.pictures.words import named, number
from pmo_course_lib.ui.view.blocks import Picture

LEFT, RIGHT, ROW, BAR = 190, 520, 46, 22
_TITLE, _NOTE = "Hours a month against capacity (Course model)", "The reserve covers the whole of the hours agreed."


@frozen
class _Bar:
    """A PMO's load with its name."""

    name: str
    load: Load

    @property
    def verdict(self) -> str:
        """How full it is, in a few words."""
        if self.load.capacity is None:
            return "no capacity stated"
        return f"{100 * self.load.committed:.0f} % taken" if self.load.committed is not None else "no capacity"

    @property
    def text(self) -> str:
        """The bar as a sentence."""
        load = self.load
        of = "" if load.capacity is None else f" of {number(load.capacity)} hours"
        state = {True: "fits", False: "does not fit", None: "cannot be judged"}[load.fits]
        return (f"{named(self.name)}: {number(load.hours)} hours agreed, {number(load.with_reserve)} with the reserve{of}; "
                f"{self.verdict}, {state}.")


def capacity_bars(index: Index) -> Picture:
    """All PMOs of a map."""
    bars = tuple(_Bar(index.name(load.pmo), load) for load in loads(index))
    said = (f"{_TITLE}.", *(bar.text for bar in bars))
    return Picture(_svg(bars, said), "Hours and capacity", "\n".join(f"- {line}" for line in said))


def _svg(bars: tuple[_Bar, ...], said: Iterable[str]) -> str:
    d = Drawing(_TITLE, tuple(said), "capacity")
    top = d.head(_NOTE) + 4
    end = max((max(bar.load.with_reserve, bar.load.capacity or 0) for bar in bars), default=0) or 1
    stripes = d.pattern("stripes", INK, SKY)
    for place, bar in enumerate(bars):
        _bar(d, bar, top + ROW * place + ROW / 2, end, stripes)
    return d.svg(_key(d, top + ROW * len(bars) + 8, stripes) + 12)


def _bar(d: Drawing, bar: _Bar, y: float, end: float, stripes: str) -> None:
    load, scale = bar.load, (RIGHT - LEFT) / end
    d.text(MARGIN, y, named(bar.name), BODY, width=LEFT - MARGIN - 12, lines=2, centred=True)
    d.rect(LEFT, y - BAR / 2, load.hours * scale, BAR, ACCENT, Line(INK, 1))
    d.rect(LEFT + load.hours * scale, y - BAR / 2, load.reserve * scale, BAR, stripes, Line(INK, 1))
    d.lines(((LEFT, y - ROW / 2), (LEFT, y + ROW / 2)), Line(EDGE, 1.5))
    if load.capacity is not None:
        x = LEFT + load.capacity * scale
        d.lines(((x, y - BAR / 2 - 6), (x, y + BAR / 2 + 6)), Line(PAPER, 7))
        d.lines(((x, y - BAR / 2 - 6), (x, y + BAR / 2 + 6)), Line(VERMILION if load.fits is False else INK, 3.5))
    d.text(RIGHT + 18, y - 9, bar.verdict, STRONG, centred=True, width=WIDTH - MARGIN - RIGHT - 18)
    over = "" if load.free is None else f"{number(abs(load.free))} h {'free' if load.free >= 0 else 'too many'}"
    d.text(RIGHT + 18, y + 9, over, SMALL, centred=True, width=WIDTH - MARGIN - RIGHT - 18)


def _key(d: Drawing, y: float, stripes: str) -> float:
    d.rect(LEFT, y, 16, 14, ACCENT, Line(INK, 1))
    d.text(LEFT + 22, y - 1, "agreed", QUIET)
    d.rect(LEFT + 90, y, 16, 14, stripes, Line(INK, 1))
    d.text(LEFT + 112, y - 1, "reserve", QUIET)
    d.lines(((LEFT + 186, y - 1), (LEFT + 186, y + 15)), Line(INK, 3.5))
    return d.text(LEFT + 196, y - 1, "capacity", QUIET)
