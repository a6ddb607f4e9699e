"""What the exam notebook's one cell calls."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pmo_course_lib.delivery.cohort import open_cohort
from pmo_course_lib.delivery.session import Session
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.exam.widget import ExamPage

#: Set by the class server and by ``pmo-course lab`` for the kernel of one person.
COHORT, CANDIDATE, BOOK, ALIVE = "PMO_COURSE_COHORT", "PMO_COURSE_CANDIDATE", "PMO_COURSE_BOOK", "PMO_COURSE_ALIVE"


def exam() -> ExamPage:
    """The exam page of the person whom this kernel belongs to; a page that says what to do when it belongs to nobody."""
    refuse_foreign_widgets()
    try:
        session = _session()
    except CourseError as error:
        return ExamPage(_blocked(str(error)))
    return ExamPage(session.handle)


def _session() -> Session:
    folder, candidate = os.environ.get(COHORT), os.environ.get(CANDIDATE)
    if not folder or not candidate:
        raise CourseError("This page belongs to nobody. Open the exam with your personal link, or ask the instructor for it.")
    cohort = open_cohort(Path(folder))
    return Session(cohort, cohort.people.find(candidate), os.environ.get(BOOK), os.environ.get(ALIVE))


def _blocked(text: str) -> Any:
    return lambda _: {"kind": "state", "phase": "blocked", "message": text, "now": 0}


def refuse_foreign_widgets() -> None:
    """A page may talk to the widgets that we made; it may not make widgets of its own in the kernel."""
    import comm

    comm.get_comm_manager().targets.pop("jupyter.widget", None)
