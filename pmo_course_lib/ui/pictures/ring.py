"""A ring of numbered steps round the customers: the PMO Value Ring, or a flywheel whose steps belong to stages."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

from attrs import frozen

from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    EDGE,
    INK,
    MARGIN,
    ON_DARK,
    PANEL,
    PAPER,
    QUIET,
    SMALL,
    SMALL_STRONG,
    STRONG,
    TINT,
    WIDTH,
    Line,
    Type,
)
from pmo_course_lib.ui.pictures.svg import Drawing, empty, text_height
from pmo_course_lib.ui.pictures.words import clean, named, opening


@frozen
class RingStep:
    """A step: its name, a short detail such as its result, the stage it belongs to, and whether it is highlighted."""

    name: str
    detail: str = ""
    stage: str = ""
    marked: bool = False


@frozen
class Ring:
    """Steps clockwise from the top round ``centre``; ``marked_as`` says what a highlight means."""

    title: str
    steps: tuple[RingStep, ...]
    centre: str = "Customers"
    marked_as: str = "highlighted"
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences, a step each."""
        return (
            opening(self.title, self.note),
            f"A ring of {len(self.steps)} steps round {named(self.centre)}, clockwise from the top.",
            *(_said(self, number, step) for number, step in enumerate(self.steps, 1)),
        )


def _said(ring: Ring, number: int, step: RingStep) -> str:
    parts = [
        f"Step {number}, {named(step.name)}",
        f"stage {clean(step.stage)}" if clean(step.stage) else "",
        clean(step.detail),
        named(ring.marked_as) if step.marked else "",
    ]
    return "; ".join(filter(None, parts)) + "."


OUTER, INNER, CORE, MIDST = 185, 148, 52, 98
CENTRE = WIDTH / 2


def value_ring(ring: Ring, prefix: str = "") -> str:
    """The ring as SVG."""
    if not ring.steps:
        return empty(ring.title, ring.as_text(), prefix, "No steps to show.")
    d = Drawing(ring.title, ring.as_text(), prefix)
    top = d.head(ring.note)
    middle = top + OUTER + 30
    count = len(ring.steps)
    for index, step in enumerate(ring.steps):
        _sector(d, middle, (index, index + 1), count, (INNER, OUTER), ACCENT if step.marked else TINT)
        x, y = _at(middle, index + 0.5, count, (INNER + OUTER) / 2)
        d.text(x, y, str(index + 1), Type(16, True, PAPER if step.marked else INK), anchor="middle", centred=True)
    _stages(d, ring, middle)
    core = CORE if any(clean(step.stage) for step in ring.steps) else MIDST
    d.circle(CENTRE, middle, core - 6, ACCENT, Line(ACCENT, 1))
    d.text(CENTRE, middle, named(ring.centre), ON_DARK, width=2 * core - 28, lines=4, anchor="middle", centred=True)
    _turning(d, middle)
    bottom = max(_labels(d, ring, middle), middle + OUTER + 24)
    return d.svg(_key(d, ring, bottom) + 10)


def _at(middle: float, position: float, count: int, r: float) -> tuple[float, float]:
    angle = -pi / 2 + 2 * pi * position / count
    return CENTRE + r * cos(angle), middle + r * sin(angle)


def _sector(d: Drawing, middle: float, span: tuple[float, float], count: int, radii: tuple[float, float], fill: str) -> None:
    start, end = span
    inner, outer = radii
    far = 1 if (end - start) / count > 0.5 else 0
    whole = end - start >= count
    if whole:
        end = start + count - 1e-3
        far = 1
    d.path(
        (
            "M",
            *_at(middle, start, count, outer),
            "A",
            outer,
            outer,
            "0",
            str(far),
            "1",
            *_at(middle, end, count, outer),
            "L",
            *_at(middle, end, count, inner),
            "A",
            inner,
            inner,
            "0",
            str(far),
            "0",
            *_at(middle, start, count, inner),
            "Z",
        ),
        fill,
        Line(EDGE if fill != ACCENT else ACCENT, 1.5),
    )


def _runs(ring: Ring) -> list[tuple[str, int, int]]:
    """Neighbouring steps of one stage: its name, first step, end."""
    runs: list[tuple[str, int, int]] = []
    for index, step in enumerate(ring.steps):
        if runs and runs[-1][0] == step.stage:
            runs[-1] = (step.stage, runs[-1][1], index + 1)
        else:
            runs.append((step.stage, index, index + 1))
    return runs


def _stages(d: Drawing, ring: Ring, middle: float) -> None:
    if not any(clean(step.stage) for step in ring.steps):
        return
    count = len(ring.steps)
    for stage, start, end in _runs(ring):
        _sector(d, middle, (start, end), count, (CORE, INNER - 4), PANEL)
        x, y = _at(middle, (start + end) / 2, count, (CORE + INNER - 4) / 2)
        room = min(2 * pi * 98 * (end - start) / count - 20, INNER - CORE - 8)
        d.text(x, y, stage, SMALL, width=max(room, 30), lines=3, anchor="middle", centred=True)


def _turning(d: Drawing, middle: float) -> None:
    """A small arrow at the top that says which way the ring turns."""
    r = OUTER + 12
    start, end = _at(middle, -1, 40, r), _at(middle, 1, 40, r)
    d.path(("M", *start, "A", r, r, "0 0 1", *end), "none", Line(INK, 1.5))
    d.tip((end[0] - 10, end[1] - 0.6), (end[0] + 5, end[1] + 1.2), INK)


def _labels(d: Drawing, ring: Ring, middle: float) -> float:
    """Names outside the ring, each side spread so that no label touches the next; the lowest end."""
    count = len(ring.steps)
    right = [i for i in range(count) if (i + 0.5) / count <= 0.5]
    left = [i for i in reversed(range(count)) if (i + 0.5) / count > 0.5]
    return max(_side(d, ring, middle, side, anchor) for side, anchor in ((right, "start"), (left, "end")))


def _side(d: Drawing, ring: Ring, middle: float, indices: list[int], anchor: str) -> float:
    y = middle - OUTER - 24
    sign = 1 if anchor == "start" else -1
    for index in indices:
        step = ring.steps[index]
        at_x, at_y = _at(middle, index + 0.5, len(ring.steps), OUTER)
        name, detail = _title(index, step), clean(step.detail)
        y, out = _beside(name, detail, y, at_y + (at_y - middle) * 0.06, middle)
        x, room = CENTRE + sign * out, CENTRE - MARGIN - out
        d.lines(((at_x, at_y), (x - sign * 4, y + 9)), Line(EDGE, 1))
        y = d.text(x, y, name, SMALL_STRONG, width=room, lines=3, anchor=anchor)
        y = d.text(x, y, detail, QUIET, width=room, lines=3, anchor=anchor) + 10
    return y


def _beside(name: str, detail: str, least: float, centre: float, middle: float) -> tuple[float, float]:
    """Top of a label and its distance from the axis, so that it clears the ring over its whole height."""
    y, out = least, 96.0
    for _ in range(4):
        room = CENTRE - MARGIN - out
        height = text_height(name, SMALL_STRONG, room, 3) + text_height(detail, QUIET, room, 3)
        y = max(least, centre - height / 2)
        nearest = max(y - middle, middle - y - height, 0)
        out = max(out, sqrt(max((OUTER + 16) ** 2 - nearest**2, 0)) + 4)
    return y, out


def _title(index: int, step: RingStep) -> str:
    return f"{index + 1} {named(step.name)}"


def _key(d: Drawing, ring: Ring, y: float) -> float:
    marked = [str(number) for number, step in enumerate(ring.steps, 1) if step.marked]
    if not marked:
        return y
    d.rect(MARGIN, y + 2, 14, 14, ACCENT, Line(ACCENT, 1), 2)
    return d.text(MARGIN + 22, y, f"{named(ring.marked_as)}: {', '.join(marked)}", STRONG, width=WIDTH - 4 * MARGIN, lines=2)
