"""Who speaks for the team of E1, and the one sentence to say."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Line
from pmo_course_lib.workbook.model import Workbook

#: Keys of ``notes``: who speaks, and what is said first.
SPEAKER, SENTENCE = "e1-speaker", "e1-sentence"


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    return (Line(at("notes", SPEAKER), "Who speaks for the team?", workbook.notes.get(SPEAKER, "")),
            Area(at("notes", SENTENCE), "The one sentence to say about this office", workbook.notes.get(SENTENCE, ""), 2))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id not in (at("notes", SPEAKER), at("notes", SENTENCE)):
        raise ValueError("There is no such field here. Load the page again.")
    return put(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    return all(workbook.notes.get(one, "").strip() for one in (SPEAKER, SENTENCE))


PANEL = Panel("Who speaks, and the one sentence", _draw, _done, _change)
