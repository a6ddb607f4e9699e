"""What the views of the map share: putting on and taking off, lists to choose from, the picture, findings in words."""

from __future__ import annotations

import re
from typing import Any

import attrs
from attrs import evolve

from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.topology import (
    Body,
    Consumer,
    Finding,
    Index,
    Obligation,
    Pmo,
    Provides,
    ReportsTo,
    Service,
    Severity,
    Support,
    Topology,
    guide,
    load_of,
)
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui import pictures as draw
from pmo_course_lib.ui.modules.own_services import next_id
from pmo_course_lib.ui.view.blocks import Note, Options, Picture, Table
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain

GONE = "There is no such field here. Load the page again."
#: Collections of nodes: the class, the beginning of an id, and what people call one.
NODES: dict[str, tuple[type[Any], str, str]] = {
    "pmos": (Pmo, "PMO", "PMO"), "consumers": (Consumer, "CG", "customer group"), "services": (Service, "SVC", "service"),
    "supports": (Support, "SUP", "team or supplier"), "bodies": (Body, "GB", "governance body")}

#: Boxes of a map that a picture is drawn of: with more nobody can read it, and drawing takes longer than anybody waits.
MOST_BOXES = 400


def options(nodes: Any) -> Options:
    """Nodes to choose from, by the names that people gave them."""
    return tuple((one.id, named(one)) for one in nodes)


def nodes(topology: Topology, *collections: str) -> tuple[Any, ...]:
    """All nodes of these collections."""
    return tuple(one for name in collections for one in getattr(topology, name))


def named(node: Any) -> str:
    """What people call a node."""
    return node.name.strip() or f"{node.id} (no name yet)"


def with_node(workbook: Workbook, collection: str, name: str) -> Workbook:
    """The workbook with one more node. Raises ``ValueError`` for a name that is empty or there already."""
    make, _, word = NODES[collection]
    name, present = " ".join(name.split()), getattr(workbook.topology, collection)
    if not name:
        raise ValueError(f"Write a name for the {word} first.")
    if name.casefold() in (one.name.casefold() for one in present):
        raise ValueError(f"There is a {word} {name[:60]!r} already. Give the new one another name.")
    node = make(_free_id(workbook, collection), name[:200])
    return with_map(workbook, evolve(workbook.topology, **{collection: (*present, node)}))


def _free_id(workbook: Workbook, collection: str) -> str:
    if collection == "services":
        return next_id(workbook)
    start = NODES[collection][1]
    taken = (*workbook.topology.nodes, *workbook.ring.groups)
    used = (found for one in taken if (found := re.fullmatch(f"{start}-([0-9]{{1,6}})", one.id)))
    return f"{start}-{max((int(one[1]) for one in used), default=0) + 1:02d}"


def without_node(topology: Topology, id: str) -> Topology:
    """The map without a node, and without the relations that name it."""
    nodes = {name: tuple(one for one in getattr(topology, name) if one.id != id) for name in NODES}
    lines = {kind.id: tuple(_let_go(one, id) for one in topology.relations(kind.id) if id not in ends(one))
             for kind in guide().relation_kinds}
    services = tuple(evolve(one, assures=tuple(pmo for pmo in one.assures if pmo != id)) for one in nodes["services"])
    return evolve(topology, **{**nodes, **lines, "services": services})


def ends(relation: Any) -> tuple[str, ...]:
    """The ids that a relation runs from and to, and the service that it names beside them."""
    first, second, *_ = attrs.fields(type(relation))
    return (getattr(relation, first.name), getattr(relation, second.name), getattr(relation, "service", ""))


def _let_go(relation: Any, id: str) -> Any:
    if isinstance(relation, Provides):
        return evolve(relation, consumers=tuple(one for one in relation.consumers if one != id))
    return relation


def with_map(workbook: Workbook, topology: Topology) -> Workbook:
    """The workbook with another map."""
    return evolve(workbook, topology=topology)


def set_field(workbook: Workbook, collection: str, id: str, name: str, value: Any) -> Workbook:
    """The workbook with a field of a node changed. Raises ``ValueError`` in people's words."""
    if collection not in NODES or id not in (one.id for one in getattr(workbook.topology, collection)) or name == "id":
        raise ValueError("This is no longer on the map. Load the page again.")
    plain = {**to_plain(next(one for one in getattr(workbook.topology, collection) if one.id == id)), name: value}
    try:
        new = from_plain(plain, NODES[collection][0])
    except CourseError as error:
        raise ValueError(" ".join(error.problems)) from None
    return with_map(workbook, evolve(workbook.topology, **{
        collection: tuple(new if one.id == id else one for one in getattr(workbook.topology, collection))}))


def answering(topology: Topology, service: str) -> str | None:
    """The id of the PMO that answers for a service: the first one, where several do."""
    return next((one.pmo for one in topology.provides if one.service == service and one.accountable), None)


def with_provider(topology: Topology, service: str, pmo: str | None) -> Topology:
    """The map on which this PMO alone answers for a service, with the share of who did before; ``None``: nobody does."""
    mine = [one for one in topology.provides if one.service == service and one.accountable]
    rest = tuple(one for one in topology.provides
                 if one.service != service or (not one.accountable and one.pmo != pmo))
    if pmo is None:
        return evolve(topology, provides=rest)
    line = evolve(mine[0], pmo=pmo) if mine else Provides(pmo, service)
    return evolve(topology, provides=(*rest, line))


def reports(topology: Topology, pmo: str) -> str | None:
    """To whom a PMO reports, the first where it has several lines."""
    return next((one.to for one in topology.reports_to if one.pmo == pmo), None)


def with_superior(topology: Topology, pmo: str, to: str | None) -> Topology:
    """The map on which a PMO reports to this PMO or body, or to nobody."""
    rest = tuple(one for one in topology.reports_to if one.pmo != pmo)
    return evolve(topology, reports_to=rest if to is None else (*rest, ReportsTo(pmo, to)))


def one_of(value: Any, known: Any) -> str | None:
    """A chosen id, or ``None`` for no choice. Raises ``ValueError`` for anything that was not offered."""
    if value is None or (isinstance(value, str) and value in known):
        return value
    raise ValueError("Choose one from the list.")


def note(finding: Finding) -> Note:
    """A finding as a message."""
    return Note(f"**{finding.check}** {finding.message}", "error" if finding.severity is Severity.ERROR else "warning")


def count(found: tuple[Finding, ...]) -> str:
    """How many errors and warnings, in words."""
    errors = sum(one.severity is Severity.ERROR for one in found)
    return " and ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (len(found) - errors, "warning")))


def as_list(lines: tuple[str, ...]) -> str:
    """Sentences as a list, for the text of a picture."""
    return "\n".join(f"- {line}" for line in lines)


def load_table(index: Index, pmos: tuple[str, ...], caption: str) -> Table:
    """Hours a month of PMOs beside what they have."""
    rows = []
    for load in (load_of(index, pmo) for pmo in pmos):
        free = "open" if load.free is None else f"{abs(load.free):,.1f} {'free' if load.free >= 0 else 'too many'}"
        rows.append((index.name(load.pmo), f"{load.hours:,.1f}", f"{load.with_reserve:,.1f}",
                     "–" if load.capacity is None else f"{load.capacity:,.1f}", free))
    reserve = f"With {100 * guide().rules.reserve:.0f} % reserve"
    return Table(caption, ("PMO", "Hours agreed", reserve, "Capacity", "Hours of service"), tuple(rows), (1, 2, 3, 4))


def matrix_table(rows: tuple[tuple[str, ...], ...]) -> Table:
    """The services matrix."""
    return Table("Services matrix: **P** provides, **C** co-provides, **F** front desk", rows[0],
                 tuple((row[0], *(cell or "–" for cell in row[1:])) for row in rows[1:]))


def picture(index: Index, found: tuple[Finding, ...]) -> Picture | Note:
    """The map as a picture, with what the checks found; a note in place of one that nobody could read."""
    boxes = sum(len(getattr(index.topology, kind)) for kind in NODES)
    if boxes > MOST_BOXES:
        return Note(f"This map has {boxes:,} boxes. A picture is drawn of up to {MOST_BOXES}: the tables tell all of it.")
    shown = network(index, found)
    return Picture(draw.topology_graph(shown, "map"), "Map of PMOs and services", as_list(shown.as_text()))


def network(index: Index, found: tuple[Finding, ...]) -> draw.Network:
    """The map as the picture takes it; services that have ended are left out."""
    topology = index.topology
    ended = {one.id for one in topology.services if one.state in (State.RETIRED, State.REJECTED)}
    kinds = {one.id: one.name for one in guide().pmo_kinds}
    return draw.Network(
        "PMOs and their services (Course model)",
        bodies=tuple(draw.Thing(one.id, one.name) for one in topology.bodies),
        pmos=tuple(draw.Thing(one.id, one.name, kinds.get(one.kind, "")) for one in topology.pmos),
        services=tuple(draw.Service(one.id, one.name, answering(topology, one.id) or "",
                                    "" if one.state is State.LIVE else one.state.label)
                       for one in topology.services if one.id not in ended),
        consumers=tuple(draw.Thing(one.id, one.name) for one in topology.consumers),
        supports=tuple(draw.Thing(one.id, one.name, one.kind.value) for one in topology.supports),
        uses=tuple(draw.Use(one.consumer, one.service, _obliged(index, one) is Obligation.MANDATORY)
                   for one in topology.consumes if one.service not in ended),
        links=_links(index, ended),
        findings=_marks(index, found))


def _marks(index: Index, found: tuple[Finding, ...]) -> tuple[draw.Finding, ...]:
    """Each finding at the services it is about, or else at all its nodes; where it can, a check leaves one mark at a node."""
    marked: set[tuple[str, str]] = set()
    marks = []
    for one in found:
        at = [id for id in one.nodes if id in index.services] or list(one.nodes)
        marks.append(draw.Finding(draw.Severity(one.severity.value), f"{one.check} {guide().rule(one.check).title}",
                                  tuple(id for id in at if (one.check, id) not in marked) or tuple(at[:1])))
        marked |= {(one.check, id) for id in at}
    return tuple(marks)


def _obliged(index: Index, line: Any) -> Obligation | None:
    obligation: Obligation | None = line.obligation or index.services[line.service].obligation
    return obligation


def _links(index: Index, ended: set[str]) -> tuple[draw.Link, ...]:
    topology = index.topology
    return (
        *(draw.Link(draw.Kind.REPORTS_TO, one.pmo, one.to) for one in topology.reports_to),
        *(draw.Link(draw.Kind.DEPENDS_ON, one.service, one.on)
          for one in topology.depends_on if not {one.service, one.on} & ended),
        *(draw.Link(draw.Kind.HANDS_OVER, one.pmo, one.to, index.name(one.service)) for one in topology.hands_over_to))
