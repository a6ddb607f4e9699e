"""The draft of the SLA in E5: the view of module T6 for the service of the exercise, which can be neither left nor removed."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.ui.exercises.e5_log import SERVICE
from pmo_course_lib.ui.modules import sla_draft
from pmo_course_lib.ui.modules.own_services import names
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Note
from pmo_course_lib.workbook.model import Workbook


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    if SERVICE not in names(workbook):
        return (Note("Planning help is not in this workbook. Open exercise E5 from your start page."),)
    return sla_draft.fields(workbook, SERVICE)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    return sla_draft.written(workbook, SERVICE, id, value)


PANEL = Panel("The SLA of planning help", _draw, lambda workbook: sla_draft.agreed(workbook, SERVICE), _change)
