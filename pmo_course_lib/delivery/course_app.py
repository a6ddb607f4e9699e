"""What the cells of the module notebooks call: views on the workbook of the person whom the kernel belongs to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pmo_course_lib.delivery.cohort import open_cohort
from pmo_course_lib.delivery.course.notebooks import load_notebooks
from pmo_course_lib.delivery.course.progress import Card, module_cards
from pmo_course_lib.delivery.exam_app import ALIVE, CANDIDATE, COHORT, refuse_foreign_widgets
from pmo_course_lib.delivery.moderation import read_room
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.course_files import COURSE
from pmo_course_lib.ui.modules.panel import carry, load_panel
from pmo_course_lib.ui.view.blocks import Group, Note, Page, Table
from pmo_course_lib.ui.view.widget import View
from pmo_course_lib.workbook.store import Store

#: Folder of the workbook of a person who learns alone; the class server and ``pmo-course lab NAME`` use the class's folder.
ALONE = Path.home() / "pmo-course"
_stores: dict[Path, Store] = {}


def view(name: str) -> View:
    """The view ``ui/modules/<name>.py`` on this kernel's workbook; a page that says what is wrong when that cannot be opened."""
    refuse_foreign_widgets()
    try:
        panel, store = load_panel(name), workbook_store()
    except (CourseError, OSError) as error:
        return broken(name, str(error))

    def change(id: str, value: Any) -> str:
        try:
            return carry(panel, store, id, value)
        except CourseError as error:
            raise ValueError(" ".join(error.problems)) from None

    def seen() -> str:
        store.poll()
        return f"{store.path.parent.name}/{store.path.stem} {store.state.revision}"

    return View(name, lambda: Page(panel.title, panel.draw(store.state.workbook)), change, seen, os.environ.get(ALIVE))


def broken(name: str, reason: str) -> View:
    """A page that says why a part cannot be opened."""
    page = Page("This part cannot be opened", (Note(reason, "error"),))
    return View(name, lambda: page, lambda _id, _value: None, lambda: "broken", os.environ.get(ALIVE))


def workbook_store() -> Store:
    """The workbook of this kernel's person, opened once a kernel, so that all views of a notebook share it."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path not in _stores:
        _stores[path] = Store(path, os.environ.get(CANDIDATE) or "me")
    return _stores[path]


def _path() -> Path:
    cohort, candidate = os.environ.get(COHORT), os.environ.get(CANDIDATE)
    folder = Path(cohort) / "workbooks" if cohort else ALONE
    return folder / f"{candidate or 'me'}.workbook.json"


def start() -> View:
    """The start page's view: where the person is, what comes next, and whether the exam is open."""
    refuse_foreign_widgets()
    notebooks = tuple(one for one in load_notebooks(COURSE) if one.views)

    def draw() -> Page:
        cards = module_cards(notebooks, _path())
        rows = tuple((card.title, f"{card.done} of {card.parts}", _state(card)) for card in cards)
        ahead = next((card.title for card in cards if card.done < card.parts), "")
        says = f"Next: **{ahead}**. Open it below." if ahead else "You have decided everything. Make your playbook."
        done, parts = sum(card.done for card in cards), sum(card.parts for card in cards)
        table = Table("Your workbook", ("Module", "Parts decided", "State"), rows, (1,))
        return Page("Where you are", (Note(says), *_exam_note(),
                                      Group(f"{done} of {parts} parts decided, module by module", (table,), open=False)))

    return View("start", draw, lambda _id, _value: None, lambda: str(_changed(_path())), os.environ.get(ALIVE))


def _state(card: Card) -> str:
    return "done" if card.done == card.parts else "begun" if card.done else "not begun"


def _exam_note() -> tuple[Note, ...]:
    """Whether the class's exam is open; somebody who learns alone has none."""
    try:
        opened = read_room(open_cohort(Path(os.environ.get(COHORT, "")))).opened
    except CourseError:
        return ()
    return (Note("The exam is open.", "warning"),) if opened else ()


def _changed(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0
