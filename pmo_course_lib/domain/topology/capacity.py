"""Hours, not services, fill a PMO: sum of hours * 1.15 <= capacity (*Course model*; rules PL6 and V5).

All sums are exact in the decimal numbers that people wrote, so that a PMO that is exactly full is not overbooked.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.domain.topology.facts import exact, guide
from pmo_course_lib.domain.topology.indexed import Index


@frozen
class Load:
    """The load of a PMO, in hours a month; ``services`` counts those it works for. None where no capacity is stated.

    ``with_reserve`` is what has to be at most ``capacity``; ``free`` is what further services may take, below 0 when overbooked;
    ``committed`` is ``with_reserve / capacity``, None for a capacity below ``LEAST``.
    """

    pmo: str
    services: int
    hours: float
    reserve: float
    with_reserve: float
    capacity: float | None
    free: float | None
    committed: float | None
    fits: bool | None
    label: str = COURSE_MODEL


def load_of(index: Index, pmo: str) -> Load:
    """The load of one PMO: live services, those past gate G1 on their way to live, and retiring ones until they are closed.

    Raises ``KeyError`` for an unknown PMO. The Networks hub of the course, with 240 hours:

    >>> from pmo_course_lib.domain.topology import Pmo, Provides, Service, Topology
    >>> from pmo_course_lib.domain.topology import index
    >>> planning, board, data = Service("planning", hours_per_month=84), Service("board", hours_per_month=64), Service("data")
    >>> hub = Topology(pmos=(Pmo("hub", capacity_hours_per_month=240),), services=(planning, board, data), provides=(
    ...     Provides("hub", "planning"), Provides("hub", "board"), Provides("hub", "data", hours_per_month=40)))
    >>> load = load_of(index(hub), "hub")
    >>> load.hours, round(load.with_reserve, 1), round(load.free, 1), load.fits
    (188.0, 216.2, 20.7, True)
    """
    lines = [(line.service, hours) for line in index.provided[pmo] if (hours := index.hours(line))]
    return _load(pmo, len({service for service, _ in lines}), sum((hours for _, hours in lines), Fraction(0)),
                 index.pmos[pmo].capacity_hours_per_month)


#: Hours a month below which a capacity is none: what is committed of it would be no number any more.
LEAST = Fraction(1, 1000)


def _load(pmo: str, services: int, hours: Fraction, stated: float | None) -> Load:
    reserve = hours * exact(guide().rules.reserve)
    full = hours + reserve
    capacity = None if stated is None else exact(stated)
    return Load(
        pmo, services, float(hours), float(reserve), float(full), stated,
        free=None if capacity is None else float(capacity / _factor() - hours),
        committed=float(full / capacity) if capacity is not None and capacity >= LEAST else None,
        fits=None if capacity is None else full <= capacity,
    )


def _factor() -> Fraction:
    return 1 + exact(guide().rules.reserve)


def loads(index: Index) -> tuple[Load, ...]:
    """The load of every PMO, in the order of the map."""
    return tuple(load_of(index, pmo) for pmo in index.pmos)


def which_fit(hours: Iterable[float], capacity: float, promised: float = 0) -> tuple[int, ...]:
    """Which candidates fit, as positions from 0: hours a month each, in the order of the ranking.

    The board goes down the ranking and adds up; what does not fit is held, and the next one is tried. The length of the
    result is how many services fit. With 420 hours of capacity and 328 promised, a lessons exchange of 32 fits, a
    further 20 do not:

    >>> which_fit([32, 20, 5], 420, promised=328)
    (0, 2)
    """
    room, total, found = exact(capacity) / _factor(), exact(promised), []
    for position, candidate in enumerate(hours):
        if total + exact(candidate) <= room:
            total += exact(candidate)
            found.append(position)
    return tuple(found)
