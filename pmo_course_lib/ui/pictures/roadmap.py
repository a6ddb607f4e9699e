"""A roadmap: lanes with bars over quarters, milestones, dependencies and today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from attrs import frozen

from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    EDGE,
    HAIR,
    INK,
    MARGIN,
    PANEL,
    QUIET,
    SMALL,
    SMALL_STRONG,
    VERMILION,
    WIDTH,
    Line,
    on_lines,
)
from pmo_course_lib.ui.pictures.svg import Drawing, empty, text_height, text_width
from pmo_course_lib.ui.pictures.words import named, opening, spoken


@frozen
class Bar:
    """Work from ``start`` to ``end``, both included; a milestone has the same day for both. ``after``: ids it waits for."""

    id: str
    name: str
    start: date
    end: date
    after: tuple[str, ...] = ()

    @property
    def milestone(self) -> bool:
        """Whether it is a day, not a span."""
        return self.start == self.end


@frozen
class Lane:
    """Bars that belong together."""

    name: str
    bars: tuple[Bar, ...]


@frozen
class Roadmap:
    """Lanes from top to bottom; ``today`` is drawn if it lies in the time shown."""

    title: str
    lanes: tuple[Lane, ...]
    today: date | None = None
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences, a bar or milestone each."""
        names = {bar.id: named(bar.name) for bar in _bars(self)}
        return (
            opening(self.title, self.note),
            *([f"Today: {spoken(self.today)}."] if self.today else []),
            *(_said(lane, bar, names) for lane in self.lanes for bar in lane.bars),
        )


def _said(lane: Lane, bar: Bar, names: dict[str, str]) -> str:
    when = f"milestone on {spoken(bar.start)}" if bar.milestone else f"from {spoken(bar.start)} to {spoken(bar.end)}"
    after = [names[one] for one in bar.after if one in names]
    return f"{named(lane.name)}, {named(bar.name)}: {when}{'; after ' + ' and '.join(after) if after else ''}."


def _bars(roadmap: Roadmap) -> tuple[Bar, ...]:
    return tuple(bar for lane in roadmap.lanes for bar in lane.bars)


LEFT, RIGHT, ROW, BAR, GAP = 138, WIDTH - MARGIN, 40, 14, 10


@frozen
class _Spot:
    """Where a bar and its label go."""

    bar: Bar
    x: float
    end: float
    label: float
    row: int


def roadmap_chart(roadmap: Roadmap, prefix: str = "") -> str:
    """The roadmap as SVG."""
    if not _bars(roadmap):
        return empty(roadmap.title, roadmap.as_text(), prefix, "Nothing planned yet.")
    d = Drawing(roadmap.title, roadmap.as_text(), prefix)
    quarters = tuple(_quarters(roadmap))
    span = (quarters[0].toordinal(), quarters[-1].toordinal())
    top = d.head(roadmap.note) + 50
    layouts = [(lane, tuple(_packed(lane, span))) for lane in roadmap.lanes]
    tops = [top]
    for lane, spots in layouts:
        rows = max((spot.row for spot in spots), default=0) + 1
        tops.append(tops[-1] + max(rows * ROW + 12, text_height(lane.name, SMALL_STRONG, LEFT - MARGIN - 14, 3) + 16))
    _time(d, quarters, span, (top, tops[-1]))
    centres = {
        spot.bar.id: (spot, y + spot.row * ROW + ROW - 8) for (_, spots), y in zip(layouts, tops, strict=False) for spot in spots
    }
    for (lane, _), y, after in zip(layouts, tops, tops[1:], strict=False):
        d.lines(((MARGIN, y), (RIGHT, y)), Line(EDGE, 1))
        d.text(MARGIN, (y + after) / 2, named(lane.name), SMALL_STRONG, width=LEFT - MARGIN - 14, lines=3, centred=True)
    _today(d, roadmap.today, span, (top, tops[-1]))
    for spot, y in centres.values():
        for one in spot.bar.after:
            if one in centres:
                _dependency(d, centres[one], (spot, y))
    for spot, y in centres.values():
        _draw(d, spot, y)
    d.lines(((MARGIN, tops[-1]), (RIGHT, tops[-1])), Line(EDGE, 1))
    return d.svg(_key(d, roadmap.today, tops[-1] + 8) + 12)


def _quarters(roadmap: Roadmap) -> Iterator[date]:
    """First days of the quarters shown, and of the one after."""
    first = min(bar.start for bar in _bars(roadmap))
    last = max(max(bar.start, bar.end) for bar in _bars(roadmap))
    year, quarter = first.year, (first.month - 1) // 3
    while (day := date(year, 3 * quarter + 1, 1)) <= last:
        yield day
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)
    yield date(year, 3 * quarter + 1, 1)


def _x(day: int, span: tuple[int, int]) -> float:
    return LEFT + (RIGHT - LEFT) * (day - span[0]) / (span[1] - span[0])


def _packed(lane: Lane, span: tuple[int, int]) -> Iterator[_Spot]:
    """Bars in rows: a row takes the next bar when neither bar nor label meets what is there."""
    ends: list[float] = []
    for bar in sorted(lane.bars, key=lambda b: (b.start, b.end, b.id)):
        x, end = _x(bar.start.toordinal(), span), _x(max(bar.end, bar.start).toordinal() + 1, span)
        if bar.milestone:
            x, end = x - 9, x + 9
        width = text_width(named(bar.name), SMALL, RIGHT - LEFT)
        label = max(min(x, RIGHT - width), LEFT)
        row = next((i for i, used in enumerate(ends) if used + GAP <= min(x, label)), len(ends))
        ends[row : row + 1] = [max(end, label + width)]
        yield _Spot(bar, x, end, label, row)


def _time(d: Drawing, quarters: tuple[date, ...], span: tuple[int, int], edges: tuple[float, float]) -> None:
    top, bottom = edges
    room = (RIGHT - LEFT) / (len(quarters) - 1)
    year = None
    for index, (start, end) in enumerate(pairwise(quarters)):
        x, after = _x(start.toordinal(), span), _x(end.toordinal(), span)
        if index % 2 == 0:
            d.rect(x, top - 22, after - x, bottom - top + 22, PANEL, Line("none", 0))
        d.lines(((x, top - 22), (x, bottom)), Line(HAIR, 1))
        if room >= 24:
            d.text((x + after) / 2, top - 19, f"Q{(start.month + 2) // 3}", QUIET, anchor="middle")
        if start.year != year and (room >= 24 or start.year % 5 == 0 or year is None):
            d.text(x + 2, top - 50, str(start.year), SMALL_STRONG)
        year = start.year


def _today(d: Drawing, today: date | None, span: tuple[int, int], edges: tuple[float, float]) -> None:
    if today is None or not span[0] <= today.toordinal() <= span[1]:
        return
    top, bottom = edges
    x = _x(today.toordinal(), span)
    d.lines(((x, top), (x, bottom)), Line(VERMILION, 2, "2 3"))
    d.shape(((x - 6, top - 32), (x + 6, top - 32), (x, top - 24)), VERMILION, Line(VERMILION, 1))


def _draw(d: Drawing, spot: _Spot, y: float) -> None:
    if spot.bar.milestone:
        x = (spot.x + spot.end) / 2
        d.shape(((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y)), INK, Line(INK, 1))
    else:
        d.rect(spot.x, y - BAR / 2, max(spot.end - spot.x, 3), BAR, ACCENT, Line(ACCENT, 1), 2)
    d.text(spot.label, y - BAR / 2 - 18, named(spot.bar.name), on_lines(SMALL), width=RIGHT - LEFT)


def _dependency(d: Drawing, before: tuple[_Spot, float], after: tuple[_Spot, float]) -> None:
    """From the end of one to the start of the other; round by the left when there is no room between."""
    (one, y), (other, end) = before, after
    x, to = one.end, other.x
    line = Line(INK, 1.2)
    side = 7
    if abs(y - end) < 1:
        d.arrow(((x, y), (to, end)), line, 6)
    elif to - x >= 2 * side:
        d.arrow(((x, y), (to - side, y), (to - side, end), (to, end)), line, 6)
    else:
        between = y + (BAR if end > y else -BAR * 1.9)
        d.arrow(((x, y), (x + side, y), (x + side, between), (to - side, between), (to - side, end), (to, end)), line, 6)


def _key(d: Drawing, today: date | None, y: float) -> float:
    d.rect(MARGIN, y + 3, 24, 10, ACCENT, Line(ACCENT, 1), 2)
    d.text(MARGIN + 30, y, "work", QUIET)
    d.shape(((MARGIN + 92, y), (MARGIN + 100, y + 8), (MARGIN + 92, y + 16), (MARGIN + 84, y + 8)), INK, Line(INK, 1))
    d.text(MARGIN + 106, y, "milestone", QUIET)
    d.arrow(((MARGIN + 190, y + 8), (MARGIN + 220, y + 8)), Line(INK, 1.2), 6)
    d.text(MARGIN + 226, y, "is needed for", QUIET)
    if today:
        d.lines(((MARGIN + 342, y), (MARGIN + 342, y + 16)), Line(VERMILION, 2, "2 3"))
        d.text(MARGIN + 350, y, f"today, {spoken(today)}", QUIET)
    return y + 16
