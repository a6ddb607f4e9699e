"""Measures that PMOs use, good and weak, with formula and with how each can mislead."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.orientation.parts import Fact


class Verdict(Enum):
    """What a measure is good for."""

    GOOD = "good"  #: says how the PMO serves
    CONTEXT = "context"  #: needs others beside it
    WEAK = "weak"  #: easily misread, or not the PMO's own work


@frozen(kw_only=True)
class Note(Stated):
    """The course's view of a measure. *Course model*."""

    verdict: Verdict
    misleads: str


@frozen(kw_only=True)
class Metric(Stated):
    """A measure with its formula; ``course`` says how it can mislead."""

    name: str
    formula: str
    course: Note
    range: str | None = None


@frozen
class _Metrics:
    metrics: tuple[Metric, ...]
    advice: tuple[Fact, ...]


def _loaded() -> _Metrics:
    loaded: _Metrics = load("metrics", _Metrics)
    return loaded


def metrics() -> tuple[Metric, ...]:
    """All measures.

    >>> [metric.name for metric in metrics() if metric.course.verdict is Verdict.GOOD]
    ['Functional performance', 'Uptake']
    """
    return _loaded().metrics


def advice() -> tuple[Fact, ...]:
    """What a report on measures of PMOs concludes."""
    return _loaded().advice


@frozen
class Change:
    """A change told in two ways: ``relative`` in per cent of what was, ``points`` in percentage points of the whole."""

    relative: float
    points: float


def change(before: float, after: float, whole: float) -> Change:
    """How a count of ``before`` that became ``after``, out of ``whole``, can be told. Raises ``ValueError`` for zero.

    "30 per cent fewer failures" may mean three in a hundred:

    >>> change(before=10, after=7, whole=100)
    Change(relative=-30.0, points=-3.0)
    """
    if before <= 0 or whole <= 0:
        raise ValueError(f"before is {before!r} and whole is {whole!r}; allowed: more than 0")
    return Change(100 * (after - before) / before, 100 * (after - before) / whole)


def uptake(users: int, could_use: int) -> float | None:
    """Users / those who could use a service, 0 to 1; ``None`` when nobody could. *Course model*.

    Requests fell from 40 to 28, and uptake did not:

    >>> uptake(30, 50), uptake(21, 35)
    (0.6, 0.6)
    """
    return users / could_use if could_use else None
