"""The five figures of a map (*Course model*). Read them together: moving one tends to move another the wrong way."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.domain.topology.graph import longest_path
from pmo_course_lib.domain.topology.indexed import Index
from pmo_course_lib.domain.topology.need import needs


@frozen
class Share:
    """A part of a whole, with both in view. ``str`` shows it as the course does.

    >>> print(Share(8, 10), Share(1, 8), Share(222, 532), Share(0, 0), sep="; ")
    8 / 10 = 0.80; 1 / 8 = 0.125; 222 / 532 = 0.417; no data
    """

    part: float
    whole: float

    @property
    def value(self) -> float | None:
        """0 to 1; None when there is nothing to divide by."""
        return self.part / self.whole if self.whole else None

    def __str__(self) -> str:
        if self.value is None:
            return "no data"
        decimals = f"{self.value:.3f}"
        return f"{self.part:,.10g} / {self.whole:,.10g} = {decimals.removesuffix('0')}"


@frozen
class Figures:
    """All five. ``chain`` is a longest chain (ids), ``partnering_share`` holds every PMO by its id."""

    coverage: Share
    overlap_rate: Share
    concentration: Share
    chain: tuple[str, ...]
    partnering_share: dict[str, Share]
    label: str = COURSE_MODEL

    @property
    def chain_length(self) -> int | None:
        """Links of the longest chain; None for a map without services."""
        return len(self.chain) - 1 if self.chain else None


def figures(index: Index) -> Figures:
    """The five figures of a map."""
    return Figures(coverage(index), overlap_rate(index), concentration(index), longest_chain(index),
                   {pmo: partnering_share(index, pmo) for pmo in index.pmos})


def coverage(index: Index) -> Share:
    """Needed pairs of consumer and outcome with a live service that the consumer uses, of all needed pairs."""
    pairs = list(needs(index))
    return Share(sum(bool(pair.services) for pair in pairs), len(pairs))


def overlap_rate(index: Index) -> Share:
    """Needed pairs with more than one accountable PMO, of the covered ones; co-providers and front desks do not count."""
    covered = [pair for pair in needs(index) if pair.services]
    return Share(sum(len(pair.providers) > 1 for pair in covered), len(covered))


def concentration(index: Index) -> Share:
    """The largest number of service hours at one PMO, of the hours of promised services at all PMOs."""
    held = [sum((index.hours(line) for line in lines), Fraction(0)) for lines in index.provided.values()]
    return Share(float(max(held, default=0)), float(sum(held)))


def longest_chain(index: Index) -> tuple[str, ...]:
    """The nodes of the longest path of depends_on, services and support; links inside a circle (check V3) do not count."""
    return longest_path({service: [line.on for line in lines] for service, lines in index.dependencies.items()})


def partnering_share(index: Index, pmo: str) -> Share:
    """A PMO's relations in which partnering weighs more than serving and more than controlling, of those with three weights.

    It counts relations and is no mean of weights. Raises ``KeyError`` for an unknown PMO.
    """
    weights = [line.weights for line in index.roles[pmo] if line.weights]
    return Share(sum(partnering > max(serving, controlling) for serving, controlling, partnering in weights), len(weights))
