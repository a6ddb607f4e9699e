"""A grading run: exact marks, nothing twice, nothing lost."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading import batch
from pmo_course_lib.delivery.grading.batch import grade_cohort
from pmo_course_lib.delivery.grading.report import Report, Row
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import append_line, lock, read_json, read_lines, write_json

from .samples import make_cohort, marks, right, rows, write_hand_in

ALL = "SELECT * FROM pmo_hand_in ORDER BY candidate"


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    """Four candidates, three of whom handed in."""
    cohort = make_cohort(tmp_path, 4)
    for who in ("c00001", "c00002", "c00003"):
        write_hand_in(cohort, who)
    return cohort


def _again(cohort: Cohort) -> Report:
    """A run as a new process sees it."""
    return grade_cohort(Cohort(cohort.folder))


def _execute(cohort: Cohort, query: str) -> None:
    with closing(sqlite3.connect(cohort.gradebook)) as db, db:
        db.execute(query)


def _raw(row: Row) -> int:
    assert row.result is not None
    return row.result.raw


def _change_key(cohort: Cohort, change: Callable[[dict[str, object]], dict[str, object]]) -> None:
    path = cohort.folder / "key.json"
    key = read_json(path)
    write_json(path, key | {"items": [change(key["items"][0]), *key["items"][1:]]})


def _notebook(cohort: Cohort, who: str) -> Path:
    return cohort.folder / "autograded" / who / "exam/exam.ipynb"


def test_marks(cohort: Cohort) -> None:
    """Does everybody get the score that the key gives, in the report, in nbgrader's rows and in our own?"""
    report = grade_cohort(cohort)
    assert [row.state for row in report.rows] == ["graded"] * 3 + ["missing"]
    for row in report.rows[:3]:
        expected = right(cohort, row.candidate)
        assert _raw(row) == expected
        assert sum(float(str(mark[1])) for mark in marks(cohort)[row.candidate]) == expected
        assert row.result is not None
        assert sum(area.right for area in row.result.areas) == expected
        assert (row.result.maximum, row.result.passed) == (50, expected >= 30)
        assert (row.changed, row.result.marks) == (True, {})
        assert rows(cohort, "SELECT raw, passed FROM pmo_hand_in WHERE candidate = ?", row.candidate) == [
            (expected, int(expected >= 30))]
    assert [row.candidate for row in report.needs_attention] == ["c00004"]
    assert report.rows[3].reason == "no hand-in"


def test_twice(cohort: Cohort) -> None:
    """Does a second run change nothing at all?"""
    grade_cohort(cohort)
    kept = (cohort.gradebook, cohort.receipts, *(_notebook(cohort, f"c0000{n}") for n in (1, 2, 3)))
    before, entries = marks(cohort), rows(cohort, ALL)
    files = [(path.read_bytes(), path.stat().st_ino) for path in kept]
    report = _again(cohort)
    assert [row.state for row in report.rows] == ["unchanged"] * 3 + ["missing"]
    assert not any(row.changed for row in report.rows)
    assert (marks(cohort), rows(cohort, ALL)) == (before, entries)
    assert [(path.read_bytes(), path.stat().st_ino) for path in kept] == files


def test_new_hand_in(cohort: Cohort) -> None:
    """Does a new hand-in grade that one anew and leave all others alone?"""
    grade_cohort(cohort)
    before, notebook = marks(cohort), _notebook(cohort, "c00002").read_bytes()
    write_hand_in(cohort, "c00002", {"SY-0001": None})
    report = _again(cohort)
    assert [row.state for row in report.rows] == ["unchanged", "graded", "unchanged", "missing"]
    assert (_raw(report.rows[1]), report.rows[1].changed) == (0, True)
    after = marks(cohort)
    assert {who: rows_ for who, rows_ in after.items() if who != "c00002"} == {
        who: rows_ for who, rows_ in before.items() if who != "c00002"}
    assert {row[1] for row in after["c00002"]} == {0.0}
    assert _notebook(cohort, "c00002").read_bytes() != notebook


def test_changed_key(cohort: Cohort) -> None:
    """Does a corrected key grade everybody anew, and say whose score it changed?"""
    before = {row.candidate: row for row in grade_cohort(cohort).rows[:3]}
    _change_key(cohort, lambda item: item | {"accept": ["a", "b", "c", "d"]})
    report = _again(cohort)
    assert [row.state for row in report.rows[:3]] == ["graded"] * 3
    for row in report.rows[:3]:
        assert _raw(row) == right(cohort, row.candidate)
        assert row.changed == (_raw(row) != _raw(before[row.candidate]))
    assert any(row.changed for row in report.rows[:3]) != all(row.changed for row in report.rows[:3])


def test_dropped_item(cohort: Cohort) -> None:
    """Does an item that is dropped after the exam leave both totals in nbgrader as well?"""
    grade_cohort(cohort)
    _change_key(cohort, lambda item: item | {"scored": False})
    report = _again(cohort)
    for row in report.rows[:3]:
        assert _raw(row) == right(cohort, row.candidate)
        assert row.result is not None and row.result.maximum == 49
        assert sum(float(str(mark[1])) for mark in marks(cohort)[row.candidate]) == _raw(row)
    assert rows(cohort, "SELECT sum(max_score) FROM grade_cells") == [(49,)]


def test_manual_score_survives(cohort: Cohort) -> None:
    """Are scores and credit that a person gave kept when the hand-in is graded anew?"""
    grade_cohort(cohort)
    _execute(cohort, "UPDATE grade SET manual_score = 0.5, extra_credit = 2")
    write_hand_in(cohort, "c00001", {"SY-0001": None})
    _again(cohort)
    assert {(row[1], row[2], row[3], row[4]) for row in marks(cohort)["c00001"]} == {(0.0, 0.5, 2.0, 0)}


def test_stock_autograde_in_between(cohort: Cohort) -> None:
    """Are marks put right again that something else overwrote or removed?"""
    grade_cohort(cohort)
    before = marks(cohort)
    _execute(cohort, "UPDATE grade SET auto_score = 0")
    assert [row.state for row in _again(cohort).rows[:3]] == ["graded"] * 3
    assert marks(cohort) == before
    _execute(cohort, "DELETE FROM grade WHERE rowid % 7 = 0")
    _again(cohort)
    assert marks(cohort) == before


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_notebook_repaired(cohort: Cohort, spoil: Callable[[Path], object]) -> None:
    """Is a notebook for the grader that is lost or torn written again, though no mark changes?"""
    grade_cohort(cohort)
    path = _notebook(cohort, "c00001")
    good = path.read_bytes()
    spoil(path)
    assert _again(cohort).rows[0].state == "unchanged"
    assert path.read_bytes() == good
    assert path.stat().st_mode & 0o077 == 0


def test_bad_after_good(cohort: Cohort) -> None:
    """Do earlier marks stay, and does the report say so, when a later file is rejected?"""
    first = grade_cohort(cohort).rows[0]
    before = marks(cohort)
    path = cohort.hand_in("c00001") / "responses.json"
    good = path.read_bytes()
    path.write_bytes(b"{")
    row = _again(cohort).rows[0]
    assert row.state == "rejected"
    assert f"the earlier hand-in of {first.received} counts" in row.reason
    assert (row.result, row.received, row.changed) == (first.result, first.received, False)
    assert marks(cohort) == before
    entries = rows(cohort, ALL)
    assert _again(cohort).rows[0] == row
    assert rows(cohort, ALL) == entries
    path.write_bytes(good)
    assert (_again(cohort).rows[0].state, marks(cohort)) == ("graded", before)
    assert _again(cohort).rows[0].state == "unchanged"


def test_gone_after_good(cohort: Cohort) -> None:
    """Do earlier marks stay when the hand-in is gone, and is an outdated key named?"""
    first = grade_cohort(cohort).rows[0]
    (cohort.hand_in("c00001") / "responses.json").unlink()
    row = _again(cohort).rows[0]
    assert (row.state, row.result) == ("missing", first.result)
    assert "the earlier hand-in of" in row.reason and "earlier key" not in row.reason
    _change_key(cohort, lambda item: item | {"accept": ["a", "b", "c", "d"]})
    assert "scored with the earlier key" in _again(cohort).rows[0].reason


def test_bad_from_the_start(cohort: Cohort) -> None:
    """Does a rejected first hand-in get no submission, and is it graded once it is good?"""
    path = write_hand_in(cohort, "c00004")
    good = path.read_bytes()
    path.write_bytes(b"{")
    row = grade_cohort(cohort).rows[3]
    assert (row.state, row.result) == ("rejected", None)
    assert rows(cohort, "SELECT count(*) FROM submitted_assignment WHERE student_id = 'c00004'") == [(0,)]
    assert not _notebook(cohort, "c00004").exists()
    path.write_bytes(good)
    row = _again(cohort).rows[3]
    assert (row.state, _raw(row)) == ("graded", right(cohort, "c00004"))


def test_receipts(cohort: Cohort) -> None:
    """Does the collector's time count, not the hand-in's, and is a missing receipt written once?"""
    path = write_hand_in(cohort, "c00001", None, submitted_at="2030-01-01T00:00:00+00:00")
    append_line(cohort.receipts, {"candidate": "c00001",
                                  "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                                  "received": "2026-11-22T16:00:00+01:00", "by": "class server"})
    append_line(cohort.receipts, {"candidate": "c00001", "sha256": "0" * 64, "received": "garbage"})
    report = grade_cohort(cohort)
    assert report.rows[0].received == "2026-11-22T15:00:00+00:00"
    assert marks(cohort)["c00001"][0][5] == "2026-11-22 15:00:00.000000"
    added = [line for line in read_lines(cohort.receipts) if line.get("by") == "grade"]
    assert [line["candidate"] for line in added] == ["c00002", "c00003"]
    assert added[0]["bytes"] == (cohort.hand_in("c00002") / "responses.json").stat().st_size
    _again(cohort)
    assert len(read_lines(cohort.receipts)) == 4


def test_progress(cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is progress reported for each person across batches, up to the end?"""
    monkeypatch.setattr(batch, "BATCH", 3)
    calls: list[tuple[int, int]] = []
    report = grade_cohort(cohort, lambda done, total: calls.append((done, total)))
    assert calls == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [row.state for row in report.rows] == ["graded"] * 3 + ["missing"]


@pytest.mark.parametrize(("change", "words"), [
    (lambda key: key["items"][0].update(accept=["z"]), "only its own options"),
    (lambda key: key["items"][0].update(options=["a", "b"], accept=["a"]), "options differ"),
    (lambda key: key["items"][0].update(area="B9"), "B9"),
    (lambda key: key["items"].reverse(), "same order"),
    (lambda key: key.update(form_id="other"), "form_id"),
])
def test_key_of_another_form(cohort: Cohort, change: Callable[[dict[str, object]], None], words: str) -> None:
    """Is nothing graded with a key that does not fit the form?"""
    key = read_json(cohort.folder / "key.json")
    change(key)
    write_json(cohort.folder / "key.json", key)
    with pytest.raises(CourseError, match=words):
        _again(cohort)
    assert marks(cohort) == {}


def test_second_run_at_the_same_time(cohort: Cohort) -> None:
    """Is a run refused with a reason while another program holds the cohort?"""
    code = ("import sys; from pathlib import Path; from pmo_course_lib.storage import lock\n"
            "with lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()")
    with subprocess.Popen([sys.executable, "-c", code, str(cohort.gradebook)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(CourseError, match="another grading run"):
            grade_cohort(cohort)
        holder.stdin.close()
    assert grade_cohort(cohort).rows[0].state == "graded"
    assert not lock(cohort.gradebook).is_locked


def test_killed_half_way(tmp_path: Path) -> None:
    """Does a run killed at any moment leave whole candidates only, and the next run complete it?"""
    cohort = make_cohort(tmp_path / "killed", 120, items=20)
    calm = make_cohort(tmp_path / "calm", 120, items=20)
    for person in cohort.people.persons:
        write_hand_in(cohort, person.id)
        write_hand_in(calm, person.id)
    grade_cohort(calm)
    code = ("import sys; from pathlib import Path; from pmo_course_lib.delivery.cohort import Cohort\n"
            "from pmo_course_lib.delivery.grading import batch\n"
            "batch.BATCH = 5\nbatch.grade_cohort(Cohort(Path(sys.argv[1])), lambda *_: print(flush=True))")
    seen: set[int] = set()
    for lines in random.Random(7).sample(range(90), 8):
        cohort.gradebook.unlink(missing_ok=True)
        for extra in cohort.folder.glob("gradebook.db-*"):
            extra.unlink()
        with subprocess.Popen([sys.executable, "-c", code, str(cohort.folder)],
                              stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            # The run goes on while we read, so that it dies anywhere in a batch.
            for _ in range(lines):
                run.stdout.readline()
            os.kill(run.pid, signal.SIGKILL)
        if cohort.gradebook.stat().st_size:
            assert {len(found) for found in marks(cohort).values()} <= {20}
            seen.add(len(marks(cohort)))
        _again(cohort)
        assert {who: [row[:5] for row in found] for who, found in marks(cohort).items()} == {
            who: [row[:5] for row in found] for who, found in marks(calm).items()}
        for person in cohort.people.persons:
            assert _notebook(cohort, person.id).read_bytes() == _notebook(calm, person.id).read_bytes()
    assert len(seen - {0, 120}) > 1, "no run was killed half-way; choose other moments"


def test_lean_imports() -> None:
    """Does grading stay clear of packages that take seconds to import?"""
    code = ("import sys, tests.synthetic, "
            "pmo_course_lib.delivery.grading.feedback\n"
            "print([m for m in ('nbgrader', 'nbformat', 'nbconvert', 'sqlalchemy', 'numpy', 'pandas') if m "
            "in sys.modules])")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux")
@pytest.mark.parametrize("candidates", [200, 1000])
def test_fast_and_small(tmp_path: Path, candidates: int) -> None:
    """Does a run stay within 2 ms and the memory within 100 MB (peak of its own process)?"""
    cohort = make_cohort(tmp_path, candidates)
    for person in cohort.people.persons:
        write_hand_in(cohort, person.id)
    # Not ru_maxrss: it starts at what the parent has.
    code = ("import re, sys, time; from pathlib import Path; from pmo_course_lib.delivery.cohort import "
            "Cohort\n"
            "from pmo_course_lib.delivery.grading.batch import grade_cohort\n"
            "start = time.process_time(); grade_cohort(Cohort(Path(sys.argv[1])))\n"
            "seconds = time.process_time() - start\n"
            "status = Path('/proc/self/status').read_text()\n"
            "print(seconds, int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) / 1024)")
    run = subprocess.run([sys.executable, "-c", code, str(cohort.folder)], capture_output=True, check=True,
                         text=True)
    seconds, megabytes = map(float, run.stdout.split())
    assert seconds < 0.002 * candidates
    assert megabytes < 100
