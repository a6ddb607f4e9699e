"""E3, step 2: the twelve parts of the definition, in groups that a team can share out."""

from __future__ import annotations

from itertools import islice
from typing import Any

from pmo_course_lib.exercises.checks.define import DEFINITION
from pmo_course_lib.ui.exercises import e3_parts as parts
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.drafting import areas, far, written
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Group, Note, Row, Text
from pmo_course_lib.workbook.model import Workbook

GROUPS = {
    "What it is and for whom": ("Name", "Purpose and outcome", "Customers and eligibility", "Levels"),
    "How it is ordered": ("Trigger and how to request", "Inputs from the customer", "Outputs", "Dependencies"),
    "Limits, and who answers": ("In scope", "Out of scope", "Owner", "Version"),
}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    if not parts.there(workbook):
        return parts.lacking()
    intro = Text("Write so that somebody who was not in the room could order it. Share the three groups among you, then read "
                 "each other's. *Course model*.")
    groups = tuple(Group(title, _pairs(areas(workbook, parts.SERVICE, DEFINITION, names))) for title, names in GROUPS.items())
    return (intro, *groups, _far(workbook))


def _pairs(fields: tuple[Block, ...]) -> tuple[Row, ...]:
    """Fields two by two."""
    rest = iter(fields)
    return tuple(Row((one, *islice(rest, 1))) for one in rest)


def _far(workbook: Workbook) -> Note:
    filled, whole, empty = far(workbook, parts.SERVICE, DEFINITION)
    if empty:
        return Note(f"{filled} of {whole} parts have a text. Still empty: {', '.join(empty)}.")
    return Note(f"All {whole} parts have a text. Read them aloud: what would a customer ask?", "good")


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if own.parts(id)[:2] != ("drafts", f"{parts.SERVICE}/{DEFINITION}"):
        raise ValueError(GONE)
    return written(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    return parts.there(workbook) and not far(workbook, parts.SERVICE, DEFINITION)[2]


PANEL = Panel("The definition", _draw, _done, _change)
