"""E4, step 2: the services matrix, a row for each service, with the hours of the PMOs beside it."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.topology import Index, Service, Topology, index
from pmo_course_lib.ui.exercises import e4_map as maps
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.capacity_bars import capacity_bars
from pmo_course_lib.ui.modules.kept import ticked
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Day, Group, Note, Number, Options, Select, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

_YES = "yes"
_MOST = 1000


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    map = workbook.topology
    if not map.services or not map.pmos:
        return maps.lacking()
    table, offices = index(map), maps.offices(map)
    return (
        Text("For each service the **one** PMO that answers, and who shares in the work. Share out the rows. The last column "
             "says how full that makes those PMOs, with the reserve of 15 per cent. *Course model*."),
        _matrix(table, offices), _state(map), capacity_bars(table),
        Group("Hand a service over, with a date", (_hand_overs(table, offices),), open=False),
        Group("Change a promise", (_promises(table),), open=False),
        Group("Retire a service", (_ends(table),), open=False))


def _matrix(table: Index, offices: Options) -> Table:
    rows = tuple(_row(table, one, offices) for one in table.topology.services)
    head = ("Service", "PMO that answers", "PMO that shares", "Its part, per cent", "Hours", "So full with reserve")
    return Table("Services matrix", head, rows, (4,))


def _row(table: Index, service: Service, offices: Options) -> tuple[Any, ...]:
    place, name = maps.place_of(table.topology, service.id), parts.named(service)
    hours = "–" if service.hours_per_month is None else f"{service.hours_per_month:,.6g}"
    part = round(100 * place.part, 4) if place.shares else None
    was = maps.today(service.id)
    return (f"{service.id} {name}{f' (today: {was})' if was else ''}",
            Select(at("#answers", service.id), f"Who answers for {name}", offices, place.answers),
            Select(at("#shares", service.id), f"Who shares in {name}", offices, place.shares),
            Number(at("#part", service.id), f"Part of who shares in {name}", part, 0, 100), hours, _full(table, service, place))


def _full(table: Index, service: Service, place: maps.Place) -> str:
    if maps.ended(service):
        return "retired: no hours"
    return maps.filled(table, (place.answers, place.shares if place.part else None)) or "not placed yet"


def _state(map: Topology) -> Note:
    open_ = maps.open_places(map)
    if open_:
        return Note(f"{len(map.services) - len(open_)} of {len(map.services)} services have their place. Still open: "
                    f"{', '.join(one.id for one in open_)}.")
    return Note("Each service has a PMO that answers for it, or has ended.", "good")


def _hand_overs(table: Index, offices: Options) -> Table:
    rows = []
    for one in table.topology.services:
        line, name = maps.hand_over(table.topology, one.id), parts.named(one)
        source = maps.place_of(table.topology, one.id).answers
        day = line.date.isoformat() if line and line.date else None
        rows.append((f"{one.id} {name}", maps.short(table.name(source)) if source else "nobody yet",
                     Select(at("#to", one.id), f"{name} goes to", offices, line.to or None if line else None),
                     Day(at("#on", one.id), f"Day of the hand-over of {name}", day)))
    return Table("Planned hand-overs", ("Service", "From", "To", "On"), tuple(rows))


def _promises(table: Index) -> Table:
    rows = tuple((f"{one.id} {parts.named(one)}", Number(
        at("#promise", one.id), f"Promise of {parts.named(one)}", one.sla_target_hours, 0, _MOST), _rests(table, one))
        for one in table.topology.services if one.sla_target_hours is not None)
    return Table("Promised in working hours (empty: as today)", ("Service", "Promise", "Rests on"), rows)


def _rests(table: Index, service: Service) -> str:
    return "; ".join(table.name(line.on) + ("" if line.target_hours is None else f" {line.target_hours:,.6g} h")
                     for line in table.dependencies[service.id]) or "–"


def _ends(table: Index) -> Table:
    rows = tuple((f"{one.id} {parts.named(one)}", Ticks(
        at("#ends", one.id), f"{parts.named(one)} ends", ((_YES, "ends"),), (_YES,) if maps.ended(one) else ()),
        table.named({line.consumer for line in table.users[one.id]}) or "nobody", _left(table, one))
        for one in table.topology.services)
    return Table("A service that ends frees its hours", ("Service", "Ends", "Used by", "Left without its outcome"), rows)


def _left(table: Index, service: Service) -> str:
    return (table.named(maps.without(table, service)) or "nobody") if maps.ended(service) else ""


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    match own.parts(id):
        case (what, service) if what in _CHANGES:
            found = next((one for one in workbook.topology.services if one.id == service), None)
            if found:
                return parts.with_map(workbook, _CHANGES[what](workbook.topology, found, value))
    raise ValueError(GONE)


def _pmo(map: Topology, value: Any) -> str | None:
    return parts.one_of(value, [one.id for one in map.pmos])


def _answers(map: Topology, service: Service, value: Any) -> Topology:
    return maps.with_place(map, service.id, evolve(maps.place_of(map, service.id), answers=_pmo(map, value)))


def _shares(map: Topology, service: Service, value: Any) -> Topology:
    place, pmo = maps.place_of(map, service.id), _pmo(map, value)
    if pmo and pmo == place.answers:
        raise ValueError("This PMO answers for the service already. Choose another one that shares in the work.")
    return maps.with_place(map, service.id, evolve(place, shares=pmo, part=place.part if place.shares else maps.BEGIN))


def _part(map: Topology, service: Service, value: Any) -> Topology:
    place = maps.place_of(map, service.id)
    if place.shares is None:
        raise ValueError("Choose first which PMO shares in the work.")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise ValueError("Write a part from 0 to 100 per cent; with 0 it only passes requests on.")
    return maps.with_place(map, service.id, evolve(place, part=value / 100))


def _promise(map: Topology, service: Service, value: Any) -> Topology:
    today = maps.given(service.id)
    if value is None:
        value = today.sla_target_hours if today else service.sla_target_hours
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _MOST:
        raise ValueError(f"Write working hours above 0 and up to {_MOST:,}. A promise can change, not vanish.")
    return maps.with_service(map, evolve(service, sla_target_hours=value))


def _end(map: Topology, service: Service, value: Any) -> Topology:
    return maps.with_end(map, service, bool(ticked(value, (_YES,))))


def _to(map: Topology, service: Service, value: Any) -> Topology:
    line, to = maps.hand_over(map, service.id), _pmo(map, value)
    if to and to == maps.place_of(map, service.id).answers:
        raise ValueError("This PMO has the service now. Choose the one that takes it over.")
    return maps.with_hand_over(map, service.id, to, line.date if line else None)


def _on(map: Topology, service: Service, value: Any) -> Topology:
    line = maps.hand_over(map, service.id)
    try:
        day = datetime.date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise ValueError("Write a day like 2027-03-31.") from None
    return maps.with_hand_over(map, service.id, line.to or None if line else None, day)


_CHANGES = {"#answers": _answers, "#shares": _shares, "#part": _part, "#promise": _promise, "#ends": _end, "#to": _to, "#on": _on}


def _done(workbook: Workbook) -> bool:
    return bool(workbook.topology.services) and not maps.open_places(workbook.topology)


PANEL = Panel("The services matrix", _draw, _done, _change)
