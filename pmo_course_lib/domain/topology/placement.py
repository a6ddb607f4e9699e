"""Where a service belongs: the placement rules PL1 to PL6 as advice (*Course model*)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pmo_course_lib.domain.topology.checks import answerable, over_capacity
from pmo_course_lib.domain.topology.finding import Check, Finding, Said, rule, run
from pmo_course_lib.domain.topology.indexed import Index
from pmo_course_lib.domain.topology.nodes import Service, Skill
from pmo_course_lib.domain.topology.relations import HandsOverTo

PLACEMENT: dict[str, Check] = {}


def advice(index: Index) -> tuple[Finding, ...]:
    """What the six rules say about the promised services of a map, PL1 first."""
    return run(PLACEMENT, index)


def _placed(index: Index) -> Iterator[tuple[Service, str]]:
    """Promised services with each PMO that answers for them, once."""
    for service in index.services.values():
        if service.promised:
            for pmo in {line.pmo for line in index.providers[service.id] if line.accountable}:
                yield service, pmo


@rule("PL1", PLACEMENT)
def independence(index: Index) -> Said:
    """Assurance does not sit with a PMO whose work it checks."""
    for service, pmo in _placed(index):
        if pmo in service.assures:
            yield (service.id, pmo), f"{index.name(service.id)} checks the work of {index.name(pmo)}, which provides it."


@rule("PL2", PLACEMENT)
def scarce_or_daily(index: Index) -> Said:
    """Scarce skill sits with a PMO of the whole organisation, daily help with one closer to projects."""
    for service, pmo in _placed(index):
        central = index.central(pmo)
        if service.skill is Skill.SCARCE and central is False:
            yield (service.id, pmo), (f"{index.name(service.id)} takes scarce skill and sits at {index.name(pmo)}, "
                                       "not in the centre.")
        elif service.skill is Skill.DAILY and central:
            yield (service.id, pmo), f"{index.name(service.id)} is daily help and sits at {index.name(pmo)}, far from projects."


@rule("PL3", PLACEMENT)
def hand_overs(index: Index) -> Said:
    """What must outlive a temporary PMO is handed over to a permanent one, on a day before the PMO closes."""
    for service, pmo in _placed(index):
        if service.outlives_pmo and index.temporary(pmo):
            lines = [line for line in index.hand_overs[service.id] if line.pmo == pmo]
            flaws = [_flaw(index, line) for line in lines] or ["no hand-over is planned"]
            if all(flaws):
                yield (pmo, service.id), (f"{index.name(pmo)} is temporary, {index.name(service.id)} must outlive it, and "
                                          f"{min(flaws)}.")


def _flaw(index: Index, line: HandsOverTo) -> str:
    """What is wrong with a hand-over; empty when nothing is."""
    closes = index.pmos[line.pmo].closes
    if index.temporary(line.to):
        return f"{index.name(line.to)}, which is to take it over, is temporary too"
    if line.date is None:
        return "the hand-over has no date"
    return f"the hand-over on {line.date} is not before the closing on {closes}" if closes and line.date >= closes else ""


@rule("PL4", PLACEMENT)
def one_answers(index: Index) -> Said:
    """One provider answers for each service and group, also for services that are still on their way to live."""
    return chain.from_iterable(answerable(index, service) for service in index.services.values() if service.promised)


@rule("PL5", PLACEMENT)
def body_behind(index: Index) -> Said:
    """A governance body governs each mandatory service; a body over the PMO alone is not named for the service."""
    for service in index.services.values():
        if service.promised and index.mandatory(service.id) and service.id not in index.governed:
            yield (service.id,), f"{index.name(service.id)} is mandatory, and no governance body stands behind it."


@rule("PL6", PLACEMENT)
def within_capacity(index: Index) -> Said:
    """The rule of check V5."""
    return over_capacity(index)
