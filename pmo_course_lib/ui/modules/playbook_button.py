"""The button that makes the playbook: two office files, written into the class's folder and offered to take along."""

from __future__ import annotations

import base64
import datetime
import os
from pathlib import Path
from typing import Any

from pmo_course_lib.ui.modules.kept import keep_text, text
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.playbook_files import DOCX, XLSX, Made, make, write
from pmo_course_lib.ui.view.blocks import Block, Button, File, Note, Row, Table, Text
from pmo_course_lib.workbook.export.playbook import CHAPTERS
from pmo_course_lib.workbook.model import Workbook

MAKE, MADE = at("#make-playbook"), "playbook-made"
#: The kernel's class folder and person, as the class server and the lab set them; a test holds the names to the server's.
COHORT, CANDIDATE = "PMO_COURSE_COHORT", "PMO_COURSE_CANDIDATE"
#: The files made last in this kernel; they are offered as long as the workbook is the one they were made from.
_last: list[Made] = []


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    rows = tuple((f"{number} {one.title}", one.short(workbook) or "not begun yet") for number, one in enumerate(CHAPTERS, 1))
    return (
        Text("Your **PMO services playbook**: a document for your director, and its tables as a spreadsheet. It holds what "
             "stands in your workbook now. Course models are labelled, and what is open is said."),
        Table("What will be in it", ("Chapter", "In short"), rows),
        Button(MAKE, "Make my playbook", primary=True),
        *_files(workbook),
    )


def _files(workbook: Workbook) -> tuple[Block, ...]:
    if _last and _last[0].workbook == workbook:
        made = _last[0]
        return (Note(f"Made. A copy lies {_where()}.", "good"), Row((
            File(f"{_stem()}.playbook.docx", "Save the document (.docx)", DOCX, base64.b64encode(made.document).decode()),
            File(f"{_stem()}.playbook.xlsx", "Save the tables (.xlsx)", XLSX, base64.b64encode(made.tables).decode()))))
    if text(workbook, MADE):
        return (Note(f"Last made on {text(workbook, MADE)}. Make it again to save it as your workbook stands now."),)
    return (Note("It takes a few seconds. You can make it as often as you like."),)


def folder() -> Path:
    """Where the files go: the class's folder, or the folder of a person who learns alone."""
    cohort = os.environ.get(COHORT)
    return Path(cohort) / "playbooks" if cohort else Path.home() / "pmo-course"


def _where() -> str:
    return "with the files of your class" if os.environ.get(COHORT) else "in your folder pmo-course"


def _stem() -> str:
    return os.environ.get(CANDIDATE) or "me"


def _change(workbook: Workbook, id: str, _value: Any) -> Workbook:
    if id != MAKE:
        raise ValueError("There is no such field. Load the page again.")
    today = datetime.date.today()
    marked = keep_text(workbook, MADE, today.isoformat())
    made = make(marked, today)
    write(made, folder(), _stem())
    _last[:] = [made]
    return marked


def _done(workbook: Workbook) -> bool:
    return bool(text(workbook, MADE))


PANEL = Panel("Take it home", _draw, _done, _change)
