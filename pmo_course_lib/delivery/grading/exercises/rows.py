"""An exercise in nbgrader's tables: its assignment, notebook and cells, and one submission for each member of a team."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from attrs import astuple, fields, frozen

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.exercises.cells import check_id, criterion_id, exercise_cells
from pmo_course_lib.delivery.grading.gradebook import nbgrader_time
from pmo_course_lib.delivery.grading.notebook import KERNELSPEC
from pmo_course_lib.delivery.grading.structure import ensure_source, named_row
from pmo_course_lib.exercises import Exercise, Marks


@frozen
class Rows:
    """Database ids: ``checks`` by check id, ``judged`` by criterion id as pairs of grade cell and comment's cell."""

    assignment: str
    notebook: str
    checks: dict[str, str]
    judged: dict[str, tuple[str, str]]


@frozen
class Counted:
    """A row of ``pmo_team_work``: which hand-in counts for a candidate. ``notebook`` is the submitted notebook's id, ``found``
    the messages of the rules by check, as JSON.
    """

    notebook: str
    exercise: str
    candidate: str
    party: str
    team: str
    sha256: str
    received: str
    found: str


_NAMES = ", ".join(one.name for one in fields(Counted))


def ensure_exercise(db: sqlite3.Connection, cohort: Cohort, of: Exercise) -> Rows:
    """Make sure that the exercise is in the gradebook with its present points; doing it twice changes nothing."""
    db.execute("INSERT OR IGNORE INTO course (id) VALUES (?)", (cohort.name,))
    assignment = named_row(db, "assignment", {"name": of.id}, {"course_id": cohort.name})
    notebook = named_row(db, "notebook", {"name": of.id, "assignment_id": assignment}, {"kernelspec": json.dumps(KERNELSPEC)})
    for cell in exercise_cells(of):
        ensure_source(db, notebook, cell)
    checks = {one.id: _grade_cell(db, notebook, check_id(one), one.points, "code") for one in of.checks}
    judged = {one.id: (_grade_cell(db, notebook, criterion_id(one), one.points, "markdown"),
                       _answer_cell(db, notebook, criterion_id(one))) for one in of.rubric}
    return Rows(assignment, notebook, checks, judged)


def _grade_cell(db: sqlite3.Connection, notebook: str, name: str, points: float, kind: str) -> str:
    cell = named_row(db, "base_cell", {"name": name, "notebook_id": notebook, "type": "GradeCell"}, {})
    db.execute("INSERT INTO grade_cells (id, max_score, cell_type) VALUES (?, ?, ?) ON CONFLICT (id) "
               "DO UPDATE SET max_score = excluded.max_score WHERE max_score <> excluded.max_score", (cell, points, kind))
    return cell


def _answer_cell(db: sqlite3.Connection, notebook: str, name: str) -> str:
    cell = named_row(db, "base_cell", {"name": name, "notebook_id": notebook, "type": "SolutionCell"}, {})
    db.execute("INSERT OR IGNORE INTO solution_cells (id) VALUES (?)", (cell,))
    return cell


def counted(db: sqlite3.Connection, exercise: str) -> dict[str, Counted]:
    """What counts now, by candidate."""
    rows = db.execute(f"SELECT {_NAMES} FROM pmo_team_work WHERE exercise = ?", (exercise,))
    return {one.candidate: one for one in (Counted(*row) for row in rows)}


class Writer:
    """Writes the marks of one exercise. The caller holds a transaction."""

    def __init__(self, db: sqlite3.Connection, rows: Rows, new_id: Callable[[], str]) -> None:
        self._db, self._rows, self._new_id = db, rows, new_id

    def submission(self, candidate: str, received: str) -> str:
        """The id of the candidate's submitted notebook; it is made if there is none."""
        self._db.execute("INSERT INTO submitted_assignment (id, assignment_id, student_id, timestamp) VALUES (?, ?, ?, ?) "
                         "ON CONFLICT (assignment_id, student_id) DO UPDATE SET timestamp = excluded.timestamp",
                         (self._new_id(), self._rows.assignment, candidate, nbgrader_time(received)))
        (assignment,) = self._db.execute("SELECT id FROM submitted_assignment WHERE assignment_id = ? AND student_id = ?",
                                         (self._rows.assignment, candidate)).fetchone()
        self._db.execute("INSERT INTO submitted_notebook (id, assignment_id, notebook_id, flagged) VALUES (?, ?, ?, 0) "
                         "ON CONFLICT (notebook_id, assignment_id) DO NOTHING", (self._new_id(), assignment, self._rows.notebook))
        (notebook,) = self._db.execute("SELECT id FROM submitted_notebook WHERE notebook_id = ? AND assignment_id = ?",
                                       (self._rows.notebook, assignment)).fetchone()
        return str(notebook)

    def write(self, one: Counted, marks: Marks, earlier: Counted | None) -> None:
        """Marks by rules, and a place for what a person judges. What a person gave stays; for other work it is asked again."""
        self._checks(one.notebook, marks)
        self._judged(one.notebook)
        if earlier != one:
            self._db.execute(f"INSERT OR REPLACE INTO pmo_team_work ({_NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", astuple(one))
        if earlier is None or (earlier.notebook, earlier.party, earlier.sha256) != (one.notebook, one.party, one.sha256):
            self._as_mates(one)

    def remove(self, one: Counted) -> None:
        """Take out the submission of somebody for whom no hand-in counts any more, with its marks and comments."""
        for table in ("grade", "comment"):
            self._db.execute(f"DELETE FROM {table} WHERE notebook_id = ?", (one.notebook,))
        self._db.execute("DELETE FROM pmo_team_work WHERE notebook = ?", (one.notebook,))
        self._db.execute("DELETE FROM submitted_notebook WHERE id = ?", (one.notebook,))
        self._db.execute("DELETE FROM submitted_assignment WHERE assignment_id = ? AND student_id = ?",
                         (self._rows.assignment, one.candidate))

    def _checks(self, notebook: str, marks: Marks) -> None:
        self._db.executemany(
            "INSERT INTO grade (id, notebook_id, cell_id, auto_score, needs_manual_grade) VALUES (?, ?, ?, ?, 0) "
            "ON CONFLICT (cell_id, notebook_id) DO UPDATE SET auto_score = excluded.auto_score "
            "WHERE auto_score IS NOT excluded.auto_score",
            [(self._new_id(), notebook, self._rows.checks[one.id], one.reached) for one in marks.checks])

    def _judged(self, notebook: str) -> None:
        self._db.executemany("INSERT OR IGNORE INTO grade (id, notebook_id, cell_id, needs_manual_grade) VALUES (?, ?, ?, 1)",
                             [(self._new_id(), notebook, grade) for grade, _ in self._rows.judged.values()])
        self._db.executemany("INSERT OR IGNORE INTO comment (id, notebook_id, cell_id) VALUES (?, ?, ?)",
                             [(self._new_id(), notebook, cell) for _, cell in self._rows.judged.values()])

    def _as_mates(self, one: Counted) -> None:
        """What a person gave to a team mate for the same hand-in holds here. Without one, all that is judged is asked for, and
        so is a mark by rules that a person had changed.
        """
        mate = self._db.execute("SELECT notebook FROM pmo_team_work WHERE exercise = ? AND party = ? AND sha256 = ? "
                                "AND notebook <> ?", (one.exercise, one.party, one.sha256, one.notebook)).fetchone()
        if mate is None:
            self._db.executemany("UPDATE grade SET needs_manual_grade = 1 WHERE cell_id = ? AND notebook_id = ?",
                                 [(grade, one.notebook) for grade, _ in self._rows.judged.values()])
            self._db.execute("UPDATE grade SET needs_manual_grade = 1 WHERE notebook_id = ? AND (manual_score IS NOT NULL "
                             "OR extra_credit IS NOT NULL)", (one.notebook,))
            return
        for cell in (*self._rows.checks.values(), *(grade for grade, _ in self._rows.judged.values())):
            self._take_over("grade", "manual_score, extra_credit, needs_manual_grade", cell, mate[0], one.notebook)
        for _, cell in self._rows.judged.values():
            self._take_over("comment", "manual_comment", cell, mate[0], one.notebook)

    def _take_over(self, table: str, columns: str, cell: str, mate: str, notebook: str) -> None:
        self._db.execute(f"UPDATE {table} SET ({columns}) = "
                         f"(SELECT {columns} FROM {table} WHERE cell_id = ? AND notebook_id = ?) "
                         "WHERE cell_id = ? AND notebook_id = ?", (cell, mate, cell, notebook))
