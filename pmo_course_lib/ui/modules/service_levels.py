"""The four service levels of a service, and where the PMO's responsibility ends on each."""

from __future__ import annotations

import re
from typing import Any

from pmo_course_lib.domain.catalogue import form
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.drafting import draft, place, written
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.service_definition import KIND
from pmo_course_lib.ui.view.blocks import Block, Group, Line, Note, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

SECTION = "Levels"


def ends(workbook: Workbook, id: str) -> dict[str, str]:
    """Where responsibility ends, by level, as the part *Levels* of the definition says it."""
    lines = draft(workbook, id, KIND).sections.get(SECTION, "").splitlines()
    return {found[1]: found[2].strip() for line in lines if (found := re.fullmatch(r"(L[1-4])\b[^:]*:(.*)", line))}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("A level is settled by **who does the work and where**, not by hours or seniority (*Course model*).")
    if not (id := own.chosen(workbook)):
        return (intro, *own.picker(workbook))
    pick, keep = own.picker(workbook)
    levels, text = own.entry(workbook, id).levels, ends(workbook, id)
    options = tuple((one.id, f"{one.id} {one.name}: {one.gives}") for one in form().levels)
    lines = tuple(Line(at("#ends", id, one.id), f"{one.id} {one.name}: where does the PMO's responsibility end?",
                       text.get(one.id, ""), f"The work is done by {one.who}.") for one in form().levels if one.id in levels)
    return (intro, pick, Ticks(at("catalogue", id, "levels"), "On which levels do you offer it?", options, levels), *lines,
            _said(levels, text), _example(), keep)


def _said(levels: tuple[str, ...], text: dict[str, str]) -> Note:
    if not levels:
        return Note("Choose at least one level. Each has its own hours and its own target.")
    if silent := [one for one in levels if not text.get(one)]:
        return Note(f"Say where responsibility ends on {', '.join(silent)}. Where nothing is said, a level creeps: review turns "
                    "into rewriting, on the hours of review.", "warning")
    return Note(f"{len(levels)} level{'s' if len(levels) > 1 else ''}, each with its end. Your definition says it too.", "good")


def _example() -> Group:
    rows = tuple((f"{one.number} {one.name}", one.pmo, one.customer, one.ends) for one in form().public_levels)
    return Group("The levels of a real PMO", (
        Table("A public one-page example", ("Level", "PMO", "Customer keeps", "Responsibility ends"), rows),
        Text("Source: “The PMO Service Levels”. What the customer keeps, and where *Full* ends, is our reading.")), open=False)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := own.manage(workbook, id, value)) is not None:
        return managed
    where = own.parts(id)
    if where[0] == "catalogue" and where[2:] == ("levels",):
        return own.change_entry(workbook, where[1], "levels", _levels(value))
    if where[0] == "#ends" and len(where) == 3 and where[2] in form().names("levels"):
        return _ending(workbook, where[1], where[2], value)
    raise ValueError("There is no such field here. Load the page again.")


def _levels(value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or not set(map(str, value)) <= form().names("levels").keys():
        raise ValueError("Choose levels from the list.")
    return [id for id in form().names("levels") if id in value]


def _ending(workbook: Workbook, id: str, level: str, value: Any) -> Workbook:
    """Written into the definition, a line for each level; other lines of the part stay."""
    if not isinstance(value, str):
        raise ValueError("Write a text.")
    said = ends(workbook, id) | {level: " ".join(value.split())}
    names = form().names("levels")
    others = [line for line in draft(workbook, id, KIND).sections.get(SECTION, "").splitlines()
              if not re.fullmatch(r"(L[1-4])\b[^:]*:(.*)", line)]
    lines = [f"{one} {name}: {said[one]}" for one, name in names.items() if said.get(one)]
    return written(workbook, place(id, KIND, SECTION), "\n".join((*lines, *others)))


def _done(workbook: Workbook) -> bool:
    id = own.chosen(workbook)
    levels = own.entry(workbook, id).levels if id else ()
    return bool(levels) and all(ends(workbook, id).get(one) for one in levels)


PANEL = Panel("Service levels", _draw, _done, _change)
