"""What fits: hours a month of the services wanted beside what a PMO has promised, with the reserve of 15 per cent."""

from __future__ import annotations

from typing import Any

from attrs import evolve, frozen

from pmo_course_lib.domain.catalogue import Entry, course_catalogue
from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.topology import Load, Pmo, Provides, Service, Topology, index, load_of, which_fit
from pmo_course_lib.domain.value_ring import order, service_relevance
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.expectations import ready, relevance
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Block, Button, Group, Note, Number, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

_PMO, _CAPACITY, _TAKE = at("values", "pmo"), at("#capacity"), at("#take-mix")
_OPEN = (State.IDEA, State.ON_HOLD)
_MOST = 1_000_000


@frozen
class Plan:
    """Hours a month of a PMO: ``promised`` by service, the ``candidates`` in their order, and the ids of those that ``fit``.

    ``load`` counts what is promised and what fits, ``wanted`` all candidates.
    """

    promised: dict[str, float]
    candidates: dict[str, float | None]
    fit: tuple[str, ...]
    load: Load
    wanted: Load


def own_pmo(workbook: Workbook) -> Pmo | None:
    """The PMO that is planned for: the one chosen, else the first."""
    pmos = {one.id: one for one in workbook.topology.pmos}
    return pmos.get(kept.text(workbook, "pmo")) or next(iter(pmos.values()), None)


def hours(entry: Entry) -> float | None:
    """Hours a month of a service; nothing while they are not known or cannot be right."""
    found = entry.hours_per_month
    return found if found is not None and 0 <= found <= _MOST else None


def plan(workbook: Workbook) -> Plan | None:
    """What a PMO has promised and what of the candidates fits; nothing without a PMO whose capacity is known."""
    pmo = own_pmo(workbook)
    if pmo is None or not pmo.capacity_hours_per_month:
        return None
    promised, open_ = _promised(workbook, pmo), _candidates(workbook, pmo)
    given = {id: value for id, value in open_.items() if value is not None}
    places = which_fit(given.values(), pmo.capacity_hours_per_month, sum(promised.values()))
    fit = tuple(tuple(given)[place] for place in places)
    return Plan(promised, open_, fit, _load(pmo, (*promised.values(), *(given[id] for id in fit))),
                _load(pmo, (*promised.values(), *given.values())))


def _promised(workbook: Workbook, pmo: Pmo) -> dict[str, float]:
    """By service: shares in services of the map, else the entry's hours of services past G1."""
    lines = index(workbook.topology)
    shared: dict[str, float] = {}
    for line in lines.provided[pmo.id]:
        if part := lines.hours(line):
            shared[line.service] = shared.get(line.service, 0.0) + float(part)
    alone = {one.id: value for one in own.entries(workbook)
             if _of(workbook, one, pmo) and one.id not in lines.services and Service(one.id or "-", state=one.state).promised
             and (value := hours(one))}
    return shared | alone


def _of(workbook: Workbook, entry: Entry, pmo: Pmo) -> bool:
    """Is it this PMO's? A service that names none is everybody's."""
    kept = own.record(workbook, entry.id)
    return (entry.provider_pmo or (kept.pmo if kept else "")) in ("", pmo.id, pmo.name)


def _candidates(workbook: Workbook, pmo: Pmo) -> dict[str, float | None]:
    """Ideas with their hours, those first that bring most of what customers want."""
    inputs = ready(workbook.ring)
    ranked = order(service_relevance(relevance(workbook), inputs.chances)) if relevance(workbook) else ()
    place = {id: n for n, id in enumerate(ranked)}
    ideas = [own.entry(workbook, id) for id in own.names(workbook)]
    ideas = [one for one in ideas if one.state in _OPEN and _of(workbook, one, pmo)]
    kinds = {one.id: one.course_service for one in workbook.services}
    return {one.id: hours(one) for one in sorted(ideas, key=lambda one: place.get(kinds.get(one.id, ""), len(place)))}


def _load(pmo: Pmo, values: tuple[float, ...]) -> Load:
    services = tuple(Service(f"{pmo.id} {n}", hours_per_month=min(value, _MOST)) for n, value in enumerate(values))
    lines = tuple(Provides(pmo.id, one.id) for one in services)
    return load_of(index(Topology((pmo,), services=services, provides=lines)), pmo.id)


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    pmo, now = own_pmo(workbook), plan(workbook)
    stated = pmo.capacity_hours_per_month if pmo else None
    return (Text("A PMO carries services while **sum of hours × 1.15 is at most its capacity** (*Course model*). Candidates come "
                 "in the order of your ranking; what no longer fits is held, and the next one is tried."),
            Row((*_pmo_choice(workbook, pmo), Number(_CAPACITY, "Capacity of your PMO", stated, 0, _MOST, unit="hours a month"))),
            *_taking(workbook), *_table(workbook, now), *_verdict(workbook, now), *_already(workbook, now),
            own.keeping(workbook, choose=True))


def _pmo_choice(workbook: Workbook, pmo: Pmo | None) -> tuple[Block, ...]:
    pmos = workbook.topology.pmos
    return (Select(_PMO, "PMO", tuple((one.id, one.name or one.id) for one in pmos), pmo.id),) if pmo and len(pmos) > 1 else ()


def _taking(workbook: Workbook) -> tuple[Block, ...]:
    """A button for the services of the mix that the workbook has none of yet."""
    new = _new(workbook)
    if not new:
        return ()
    return (Button(_TAKE, f"Take {len(new)} service{'s' if len(new) > 1 else ''} over from the mix", primary=True),)


def _new(workbook: Workbook) -> tuple[str, ...]:
    there = {one.course_service for one in workbook.services}
    return tuple(id for id in workbook.ring.mix if id not in there and id in course_catalogue().ids)


def _open_ids(workbook: Workbook, now: Plan | None) -> tuple[str, ...]:
    return tuple(now.candidates) if now else tuple(id for id in own.names(workbook) if own.state(workbook, id) in _OPEN)


def _table(workbook: Workbook, now: Plan | None) -> tuple[Block, ...]:
    ids = _open_ids(workbook, now)
    if not ids:
        return (Note("There is no candidate yet. Choose a mix in the view above and take it over, or add a service below."),)
    rows = tuple(_row(own.entry(workbook, id), id, now, own.names(workbook)[id]) for id in ids)
    return (Table("Candidates, best first", ("Service, and what comes of it", "Hours a unit", "Units a month"), rows),)


def _row(entry: Entry, id: str, now: Plan | None, name: str) -> tuple[Any, ...]:
    value = hours(entry)
    says = "" if now is None else ": **fits**" if id in now.fit else ": **hold**"
    comes = "hours not estimated" if value is None else f"{value:,.6g} hours a month{says}"
    return (f"{name}, {comes}", Number(at("catalogue", id, "hours_per_unit"), f"Hours a unit, {name}", entry.hours_per_unit, 0),
            Number(at("catalogue", id, "workload_limit_per_month"), f"Units a month, {name}", entry.workload_limit_per_month, 0))


def _verdict(workbook: Workbook, now: Plan | None) -> tuple[Block, ...]:
    if now is None:
        return (Note("Give the capacity of your PMO: people × the hours a month that each has for services."),)
    known, load = own.names(workbook), now.load
    used = (f"Promised {sum(now.promised.values()):,.6g} hours, {len(now.fit)} candidate{'' if len(now.fit) == 1 else 's'} fit: "
            f"{load.hours:,.6g} × 1.15 = {load.with_reserve:,.6g} of {load.capacity or 0:,.6g} hours, "
            f"committed {100 * (load.committed or 0):.1f} per cent.")
    if load.fits is False:
        return (Note(f"{used} The PMO is overbooked before any candidate: {-(load.free or 0):,.1f} hours too many.", "error"),)
    held = [known.get(id, id) for id, value in now.candidates.items() if value is not None and id not in now.fit]
    blank = sum(value is None for value in now.candidates.values())
    room = Note(f"{used} Room for {load.free or 0:,.1f} hours more.", "good")
    over = (Note(f"Held: {', '.join(held)}. All candidates together would take {100 * (now.wanted.committed or 0):.1f} "
                 "per cent.", "warning"),)
    lacking = (Note(f"{blank} candidate{'s' if blank > 1 else ''} without hours: a board cannot add up what nobody has "
                    "estimated."),)
    return (room, *(over if held else ()), *(lacking if blank else ()))


def _already(workbook: Workbook, now: Plan | None) -> tuple[Block, ...]:
    if now is None or not now.promised:
        return ()
    names = own.names(workbook) | {one.id: one.name or one.id for one in workbook.topology.services}
    rows = tuple((names.get(id, id), f"{value:,.6g}") for id, value in now.promised.items())
    table = Table("Live, or past gate G1 on the way there", ("Service", "Hours a month"), rows, (1,))
    return (Group("Already promised", (table,), open=False),)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := own.manage(workbook, id, value)) is not None:
        return managed
    where = own.parts(id)
    if id == _PMO:
        return kept.keep_text(workbook, "pmo", value)
    if id == _CAPACITY:
        return _with_capacity(workbook, value)
    if id == _TAKE:
        for new in _new(workbook):
            workbook = own.add(workbook, _free_name(workbook, course_catalogue()[new].name), new)
        return workbook
    if where[0] != "catalogue" or where[-1] not in ("hours_per_unit", "workload_limit_per_month") or len(where) != 3:
        raise ValueError("There is no such field here. Load the page again.")
    return own.change_entry(workbook, where[1], where[2], number(value))


def _free_name(workbook: Workbook, name: str) -> str:
    used = {one.casefold() for one in own.names(workbook).values()}
    return next(one for one in (name, *(f"{name} ({n})" for n in range(2, len(used) + 3))) if one.casefold() not in used)


def number(value: Any) -> float | None:
    """A number of hours or units, or nothing. Raises ``ValueError`` for anything else."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST):
        raise ValueError("Write a number of 0 or more.")
    return value


def _with_capacity(workbook: Workbook, value: Any) -> Workbook:
    """The capacity of the PMO; without any PMO the participant's own is begun, as module 5 continues it."""
    pmo, value = own_pmo(workbook), number(value)
    if pmo is None:
        name = f"PMO of {workbook.organisation.name}" if workbook.organisation.name else "Our PMO"
        taken = {one.id for one in workbook.topology.nodes}
        for known in (one for one in workbook.pmos if one.id not in taken):  # the PMO of module 2 comes on the map
            begun = Pmo(known.id, known.name, capacity_hours_per_month=value)
            return evolve(workbook, topology=evolve(workbook.topology, pmos=(begun,)))
        id = next(one for n in range(1, len(taken) + 2) if (one := f"PMO-{n:02d}") not in taken)
        return evolve(workbook, topology=evolve(workbook.topology, pmos=(Pmo(id, name, capacity_hours_per_month=value),)))
    return put(workbook, at("topology", "pmos", pmo.id, "capacity_hours_per_month"), value)


def _done(workbook: Workbook) -> bool:
    now = plan(workbook)
    return bool(now and now.candidates and all(value is not None for value in now.candidates.values()))


PANEL = Panel("What fits into your PMO?", _draw, _done, _change)
