"""What the tests of the exercises share: a team that works in its views, the notebook, and all that a page says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pmo_course_lib.exercises import exercise
from pmo_course_lib.ui.exercises.judged import Slide
from pmo_course_lib.ui.modules.panel import Panel, load_panel
from pmo_course_lib.ui.view.blocks import Area, Day, Line, Note, Page, Picture, Table, Text, plain
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.hostile import fields, flat

HOME = Path(__file__).parents[3]
SCRIPT = "<script>alert(1)</script>"


def did(workbook: Workbook, view: str, *steps: tuple[str, Any]) -> Workbook:
    """The work after these changes, each in a field that the page shows at that moment."""
    panel = load_panel(view)
    return carried_out(workbook, ((panel, id, value) for id, value in steps))


def carried_out(workbook: Workbook, steps: Iterable[tuple[Panel, str, Any]]) -> Workbook:
    """The same for steps in several views."""
    for panel, id, value in steps:
        assert id in fields(panel.draw(workbook)), id
        workbook = panel.change(workbook, id, value)
    return workbook


def told(panel: Panel, workbook: Workbook) -> str:
    """All that a view says, as JSON text."""
    return json.dumps(plain(Page(panel.title, panel.draw(workbook))), ensure_ascii=False)


def cells(id: str) -> list[dict[str, Any]]:
    """The cells of the exercise's notebook that a team sees; those of the gradebook stand below."""
    found: list[dict[str, Any]] = json.loads((HOME / "exercises" / id / f"{id}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [one for one in found if "nbgrader" not in one["metadata"]]


def code(id: str) -> list[str]:
    """What its code cells call, the import aside."""
    return ["".join(cell["source"]).splitlines()[-1] for cell in cells(id) if cell["cell_type"] == "code"]


def views(id: str) -> list[str]:
    """Names of the views in the notebook."""
    return [line.split('"')[3] for line in code(id) if ".view(" in line]


def secrets(id: str) -> list[str]:
    """Sentences that only the instructor reads before the hand-in: levels of the rubric, and messages of the checks."""
    of = exercise(id)
    messages = [part for check in of.checks for message in check.messages.values() for part in message.split("{")[0].split(". ")]
    return [one.strip() for one in (*messages, *(level for one in of.rubric for level in one.levels)) if len(one.strip()) > 12]


def spoken(blocks: Iterable[Any]) -> Iterator[str]:
    """All that a page reads as Markdown or names a field with; not values and not cells of tables."""
    for block in flat(blocks):
        names = ("text", "label", "help", "title", "caption", "name")
        yield from (getattr(block, name) for name in names if hasattr(block, name))
        yield from getattr(block, "head", ())
        if isinstance(block, Picture):
            yield block.svg
        yield from (said for _, said in getattr(block, "options", ()))


def celled(blocks: Iterable[Any]) -> str:
    """All cells of tables."""
    return " ".join(str(cell) for one in flat(blocks) if isinstance(one, Table) for row in one.rows for cell in row)


def words(slide: Slide) -> int:
    """Words of a slide that are in no table and no picture."""
    return sum(len(one.text.split()) for one in slide.blocks if isinstance(one, Text | Note))


def places(blocks: Iterable[Any], at: tuple[int, ...] = ()) -> dict[str, tuple[int, ...]]:
    """Where fields stand in which people type; the page keeps a field that stays in its place."""
    found: dict[str, tuple[int, ...]] = {}
    for n, block in enumerate(blocks):
        if isinstance(block, Area | Line | Day):
            found[block.id] = (*at, n)
        found |= places(getattr(block, "blocks", ()), (*at, n))
    return found
