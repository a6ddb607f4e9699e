"""What other modules know and the map does not: services, the customer groups of module 3, and names that were changed there."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.topology import Consumer, Service
from pmo_course_lib.domain.value_ring import Group, benefits
from pmo_course_lib.ui.modules.expectations import group_names
from pmo_course_lib.ui.modules.own_services import names as service_names
from pmo_course_lib.workbook.model import Workbook


def missing_services(workbook: Workbook) -> dict[str, str]:
    """Services of the other modules that are not on the map: names by id."""
    on_map = {one.id for one in workbook.topology.nodes}
    return {id: name[:200] for id, name in service_names(workbook).items() if id not in on_map}


def with_own_services(workbook: Workbook) -> Workbook:
    """The workbook with all services of its other modules on the map, with what their catalogue entries say."""
    entries, states = {one.id: one for one in workbook.catalogue}, {one.id: one.state for one in workbook.services}
    new = []
    for id, name in missing_services(workbook).items():
        entry = entries.get(id)
        hours = None if entry is None or entry.hours_per_unit is None or entry.workload_limit_per_month is None else (
            min(entry.hours_per_unit * entry.workload_limit_per_month, 1_000_000))
        new.append(Service(id, name, state=states.get(id, State.IDEA), hours_per_month=hours) if entry is None else Service(
            id, name, entry.category, entry.outcome, states.get(id, entry.state), entry.owner, entry.obligation,
            hours_per_month=hours))
    return _on_map(workbook, services=(*workbook.topology.services, *new))


def _on_map(workbook: Workbook, **nodes: Any) -> Workbook:
    return evolve(workbook, topology=evolve(workbook.topology, **nodes))


def missing_groups(workbook: Workbook) -> dict[str, str]:
    """Customer groups of module 3 that are not on the map, neither by their id nor by their name: names by id."""
    map, names = workbook.topology, group_names(workbook)
    there, called = {one.id for one in map.nodes}, {_plain(one.name) for one in map.consumers}
    found: dict[str, str] = {}
    for group in workbook.ring.groups:
        name = names.get(group.id, group.id).strip() or group.id
        if group.id not in there and _plain(name) not in called:
            found[group.id] = name[:200]
            called.add(_plain(name))
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def with_groups(workbook: Workbook) -> Workbook:
    """The workbook with the customer groups of module 3 on the map; what a group rates highest there, it needs here."""
    groups = {one.id: one for one in workbook.ring.groups}
    new = (Consumer(id, name, needs=_wants(groups[id])) for id, name in missing_groups(workbook).items())
    return _on_map(workbook, consumers=(*workbook.topology.consumers, *new))


def _wants(group: Group) -> tuple[str, ...]:
    """Names of the benefits with the group's highest priority: one, or those that share the first place."""
    names, highest = benefits().names(), max(group.priorities.values(), default=0)
    return tuple(names.get(id, id) for id, rated in group.priorities.items() if rated == highest > 0)


def renamed(workbook: Workbook) -> dict[str, str]:
    """Services and groups on the map that have another name in the module that they come from: that name by id."""
    own = {one.id: one.name for one in workbook.catalogue} | {one.id: one.name for one in workbook.services}
    own |= {one.id: one.name for one in workbook.ring.groups}
    on_map: tuple[Service | Consumer, ...] = (*workbook.topology.services, *workbook.topology.consumers)
    return {one.id: own[one.id].strip()[:200] for one in on_map
            if own.get(one.id, "").strip()[:200] not in ("", one.name.strip()[:200])}


def with_names(workbook: Workbook) -> Workbook:
    """The workbook whose map says the names of the other modules."""
    new, map = renamed(workbook), workbook.topology
    return _on_map(workbook, services=tuple(evolve(one, name=new.get(one.id, one.name)) for one in map.services),
                   consumers=tuple(evolve(one, name=new.get(one.id, one.name)) for one in map.consumers))


def with_name(workbook: Workbook, id: str, name: str) -> Workbook:
    """The workbook in which a service or group that was renamed on the map has the same name in the other modules."""
    if not name.strip():
        return workbook
    def called(part: Any) -> Any:
        return tuple(evolve(one, name=name) if one.id == id else one for one in part)

    return evolve(workbook, services=called(workbook.services), catalogue=called(workbook.catalogue),
                  ring=evolve(workbook.ring, groups=called(workbook.ring.groups)))
