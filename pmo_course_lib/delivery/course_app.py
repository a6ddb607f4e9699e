"""What the cells of the module notebooks call: views on the workbook of the person whom the kernel belongs to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pmo_course_lib.delivery.exam_app import ALIVE, CANDIDATE, COHORT, refuse_foreign_widgets
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.view.blocks import Note, Page
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
        return _broken(name, str(error))

    def change(id: str, value: Any) -> None:
        try:
            store.update(lambda workbook: panel.change(workbook, id, value))
        except CourseError as error:
            raise ValueError(" ".join(error.problems)) from None

    def seen() -> str:
        store.poll()
        return str(store.state.revision)

    return View(name, lambda: Page(panel.title, panel.draw(store.state.workbook)), change, seen, os.environ.get(ALIVE))


def _broken(name: str, reason: str) -> View:
    page = Page("This part cannot be opened", (Note(reason, "error"),))
    return View(name, lambda: page, lambda _id, _value: None, lambda: "broken", os.environ.get(ALIVE))


def workbook_store() -> Store:
    """The workbook of this kernel's person, opened once a kernel, so that all views of a notebook share it."""
    cohort, candidate = os.environ.get(COHORT), os.environ.get(CANDIDATE)
    folder = Path(cohort) / "workbooks" if cohort else ALONE
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{candidate or 'me'}.workbook.json"
    if path not in _stores:
        _stores[path] = Store(path, candidate or "me")
    return _stores[path]
