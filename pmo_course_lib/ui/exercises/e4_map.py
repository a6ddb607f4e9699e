"""E4: what a team decides for one service of the map, as values that are read from it and written to it.

Lines keep their place in the map, so that what two people change at the same time is merged line by line.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from attrs import evolve, frozen

from pmo_course_lib.domain.topology import HandsOverTo, Index, Load, Provides, Role, Service, State, Topology, load_of, needs
from pmo_course_lib.domain.topology.need import outcome_of, plain
from pmo_course_lib.exercises import case
from pmo_course_lib.ui.modules.topology_parts import answering, named
from pmo_course_lib.ui.view.blocks import Block, Note, Options

#: Of the work, what somebody who begins to share takes.
BEGIN = 0.2


def lacking() -> tuple[Block, ...]:
    """What a view shows on a workbook without the case company's map."""
    return (Note("The map of the case company is not in this workbook. Open the exercise from your personal link; if this stays, "
                 "ask your instructor."),)


@frozen
class Place:
    """Which PMO ``answers`` for a service, which ``shares`` in the work, and the ``part`` (0 to 1) that this one takes."""

    answers: str | None = None
    shares: str | None = None
    part: float = 0.0


def place_of(map: Topology, service: str) -> Place:
    """Where a service stands on the map; of several that share, the first."""
    mine = [one for one in map.provides if one.service == service]
    helper = next((one for one in mine if not one.accountable), None)
    return Place(answering(map, service), helper.pmo if helper else None, helper.share if helper else 0.0)


def with_place(map: Topology, service: str, place: Place) -> Topology:
    """The map with a service in this place. Who answers has the work that nobody shares; others that share stay."""
    shares = place.shares if place.shares != place.answers else None
    part = place.part if shares else 0.0
    new = {pmo: Provides(pmo, service, share, accountable=accountable) for pmo, share, accountable in (
        (place.answers, round(1 - part, 6), True), (shares, part, False)) if pmo}
    before = place_of(map, service)
    lines = []
    for one in map.provides:
        if one.service != service or (one.pmo not in new and not one.accountable and one.pmo != before.shares):
            lines.append(one)
        elif one.pmo in new:
            lines.append(new.pop(one.pmo))
    moved = evolve(map, provides=(*lines, *new.values()))
    return _follows(moved, service, before.answers, place.answers)


def _follows(map: Topology, service: str, before: str | None, now: str | None) -> Topology:
    """The hand-over of a service starts at the PMO that answers for it."""
    line = hand_over(map, service)
    if line is None or before == now:
        return map
    return with_hand_over(map, service, None if line.to == now else line.to or None, line.date)


def hand_over(map: Topology, service: str) -> HandsOverTo | None:
    """The planned move of a service."""
    return next((one for one in map.hands_over_to if one.service == service), None)


def with_hand_over(map: Topology, service: str, to: str | None, on: datetime.date | None) -> Topology:
    """The map with this move of a service as the only one; without PMO and day there is none."""
    rest = tuple(one for one in map.hands_over_to if one.service != service)
    line = HandsOverTo(answering(map, service) or "", to or "", service, on)
    return evolve(map, hands_over_to=(*rest, line) if to or on else rest)


def with_service(map: Topology, new: Service) -> Topology:
    """The map with a service changed."""
    return evolve(map, services=tuple(new if one.id == new.id else one for one in map.services))


def given(service: str) -> Service | None:
    """The service as the case company has it today."""
    return next((one for one in case.topology().services if one.id == service), None)


def ended(service: Service) -> bool:
    """Has the team retired it?"""
    return service.state is State.RETIRED


def with_end(map: Topology, service: Service, ends: bool) -> Topology:
    """The map on which a service has ended, or stands again as it does today."""
    today = given(service.id)
    return with_service(map, evolve(service, state=State.RETIRED if ends else today.state if today else State.LIVE))


def open_places(map: Topology) -> tuple[Service, ...]:
    """Services that have not ended and for which nobody answers yet."""
    return tuple(one for one in map.services if not ended(one) and answering(map, one.id) is None)


def relations(map: Topology) -> tuple[tuple[str, str], ...]:
    """The relations of PMOs that the case company names, as far as both sides are on the map."""
    known = {one.id for one in map.nodes}
    pairs = ((row["pmo"], row["towards"]) for row in case.rows("roles.csv"))
    return tuple(pair for pair in pairs if known.issuperset(pair))


def role_of(map: Topology, pmo: str, to: str) -> Role:
    """How a relation feels; without weights while nobody has estimated it."""
    return next((one for one in map.role if (one.pmo, one.to) == (pmo, to)), Role(pmo, to))


def with_role(map: Topology, role: Role) -> Topology:
    """The map with this relation in the place of what was estimated for the same two."""
    there = any((one.pmo, one.to) == (role.pmo, role.to) for one in map.role)
    kept = tuple(role if (one.pmo, one.to) == (role.pmo, role.to) else one for one in map.role)
    return evolve(map, role=kept if there else (*kept, role))


def without(table: Index, service: Service) -> tuple[str, ...]:
    """Ids of the users of a service that need its outcome and have it from nobody, as the map stands."""
    bare = {one.consumer for one in needs(table) if not one.providers and plain(one.outcome) == outcome_of(service)}
    return tuple(sorted(bare & {line.consumer for line in table.users[service.id]}))


def short(name: str) -> str:
    """A PMO's name where it is plain that a PMO is meant.

    >>> short("One Core programme PMO")
    'One Core programme'
    """
    return name.strip().removesuffix(" PMO")


def offices(map: Topology) -> Options:
    """The PMOs to choose from."""
    return tuple((one.id, short(named(one))) for one in map.pmos)


def today(service: str) -> str:
    """The short name of the PMO that answers for a service of the case today."""
    found = answering(case.topology(), service)
    return short(case.today().name(found)) if found else ""


def filled(table: Index, pmos: Iterable[str | None]) -> str:
    """How full the PMOs are, with the reserve, such as ``Food 220.8 of 200 h, too full``."""
    return "; ".join(_filled(table, load_of(table, pmo)) for pmo in pmos if pmo and pmo in table.pmos)


def _filled(table: Index, load: Load) -> str:
    of = "" if load.capacity is None else f" of {load.capacity:,.6g} h{', too full' if load.fits is False else ''}"
    return f"{short(table.name(load.pmo))} {load.with_reserve:,.1f}".removesuffix(".0") + of
