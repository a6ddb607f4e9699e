"""The orientation index and the place on the grid of power and interest. *Course model*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.domain.orientation.model import Orientation, Position, guide


@frozen
class Reading:
    """``index`` from 0 to 1 and its ``band``; both ``None`` while fewer than nine of the twelve pairs are answered."""

    answered: int
    index: float | None
    band: str | None
    label: str = COURSE_MODEL


def orientation_index(answers: Mapping[str, int]) -> float | None:
    """Sum of the scores / (4 x pairs answered), 0 to 1; ``None`` with fewer than nine answers. *Course model*.

    A blank leaves the sum and the divisor:

    >>> larch = dict(zip("T01 T02 T03 T04 T05 T06 T07 T08 T09 T11 T12".split(), [2, 2, 1, 2, 1, 2, 0, 2, 3, 2, 2]))
    >>> round(orientation_index(larch), 2)
    0.43
    """
    rule = guide().index
    scores = [answers[pair.id] for pair in rule.pairs if pair.id in answers]
    # One division of whole numbers: 0.4 and 0.6 come out as the very numbers that the bands name.
    return sum(scores) / (4 * len(scores)) if len(scores) >= rule.least_answers else None


def band(index: float) -> str:
    """Name of the band: inward below 0.4, mixed from 0.4, outward from 0.6. *Course model*.

    >>> band(0.4), band(0.6)
    ('mixed', 'outward')
    """
    return [one.name for one in guide().index.bands if index >= one.least][-1]


def read(state: Orientation) -> Reading:
    """Index and band of what a participant answered. *Course model*."""
    index = orientation_index(state.answers)
    return Reading(len(state.answers), index, None if index is None else band(index))


def missing(state: Orientation) -> tuple[str, ...]:
    """What still has to be done before the diagnosis stands, a sentence each; empty when it does."""
    return tuple(_gaps(state))


def _gaps(state: Orientation) -> Iterator[str]:
    least, answered = guide().index.least_answers, len(state.answers)
    if answered < least:
        yield f"{answered} of {len(guide().index.pairs)} pairs are answered; the index needs at least {least}."
    for pair in state.answers:
        if not state.evidence.get(pair, "").strip():
            yield f"{pair} has a score and no evidence; name one from the last twelve months, or leave it blank."
    if state.power is None or state.interest is None:
        yield "Place your PMO on the grid of power and interest."
    for trait, evidence in state.traits_seen.items():
        if not evidence.strip():
            yield f"{trait} is marked as seen and has no evidence; write down what you saw."


def position(name: str) -> Position:
    """Where PMOs of a band stand on the grid, each axis 0 to 5. *Course model*. Raises ``ValueError`` for no band.

    >>> position("outward").power, position("outward").interest
    (4, 5)
    """
    known = {one.band: one for one in guide().power_interest.positions}
    if name not in known:
        raise ValueError(f"band is {name!r}; allowed: {', '.join(known)}")
    return known[name]


def to_outward(power: int, interest: int) -> tuple[int, int]:
    """How far power and interest fall short of the outward-looking PMO's place, 0 where they do not. *Course model*.

    PMO Birch follows up what it reports, but nobody has to act on its advice: power is its next step.

    >>> to_outward(power=1, interest=4)
    (3, 1)
    """
    aim = position("outward")
    return max(0, aim.power - power), max(0, aim.interest - interest)
