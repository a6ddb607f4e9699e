"""The services that a workbook is about: a record and a catalogue entry under one id, and the one that is worked on now."""

from __future__ import annotations

import json
import re
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.lifecycle import ServiceRecord, State
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Block, Button, Group, Line, Note, Row, Select
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain

CHOSEN, NEW, ADD, REMOVE = at("values", "service"), at("values", "new-service"), at("#add-service"), at("#remove-service")


def parts(id: str) -> tuple[str, ...]:
    """The names in a field's id. Raises ``ValueError`` for what ``at`` did not make."""
    try:
        names = json.loads(id)
    except json.JSONDecodeError:
        names = None
    if not isinstance(names, list) or not names or not all(isinstance(one, str) for one in names):
        raise ValueError(f"There is no field {id[:60]!r}. Load the page again.")
    return tuple(names)


def record(workbook: Workbook, id: str) -> ServiceRecord | None:
    """The record of a service."""
    return next((one for one in workbook.services if one.id == id), None)


def entry(workbook: Workbook, id: str) -> Entry:
    """The catalogue entry of a service in its present state; an empty one while there is none."""
    kept, held = record(workbook, id), next((one for one in workbook.catalogue if one.id == id), None)
    found = held or Entry(id=id, name=kept.name if kept else "", owner=kept.owner if kept else "")
    return evolve(found, state=kept.state) if kept else found


def entries(workbook: Workbook) -> tuple[Entry, ...]:
    """All catalogue entries; where a record says how far a service is, its state counts."""
    states = {one.id: one.state for one in workbook.services}
    return tuple(evolve(one, state=states.get(one.id, one.state)) for one in workbook.catalogue)


def names(workbook: Workbook) -> dict[str, str]:
    """Names by id of all services: those with a record first, then those with an entry only."""
    found: dict[str, str] = {}
    for key, name in ((one.id, one.name) for part in (workbook.services, workbook.catalogue) for one in part):
        if key.strip():
            found[key] = found.get(key) or name
    return {key: name.strip() or f"{key} (no name yet)" for key, name in found.items()}


def chosen(workbook: Workbook) -> str:
    """The id of the service that is worked on: the one chosen, else the first; empty without any."""
    known = names(workbook)
    wanted = kept.text(workbook, "service")
    return wanted if wanted in known else next(iter(known), "")


def state(workbook: Workbook, id: str) -> State:
    """Where a service stands."""
    return entry(workbook, id).state


def next_id(workbook: Workbook) -> str:
    """An id that no service has: SVC-001 and on."""
    used = {*names(workbook), *(one.id for one in workbook.topology.services)}
    numbers = [int(id[4:]) for id in used if re.fullmatch("SVC-[0-9]{3}", id)]
    return next(id for n in range(max(numbers, default=0) + 1, len(used) + 1001) if (id := f"SVC-{n:03d}") not in used)


def add(workbook: Workbook, name: str, course_service: str = "") -> Workbook:
    """The workbook with a new idea for a service, which becomes the one that is worked on.

    Raises ``ValueError`` for a name that is empty or there already.
    """
    name = name.strip()
    if not name:
        raise ValueError("Write a name for the service first.")
    if name.casefold() in (one.casefold() for one in names(workbook).values()):
        raise ValueError(f"There is a service {name[:60]!r} already. Give the new one another name.")
    id, home = next_id(workbook), workbook.topology.pmos[0].id if len(workbook.topology.pmos) == 1 else ""
    with_it = evolve(workbook, services=(*workbook.services, ServiceRecord(id, name, home=home, course_service=course_service)),
                     catalogue=(*workbook.catalogue, Entry(id=id, name=name, version="0.1")))
    return kept.keep_text(kept.forget(with_it, "new-service"), "service", id)


def remove(workbook: Workbook, id: str) -> Workbook:
    """The workbook without a service, its entry, its drafts and what was noted for it."""
    return evolve(
        workbook, services=tuple(one for one in workbook.services if one.id != id),
        catalogue=tuple(one for one in workbook.catalogue if one.id != id),
        drafts={key: one for key, one in workbook.drafts.items() if not key.startswith(f"{id}/")},
        values={key: one for key, one in workbook.values.items() if not key.startswith(f"{id}/") and key != "service"})


def change_entry(workbook: Workbook, id: str, name: str, value: Any) -> Workbook:
    """The workbook with one field of an entry changed; an entry that is not there yet is begun, its record follows.

    Raises ``ValueError`` in people's words.
    """
    if id not in names(workbook) or name == "id":
        raise ValueError("This service is no longer there. Load the page again.")
    try:
        new = from_plain({**to_plain(entry(workbook, id)), name: value}, Entry)
    except CourseError as error:
        raise ValueError(" ".join(error.problems)) from None
    place = next((n for n, one in enumerate(workbook.catalogue) if one.id == id), len(workbook.catalogue))
    catalogue = (*workbook.catalogue[:place], new, *workbook.catalogue[place + 1:])
    return _record_follows(evolve(workbook, catalogue=catalogue), new) if name in ("name", "owner") else evolve(
        workbook, catalogue=catalogue)


def _record_follows(workbook: Workbook, new: Entry) -> Workbook:
    return evolve(workbook, services=tuple(evolve(one, name=new.name, owner=new.owner) if one.id == new.id else one
                                           for one in workbook.services))


def picker(workbook: Workbook, label: str = "Which service?") -> tuple[Block, ...]:
    """The choice of the service to work on; adding and removing below."""
    known = names(workbook)
    if not known:
        return (Note("There is no service yet. Give your first one a name; you can change it later."), *_adding(workbook))
    return (Select(CHOSEN, label, tuple(known.items()), chosen(workbook)), keeping(workbook))


def keeping(workbook: Workbook, choose: bool = False) -> Group:
    """Adding a service, and removing the chosen one; with ``choose`` also the choice."""
    known, id = names(workbook), chosen(workbook)
    choice = (Select(CHOSEN, "Service to remove", tuple(known.items()), id),) if choose and known else ()
    gone = (Button(REMOVE, f"Remove {known[id]}",
                   confirm=f"Remove {known[id]}? Its catalogue entry and its documents go with it."),) if id else ()
    return Group("Add or remove a service", (*_adding(workbook), *choice, *gone), open=False)


def _adding(workbook: Workbook) -> tuple[Block, ...]:
    return (Row((Line(NEW, "Name of a new service", kept.text(workbook, "new-service")),)),
            Button(ADD, "Add this service", primary=not names(workbook)))


def manage(workbook: Workbook, id: str, value: Any) -> Workbook | None:
    """What the fields of ``picker`` and ``keeping`` do; nothing for any other field."""
    if id in (CHOSEN, NEW):
        return kept.keep_text(workbook, parts(id)[1], value)
    if id == ADD:
        return add(workbook, kept.text(workbook, "new-service"))
    return remove(workbook, chosen(workbook)) if id == REMOVE else None
