"""Marks of team exercises in the gradebook."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import nbformat
import pytest

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.exercises.batch import Row, grade_exercises
from pmo_course_lib.delivery.grading.exercises.cells import STUB, exercise_cells, notebook_file, with_cells, written
from pmo_course_lib.delivery.grading.exercises.feedback import body, feedback
from pmo_course_lib.delivery.grading.exercises.rendered import inert
from pmo_course_lib.delivery.teams.hand_in import give_back, hand_in
from pmo_course_lib.delivery.teams.party import move, party_of
from pmo_course_lib.exercises import IDS, exercise, mark
from pmo_course_lib.storage import read_json

from .samples import rows
from .team_samples import handed_in, solution, team_cohort, titled, work

SCORES = ("SELECT s.student_id, total(g.auto_score), total(g.manual_score), sum(g.needs_manual_grade) FROM grade g "
          "JOIN submitted_notebook n ON n.id = g.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id "
          "JOIN assignment a ON a.id = s.assignment_id WHERE a.name = ? GROUP BY s.id ORDER BY s.student_id")


def graded(cohort: Cohort, exercise_id: str = "E1") -> dict[str, tuple[object, ...]]:
    """By candidate: points by rules, points by a person, and how many judgements are asked for."""
    return {str(who): tuple(rest) for who, *rest in rows(cohort, SCORES, exercise_id)}


def judge(cohort: Cohort, candidate: str, criterion: str, points: float, words: str) -> None:
    """What formgrader does: a mark and a comment for one person's submission."""
    with closing(sqlite3.connect(cohort.gradebook)) as db:
        (notebook,) = db.execute("SELECT notebook FROM pmo_team_work WHERE candidate = ?", (candidate,)).fetchone()
        cells = dict(db.execute("SELECT type, id FROM base_cell WHERE name = ?", (f"judged_{criterion}",)))
        db.execute("UPDATE grade SET manual_score = ?, needs_manual_grade = 0 WHERE notebook_id = ? AND cell_id = ?",
                   (points, notebook, cells["GradeCell"]))
        db.execute("UPDATE comment SET manual_comment = ? WHERE notebook_id = ? AND cell_id = ?",
                   (words, notebook, cells["SolutionCell"]))
        db.commit()


def by_rules(kind: str, exercise_id: str = "E1") -> float:
    """The marks that the pure rules give."""
    return mark(exercise_id, solution(exercise_id, kind)).reached


def test_one_hand_in_counts_for_all(tmp_path: Path) -> None:
    """Do all members get the marks of the team's one hand-in, others their own, and who works alone too?"""
    cohort = team_cohort(tmp_path, "Larch", "Larch", "Ash", "Larch", "")
    handed_in(cohort, "c00002", "E1", "model")
    handed_in(cohort, "c00003", "E1", "weak")
    handed_in(cohort, "c00005", "E1", "confused")
    found = grade_exercises(cohort)
    assert {row.candidate: row.reached for row in found} == {
        "c00001": by_rules("model"), "c00002": by_rules("model"), "c00004": by_rules("model"), "c00003": by_rules("weak"),
        "c00005": by_rules("confused")}
    assert graded(cohort) == {row.candidate: (row.reached, 0.0, 4) for row in found}
    assert by_rules("model") == 12 > by_rules("weak") > by_rules("confused")


@pytest.mark.parametrize("exercise_id", IDS)
def test_every_exercise(tmp_path: Path, exercise_id: str) -> None:
    """Is each exercise marked, and laid out for the one who judges as a valid notebook with every criterion?"""
    cohort = team_cohort(tmp_path, "Larch", "Ash", "Elm")
    for who, kind in (("c00001", "model"), ("c00002", "weak"), ("c00003", "confused")):
        handed_in(cohort, who, exercise_id, kind)
    assert [row.reached for row in grade_exercises(cohort, [exercise_id])] == [
        by_rules(kind, exercise_id) for kind in ("model", "weak", "confused")]
    for who in ("c00001", "c00002", "c00003"):
        notebook = nbformat.read(cohort.folder / f"autograded/{who}/{exercise_id}/{exercise_id}.ipynb", 4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
        names = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
        assert sorted(names) == sorted(cell["metadata"]["nbgrader"]["grade_id"] for cell in exercise_cells(exercise(exercise_id)))


def test_again_changes_nothing(tmp_path: Path) -> None:
    """Does a second run leave the gradebook and the grader's notebooks as they are?"""
    cohort = team_cohort(tmp_path, "Larch", "Larch")
    handed_in(cohort, "c00001", "E1")
    first = grade_exercises(cohort)
    path = cohort.folder / "autograded/c00002/E1/E1.ipynb"
    before, stamp = list(rows(cohort, "SELECT * FROM grade ORDER BY id")), path.stat().st_mtime_ns
    assert grade_exercises(cohort) == first
    assert (list(rows(cohort, "SELECT * FROM grade ORDER BY id")), path.stat().st_mtime_ns) == (before, stamp)


def test_a_mark_for_one_is_for_all(tmp_path: Path) -> None:
    """Does what the instructor gives one member in formgrader count for the team, a late member too, and no other team?"""
    cohort = team_cohort(tmp_path, "Larch", "Larch", "Ash", "")
    handed_in(cohort, "c00001", "E1")
    handed_in(cohort, "c00003", "E1", "weak")
    grade_exercises(cohort)
    judge(cohort, "c00002", "whys", 2, "Five steps, each with a card.")
    move(cohort, "c00004", "Larch")
    grade_exercises(cohort)
    assert {who: found[1:] for who, found in graded(cohort).items()} == {
        "c00001": (2.0, 3), "c00002": (2.0, 3), "c00004": (2.0, 3), "c00003": (0.0, 4)}
    given = feedback(cohort.gradebook, "E1", "c00004")
    assert given is not None and given.reached == 14 and not given.complete
    assert given.judged[0].words == "Five steps, each with a card." and given.judged[0].level in body(given)


def test_moved_person_keeps_the_mark(tmp_path: Path) -> None:
    """Does a person who changes teams after the hand-in keep that mark, and take part in what the new team hands in?"""
    cohort = team_cohort(tmp_path, "Larch", "Larch", "Ash")
    handed_in(cohort, "c00001", "E1")
    move(cohort, "c00002", "Ash")
    handed_in(cohort, "c00003", "E2")
    grade_exercises(cohort)
    assert set(graded(cohort)) == {"c00001", "c00002"} and set(graded(cohort, "E2")) == {"c00002", "c00003"}
    handed_in(cohort, "c00003", "E1", "weak")
    grade_exercises(cohort)
    assert graded(cohort)["c00001"][0] == by_rules("model") and graded(cohort)["c00003"][0] == by_rules("weak")


def test_given_back(tmp_path: Path) -> None:
    """Does work that is handed in again get new marks by rules, and is the judgement asked for again but not lost?"""
    cohort = team_cohort(tmp_path, "Larch", "Larch")
    handed_in(cohort, "c00001", "E1", "weak")
    grade_exercises(cohort)
    judge(cohort, "c00001", "whys", 1, "One step.")
    party = party_of(cohort, "c00001")
    give_back(cohort, party, "E1")
    work(cohort, party, "E1", solution("E1"))
    hand_in(cohort, party, "E1", "c00002")
    grade_exercises(cohort)
    assert graded(cohort) == {"c00001": (12.0, 1.0, 4), "c00002": (12.0, 1.0, 4)}
    assert len(list((cohort.folder / "submitted/c00001/E1").iterdir())) == 2


def test_a_file_without_a_server(tmp_path: Path) -> None:
    """Does a file that nbgrader collected count, for the whole team, with a receipt by our clock that stays the same?"""
    cohort = team_cohort(tmp_path, "Larch", "Larch")
    handed_in(cohort, "c00001", "E1")
    raw = (cohort.folder / "submitted/c00001/E1/E1.workbook.json").read_bytes()
    other = team_cohort(tmp_path / "other", "Larch", "Larch")
    place = other.folder / "submitted/c00002/E1"
    place.mkdir(parents=True)
    (place / "E1.workbook.json").write_bytes(raw)
    grade_exercises(other)
    arrived = (other.folder / "exercise-arrivals.jsonl").read_text()
    grade_exercises(other)
    assert {who: found[0] for who, found in graded(other).items()} == {"c00001": 12.0, "c00002": 12.0}
    assert (other.folder / "exercise-arrivals.jsonl").read_text() == arrived


HOSTILE = {
    "no JSON": b"\x00\xff not a workbook", "empty": b"", "other JSON": b"[1, 2]", "duplicate keys": b'{"format": 1, "format": 2}',
    "deep": b'{"a":' * 60_000 + b"1" + b"}" * 60_000, "too large": b'{"a": "' + b"x" * 6_000_000 + b'"}',
    "wrong types": b'{"format": "pmo-course/workbook", "revision": "one", "time": 3, "who": [], "workbook": {}}',
    "office file": b"PK\x03\x04" + b"\x00" * 200,
}


def _links(cohort: Cohort, who: str, place: Path) -> None:
    place.symlink_to(cohort.folder / "key.json")


def test_hostile_hand_ins(tmp_path: Path) -> None:
    """Does each bad file cost its own row, with a reason, and change nobody else's mark?"""
    cohort = team_cohort(tmp_path, *[""] * (len(HOSTILE) + 2))
    handed_in(cohort, "c00001", "E1")
    for number, raw in enumerate(HOSTILE.values(), 2):
        place = cohort.folder / f"submitted/c{number:05}/E1"
        place.mkdir(parents=True)
        (place / "E1.workbook.json").write_bytes(raw)
    last = cohort.folder / f"submitted/c{len(HOSTILE) + 2:05}/E1"
    last.mkdir(parents=True)
    _links(cohort, "", last / "E1.workbook.json")
    found = {row.candidate: row for row in grade_exercises(cohort)}
    assert found.pop("c00001") == Row("E1", "c00001", "alone/c00001", "Candidate 1", "graded", 12.0, 12.0)
    assert len(found) == len(HOSTILE) + 1
    assert all(row.state == "rejected" and row.reason and row.reached is None and "Traceback" not in row.reason
               for row in found.values())
    assert graded(cohort) == {"c00001": (12.0, 0.0, 4)}


def test_text_is_inert_for_the_grader(tmp_path: Path) -> None:
    """Are HTML, Markdown, links and formulas that a team wrote shown as text by what formgrader renders with?"""
    from nbconvert.filters import markdown2html

    nasty = "<script>alert(1)</script>\n\n![x](https://evil.example/a.png) [l](javascript:x) **bold** $x$ <img src=x onerror=y>"
    cohort = team_cohort(tmp_path, "</div><script>x</script>")
    party = party_of(cohort, "c00001")
    workbook = solution("E1")
    for key in ("e1-why-1", "e1-why-2"):
        workbook.notes[key] = nasty
    work(cohort, party, "E1", titled(workbook, nasty))
    hand_in(cohort, party, "E1", "c00001")
    grade_exercises(cohort)
    cells = read_json(cohort.folder / "autograded/c00001/E1/E1.ipynb")["cells"]
    page = "".join(markdown2html(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert "<script" not in page and "<img src=x" not in page and "evil.example/a.png)" in page
    assert "<strong>bold" not in page and 'href="javascript' not in page
    given = feedback(cohort.gradebook, "E1", "c00001")
    assert given is not None and "<script" not in body(given)


def test_inert_is_one_line() -> None:
    """Can no line end begin Markdown in what we hand to formgrader?"""
    assert len(inert("a\r\n\n# b\u2028c\x0bd").splitlines()) == 1


@pytest.mark.parametrize("exercise_id", IDS)
def test_notebook_is_up_to_date(exercise_id: str) -> None:
    """Has each exercise's notebook the task of task.md and the cells of its checks and rubric, and no answers?"""
    path = notebook_file(exercise_id)
    notebook = read_json(path)
    assert path.read_text(encoding="utf-8") == written(with_cells(notebook, exercise(exercise_id))), (
        "run: python -m pmo_course_lib.delivery.grading.exercises.cells")
    text = json.dumps(notebook, ensure_ascii=False)
    assert STUB in text
    for criterion in exercise(exercise_id).rubric:
        assert not any(level in text for level in criterion.levels)
