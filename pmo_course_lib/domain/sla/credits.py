"""Service credits, computed as an exercise; inside one company recovery takes their place (*Course model*)."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from pmo_course_lib.domain.sla.exact import exact, number


@frozen
class Band:
    """A shortfall from the target of ``worse_by`` or more costs ``rate`` of the monthly charge."""

    worse_by: float
    rate: float


@frozen
class Credits:
    """The clause: monthly charge, cap as a share of it, and bands graded by how bad the miss is.

    >>> clause = Credits(6000, 0.12, (Band(0, 0.05), Band(0.05, 0.1)))
    >>> clause.rate(0.02), clause.rate(0.05), clause.credit([0.02, 0.07])
    (0.05, 0.1, 720.0)
    """

    monthly_charge: float
    cap: float
    bands: tuple[Band, ...] = field(default=())

    def rate(self, shortfall: float) -> float:
        """Rate of one missed measure: that of the worst band it reaches; 0 for no shortfall below the first band."""
        reached = [band for band in self.bands if exact(shortfall) >= exact(band.worse_by)]
        return max(reached, key=lambda band: band.worse_by).rate if reached else 0.0

    def credit(self, shortfalls: Iterable[float]) -> float:
        """Credit of a month for the shortfalls of its missed measures."""
        return credit(self.monthly_charge, map(self.rate, shortfalls), self.cap)


def credit(monthly_charge: float, rates: Iterable[float], cap: float) -> float:
    """min(cap, sum of rates) * monthly charge, in money to two places.

    >>> credit(6000, [0.05, 0.10], 0.12)
    720.0
    """
    whole = sum(number("rate", rate, 0, 1) for rate in rates)
    return float(round(min(number("cap", cap, 0, 1), whole) * number("monthly_charge", monthly_charge), 2))
