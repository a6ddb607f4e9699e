"""The business case of E2 for one concept that is taken, section by section, with what the concept says beside it."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.documents import document
from pmo_course_lib.exercises.answers import text
from pmo_course_lib.exercises.checks.select import KIND, TAKE, concepts, decided
from pmo_course_lib.ui.exercises.e2_concepts import card
from pmo_course_lib.ui.modules.drafting import areas, far, place, written
from pmo_course_lib.ui.modules.kept import keep_text
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Group, Note, Row, Select, Text
from pmo_course_lib.workbook.model import Workbook

#: Key of ``values``: the concept whose business case is written.
CASE = "e2-case"
_CHOICE = at("values", CASE)


def argued(workbook: Workbook) -> str:
    """The concept whose case is written: the one that is chosen; empty while there is none."""
    chosen = text(workbook, CASE)
    return chosen if chosen in concepts() else ""


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    taken, id = decided(workbook, TAKE), argued(workbook)
    if not taken and not id:
        return (Note("Nothing is taken yet. Decide above; then choose here the concept whose case you write."),)
    offered = tuple((one, f"{one}: {row['title']}") for one, row in concepts().items() if one in taken or one == id)
    pick = Select(_CHOICE, "For which concept?", offered, id or None)
    if not id:
        return (pick, Note("Choose a concept that you take. Then share its ten sections among you."))
    # The fields below keep their places whatever the others decide: nobody loses what is being typed.
    return (Row((pick, _state(taken, id))), Group("What the concept says", (card(id),), open=False), *_sections(workbook, id))


def _state(taken: tuple[str, ...], id: str) -> Note:
    title = concepts()[id]["title"]
    if id in taken:
        return Note(f"You take {title}. Share the ten sections among you.")
    return Note(f"You do not take {title} any more. Take it again, or choose another one.", "warning")


def _sections(workbook: Workbook, id: str) -> tuple[Block, ...]:
    filled, whole, empty = far(workbook, id, KIND)
    rules = "\n".join(f"- {one.text}" for one in document(KIND).rules)
    left = f" Still empty: {', '.join(empty)}." if empty else ""
    return (Text(f"What holds for a business case (*Course model*):\n\n{rules}"),
            Row(areas(workbook, id, KIND, document(KIND).sections, 3)),
            Note(f"{filled} of {whole} sections have a text.{left}"))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == _CHOICE:
        return keep_text(workbook, CASE, value, concepts())
    if id not in [place(one, KIND, section) for one in concepts() for section in document(KIND).sections]:
        raise ValueError("There is no such field here. Load the page again.")
    return written(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    id = argued(workbook)
    return id in decided(workbook, TAKE) and not far(workbook, id, KIND)[2]


PANEL = Panel("One business case", _draw, _done, _change)
