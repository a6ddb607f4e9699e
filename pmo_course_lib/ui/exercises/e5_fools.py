"""The last question of E5: which of the figures would fool a customer."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.exercises.checks.sla_lab import FOOLS
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Text
from pmo_course_lib.workbook.model import Workbook


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    return (Text("Read your seven figures as a customer would who sees nothing else."),
            Area(at("notes", FOOLS), "Which of your figures would fool a customer, and why?", workbook.notes.get(FOOLS, ""), 4))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id != at("notes", FOOLS):
        raise ValueError(GONE)
    return put(workbook, id, value)


PANEL = Panel("The figure that fools", _draw, lambda workbook: bool(workbook.notes.get(FOOLS, "").strip()), _change)
