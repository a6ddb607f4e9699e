"""E3, step 1: is it a service at all, or one of four things that are taken for one?"""

from __future__ import annotations

from typing import Any

from pmo_course_lib.exercises.checks.define import KIND_OF
from pmo_course_lib.exercises.checks.define import SERVICE as A_SERVICE
from pmo_course_lib.ui.exercises import e3_parts as parts
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Block, Choice, Line, Note
from pmo_course_lib.workbook.model import Workbook

KEY = KIND_OF.format(parts.SERVICE)
#: By answer: what it is, and the question that puts the answer to the test.
KINDS = {
    A_SERVICE: ("a service: somebody gets an outcome and can ask for it again",
                "Who gets which outcome, and what makes them ask?"),
    "task": ("a task that is done once", "Will anybody need its result again, and what would make them ask?"),
    "tool": ("a tool", "What do people get with it, and would they still want that if the tool changed?"),
    "project": ("a project with an end", "What will people be able to ask for after its end?"),
    "policy": ("a policy or a rule", "Who would order it?"),
}


def kind(workbook: Workbook) -> str:
    """What the team says it is; empty while it says nothing."""
    found = kept.text(workbook, KEY)
    return found if found in KINDS else ""


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    chosen = kind(workbook)
    ask = f"Put it to the test: {KINDS[chosen][1]}" if chosen else "Decide together: what reaches the customer?"
    return (Choice(at("values", KEY), "The commissioning risk hour is …", tuple((id, said) for id, (said, _) in KINDS.items()),
                   chosen or None),
            Note(ask), Line(at("notes", parts.WHY), "Why do you say so? One sentence", workbook.notes.get(parts.WHY, "")))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == at("values", KEY):
        return kept.keep_text(workbook, KEY, value, KINDS)
    if id == at("notes", parts.WHY):
        return put(workbook, id, value)
    raise ValueError(GONE)


PANEL = Panel("Is it a service at all?", _draw, lambda workbook: bool(kind(workbook)), _change)
