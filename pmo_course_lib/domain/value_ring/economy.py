"""Steps 6 and 7: maturity of services, and what the PMO saves against what it costs. *Course model*."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum, prod

from attrs import field, frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.domain.value_ring.expectations import Chances
from pmo_course_lib.domain.value_ring.inputs import RingInputs
from pmo_course_lib.domain.value_ring.readiness import team
from pmo_course_lib.domain.value_ring.relevance import normal
from pmo_course_lib.domain.value_ring.steps import ring


@frozen
class Returns:
    """Step 7: part of each problem's loss ``recovered`` (0..1), ``saving`` and ``cost`` a year, ``roi`` = 1 for 100 per cent.

    ``silent``: services of the mix that count as 0, since their maturity or the team's adherence is not known yet.
    """

    recovered: dict[str, float]
    saving: float
    cost: float
    roi: float
    silent: tuple[str, ...]
    label: str = field(default=COURSE_MODEL, init=False)


def maturity_index(level: int) -> float:
    """MI of a service: its level / the highest level.

    >>> maturity_index(3)
    0.6
    """
    return level / max(one.level for one in ring().maturity_levels)


def pmo_maturity(indices: Mapping[str, float], relevance: Mapping[str, float]) -> float:
    """MI of the PMO: mean of its services' MI, weighted by their relevance (alike where all have none).

    Raises ``ValueError`` when there is no service.

    >>> round(pmo_maturity({"S4": 0.4, "O1": 0.6}, {"S4": 0.3, "O1": 0.1}), 2)
    0.45
    """
    if not indices:
        raise ValueError("maturity is empty; rate at least one service")
    weight = {service: relevance.get(service, 0) for service in indices}
    if not any(weight.values()):
        weight = dict.fromkeys(indices, 1.0)
    return fsum(indices[service] * part for service, part in normal(weight).items())


def recovered(problem: str, recovery: Chances, maturity: Mapping[str, float], adherence: Mapping[str, float]) -> float:
    """Part of a problem's loss that the services recover together: 1 - product of (1 - q x MI x CAI).

    ``recovery``: service -> problem -> q, the part it recovers at its best. Services without MI or CAI count as 0.

    >>> round(recovered("late", {"O1": {"late": 0.15}, "T7": {"late": 0.2}}, {"O1": 0.6, "T7": 0.8}, {"O1": 0.8, "T7": 0.9}), 4)
    0.2056
    """
    return 1 - prod(1 - recovery[service].get(problem, 0) * maturity.get(service, 0) * adherence.get(service, 0)
                    for service in sorted(recovery))


def saving(loss: float, relevance: Mapping[str, float], parts: Mapping[str, float]) -> float:
    """Saving a year: sum over problems of expected loss x relevance (as parts of 1) x recovered part.

    Raises ``ValueError`` when every problem has relevance 0.
    """
    if not any(relevance.values()):
        raise ValueError("problems: relevance is 0 for every problem; give at least one problem a relevance above 0")
    return loss * fsum(share * parts[problem] for problem, share in normal(relevance).items())


def roi(saving: float, cost: float) -> float:
    """Return on investment: (saving - cost) / cost; 1 is 100 per cent. Raises ``ValueError`` for a cost of 0 or less.

    >>> roi(300_000, 200_000)
    0.5
    """
    if cost <= 0:
        raise ValueError(f"annual_cost is {cost:g}; allowed: above 0")
    return (saving - cost) / cost


def returns(inputs: RingInputs) -> Returns:
    """Step 7 for the mix, with its actual maturity and the team's adherence.

    Raises ``ValueError`` naming what has to be filled in first: loss, cost, problems.
    """
    if inputs.expected_loss is None or inputs.annual_cost is None:
        raise ValueError("enter the expected loss and the annual cost of the PMO, both for a year and in the same currency")
    ready = team(inputs).services
    levels = {one: maturity_index(rated.actual) for one, rated in inputs.maturity.items() if rated.actual}
    rows = {service: inputs.recovery.get(service, {}) for service in inputs.mix}
    parts = {problem: recovered(problem, rows, levels, ready) for problem in inputs.problems}
    saved = saving(inputs.expected_loss, inputs.problems, parts)
    return Returns(parts, saved, inputs.annual_cost, roi(saved, inputs.annual_cost),
                   tuple(one for one in inputs.mix if one not in levels or one not in ready))
