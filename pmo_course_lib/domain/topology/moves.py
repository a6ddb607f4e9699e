"""What if: a service moves to another PMO, or ends. The map itself is not changed (*Course model*)."""

from __future__ import annotations

import attrs
from attrs import frozen

from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.topology.capacity import Load, load_of
from pmo_course_lib.domain.topology.checks import findings
from pmo_course_lib.domain.topology.finding import Finding
from pmo_course_lib.domain.topology.graph import reached
from pmo_course_lib.domain.topology.indexed import Index, index
from pmo_course_lib.domain.topology.model import Topology


@frozen
class Consequences:
    """What a change would do.

    ``after`` is the map with the change. ``dependants`` are the promised services that depend on the service directly,
    ``affected`` those and all that depend on them in turn, ``users`` the consumers and PMOs that use it. ``loads`` are those of
    the PMOs concerned, after the change. ``new`` and ``solved`` are the findings that appear and vanish.
    """

    after: Topology
    dependants: tuple[str, ...]
    affected: tuple[str, ...]
    users: tuple[str, ...]
    loads: tuple[Load, ...]
    new: tuple[Finding, ...]
    solved: tuple[Finding, ...]


def moved(topology: Topology, service: str, source: str, target: str) -> Topology:
    """The map after ``target`` has taken over the part of PMO ``source`` in a service.

    If ``target`` had a part already, the two change places: who was front desk now answers, and the other way round. So
    moving back restores the map. Raises ``ValueError`` when ``source`` has no part in the service, or ``target`` is no PMO.
    """
    pmos = [line.pmo for line in topology.provides if line.service == service]
    if source not in pmos:
        raise ValueError(f"{source!r} has no part in {service!r}; move it from one of: {', '.join(sorted(set(pmos))) or 'none'}")
    if target not in (known := [pmo.id for pmo in topology.pmos]):
        raise ValueError(f"{target!r} is no PMO on the map; move the service to one of: {', '.join(known)}")
    swap = {source: target, target: source}
    return attrs.evolve(topology, provides=tuple(
        attrs.evolve(line, pmo=swap.get(line.pmo, line.pmo)) if line.service == service else line for line in topology.provides))


def retired(topology: Topology, service: str) -> Topology:
    """The map after a service has ended; its relations stay, so that the checks see who still counts on it.

    Raises ``ValueError`` for an unknown service.
    """
    if service not in (known := [one.id for one in topology.services]):
        raise ValueError(f"{service!r} is no service on the map; choose one of: {', '.join(known) or 'none'}")
    return attrs.evolve(topology, services=tuple(
        attrs.evolve(one, state=State.RETIRED) if one.id == service else one for one in topology.services))


def if_moved(topology: Topology, service: str, source: str, target: str) -> Consequences:
    """What a move would do. Raises ``ValueError`` as ``moved``."""
    return _compare(topology, moved(topology, service, source, target), service)


def if_retired(topology: Topology, service: str) -> Consequences:
    """What the end of a service would do: a retirement plan names its dependants, users and freed hours.

    Raises ``ValueError`` as ``retired``.
    """
    return _compare(topology, retired(topology, service), service)


def deliverers(index: Index) -> dict[str, tuple[str, ...]]:
    """The PMOs that do the work of each service, by its id: who would go on when one of them closes (rule C4)."""
    return {service: tuple(sorted(index.delivering(service))) for service in index.services}


def _compare(topology: Topology, after: Topology, service: str) -> Consequences:
    old, new = index(topology), index(after)
    before, later = findings(old), findings(new)
    needed_by = {one: {line.service for line in lines if old.services[line.service].promised}
                 for one, lines in old.dependants.items()}
    pmos = {line.pmo for line in (*old.providers[service], *new.providers[service])}
    return Consequences(
        after,
        dependants=tuple(sorted(needed_by[service] - {service})),
        affected=reached(needed_by, service),
        users=tuple(sorted({line.consumer for line in old.users[service]})),
        loads=tuple(load_of(new, pmo) for pmo in sorted(pmos)),
        new=_without(later, before),
        solved=_without(before, later),
    )


def _without(some: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    known = set(others)
    return tuple(finding for finding in some if finding not in known)
