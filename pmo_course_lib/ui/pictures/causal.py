"""A causal loop diagram: factors round an ellipse, signed arrows, and the loops they close."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from math import cos, hypot, pi, sin

from attrs import evolve, frozen

from pmo_course_lib.ui.pictures.boxes import Box
from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    BLUE,
    EDGE,
    INK,
    MARGIN,
    ON_DARK,
    PAPER,
    QUIET,
    SMALL,
    TINT,
    VERMILION,
    WIDTH,
    Line,
)
from pmo_course_lib.ui.pictures.svg import Drawing, empty, text_height, text_width
from pmo_course_lib.ui.pictures.words import listed, named, opening


@frozen
class Effect:
    """One factor changes another: in the same direction (+) or the opposite one."""

    source: str
    target: str
    same: bool = True


@frozen
class Cycle:
    """A loop: its short name such as "R1", whether it reinforces (else it balances), and its factors in order."""

    name: str
    reinforcing: bool
    factors: tuple[str, ...]


@frozen
class Causes:
    """The diagram."""

    title: str
    factors: tuple[str, ...]
    effects: tuple[Effect, ...]
    cycles: tuple[Cycle, ...] = ()
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences: an effect each, then the loops."""
        return (
            opening(self.title, self.note),
            f"Factors: {listed(map(named, self.factors))}.",
            *(f"More {named(e.source)} means {'more' if e.same else 'less'} {named(e.target)}." for e in self.effects),
            *(f"{_cycle_said(cycle)}." for cycle in self.cycles),
        )


def _cycle_said(cycle: Cycle) -> str:
    return f"{named(cycle.name)}, {'reinforcing' if cycle.reinforcing else 'balancing'}: " + " → ".join(
        map(named, (*cycle.factors, *cycle.factors[:1]))
    )


WIDE, HIGH, ROOM, STEEP, STEPS = WIDTH / 2 - 84, 215, 124, 72, 720


def causal_diagram(causes: Causes, prefix: str = "") -> str:
    """The diagram as SVG."""
    if not causes.factors:
        return empty(causes.title, causes.as_text(), prefix, "No factors to show yet.")
    d = Drawing(causes.title, causes.as_text(), prefix)
    top = d.head(causes.note)
    around, high = _boxes(causes)
    boxes = {name: evolve(box, x=WIDTH / 2 + box.x, y=top + high + 32 + box.y) for name, box in around.items()}
    taken = list(boxes.values())
    signs: list[tuple[Effect, Box]] = []
    lines: list[Box] = []
    for effect in causes.effects:
        if effect.source in boxes and effect.target in boxes and effect.source != effect.target:
            curve = _curve(boxes[effect.source], boxes[effect.target], (WIDTH / 2, top + high + 32))
            _arrow(d, effect, curve)
            spot = _sign_spot(curve, taken)
            lines += [Box(x - 3, y - 3, 6, 6) for x, y in (_on(curve, t / 30) for t in range(31))]
            taken.append(spot)
            signs.append((effect, spot))
    for name, box in boxes.items():
        d.rect(box.x, box.y, box.w, box.h, TINT, Line(EDGE, 1.2), 10)
        d.text(*box.middle, named(name), SMALL, width=ROOM - 16, lines=3, anchor="middle", centred=True)
    for effect, spot in signs:
        _sign(d, effect.same, *spot.middle)
    _badges(d, causes, boxes, taken + lines)
    return d.svg(_key(d, causes, top + 2 * high + 72) + 10)


def _boxes(causes: Causes) -> tuple[dict[str, Box], float]:
    """Boxes by factor for an ellipse round the origin, and its half height."""
    order = _untangled(tuple(dict.fromkeys(causes.factors)), causes.effects)
    high = next(h for h in range(HIGH, 20000, 20) if _steps(h)[-1] >= len(order) * 1.25)
    steps = _steps(high)
    boxes = {}
    for index, name in enumerate(order):
        angle = _angle(bisect_left(steps, steps[-1] * index / len(order)))
        w = text_width(named(name), SMALL, ROOM - 16, 3) + 18
        h = text_height(named(name), SMALL, ROOM - 16, 3) + 12
        boxes[name] = Box(WIDE * cos(angle) - w / 2, high * sin(angle) - h / 2, w, h)
    return boxes, high


def _angle(step: int) -> float:
    return -pi / 2 + 2 * pi * step / STEPS


def _steps(high: float) -> list[float]:
    """The way round the ellipse, from the top, in boxes that fit side by side or one below the other."""
    points = [(WIDE * cos(_angle(i)), high * sin(_angle(i))) for i in range(STEPS + 1)]
    return list(accumulate((max(abs(c - a) / ROOM, abs(e - b) / STEEP) for (a, b), (c, e) in pairwise(points)), initial=0.0))


def _untangled(names: tuple[str, ...], effects: Sequence[Effect]) -> tuple[str, ...]:
    """An order round the ellipse with short arrows and few crossings: swaps are tried until none helps."""
    pairs = [(e.source, e.target) for e in effects if e.source in names and e.target in names]
    order = list(names)
    best = _tangle(order, pairs)
    better = len(names) <= 24
    while better:
        better = False
        for i, j in combinations(range(1, len(order)), 2):
            order[i], order[j] = order[j], order[i]
            cost = _tangle(order, pairs)
            if cost < best:
                best, better = cost, True
            else:
                order[i], order[j] = order[j], order[i]
    return tuple(order)


def _tangle(order: Sequence[str], pairs: Sequence[tuple[str, str]]) -> int:
    at = {name: index for index, name in enumerate(order)}
    spans = [tuple(sorted((at[a], at[b]))) for a, b in pairs]
    crossings = sum(a < c < b < d or c < a < d < b for (a, b), (c, d) in combinations(spans, 2))
    return 3 * crossings + sum(min(b - a, len(order) - b + a) for a, b in spans)


Curve = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]


def _curve(start: Box, end: Box, centre: tuple[float, float]) -> Curve:
    """A bow from box to box, bent towards the centre and a little to its right, so that there and back lie apart."""
    (x1, y1), (x2, y2) = start.middle, end.middle
    length = hypot(x2 - x1, y2 - y1) or 1
    bend = 14 if length > 150 else 22
    mid = ((x1 + x2) / 2, (y1 + y2) / 2)
    control = (
        mid[0] + (centre[0] - mid[0]) * 0.22 - (y2 - y1) / length * bend,
        mid[1] + (centre[1] - mid[1]) * 0.22 + (x2 - x1) / length * bend,
    )
    return _edge(start, control), control, _edge(end, control, 3)


def _edge(box: Box, to: tuple[float, float], gap: float = 0) -> tuple[float, float]:
    """Where the way from the middle of ``box`` to ``to`` leaves it."""
    x, y = box.middle
    dx, dy = to[0] - x, to[1] - y
    share = min((box.w / 2 + gap) / (abs(dx) or 1e-9), (box.h / 2 + gap) / (abs(dy) or 1e-9))
    return x + dx * share, y + dy * share


def _on(curve: Curve, t: float) -> tuple[float, float]:
    (x0, y0), (x1, y1), (x2, y2) = curve
    return ((1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2, (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2)


def _arrow(d: Drawing, effect: Effect, curve: Curve) -> None:
    start, control, end = curve
    colour = BLUE if effect.same else VERMILION
    tip = d.tip(control, end, colour, 9)
    d.path(("M", *start, "Q", *control, *tip), "none", Line(colour, 1.8, "" if effect.same else "7 4"))


def _sign_spot(curve: Curve, taken: Sequence[Box]) -> Box:
    """The place on the arrow nearest its head where nothing is."""
    spots = [Box(x - 9, y - 9, 18, 18) for x, y in (_on(curve, t / 100) for t in (72, 66, 60, 54, 48, 42, 36, 78, 30))]
    return next((spot for spot in spots if not any(spot.meets(other) for other in taken)), spots[0])


def _sign(d: Drawing, same: bool, x: float, y: float) -> None:
    colour = BLUE if same else VERMILION
    d.circle(x, y, 8, PAPER, Line(colour, 1.5))
    d.lines(((x - 4, y), (x + 4, y)), Line(INK, 1.8))
    if same:
        d.lines(((x, y - 4), (x, y + 4)), Line(INK, 1.8))


def _badges(d: Drawing, causes: Causes, boxes: dict[str, Box], taken: list[Box]) -> None:
    """Each loop's name in the middle of its factors, or as near to it as there is room."""
    for cycle in causes.cycles:
        middles = [boxes[name].middle for name in cycle.factors if name in boxes]
        if not middles:
            continue
        centre = (sum(x for x, _ in middles) / len(middles), sum(y for _, y in middles) / len(middles))
        w = max(text_width(named(cycle.name), ON_DARK, 60) + 14, 30)
        spot = next((box for box in _near(centre, w) if not any(box.meets(other, 4) for other in taken)), None)
        if spot is None:
            continue
        taken.append(spot)
        d.rect(spot.x, spot.y, spot.w, spot.h, ACCENT, Line(PAPER, 2), 13 if cycle.reinforcing else 0)
        d.text(*spot.middle, named(cycle.name), ON_DARK, width=60, anchor="middle", centred=True)


def _near(centre: tuple[float, float], w: float) -> Iterator[Box]:
    for away in range(0, 160, 12):
        for step in range(12 if away else 1):
            x, y = centre[0] + away * cos(step * pi / 6), centre[1] + away * sin(step * pi / 6)
            yield Box(x - w / 2, y - 13, w, 26)


def _key(d: Drawing, causes: Causes, y: float) -> float:
    for x, same, words in ((MARGIN, True, "more brings more"), (MARGIN + 220, False, "more brings less")):
        d.arrow(((x, y + 8), (x + 52, y + 8)), Line(BLUE if same else VERMILION, 1.8, "" if same else "7 4"), 9)
        _sign(d, same, x + 24, y + 8)
        d.text(x + 60, y, words, QUIET)
    y += 26
    for cycle in causes.cycles:
        y = d.text(MARGIN, y, _cycle_said(cycle), SMALL, width=WIDTH - 2 * MARGIN, lines=4) + 4
    return y
