"""Take, hold or refuse: a decision for each concept of E2, with the load of the PMOs beside it."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.exercises.answers import text
from pmo_course_lib.exercises.checks.select import DECISION, HOLD, REFUSE, TAKE, concepts, decided
from pmo_course_lib.ui.exercises.e2_concepts import pmos
from pmo_course_lib.ui.exercises.e2_load import load_picture, room
from pmo_course_lib.ui.modules.kept import keep_text
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Choice, Note, Row, Text
from pmo_course_lib.workbook.model import Workbook

#: What can be decided, in the words of the page.
WORDS = {TAKE: "take", HOLD: "hold", REFUSE: "refuse"}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    made = {word: len(decided(workbook, word)) for word in WORDS}
    open_ = len(concepts()) - sum(made.values())
    return (
        Text("Ask of each: who wants which outcome, how would they notice it, who offers it already, who would own it? Share the "
             "concepts among you; each sees at once what the others decide."),
        Row(tuple(_choice(workbook, id) for id in concepts())),
        Note(f"Taken: {made[TAKE]}. Held: {made[HOLD]}. Refused: {made[REFUSE]}. Open: {open_}."),
        Note(f"Hours a month with the reserve, counting what is promised today and what you take: {room(workbook)}."),
        load_picture(workbook),
    )


def _choice(workbook: Workbook, id: str) -> Choice:
    row = concepts()[id]
    made = text(workbook, DECISION.format(id))
    whose = f"{pmos()[row['proposing_pmo']]}, {row['hours_per_month']} hours a month"
    return Choice(at("values", DECISION.format(id)), f"{id}: {row['title']}", tuple(WORDS.items()),
                  made if made in WORDS else None, whose, inline=True)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    for concept in concepts():
        if id == at("values", DECISION.format(concept)):
            return keep_text(workbook, DECISION.format(concept), value, WORDS)
    raise ValueError("There is no such field here. Load the page again.")


def _done(workbook: Workbook) -> bool:
    return len(decided(workbook, *WORDS)) == len(concepts())


PANEL = Panel("Take, hold or refuse", _draw, _done, _change)
