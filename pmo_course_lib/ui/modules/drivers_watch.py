"""Which drivers of change act on the own PMO, in which order to look, and which services feel them first."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.catalogue import course_catalogue
from pmo_course_lib.domain.drivers import Group as Origin
from pmo_course_lib.domain.drivers import content, drivers, look_order, tell_apart, touched, touched_records
from pmo_course_lib.domain.lifecycle import gate
from pmo_course_lib.ui.modules.kept import ticked
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Block, Group, Line, Note, Options, Select, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

_SHOWN = 6  # services at first sight; the others are folded


def _field(origin: Origin) -> str:
    return at("#drivers", origin.value)


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    acting = workbook.drivers
    questions = (Ticks(_field(origin), origin.label, _options(origin), tuple(acting)) for origin in Origin)
    signs = (Line(at("drivers", one.id), f"{one.id}: what did you see?", acting[one.id], f"For example: {one.early_sign}.")
             for one in drivers() if one.id in acting)
    return (Text("*Course model*: ten drivers, neither AIPMO's nor Joslin's list. Tick those that act on your PMO **now**, then "
                 "write the sign that you saw, without an explanation."),
            *questions, *signs, *_consequence(workbook, acting))


def _options(origin: Origin) -> Options:
    return tuple((one.id, f"**{one.id} {one.name}**: {one.early_sign[:1].lower()}{one.early_sign[1:]}")
                 for one in drivers() if one.group is origin)


def _consequence(workbook: Workbook, acting: Collection[str]) -> tuple[Block, ...]:
    if not acting:
        return (Note("Tick at least one driver to see where to look first."),)
    apart = (Note(f"**{one.sign}** may come from {' or '.join(one.drivers)}. {one.ask}", "warning") for one in tell_apart(acting))
    return (*apart, *_order(acting), *_own(workbook, acting), *_course(acting))


def _order(acting: Collection[str]) -> tuple[Block, ...]:
    """The gates in the order in which to look."""
    rows = tuple((f"{id} {gate(id).name}", ", ".join(f"{one.id} {one.name}" for one in due),
                  "; ".join(one.services_effect for one in due)) for id, due in look_order(acting).items())
    reading = content().reading
    why = reading.not_the_loudest if {"D2", "D5"} <= set(acting) else reading.order
    first = rows[0][0]
    return (Note(f"Look first at **{first}**."),
            Table("Where to look, in this order", ("Questions of gate", "Driver", "What it does to services"), rows),
            *((Note(why),) if len(rows) > 1 else ()))


def _own(workbook: Workbook, acting: Collection[str]) -> tuple[Block, ...]:
    found = sorted(touched_records(acting, workbook.services), key=lambda one: -len(one.drivers))
    if not workbook.services:
        return (Note("Your workbook holds no services yet. Once it does, those that feel the drivers are listed here."),)
    if not found:
        return (Note("None of your services is touched, as far as each names its nearest course service."), *_nearest(workbook))
    rows = tuple((one.record.name or one.record.id, ", ".join(driver.id for driver in one.drivers), ", then ".join(one.gates))
                 for one in found)
    first = f"**{rows[0][0]}** feels them first: ask it the questions of {rows[0][2]}."
    return (Note(first), *_table("Your own services, most drivers first", ("Service", "Drivers", "Asked at"), rows),
            *_nearest(workbook))


def _nearest(workbook: Workbook) -> tuple[Block, ...]:
    """Which of the 26 a service of one's own comes nearest to, where that is not said yet."""
    known = tuple((one.id, f"{one.id} {one.name}") for one in course_catalogue().services)
    open_ = [one for one in workbook.services if one.course_service not in dict(known)]
    fields = tuple(Select(at("services", one.id, "course_service"), one.name or one.id, known) for one in open_[:_SHOWN])
    return (Group("Say which course service yours come nearest to", fields, open=False),) if fields else ()


def _course(acting: Collection[str]) -> tuple[Block, ...]:
    catalogue = course_catalogue()
    found = sorted(touched(acting, catalogue.ids).items(), key=lambda pair: -len(pair[1]))
    rows = tuple((f"{id} {catalogue[id].name}", ", ".join(one.id for one in hits)) for id, hits in found)
    return (Group(f"{len(rows)} of the course's {len(catalogue.ids)} services are touched",
                  (Table("Most drivers first", ("Service", "Drivers"), rows), *_why(acting)), open=False),)


def _why(acting: Collection[str]) -> tuple[Block, ...]:
    return (Text("\n".join(f"- {one.id} {one.name}: {one.because}" for one in drivers() if one.id in acting)),)


def _table(caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[Block, ...]:
    """The first rows, and the others folded."""
    first = Table(caption, head, rows[:_SHOWN])
    if len(rows) <= _SHOWN:
        return (first,)
    return (first, Group(f"{len(rows) - _SHOWN} more", (Table(caption, head, rows[_SHOWN:]),), open=False))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    origin = next((one for one in Origin if id == _field(one)), None)
    if origin is None:
        return put(workbook, id, "" if value is None else value)
    of_group = [one.id for one in drivers() if one.group is origin]
    wanted = ticked(value, of_group)
    kept = {one.id: workbook.drivers.get(one.id, "") for one in drivers()
            if one.id in wanted or (one.id in workbook.drivers and one.id not in of_group)}
    return evolve(workbook, drivers=kept)


def _done(workbook: Workbook) -> bool:
    return any(sign.strip() for sign in workbook.drivers.values())


PANEL = Panel("Which drivers act on your PMO now?", _draw, _done, _change)
