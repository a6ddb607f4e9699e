"""Who takes part in the review of E6: the customer, with or without the figures beforehand."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.exercises.checks.review import PRESENT as KEY
from pmo_course_lib.ui.exercises.e6_review import NO_LOG, answered, field, held
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.modules.service_review import PRESENT
from pmo_course_lib.ui.view.blocks import Block, Choice
from pmo_course_lib.workbook.model import Workbook


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now = held(workbook)
    if now is None:
        return (NO_LOG,)
    said = now.said(KEY)
    return (Choice(field(KEY), "Was the customer there?", PRESENT, said if said in dict(PRESENT) else None, inline=True),)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    return answered(workbook, id, value, (KEY,))


def _done(workbook: Workbook) -> bool:
    now = held(workbook)
    return now is not None and now.said(KEY) in dict(PRESENT)


PANEL = Panel("Service review: who took part", _draw, _done, _change)
