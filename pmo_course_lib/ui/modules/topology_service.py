"""One service on the map: who provides it, who uses it and must, what it rests on, and what the checks say about it."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.catalogue import form
from pmo_course_lib.domain.topology import (
    Consumes,
    DependsOn,
    Governs,
    Index,
    Obligation,
    Part,
    Provides,
    Service,
    Skill,
    State,
    Topology,
    advice,
    index,
)
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.kept import keep_text, text, ticked
from pmo_course_lib.ui.modules.own_services import parts as names_of
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.topology_found import found
from pmo_course_lib.ui.view.blocks import Block, Group, Line, Note, Number, Row, Select, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

CHOSEN = "map-service"
_PARTS = (("P", "P answers for it"), ("C", "C shares in the work"), ("F", "F passes requests on"))
_OBLIGATIONS = tuple((one.value, one.value) for one in Obligation)
_USERS = {"consumers": "Which groups use it?", "pmos": "Which PMOs use it?"}
_FIELDS = ("outcome", "hours_per_month", "sla_target_hours", "category", "state", "people", "skill")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    map = workbook.topology
    intro = Text("Place one service: as near to those who use it as possible, as central as scale, independence and scarce skill "
                 "require. *Course model*.")
    if not map.services:
        return (intro, Note("First put a service on your map, in the view above."))
    service = chosen(workbook)
    pick = Select(at("values", CHOSEN), "Which service?", parts.options(map.services), service.id)
    table = index(map)
    return (intro, pick, _basics(map, service), _who(map, service), _users(map, service), _obligations(table, service),
            _rests(map, service), _more(map, service), *_said(table, service))


def chosen(workbook: Workbook) -> Service:
    """The service that is worked on, or else the first one on the map."""
    services = workbook.topology.services
    return next((one for one in services if one.id == text(workbook, CHOSEN)), services[0])


def _basics(map: Topology, one: Service) -> Row:
    wanted = dict.fromkeys((*(need for group in map.consumers for need in group.needs),
                            *(other.outcome for other in map.services if other.outcome)))
    return Row((
        Select(at("services", one.id, "outcome"), "Outcome it brings", tuple((each, each) for each in wanted),
               one.outcome or None, "From what your customer groups need."),
        Number(at("services", one.id, "hours_per_month"), "Work", one.hours_per_month, 0, unit="hours a month"),
        Number(at("services", one.id, "sla_target_hours"), "Promise", one.sla_target_hours, 0, unit="working hours")))


def _who(map: Topology, service: Service) -> Table:
    lines = {one.pmo: one for one in reversed(map.provides) if one.service == service.id}
    return Table("Who does what", ("PMO", "Its part", "Share of the work, per cent"), tuple(
        (parts.named(pmo),
         Select(at("#part", service.id, pmo.id), f"Part of {parts.named(pmo)}", _PARTS, line.part.value if line else None),
         Number(at("#share", service.id, pmo.id), f"Share of {parts.named(pmo)}", round(100 * line.share, 4), 0, 100)
         if line and line.part is not Part.FRONT_DESK else "")
        for pmo in map.pmos for line in (lines.get(pmo.id),)))


def _users(map: Topology, service: Service) -> Row:
    using = {one.consumer for one in map.consumes if one.service == service.id}
    return Row(tuple(Ticks(at("#users", service.id, name), label, parts.options(getattr(map, name)),
                           tuple(one.id for one in getattr(map, name) if one.id in using)) for name, label in _USERS.items()))


def _obligations(table: Index, service: Service) -> Group:
    rows = tuple((table.name(one.consumer), Select(
        at("#must", service.id, one.consumer), f"Obligation of {table.name(one.consumer)}", _OBLIGATIONS,
        _value(one.obligation or service.obligation))) for one in table.users[service.id])
    body = next((one.body for one in table.topology.governs if one.to == service.id), None)
    return Group("Mandatory, conditional or optional", (
        Table("Obligation of each user", ("Who uses it", "Obligation"), rows),
        Select(at("#body", service.id), "Governance body behind it", parts.options(table.topology.bodies), body,
               "Whoever is obliged needs a body to appeal to.")), open=False)


def _rests(map: Topology, service: Service) -> Group:
    known = tuple(one for one in parts.nodes(map, "services", "supports") if one.id != service.id)
    lines = tuple(one for one in map.depends_on if one.service == service.id)
    names = {one.id: parts.named(one) for one in known}
    return Group("What it rests on", (
        Ticks(at("#rests", service.id), "Services, teams and suppliers that it needs", parts.options(known),
              tuple(one.id for one in known if one.id in {line.on for line in lines})),
        Table("Agreements with them", ("Needs", "OLA or contract", "Its target in hours"), tuple(
            (names[one.on], Line(at("#agreement", service.id, one.on), f"Agreement with {names[one.on]}", one.agreement),
             Number(at("#target", service.id, one.on), f"Target of {names[one.on]}", one.target_hours, 0))
            for one in lines if one.on in names))), open=False)


def _more(map: Topology, one: Service) -> Group:
    states = tuple((state.value, state.label) for state in State)
    categories = {**({one.category: one.category} if one.category else {}), **{each.id: each.name for each in form().categories}}
    return Group("More about it", (
        Row((Select(at("services", one.id, "category"), "Category", tuple(categories.items()), one.category or None),
             Select(at("services", one.id, "state"), "Where it stands", states, one.state.value),
             Number(at("services", one.id, "people"), "People who can deliver it", one.people, 0),
             Select(at("services", one.id, "skill"), "Skill", (("scarce", "scarce expert skill"), ("daily", "daily help")),
                    _value(one.skill)))),
        Ticks(at("#outlives", one.id), "If its PMO is temporary", (("yes", "The service must go on when the PMO closes"),),
              ("yes",) if one.outlives_pmo else ()),
        Ticks(at("#assures", one.id), "PMOs whose work it checks independently", parts.options(map.pmos), one.assures),
    ), open=False)


def _value(one: Obligation | Skill | None) -> str | None:
    return one.value if one else None


def _said(table: Index, service: Service) -> tuple[Block, ...]:
    told = tuple(parts.note(one) for one in found(table) if service.id in one.nodes)
    place = tuple(Note(f"**{one.check}** {one.message}") for one in advice(table)
                  if service.id in one.nodes and one.check in ("PL1", "PL2", "PL3", "PL5"))
    pmos = tuple(dict.fromkeys(line.pmo for line in table.providers[service.id]))
    shares = sum(line.share for line in table.providers[service.id] if line.part is not Part.FRONT_DESK)
    uneven = pmos and abs(shares - 1) > 0.001
    odd = (Note(f"The shares of the work add to {100 * shares:.4g} per cent. Change them so that they add to 100."),
           ) if uneven else ()
    none = () if told or place else (Note("Checks and placement rules find nothing about this service.", "good"),)
    loads = (parts.load_table(table, pmos, "What that means for their hours"),) if pmos else ()
    return (*told, *place, *odd, *none, *loads)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    names, map = names_of(id), workbook.topology
    if names == ("values", CHOSEN):
        return keep_text(workbook, CHOSEN, value, {one.id for one in map.services})
    if len(names) < 2 or names[1] not in {one.id for one in map.services}:
        raise ValueError(parts.GONE)
    if names[0] == "services" and len(names) == 3 and names[2] in _FIELDS:
        return parts.set_field(workbook, "services", names[1], names[2], _plain(names[2], value))
    if names[0] == "#outlives":
        return parts.set_field(workbook, "services", names[1], "outlives_pmo", "yes" in ticked(value, ("yes",)))
    if names[0] == "#assures":
        return parts.set_field(workbook, "services", names[1], "assures", list(ticked(value, [one.id for one in map.pmos])))
    return parts.with_map(workbook, _lines(map, names, value))


def _plain(name: str, value: Any) -> Any:
    return "" if value is None and name in ("outcome", "category") else value


def _lines(map: Topology, names: tuple[str, ...], value: Any) -> Topology:
    """The map with relations of a service changed."""
    match names:
        case ("#part", service, pmo) if pmo in {one.id for one in map.pmos}:
            return with_part(map, service, pmo, parts.one_of(value, ("P", "C", "F")))
        case ("#share", service, pmo):
            return evolve(map, provides=_each(map.provides, (pmo, service), share=_share(value)))
        case ("#users", service, kind) if kind in _USERS:
            return with_users(map, service, kind, ticked(value, [one.id for one in getattr(map, kind)]))
        case ("#must", service, user):
            asked = parts.one_of(value, [one.value for one in Obligation])
            return evolve(map, consumes=_each(map.consumes, (user, service), obligation=asked and Obligation(asked)))
        case ("#body", service):
            body, rest = parts.one_of(value, [one.id for one in map.bodies]), [one for one in map.governs if one.to != service]
            return evolve(map, governs=(*rest, Governs(body, service)) if body else tuple(rest))
        case ("#rests", service):
            known = [one.id for one in parts.nodes(map, "services", "supports") if one.id != service]
            return _with_needs(map, service, ticked(value, known))
        case ("#agreement", service, on) if isinstance(value, str):
            return evolve(map, depends_on=_each(map.depends_on, (service, on), agreement=value))
        case ("#target", service, on):
            return evolve(map, depends_on=_each(map.depends_on, (service, on), target_hours=value))
    raise ValueError(parts.GONE)


def _each(lines: tuple[Any, ...], ends: tuple[str, str], **new: Any) -> tuple[Any, ...]:
    """Lines with those between these ends changed."""
    lined = tuple(evolve(one, **new) if parts.ends(one)[:2] == ends else one for one in lines)
    if lined == lines and not any(parts.ends(one)[:2] == ends for one in lines):
        raise ValueError(parts.GONE)
    return lined


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise ValueError("Write a share from 0 to 100 per cent; a share of 0 makes it a front desk.")
    return value / 100


def with_part(map: Topology, service: str, pmo: str, part: str | None) -> Topology:
    """The map on which a PMO has this part (P, C, F or none) in a service; who begins to work takes the share that is left."""
    mine = [one for one in map.provides if (one.pmo, one.service) == (pmo, service)]
    rest = tuple(one for one in map.provides if one not in mine)
    if part is None:
        return evolve(map, provides=rest)
    taken = sum(one.share for one in rest if one.service == service and one.part is not Part.FRONT_DESK)
    share = next((one.share for one in mine if one.share), max(0.0, round(1 - taken, 6)) or 0.2)
    line = mine[0] if mine else Provides(pmo, service)
    hours = None if part == "F" else line.hours_per_month
    return evolve(map, provides=(*rest, evolve(line, accountable=part == "P", share=0.0 if part == "F" else share,
                                               hours_per_month=hours)))


def with_users(map: Topology, service: str, kind: str, users: tuple[str, ...]) -> Topology:
    """The map on which of the consumers (or PMOs) exactly these use a service; lines that stay keep what they say."""
    gone = {one.id for one in getattr(map, kind)} - set(users)
    kept = tuple(one for one in map.consumes if one.service != service or one.consumer not in gone)
    there = {one.consumer for one in kept if one.service == service}
    return evolve(map, consumes=(*kept, *(Consumes(one, service) for one in users if one not in there)))


def _with_needs(map: Topology, service: str, needs: tuple[str, ...]) -> Topology:
    kept = tuple(one for one in map.depends_on if one.service != service or one.on in needs)
    there = {one.on for one in kept if one.service == service}
    return evolve(map, depends_on=(*kept, *(DependsOn(service, one) for one in needs if one not in there)))


def _done(workbook: Workbook) -> bool:
    """Whether each service on offer has users, and one PMO that answers to each of them."""
    table = index(workbook.topology)
    offered = [one.id for one in table.services.values() if one.on_offer]
    return bool(offered) and all(table.users[one] and all(len(table.accountable(one, group)) == 1 for group in table.groups(one))
                                 for one in offered)


PANEL = Panel("Place a service: who provides, who uses, what it rests on", _draw, _done, _change)
