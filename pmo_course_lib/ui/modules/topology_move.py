"""What if a service moved to another PMO, were handed over on a day, or ended: seen before it is done."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.topology import (
    Consequences,
    HandsOverTo,
    Topology,
    if_moved,
    if_retired,
    index,
)
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.kept import keep_text, text
from pmo_course_lib.ui.modules.own_services import parts as names_of
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.modules.topology_found import found
from pmo_course_lib.ui.view.blocks import Area, Block, Button, Choice, Day, Note, Row, Select, Text
from pmo_course_lib.workbook.model import Workbook

_WHAT, _SERVICE, _FROM, _TO, _ON, _NOTE = "move-what", "move-service", "move-from", "move-to", "move-on", "t5-move"
_KINDS = (("move", "Move it to another PMO"), ("plan", "Plan a hand-over on a day"), ("end", "End it"))
_DO = at("#do")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    map = workbook.topology
    intro = Text("Try a change on the map. **Nothing happens until you press the button.** *Course model*.")
    if not map.services or not map.pmos:
        return (intro, Note("First put PMOs and services on your map, in the views above."))
    what, service, *_ = _plan(workbook)
    fields: tuple[Block, ...] = (
        Choice(at("values", _WHAT), "What if?", _KINDS, what, inline=True),
        Row((Select(at("values", _SERVICE), "Service", parts.options(map.services), service), *_pmos(workbook),
             *((Day(at("values", _ON), "Day of the hand-over", text(workbook, _ON) or None),) if what == "plan" else ()))))
    return (intro, *fields, *_consequence(workbook),
            Area(at("notes", _NOTE), "Which change will you propose, and why?", workbook.notes.get(_NOTE, ""), 2))


def _plan(workbook: Workbook) -> tuple[str | None, str | None, str | None, str | None, datetime.date | None]:
    """What was chosen, as far as it is on the map; the PMO that answers is taken where none was named."""
    map = workbook.topology
    pmos, services = [one.id for one in map.pmos], [one.id for one in map.services]
    chosen = {name: text(workbook, name) or None for name in (_WHAT, _SERVICE, _FROM, _TO)}
    what = chosen[_WHAT] if chosen[_WHAT] in dict(_KINDS) else None
    service = chosen[_SERVICE] if chosen[_SERVICE] in services else None
    parts_in = [one.pmo for one in map.provides if one.service == service and one.pmo in pmos]
    source = chosen[_FROM] if chosen[_FROM] in parts_in else None
    if source is None and service:
        answers = parts.answering(map, service)
        source = answers if answers in parts_in else next(iter(parts_in), None)
    target = chosen[_TO] if chosen[_TO] in pmos and chosen[_TO] != source else None
    return what, service, source, target, _day(text(workbook, _ON))


def _day(said: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(said)
    except ValueError:
        return None


def _pmos(workbook: Workbook) -> tuple[Block, ...]:
    map, (what, service, source, target, _) = workbook.topology, _plan(workbook)
    if what in (None, "end") or service is None:
        return ()
    mine = {one.pmo for one in map.provides if one.service == service}
    return (Select(at("values", _FROM), "From", parts.options(one for one in map.pmos if one.id in mine), source),
            Select(at("values", _TO), "To", parts.options(one for one in map.pmos if one.id != source), target))


def _after(workbook: Workbook) -> Topology | None:
    """The map with the change; nothing while a part of it is open."""
    map = workbook.topology
    what, service, source, target, day = _plan(workbook)
    if what == "end" and service:
        return if_retired(map, service).after
    if not (service and source and target):
        return None
    if what == "move":
        return if_moved(map, service, source, target).after
    rest = tuple(one for one in map.hands_over_to if (one.pmo, one.service) != (source, service))
    return evolve(map, hands_over_to=(*rest, HandsOverTo(source, target, service, day))) if what == "plan" and day else None


def _consequence(workbook: Workbook) -> tuple[Block, ...]:
    map, after = workbook.topology, _after(workbook)
    what, service, source, target, _ = _plan(workbook)
    if after is None or service is None:
        return (Note(_ask(workbook)),)
    table = index(map)
    if what == "plan":
        return (*_differ(workbook, after), Button(_DO, "Put this hand-over on the map", primary=True))
    if what == "move":
        shown = if_moved(map, service, source or "", target or "")
        done = f"Move {table.name(service)} to {table.name(target or '')}"
    else:
        shown, done = if_retired(map, service), f"End {table.name(service)} on the map"
    hours = parts.load_table(index(after), tuple(one.pmo for one in shown.loads), "Hours after the change")
    return (*_who(workbook, shown), hours, *_differ(workbook, after), Button(_DO, done, primary=True, confirm=f"{done}?"))


def _ask(workbook: Workbook) -> str:
    what, service, source, target, _ = _plan(workbook)
    if what is None or service is None:
        return "Choose what to try, and a service."
    if source is None:
        return "No PMO has a part in this service, so there is nothing to move. Say in the view on services who provides it."
    return "Choose the PMO that is to take it." if target is None else "Give the day of the hand-over."


def _who(workbook: Workbook, shown: Consequences) -> tuple[Block, ...]:
    table = index(workbook.topology)
    users = f"**Users**: {table.named(shown.users) or 'nobody on the map'}."
    rest = f"**Services that depend on it**: {table.named(shown.dependants) or 'none'}."
    further = set(shown.affected) - set(shown.dependants)
    chain = f" Through them also {table.named(further)}." if further else ""
    return (Text(f"- {users}\n- {rest}{chain}"),)


def _differ(workbook: Workbook, after: Topology) -> tuple[Block, ...]:
    before, later = found(index(workbook.topology)), found(index(after))
    solved = tuple(Note(f"Solved: **{one.check}** {one.message}", "good") for one in before if one not in later)
    new = tuple(parts.note(evolve(one, message=f"New: {one.message}")) for one in later if one not in before)
    return (*solved, *new) or (Note("After this change the checks find the same as before."),)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == _DO:
        after = _after(workbook)
        if after is None:
            raise ValueError(_ask(workbook))
        done = parts.with_map(workbook, after)
        for name in (_FROM, _TO, _ON):
            done = keep_text(done, name, None)
        return done
    match names_of(id):
        case ("values", name) if name in (_SERVICE, _FROM, _TO):
            return keep_text(workbook, name, value, {one.id for one in parts.nodes(workbook.topology, "services", "pmos")})
        case ("values", name) if name == _WHAT:
            return keep_text(workbook, name, value, dict(_KINDS))
        case ("values", name) if name == _ON:
            if value and (not isinstance(value, str) or _day(value) is None):
                raise ValueError("Write a day like 2027-03-31.")
            return keep_text(workbook, name, value)
        case ("notes", name) if name == _NOTE:
            return put(workbook, id, value)
    raise ValueError(parts.GONE)


def _done(workbook: Workbook) -> bool:
    return bool(workbook.topology.services and workbook.notes.get(_NOTE, "").strip())


PANEL = Panel("What if a service moved or ended?", _draw, _done, _change)
