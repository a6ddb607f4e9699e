"""The PMO Value Ring as public pages show it: steps in three versions, the framework of 2025, levels, headcount table."""

from __future__ import annotations

from attrs import field, frozen

from pmo_course_lib import content
from pmo_course_lib.content import Stated


@frozen
class Step(Stated):
    """One of the eight steps, with the question it answers and why it is there."""

    number: int
    name: str
    tool: str
    question: str
    why: str
    inputs: tuple[str, ...]
    does: tuple[str, ...]
    outputs: tuple[str, ...]


@frozen
class Numbered(Stated):
    """A step of the later list, or a stage of the customers' cycle: number and name are all that is public."""

    number: int
    name: str


@frozen
class Baseline(Stated):
    """Something in the organisation that a PMO starts from."""

    name: str
    meaning: str


@frozen
class Component(Stated):
    """What carries a PMO, and the questions it answers."""

    name: str
    answers: tuple[str, ...]
    meaning: str


@frozen
class Turn(Stated):
    """A step of the flywheel of 2025; stage, ``takes_in`` and ``gives_out`` are our reading, as the note says."""

    number: int
    name: str
    stage: str
    does: str
    takes_in: str
    gives_out: str


@frozen
class Measure(Stated):
    """One of the three measures of the framework."""

    name: str
    looks_at: str


@frozen
class Figure(Stated):
    """A figure of the ring, such as EAI: the abbreviation is public, its name our reading."""

    id: str
    name: str
    step: int
    meaning: str


@frozen
class MaturityLevel(Stated):
    """A level of a PMO, after a practitioner's page."""

    level: int
    name: str
    behaviour: str
    focus: str = ""


@frozen
class Principle(Stated):
    """A sentence of the method."""

    text: str


@frozen
class Headcount(Stated):
    """Rule of thumb: heads = factor x N^(first / second part of exponent), N people supported; and the published points."""

    factor: float
    exponent: tuple[int, int]
    table: tuple[tuple[int, int], ...]


@frozen
class Competences(Stated):
    """A group of competences of PMO people."""

    group: str
    names: tuple[str, ...]


@frozen
class Recovery(Stated):
    """Course rule: the part of a problem's loss a service recovers, by its place in the problem's list."""

    chance_by_place: tuple[float, ...]


@frozen
class Problem(Stated):
    """A problem of projects that services can ease, the strongest service first. *Course model*."""

    id: str
    name: str
    services: tuple[str, ...]


@frozen
class Ring(Stated):
    """All that ``content/value_ring.toml`` holds."""

    title: str
    steps: tuple[Step, ...] = field()
    later_steps: tuple[Numbered, ...]
    baseline: tuple[Baseline, ...]
    components: tuple[Component, ...]
    cycle: tuple[Numbered, ...]
    flywheel: tuple[Turn, ...] = field()
    measures: tuple[Measure, ...]
    figures: tuple[Figure, ...]
    maturity_levels: tuple[MaturityLevel, ...]
    maturity_principle: Principle
    headcount: Headcount
    competences: tuple[Competences, ...]
    recovery: Recovery
    problems: tuple[Problem, ...]

    @steps.validator
    def _counted(self, _attribute: object, value: tuple[Step, ...]) -> None:
        if [one.number for one in value] != list(range(1, len(value) + 1)):
            raise ValueError("steps are not numbered 1, 2, 3 and so on")

    @flywheel.validator
    def _staged(self, _attribute: object, value: tuple[Turn, ...]) -> None:
        stages = {one.name for one in self.cycle}
        if lost := [one.name for one in value if one.stage not in stages]:
            raise ValueError(f"flywheel: the stage of {', '.join(lost)} is not a stage of the cycle")


def ring() -> Ring:
    """The ring's facts.

    >>> [len(steps) for steps in (ring().steps, ring().later_steps, ring().flywheel)]
    [8, 5, 10]
    >>> ring().steps[1].question
    'When will people notice the value, and is there enough of it soon, later and much later?'
    """
    loaded: Ring = content.load("value_ring", Ring)
    return loaded
