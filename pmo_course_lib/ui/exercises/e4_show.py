"""E4, step 5: what the team says in four minutes."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.topology import findings, index
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Group, Text
from pmo_course_lib.workbook.model import Workbook

MOVE, REPORTS, ENDING, CUSTOMER = "e4-show-move", "e4-show-reports", "e4-show-ending", "e4-show-customer"
#: By key of ``notes``: the question, and on the slide the part of the talk.
ASKED = {
    MOVE: ("The change that matters most: whom does it help, and what does it cost?", "The change that matters most"),
    REPORTS: ("The reports on projects: what do you propose?", "The reports on projects"),
    ENDING: ("When One Core closes: what happens to its services?", "When One Core closes"),
    CUSTOMER: ("One customer: what does the new map change for that person?", "What changes for one customer")}


def said(workbook: Workbook, key: str) -> str:
    """What the team wrote for a part of its talk."""
    return workbook.notes.get(key, "").strip()


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    table = index(workbook.topology)
    return (Text("Your slides show the map, the hours, what changes and what stays. Add what you say, two sentences each; leave "
                 "out what you do not need."),
            *(Area(at("notes", key), asked, workbook.notes.get(key, ""), 2) for key, (asked, _) in ASKED.items()),
            Group("Your map as a picture", (parts.picture(table, findings(table)),), open=False))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id not in (at("notes", key) for key in ASKED):
        raise ValueError(GONE)
    return put(workbook, id, value)


PANEL = Panel("Four minutes before the class", _draw, lambda workbook: any(said(workbook, key) for key in ASKED), _change)
