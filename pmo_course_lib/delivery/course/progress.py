"""How far a person is: which parts of each module the workbook shows as decided."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from pmo_course_lib.delivery.course.notebooks import Notebook
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.workbook import storage
from pmo_course_lib.workbook.model import Workbook


@frozen
class Card:
    """A module on the start page: ``done`` of its ``parts`` are decided."""

    name: str
    title: str
    what: str
    done: int
    parts: int


def module_cards(notebooks: Iterable[Notebook], workbook: Path) -> tuple[Card, ...]:
    """A card for each module; a workbook that is missing or cannot be opened counts as empty."""
    try:
        now = storage.read(workbook).workbook
    except CourseError:
        now = Workbook()
    return tuple(_card(notebook, now) for notebook in notebooks)


def _card(notebook: Notebook, workbook: Workbook) -> Card:
    done = [load_panel(name).done(workbook) for name in notebook.views]
    what = "; ".join(block.title for block in notebook.blocks)
    return Card(notebook.name, notebook.title, what, sum(done), len(done))
