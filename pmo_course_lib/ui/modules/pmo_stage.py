"""Where the own PMO stands in its lifecycle, and what the rules C1 to C6 say about it and its services."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.lifecycle import (
    Mandate,
    PmoRecord,
    PmoStage,
    PmoStep,
    advance,
    carried,
    change_mandate,
    connection_findings,
    next_stages,
    pmo_lifecycle,
    reviews_due,
)
from pmo_course_lib.ui.modules.kept import forget, keep_text, text, ticked
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Block, Button, Day, Group, Line, Note, Row, Select, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

ADD, ENTER, BACK, MANDATE = at("#stage", "add"), at("#stage", "enter"), at("#stage", "back"), at("#stage", "mandate")
CARRIES = at("#stage", "carries")
#: The same choice of the own PMO as in the view of roles in module 5.
_CHOSEN = "own-pmo"
_NEW, _TO, _ON, _BY, _REFUSED, _CHANGED = (f"stage-{name}" for name in ("new", "to", "on", "by", "refused", "mandate"))


def chosen(workbook: Workbook) -> PmoRecord | None:
    """The PMO that is looked at: the one chosen, else the first."""
    wanted = text(workbook, _CHOSEN)
    return next((one for one in workbook.pmos if one.id == wanted), next(iter(workbook.pmos), None))


def others(workbook: Workbook) -> dict[str, Collection[str]]:
    """For each service the PMOs that provide it by the map."""
    lines = workbook.topology.provides
    return {service: {one.pmo for one in lines if one.service == service} for service in {one.service for one in lines}}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("*Course model.* One PMO lifecycle holds many service lifecycles; six rules connect them.")
    pmo = chosen(workbook)
    adding = (Line(at("values", _NEW), "Name of your PMO", text(workbook, _NEW)),
              Button(ADD, "Add this PMO", primary=pmo is None))
    if pmo is None:
        return (intro, Note("Give your PMO a name to begin."), *adding)
    several = len(workbook.pmos) > 1
    names = tuple((one.id, one.name or one.id) for one in workbook.pmos)
    return (intro, *((Select(at("values", _CHOSEN), "Which PMO?", names, pmo.id),) if several else ()), *_stands(workbook, pmo),
            *_findings(workbook, pmo), _next(workbook, pmo), _mandate(workbook, pmo), Group("Add a PMO", adding, open=False))


def _stands(workbook: Workbook, pmo: PmoRecord) -> tuple[Block, ...]:
    """Stage, people and services."""
    people = Row((Line(at("pmos", pmo.id, "manager"), f"Manager of {pmo.name or pmo.id}", pmo.manager,
                       "Answers for its lifecycle."),
                  Line(at("pmos", pmo.id, "sponsor"), "Sponsor", pmo.sponsor)))
    stage = Select(at("pmos", pmo.id, "began"), "Where does it stand today?", tuple((one.value, one.label) for one in PmoStage),
                   pmo.began.value)
    return (*(() if pmo.history else (stage,)), people, _services(workbook, pmo))


def _services(workbook: Workbook, pmo: PmoRecord) -> Block:
    if not workbook.services:
        return Note("There are no services in your workbook yet. Add one in the view on gates, then say here who provides it.")
    own = tuple(one.id for one in carried(pmo, workbook.services))
    options = tuple((one.id, f"{one.name or one.id} ({one.state.label.lower()})") for one in workbook.services)
    ticks = Ticks(CARRIES, "Services that this PMO answers for", options, own, "A service moves to another PMO only at G6.")
    return ticks if len(options) <= 6 else Group(f"Its services: {len(own)} of {len(options)}", (ticks,), open=False)


def _findings(workbook: Workbook, pmo: PmoRecord) -> tuple[Block, ...]:
    found = connection_findings(pmo, workbook.services, others(workbook), date.today())
    facts = next((one.detail for one in pmo_lifecycle().stages if one.id is pmo.stage), None)
    said = f"asks: {facts.question} For services it means: {facts.services_link}." if facts else "is the end of its life."
    asks = Note(f"Stage **{pmo.stage.label.lower()}** {said}")
    if not found:
        return (asks, Note("Rules C1 to C6 are kept, as far as your workbook shows.", "good"))
    rules = {one.id: one for one in pmo_lifecycle().rules}
    return (asks, *(Note(f"**{one.rule}** {one.text} *{rules[one.rule].text}*", "warning") for one in found))


def _next(workbook: Workbook, pmo: PmoRecord) -> Group:
    """Entering a stage, which the rules may refuse."""
    stages = tuple((one.value, one.label) for one in next_stages(pmo.stage))
    if not stages:
        return Group("Its next stage", (Note("A retired PMO has no next stage."), *_steps(pmo)), open=False)
    refused = text(workbook, _REFUSED)
    return Group("Its next stage", (
        Row((Select(at("values", _TO), "Enter which stage?", stages, _to(workbook, pmo)),
             Day(at("values", _ON), "When?", _day(workbook).isoformat()),
             Line(at("values", _BY), "By whose decision?", text(workbook, _BY)))),
        *((Note(f"**Refused.** {refused}", "error"),) if refused else ()),
        Button(ENTER, "Enter this stage"), *_steps(pmo)), open=bool(refused))


def _to(workbook: Workbook, pmo: PmoRecord) -> str | None:
    value = text(workbook, _TO)
    return value if value in [one.value for one in next_stages(pmo.stage)] else None


def _steps(pmo: PmoRecord) -> tuple[Block, ...]:
    if not pmo.history:
        return ()
    rows = tuple((one.on.isoformat(), one.stage.label, one.decider) for one in pmo.history)
    return (Table("Stages entered", ("Date", "Stage", "Decided by"), rows), Button(BACK, "Take back the last stage"))


def _mandate(workbook: Workbook, pmo: PmoRecord) -> Group:
    """A change of mandate, and the reviews that it calls for (rule C5)."""
    due = tuple((one.service.name or one.service.id, one.by.isoformat(), one.held.isoformat() if one.held else "open")
                for one in reviews_due(pmo, workbook.services))
    last = f"Last change: {max(one.on for one in pmo.mandates)}. " if pmo.mandates else ""
    return Group("Has its mandate or strategy changed?", (
        Text(f"{last}Rule C5 sends every live service to a G5 review within {pmo_lifecycle().review_months} months."),
        Day(at("values", _CHANGED), "It took effect on", text(workbook, _CHANGED) or None),
        Button(MANDATE, "Record the change"),
        *((Table("Reviews that are due", ("Service", "By", "Held"), due),) if due else ())), open=False)


def _day(workbook: Workbook, name: str = _ON) -> date:
    try:
        return date.fromisoformat(text(workbook, name))
    except ValueError:
        return date.today()


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    plain = {at("values", name): name for name in (_NEW, _CHOSEN, _TO, _ON, _BY, _CHANGED)}
    if id in plain:
        return forget(keep_text(workbook, plain[id], value), _REFUSED)
    if id == ADD:
        return _add(workbook)
    pmo = chosen(workbook)
    if pmo is None:
        raise ValueError("Give your PMO a name to begin.")
    special = {ENTER: _enter, BACK: _back, MANDATE: _record_mandate}
    if id in special:
        return special[id](workbook, pmo)
    return _carry(workbook, pmo, value) if id == CARRIES else put(workbook, id, value)


def _add(workbook: Workbook) -> Workbook:
    name = text(workbook, _NEW).strip()
    if not name or name in [one.name for one in workbook.pmos]:
        raise ValueError("Write a name that no other PMO has.")
    of_map = next((one.id for one in workbook.topology.pmos if one.name == name), None)
    used = {one.id for one in workbook.pmos} | {one.id for one in workbook.topology.pmos}
    id = of_map or next(id for n in range(1, 1000) if (id := f"PMO-{n:02d}") not in used)
    added = evolve(workbook, pmos=(*workbook.pmos, PmoRecord(id, name, began=PmoStage.OPERATION)))
    return keep_text(forget(added, _NEW), _CHOSEN, id)


def _with(workbook: Workbook, pmo: PmoRecord) -> Workbook:
    return evolve(workbook, pmos=tuple(pmo if one.id == pmo.id else one for one in workbook.pmos))


def _enter(workbook: Workbook, pmo: PmoRecord) -> Workbook:
    to = _to(workbook, pmo)
    if to is None:
        return keep_text(workbook, _REFUSED, "Choose a stage first.")
    if not text(workbook, _BY).strip():
        return keep_text(workbook, _REFUSED, "Write by whose decision.")
    step = PmoStep(_day(workbook), PmoStage(to), text(workbook, _BY))
    try:
        later = advance(pmo, step, workbook.services, others(workbook))
    except ValueError as error:
        return keep_text(workbook, _REFUSED, str(error))
    return forget(_with(workbook, later), _TO, _ON, _BY, _REFUSED)


def _back(workbook: Workbook, pmo: PmoRecord) -> Workbook:
    return forget(_with(workbook, evolve(pmo, history=pmo.history[:-1])), _REFUSED)


def _record_mandate(workbook: Workbook, pmo: PmoRecord) -> Workbook:
    if not text(workbook, _CHANGED):
        raise ValueError("Choose the day on which it took effect.")
    return forget(_with(workbook, change_mandate(pmo, Mandate(_day(workbook, _CHANGED)))), _CHANGED)


def _carry(workbook: Workbook, pmo: PmoRecord, value: Any) -> Workbook:
    """Services that begin with this PMO; one that is ticked off is left without a PMO."""
    wanted = ticked(value, [one.id for one in workbook.services])
    own = [one.id for one in carried(pmo, workbook.services)]
    moved = [one for one in workbook.services if (one.id in wanted) != (one.id in own)]
    new = {one.id: evolve(one, home=pmo.id if one.id in wanted else "") for one in moved}
    if any((one.id in wanted) != bool(carried(pmo, [one])) for one in new.values()):
        raise ValueError("A service that another PMO took over at G6 stays there. Take that decision back first.")
    return evolve(workbook, services=tuple(new.get(one.id, one) for one in workbook.services))


def _done(workbook: Workbook) -> bool:
    return any(one.manager.strip() for one in workbook.pmos)


PANEL = Panel("Where does your PMO stand in its life?", _draw, _done, _change)
