"""Step 1: from what customer groups expect to an order of services. *Course model*: the ring's formulas are not public."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import fsum

from pmo_course_lib.domain.value_ring.expectations import Chances
from pmo_course_lib.domain.value_ring.inputs import Group


def weights(groups: Iterable[Group]) -> dict[str, float]:
    """Weights of the groups as parts of 1, by id; they may be given on any scale.

    Raises ``ValueError`` when there is no group, or none with a weight above 0.
    """
    given = {group.id: group.weight for group in groups}
    if not given:
        raise ValueError("groups is empty: name the customer groups first, with their weights")
    if not any(given.values()):
        raise ValueError("weight is 0 for every customer group; give at least one group a weight above 0")
    return normal(given)


def normal(given: Mapping[str, float]) -> dict[str, float]:
    """Numbers of 0 or more as parts of 1; all 0 stays all 0."""
    total = fsum(given.values()) or 1.0
    return {name: value / total for name, value in given.items()}


def benefit_relevance(groups: Iterable[Group]) -> dict[str, float]:
    """R of each benefit: sum over groups of weight x priority, divided by the total, so that the R add to 1.

    Raises ``ValueError`` when all weights or all priorities are 0.

    >>> executives = Group("executives", 0.6, {"decisions": 10, "administration": 3, "skills": 7})
    >>> managers = Group("project_managers", 0.4, {"decisions": 5, "administration": 8, "skills": 7})
    >>> {name: round(part, 2) for name, part in benefit_relevance([executives, managers]).items()}
    {'decisions': 0.4, 'administration': 0.25, 'skills': 0.35}
    """
    groups = tuple(groups)
    parts = weights(groups)
    names = dict.fromkeys(name for group in groups for name in group.priorities)
    raw = {name: fsum(parts[group.id] * group.priorities.get(name, 0) for group in groups) for name in names}
    if not any(raw.values()):
        raise ValueError("priorities are 0 for every benefit in all groups with a weight; rate at least one benefit 1 to 10")
    return normal(raw)


def service_relevance(relevance: Mapping[str, float], chances: Chances) -> dict[str, float]:
    """FR of each service: sum over benefits of R x the chance that the service, done well, brings the benefit.

    >>> service_relevance({"decisions": 0.4, "skills": 0.6}, {"T7": {"decisions": 0.1, "skills": 0.8}})
    {'T7': 0.52}
    """
    return {service: fsum(relevance.get(benefit, 0) * chance for benefit, chance in row.items())
            for service, row in chances.items()}


def order(relevance: Mapping[str, float]) -> tuple[str, ...]:
    """Services by falling relevance; equal ones by id (S2 before S10), so that the order of the input plays no part.

    >>> order({"S10": 0.3, "S2": 0.3, "T1": 0.5})
    ('T1', 'S2', 'S10')
    """
    return tuple(sorted(relevance, key=lambda id: (-round(relevance[id], 9), _natural(id))))


def _natural(id: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", id))
