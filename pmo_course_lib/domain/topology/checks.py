"""The checks V1 to V12 (*Course model*), each a function of its own from the index of a map to its findings.

*Live* means on offer: live, and transforming or retiring until the end date. A service that is only an idea, on hold,
rejected or retired promises nothing, and the checks of promises pass it over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain

from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.topology.capacity import loads
from pmo_course_lib.domain.topology.facts import exact, guide
from pmo_course_lib.domain.topology.finding import Check, Finding, Said, rule, run
from pmo_course_lib.domain.topology.graph import circles
from pmo_course_lib.domain.topology.indexed import Index
from pmo_course_lib.domain.topology.need import needs, outcome_of
from pmo_course_lib.domain.topology.nodes import Service
from pmo_course_lib.domain.topology.relations import Role

CHECKS: dict[str, Check] = {}


def findings(index: Index) -> tuple[Finding, ...]:
    """All findings, V1 first; the order of the input does not change them."""
    return run(CHECKS, index)


@rule("V1", CHECKS)
def one_provider(index: Index) -> Said:
    """Exactly one accountable provider for each live service and consumer group; without users, for the service itself."""
    return chain.from_iterable(answerable(index, service) for service in index.services.values() if service.on_offer)


def answerable(index: Index, service: Service) -> Said:
    """The consumer groups of a service to which no PMO answers, or more than one; groups with the same answer together."""
    by_answer: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for group in index.groups(service.id):
        by_answer[tuple(sorted(index.accountable(service.id, group)))].append(group)
    for pmos, same in by_answer.items():
        if len(pmos) != 1:
            towards = f" to {index.named(same)}" if same != [""] else ""
            answer = f"{index.named(pmos)} both answer" if len(pmos) == 2 else f"{index.named(pmos)} all answer"
            yield (service.id, *pmos, *sorted(filter(None, same))), (
                f"{answer if pmos else 'No PMO answers'} for {index.name(service.id)}{towards}.")


@rule("V2", CHECKS)
def reporting_lines(index: Index) -> Said:
    """Every line of reports_to ends at a governance body: no circle, and no PMO that reports to nobody."""
    for circle in circles(index.superiors):
        names = " reports to ".join(index.name(pmo) for pmo in (*circle, circle[0]))
        yield circle, f"A circle of reporting lines: {names}."
    for pmo, superiors in index.superiors.items():
        if not superiors:
            yield (pmo,), f"{index.name(pmo)} reports to nobody."


@rule("V3", CHECKS)
def circular_services(index: Index) -> Said:
    """No circle of depends_on among services; the message names the circle."""
    for circle in circles({service: [line.on for line in lines] for service, lines in index.dependencies.items()}):
        yield circle, f"A circle of services: {' needs '.join(index.name(one) for one in (*circle, circle[0]))}."


@rule("V4", CHECKS)
def rests_on_retired(index: Index) -> Said:
    """No live service depends directly on a retired one."""
    for service in index.services.values():
        for on in {line.on for line in index.dependencies[service.id]} if service.on_offer else ():
            if on in index.services and index.services[on].state is State.RETIRED:
                yield (service.id, on), f"{index.name(service.id)} is live and depends on {index.name(on)}, which is retired."


@rule("V5", CHECKS)
def overbooked(index: Index) -> Said:
    """Hours with reserve within capacity, where a capacity is stated; exactly full is allowed."""
    return over_capacity(index)


def over_capacity(index: Index) -> Said:
    """The PMOs whose hours with reserve are over their capacity."""
    for load in loads(index):
        if load.fits is False:
            yield (load.pmo,), (
                f"{index.name(load.pmo)} has agreed {load.hours:,.10g} hours a month for its services; with the reserve of "
                f"{100 * guide().rules.reserve:.0f} per cent they take {load.with_reserve:,.10g} of {load.capacity:,.10g} hours "
                "of capacity.")


@rule("V6", CHECKS)
def slow_support(index: Index) -> Said:
    """OLA or contract target shorter than the SLA target it serves, where both are stated; equal leaves no time for own work."""
    for service in index.services.values():
        promise = service.sla_target_hours if service.promised else None
        for line in index.dependencies[service.id]:
            if promise is not None and line.target_hours is not None and line.target_hours >= promise:
                agreement = f" ({line.agreement})" if line.agreement else ""
                yield (service.id, line.on), (
                    f"{index.name(service.id)} is promised in {promise:,.10g} hours, but its support {index.name(line.on)}"
                    f"{agreement} may take {line.target_hours:,.10g}.")


@rule("V7", CHECKS)
def overlap(index: Index) -> Said:
    """Live services of one category and outcome for which two PMOs answer to the same consumers."""
    same: dict[tuple[tuple[str, ...], tuple[str, ...]], set[str]] = defaultdict(set)
    for consumer, lines in index.used.items():
        for services in _alike(index, {line.service for line in lines}).values():
            pmos = {service: index.accountable(service, consumer) for service in services}
            answering = tuple(sorted(service for service in services if pmos[service]))
            together = tuple(sorted(set[str]().union(*pmos.values())))
            if len(answering) > 1 and len(together) > 1:
                same[answering, together].add(consumer)
    for (alike, offices), consumers in same.items():
        yield (*alike, *offices, *sorted(consumers)), (
            f"{index.named(alike)} bring {index.named(consumers)} the same outcome, {index.services[alike[0]].outcome}, "
            f"and come from {index.named(offices)}.")


def _alike(index: Index, services: set[str]) -> Mapping[tuple[str, str], list[str]]:
    """Live services by category and outcome; those that lack one of the two are like no other."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for service in map(index.services.__getitem__, services):
        if service.on_offer and service.category and outcome_of(service):
            found[service.category, outcome_of(service)].append(service.id)
    return found


@rule("V8", CHECKS)
def gaps(index: Index) -> Said:
    """Outcomes that a consumer group needs and that no live service with an accountable provider brings it."""
    for need in needs(index):
        if not need.providers:
            yield (need.consumer,), f"{index.name(need.consumer)} needs {need.outcome}, and no PMO provides it."


@rule("V9", CHECKS)
def single_points(index: Index) -> Said:
    """Promised mandatory services that one person can deliver, or that one PMO delivers (a front desk delivers nothing)."""
    for service in index.services.values():
        if service.promised and index.mandatory(service.id):
            pmos = index.delivering(service.id)
            if service.people == 1:
                yield (service.id, *sorted(pmos)), f"{index.name(service.id)} is mandatory and rests on one person."
            elif len(pmos) == 1:
                yield (service.id, *pmos), f"{index.name(service.id)} is mandatory and rests on {index.named(pmos)} only."


@rule("V10", CHECKS)
def police_pattern(index: Index) -> Said:
    """Relations with controlling above 0.6 and serving below 0.2; both conditions are needed."""
    rules = guide().rules
    for line, (serving, controlling, _) in _weighed(index):
        if controlling > rules.police_controlling_above and serving < rules.police_serving_below:
            yield (line.pmo, line.to), (
                f"{index.name(line.pmo)} polices {index.name(line.to)}: controlling {controlling:g}, serving {serving:g}.")


@rule("V11", CHECKS)
def no_hand_over(index: Index) -> Said:
    """Promised services that must outlive the temporary PMO that answers for them and that it hands over to nobody."""
    for service in index.services.values():
        if service.outlives_pmo and service.promised:
            handed = {line.pmo for line in index.hand_overs[service.id]}
            for pmo in {line.pmo for line in index.providers[service.id] if line.accountable} - handed:
                if index.temporary(pmo):
                    yield (pmo, service.id), (f"{index.name(service.id)} must outlive {index.name(pmo)}, which is temporary, and "
                                              f"no hand-over is planned.")


@rule("V12", CHECKS)
def role_weights(index: Index) -> Said:
    """Weights between 0 and 1 that add to 1 within 0.001, where all three are estimated."""
    for line, weights in _weighed(index):
        what = f"The role of {index.name(line.pmo)} towards {index.name(line.to)}"
        listed = ", ".join(f"{weight:g}" for weight in weights)
        total = sum(map(exact, weights), Fraction(0))
        if not all(0 <= weight <= 1 for weight in weights):
            yield (line.pmo, line.to), f"{what} has a weight outside 0 to 1: {listed}."
        elif abs(total - 1) > exact(guide().rules.weights_tolerance):
            yield (line.pmo, line.to), f"{what} has weights {listed} that add to {float(total):g}, not to 1."


def _weighed(index: Index) -> Iterator[tuple[Role, tuple[float, float, float]]]:
    for line in chain.from_iterable(index.roles.values()):
        if line.weights is not None:
            yield line, line.weights
