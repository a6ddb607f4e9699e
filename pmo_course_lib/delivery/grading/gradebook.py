"""nbgrader's gradebook, written directly: its own calls take 50 ms a hand-in, and two seconds to import."""

from __future__ import annotations

import datetime
import itertools
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from attrs import astuple, evolve, fields, frozen

from pmo_course_lib.assessment.scoring import AreaScore
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.schema import ALEMBIC_VERSION, NBGRADER, OURS, TEAM_TRIGGERS
from pmo_course_lib.delivery.grading.structure import ExamRows, ensure_exam
from pmo_course_lib.errors import CourseError

#: Seconds to wait for another program that is writing.
PATIENCE_S = 5.0


@frozen
class Entry:
    """A row of ``pmo_hand_in``: what counts for a candidate, and what the last run found.

    ``sha256``, ``key_sha256``, ``received`` and the numbers belong to the hand-in that counts; without one
    the numbers are None. ``state`` and ``reason`` are those of the last run that changed them.
    """

    candidate: str
    sha256: str
    key_sha256: str
    raw: int | None
    maximum: int | None
    blank: int | None
    passed: int | None
    state: str
    reason: str
    received: str


_COLUMNS = tuple(column.name for column in fields(Entry))


@frozen
class Change:
    """An entry to write; ``marks`` (item id to 0 or 1) is None when those in the gradebook stay."""

    entry: Entry
    marks: Mapping[str, int] | None = None


def create_gradebook(cohort: Cohort) -> None:
    """Make ``gradebook.db`` with exam and candidates, or complete the one that is there.

    Raises ``CourseError`` as ``open_gradebook`` does.
    """
    with open_gradebook(cohort):
        pass


@contextmanager
def open_gradebook(cohort: Cohort) -> Iterator[Gradebook]:
    """The cohort's gradebook with the exam in it. Raises ``CourseError`` as ``open_database`` does."""
    with open_database(cohort) as db:
        with transaction(db):
            rows = ensure_exam(db, cohort)
        yield Gradebook(db, rows)


@contextmanager
def open_database(cohort: Cohort) -> Iterator[sqlite3.Connection]:
    """The cohort's gradebook, made and completed where needed.

    Raises ``CourseError`` when it is of another version, damaged, or in use by another program, also later
    while it is open.
    """
    with plainly(cohort.gradebook):
        _create_file(cohort)
        with closing(sqlite3.connect(cohort.gradebook, timeout=PATIENCE_S, isolation_level=None)) as db:
            # The default of 2 MB makes SQLite write half-done batches to the disk.
            db.execute("PRAGMA cache_size = -16000")
            with transaction(db):
                _ensure_schema(db, cohort)
            yield db


def _create_file(cohort: Cohort) -> None:
    """Marks are for the instructor only; SQLite itself would let everybody read them."""
    try:
        os.close(os.open(cohort.gradebook, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise CourseError(f"{cohort.gradebook}: {error.strerror}. Check permissions of the folder, "
                          "then grade again.") from None


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _ensure_schema(db: sqlite3.Connection, cohort: Cohort) -> None:
    # Not executescript: it would commit the transaction that keeps a killed run from leaving half a database.
    if not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        _execute_all(db, NBGRADER)
    _check_version(db, cohort)
    _execute_all(db, OURS)
    for trigger in TEAM_TRIGGERS:
        db.execute(trigger)


def _execute_all(db: sqlite3.Connection, script: str) -> None:
    for statement in script.split(";"):
        db.execute(statement)


def _check_version(db: sqlite3.Connection, cohort: Cohort) -> None:
    known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    versions = [row[0] for row in db.execute("SELECT version_num FROM alembic_version")] if known else []
    if versions != [ALEMBIC_VERSION]:
        found = ", ".join(map(str, versions)) or "unknown"
        raise CourseError(f"{cohort.gradebook}: gradebook version {found}, but only {ALEMBIC_VERSION} "
                          "(nbgrader 0.9.6) is known here. Nothing was changed. Install nbgrader 0.9.6; for "
                          "an older file, copy it and run: nbgrader db upgrade")


@contextmanager
def plainly(gradebook: Path) -> Iterator[None]:
    """Turn what SQLite reports of this file into words for the instructor."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise CourseError(f"{gradebook}: another program is writing to it. Close formgrader and "
                              "any other grading run, then grade again; nothing is lost, and what is done is "
                              "not done twice.") from None
        raise CourseError(f"{gradebook}: {error}. Check free space and permissions of the folder, "
                          "then grade again.") from None
    except sqlite3.DatabaseError as error:
        raise CourseError(f"{gradebook}: {error}. Restore it from a copy, or move it away and grade "
                          "again (marks given by hand are then lost).") from None


def _holds(entry: Entry, total: tuple[int, float] | None, cells: int) -> bool:
    """Whether nbgrader's rows (how many have a mark, and their sum) tell the score of our entry."""
    return entry.raw is None or total == (cells, entry.raw)


def rising_ids() -> Callable[[], str]:
    """Makes ids for new rows.

    Rising ids append to SQLite's trees; random ones, as nbgrader makes them, take three times as long. A run takes longer in
    nanoseconds than it makes ids, so that the next run starts above them.
    """
    return map("{:016x}".format, itertools.count(time.time_ns())).__next__


def nbgrader_time(received: str) -> str:
    """An ISO time with offset as nbgrader stores it: UTC without offset; it stops half-way through an export at anything else."""
    utc = datetime.datetime.fromisoformat(received).astimezone(datetime.UTC).replace(tzinfo=None)
    return utc.isoformat(" ", "microseconds")


class Gradebook:
    """An open gradebook in which the exam exists."""

    def __init__(self, db: sqlite3.Connection, rows: ExamRows) -> None:
        self._db = db
        self._rows = rows
        self._new_id = rising_ids()

    def entries(self) -> dict[str, Entry]:
        """What is stored, by candidate. Where nbgrader's own rows tell another score, ``sha256`` is empty.

        That happens when somebody ran a stock ``nbgrader autograde`` or removed a submission; it is then
        graded again.
        """
        stored = (Entry(*row) for row in self._db.execute(f"SELECT {', '.join(_COLUMNS)} FROM pmo_hand_in"))
        totals = self._totals()
        cells = len(self._rows.cells)
        return {entry.candidate: entry if _holds(entry, totals.get(entry.candidate), cells)
                else evolve(entry, sha256="") for entry in stored}

    def _totals(self) -> dict[str, tuple[int, float]]:
        rows = self._db.execute(
            "SELECT s.student_id, count(g.auto_score), total(g.auto_score) FROM submitted_assignment s "
            "JOIN submitted_notebook n ON n.assignment_id = s.id JOIN grade g ON g.notebook_id = n.id "
            "WHERE s.assignment_id = ? AND n.notebook_id = ? GROUP BY s.id",
            (self._rows.assignment, self._rows.notebook))
        return {student: (count, total) for student, count, total in rows}

    def write_marks(self, batch: Iterable[Change]) -> None:
        """Write a batch in one transaction, all or nothing. Manual scores and extra credit stay untouched."""
        graded_at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        with transaction(self._db):
            for change in batch:
                if change.marks is not None:
                    notebook = self._submission(change.entry.candidate, change.entry.received)
                    self._grades(notebook, change.marks)
                self._entry(change.entry, graded_at)

    def _submission(self, candidate: str, received: str) -> str:
        """The id of the candidate's submitted notebook, with our receipt's time as the time of submission."""
        self._db.execute("INSERT INTO submitted_assignment (id, assignment_id, student_id, timestamp) "
                         "VALUES (?, ?, ?, ?) ON CONFLICT (assignment_id, student_id) "
                         "DO UPDATE SET timestamp = excluded.timestamp",
                         (self._new_id(), self._rows.assignment, candidate, nbgrader_time(received)))
        submission = self._one("SELECT id FROM submitted_assignment WHERE assignment_id = ? "
                               "AND student_id = ?", self._rows.assignment, candidate)
        self._db.execute("INSERT INTO submitted_notebook (id, assignment_id, notebook_id, flagged) "
                         "VALUES (?, ?, ?, 0) ON CONFLICT (notebook_id, assignment_id) DO NOTHING",
                         (self._new_id(), submission, self._rows.notebook))
        return self._one("SELECT id FROM submitted_notebook WHERE notebook_id = ? AND assignment_id = ?",
                         self._rows.notebook, submission)

    def _one(self, query: str, *values: str) -> str:
        return str(self._db.execute(query, values).fetchone()[0])

    def _grades(self, notebook: str, marks: Mapping[str, int]) -> None:
        new_id = self._new_id
        # Setting needs_manual_grade in the first statement would let SQLite prepare the triggers of teams for each row, which
        # costs a third of a run.
        self._db.executemany(
            "INSERT INTO grade (id, notebook_id, cell_id, auto_score, needs_manual_grade) "
            "VALUES (?, ?, ?, ?, 0) ON CONFLICT (cell_id, notebook_id) DO UPDATE SET auto_score = excluded.auto_score",
            [(new_id(), notebook, cell, marks[item]) for item, cell in self._rows.cells.items()])
        self._db.execute("UPDATE grade SET needs_manual_grade = 0 WHERE notebook_id = ? AND needs_manual_grade <> 0", (notebook,))

    def _entry(self, entry: Entry, graded_at: str) -> None:
        names = (*_COLUMNS, "graded_at")
        self._db.execute(f"INSERT OR REPLACE INTO pmo_hand_in ({', '.join(names)}) "
                         f"VALUES ({', '.join('?' * len(names))})", (*astuple(entry), graded_at))

    def area_scores(self, candidate: str, cohort: Cohort) -> tuple[AreaScore, ...]:
        """Right answers by area as the gradebook has them, for marks whose hand-in is no longer there."""
        marks = dict(self._db.execute(
            "SELECT g.cell_id, g.auto_score FROM grade g JOIN submitted_notebook n ON n.id = g.notebook_id "
            "JOIN submitted_assignment s ON s.id = n.assignment_id "
            "WHERE s.assignment_id = ? AND s.student_id = ? AND n.notebook_id = ?",
            (self._rows.assignment, candidate, self._rows.notebook)))
        scored = [(item.area, int(marks.get(self._rows.cells[item.id]) or 0))
                  for item in cohort.key.items if item.scored]
        return tuple(AreaScore(area.id, sum(mark for name, mark in scored if name == area.id),
                               sum(name == area.id for name, _ in scored)) for area in cohort.key.areas)
