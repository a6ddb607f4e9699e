"""The services lifecycle as a flow: stages, the gates between and inside them, the loops back, and where one service stands."""

from __future__ import annotations

from attrs import evolve, frozen

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
    on_lines,
)
from pmo_course_lib.ui.pictures.svg import Drawing, empty, text_height
from pmo_course_lib.ui.pictures.words import clean, listed, measure, named, opening


@frozen
class Gate:
    """A decision: a short ``id`` such as "G1", and its name."""

    id: str
    name: str


@frozen
class Step:
    """A part of a stage."""

    name: str


@frozen
class Stage:
    """A stage: its steps with the gates inside it, the states a service can have in it, and the gate at its end."""

    name: str
    steps: tuple[Step | Gate, ...] = ()
    states: tuple[str, ...] = ()
    exit: Gate | None = None


@frozen
class Loop:
    """A way back: from one stage to an earlier or the same one (names of stages), and when it is taken."""

    start: str
    end: str
    label: str


@frozen
class Place:
    """Where a service is: its state, and the ids of the gates it has passed."""

    service: str
    state: str
    passed: tuple[str, ...] = ()


@frozen
class Flow:
    """The whole lifecycle, with the place of one service if there is one to show."""

    title: str
    stages: tuple[Stage, ...]
    loops: tuple[Loop, ...] = ()
    place: Place | None = None
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences: stages in order, loops, the service."""
        said = [opening(self.title, self.note)]
        said += [_stage_said(number, stage) for number, stage in enumerate(self.stages, 1)]
        said += [f"Loop from {named(loop.start)} to {named(loop.end)}: {named(loop.label)}." for loop in self.loops]
        if self.place:
            said.append(
                f"{named(self.place.service)} is in state {named(self.place.state)};"
                f" gates passed: {listed(map(clean, self.place.passed))}."
            )
        return tuple(said)


def _stage_said(number: int, stage: Stage) -> str:
    steps = [f"gate {_gate(step)}" if isinstance(step, Gate) else named(step.name) for step in stage.steps]
    parts = [
        f"Stage {number}, {named(stage.name)}",
        *([f"steps: {listed(steps)}"] if steps else []),
        *([f"states: {listed(map(clean, stage.states))}"] if stage.states else []),
        *([f"ends with gate {_gate(stage.exit)}"] if stage.exit else []),
    ]
    return "; ".join(parts) + "."


def _gate(gate: Gate) -> str:
    return f"{named(gate.id)} ({named(gate.name)})"


GAP = 42
LANE = 34
ON_ACCENT = evolve(SMALL, fill=PAPER)


def lifecycle_flow(flow: Flow, prefix: str = "") -> str:
    """The flow as SVG."""
    if not flow.stages:
        return empty(flow.title, flow.as_text(), prefix, "No stages to show.")
    d = Drawing(flow.title, flow.as_text(), prefix)
    columns = _columns(flow)
    pin = d.head(flow.note)
    top = pin + (34 if flow.place else 0)
    head = 34 + max(text_height(named(stage.name), STRONG, _width(flow) - 12, 3) for stage in flow.stages)
    bottom = top + max(_height(stage, head, _width(flow)) for stage in flow.stages)
    for number, (stage, x) in enumerate(zip(flow.stages, columns, strict=True), 1):
        _draw_stage(d, flow, number, stage, (x, top, _width(flow), bottom - top), head)
    for stage, x in zip(flow.stages, columns, strict=True):
        _draw_exit(d, flow, stage, x + _width(flow), top + head / 2, stage is flow.stages[-1])
    _pin(d, flow, columns, pin, top)
    end = _gate_key(d, flow, _loops(d, flow, columns, bottom + 8))
    return d.svg(end + 8)


def _columns(flow: Flow) -> list[float]:
    step = _width(flow) + GAP
    return [MARGIN + i * step for i in range(len(flow.stages))]


def _width(flow: Flow) -> float:
    tail = GAP / 2 if flow.stages[-1].exit else 0
    return (WIDTH - 2 * MARGIN - tail - GAP * (len(flow.stages) - 1)) / len(flow.stages)


def _height(stage: Stage, head: float, width: float) -> float:
    steps = sum(_step_height(step, width) for step in stage.steps)
    return head + 10 + steps + sum(_state_height(state, width) for state in stage.states) + (26 if stage.states else 0)


def _step_height(step: Step | Gate, width: float) -> float:
    return 40 if isinstance(step, Gate) else text_height(step.name, SMALL, width - 20, 2) + 16


def _state_height(state: str, width: float) -> float:
    return text_height(state, SMALL, width - 22, 2) + 3


def _here(flow: Flow, stage: Stage) -> bool:
    return flow.place is not None and flow.place.state in stage.states


def _draw_stage(d: Drawing, flow: Flow, number: int, stage: Stage, box: tuple[float, float, float, float], head: float) -> None:
    x, y, w, h = box
    here = _here(flow, stage)
    d.rect(x, y, w, h, TINT if here else PANEL, Line(ACCENT, 2.5) if here else Line(EDGE, 1), 6)
    d.text(x + w / 2, y + 6, str(number), QUIET, anchor="middle")
    d.text(x + w / 2, y + head / 2 + 8, named(stage.name), STRONG, width=w - 12, lines=3, anchor="middle", centred=True)
    y += head + 2
    for step in stage.steps:
        height = _step_height(step, w)
        if isinstance(step, Gate):
            _diamond(d, flow, step, x + w / 2, y + height / 2)
        else:
            d.rect(x + 6, y, w - 12, height - 6, PAPER, Line(EDGE, 1), 4)
            d.text(x + w / 2, y + height / 2 - 3, step.name, SMALL, width=w - 20, lines=2, anchor="middle", centred=True)
        y += height
    if stage.states:
        d.text(x + 10, y + 4, "States", QUIET)
    y += 22
    for state in stage.states:
        now = here and flow.place is not None and flow.place.state == state
        if now:
            d.rect(x + 3, y - 2, w - 6, _state_height(state, w), ACCENT, Line(ACCENT, 1.5), 3)
        d.circle(x + 10, y + 8, 2.5, PAPER if now else EDGE, Line(PAPER if now else EDGE, 1))
        y = d.text(x + 17, y, state, ON_ACCENT if now else SMALL, width=w - 22, lines=2) + 3


def _diamond(d: Drawing, flow: Flow, gate: Gate, x: float, y: float) -> None:
    passed = flow.place is not None and gate.id in flow.place.passed
    r = 16
    d.shape(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), ACCENT if passed else PAPER, Line(ACCENT if passed else INK, 1.5))
    d.text(x, y, gate.id, ON_DARK if passed else SMALL_STRONG, anchor="middle", centred=True, width=30)


def _draw_exit(d: Drawing, flow: Flow, stage: Stage, x: float, y: float, last: bool) -> None:
    middle = x + GAP / 2
    if not last:
        d.arrow(((x, y), (x + GAP, y)), Line(INK, 1.5))
    if stage.exit:
        _diamond(d, flow, stage.exit, middle if not last else x, y)


def _pin(d: Drawing, flow: Flow, columns: list[float], y: float, top: float) -> None:
    """The service's flag above its stage; a state that no stage has gets the flag at the left, without a line."""
    if flow.place is None:
        return
    said = f"{named(flow.place.service)}: {named(flow.place.state)}"
    at = next((x + _width(flow) / 2 for stage, x in zip(flow.stages, columns, strict=True) if _here(flow, stage)), None)
    width = min(measure(said, ON_DARK) + 20, WIDTH - 2 * MARGIN)
    x = min(max((at or 0) - width / 2, MARGIN), WIDTH - MARGIN - width)
    d.rect(x, y, width, 24, ACCENT, Line(ACCENT, 1), 4)
    d.text(x + width / 2, y + 12, said, ON_DARK, anchor="middle", centred=True, width=width - 14)
    if at is not None:
        d.shape(((at - 7, y + 24), (at + 7, y + 24), (at, top - 1)), ACCENT, Line(ACCENT, 1))


def _loops(d: Drawing, flow: Flow, columns: list[float], y: float) -> float:
    """Ways back below the stages, each in a lane of its own; where they end."""
    middles = {stage.name: x + _width(flow) / 2 for stage, x in zip(flow.stages, columns, strict=True)}
    known = [loop for loop in flow.loops if loop.start in middles and loop.end in middles]
    if not known:
        return y
    leaving = {name: [i for i, loop in enumerate(known) if name in (loop.start, loop.end)] for name in middles}
    for lane, loop in enumerate(known):
        start, end = (_port(middles[name], leaving[name].index(lane), len(leaving[name])) for name in (loop.start, loop.end))
        _loop(d, loop, (start, end), y - 8, y + 12 + lane * LANE)
    return y + 4 + len(known) * LANE


def _port(middle: float, index: int, count: int) -> float:
    """Where a loop touches its stage: ports side by side, so that lines do not lie on each other."""
    return middle + (index - (count - 1) / 2) * 14


def _loop(d: Drawing, loop: Loop, ends: tuple[float, float], top: float, y: float) -> None:
    start, end = ends
    if loop.start == loop.end:
        start, end = start + 26, start - 26
    d.arrow(((start, top), (start, y), (end, y), (end, top)), Line(INK, 1.5, "6 3"))
    room = max(abs(start - end) - 8, 200)
    width = min(measure(clean(loop.label), SMALL), room)
    middle = min(max((start + end) / 2, MARGIN + width / 2), WIDTH - MARGIN - width / 2)
    d.text(middle, y + 2, named(loop.label), on_lines(SMALL), anchor="middle", width=room)


def _gate_key(d: Drawing, flow: Flow, y: float) -> float:
    """The names of the gates, and what a filled one means."""
    gates = [gate for stage in flow.stages for gate in (*stage.steps, stage.exit) if isinstance(gate, Gate)]
    y += 8
    x = float(MARGIN)
    for gate in gates:
        said = f"{named(gate.id)} {named(gate.name)}"
        width = min(measure(said, SMALL) + 22, WIDTH - 2 * MARGIN)
        if x + width > WIDTH - MARGIN:
            x, y = MARGIN, y + 20
        d.text(x, y, said, SMALL, width=WIDTH - 2 * MARGIN)
        x += width
    y += 24
    if flow.place and gates:
        d.shape(((MARGIN + 8, y), (MARGIN + 16, y + 8), (MARGIN + 8, y + 16), (MARGIN, y + 8)), ACCENT, Line(ACCENT, 1))
        y = d.text(MARGIN + 22, y, f"gate passed by {named(flow.place.service)}", QUIET, width=WIDTH - 3 * MARGIN)
    return y
