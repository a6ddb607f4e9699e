"""Do internal and supplier times fit inside the promise? (MS19, *Course model*)"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from attrs import frozen

from pmo_course_lib.domain.check import different
from pmo_course_lib.domain.sla.exact import exact, number


@frozen
class Step:
    """A piece of work: own, or under an OLA or contract; it begins when the steps in ``after`` are done."""

    id: str
    hours: float
    after: tuple[str, ...] = ()


@frozen
class Chain:
    """The longest path and what it takes; ``spare`` is below 0 when the promise cannot be kept."""

    path: tuple[str, ...]
    hours: float
    reserve: float
    promised: float
    spare: float

    @property
    def total(self) -> float:
        """Working hours on the path and in reserve."""
        return float(exact(self.hours) + exact(self.reserve))

    @property
    def fits(self) -> bool:
        """Do they fit inside the promise?"""
        return self.spare >= 0


def time_chain(steps: Iterable[Step], reserve: float, promised: float) -> Chain:
    """Hours on the longest path of steps, with a reserve, against the hours of the SLA.

    Raises ``ValueError`` for no steps, ids used twice, unknown steps, and steps that wait for each other.

    >>> steps = [Step("finance data", 8), Step("interviews", 24), Step("analysis", 30, ("finance data", "interviews")),
    ...          Step("second reading", 8, ("analysis",))]
    >>> chain = time_chain(steps, reserve=8, promised=80)
    >>> chain.total, chain.spare, chain.path
    (70.0, 10.0, ('interviews', 'analysis', 'second reading'))
    """
    known = _known(tuple(steps))
    best: dict[str, tuple[Fraction, tuple[str, ...]]] = {}
    for name in _order(known):
        step = known[name]
        hours, path = max((best[before] for before in step.after), key=lambda one: one[0], default=(Fraction(0), ()))
        best[name] = hours + number(f"hours of {name}", step.hours), (*path, name)
    hours, path = max(best.values(), key=lambda one: one[0])
    spare = number("promised", promised) - hours - number("reserve", reserve)
    return Chain(path, float(hours), reserve, promised, float(spare))


def _known(steps: tuple[Step, ...]) -> dict[str, Step]:
    if not steps:
        raise ValueError("steps is empty; give at least one")
    different("step", (step.id for step in steps))
    known = {step.id: step for step in steps}
    for step in steps:
        for before in step.after:
            if before not in known:
                raise ValueError(f"after of step {step.id!r} is {before!r}; allowed: {', '.join(known)}")
    return known


def _order(known: dict[str, Step]) -> tuple[str, ...]:
    try:
        return tuple(TopologicalSorter({name: step.after for name, step in known.items()}).static_order())
    except CycleError as error:
        raise ValueError(f"steps wait for each other: {' after '.join(error.args[1])}; take one of these out") from None
