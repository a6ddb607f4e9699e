"""From weighted expectations to ranked services, with the reason for each place. *Course model*."""

from __future__ import annotations

from attrs import field, frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.domain.catalogue.fields import form
from pmo_course_lib.domain.catalogue.services import Catalogue, course_catalogue
from pmo_course_lib.domain.value_ring.expectations import benefits
from pmo_course_lib.domain.value_ring.inputs import RingInputs
from pmo_course_lib.domain.value_ring.relevance import benefit_relevance, normal, order, service_relevance, weights


@frozen
class Carrier:
    """A benefit that carries a service: ``share`` of the service's relevance; ``groups``: part of each group in the benefit."""

    benefit: str
    share: float
    groups: dict[str, float]


@frozen
class Recommendation:
    """A service in its place, with the benefits that carry it, the strongest first, and the reason in a sentence."""

    service: str
    relevance: float
    carriers: tuple[Carrier, ...]
    reason: str
    label: str = field(default=COURSE_MODEL, init=False)


def recommend(inputs: RingInputs, catalogue: Catalogue | None = None) -> tuple[Recommendation, ...]:
    """Services that bring anything somebody wants, by falling relevance.

    Raises ``ValueError`` when no group has a weight or no benefit a priority.

    >>> from pmo_course_lib.domain.value_ring.inputs import rate, start
    >>> ring = rate(rate(start(), "executives", 3, {"B08": 9, "B04": 6}), "project_managers", 1, {"B12": 10})
    >>> best = recommend(ring)[0]
    >>> best.service, round(best.relevance, 3)
    ('S6', 0.344)
    >>> best.reason
    'Governance design and running: faster decisions (100 %, wanted most by executives and sponsors).'
    """
    relevance = benefit_relevance(inputs.groups)
    ranked = service_relevance(relevance, inputs.chances)
    names = {one.id: one.name for one in (catalogue or course_catalogue()).services}
    called = {id: _lower(name) for id, name in form().names("customers").items()}
    called |= {group.id: group.name for group in inputs.groups if group.name}
    found = []
    for service in order(ranked):
        if ranked[service] > 0:
            carriers = _carriers(inputs, relevance, service)
            reason = _reason(names.get(service, service), carriers, called)
            found.append(Recommendation(service, ranked[service], carriers, reason))
    return tuple(found)


def _carriers(inputs: RingInputs, relevance: dict[str, float], service: str) -> tuple[Carrier, ...]:
    shares = normal({id: relevance.get(id, 0) * chance for id, chance in inputs.chances[service].items()})
    parts = weights(inputs.groups)
    return tuple(Carrier(id, shares[id], normal({group.id: parts[group.id] * group.priorities.get(id, 0)
                                                 for group in inputs.groups}))
                 for id in order(shares) if shares[id] > 0)


def _reason(name: str, carriers: tuple[Carrier, ...], groups: dict[str, str]) -> str:
    """The two strongest benefits, and who wants each most."""
    wanted = benefits().names()
    lines = [f"{_lower(wanted.get(one.benefit, one.benefit))} ({100 * one.share:.0f} %, wanted most by "
             f"{groups.get(first := order(one.groups)[0], first)})" for one in carriers[:2]]
    return f"{name}: {'; '.join(lines)}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
