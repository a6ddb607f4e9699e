"""The map as a whole, and what in it does not fit together yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen

from pmo_course_lib.domain.check import different
from pmo_course_lib.domain.topology.facts import RelationKind, guide
from pmo_course_lib.domain.topology.nodes import Body, Consumer, Node, Pmo, Service, Support
from pmo_course_lib.domain.topology.relations import (
    Consumes,
    DependsOn,
    Governs,
    HandsOverTo,
    Provides,
    Relation,
    ReportsTo,
    Role,
)

_KINDS: dict[type, str] = {Pmo: "pmo", Consumer: "consumer", Service: "service", Support: "support", Body: "governance_body"}
#: Ids that a relation names beside its two ends, with the kinds of node they may be.
_BESIDE = {"provides": ("consumers", ("consumer", "pmo")), "hands_over_to": ("service", ("service",))}


@frozen
class Topology:
    """PMOs, consumers, services, support and bodies with their relations (*Course model*). Ids differ over all nodes.

    A relation may name a node that is not on the map: ``problems`` says so, and checks and figures leave the relation out.
    Raises ``ValueError`` when two nodes have one id.
    """

    pmos: tuple[Pmo, ...] = ()
    consumers: tuple[Consumer, ...] = ()
    services: tuple[Service, ...] = ()
    supports: tuple[Support, ...] = ()
    bodies: tuple[Body, ...] = ()
    reports_to: tuple[ReportsTo, ...] = ()
    governs: tuple[Governs, ...] = ()
    provides: tuple[Provides, ...] = ()
    consumes: tuple[Consumes, ...] = ()
    depends_on: tuple[DependsOn, ...] = ()
    role: tuple[Role, ...] = ()
    hands_over_to: tuple[HandsOverTo, ...] = ()

    def __attrs_post_init__(self) -> None:
        different("node", (node.id for node in self.nodes))

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, by kind in the order of ``node_kinds``."""
        return (*self.pmos, *self.consumers, *self.services, *self.supports, *self.bodies)

    def relations(self, kind: str) -> tuple[Relation, ...]:
        """All relations of a kind; ``kind`` is an id of ``relation_kinds``."""
        found: tuple[Relation, ...] = getattr(self, kind)
        return found


def kinds(topology: Topology) -> dict[str, str]:
    """The kind of each node by its id."""
    return {node.id: _KINDS[type(node)] for node in topology.nodes}


def faults(relation: Relation, kind: RelationKind, known: dict[str, str]) -> Iterator[str]:
    """Why a relation cannot be used; nothing when it can. ``known`` comes from ``kinds``."""
    here, there = (str(end) for end in _ends(relation))
    yield from _fault(here, kind.runs_from, known)
    yield from _fault(there, kind.runs_to, known)
    if kind.id in _BESIDE:
        name, allowed = _BESIDE[kind.id]
        named = getattr(relation, name)
        for one in (named,) if isinstance(named, str) else named:
            yield from _fault(one, allowed, known)


def _ends(relation: Relation) -> tuple[Any, Any]:
    first, second, *_ = attrs.fields(type(relation))
    return getattr(relation, first.name), getattr(relation, second.name)


def _fault(id: str, allowed: tuple[str, ...], known: dict[str, str]) -> Iterator[str]:
    if known.get(id) in allowed:
        return
    names = {kind.id: kind.name for kind in guide().node_kinds}
    wanted = " or ".join(names[kind] for kind in allowed)
    if not id:
        yield f"it names no {wanted} yet; choose one."
    elif id in known:
        yield f"{id!r} is a {names[known[id]]}, and here a {wanted} is needed; choose another."
    else:
        yield f"{id!r} is not on the map; add it, or choose a {wanted} that is."


def usable(topology: Topology) -> Topology:
    """The same map without the relations that have problems."""
    known = kinds(topology)
    good: dict[str, Any] = {kind.id: tuple(line for line in topology.relations(kind.id) if not any(faults(line, kind, known)))
                            for kind in guide().relation_kinds}
    return attrs.evolve(topology, **good)


def problems(topology: Topology) -> tuple[str, ...]:
    """What does not fit together: a sentence each with the place (lines of a relation are counted from 1).

    >>> print(*problems(Topology(pmos=(Pmo("epmo"),), reports_to=(ReportsTo("epmo", "board"),))))
    reports_to, line 1: 'board' is not on the map; add it, or choose a PMO or governance body that is. Checks leave the line out.
    """
    known = kinds(topology)
    return (*_lines(topology, known), *_kinds_of_pmo(topology), *_assured(topology, known))


def _lines(topology: Topology, known: dict[str, str]) -> Iterator[str]:
    for kind in guide().relation_kinds:
        for number, relation in enumerate(topology.relations(kind.id), 1):
            for fault in faults(relation, kind, known):
                yield f"{kind.id}, line {number}: {fault} Checks leave the line out."


def _kinds_of_pmo(topology: Topology) -> Iterator[str]:
    allowed = [kind.id for kind in guide().pmo_kinds]
    for pmo in topology.pmos:
        if pmo.kind and pmo.kind not in allowed:
            yield f"PMO {pmo.id!r}: there is no kind {pmo.kind!r}; choose one of {', '.join(allowed)}."


def _assured(topology: Topology, known: dict[str, str]) -> Iterator[str]:
    for service in topology.services:
        for pmo in service.assures:
            for fault in _fault(pmo, ("pmo",), known):
                yield f"Service {service.id!r}, PMOs whose work it checks: {fault}"
