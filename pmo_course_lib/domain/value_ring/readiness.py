"""Steps 3 to 5: processes, indicators, and how ready the team is for the services. Calculations are *Course model*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum

from attrs import field, fields, frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.domain.value_ring.inputs import Indicator, Person, Process, RingInputs, Rule
from pmo_course_lib.domain.value_ring.steps import ring


@frozen
class Team:
    """Competency adherence, 0..1: of each person for each service (CAI-p), of services (CAI-f), of the PMO (PMO CAI).

    ``rule`` says how people became one figure. A service is left out while nothing is known to be needed for it, or, with the
    rule by workload, while nobody spends hours on it. ``pmo`` is ``None`` without any service.
    """

    people: dict[str, dict[str, float]]
    services: dict[str, float]
    pmo: float | None
    rule: Rule
    label: str = field(default=COURSE_MODEL, init=False)


def adherence(levels: Mapping[str, float], needed: Mapping[str, float]) -> float:
    """CAI-p: mean over the competences needed of level / needed level, each at most 1. Skill beyond the need earns nothing.

    Raises ``ValueError`` when nothing is needed.

    >>> adherence({"negotiation": 2, "communication": 5}, {"negotiation": 4, "communication": 3})
    0.75
    """
    if not needed:
        raise ValueError("needed is empty; say which competences the service needs, and at which level")
    return fsum(min(1.0, levels.get(name, 0) / level) for name, level in needed.items()) / len(needed)


def team(inputs: RingInputs) -> Team:
    """Adherence of people, services and PMO, by the ring's rule."""
    needed = {service: row for service, row in inputs.needed.items() if row}
    people = {one.name: {service: adherence(one.levels, row) for service, row in needed.items()} for one in inputs.people}
    found = {service: _of_service(inputs.people, people, service, inputs.rule) for service in needed}
    services = {service: value for service, value in found.items() if value is not None}
    return Team(people, services, _of_pmo(inputs, services), inputs.rule)


def _of_service(team: tuple[Person, ...], values: dict[str, dict[str, float]], service: str, rule: Rule) -> float | None:
    found = [values[one.name][service] for one in team]
    if rule is Rule.BEST:
        return max(found, default=None)
    return _mean(found, [one.hours.get(service, 0) if rule is Rule.WORKLOAD else 1.0 for one in team])


def _of_pmo(inputs: RingInputs, services: Mapping[str, float]) -> float | None:
    by_hours = inputs.rule is Rule.WORKLOAD
    return _mean(list(services.values()),
                 [fsum(one.hours.get(service, 0) for one in inputs.people) if by_hours else 1.0 for service in services])


def _mean(values: list[float], weights: list[float]) -> float | None:
    """Weighted mean; ``None`` without any weight."""
    total = fsum(weights)
    return fsum(value * weight for value, weight in zip(values, weights, strict=True)) / total if total else None


def headcount(supported: int) -> float:
    """Heads a PMO needs by the published rule of thumb, 0.2 x N^(2/3); round it for people. A rule of thumb, no law.

    Raises ``ValueError`` for fewer than 1 person supported.

    >>> round(headcount(200), 2), round(headcount(200))
    (6.84, 7)
    """
    if supported < 1:
        raise ValueError(f"supported is {supported}; allowed: 1 or more people")
    rule = ring().headcount
    return float(rule.factor * supported ** (rule.exponent[0] / rule.exponent[1]))


def performance(inputs: RingInputs) -> dict[str, float]:
    """Step 4: how far each service reaches the targets of its indicators, 0..1, weighted by their relevance.

    Indicators without a figure are left out, and so are services without any.
    """
    known = [(one, one.reached) for one in inputs.indicators if one.reached is not None]
    names = dict.fromkeys(one.service for one, _ in known)
    found = {name: _mean([value for one, value in known if one.service == name],
                         [one.relevance for one, _ in known if one.service == name]) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def gaps(inputs: RingInputs) -> tuple[str, ...]:
    """What steps 3 and 4 still lack for the mix: services without process or indicator, and their empty elements.

    >>> gaps(RingInputs(mix=("T7",), processes=(Process("T7", "request", ("meet",), ("case",), ("next step",), "coach"),)))
    ('T7: no indicator yet. Choose one that the service itself can move.',)
    """
    return tuple(line for service in inputs.mix for line in (*_process_gaps(inputs, service), *_indicator_gaps(inputs, service)))


def _process_gaps(inputs: RingInputs, service: str) -> Iterator[str]:
    found = [one for one in inputs.processes if one.service == service]
    if not found:
        yield f"{service}: no process yet. Write down trigger, steps, inputs, outputs and who is responsible."
    yield from (f"{service}: the process lacks {names}." for one in found if (names := _empty(one)))


def _indicator_gaps(inputs: RingInputs, service: str) -> Iterator[str]:
    found = [one for one in inputs.indicators if one.service == service]
    if not found:
        yield f"{service}: no indicator yet. Choose one that the service itself can move."
    yield from (f"{service}: the indicator {one.name!r} lacks {names}." for one in found if (names := _empty(one)))


def _empty(one: Process | Indicator) -> str:
    return ", ".join(part.name for part in fields(type(one)) if getattr(one, part.name) in ("", ()))
