"""Three minutes before the board: who speaks, how the team begins, and what it answers."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Line, Row, Text, Timer
from pmo_course_lib.workbook.model import Workbook

#: Keys of ``notes``: who speaks, what is said first, what the board may ask and what is answered.
SPEAKER, OPENING, ANSWERS = "e2-speaker", "e2-opening", "e2-answers"


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    def said(key: str) -> str:
        return workbook.notes.get(key, "")

    return (
        Text("Your order, your business case and your refusals come on slides by themselves. Here stands what only you can say."),
        Line(at("notes", SPEAKER), "Who speaks for the team?", said(SPEAKER)),
        Row((Area(at("notes", OPENING), "Your first sentence before the board", said(OPENING), 3),
             Area(at("notes", ANSWERS), "What the board may ask, and what you answer", said(ANSWERS), 3))),
        Timer(3, "Before the board"),
    )


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id not in [at("notes", key) for key in (SPEAKER, OPENING, ANSWERS)]:
        raise ValueError("There is no such field here. Load the page again.")
    return put(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    return all(workbook.notes.get(key, "").strip() for key in (SPEAKER, OPENING))


PANEL = Panel("Three minutes before the board", _draw, _done, _change)
