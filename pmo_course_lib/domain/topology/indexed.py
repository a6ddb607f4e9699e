"""The map made ready for questions: each is answered from a table, none by reading the whole map again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from attrs import frozen

from pmo_course_lib.domain.catalogue import Obligation
from pmo_course_lib.domain.topology.facts import PmoKind, exact, guide
from pmo_course_lib.domain.topology.model import Topology, usable
from pmo_course_lib.domain.topology.nodes import Permanence, Pmo, Service
from pmo_course_lib.domain.topology.relations import Consumes, DependsOn, HandsOverTo, Part, Provides, Relation, Role

MOST_NAMES = 6
_R = TypeVar("_R", bound=Relation)


@frozen(eq=False, kw_only=True)
class Index:
    """Nodes by id, and relations by the node they start from or end at. Relations with problems are left out."""

    topology: Topology
    names: Mapping[str, str]
    pmos: Mapping[str, Pmo]
    services: Mapping[str, Service]
    providers: Mapping[str, list[Provides]]  #: by service
    provided: Mapping[str, list[Provides]]  #: by PMO
    users: Mapping[str, list[Consumes]]  #: by service
    used: Mapping[str, list[Consumes]]  #: by consumer
    dependencies: Mapping[str, list[DependsOn]]  #: by service
    dependants: Mapping[str, list[DependsOn]]  #: by what is depended on
    roles: Mapping[str, list[Role]]  #: by PMO
    superiors: Mapping[str, list[str]]  #: by PMO
    governed: frozenset[str]
    hand_overs: Mapping[str, list[HandsOverTo]]  #: by service
    kinds: Mapping[str, PmoKind]

    def name(self, id: str) -> str:
        """What people call a node."""
        return self.names.get(id) or id

    def named(self, ids: Iterable[str]) -> str:
        """Nodes in a sentence, in the order of their ids."""
        return _listed([self.name(id) for id in sorted(ids)])

    def temporary(self, pmo: str) -> bool:
        """Whether a PMO ends with its programme: as it says itself, or else as its kind has it."""
        node = self.pmos[pmo]
        kind = self.kinds.get(node.kind)
        return node.permanence is Permanence.TEMPORARY if node.permanence else bool(kind and kind.temporary)

    def central(self, pmo: str) -> bool | None:
        """Whether a PMO works for the whole organisation; None when its kind is not known."""
        kind = self.kinds.get(self.pmos[pmo].kind)
        return kind.central if kind else None

    def accountable(self, service: str, consumer: str) -> set[str]:
        """The PMOs that answer for a service to a consumer; front desks and co-providers do not."""
        return {line.pmo for line in self.providers[service] if line.answers_to(consumer)}

    def delivering(self, service: str) -> set[str]:
        """The PMOs that do the work of a service, accountable or not; a front desk does none."""
        return {line.pmo for line in self.providers[service] if line.part is not Part.FRONT_DESK}

    def groups(self, service: str) -> set[str]:
        """The consumer groups to which somebody has to answer: the users; else those that providers name; else "" for anybody."""
        users = {line.consumer for line in self.users[service]}
        return users or {group for line in self.providers[service] for group in line.consumers} or {""}

    def mandatory(self, service: str) -> bool:
        """Whether somebody has to use it: by a line from a consumer or, where lines are silent or none, by the service."""
        own = self.services[service].obligation
        asked = [line.obligation or own for line in self.users[service]] or [own]
        return Obligation.MANDATORY in asked

    def hours(self, line: Provides) -> Fraction:
        """Hours a month of a PMO in a service: its own if stated, else its share of the service's; 0 if not promised."""
        service = self.services[line.service]
        if not service.promised:
            return Fraction(0)
        if line.hours_per_month is not None:
            return exact(line.hours_per_month)
        return exact(line.share) * exact(service.hours_per_month or 0)


def _listed(names: list[str]) -> str:
    """``Rail, Road and 40 more``: a sentence stays a sentence, and a finding holds all nodes anyway."""
    if len(names) > MOST_NAMES:
        names = [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"]
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def index(topology: Topology) -> Index:
    """Build the tables once for all checks and figures of a map: linear in its size.

    >>> from pmo_course_lib.domain.topology.nodes import Service
    >>> map = index(Topology(pmos=(Pmo("hub"),), services=(Service("coaching"),), provides=(Provides("hub", "coaching"),)))
    >>> [line.pmo for line in map.providers["coaching"]]
    ['hub']
    """
    good = usable(topology)
    pmos, services = {pmo.id: pmo for pmo in good.pmos}, {service.id: service for service in good.services}
    users = (*pmos, *(consumer.id for consumer in good.consumers))
    supports = (support.id for support in good.supports)
    return Index(
        topology=good,
        names={node.id: node.name for node in good.nodes},
        pmos=pmos,
        services=services,
        providers=_by(services, good.provides, lambda line: line.service),
        provided=_by(pmos, good.provides, lambda line: line.pmo),
        users=_by(services, good.consumes, lambda line: line.service),
        used=_by(users, good.consumes, lambda line: line.consumer),
        dependencies=_by(services, good.depends_on, lambda line: line.service),
        dependants=_by((*services, *supports), good.depends_on, lambda line: line.on),
        roles=_by(pmos, good.role, lambda line: line.pmo),
        superiors={pmo: [line.to for line in lines]
                   for pmo, lines in _by(pmos, good.reports_to, lambda line: line.pmo).items()},
        governed=frozenset(line.to for line in good.governs),
        hand_overs=_by(services, good.hands_over_to, lambda line: line.service),
        kinds={kind.id: kind for kind in guide().pmo_kinds},
    )


def _by(ids: Iterable[str], lines: Iterable[_R], key: Callable[[_R], str]) -> dict[str, list[_R]]:
    """Lines by node; every node has its list, so that looking one up changes nothing."""
    found: dict[str, list[_R]] = {id: [] for id in ids}
    for line in lines:
        found[key(line)].append(line)
    return found
