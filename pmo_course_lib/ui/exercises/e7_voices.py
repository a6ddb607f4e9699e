"""What customers of the three services of E7 would say to the decisions."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.ui.exercises.e7_services import SERVICES, name
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Text
from pmo_course_lib.workbook.model import Workbook


def key(id: str) -> str:
    """Key of ``notes``: what customers of a service would say."""
    return f"e7-say-{id}"


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    return (Text("Say it in their words, one of you for each service. Then look at your plan once more."), *(
        Area(at("notes", key(id)), f"{name(id)}: what would its customers say?", workbook.notes.get(key(id), ""), 2)
        for id in SERVICES))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id not in [at("notes", key(one)) for one in SERVICES]:
        raise ValueError(GONE)
    return put(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    return any(workbook.notes.get(key(id), "").strip() for id in SERVICES)


PANEL = Panel("What would the customers say?", _draw, _done, _change)
