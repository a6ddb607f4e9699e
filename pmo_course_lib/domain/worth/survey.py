"""Figures from surveys, and how the answers to one question disagree."""

from __future__ import annotations

from itertools import combinations

from attrs import frozen

from pmo_course_lib.content import Stated, load


@frozen(kw_only=True)
class Figure(Stated):
    """A figure with who was asked and how many.

    ``value`` is in ``unit``, ``None`` where there is no single number; ``text`` then, or where the number alone would say
    too much, tells what was reported. ``year`` and ``n`` (answers) where they are known. ``series`` marks figures that
    answer "how many organisations have a PMO?".
    """

    id: str
    topic: str
    measure: str
    unit: str
    population: str
    value: float | None = None
    text: str | None = None
    year: int | None = None
    n: int | None = None
    series: str | None = None


@frozen
class _Survey:
    figures: tuple[Figure, ...]


@frozen
class Series:
    """Figures that may be compared over time, in per cent of organisations."""

    name: str
    figures: tuple[Figure, ...]


@frozen
class Disagreement:
    """Two figures on one question, at most a year apart, and the points between them."""

    first: Figure
    second: Figure
    points: float


def figures() -> tuple[Figure, ...]:
    """All figures.

    >>> next(one for one in figures() if one.id == "F35").value
    411000.0
    """
    loaded: _Survey = load("survey", _Survey)
    return loaded.figures


def prevalence() -> tuple[Series, ...]:
    """Every series on how many organisations have a PMO, each in the order of years.

    >>> [series.name for series in prevalence()][:3]
    ['PM Solutions', 'PMI Pulse', 'Wellingtone']
    """
    found = [one for one in figures() if one.series]
    names = dict.fromkeys(one.series or "" for one in found)
    return tuple(Series(name, tuple(sorted((one for one in found if one.series == name), key=lambda one: one.year or 0)))
                 for name in names)


def disagreements() -> tuple[Disagreement, ...]:
    """Pairs of figures on prevalence that lie at most a year apart and differ, the widest first; undated ones are left out.

    >>> widest = disagreements()[0]
    >>> widest.first.value, widest.second.value, widest.points
    (40.0, 89.0, 49.0)
    """
    dated = sorted((one for series in prevalence() for one in series.figures if one.year), key=lambda one: one.year or 0)
    pairs = (Disagreement(a, b, abs((b.value or 0) - (a.value or 0))) for a, b in combinations(dated, 2)
             if (b.year or 0) - (a.year or 0) <= 1)
    return tuple(sorted((pair for pair in pairs if pair.points), key=lambda pair: -pair.points))
