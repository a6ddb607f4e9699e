"""Which exercises' feedback teams may read on the class server: the instructor decides, exercise by exercise."""

from __future__ import annotations

from filelock import Timeout

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS
from pmo_course_lib.storage import lock, read_json, write_json


def released(cohort: Cohort) -> frozenset[str]:
    """Ids of exercises; none before the first is released. Raises ``CourseError`` for a damaged file."""
    path = cohort.folder / "feedback.json"
    value = read_json(path) if path.is_file() else []
    if not isinstance(value, list):
        raise CourseError(f"{path}: it must be a list of exercises, such as [\"E1\"]. Correct or remove it.")
    return frozenset(one for one in value if one in IDS)


def release(cohort: Cohort, exercise: str, on: bool) -> None:
    """Let teams read the feedback of an exercise, or no longer. Raises ``CourseError`` for an exercise that does not exist."""
    if exercise not in IDS:
        raise CourseError(f"There is no exercise {exercise[:40]!a}. Choose one of {', '.join(IDS)}.")
    path = cohort.folder / "feedback.json"
    try:
        with lock(path):
            write_json(path, sorted(released(cohort) | {exercise} if on else released(cohort) - {exercise}))
    except Timeout:
        raise CourseError(f"{path}: another program holds it. Nothing was changed; try again.") from None
