"""The gradebook: nbgrader's own tables, written in one piece, refused when unknown."""

from __future__ import annotations

import re
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest

from pmo_course_lib.delivery.grading import gradebook as module
from pmo_course_lib.delivery.grading.batch import grade_cohort
from pmo_course_lib.delivery.grading.gradebook import create_gradebook
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import read_json, write_json

from .samples import make_cohort, marks, rows, write_hand_in

EXAM_ROWS = ("SELECT b.name, b.type, g.max_score, g.cell_type FROM base_cell b JOIN grade_cells g ON g.id = "
             "b.id "
             "ORDER BY b.name")


def _schema(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE "
                           "'pmo_%'")
        return {name: re.sub(r"\s+", "", sql).lower() for name, sql in found}


def test_schema_is_nbgraders(tmp_path: Path) -> None:
    """Are the tables those that nbgrader 0.9.6 makes, but for white space, with its version?"""
    from nbgrader.api import Gradebook

    cohort = make_cohort(tmp_path, 1, items=2)
    Gradebook(f"sqlite:///{tmp_path / 'fresh.db'}", "course").close()
    assert _schema(cohort.gradebook) == _schema(tmp_path / "fresh.db")
    with closing(sqlite3.connect(tmp_path / "fresh.db")) as db:
        assert db.execute("SELECT * FROM alembic_version").fetchall() == rows(cohort, "SELECT * FROM "
                                                                                      "alembic_version")


def test_nbgrader_reads_it(tmp_path: Path) -> None:
    """Does nbgrader find students, cells, scores and times in what we wrote?"""
    from nbgrader.api import Gradebook

    cohort = make_cohort(tmp_path, 2, items=20)
    write_hand_in(cohort, "c00002")
    report = grade_cohort(cohort)
    with Gradebook(f"sqlite:///{cohort.gradebook}", cohort.name) as gb:
        assert [(s.id, s.first_name, s.last_name, s.email) for s in gb.students] == [
            ("c00001", "", "Candidate 1", "c00001@example.org"), ("c00002", "", "Candidate 2",
                                                                  "c00002@example.org")]
        submission = gb.find_submission("exam", "c00002")
        result = report.rows[1].result
        assert result is not None
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (result.raw, 20,
                                                                                           False)
        assert f"{submission.timestamp.isoformat()}+00:00" == report.rows[1].received
        assert submission.late_submission_penalty == 0
        assert len(gb.assignment_submissions("exam")) == 1
        assert {cell.locked for cell in gb.find_notebook("exam", "exam").source_cells} == {True}


def test_quick_and_private(tmp_path: Path) -> None:
    """Is a gradebook made in well under a second, and can only its owner read the marks?"""
    cohort = make_cohort(tmp_path, 100)
    cohort.gradebook.unlink()
    start = time.perf_counter()
    create_gradebook(cohort)
    assert time.perf_counter() - start < 1
    assert stat.S_IMODE(cohort.gradebook.stat().st_mode) == 0o600


def test_create_twice(tmp_path: Path) -> None:
    """Does making it again change nothing, and keep what a person corrected in formgrader?"""
    cohort = make_cohort(tmp_path, 2, items=2)
    with closing(sqlite3.connect(cohort.gradebook)) as db, db:
        db.execute("UPDATE student SET last_name = 'Corrected' WHERE id = 'c00001'")
    dump = "SELECT * FROM source_cell ORDER BY id", "SELECT * FROM student ORDER BY id", EXAM_ROWS
    before = [rows(cohort, query) for query in dump]
    create_gradebook(cohort)
    assert [rows(cohort, query) for query in dump] == before
    assert before[1][0][2] == "Corrected"


def test_gradebook_of_nbgrader(tmp_path: Path) -> None:
    """Is a gradebook that nbgrader made, without our index and table, completed and used?"""
    from nbgrader.api import Gradebook

    cohort = make_cohort(tmp_path, 1, items=2)
    cohort.gradebook.unlink()
    with Gradebook(f"sqlite:///{cohort.gradebook}", "other") as gb:
        gb.add_student("c00001")
    write_hand_in(cohort, "c00001")
    assert grade_cohort(cohort).rows[0].state == "graded"
    assert rows(cohort, "SELECT last_name FROM student") == [("Candidate 1",)]
    assert rows(cohort, "SELECT count(*) FROM sqlite_master WHERE name = 'pmo_grade_notebook'") == [(1,)]


@pytest.mark.parametrize("spoil", ["UPDATE alembic_version SET version_num = 'ffff'", "DELETE FROM "
                                                                                      "alembic_version",
                                   "DROP TABLE alembic_version"])
def test_unknown_version(tmp_path: Path, spoil: str) -> None:
    """Is a gradebook of another version left alone, with words on what to do?"""
    cohort = make_cohort(tmp_path, 1, items=2)
    write_hand_in(cohort, "c00001")
    with closing(sqlite3.connect(cohort.gradebook)) as db, db:
        db.execute(spoil)
    before = cohort.gradebook.read_bytes()
    with pytest.raises(CourseError, match=r"0\.9\.6.*nbgrader db upgrade"):
        grade_cohort(cohort)
    assert cohort.gradebook.read_bytes() == before


def test_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a gradebook that is being written give words on what to do, and does a later run succeed?"""
    monkeypatch.setattr(module, "PATIENCE_S", 0.05)
    cohort = make_cohort(tmp_path, 1, items=2)
    write_hand_in(cohort, "c00001")
    with closing(sqlite3.connect(cohort.gradebook, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CourseError, match="Close formgrader"):
            grade_cohort(cohort)
        other.execute("ROLLBACK")
    assert grade_cohort(cohort).rows[0].state == "graded"


@pytest.mark.parametrize("content", [b"this is no database, but long enough to be looked at" * 20,
                                     b"SQLite format 3\0" * 300])
def test_damaged(tmp_path: Path, content: bytes) -> None:
    """Does a damaged gradebook give words on what to do in place of a traceback?"""
    cohort = make_cohort(tmp_path, 1, items=2)
    cohort.gradebook.write_bytes(content)
    with pytest.raises(CourseError, match="Restore it from a copy"):
        grade_cohort(cohort)


def test_form_changed_before_anybody_is_graded(tmp_path: Path) -> None:
    """Do the cells follow a form that changes before grading, and is a change after it refused?"""
    cohort = make_cohort(tmp_path / "a", 1, items=3)
    other = make_cohort(tmp_path / "b", 1, items=2)
    for name in ("form.json", "key.json"):
        write_json(cohort.folder / name, read_json(other.folder / name))
    smaller = type(cohort)(cohort.folder)
    create_gradebook(smaller)
    assert [row[0] for row in rows(smaller, EXAM_ROWS)] == ["test_SY-0001", "test_SY-0002"]
    assert len(rows(smaller, "SELECT * FROM source_cell")) == 4

    write_hand_in(other, "c00001")
    grade_cohort(other)
    one = read_json(other.folder / "form.json"), read_json(other.folder / "key.json")
    for value, name in zip(one, ("form.json", "key.json"), strict=True):
        write_json(other.folder / name, value | {"items": value["items"][:1]})
    before = marks(other)
    with pytest.raises(CourseError, match="test_SY-0002"):
        grade_cohort(type(other)(other.folder))
    assert marks(other) == before
