"""Measures as formulas (``content/sla.toml``). None is *no data*. Figures are computed exactly, then made a float.

>>> availability(168, 3.5), mean_time_between_failures(168, 3.5, 2), mean_time_to_restore(3.5, 2)
(0.9791666666666666, 82.25, 1.75)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, prod

from attrs import frozen

from pmo_course_lib.domain.sla.exact import exact, number, ratio, ratios


def percentile(values: Iterable[float], percent: float) -> float | None:
    """MS02, nearest rank: the value at rank ``percent / 100 * n`` rounded up, so one that occurred.

    >>> percentile([6, 9.5, 12, 15.5, 16, 16.5, 7, 20, 11, 14], 90)
    16.5
    """
    ordered = sorted(values)
    rank = ceil(_percent(percent) / 100 * len(ordered))
    return ordered[max(rank, 1) - 1] if ordered else None


def percentile_linear(values: Iterable[float], percent: float) -> float | None:
    """The same by interpolation between neighbours; here only to show that methods differ.

    >>> percentile_linear([6, 9.5, 12, 15.5, 16, 16.5, 7, 20, 11, 14], 90)
    16.85
    """
    ordered = sorted(exact(value) for value in values)
    if not ordered:
        return None
    place = _percent(percent) / 100 * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (place - low) * (ordered[high] - ordered[low]))


def _percent(percent: float) -> Fraction:
    return number("percent", percent, 0, 100)


def mean(values: Iterable[float]) -> float | None:
    """The mean, which can lie below a target that is broken."""
    found = [exact(value) for value in values]
    return float(sum(found) / len(found)) if found else None


def availability(agreed_hours: float, downtime: float) -> float | None:
    """MS04: share of the agreed service time in which the service could be used."""
    down = ratio("downtime", downtime, agreed_hours)
    return None if down is None else float((exact(agreed_hours) - exact(downtime)) / exact(agreed_hours))


def allowed_downtime(agreed: float, target: float) -> float:
    """Downtime that an availability target allows, in the unit of ``agreed``.

    >>> allowed_downtime(30 * 24 * 60, 0.999)
    43.2
    """
    return float(number("agreed", agreed) * (1 - number("target", target, 0, 1)))


def mean_time_to_restore(downtime: float, outages: int) -> float | None:
    """MS05, in hours; no outage gives no data."""
    whole = number("downtime", downtime)
    return float(whole / outages) if number("outages", outages) else None


def mean_time_between_failures(agreed_hours: float, downtime: float, outages: int) -> float | None:
    """MS06, in hours; no outage gives no data."""
    up = number("agreed_hours", agreed_hours) - number("downtime", downtime, 0, agreed_hours)
    return float(up / outages) if number("outages", outages) else None


def serial(parts: Iterable[float]) -> float:
    """MS07: all parts must work, and fail independently.

    >>> serial([0.95, 0.98, 0.97])
    0.90307
    """
    return float(prod(ratios("parts", parts)))


def parallel(parts: Iterable[float]) -> float:
    """MS07 for spares: one part that works is enough."""
    return float(1 - prod(1 - part for part in ratios("parts", parts)))


def csat(satisfied: int, answers: int, needed: int = 1) -> float | None:
    """MS08: answers 4 and 5 of all; fewer answers than ``needed`` give no data."""
    share = ratio("satisfied", satisfied, answers)
    return share if answers >= needed else None


def csat_of(answers: Iterable[int], needed: int = 1) -> float | None:
    """MS08 from the answers themselves, each 1 to 5."""
    found = [int(number("answer", answer, 1, 5)) for answer in answers]
    return csat(sum(answer >= 4 for answer in found), len(found), needed)


def response_rate(answers: int, invitations: int) -> float | None:
    """MS09 (*Course model*)."""
    return ratio("answers", answers, invitations)


def nps(promoters: int, detractors: int, answers: int) -> float | None:
    """MS10, points from -100 to 100: per cent of 9 and 10 less per cent of 0 to 6.

    >>> nps(30, 10, 50)
    40.0
    """
    ratio("promoters and detractors", promoters + detractors, answers)
    number("promoters", promoters), number("detractors", detractors)
    return 100 * (promoters - detractors) / answers if answers else None


def first_time_right(accepted: int, deliveries: int) -> float | None:
    """MS11: deliveries accepted without rework (*Course model*)."""
    return ratio("accepted", accepted, deliveries)


def workload_ratio(requests: int, limit: int) -> float:
    """MS13: volume of a period against the workload limit; above 1 is beyond it.

    >>> workload_ratio(26, 20)
    1.3
    """
    return float(number("requests", requests) / number("limit", limit, 1))


def uptake(used: int, could: int) -> float | None:
    """MS14, for an optional service (*Course model*)."""
    return ratio("used", used, could)


def cost_per_unit(hours: float, rate: float, units: int) -> float | None:
    """MS15, in the money of ``rate`` (*Course model*)."""
    cost = number("hours", hours) * number("rate", rate)
    return float(cost / units) if number("units", units) else None


@frozen
class Part:
    """One measure of a weighted score; ``low``: below its own minimum, which the score would hide."""

    name: str
    weight: float
    value: float
    low: bool


@frozen
class Score:
    """MS18: never shown without its ``parts`` (*Course model*)."""

    value: float
    parts: tuple[Part, ...]


def weighted_score(weights: Mapping[str, float], values: Mapping[str, float],
                   minima: Mapping[str, float] | None = None) -> Score:
    """MS18. Weights add to 1; ``minima`` guard parts against being offset by others. Raises ``ValueError``.

    >>> weighted_score({"time": 0.6, "csat": 0.4}, {"time": 0.95, "csat": 0.84}, {"csat": 0.85}).parts[1].low
    True
    """
    if weights.keys() != values.keys():
        raise ValueError(f"values are given for {', '.join(values)}; allowed: one for each weight ({', '.join(weights)})")
    shares = ratios("weights", weights.values())
    if (whole := sum(shares)) != 1:
        raise ValueError(f"weights add to {float(whole)}; allowed: 1")
    found = ratios("values", (values[name] for name in weights))
    least = minima or {}
    parts = tuple(Part(name, weights[name], values[name], values[name] < least.get(name, 0)) for name in weights)
    return Score(float(sum(a * b for a, b in zip(shares, found, strict=True))), parts)


def backlog_age(hours: Sequence[float], percent: float = 90) -> float | None:
    """MS12: working hours that open requests have waited, by nearest rank (*Course model*)."""
    return percentile(hours, percent)
