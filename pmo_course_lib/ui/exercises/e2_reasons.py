"""The reason for each concept of E2 that is refused or held, as it is told to the one who asked."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.exercises.checks.select import HOLD, REASON, REFUSE, TAKE, concepts, decided
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Note, Row, Text
from pmo_course_lib.workbook.model import Workbook


def passed(workbook: Workbook) -> tuple[str, ...]:
    """Concepts that are refused or held."""
    return decided(workbook, REFUSE, HOLD)


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    ids = passed(workbook)
    if not ids:
        return (Note("Nothing is refused or held yet. Decide above; what you pass over appears here."),)
    told = sum(bool(workbook.notes.get(REASON.format(id), "").strip()) for id in ids)
    return (
        Text("Write each reason in the words in which you tell it to the one who asked. Share them among you."),
        Row(tuple(_place(workbook, id) for id in concepts())),
        Note(f"Reasons written: {told} of {len(ids)}."),
    )


def _place(workbook: Workbook, id: str) -> Block:
    """Each concept keeps its place, so that a new decision moves no field in which somebody writes."""
    title = concepts()[id]["title"]
    if id not in passed(workbook):
        return Text(f"{title}: *{'taken' if id in decided(workbook, TAKE) else 'no decision yet'}*")
    return Area(at("notes", REASON.format(id)), f"Why not now: {title}", workbook.notes.get(REASON.format(id), ""), 3,
                f"Asked for by: {concepts()[id]['asked_by']}")


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id not in [at("notes", REASON.format(one)) for one in concepts()]:
        raise ValueError("There is no such field here. Load the page again.")
    return put(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    ids = passed(workbook)
    return bool(ids) and all(workbook.notes.get(REASON.format(id), "").strip() for id in ids)


PANEL = Panel("The reasons, as you tell them", _draw, _done, _change)
