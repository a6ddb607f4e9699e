"""Grading of all exercises of a cohort: rules into the gradebook, the rest laid out for the one who judges."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from typing import Literal

from attrs import frozen

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.batch import alone
from pmo_course_lib.delivery.grading.exercises.cells import notebook_file
from pmo_course_lib.delivery.grading.exercises.collected import came
from pmo_course_lib.delivery.grading.exercises.found import Found, Work, find
from pmo_course_lib.delivery.grading.exercises.rendered import rendered
from pmo_course_lib.delivery.grading.exercises.rows import Counted, Writer, counted, ensure_exercise
from pmo_course_lib.delivery.grading.gradebook import open_database, rising_ids, transaction
from pmo_course_lib.delivery.grading.grader_files import put_notebook, take_away
from pmo_course_lib.delivery.grading.structure import ensure_students
from pmo_course_lib.delivery.teams.hand_in import counting
from pmo_course_lib.delivery.teams.party import party_of
from pmo_course_lib.exercises import IDS, Exercise, Marks, exercise, mark
from pmo_course_lib.storage import write_atomic

State = Literal["graded", "rejected"]
Progress = Callable[[int, int], None]
#: A hand-in: whose it is, and its hash.
_Key = tuple[str, str]


@frozen
class Row:
    """One person and one exercise: points by rules, or why the person's own file was not taken (a team's may still count).
    ``party`` tells apart teams and people of one name; it is empty without a hand-in.
    """

    exercise: str
    candidate: str
    party: str
    team: str
    state: State
    reached: float | None
    points: float
    reason: str = ""


@frozen
class _Marked:
    marks: Marks
    notebook: bytes


def grade_exercises(cohort: Cohort, ids: Iterable[str] = IDS, progress: Progress | None = None) -> tuple[Row, ...]:
    """Mark what teams handed in for these exercises, for all members; doing it again changes only what is due.

    One bad hand-in costs its own row. Raises ``CourseError`` when cohort or gradebook are unusable.
    """
    chosen = list(ids)
    rows: list[Row] = []
    with alone(cohort):
        for done, id in enumerate(chosen):
            rows += _grade(cohort, exercise(id))
            if progress:
                progress(done + 1, len(chosen))
    return tuple(rows)


def publish_exercises(cohort: Cohort) -> None:
    """Put the exercises' notebooks into ``source/`` and ``release/``: only them, never checks, rubric or given answers."""
    for id in IDS:
        file = notebook_file(id)
        if not file.is_file():
            continue
        for step in ("source", "release"):
            path = cohort.folder / step / id / file.name
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomic(path, file.read_bytes())


def _grade(cohort: Cohort, of: Exercise) -> list[Row]:
    found = find(cohort, of.id)
    if not any(one.work or one.reason for one in found):
        return []
    marked, problems = _marked(of, found)
    for one in found:
        if one.work and one.work.key in marked:
            put_notebook(cohort, one.person.id, of.id, marked[one.work.key].notebook)
    _write(cohort, of, found, marked)
    return [_row(of, one, marked, problems) for one in found if one.work or one.reason]


def _marked(of: Exercise, found: Iterable[Found]) -> tuple[dict[_Key, _Marked], dict[_Key, str]]:
    """By hand-in its marks and the grader's notebook, or what is wrong."""
    marked, problems = {}, {}
    for key, (work, names) in _groups(found).items():
        try:
            marks = mark(of.id, work.workbook)
            marked[key] = _Marked(marks, rendered(of, work, marks, names))
        except Exception as error:  # a fault of ours in one hand-in must not cost the others their marks
            logging.getLogger(__name__).exception("%s: %s", of.id, work.team)
            problems[key] = f"the course's own rules failed on it ({type(error).__name__}). Tell the course's makers"
    return marked, problems


def _groups(found: Iterable[Found]) -> dict[_Key, tuple[Work, str]]:
    """Each hand-in once, with the names of those for whom it counts."""
    works: dict[_Key, Work] = {}
    names: dict[_Key, list[str]] = {}
    for one in found:
        if one.work:
            works.setdefault(one.work.key, one.work)
            names.setdefault(one.work.key, []).append(one.person.candidate.name)
    return {key: (work, ", ".join(names[key])) for key, work in works.items()}


def _write(cohort: Cohort, of: Exercise, found: Iterable[Found], marked: dict[_Key, _Marked]) -> None:
    with open_database(cohort) as db, transaction(db):
        rows = ensure_exercise(db, cohort, of)
        ensure_students(db, cohort)
        writer, earlier = Writer(db, rows, rising_ids()), counted(db, of.id)
        for one in found:
            before = earlier.get(one.person.id)
            if one.work and one.work.key in marked:
                notebook = writer.submission(one.person.id, one.work.received)
                marks = marked[one.work.key].marks
                now = Counted(notebook, of.id, one.person.id, one.work.party, one.work.team, one.work.sha256, one.work.received,
                              json.dumps({check.id: check.messages for check in marks.checks}, ensure_ascii=False))
                writer.write(now, marks, before)
            elif before and _has_left(cohort, of, one, before):
                writer.remove(before)
                take_away(cohort, one.person.id, of.id)


def _has_left(cohort: Cohort, of: Exercise, one: Found, before: Counted) -> bool:
    """Whether a person was marked as member of a team only, and is in it no more. A file that is merely missing keeps marks."""
    return (one.work is None and not one.reason and before.party != party_of(cohort, one.person.id).key
            and counting(cohort, one.person.id, of.id) is None and not came(cohort, of.id, one.person.id))


def _row(of: Exercise, one: Found, marked: dict[_Key, _Marked], problems: dict[_Key, str]) -> Row:
    work = one.work
    found = marked.get(work.key) if work else None
    reason = one.reason or (problems.get(work.key, "") if work else "")
    return Row(of.id, one.person.id, work.party if work else "", work.team if work else "", "rejected" if reason else "graded",
               found.marks.reached if found else None, of.by_rules, reason)

