"""The map: which PMOs, customer groups and services there are, who answers for what; the picture and the services matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.topology import Severity, Topology, guide, index, services_matrix
from pmo_course_lib.ui.modules import topology_bring as bring
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.case import case_workbook
from pmo_course_lib.ui.modules.kept import keep_text, text
from pmo_course_lib.ui.modules.own_services import names as own_names
from pmo_course_lib.ui.modules.own_services import parts as names_of
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.topology_found import found
from pmo_course_lib.ui.view.blocks import Block, Button, Group, Line, Note, Number, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

_CASE, _GROUPS, _OWN, _NAMES = at("#case"), at("#groups"), at("#own"), at("#names")
_TITLES = {"pmos": "PMOs", "consumers": "Customer groups and what they need", "services": "Services",
           "bodies": "Governance bodies", "supports": "Teams and suppliers behind services"}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    map = workbook.topology
    intro = Text("Draw what the offices **really do today**: first PMOs, then the groups that need something, then services, "
                 "each with the one PMO that answers for it. *Course model*.")
    groups = tuple(_group(workbook, name) for name in _TITLES)
    if not map.nodes:
        return (intro, _starts(workbook), *groups, Note("The map is empty. Add your first PMO."))
    table = index(map)
    told = found(table)
    return (intro, _starts(workbook), *groups, _state(table.topology, told), parts.picture(table, told),
            parts.matrix_table(services_matrix(table)))


def _starts(workbook: Workbook) -> Row:
    """What other modules can bring, as long as it is not there; a row always, so that nothing below is drawn anew."""
    offers = (
        (_GROUPS, bring.missing_groups, "Bring the {} of T3 onto the map, with what {} highest",
         ("customer group", "it rates"), ("customer groups", "they rate")),
        (_OWN, bring.missing_services, "Bring the {} of other modules onto the map", ("service",), ("services",)),
        (_NAMES, bring.renamed, "Take over the new {} from the other modules", ("name",), ("names",)))
    case = (Button(_CASE, "Start with the case company's map", primary=True),) if _case(workbook) else ()
    return Row((*case, *(Button(id, said.format(*(one if found == 1 else many)) + (f" ({found})" if found > 1 else ""))
                         for id, find, said, one, many in offers if (found := len(find(workbook))))))


def _case(workbook: Workbook) -> Topology | None:
    """The case company's map, for an empty map and where no own service has the id of another one of the case."""
    case = case_workbook()
    if workbook.topology.nodes or case is None or not case.topology.nodes:
        return None
    own = own_names(workbook)
    return case.topology if all(own.get(one.id, one.name) == one.name for one in case.topology.services) else None


def _group(workbook: Workbook, collection: str) -> Group:
    nodes = getattr(workbook.topology, collection)
    head, cells = _COLUMNS[collection]
    _, _, word = parts.NODES[collection]
    rows = tuple(cells(workbook.topology, one, f"{word} {n}") for n, one in enumerate(nodes, 1))
    return Group(_TITLES[collection], (
        Table(f"Each {word} on the map", head, rows), *_lines(workbook.topology, collection),
        Line(at("values", f"new-{collection}"), f"Name of one more {word}", text(workbook, f"new-{collection}")),
        Button(at("#add", collection), f"Add this {word}", primary=not nodes),
        *_taking_off(workbook, collection)), open=collection == "pmos" and not nodes)


def _taking_off(workbook: Workbook, collection: str) -> tuple[Block, ...]:
    nodes, word = getattr(workbook.topology, collection), parts.NODES[collection][2]
    if not nodes:
        return ()
    chosen = text(workbook, f"off-{collection}")
    return (Group("Take one off the map", (
        Select(at("values", f"off-{collection}"), f"Which {word}?", parts.options(nodes),
               chosen if chosen in (one.id for one in nodes) else None),
        Button(at("#off", collection), f"Take this {word} off", confirm="Take it off, with all lines that lead to it?"),
    ), open=False),)


def _lines(map: Topology, collection: str) -> tuple[Table, ...]:
    """To whom PMOs report: apart from the names, since a table in which somebody types must not change by that."""
    if collection != "pmos" or not map.pmos:
        return ()
    return (Table("Reporting lines", ("PMO", "Reports to"), tuple(
        (parts.named(pmo), Select(at("#reports", pmo.id), f"{parts.named(pmo)} reports to",
                                  parts.options(one for one in parts.nodes(map, "bodies", "pmos") if one.id != pmo.id),
                                  parts.reports(map, pmo.id))) for pmo in map.pmos)),)


def _name(collection: str, node: Any, row: str) -> Line:
    return Line(at(collection, node.id, "name"), f"Name of {row}", node.name)


def _pmo(_: Topology, node: Any, row: str) -> tuple[Any, ...]:
    return (_name("pmos", node, row),
            Select(at("pmos", node.id, "kind"), f"Kind of {row}", tuple((one.id, one.name) for one in guide().pmo_kinds),
                   node.kind or None),
            Number(at("pmos", node.id, "capacity_hours_per_month"), f"Hours a month of {row}", node.capacity_hours_per_month, 0))


def _consumer(_: Topology, node: Any, row: str) -> tuple[Any, ...]:
    return (_name("consumers", node, row), Line(at("consumers", node.id, "needs"), f"Outcomes that {row} needs",
                                                "; ".join(node.needs)))


def _service(map: Topology, node: Any, name: str) -> tuple[Any, ...]:
    return (_name("services", node, name),
            Select(at("#answers", node.id), f"Who answers for {name}", parts.options(map.pmos), parts.answering(map, node.id)),
            Number(at("services", node.id, "hours_per_month"), f"Hours a month for {name}", node.hours_per_month, 0),
            Number(at("services", node.id, "sla_target_hours"), f"Promise of {name} in working hours", node.sla_target_hours, 0))


def _body(_: Topology, node: Any, row: str) -> tuple[Any, ...]:
    return (_name("bodies", node, row), Line(at("bodies", node.id, "mandate"), f"What {row} decides", node.mandate))


def _support(_: Topology, node: Any, row: str) -> tuple[Any, ...]:
    kinds = (("internal", "team, under an OLA"), ("supplier", "supplier, under a contract"))
    return (_name("supports", node, row), Select(at("supports", node.id, "kind"), f"Kind of {row}", kinds, node.kind.value))


_COLUMNS: dict[str, tuple[tuple[str, ...], Callable[[Topology, Any, str], tuple[Any, ...]]]] = {
    "pmos": (("Name", "Kind", "Hours a month"), _pmo),
    "consumers": (("Name", "Outcomes it needs, with ; between"), _consumer),
    "services": (("Name", "Answers for it", "Hours a month", "Promised in hours"), _service),
    "bodies": (("Name", "What it decides"), _body), "supports": (("Name", "Kind"), _support)}


def _state(map: Topology, found: tuple[Any, ...]) -> Note:
    if not _whole(map):
        return Note("Go on until there is a PMO, a group with an outcome it needs, and a service for which a PMO answers.")
    if not found:
        return Note("The twelve checks find nothing.", "good")
    errors = any(one.severity is Severity.ERROR for one in found)
    return Note(f"The twelve checks find {parts.count(found)}. The view on checks says which and what to do.",
                "error" if errors else "warning")


_BRING = {"#groups": bring.with_groups, "#own": bring.with_own_services, "#names": bring.with_names}
_SHARED = (("services", "name"), ("consumers", "name"))  # one name in all modules


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    match names_of(id):
        case ("#case",) if (case := _case(workbook)):
            return parts.with_map(workbook, case)
        case ("#groups" | "#own" | "#names" as what,):
            return _BRING[what](workbook)
        case ("values", name) if name.partition("-")[0] in ("new", "off") and name.partition("-")[2] in _TITLES:
            return keep_text(workbook, name, value)
        case ("#add", collection) if collection in _TITLES:
            return keep_text(parts.with_node(workbook, collection, text(workbook, f"new-{collection}")), f"new-{collection}", "")
        case ("#off", collection) if collection in _TITLES:
            return _off(workbook, collection)
        case ("#reports", pmo) if pmo in (one.id for one in workbook.topology.pmos):
            map = workbook.topology
            to = parts.one_of(value, [one.id for one in parts.nodes(map, "pmos", "bodies") if one.id != pmo])
            return parts.with_map(workbook, parts.with_superior(map, pmo, to))
        case ("#answers", service) if service in (one.id for one in workbook.topology.services):
            map = workbook.topology
            return parts.with_map(workbook, parts.with_provider(map, service, parts.one_of(value, [one.id for one in map.pmos])))
        case (collection, node, field) if collection in _TITLES:
            changed = parts.set_field(workbook, collection, node, field, _plain(field, value))
            return bring.with_name(changed, node, value) if (collection, field) in _SHARED else changed
    raise ValueError(parts.GONE)


def _plain(field: str, value: Any) -> Any:
    if field == "needs" and isinstance(value, str):
        return list(dict.fromkeys(" ".join(one.split()) for one in value.split(";") if one.strip()))
    return "" if field == "kind" and value is None else value


def _off(workbook: Workbook, collection: str) -> Workbook:
    id = text(workbook, f"off-{collection}")
    if id not in (one.id for one in getattr(workbook.topology, collection)):
        raise ValueError("Choose from the list beside the button first.")
    return keep_text(evolve(workbook, topology=parts.without_node(workbook.topology, id)), f"off-{collection}", "")


def _whole(map: Topology) -> bool:
    services = {one.id for one in map.services}
    return bool(map.pmos and any(one.needs for one in map.consumers)
                and any(one.accountable and one.service in services for one in map.provides))


def _done(workbook: Workbook) -> bool:
    return _whole(workbook.topology)


PANEL = Panel("Your map of PMOs and services", _draw, _done, _change)
