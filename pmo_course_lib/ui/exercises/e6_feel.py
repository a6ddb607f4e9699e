"""The measures of E6 in question: what customers feel that they do not show."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.exercises.checks.review import FEEL
from pmo_course_lib.ui.exercises.e6_review import NO_LOG, answered, field, held, note_field
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Area, Block
from pmo_course_lib.workbook.model import Workbook

#: Key of ``notes``: a measure that would show it.
BETTER = "better"


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now = held(workbook)
    if now is None:
        return (NO_LOG,)
    return (Area(field(FEEL), "What may customers feel that these measures do not show?", now.text(FEEL), 3),
            Area(note_field(BETTER), "Which measure would show it?", now.text(BETTER), 2))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    return answered(workbook, id, value, (FEEL,), (BETTER,))


def _done(workbook: Workbook) -> bool:
    now = held(workbook)
    return now is not None and bool(now.text(FEEL).strip())


PANEL = Panel("Service review: what the measures do not show", _draw, _done, _change)
