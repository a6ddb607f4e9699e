"""Before the exam: what each person should have seen to."""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Note, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

CHECKS = (
    ("link", "My personal link opens my own page, with my name on it."),
    ("book", "The course book is open in a second tab, and I have found a section by searching."),
    ("notes", "My own notes are on the table; other people's are not."),
    ("power", "My computer has power for ninety minutes, and I know where the charger is."),
    ("time", "If I have agreed extra time, the exam page shows it."),
    ("practice", "I have tried the practice question on the exam page."),
)
_PLACE = at("notes", "exam-ready")


def _ticked(workbook: Workbook) -> tuple[str, ...]:
    return tuple(name for name in workbook.notes.get("exam-ready", "").split(",") if name in dict(CHECKS))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    ticked = _ticked(workbook)
    left = len(CHECKS) - len(ticked)
    return (Text("Tick what you have seen to. None of this is part of your result."),
            Ticks(_PLACE, "Ready for the exam", CHECKS, ticked),
            Note(f"{left} to see to. Ask the instructor if one of them does not work.") if left else Note("All seen to.", "good"))


def _change(workbook: Workbook, id: str, value: object) -> Workbook:
    if id != _PLACE or not isinstance(value, list | tuple):
        raise ValueError("There is no such field. Load the page again.")
    ticked = ",".join(name for name, _ in CHECKS if name in value)
    return evolve(workbook, notes={**workbook.notes, "exam-ready": ticked})


PANEL = Panel("Ready for the exam?", _draw, lambda workbook: len(_ticked(workbook)) == len(CHECKS), _change)
