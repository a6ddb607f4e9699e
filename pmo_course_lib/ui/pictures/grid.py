"""The power and interest grid: people or groups as points, each with a label that covers no other."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin

from attrs import frozen

from pmo_course_lib.ui.pictures.boxes import Box
from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    EDGE,
    HAIR,
    INK,
    MARGIN,
    ON_DARK,
    PANEL,
    PAPER,
    QUIET,
    SMALL,
    SMALL_STRONG,
    TINT,
    WIDTH,
    Line,
)
from pmo_course_lib.ui.pictures.svg import Drawing, text_height, text_width
from pmo_course_lib.ui.pictures.words import named, number, opening


@frozen
class Party:
    """A person or group with power and interest, 0 to the end of the scale; ``marked`` shows it filled."""

    name: str
    power: float
    interest: float
    marked: bool = False


@frozen
class PowerInterest:
    """The grid; ``quadrants`` are named low-low, low power and high interest, high power and low interest, high-high."""

    title: str
    parties: tuple[Party, ...]
    scale: float = 5
    quadrants: tuple[str, str, str, str] = ("Monitor", "Keep informed", "Keep satisfied", "Work closely with")
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences, a party each."""
        return (
            opening(self.title, self.note),
            f"Power and interest run from 0 to {number(self.scale)}.",
            *(
                f"{named(p.name)}: power {number(p.power)}, interest {number(p.interest)}, quadrant {named(_quadrant(self, p))}"
                f"{', marked' if p.marked else ''}."
                for p in self.parties
            ),
        )


def _quadrant(grid: PowerInterest, party: Party) -> str:
    high, keen = (value > grid.scale / 2 for value in (party.power, party.interest))
    return grid.quadrants[2 * high + keen]


LEFT, SIZE_X, SIZE_Y, DOT, LABEL = 46, WIDTH - 46 - MARGIN, 500, 10, 128


def power_interest_grid(grid: PowerInterest, prefix: str = "") -> str:
    """The grid as SVG."""
    d = Drawing(grid.title, grid.as_text(), prefix)
    top = d.head(grid.note) + 18
    _frame(d, grid, top)
    points = _points(grid, top)
    taken = [Box(x - DOT - 2, y - DOT - 2, 2 * DOT + 4, 2 * DOT + 4) for x, y in points]
    taken += _quadrant_names(d, grid, top, taken)
    left_over = []
    for index, (party, point) in enumerate(zip(grid.parties, points, strict=True), 1):
        spot = _spot(party, point, taken, top)
        if spot is None:
            left_over.append((index, party))
        else:
            taken.append(spot)
            _label(d, party, point, spot)
    for index, (party, (x, y)) in enumerate(zip(grid.parties, points, strict=True), 1):
        d.circle(x, y, DOT, ACCENT if party.marked else PAPER, Line(ACCENT, 2))
        d.text(x, y, str(index), ON_DARK if party.marked else SMALL, anchor="middle", centred=True)
    return d.svg(_key(d, left_over, top + SIZE_Y + 44) + 8)


def _frame(d: Drawing, grid: PowerInterest, top: float) -> None:
    """Axes and quadrants."""
    d.rect(LEFT, top, SIZE_X, SIZE_Y, PAPER, Line(EDGE, 1.5))
    d.rect(LEFT + SIZE_X / 2, top, SIZE_X / 2, SIZE_Y / 2, TINT, Line(HAIR, 0))
    d.rect(LEFT, top + SIZE_Y / 2, SIZE_X / 2, SIZE_Y / 2, PANEL, Line(HAIR, 0))
    d.lines(((LEFT + SIZE_X / 2, top), (LEFT + SIZE_X / 2, top + SIZE_Y)), Line(EDGE, 1))
    d.lines(((LEFT, top + SIZE_Y / 2), (LEFT + SIZE_X, top + SIZE_Y / 2)), Line(EDGE, 1))
    for value in (0, grid.scale / 2, grid.scale):
        d.text(
            LEFT + SIZE_X * value / grid.scale,
            top + SIZE_Y + 4,
            number(value),
            QUIET,
            anchor="end" if value == grid.scale else "middle",
        )
        d.text(
            LEFT - 8,
            top + SIZE_Y * (1 - value / grid.scale) + (8 if value == grid.scale else 0),
            number(value),
            QUIET,
            anchor="end",
            centred=True,
        )
    d.text(LEFT + SIZE_X / 2, top + SIZE_Y + 22, "Interest →", SMALL_STRONG, anchor="middle")
    d.text(LEFT, top - 20, "Power ↑", SMALL_STRONG)


def _quadrant_names(d: Drawing, grid: PowerInterest, top: float, dots: list[Box]) -> list[Box]:
    """Each quadrant's name in the first of its corners that no point covers; the places taken."""
    taken = []
    for index, name in enumerate(grid.quadrants):
        room = SIZE_X / 2 - 16
        w = text_width(name, SMALL_STRONG, room) + 2
        left, up = LEFT + 8 + index % 2 * SIZE_X / 2, top + 6 + (1 - index // 2) * SIZE_Y / 2
        corners = [Box(x, y, w, 18) for y in (up, up + SIZE_Y / 2 - 30) for x in (left, left + room - w, left + (room - w) / 2)]
        spot = next((box for box in corners if not any(box.meets(dot) for dot in dots)), None)
        if spot:
            d.text(spot.x, spot.y, name, SMALL_STRONG, width=room)
            taken.append(spot)
    return taken


def _points(grid: PowerInterest, top: float) -> list[tuple[float, float]]:
    """Centres of the points; where several would lie on each other they stand side by side."""
    places: list[tuple[float, float]] = []
    for party in grid.parties:
        share_x, share_y = (min(max(value / grid.scale, 0), 1) for value in (party.interest, party.power))
        at = (LEFT + DOT + 3 + share_x * (SIZE_X - 2 * DOT - 6), top + SIZE_Y - DOT - 3 - share_y * (SIZE_Y - 2 * DOT - 6))
        places.append(next(spot for spot in _around(at, top) if all(_apart(spot, other) for other in places)))
    return places


def _around(at: tuple[float, float], top: float) -> Iterator[tuple[float, float]]:
    yield at
    for step in range(1, 60):
        for angle in range(6):
            x = at[0] + step * 6 * cos(angle * pi / 3)
            y = at[1] + step * 6 * sin(angle * pi / 3)
            if LEFT + DOT < x < LEFT + SIZE_X - DOT and top + DOT < y < top + SIZE_Y - DOT:
                yield x, y


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 >= (2 * DOT + 3) ** 2


def _spot(party: Party, point: tuple[float, float], taken: list[Box], top: float) -> Box | None:
    """The nearest free place for a label, right of the point first."""
    style = SMALL_STRONG if party.marked else SMALL
    name = named(party.name)
    w, h = text_width(name, style, LABEL, 3) + 2, text_height(name, style, LABEL, 3)
    frame = Box(LEFT + 2, top + 2, SIZE_X - 4, SIZE_Y - 4)
    axes = [Box(LEFT + SIZE_X / 2, top, 0, SIZE_Y), Box(LEFT, top + SIZE_Y / 2, SIZE_X, 0)]
    clear = (box for box in _candidates(point, w, h) if box.inside(frame) and not any(box.meets(other) for other in taken))
    free = list(clear)
    return next((box for box in free if not any(box.meets(axis, 1) for axis in axes)), free[0] if free else None)


def _candidates(point: tuple[float, float], w: float, h: float) -> Iterator[Box]:
    for away in (4, 12, 24, 38):
        for angle in (0, 6, 3, 9, 1, 11, 5, 7, 2, 10, 4, 8):
            dx, dy = cos(angle * pi / 6), sin(angle * pi / 6)
            yield Box(point[0] + dx * (DOT + away + w / 2) - w / 2, point[1] + dy * (DOT + away + h / 2) - h / 2, w, h)


def _label(d: Drawing, party: Party, point: tuple[float, float], box: Box) -> None:
    x, y = point
    end = (min(max(x, box.x), box.x + box.w), min(max(y, box.y), box.y + box.h))
    if (end[0] - x) ** 2 + (end[1] - y) ** 2 > (DOT + 8) ** 2:
        d.lines((point, end), Line(EDGE, 1))
    right, left = box.x >= x, box.x + box.w <= x
    anchor, at = ("start", box.x) if right else ("end", box.x + box.w) if left else ("middle", box.x + box.w / 2)
    d.text(at, box.y, named(party.name), SMALL_STRONG if party.marked else SMALL, width=LABEL, lines=3, anchor=anchor)


def _key(d: Drawing, left_over: list[tuple[int, Party]], y: float) -> float:
    """Names of the points that had no room for a label."""
    for index, party in left_over:
        d.circle(MARGIN + DOT, y + 8, DOT, PAPER, Line(INK, 1))
        d.text(MARGIN + DOT, y + 8, str(index), SMALL, anchor="middle", centred=True)
        y = d.text(MARGIN + 26, y, named(party.name), SMALL, width=WIDTH - 4 * MARGIN, lines=2) + 5
    return y
