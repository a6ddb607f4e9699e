"""What a cohort's ``nbgrader_config.py`` changes in nbgrader: its own commands then grade as we do.

nbgrader has no setting for "grade without running the hand-in", and its conversion copies whole folders
before any setting can help. So the few methods that touch hand-ins are replaced for a cohort's exam and exercises; all
else, and every other course that the same process serves, stays as it is. nbgrader is pinned, and a test runs
its commands.
"""

from __future__ import annotations

import datetime
from fnmatch import fnmatchcase
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from pmo_course_lib.delivery.cohort import EXAM, Cohort, open_cohort
from pmo_course_lib.delivery.grading.batch import grade_cohort, grade_persons
from pmo_course_lib.delivery.grading.exercises.batch import grade_exercises
from pmo_course_lib.delivery.grading.exercises.cells import STUB
from pmo_course_lib.delivery.grading.handins import Submitted
from pmo_course_lib.delivery.grading.receipts import utc
from pmo_course_lib.delivery.grading.report import Report
from pmo_course_lib.delivery.roster import unsafe_name
from pmo_course_lib.delivery.teams.hand_in import receipts
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS
from pmo_course_lib.storage import read_lines

#: Assignments that nbgrader's own autograding never touches.
OURS = (EXAM, *IDS)

#: What ``swap`` sets; as text, because formgrader shows its configuration as JSON.
SETTINGS = {
    "Autograde.autograde_preprocessors": [
        f"{__name__}.not_executed",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ],
    "GenerateFeedback.preprocessors": [
        "pmo_course_lib.delivery.grading.feedback.result_by_topic",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ],
    # What our own source cells say; nbgrader would put its own words there.
    "ClearSolutions.text_stub": STUB,
    # A page from before a regrade must not survive: nbgrader alone would skip it as already there.
    "GenerateFeedback.force": True,
}


def nbgrader_config_text() -> str:
    """The content of a cohort's ``nbgrader_config.py``."""
    return _CONFIG


_CONFIG = '''"""nbgrader's settings for this class: hand-ins are scored as data, never run."""

from pathlib import Path

c = get_config()
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = Path(__file__).resolve().parent.name

# nbgrader ignores a config file that fails and goes on with its own defaults: it runs hand-ins, and feedback
# tells keys. So this file must not fail: without our part, autograding and feedback stop before they start.
try:
    from pmo_course_lib.delivery.grading.autograde import swap

    swap(c)
except Exception as error:
    off = f"switched off: use the course's own Python environment ({error!r})"
    c.Autograde.exporter_class = c.GenerateFeedback.exporter_class = off
'''


def swap(c: Any) -> None:
    """Set the config ``c`` of a cohort, and make nbgrader grade the cohort's exam through ``grade_cohort``.

    May be called again, as JupyterLab does. The methods named here are nbgrader 0.9.6's.
    """
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.converters import Autograde

    for name, value in SETTINGS.items():
        section, trait = name.split(".")
        setattr(c[section], trait, value)
    # Both are inherited, so setting them again is harmless. Command line and formgrader call start().
    Autograde.start = _start
    Autograde.init_notebooks = _init_notebooks
    if not hasattr(NbGraderAPI, "_pmo_swapped"):
        NbGraderAPI.get_submitted_students = _on_roster(NbGraderAPI.get_submitted_students)
        NbGraderAPI.get_submitted_timestamp = _by_receipt(NbGraderAPI.get_submitted_timestamp)
        NbGraderAPI._pmo_swapped = True


def not_executed(nb: Any, resources: Any) -> tuple[Any, Any]:
    """In place of nbgrader's Execute: nothing runs, and a test cell without a run is 0, not full marks."""
    from nbgrader.utils import is_grade, is_solution

    for cell in nb.cells:
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            cell.outputs = [type(nb)(output_type="error", ename="NotExecuted", traceback=[],
                                     evalue="Hand-ins are not executed in this course.")]
    return nb, resources


def _cohort(root: str) -> Cohort | None:
    """The cohort at nbgrader's course root, or None if that is a course of another kind."""
    return open_cohort(Path(root)) if (Path(root) / "people.json").is_file() else None


def _start(converter: Any) -> None:
    """``Autograde.start``: our grading for exam and exercises, nbgrader's own for the other assignments meant."""
    from nbgrader.converters import BaseConverter

    place = converter.coursedir
    cohort = _cohort(place.root)
    if cohort and (meant := [id for id in IDS if fnmatchcase(id, place.assignment_id)]):
        _grade_teams(converter, cohort, meant)
    if cohort and fnmatchcase(EXAM, place.assignment_id):
        _grade(converter, cohort)
    if not cohort or place.assignment_id not in OURS:
        BaseConverter.start(converter)


def _grade_teams(converter: Any, cohort: Cohort, ids: list[str]) -> None:
    """Mark the exercises, for all teams: members share a mark, so ``--student`` chooses nobody."""
    from nbgrader.converters import NbGraderException

    try:
        rows = grade_exercises(cohort, ids)
    except CourseError as error:
        for problem in error.problems:
            converter.log.error("%s", problem)
        raise NbGraderException(str(error)) from None
    converter.log.info("%d hand-ins are marked by rules", sum(row.reached is not None for row in rows))
    rejected = [row for row in rows if row.state == "rejected"]
    for row in rejected:
        converter.log.warning("%s: %s: %s", row.exercise, row.candidate, row.reason)
    if rejected:
        raise NbGraderException("Some hand-ins were rejected; all others are marked.")


def _init_notebooks(converter: Any) -> None:
    """``Autograde.init_notebooks`` for patterns such as ``*``: nbgrader itself never converts exam and exercises."""
    from nbgrader.converters import BaseConverter

    BaseConverter.init_notebooks(converter)
    if _cohort(converter.coursedir.root):
        converter.assignments = {folder: found for folder, found in converter.assignments.items()
                                 if Path(folder).name not in OURS}


def _grade(converter: Any, cohort: Cohort) -> None:
    from nbgrader.converters import NbGraderException

    try:
        report = _graded(converter, cohort)
    except CourseError as error:
        for problem in error.problems:
            converter.log.error("%s", problem)
        raise NbGraderException(str(error)) from None
    converter.log.info("%d hand-ins are graded", sum(row.result is not None for row in report.rows))
    for row in report.needs_attention:
        converter.log.warning("%s: %s: %s", row.candidate, row.state, row.reason)
    if any(row.state == "rejected" for row in report.rows):
        raise NbGraderException("Some hand-ins were rejected; all others are graded.")


def _graded(converter: Any, cohort: Cohort) -> Report:
    """Grade whom nbgrader's ``--student`` and ``student_id_exclude`` mean."""
    place = converter.coursedir
    excluded = set(place.student_id_exclude.split(",")) - {""}
    if place.student_id == "*" and not excluded:
        return grade_cohort(cohort)
    people = [person for person in cohort.people.persons
              if fnmatchcase(person.id, place.student_id) and person.id not in excluded]
    if not people:
        raise CourseError(f"No candidate with id {place.student_id!r} on the roster of {cohort.folder}. "
                          "Give an id that people.json has.")
    with Submitted(cohort) as submitted:
        return Report(tuple(grade_persons(cohort, submitted, people)))


def _on_roster(stock: Any) -> Any:
    """Formgrader puts every folder name of ``submitted/`` on its pages: let through only safe names."""
    @wraps(stock)
    def get_submitted_students(api: Any, assignment_id: str) -> set[str]:
        names: set[str] = stock(api, assignment_id)
        cohort = _cohort(api.coursedir.root)
        if cohort is None:
            return names
        if assignment_id in OURS:
            return names & {person.id for person in cohort.people.persons}
        return {name for name in names if unsafe_name(name) is None}

    return get_submitted_students


def _by_receipt(stock: Any) -> Any:
    """Formgrader reads ``timestamp.txt`` of a hand-in, where anything may stand: our receipts replace it."""
    @wraps(stock)
    def get_submitted_timestamp(api: Any, assignment_id: str, student_id: str) -> datetime.datetime | None:
        cohort = _cohort(api.coursedir.root)
        if cohort is None or assignment_id not in OURS:
            return stock(api, assignment_id, student_id)  # type: ignore[no-any-return]
        return _last_received(cohort).get(student_id) if assignment_id == EXAM else _handed_in(cohort, assignment_id, student_id)

    return get_submitted_timestamp


def _handed_in(cohort: Cohort, exercise: str, candidate: str) -> datetime.datetime | None:
    times = [one.received for one in receipts(cohort) if one.exercise == exercise and candidate in one.members and not one.back]
    return datetime.datetime.fromisoformat(utc(times[-1])).replace(tzinfo=None) if times and utc(times[-1]) else None


def _last_received(cohort: Cohort) -> dict[str, datetime.datetime]:
    if not cohort.receipts.is_file():
        return {}
    status = cohort.receipts.stat()
    return _read_last_received(cohort.receipts, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _read_last_received(path: Path, *_state: int) -> dict[str, datetime.datetime]:
    """Time of the last receipt by candidate, in UTC without offset; read again when the file has changed."""
    times = ((str(line.get("candidate")), utc(line.get("received"))) for line in read_lines(path))
    return {candidate: datetime.datetime.fromisoformat(time).replace(tzinfo=None)
            for candidate, time in times if time}
