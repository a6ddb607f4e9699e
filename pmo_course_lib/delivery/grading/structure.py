"""The exam in nbgrader's tables: course, assignment, notebook, cells, students."""

from __future__ import annotations

import json
import secrets
import sqlite3
from typing import Any

from attrs import frozen

from pmo_course_lib.delivery.cohort import EXAM, Cohort
from pmo_course_lib.delivery.grading.notebook import KERNELSPEC, Cell, exam_cells, grade_id, points
from pmo_course_lib.errors import CourseError


@frozen
class ExamRows:
    """Database ids: assignment, notebook, and the grade cell of each item, by item id."""

    assignment: str
    notebook: str
    cells: dict[str, str]


def ensure_exam(db: sqlite3.Connection, cohort: Cohort) -> ExamRows:
    """Make sure that the exam and the candidates are in the gradebook, with the key's present points.

    Doing it twice changes nothing. The caller holds a transaction. Raises ``CourseError`` when the gradebook
    has marks for questions that are not on the form.
    """
    db.execute("INSERT OR IGNORE INTO course (id) VALUES (?)", (cohort.name,))
    assignment = named_row(db, "assignment", {"name": EXAM}, {"course_id": cohort.name})
    notebook = named_row(db, "notebook", {"name": EXAM, "assignment_id": assignment},
                         {"kernelspec": json.dumps(KERNELSPEC)})
    cells = exam_cells(cohort.form, points(cohort.key))
    _remove_others(db, notebook, {cell["metadata"]["nbgrader"]["grade_id"] for cell in cells}, cohort)
    for cell in cells:
        ensure_source(db, notebook, cell)
    ensure_students(db, cohort)
    return ExamRows(assignment, notebook, {item: _grade_cell(db, notebook, item, worth)
                                           for item, worth in points(cohort.key).items()})


def named_row(db: sqlite3.Connection, table: str, key: dict[str, Any], rest: dict[str, Any]) -> str:
    """The id of the row with this key; the row is made, with ``rest`` in it, if there is none."""
    where = " AND ".join(f"{name} = ?" for name in key)
    row = db.execute(f"SELECT id FROM {table} WHERE {where}", tuple(key.values())).fetchone()
    if row:
        return str(row[0])
    values = {"id": _new_id(), **key, **rest}
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    return str(values["id"])


def _new_id() -> str:
    """Half as long as nbgrader's own ids: they stand in each of half a million rows and in their indexes."""
    return secrets.token_hex(8)


def _grade_cell(db: sqlite3.Connection, notebook: str, item: str, worth: int) -> str:
    cell = named_row(db, "base_cell", {"name": grade_id(item), "notebook_id": notebook, "type": "GradeCell"}, {})
    db.execute("INSERT INTO grade_cells (id, max_score, cell_type) VALUES (?, ?, 'code') ON CONFLICT (id) "
               "DO UPDATE SET max_score = excluded.max_score WHERE max_score <> excluded.max_score",
               (cell, worth))
    return cell


def ensure_source(db: sqlite3.Connection, notebook: str, cell: Cell) -> None:
    """What nbgrader knows of a cell's text; doing it twice changes nothing."""
    nbgrader = cell["metadata"]["nbgrader"]
    db.execute("INSERT INTO source_cell (id, name, cell_type, locked, source, checksum, notebook_id) "
               "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name, notebook_id) DO UPDATE SET "
               "source = excluded.source, checksum = excluded.checksum "
               "WHERE checksum IS NOT excluded.checksum",
               (_new_id(), nbgrader["grade_id"], cell["cell_type"], nbgrader["locked"], cell["source"],
                nbgrader["checksum"], notebook))


def ensure_students(db: sqlite3.Connection, cohort: Cohort) -> None:
    """Everybody on the roster. Names only where nbgrader has none: the instructor may have corrected one in formgrader."""
    people = (person.candidate for person in cohort.people.persons)
    db.executemany("INSERT INTO student (id, first_name, last_name, email) VALUES (?, '', ?, ?) "
                   "ON CONFLICT (id) DO UPDATE SET first_name = '', last_name = excluded.last_name, "
                   "email = excluded.email WHERE last_name IS NULL",
                   ((person.id, person.name, person.email) for person in people))


def _remove_others(db: sqlite3.Connection, notebook: str, names: set[str], cohort: Cohort) -> None:
    """Take out cells of an earlier form, unless somebody has marks for them."""
    rows = db.execute("SELECT id, name FROM base_cell WHERE notebook_id = ?", (notebook,)).fetchall()
    old = [(cell, name) for cell, name in rows if name not in names]
    graded = [name for cell, name in old
              if db.execute("SELECT 1 FROM grade WHERE cell_id = ? LIMIT 1", (cell,)).fetchone()]
    if graded:
        raise CourseError(f"{cohort.gradebook}: holds marks for {', '.join(sorted(graded)[:5])}, which "
                          "form.json does not have. A form must not change after grading: restore form.json "
                          "and key.json from a copy.")
    for table in ("grade_cells", "solution_cells", "task_cells", "base_cell"):
        db.executemany(f"DELETE FROM {table} WHERE id = ?", [(cell,) for cell, _ in old])
    sources = db.execute("SELECT name FROM source_cell WHERE notebook_id = ?", (notebook,)).fetchall()
    db.executemany("DELETE FROM source_cell WHERE name = ? AND notebook_id = ?",
                   [(name, notebook) for (name,) in sources if name not in names])
