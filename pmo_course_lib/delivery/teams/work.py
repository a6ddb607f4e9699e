"""A team's workbook for an exercise: where it lies, and how it begins."""

from __future__ import annotations

from pathlib import Path

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.teams.party import Party
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import begin
from pmo_course_lib.workbook import storage
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.store import Store

#: Name of the work on an exercise, as a team's file and as a hand-in.
FILE = "{}.workbook.json"


def work_path(cohort: Cohort, party: Party, exercise: str) -> Path:
    """The file of a team's work on an exercise, which may not be there yet."""
    return cohort.folder / "exercises" / party.key / FILE.format(exercise)


def open_work(path: Path, exercise: str, who: str) -> Store:
    """One member's hand on the team's work; the first finds what the exercise gives. Raises ``CourseError`` as ``Store`` does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    store = Store(path, who)
    # Also where the first was killed after it had made the file.
    if store.state.workbook == Workbook():
        Store(path, "course").update(lambda found: begin(exercise) if found == Workbook() else found)
        store.poll()
    return store


def read_work(path: Path, exercise: str) -> Workbook:
    """The work as it stands, nothing written; what the exercise gives where no work is there or none that can be read."""
    try:
        return storage.read(path).workbook
    except CourseError:
        return begin(exercise)
