"""For whom the two days' work is: the own organisation, or the case company."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Line, Note, Text
from pmo_course_lib.workbook.model import Workbook

_AIMS = at("organisation", "aims")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now = workbook.organisation
    return (
        Text("Everything that you decide in the modules is kept in your own workbook, saved with each change. Write it for "
             "the organisation that you want to take results home to. If you have none, take the case company, Lauterwyl "
             "Cooling."),
        Line(at("organisation", "name"), "Name of your organisation or unit", now.name),
        Line(at("organisation", "does"), "What does it do, and for whom?", now.does),
        Area(_AIMS, "Its strategic aims, one on each line", "\n".join(now.aims), 3, "Two or three are enough."),
        Area(at("notes", "d1-00-question"), "The question that you bring to these two days",
             workbook.notes.get("d1-00-question", ""), 2),
        Note("Ready. The first module asks where your PMO stands.", "good") if _done(workbook)
        else Note("Give at least a name and one aim; you can change them at any time."),
    )


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id != _AIMS:
        return put(workbook, id, value)
    aims = tuple(line.strip() for line in str(value).splitlines() if line.strip())
    return evolve(workbook, organisation=evolve(workbook.organisation, aims=aims))


def _done(workbook: Workbook) -> bool:
    return bool(workbook.organisation.name and workbook.organisation.aims)


PANEL = Panel("Your organisation", _draw, _done, _change)
